"""A model that fails in every way it can leaves no trace in the conversation but a quiet word."""

import random
import time

import pytest

from evals import chaos
from tests.roleplay.speakers import PROMPTS, no_others
from tests.scenes import small
from tutor.domain.hearing import silent
from tutor.domain.session import Act, Decision
from tutor.roleplay.guard import leaked
from tutor.roleplay.guarding.watch import Watch
from tutor.roleplay.model_voice import ModelVoice
from tutor.roleplay.state import beginning
from tutor.roleplay.voice import Moment, scripted
from tutor.testing.models import ScriptedModel, modelled

LIMIT = 0.1


@pytest.mark.slow
async def test_conversations_with_a_faulty_model() -> None:
    tally, faulty = await chaos.chaos(60, limit=4.0)  # a busy machine must not count as an ill model
    assert tally.found == []
    assert set(faulty.met) == set(chaos.FAULTS)
    assert tally.recovered == tally.asked_well


async def test_every_fault_leaves_the_turn_to_the_script_in_time_and_passes_by_itself() -> None:
    faulty = chaos.Faulty(random.Random(7))
    model = modelled(ScriptedModel(answer=faulty.answer), clock=faulty.clock)
    voice = ModelVoice(model, PROMPTS, Watch(no_others), seconds=LIMIT)
    here = Moment(small(), beginning(small()), Decision(Act.REACT, "asked"), 1)
    line = scripted(here.scenario, here.before, here.decision, 1).text
    await voice.speak(here, silent)
    faulty.met.clear()
    while set(faulty.met) < set(chaos.FAULTS):
        faulty.later += 130  # as long as a provider is left alone at most
        begun = time.monotonic()
        spoken = await voice.speak(here, silent)
        assert time.monotonic() - begun < LIMIT + 0.5
        assert leaked(here.scenario, {}, spoken.utterance.text) == ()
        assert spoken.stamp["engine"] == "model" or spoken.utterance.text.endswith(line)
    faulty.ill = False
    faulty.later += 130
    assert (await voice.speak(here, silent)).stamp["engine"] == "model"
