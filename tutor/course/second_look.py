"""A model's second look at points of which the grader could not be sure; only its quotes make them met."""

from collections.abc import Sequence
from dataclasses import replace

from pydantic import Field

from tutor.domain.calls import Call, Purpose
from tutor.domain.frozen import Frozen
from tutor.domain.quiz import Grade, Mark, Met, Question
from tutor.errors import ModelFailed
from tutor.llm.model import LanguageModel
from tutor.prompts import Prompts, delimited
from tutor.quoting import find

LONGEST = 300
"""Tokens of all verdicts together."""


class Verdict(Frozen):
    """What a model finds of one point; quote is copied from the answer."""

    point: int = Field(description="The number of the point.")
    says: bool
    quote: str = ""


class Verdicts(Frozen):
    """What a model finds of the points it was asked about."""

    verdicts: tuple[Verdict, ...]


async def look_again(
    model: LanguageModel,
    prompts: Prompts,
    question: Question,
    said: str,
    grade: Grade,
    *,
    opposed: Sequence[bool],
    learner: str = "",
) -> Grade:
    """The grade with points that a model found said, each in words that stand in the answer.

    Only what was in doubt is looked at; a point whose opposite is said (opposed) stays as it is, and so does
    all where the model fails. A mark never falls.
    """
    doubtful = [at for at, it in enumerate(grade.met) if it.mark is Mark.PARTLY and not opposed[at]]
    if not doubtful:
        return grade
    points = "\n".join(f"{at + 1}. {grade.met[at].point.quote}" for at in doubtful)
    prompt = prompts.render(
        "second-look",
        question=delimited("question", question.text),
        points=delimited("points", points),
        answer=delimited("answer", said),
    )
    try:
        found = await model.fill(Call(Purpose.ANSWER, prompt, learner, LONGEST), Verdicts)
    except ModelFailed:
        return grade
    quotes = {it.point - 1: it.quote for it in found.verdicts if it.says}
    met = [_looked(it, quotes.get(at, ""), said) if at in doubtful else it for at, it in enumerate(grade.met)]
    return Grade(tuple(met))


def _looked(met: Met, quote: str, said: str) -> Met:
    place = find(quote, said) if quote.strip() else None
    return replace(met, mark=Mark.YES, said=said[slice(*place)]) if place else met
