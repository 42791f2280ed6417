"""A provider that fails is left alone for a while and tried again, one call at a time."""

import pytest

from tests.llm.test_model import CALL, Refuses
from tutor.errors import ModelFailed
from tutor.llm.breaker import FAILURES, LONGEST_REST, REST, Circuit
from tutor.testing.models import ScriptedModel, modelled


def broken(times: int = FAILURES, *, at: float = 0.0) -> Circuit:
    circuit = Circuit()
    for _ in range(times):
        circuit = circuit.failed(at)
    return circuit


def test_some_failures_are_forgiven() -> None:
    assert broken(FAILURES - 1).admits(0.0)
    assert broken(FAILURES - 1).worked() == Circuit()


def test_many_in_a_row_open_it_until_it_has_rested() -> None:
    assert [broken().admits(moment) for moment in (0.0, REST - 0.1, REST)] == [False, False, True]


def test_while_one_call_tries_no_other_is_let_through() -> None:
    assert not broken().tried(REST).admits(REST + 1)


def test_each_failed_try_doubles_the_rest_up_to_a_limit() -> None:
    circuit, rests = broken(), []
    for _ in range(6):
        moment = circuit.open_until
        circuit = circuit.tried(moment).failed(moment)
        rests.append(circuit.open_until - moment)
    assert rests == [30.0, 60.0, LONGEST_REST, LONGEST_REST, LONGEST_REST, LONGEST_REST]


def test_a_lasting_failure_opens_it_at_once() -> None:
    assert not Circuit().failed(0.0, lasting=True).admits(0.0)


async def test_a_provider_that_is_back_is_used_again_by_itself() -> None:
    moment = 1000.0
    chat = ScriptedModel(*[Refuses(503)] * FAILURES, "Back.")
    model = modelled(chat, clock=lambda: moment)
    for reason in ("down", "too-busy"):
        with pytest.raises(ModelFailed, match=reason):
            for _ in range(2):
                await model.write(CALL)
    moment += REST
    assert (await model.write(CALL)).text == "Back."
