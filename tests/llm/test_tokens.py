"""Tokens are counted where that can be done on this machine, and nothing is downloaded for it."""

from collections.abc import Iterator

import pytest
import requests
import tiktoken

from tutor.llm.tokens import count, encoder


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    encoder.cache_clear()
    yield
    encoder.cache_clear()


def test_without_its_data_tiktoken_goes_nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    asked = []
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(tiktoken.registry, "ENCODINGS", {})
    monkeypatch.setattr(requests, "get", lambda *given, **named: asked.append(given))
    assert count("openai:gpt-4o", ["vijf letters"]) == (3, True)
    assert asked == []


def test_with_its_data_tiktoken_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    ranks = {bytes([byte]): byte for byte in range(256)}
    letters = tiktoken.Encoding("letters", pat_str=r".", mergeable_ranks=ranks, special_tokens={"<|x|>": 256})
    monkeypatch.setattr(tiktoken, "encoding_for_model", lambda name: letters)
    assert count("openai:gpt-4o", ["one", "two <|x|>"]) == (12, False)


def test_other_models_are_estimated() -> None:
    assert count("ollama:llama3.2", ["zeven één"]) == (3, True)
