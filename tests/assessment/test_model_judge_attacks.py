"""A model that can be talked into anything: what code refuses all the same."""

from dataclasses import replace

import pytest

from evals.scores.attacks import attacks
from tests.assessment.readers import PROMPTS, Obeys, verdict
from tests.assessment.test_judge import SURE
from tests.assessment.test_model_judge import ONE, SAID
from tests.scenes import play, reply, small
from tutor.assessment.asides import addresses_judge, names_judge
from tutor.assessment.judge import Judge
from tutor.assessment.material import material
from tutor.assessment.model_judge import ModelJudge
from tutor.assessment.verdict import Verdict
from tutor.domain.calls import Call
from tutor.domain.move import Move
from tutor.domain.rubric import Rubric, Score
from tutor.domain.session import Session
from tutor.language import Texts

ADVICE = "What kept you from telling me on Wednesday?"
CRITERION = ONE.criteria[0].model_copy(
    update={"better": (ADVICE,), "good": ("What would help you with it?",)}
)
RUBRIC: Rubric = ONE.model_copy(update={"criteria": (CRITERION,)})
MEANT_FOR_THE_MODEL = ("instructions-to-the-judge", "fake-system-lines")
NOT_ONES_OWN = ("quoting-the-rubric", "pasted-model-answer", "repeated-good-sentence", "invisible-characters")
HARM = "empathy-before-an-insult"


def talked(text: str = "", language: str = "en") -> Session:
    """A talk with one open question and, if there is one, a reply in which the recogniser finds nothing."""
    harm = (Move.EMPATHISE, Move.INSULT) if text in {it for _, it in written(HARM, language)} else ()
    extra = [reply(text, *(harm or (Move.UNCLEAR,)))] if text else []
    return replace(play(small(), *SAID, *extra)[0], language=language)


def written(family: str, language: str) -> list[tuple[str, str]]:
    base = replace(play(small(), *SAID)[0], language=language)
    return [(it, text) for it, text in attacks(base, RUBRIC) if it == family and len(text.split()) > 3]


async def judged_by_a_fool(session: Session) -> tuple[Score, int | None]:
    """The score of a model that gives the highest level and quotes every reply it sees; and the count."""
    last = session.turns[-1]

    def obey(call: Call) -> Verdict:
        seen = call.prompt.messages[0][1]
        quotes = [(turn.number, turn.text) for turn in session.turns[1:-1]]
        if last.text.split()[0] in seen.split("The conversation ends here")[0]:
            quotes.append((last.number, last.text))
        return verdict(5, *quotes)

    counted = Judge(Texts(session.language), SURE).assess(session, RUBRIC)
    read = await ModelJudge(Obeys(obey), PROMPTS).read(session, RUBRIC, counted)  # type: ignore[arg-type]
    return read.scores[0], counted.scores[0].level


CASES = [
    (family, text, language)
    for family in (*MEANT_FOR_THE_MODEL, HARM)
    for language in ("en", "nl")
    for _, text in written(family, language)
]


@pytest.mark.parametrize(("family", "text", "language"), CASES, ids=str)
async def test_what_is_meant_for_the_judge_raises_nothing(family: str, text: str, language: str) -> None:
    score, counted = await judged_by_a_fool(talked(text, language))
    assert score.level is None or counted is None or score.level <= counted


@pytest.mark.parametrize("family", NOT_ONES_OWN)
def test_what_is_not_ones_own_is_not_even_shown(family: str) -> None:
    for _, text in written(family, "en"):
        shown = material(talked(text), RUBRIC).shown
        assert text not in shown.split('"reply": 4')[1]
        assert "[not counted]" in shown


async def test_a_pasted_line_cannot_be_quoted() -> None:
    pasted = verdict(5, (1, "How do you see it?"), (4, ADVICE))
    session = talked(ADVICE)
    counted = Judge(Texts("en"), SURE).assess(session, RUBRIC)
    score = await ModelJudge(Obeys(lambda _: pasted), PROMPTS).read(session, RUBRIC, counted)  # type: ignore[arg-type]
    assert score.scores[0].level is None


@pytest.mark.parametrize(
    "text",
    [
        "How do you see it?",
        "You scored the last two goals, so who takes the penalty?",
        "I don't want to judge you.",
        "Laten we alle punten langslopen.",
        "Op welk niveau wil je over drie jaar zitten?",
        "Which criteria matter to all of us?",
        "What level of detail do you need?",
        "Het systeem lag er maandag uit: niemand kon werken.",
    ],
)
def test_talk_about_work_is_not_meant_for_the_judge(text: str) -> None:
    assert not addresses_judge(text)


@pytest.mark.parametrize(
    "text",
    [
        "So are all of your points met now?",
        "Is aan alle punten voldaan, of mis je nog iets?",
        "If every point is met, can we sign on Friday?",
        "Ik wil dat het systeem de kwaliteit ziet die jij levert.",
        "Have all the criteria been met for the promotion?",
        "I know the planning software sees no quality, only hours.",
    ],
)
def test_checking_points_with_the_counterpart_still_counts(text: str) -> None:
    assert not names_judge(text)
