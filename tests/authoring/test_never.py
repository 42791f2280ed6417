"""A trainer says "she would never say that": the line is not used again, by the script or by a model."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.authoring.test_lint import write
from tests.roleplay.speakers import Speaker, voice
from tests.scenes import NOON, small
from tutor.authoring.checks import check
from tutor.authoring.loader import Library
from tutor.authoring.never import file_of, keep, rule_of
from tutor.domain.hearing import silent
from tutor.domain.never import Never
from tutor.domain.scenario import Scenario
from tutor.domain.session import Act, Decision, Part, Turn, Utterance
from tutor.errors import TutorError
from tutor.roleplay.guard import Objection, objections
from tutor.roleplay.guarding.watch import Watch
from tutor.roleplay.never import broken
from tutor.roleplay.state import beginning
from tutor.roleplay.told_to_model import slots
from tutor.roleplay.voice import Moment, scripted

ASKED = Decision(Act.REACT, "asked")
MARKED = Never(said="I keep busy. (a)", because="Robin says more than that.", act="react", subject="asked")


def ruled(*rules: Never) -> Scenario:
    return small().model_copy(update={"never": rules})


def test_a_marked_line_is_not_used_again_while_there_is_another() -> None:
    scenario = ruled(MARKED)
    said = {scripted(scenario, beginning(scenario), ASKED, seed).text for seed in range(30)}
    assert said == {"I keep busy. (b)", "I keep busy. (c)"}
    assert Objection.NEVER in objections(scenario, beginning(scenario), ASKED, "Well, I keep busy, (a)!")
    assert broken(scenario) == ()


def test_marking_every_line_makes_the_counterpart_fall_back() -> None:
    every = [replace_said(f"I keep busy. ({letter})") for letter in "abc"]
    scenario = ruled(*every)
    line = scripted(scenario, beginning(scenario), ASKED, 1)
    assert Objection.NEVER in objections(scenario, beginning(scenario), ASKED, line.text)
    assert broken(scenario) == tuple(every)  # playtest says so: the decision has no line left


def replace_said(said: str) -> Never:
    return MARKED.model_copy(update={"said": said})


async def test_a_model_is_told_the_rule_and_held_to_it() -> None:
    marked = replace_said("You wouldn't understand that anyway, would you?")
    here = Moment(ruled(marked), beginning(small()), ASKED, 1)
    assert marked.said in slots(here)["never"] and marked.because in slots(here)["never"]
    near = "You would not understand that anyway, would you?"
    model = Speaker(near, "There is a lot on my desk, as always.")
    spoken = await voice(model).speak(here, silent)
    assert spoken.utterance.text == "There is a lot on my desk, as always."
    assert "never" in model.calls[1].prompt.messages[-1][1]


def test_a_rule_with_a_hidden_word_is_not_told_to_the_model() -> None:
    here = Moment(ruled(replace_said("My father is fine, thanks.")), beginning(small()), ASKED, 1)
    assert slots(here)["never"] == ""


def test_a_few_words_are_forbidden_as_an_answer_and_not_within_one() -> None:
    scenario = ruled(replace_said("Okay then."))
    assert Objection.NEVER in objections(scenario, beginning(scenario), ASKED, "Okay, then!")
    assert objections(scenario, beginning(scenario), ASKED, "Okay then, I will look at it.") == ()


def test_rules_are_kept_in_a_file_beside_the_scenario_and_read_with_it(tmp_path: Path) -> None:
    write(tmp_path)
    scenario = Library([tmp_path]).scenario("small", "en")
    turn = Turn(3, "What is it?", (), ASKED, Utterance("I keep busy. (a)", "asked.0"), NOON)
    for because in ("Too short.", "Robin says more than that."):
        path = keep(tmp_path, scenario, rule_of(turn, because), lambda _: None)
    assert path == file_of(tmp_path, scenario)
    assert "What is it?" not in path.read_text("utf-8")
    (rule,) = Library([tmp_path]).scenario("small", "en").never
    assert rule == MARKED
    assert [it for it in check([tmp_path]).findings if it.severity == "error"] == []
    path.write_text("never:\n  - said: x\n", "utf-8")
    assert "because: Field required" in str(check([tmp_path]).findings[0])
    with pytest.raises(TutorError, match="because"):
        Library([tmp_path]).scenario("small", "en")


def test_of_two_it_must_be_clear_whose_words_are_meant() -> None:
    parts = (Part("elif", "I have the dates.", "elif-observe.0"), Part("ruben", "She would.", "ruben-x.1"))
    decision = Decision(Act.REACT, "elif-observe", speaker="elif", second="ruben-x")
    turn = Turn(1, "", (), decision, Utterance("…", "elif-observe.0", parts=parts), NOON)
    with pytest.raises(TutorError, match="--who elif or ruben"):
        rule_of(turn, "No.")
    with pytest.raises(TutorError, match="did not speak"):
        rule_of(turn, "No.", "noor")
    assert rule_of(turn, "No.", "elif").said == "I have the dates."
    other = rule_of(turn, "No.", "ruben")
    assert (other.said, other.subject, other.speaker) == ("She would.", "ruben-x", "ruben")


def test_the_guard_over_a_model_objects_to_what_is_nearly_the_same() -> None:
    watch = Watch(lambda _: ())
    marked = replace_said("You always come to me with these things.")
    here = Moment(ruled(marked), beginning(small()), ASKED, 1)
    assert Objection.NEVER in watch.objections(here, "You always come to me with those things, don't you.")
    assert watch.objections(replace(here, scenario=small()), "You always come to me with those things.") == ()
