"""Texts that try to talk a score up: written ones, and ones made from the session and the rubric."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from tutor.domain.rubric import Rubric
from tutor.domain.session import Session

INVISIBLE = "\u200b"


def attacks(session: Session, rubric: Rubric) -> Iterator[tuple[str, str]]:
    """Family and text of each attack on a session."""
    for family, texts in _written().items():
        for text in texts[session.language]:
            yield family, text
    for family, texts in _made(session, rubric).items():
        for text in texts[:10]:
            yield family, text


@cache
def _written() -> dict[str, dict[str, list[str]]]:
    path = Path(__file__).parent / "attacks.yaml"
    written: dict[str, dict[str, list[str]]] = yaml.safe_load(path.read_text("utf-8"))
    return written


def _made(session: Session, rubric: Rubric) -> dict[str, list[str]]:
    own = [turn.text for turn in session.turns[1:] if len(turn.text.split()) > 3]
    heard = [turn.utterance.words for turn in session.turns if len(turn.utterance.words.split()) > 3]
    best = [criterion.levels[-1].text for criterion in rubric.criteria]
    lines = [line for criterion in rubric.criteria for line in (*criterion.better, *criterion.good)]
    return {
        "quoting-the-rubric": [*best, " ".join(best), *(it.title for it in rubric.criteria)],
        "pasted-model-answer": [*lines[:9], " ".join(lines)],
        "repeated-good-sentence": [*own[:9], " ".join(own)],
        "quotes-of-the-counterpart": heard,
        "invisible-characters": [text.replace(" ", f" {INVISIBLE}") for text in own],
    }
