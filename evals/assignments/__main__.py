"""``python -m evals.assignments``: are points found, are texts in order, and is the grade hard to talk up?

The held-out texts were written before anything was tuned, the texts of dev.*.yaml were tuned on, and one of
the three assignments (preparing-to-negotiate) has a single text in the latter. Those of fresh.*.yaml were
written later, in a looser way; weights and threshold were chosen on both. Those of blind.*.yaml were
written and marked before the wordings of now, nothing was tuned on them, and wordings that were near to one
of their sentences were left out. Bars hold for the held-out half.
"""

import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import yaml

from evals.assignments.attacks import ATTACKS
from evals.assignments.whole import Read, whole
from tutor.app import now
from tutor.authoring.loader import Library
from tutor.domain.assignment import MOST_WORDS, Assignment, Found
from tutor.domain.rubric import Assessment
from tutor.domain.submission import Graded
from tutor.domain.text_rubric import TextRubric
from tutor.embeddings.embedder import Embedder
from tutor.scoring.grading import Grading, typed
from tutor.settings import shipped
from tutor.store.repository import Store

HERE = Path(__file__).parent
LANGUAGES = ("en", "nl")
READ = ("fresh", "heldout")
"""The texts that have levels of a reader."""
QUALITIES = ("poor", "middling", "good")
PRECISION, RECALL, AT_ALL = 0.85, 0.70, 0.80
"""The bars on points: precision and recall of "found", and recall of "found" and "perhaps" together."""
DENIED, RISES, SECONDS = 0.05, 0.01, 10.0
"""The most contradictions that count for their point, attacks that raise a level, seconds for 5,000 words."""


@dataclass(frozen=True)
class Text:
    """A text with the points that a careful reader finds in it, how it was graded, and a reader's levels."""

    name: str
    language: str
    assignment: Assignment
    quality: str
    says: frozenset[str]
    either: frozenset[str]
    text: str
    graded: Graded
    levels: Mapping[str, int]

    @property
    def mean(self) -> float:
        """The mean of its levels."""
        levels = [it.level for it in self.graded.assessment.scores if it.level is not None]
        return sum(levels) / len(levels)


def texts(half: str, library: Library, grading: Grading) -> Iterator[Text]:
    """The texts of a half, graded."""
    for language in LANGUAGES:
        for it in yaml.safe_load((HERE / f"{half}.{language}.yaml").read_text("utf-8")):
            assignment = library.assignment(it["assignment"], language)
            graded = grading.grade(typed(it["text"]), assignment)
            says, either = frozenset(it["says"]), frozenset(it.get("either", ()))
            levels = it.get("levels", {})
            yield Text(
                it["id"], language, assignment, it["quality"], says, either, it["text"], graded, levels
            )


def points(half: str, some: Sequence[Text]) -> bool:
    """Print precision and recall of the points; whether they reach the bars."""
    good = True
    for language in (*LANGUAGES, "both"):
        seen = [
            (one.found, one.point in it.says)
            for it in some
            if language in (it.language, "both")
            for one in it.graded.covered
            if one.point not in it.either
        ]
        right = sum(said for found, said in seen if found is Found.FOUND)
        given = sum(found is Found.FOUND for found, _ in seen)
        said = sum(said for _, said in seen)
        near = sum(said for found, said in seen if found is not Found.NOT_FOUND)
        precision, recall, at_all = right / max(given, 1), right / said, near / said
        print(
            f"  {half:8} {language:4} {len(seen):4} points, {said} said: precision {precision:.2f}, "
            f"recall {recall:.2f}, with perhaps {at_all:.2f}"
        )
        if language == "both":
            good = precision >= PRECISION and recall >= RECALL and at_all >= AT_ALL
    return good


def content(some: Sequence[Text], library: Library) -> tuple[int, int, int]:
    """How often the level for content is that of the points marked by hand, how often next to it, of all."""
    apart = [
        abs(read.content(rubric) - _levels(it.graded).get("content", 1))
        for it, (read, rubric, _) in zip(some, read_too(some, library), strict=True)
    ]
    return apart.count(0), sum(gap <= 1 for gap in apart), len(apart)


def read_too(some: Sequence[Text], library: Library) -> Iterator[tuple[Read, TextRubric, Assessment]]:
    """Each text as a reader judged it, its rubric, and what the program gave."""
    for it in some:
        read = Read(it.assignment, it.levels, it.says, it.either)
        yield read, library.text_rubric(it.assignment.rubric, it.language), it.graded.assessment


def ranges(some: Mapping[str, Sequence[Text]], library: Library) -> bool:
    """Print how well the range covers a reader's mean level, by half and of all; whether it does of all."""
    judged = {half: list(read_too(these, library)) for half, these in some.items()}
    for half, these in judged.items():
        whole(half, these)
    return whole("together", [it for these in judged.values() for it in these])


def order(some: Sequence[Text]) -> tuple[int, int]:
    """How many pairs of texts on one assignment are in the right order by their mean level, of how many."""
    pairs = [
        (low, high)
        for low in some
        for high in some
        if (low.language, low.assignment.id) == (high.language, high.assignment.id)
        and QUALITIES.index(low.quality) < QUALITIES.index(high.quality)
    ]
    return sum(low.mean < high.mean for low, high in pairs), len(pairs)


def quoted(some: Sequence[Text]) -> tuple[int, int]:
    """How many levels above the lowest have quotes that stand in the text, of how many."""
    high = [(it, score) for it in some for score in it.graded.assessment.scores if (score.level or 0) > 1]
    good = [
        score.evidence and all(it.text[one.start : one.end] == one.quote for one in score.evidence)
        for it, score in high
    ]
    return sum(map(bool, good)), len(good)


def denials(library: Library, grading: Grading, names: Sequence[str]) -> tuple[int, int]:
    """How many sentences that say the opposite of a point count for it all the same, of how many."""
    listed = yaml.safe_load((HERE / "denials.yaml").read_text("utf-8"))
    wrong = every = 0
    for language, assignments in listed.items():
        for name in names:
            for point, sentence in assignments[name].items():
                graded = grading.grade(typed(sentence), library.assignment(name, language))
                found = next(it.found for it in graded.covered if it.point == point)
                every += 1
                wrong += found is not Found.NOT_FOUND
                if found is not Found.NOT_FOUND:
                    print(f"    counts ({found.value}): {sentence}")
    return wrong, every


def single(library: Library, grading: Grading) -> dict[str, tuple[int, int, int]]:
    """Of single sentences that say a point, and of near misses: how many are found, how many perhaps, of all.

    They are harder than sentences in a text: nobody says them twice.
    """
    listed = yaml.safe_load((HERE / "sentences.yaml").read_text("utf-8"))
    seen: dict[str, list[Found]] = {"says": [], "near": []}
    for language, assignments in listed.items():
        for name, of in assignments.items():
            assignment = library.assignment(name, language)
            for point, kinds in of.items():
                for kind, sentences in kinds.items():
                    for sentence in sentences:
                        covered = grading.grade(typed(sentence), assignment).covered
                        seen[kind].append(next(it.found for it in covered if it.point == point))
    return {
        kind: (found.count(Found.FOUND), found.count(Found.PERHAPS), len(found))
        for kind, found in seen.items()
    }


def attacked(some: Sequence[Text], library: Library, grading: Grading) -> bool:
    """Print which attacks raise a level of which text; whether they stay within the bar."""
    tried = raised = 0
    for name, attack in ATTACKS.items():
        rises = []
        for it in some:
            rubric = library.text_rubric(it.assignment.rubric, it.language)
            after = grading.grade(typed(attack(it.text, it.assignment, rubric)), it.assignment)
            before = _levels(it.graded)
            rises += [
                f"{it.name} ({it.language}) {criterion} {before[criterion]} → {level}"
                for criterion, level in _levels(after).items()
                if level > before[criterion]
            ]
            tried += len(before)
        raised += len(rises)
        print(f"  {name:40} {len(rises)} levels raised", *rises[:6], sep="\n      " if rises else "")
    print(f"  together {raised} of {tried} levels ({raised / tried:.2%})")
    return raised <= RISES * tried


def _levels(graded: Graded) -> dict[str, int]:
    return {it.criterion: it.level for it in graded.assessment.scores if it.level is not None}


def seconds(library: Library, grading: Grading) -> dict[str, float]:
    """How long 5,000 words of the course take in each language, warm."""
    found = {}
    for language in LANGUAGES:
        pages = sorted((shipped() / "knowledge" / "leadership" / language).glob("*.md"))
        whole = "\n\n".join(page.read_text("utf-8") for page in pages)
        text = " ".join(whole.split(" ")[:MOST_WORDS])
        began = time.perf_counter()
        grading.grade(typed(text), library.assignment("giving-feedback", language))
        found[language] = time.perf_counter() - began
    return found


def main(arguments: Sequence[str] = ()) -> int:
    """Measure and print; 1 when a bar is missed. ``dev`` measures what was tuned on only."""
    library = Library((shipped(),))
    nothing_kept = cast(Store, None)
    grading = Grading(library, nothing_kept, Embedder(), lambda: None, now=now, program="")
    halves = ("dev", "fresh") if "dev" in arguments else ("dev", "fresh", "blind", "heldout")
    some: dict[str, list[Text]] = {half: list(texts(half, library, grading)) for half in halves}
    print("Model points")
    good: dict[str, Any] = {}
    for half in halves:
        good["points"] = points(half, some[half])
        same, near, every = content(some[half], library)
        print(f"  {half:8} level for content: {same} of {every} as marked by hand, {near} at most one off")
    own = some[halves[-1]]
    for half in halves:
        right, pairs = order(some[half])
        print(f"In order by mean level ({half}): {right} of {pairs} pairs")
    good["order"] = right == pairs
    good["range"] = ranges({half: some[half] for half in halves if half in READ}, library)
    held, high = quoted([it for half in halves for it in some[half]])
    print(f"Levels above the lowest with quotes that stand in the text: {held} of {high}")
    good["quotes"] = held == high
    for half, names in (
        ("dev", ["giving-feedback", "strong-emotions"]),
        ("heldout", ["preparing-to-negotiate"]),
    ):
        if half in halves:
            wrong, every = denials(library, grading, names)
            print(f"Contradictions that count for their point ({half}): {wrong} of {every}")
            good["denied"] = wrong <= DENIED * every
    for kind, (found, perhaps, every) in single(library, grading).items():
        print(f"Single sentences ({kind}): {found} found, {perhaps} perhaps, of {every}")
    print("Attacks on texts that are not good")
    good["attacks"] = attacked([it for it in own if it.quality != "good"], library, grading)
    taken = seconds(library, grading)
    print("5,000 words: " + ", ".join(f"{language} {it:.1f} s" for language, it in taken.items()))
    good["seconds"] = max(taken.values()) <= SECONDS
    missed = [name for name, met in good.items() if not met]
    print("All bars met." if not missed else f"Missed: {', '.join(missed)}")
    return int(bool(missed))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
