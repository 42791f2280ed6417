"""What the voice's model is told of every scenario holds nothing that is hidden."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

import pytest

from tests.roleplay.speakers import LIBRARY, PROMPTS
from tutor.domain.condition import Condition
from tutor.domain.scenario import Degree, Scenario
from tutor.domain.session import Act, Decision, State
from tutor.roleplay.guard import leaked, told_after
from tutor.roleplay.model_voice import for_a_model
from tutor.roleplay.state import beginning
from tutor.roleplay.told_to_model import slots
from tutor.roleplay.voice import Moment, pool, scripted

REPLY = "How do you look at that yourself?"


def told(when: Condition) -> Mapping[str, Degree]:
    return {fact: Degree(degree) for fact, degree in when.facts.items()}


def decisions(scenario: Scenario) -> Iterator[tuple[Mapping[str, Degree], Decision]]:
    """Everything that can be decided, each with the least that has been told by then."""
    for reaction in scenario.reactions:
        yield told(reaction.when), Decision(Act.REACT, reaction.id, speaker=reaction.by)
    for ending in scenario.endings:
        yield told(ending.when), Decision(Act.END, ending.id, ending=ending.id, outcome=ending.kind)
    for ring in ("fallback-topic", "fallback-character"):
        yield {}, Decision(Act.FALL_BACK, ring)
    for fact in scenario.facts:
        owner = scenario.owner(fact)
        yield {}, Decision(Act.WITHHOLD, fact.id, speaker=owner)
        before: Mapping[str, Degree] = {}
        for step in fact.disclosures:
            degree = Degree(step.degree)
            yield {**told(step.when), **before}, Decision(Act.TELL, fact.id, degree=degree, speaker=owner)
            before = {fact.id: degree}
    if scenario.negotiation:
        for act in (Act.HOLD, Act.ASK_BACK, Act.BLUFF_CALL):
            yield {}, Decision(act, "table")


def moments(scenario: Scenario) -> Iterator[Moment]:
    """The moments of all decisions, with each of their lines chosen once."""
    for facts, decision in decisions(scenario):
        state = replace(beginning(scenario), facts=facts)
        lines = tuple(pool(scenario, decision))
        speaker = decision.speaker or (scenario.persona.id if scenario.second else "")
        for used in range(len(lines)):
            here = replace(state, used=lines[:used])
            one = Moment(scenario, here, replace(decision, speaker=speaker), 1, text=REPLY)
            if for_a_model(one, scripted(scenario, here, one.decision, 1)):
                yield one


def secrets(scenario: Scenario, state: State, decision: Decision) -> Iterator[str]:
    """Texts that must not be told: what is untold, what a side would settle for, what is scored."""
    known = told_after(state, decision)
    for fact in scenario.facts:
        degree = known.get(fact.id, Degree.HIDDEN)
        if degree is not Degree.WHOLE:
            yield fact.truth
        yield from (
            line for step in fact.disclosures if step.degree.rank > degree.rank for line in step.lines
        )
    if table := scenario.negotiation:
        for side in (table.counterpart, table.learner):
            yield from (side.batna, f"{side.reservation:.2f}", f"{side.target:.2f}")
    yield from rubric(scenario.rubric, scenario.language)


@cache
def rubric(id: str, language: str) -> tuple[str, ...]:
    found = LIBRARY.rubric(id, language)
    return tuple(level.text for one in found.criteria for level in one.levels)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_nothing_hidden_is_in_what_fills_the_prompt_whatever_was_decided(language: str) -> None:
    for scenario in LIBRARY.scenarios(language):
        for here in moments(scenario):
            filled = "\n".join(slots(here).values())
            known = told_after(here.before, here.decision)
            assert leaked(scenario, known, filled) == (), (scenario.id, here.decision, filled)
            for secret in secrets(scenario, here.before, here.decision):
                assert secret not in filled, (scenario.id, here.decision, secret)


def test_the_prompt_has_no_slot_that_is_not_filled_from_there() -> None:
    scenario = LIBRARY.scenario("missed-deadlines", "en")
    here = next(moments(scenario))
    assert PROMPTS.template("voice").slots == {*slots(here), "again"}
    assert PROMPTS.template("voice-again").slots == {"reason", "kept"}


def test_the_beginning_of_the_prompt_stays_the_same_through_a_conversation() -> None:
    for scenario in LIBRARY.scenarios("nl"):
        systems = {
            PROMPTS.render("voice", **slots(here), again="").system for here in list(moments(scenario))[::20]
        }
        assert len(systems) == 1
