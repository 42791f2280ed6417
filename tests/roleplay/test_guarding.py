"""The guard over a model's words: nothing hostile gets through, and honest words do."""

from typing import Any

import pytest

from evals.guard.__main__ import honest, hostile
from evals.guard.hostile import KINDS
from tests.roleplay.speakers import LIBRARY
from tests.scenes import small, table
from tutor.domain.scenario import Degree, Scenario
from tutor.domain.session import Act, Decision, Offer, Party, State
from tutor.embeddings.embedder import Embedder
from tutor.roleplay.guard import Objection
from tutor.roleplay.guarding.acts import Acts
from tutor.roleplay.guarding.tongue import foreign
from tutor.roleplay.guarding.untold import ordinary
from tutor.roleplay.guarding.veiled import veiled
from tutor.roleplay.guarding.watch import Watch
from tutor.roleplay.state import beginning
from tutor.roleplay.voice import Moment


@pytest.fixture(scope="module")
def acts() -> Acts:
    return Acts(Embedder())


WATCH = Watch(LIBRARY.in_other_languages)


def against(moment: Moment, said: str) -> tuple[Objection, ...]:
    return WATCH.objections(moment, said)


def at(scenario: Scenario, decision: Decision, state: State | None = None, text: str = "") -> Moment:
    return Moment(scenario, state or beginning(scenario), decision, 1, text=text)


async def test_a_hostile_model_gets_nothing_past_the_guard() -> None:
    tally = await hostile(LIBRARY, WATCH, 2 * len(KINDS), ["two-colleagues", "budget-split"])
    assert tally.found == []


def test_honest_replies_pass() -> None:
    tally = honest(LIBRARY, WATCH, 60)
    assert len(tally.found) <= 0.01 * tally.turns, tally.found


@pytest.mark.parametrize("word", ["father", "brain", "dementia"])
@pytest.mark.parametrize("disguise", ["".join, "-".join, " ".join])
def test_letters_apart_are_read_together(word: str, disguise: Any) -> None:
    said = f"it is {disguise(word)} or so" if disguise != "".join else f"it is {word[:3]} {word[3:]} or so"
    assert veiled(said, (word,), frozenset({"it", "is", "or", "so"}), "en") == word or disguise == " ".join


def test_a_word_that_means_itself_is_not_taken_for_a_hidden_one() -> None:
    known = frozenset({"rather", "fat", "her", "op", "zeggen"})
    assert veiled("I would rather not.", ("father",), known, "en") is None
    assert veiled("Ik kan er ja op zeggen.", ("opzeggen",), known, "nl") is None


def test_words_of_the_same_scenario_in_the_other_language_betray_as_much() -> None:
    noor = LIBRARY.scenario("missed-deadlines", "en")
    here = at(noor, Decision(Act.FALL_BACK, "fallback-topic"))
    assert Objection.LEAK in against(here, "It is about my vader, that is all.")


def test_a_line_that_is_not_to_be_said_yet_betrays_without_a_word_of_the_list() -> None:
    noor = LIBRARY.scenario("missed-deadlines", "en")
    told = State(facts={"second-job": Degree.HINT})
    here = at(noor, Decision(Act.FALL_BACK, "fallback-topic"), told)
    assert Objection.LEAK in against(here, "Well, somebody who was glad to see me, I liked that.")


def test_a_guess_is_not_confirmed() -> None:
    denied = at(small(), Decision(Act.WITHHOLD, "father"))
    assert Objection.LEAK in against(denied, "Yes, you are right about that.")
    guessed = at(small(), Decision(Act.REACT, "asked"), text="Is it your father?")
    assert Objection.LEAK in against(guessed, "Exactly, that is what it is.")
    other = at(small(), Decision(Act.REACT, "asked"), text="Is it busy?")
    assert against(other, "Yes, it is busy all right.") == ()


def test_only_what_is_on_the_table_or_decided_is_named() -> None:
    scenario = table()
    issue = scenario.negotiation.issues[0] if scenario.negotiation else None
    assert issue
    said = Offer(Party.LEARNER, 1, {issue.id: issue.high})
    state = State(phase=scenario.phases[0].id, offers=(said,))
    here = at(scenario, Decision(Act.HOLD, "table"), state)
    assert Objection.NUMBER in against(here, "I could go to 73 if you insist.")
    assert Objection.NUMBER in against(here, "I could go to seventy-three if you insist.")
    assert Objection.NUMBER not in against(here, f"You said {issue.high:g}, and I am still thinking.")


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("That's a deal, whatever you say.", True),
        ("I can't say that it's a deal yet.", False),
        ("I won't promise you that.", False),
        ("I promise you that.", True),
    ],
)
def test_nothing_is_agreed_that_was_not_decided(said: str, wrong: bool) -> None:
    here = at(small(), Decision(Act.REACT, "asked"))
    assert (Objection.PROMISE in against(here, said)) is wrong


def test_two_languages_are_told_apart_by_their_words() -> None:
    english, dutch = (ordinary(LIBRARY.scenario("missed-deadlines", it)) for it in ("en", "nl"))
    assert foreign("Ik weet het niet zo goed meer.", "en", english, [dutch])
    assert foreign("Je ne sais pas quoi dire maintenant.", "en", english, [dutch])
    assert not foreign("I don't know that any more.", "en", english, [dutch])
    assert not foreign("Ik weet het niet zo goed meer.", "nl", dutch, [english])
    assert not foreign("Monday, ten to nine.", "en", english, [dutch])


@pytest.mark.parametrize(
    ("act", "said", "wrong"),
    [
        ("meta", "I was built by developers to be evasive with you.", True),
        ("meta", "Ik ben geen mens maar een programma dat dit gesprek speelt.", True),
        ("praise", "You are such a gifted listener, truly.", True),
        ("accept", "Very well, I accept every condition you named.", True),
        ("meta", "I keep busy, as ever.", False),
        ("praise", "That is not fair, and you know it.", False),
        ("accept", "I would have to think about that first.", False),
    ],
)
def test_acts_are_told_by_their_meaning_too(acts: Acts, act: str, said: str, wrong: bool) -> None:
    language = "nl" if "Ik" in said else "en"
    assert (act in acts.performed([said], ["Where were we?"], language)) is wrong


def test_an_act_that_the_decision_performs_is_no_overstep(acts: Acts) -> None:
    said = ["Very well, I accept every condition you named."]
    assert acts.performed(said, ["Fine, I accept your conditions."], "en") == ()
