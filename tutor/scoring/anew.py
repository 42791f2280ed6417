"""Scoring something anew with a language model: what it is asked, and what stands in the way."""

from collections.abc import Awaitable, Callable

from tutor.domain.rubric import Assessment
from tutor.errors import SettingsError, TutorError


def no_model() -> SettingsError:
    """There is none to ask."""
    return SettingsError("No language model judges. Name one with TUTOR_JUDGE_MODEL or TUTOR_MODEL.")


def answered(assessment: Assessment) -> None:
    """TutorError where a model was asked to score and answered nothing."""
    if assessment.unread and not assessment.read:
        why = {it.reading.failed for it in assessment.scores if it.reading}
        raise TutorError(
            f"The language model {assessment.engine} gave no answer ({', '.join(sorted(why))}), so the score "
            "stays as it was. tutor model check says whether it can be reached."
        )


async def reread(given: Assessment, read: Callable[[Assessment], Awaitable[Assessment]]) -> Assessment:
    """A score with what a model can read of it now; once more where only some of it was let through.

    A model that was away is sent one call first, and all others when that is answered.
    """
    now = await read(given)
    return await read(now) if now.unread and now.read > given.read else now
