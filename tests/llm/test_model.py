"""What a language model's layer does when all goes well, and what each failure becomes."""

import asyncio
from contextlib import aclosing

import pytest

from tutor.domain.calls import Call, Price, Prompt, Purpose
from tutor.domain.frozen import Frozen
from tutor.errors import Failure, ModelFailed
from tutor.llm.accounts import Budget
from tutor.llm.model import Patience
from tutor.testing.models import MemoryLedger, Says, ScriptedModel, ScriptEnded, modelled

PROMPT = Prompt("test", "abc123", "You are brief.", (("user", "Say hello."),))
CALL = Call(Purpose.VOICE, PROMPT, learner="ann")


class Pair(Frozen):
    """A form to fill in."""

    left: str
    right: int


class Refuses(Exception):
    """An error as a provider's client raises it."""

    def __init__(self, status: int) -> None:
        super().__init__("sk-secret, and what the learner typed")
        self.status_code = status


async def pieces(model: object, call: Call = CALL) -> list[str]:
    return [piece async for piece in model.stream(call)]  # type: ignore[attr-defined]


async def failure(work: object) -> ModelFailed:
    with pytest.raises(ModelFailed) as raised:
        await work  # type: ignore[misc]
    return raised.value


async def test_an_answer_comes_with_its_record_and_nothing_of_what_was_said() -> None:
    ledger = MemoryLedger()
    model = modelled(
        ScriptedModel(Says("Hello.", usage=(1000, 500))), ledger=ledger, price=Price(input=2, output=4)
    )
    assert (await model.write(CALL)).text == "Hello."
    (kept,) = ledger.records
    assert (kept.learner, kept.purpose, kept.prompt, kept.hash) == ("ann", "voice", "test", "abc123")
    assert (kept.usage.tokens_in, kept.usage.tokens_out, kept.usage.estimated) == (1000, 500, False)
    assert (kept.cost, kept.outcome, kept.attempts) == (0.004, "ok", 1)
    assert "Hello" not in repr(kept)


async def test_tokens_that_the_model_does_not_count_are_estimated_and_marked() -> None:
    ledger = MemoryLedger()
    await modelled(ScriptedModel("Hello there."), ledger=ledger).write(CALL)
    used = ledger.records[0].usage
    assert (used.tokens_in, used.tokens_out, used.estimated) == (7, 3, True)


async def test_a_stream_comes_in_pieces_with_the_model_counting() -> None:
    ledger = MemoryLedger()
    model = modelled(ScriptedModel(Says("One two three.", usage=(9, 3))), ledger=ledger)
    assert await pieces(model) == ["One ", "two ", "three."]
    assert (ledger.records[0].usage.tokens_out, ledger.records[0].outcome) == (3, "ok")


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (Refuses(401), Failure.REJECTED),
        (Refuses(400), Failure.REJECTED),
        (Says("", stop="refusal"), Failure.REFUSED),
        (Says("No.", stop="content_filter"), Failure.REFUSED),
        (Says("", stop="length"), Failure.TRUNCATED),
        (KeyError("choices"), Failure.MALFORMED),
        (TimeoutError(), Failure.SLOW),
    ],
)
async def test_what_will_not_pass_is_not_tried_again(said: Says | Exception, reason: Failure) -> None:
    ledger, chat = MemoryLedger(), ScriptedModel(said, "never asked")
    found = await failure(modelled(chat, ledger=ledger).write(CALL))
    assert (found.reason, ledger.records[0].outcome, len(chat.heard)) == (reason, reason, 1)
    assert (await failure(pieces(modelled(ScriptedModel(said))))).reason == reason


@pytest.mark.parametrize("said", [Refuses(429), Refuses(503), ConnectionError(), Says("  ")])
async def test_what_may_pass_is_tried_again(said: Says | Exception) -> None:
    ledger = MemoryLedger()
    assert (await modelled(ScriptedModel(said, said, "There."), ledger=ledger).write(CALL)).text == "There."
    assert ledger.records[0].attempts == 3
    assert await pieces(modelled(ScriptedModel(said, said, "There."))) == ["There."]


async def test_nothing_of_the_provider_s_complaint_is_passed_on() -> None:
    found = await failure(modelled(ScriptedModel(*[Refuses(500)] * 3)).write(CALL))
    assert str(found) == "The language model did not answer (down: HTTP 500)."
    assert found.__cause__ is None and found.__suppress_context__


async def test_a_provider_that_asks_for_more_time_than_there_is_is_not_waited_for() -> None:
    busy = ModelFailed(Failure.RATE_LIMITED, "HTTP 429", after=60.0)
    chat = ScriptedModel(busy, "never asked")
    assert (await failure(modelled(chat).write(CALL))).reason == Failure.RATE_LIMITED
    assert len(chat.heard) == 1


async def test_a_slow_model_is_given_up_in_time() -> None:
    patience = Patience(whole=0.2, first=0.1, between=0.05)
    slow = modelled(ScriptedModel(Says("Late.", before=5)), patience=patience)
    assert (await failure(slow.write(CALL))).reason == Failure.SLOW
    silent = modelled(ScriptedModel(Says("Late.", before=5)), patience=patience)
    assert (await failure(pieces(silent))).reason == Failure.SLOW
    heard = []
    halting = modelled(ScriptedModel(Says("One two", between=5)), patience=patience)
    with pytest.raises(ModelFailed, match="slow"):
        async for piece in halting.stream(CALL):
            heard.append(piece)
    assert heard == ["One "]


async def test_what_was_cut_off_says_so() -> None:
    cut = Says("Well, I", stop="length")
    assert (await modelled(ScriptedModel(cut)).write(CALL)).truncated
    heard = []
    with pytest.raises(ModelFailed, match="truncated"):
        async for piece in modelled(ScriptedModel(cut)).stream(CALL):
            heard.append(piece)
    assert "".join(heard) == "Well, I"


async def test_a_stream_that_nobody_wants_is_closed_and_counted() -> None:
    ledger = MemoryLedger()
    async with aclosing(modelled(ScriptedModel("One two three four."), ledger=ledger).stream(CALL)) as stream:
        assert await anext(stream) == "One "
    assert ledger.records[0].outcome == "cancelled"
    assert ledger.records[0].usage.tokens_out == 1


async def test_a_call_that_is_cancelled_is_recorded() -> None:
    ledger = MemoryLedger()
    task = asyncio.create_task(modelled(ScriptedModel(Says("Late.", before=5)), ledger=ledger).write(CALL))
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert ledger.records[0].outcome == "cancelled"


async def test_a_form_is_filled_in_and_mended_once() -> None:
    chat = ScriptedModel('```json\n{"left": "a", "right": "two"}\n```', '{"left": "a", "right": 2}')
    assert await modelled(chat).fill(CALL, Pair) == Pair(left="a", right=2)
    assert "right: Input should be a valid integer" in str(chat.heard[1][-1].content)
    assert '"right"' in str(chat.heard[0][0].content)


async def test_a_form_that_does_not_fit_twice_is_malformed() -> None:
    ledger = MemoryLedger()
    chat = ScriptedModel("I would rather chat.", "Really.", "never asked")
    found = await failure(modelled(chat, ledger=ledger).fill(CALL, Pair))
    assert (found.reason, ledger.records[0].attempts, len(chat.left)) == (Failure.MALFORMED, 2, 1)


async def test_a_form_that_was_cut_off_is_not_mended() -> None:
    chat = ScriptedModel(Says('{"left": "a', stop="length"))
    assert (await failure(modelled(chat).fill(CALL, Pair))).reason == Failure.TRUNCATED


async def test_a_provider_that_keeps_failing_is_left_alone() -> None:
    chat = ScriptedModel(answer=lambda _: Refuses(503))
    model = modelled(chat)
    reasons = [(await failure(model.write(CALL))).reason for _ in range(4)]
    assert reasons == [Failure.DOWN, Failure.TOO_BUSY, Failure.TOO_BUSY, Failure.TOO_BUSY]
    assert len(chat.heard) == 5


async def test_a_wrong_key_opens_the_circuit_at_once() -> None:
    chat = ScriptedModel(answer=lambda _: Refuses(401))
    model = modelled(chat)
    assert (await failure(model.write(CALL))).reason == Failure.REJECTED
    assert (await failure(model.write(CALL))).reason == Failure.TOO_BUSY


async def test_what_a_learner_may_use_in_a_day_ends() -> None:
    ledger = MemoryLedger()
    chat = ScriptedModel(*["Hello there."] * 3)
    model = modelled(chat, ledger=ledger, budget=Budget(tokens=15))
    await model.write(CALL)
    await model.write(CALL)
    assert (await failure(model.write(CALL))).reason == Failure.OVER_BUDGET
    other = Call(Purpose.VOICE, PROMPT, learner="ben")
    assert (await model.write(other)).text == "Hello there."


async def test_a_script_that_ends_is_not_taken_for_a_failing_model() -> None:
    model = modelled(ScriptedModel())
    for work in (model.write(CALL), pieces(model), model.fill(CALL, Pair)):
        with pytest.raises(ScriptEnded):
            await work


async def test_what_was_never_served_costs_nothing() -> None:
    ledger = MemoryLedger()
    model = modelled(ScriptedModel(answer=lambda _: Refuses(503)), ledger=ledger)
    for _ in range(3):
        await failure(pieces(model))
    assert [it.outcome for it in ledger.records] == ["down", "too-busy", "too-busy"]
    assert [it.attempts for it in ledger.records] == [3, 2, 0]
    assert {it.usage.tokens_in for it in ledger.records} == {0}


async def test_what_was_given_up_counts_as_read() -> None:
    ledger = MemoryLedger()
    patience = Patience(whole=0.1, first=0.1, between=0.1)
    for ask in (lambda it: it.write(CALL), pieces):
        slow = ScriptedModel(Says("Late.", before=5))
        await failure(ask(modelled(slow, ledger=ledger, patience=patience)))
    assert [(it.outcome, it.usage.tokens_in) for it in ledger.records] == [("slow", 7), ("slow", 7)]


async def test_who_stands_in_line_too_long_is_told_so() -> None:
    patience = Patience(whole=0.4, first=0.4, between=0.4)
    model = modelled(ScriptedModel(answer=lambda _: Says("Hi.", before=0.35)), patience=patience)
    tasks = [asyncio.create_task(model.write(CALL)) for _ in range(8)]
    await asyncio.sleep(0)
    late = await asyncio.gather(failure(model.write(CALL)), failure(pieces(model)))
    assert [it.reason for it in late] == [Failure.TOO_BUSY] * 2
    await asyncio.gather(*tasks)


async def test_calls_wait_their_turn() -> None:
    most, now = 0, 0

    class Counting(ScriptedModel):
        async def _agenerate(self, *given: object, **named: object):  # type: ignore[no-untyped-def, override]
            nonlocal most, now
            now += 1
            most = max(most, now)
            await asyncio.sleep(0.01)
            now -= 1
            return await super()._agenerate(*given, **named)  # type: ignore[arg-type]

    model = modelled(Counting(answer=lambda _: "Hi."))
    await asyncio.gather(*(model.write(CALL) for _ in range(30)))
    assert most == 8
