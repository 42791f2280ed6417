"""What providers send over the wire, through LangChain's own clients: each answer and each failure."""

import asyncio
import logging
from contextlib import aclosing, suppress
from typing import Any

import pytest
from pydantic import SecretStr

from tests.llm.provider import Answer, Provider, answer, cassette, serving
from tutor.domain.calls import Call, Prompt, Purpose
from tutor.domain.frozen import Frozen
from tutor.errors import Failure, ModelFailed, SettingsError
from tutor.llm.building import chat_model, switch_traces
from tutor.llm.model import Model, Patience
from tutor.testing.models import MemoryLedger, modelled

PROVIDERS = ("openai", "anthropic", "ollama")
KEY = "sk-seekrit"
PROMPT = Prompt("test", "abc123", "You are brief.", (("user", "Say hello."),))
CALL = Call(Purpose.VOICE, PROMPT, learner="ann", longest=77)


class Pair(Frozen):
    """A form to fill in."""

    left: str
    right: int


def model_at(server: Provider, provider: str, **given: Any) -> Model:
    tape = cassette(provider)
    url = server.url + tape["path"]
    chat = chat_model(tape["model"], url=url, key=SecretStr(KEY), seconds=5)
    return modelled(chat, name=tape["model"], **given)


async def read(model: Model) -> str:
    return "".join([piece async for piece in model.stream(CALL)])


@pytest.mark.parametrize("provider", PROVIDERS)
async def test_an_answer_is_read_with_its_tokens(provider: str) -> None:
    ledger = MemoryLedger()
    async with serving(answer(provider, "plain")) as server:
        assert (await model_at(server, provider, ledger=ledger).write(CALL)).text == "Hello there."
    used = ledger.records[0].usage
    assert (used.tokens_in, used.tokens_out, used.estimated) == (19, 3, False)
    assert used.cached == (0 if provider == "ollama" else 8)
    assert "77" in str(server.asked[0])
    assert "max_completion_tokens" not in server.asked[0]


@pytest.mark.parametrize("provider", PROVIDERS)
async def test_a_stream_is_passed_on_piece_by_piece(provider: str) -> None:
    ledger = MemoryLedger()
    async with serving(answer(provider, "streamed")) as server:
        model = model_at(server, provider, ledger=ledger)
        assert [piece async for piece in model.stream(CALL)] == ["Hello", " there."]
    used = ledger.records[0].usage
    assert (used.tokens_in, used.tokens_out) == (19, 3)


@pytest.mark.parametrize("provider", PROVIDERS)
async def test_a_form_is_asked_for_in_the_provider_s_own_way(provider: str) -> None:
    async with serving(answer(provider, "form")) as server:
        assert await model_at(server, provider).fill(CALL, Pair) == Pair(left="a", right=2)
    (asked,) = server.asked
    assert asked.keys() & {"response_format", "output_config", "output_format", "format"}
    assert "Answer with JSON" not in str(asked)


@pytest.mark.filterwarnings("ignore:This model does not support OpenAI's structured output")
@pytest.mark.parametrize("provider", PROVIDERS)
async def test_a_provider_that_knows_no_schemas_is_asked_in_words(provider: str) -> None:
    refusals = [answer(provider, "no-schema")] * (2 if provider == "openai" else 1)
    async with serving(*refusals, answer(provider, "form")) as server:
        model = model_at(server, provider)
        for _ in range(2):
            assert await model.fill(CALL, Pair) == Pair(left="a", right=2)
    assert len(server.asked) == len(refusals) + 2
    assert all("Answer with JSON" in str(asked) for asked in server.asked[-2:])


async def test_a_server_of_one_s_own_may_want_the_schema_in_the_older_way() -> None:
    for status in (422, 500):
        async with serving(answer("openai", "no-schema", status=status), answer("openai", "form")) as server:
            model = model_at(server, "openai")
            for _ in range(2):
                assert await model.fill(CALL, Pair) == Pair(left="a", right=2)
        assert [it["response_format"]["type"] for it in server.asked] == [
            "json_schema",
            "json_object",
            "json_object",
        ]
    assert server.asked[1]["response_format"]["schema"]["required"] == ["left", "right"]


CASES = [
    ("no-access", Failure.REJECTED, 1),
    ("too-many", Failure.RATE_LIMITED, 3),
    ("broken", Failure.DOWN, 3),
    ("empty", Failure.EMPTY, 3),
    ("refused", Failure.REFUSED, 1),
]


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize(("name", "reason", "requests"), CASES)
async def test_each_failure_is_told_and_tried_again_where_that_helps(
    provider: str, name: str, reason: Failure, requests: int
) -> None:
    if name not in cassette(provider):
        return  # Ollama has no way to refuse but in words
    for streamed in (False, True):
        tape = answer(provider, f"{name}-streamed" if streamed else name)
        async with serving(tape) as server:
            model = model_at(server, provider)
            with pytest.raises(ModelFailed) as raised:
                await (read(model) if streamed else model.write(CALL))
        assert (raised.value.reason, len(server.asked)) == (reason, requests)
        assert KEY not in str(raised.value)


@pytest.mark.parametrize("provider", PROVIDERS)
async def test_what_is_no_answer_at_all_is_a_failure_too(provider: str) -> None:
    for name in ("nonsense", "nonsense-streamed", "error-in-stream"):
        async with serving(answer(provider, name)) as server:
            model = model_at(server, provider)
            with pytest.raises(ModelFailed) as raised:
                await (model.write(CALL) if name == "nonsense" else read(model))
        assert raised.value.reason in (Failure.MALFORMED, Failure.DOWN, Failure.EMPTY, Failure.TRUNCATED)


@pytest.mark.parametrize("provider", PROVIDERS)
async def test_what_was_cut_off_says_so(provider: str) -> None:
    async with serving(answer(provider, "cut-off")) as server:
        assert (await model_at(server, provider).write(CALL)).truncated
    async with serving(answer(provider, "cut-off-streamed")) as server:
        with pytest.raises(ModelFailed, match="truncated"):
            await read(model_at(server, provider))


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("cut", [True, False])
async def test_a_stream_that_breaks_off_half_way_says_so(provider: str, cut: bool) -> None:
    whole = answer(provider, "streamed")
    half = whole.body[: whole.body.index("there.") + len("there.")]
    half = half[: half.rindex("\n")] + "\n"
    async with serving(answer(provider, "streamed", body=half, cut=cut)) as server:
        heard = []
        with pytest.raises(ModelFailed) as raised:
            async for piece in model_at(server, provider).stream(CALL):
                heard.append(piece)
    assert heard == ["Hello"]
    assert raised.value.reason in (Failure.DOWN, Failure.TRUNCATED)


@pytest.mark.parametrize("provider", PROVIDERS)
async def test_a_provider_that_does_not_answer_in_time_is_given_up(provider: str) -> None:
    patience = Patience(whole=0.12, first=0.1, between=0.06)
    async with serving(answer(provider, "plain", before=9)) as server:
        with pytest.raises(ModelFailed, match="slow"):
            await model_at(server, provider, patience=patience).write(CALL)
    async with serving(answer(provider, "streamed", before=9)) as server:
        with pytest.raises(ModelFailed, match="slow"):
            await read(model_at(server, provider, patience=patience))
    async with serving(answer(provider, "streamed", between=9)) as server:
        with pytest.raises(ModelFailed, match="slow"):
            await read(model_at(server, provider, patience=patience))


@pytest.mark.parametrize("provider", PROVIDERS)
async def test_a_provider_that_is_not_there_is_down(provider: str) -> None:
    async with serving(answer(provider, "plain")) as server:
        pass
    with pytest.raises(ModelFailed, match="down"):
        await model_at(server, provider).write(CALL)


@pytest.mark.parametrize("provider", PROVIDERS)
async def test_a_stream_that_nobody_wants_any_more_is_hung_up(provider: str) -> None:
    tape = answer(provider, "streamed")
    by = "\n\n" if "event-stream" in tape.type else "\n"
    parts = tape.body.split(by)
    place = next(i for i, part in enumerate(parts) if "Hello" in part)
    endless = by.join([*parts[: place + 1], *[parts[place]] * 500])
    async with serving(answer(provider, "streamed", body=endless, between=0.02)) as server:
        async with aclosing(model_at(server, provider).stream(CALL)) as stream:
            assert await anext(stream) == "Hello"
        for _ in range(50):
            await asyncio.sleep(0.02)
            if server.left:
                break
        assert server.left == 1


async def test_the_beginning_of_a_prompt_is_marked_for_the_one_provider_that_must_be_told() -> None:
    for provider, marked in (("anthropic", True), ("openai", False)):
        async with serving(answer(provider, "plain")) as server:
            await model_at(server, provider).write(CALL)
        assert ("cache_control" in str(server.asked[0])) is marked


@pytest.mark.parametrize("provider", PROVIDERS)
async def test_no_key_and_nothing_that_was_said_comes_into_a_log(
    provider: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("plain", "no-access"):
        async with serving(answer(provider, name)) as server:
            with suppress(ModelFailed):
                await model_at(server, provider).write(CALL)
        assert KEY in server.headers[0]
    assert "127.0.0.1" in caplog.text
    assert not [said for said in (KEY, "Say hello", "Hello there") if said in caplog.text]


@pytest.mark.parametrize("provider", PROVIDERS)
async def test_a_form_that_was_cut_off_or_refused_is_told_from_one_that_does_not_fit(provider: str) -> None:
    for name, reason in (("cut-off", Failure.TRUNCATED), ("refused", Failure.REFUSED)):
        if name not in cassette(provider):
            continue
        async with serving(answer(provider, name)) as server:
            with pytest.raises(ModelFailed) as raised:
                await model_at(server, provider).fill(CALL, Pair)
        assert (raised.value.reason, len(server.asked)) == (reason, 1)


@pytest.mark.parametrize("where", ["", "langsmith"])
async def test_traces_go_where_a_setting_says_whatever_the_environment_says(
    monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    from langchain_core.tracers.langchain import wait_for_all_tracers
    from langsmith import utils

    async with serving(Answer("{}")) as collector, serving(answer("openai", "plain")) as server:
        monkeypatch.setenv("LANGSMITH_TRACING", "false" if where else "true")
        monkeypatch.setenv("LANGSMITH_API_KEY", "ls-key")
        monkeypatch.setenv("LANGSMITH_ENDPOINT", collector.url)
        utils.get_env_var.cache_clear()  # type: ignore[attr-defined]
        switch_traces(where)
        await model_at(server, "openai").write(CALL)
        await asyncio.to_thread(wait_for_all_tracers)
        switch_traces("")
    assert bool(collector.headers) is bool(where)


async def test_a_collector_gets_a_span_of_a_call_and_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    from langchain_core.tracers.langchain import wait_for_all_tracers

    async with serving(Answer("")) as collector, serving(answer("openai", "plain")) as server:
        monkeypatch.setenv("LANGSMITH_API_KEY", "ls-key")
        monkeypatch.setenv("LANGSMITH_TRACING_MODE", "langsmith")
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url)
        monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "20")  # milliseconds
        switch_traces("opentelemetry")
        try:
            await model_at(server, "openai").write(CALL)
            await asyncio.to_thread(wait_for_all_tracers)
            async with asyncio.timeout(10):
                while not collector.bodies:  # noqa: ASYNC110  # a batch has no event to wait for
                    await asyncio.sleep(0.02)
        finally:
            switch_traces("")
    assert collector.headers[0].startswith("POST /v1/traces ")
    sent = b"".join(collector.bodies)
    assert b"Say hello" in sent and b"conversation-tutor" in sent
    for key in (KEY, "ls-key"):
        assert key.encode() not in sent and key not in "".join(collector.headers)


def test_without_the_address_of_a_collector_nothing_is_traced(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(SettingsError, match="OTEL_EXPORTER_OTLP_ENDPOINT"):
        switch_traces("opentelemetry")
    switch_traces("")
