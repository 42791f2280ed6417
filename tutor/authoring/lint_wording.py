"""Words in rubrics that two readers read differently, and criteria that look at the same thing; pure."""

import functools
import re
from collections.abc import Iterator
from itertools import combinations

from tutor.authoring.lint import Finding, Located, listed
from tutor.authoring.yaml_file import Trail
from tutor.domain.rubric import Answered, Criterion, Deal, Ended, Level, Rubric, Told
from tutor.domain.text_rubric import TextCriterion, TextLevel, TextRubric
from tutor.language import word_list


def lint_wording(file: Located, rubric: Rubric | TextRubric) -> Iterator[Finding]:
    """Vague words in titles and levels: what one reader calls good, another does not."""
    criteria: tuple[Criterion | TextCriterion, ...] = (*rubric.criteria,)
    for number, criterion in enumerate(criteria):
        texts: list[tuple[Trail, str]] = [(("criteria", number, "title"), criterion.title)]
        levels: tuple[Level | TextLevel, ...] = (*criterion.levels,)
        for step, level in enumerate(levels):
            texts.append((("criteria", number, "levels", step), level.text))
        for where, text in texts:
            if found := _listed("unclear", rubric.language).findall(text):
                yield file.warning(
                    where,
                    f"{criterion.id}: {listed({f'{word.lower()!r}' for word in found})} is vague. Say what "
                    "can be seen or counted.",
                )


def lint_claims(file: Located, rubric: Rubric) -> Iterator[Finding]:
    """Levels that say that two agreed, and count only what one of them said."""
    for number, criterion in enumerate(rubric.criteria):
        for step, level in enumerate(criterion.levels):
            both = any(isinstance(it, Answered | Deal | Ended | Told) for it in level.when)
            if level.when and not both and _listed("agreed", rubric.language).search(level.text):
                yield file.warning(
                    ("criteria", number, "levels", step),
                    f"{criterion.id}: level {level.level} speaks of an agreement, but asks only what the "
                    "learner did. Add { ended: [agreement] }, or leave the agreement out of its text.",
                )


@functools.cache
def _listed(name: str, language: str) -> re.Pattern[str]:
    words = "|".join(sorted(word_list(name, language))) or r"(?!)"
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


def lint_overlap(file: Located, rubric: Rubric | TextRubric) -> Iterator[Finding]:
    """Pairs of criteria that rest on the same: whoever scores on the one scores on the other."""
    criteria: tuple[Criterion | TextCriterion, ...] = (*rubric.criteria,)
    for one, other in combinations(range(len(criteria)), 2):
        if _same(criteria[one], criteria[other]):
            yield file.warning(
                ("criteria", other),
                f"{criteria[other].id} rests on the same moves and conditions as {criteria[one].id}, so that "
                "one thing is scored twice. Merge them, or let them look at different things.",
            )


def _same(one: Criterion | TextCriterion, other: Criterion | TextCriterion) -> bool:
    """Whether two criteria ask the same on every level, or rest on the same moves and ask the same on top."""
    asks = [[frozenset(map(repr, level.when)) for level in it.levels] for it in (one, other)]
    if not any(asks[0]):
        return False
    moves = isinstance(one, Criterion) and isinstance(other, Criterion) and set(one.moves) == set(other.moves)
    return asks[0] == asks[1] or (moves and asks[0][-1] == asks[1][-1])
