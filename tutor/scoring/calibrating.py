"""Calibration: the judge scores transcripts that people rated, and a card says how well the two agree."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path

from tutor.assessment.agreement import agreement
from tutor.authoring.loader import load
from tutor.domain.calibration import Agreement, Card
from tutor.domain.record import RatedTranscript
from tutor.domain.rubric import Assessment, Rubric, Score
from tutor.errors import TutorError

Judged = tuple[RatedTranscript, Assessment]


def transcripts(folder: Path) -> tuple[RatedTranscript, ...]:
    """Every rated transcript (``*.yaml``) in a folder and those below it; raises what is wrong with one."""
    found = tuple(load(path, RatedTranscript) for path in sorted(folder.rglob("*.yaml")))
    if not found:
        raise TutorError(f"{folder} has no rated transcripts (*.yaml); docs/evaluation.md shows one.")
    return found


async def calibrate(
    rated: Sequence[RatedTranscript],
    assess: Callable[[RatedTranscript], Awaitable[Assessment]],
    rubric_of: Callable[[RatedTranscript], Rubric],
    *,
    made: datetime,
    program: str,
) -> AsyncIterator[Card]:
    """A card for each rubric and language; TutorError where a rating names no criterion of its rubric."""

    def place(one: RatedTranscript) -> tuple[str, str]:
        return one.rubric, one.language

    for (rubric, language), group in groupby(sorted(rated, key=place), key=place):
        some = tuple(group)
        known = rubric_of(some[0])
        _check(some, known)
        judged = [(one, await assess(one)) for one in some]
        yield Card(
            rubric=rubric,
            version=known.version,
            language=language,
            transcripts=len(some),
            raters=len({one.rater for one in some}),
            made=made,
            program=program,
            engine=judged[0][1].engine,
            criteria={it.id: found for it in known.criteria if (found := _agreement(it.id, judged))},
        )


def _check(some: Sequence[RatedTranscript], rubric: Rubric) -> None:
    known = {it.id for it in rubric.criteria}
    for one in some:
        if wrong := set(one.levels) - known:
            raise TutorError(
                f"A transcript of {one.rater} rates {', '.join(sorted(wrong))}, but {rubric.id} has "
                f"{', '.join(sorted(known))}."
            )


def _agreement(criterion: str, judged: Sequence[Judged]) -> Agreement | None:
    pairs = [
        (one.levels[criterion], _level(assessment.score(criterion)))
        for one, assessment in judged
        if criterion in one.levels
    ]
    if all(level is None for _, level in pairs):
        return None
    return agreement([people for people, _ in pairs], [judge for _, judge in pairs])


def _level(score: Score) -> int | None:
    """The level that the judge gave; none where a model did not answer, as the count is not its judgement."""
    return None if score.reading and score.reading.failed else score.level
