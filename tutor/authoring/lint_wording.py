"""Words in rubrics that two readers read differently, and criteria that look at the same thing; pure."""

import functools
import re
from collections.abc import Iterator
from itertools import combinations

from tutor.authoring.lint import Finding, Located, listed
from tutor.authoring.yaml_file import Trail
from tutor.domain.rubric import Criterion, Level, Rubric
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
            if found := _vague(rubric.language).findall(text):
                yield file.warning(
                    where,
                    f"{criterion.id}: {listed({f'{word.lower()!r}' for word in found})} is vague. Say what "
                    "can be seen or counted.",
                )


@functools.cache
def _vague(language: str) -> re.Pattern[str]:
    words = "|".join(sorted(word_list("unclear", language))) or r"(?!)"
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
