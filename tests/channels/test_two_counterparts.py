"""A conversation with two counterparts as a learner sees it: who speaks, who hid what, how each stood."""

from pathlib import Path

from tests.scenes import pair, play, reply
from tutor.assessment.debrief import debrief
from tutor.assessment.judge import Judge
from tutor.authoring.loader import load
from tutor.channels.render import render
from tutor.conversation.practice import speeches
from tutor.domain.move import Move
from tutor.domain.rubric import Rubric
from tutor.domain.session import Part, Utterance
from tutor.language import Texts
from tutor.messages import BriefingCard, DebriefCard, Speech
from tutor.roleplay.state import fold

EN = Texts("en")
ROOT = Path(__file__).parents[2]


def test_each_change_of_speaker_is_a_speech_with_a_name() -> None:
    said = Utterance("…", "a.0", parts=(Part("robin", "No.", "a.0"), Part("sam", "Yes!", "b.1")))
    assert speeches(pair(), said) == (Speech("Robin", "No."), Speech("Sam", "Yes!"))
    assert said.lines == ("a.0", "b.1")


def test_the_briefing_names_both() -> None:
    assert "Robin, analyst; Sam, planner" in render(BriefingCard(pair()), EN)


def test_the_debrief_names_whose_secret_it_was_and_how_each_stood() -> None:
    scenario = pair()
    rubric = load(ROOT / "scenarios/rubrics/feedback-talk/en.yaml", Rubric)
    said = ("Robin, that sounds tiring.", Move.EMPATHISE), ("Well.", Move.UNCLEAR), ("Right.", Move.UNCLEAR)
    session, _ = play(scenario, *(reply(text, move) for text, move in said))
    states = [fold(scenario, session.turns[: number + 1]) for number in range(len(session.turns))]
    found = debrief(session, scenario, rubric, Judge(EN, {}).assess(session, rubric), states)
    shown = render(DebriefCard(session, scenario, rubric, found), EN)
    assert "What Robin and Sam kept back" in shown
    assert "**Robin.** It is about the evening course. *(told in part)*" in shown.replace("\\", "")
    assert "**Sam.** It is about the first bus. *(never told)*" in shown.replace("\\", "")
    assert "Robin answered:" in shown
    assert found.curve[-1].people["Robin"].trust > found.curve[-1].people["Sam"].trust
