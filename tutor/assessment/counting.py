"""Which sentences count towards a score: own words, said once, to the other, and not beside an insult.

A level is reached by doing something in the conversation. Pasting the rubric, repeating a good sentence,
giving the counterpart's own line back letter by letter, talking to the judge, or a kind word before an insult
does not; what works against a score always counts.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from tutor.domain.move import HARMFUL, FoundMove, Move
from tutor.domain.rubric import Rubric
from tutor.domain.session import Session, Turn

LEAST_WORDS = 4
"""Words from which on the same words in a row are no coincidence."""
MOST_SENTENCES = 6
"""Sentences of one reply that count; nobody hears more than that at once."""

_WORD = re.compile(r"[^\W_]+")


class Uncounted(StrEnum):
    """Why a sentence does not count towards a score."""

    REPEATED = "repeated"
    COPIED = "copied"
    ECHOED = "echoed"
    OUTSIDE = "outside"
    BESIDE_HARM = "beside-harm"
    TOO_MUCH = "too-much"


@dataclass(frozen=True, slots=True)
class Left:
    """A move that was found and not counted."""

    turn: int
    move: Move
    reason: Uncounted


def countable(session: Session, rubric: Rubric) -> tuple[Session, tuple[Left, ...]]:
    """The session with only the moves that count, and those that were left out."""
    known = tuple(_rubric_texts(rubric))
    said: set[str] = set()
    heard: list[str] = []
    turns, left = [], []
    for turn in session.turns:
        reasons = {found: _reason(found, turn, known, (said, heard)) for found in turn.moves}
        left += [Left(turn.number, found.move, why) for found, why in reasons.items() if why]
        turns.append(replace(turn, moves=tuple(found for found, why in reasons.items() if not why)))
        said |= {plain(turn.text[found.start : found.end]) for found in turn.moves}
        heard.append(plain(turn.utterance.words))
    return replace(session, turns=tuple(turns)), tuple(left)


def plain(text: str) -> str:
    """A text as its words alone: case, marks and invisible characters make no difference."""
    shown = "".join(
        char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) != "Cf"
    )
    return " ".join(_WORD.findall(shown.casefold()))


def _reason(
    found: FoundMove, turn: Turn, known: tuple[str, ...], before: tuple[set[str], list[str]]
) -> Uncounted | None:
    """Why a move does not count; None when it does."""
    said, heard = before
    if found.move in HARMFUL | {Move.META, Move.UNCLEAR, Move.EVADE}:
        return None
    kinds = {one.move for one in turn.moves}
    if Move.META in kinds:
        return Uncounted.OUTSIDE
    if kinds & {Move.INSULT, Move.THREATEN}:
        return Uncounted.BESIDE_HARM
    sentence = plain(turn.text[found.start : found.end])
    long = len(sentence.split()) >= LEAST_WORDS
    if long and sentence in said:
        return Uncounted.REPEATED
    if long and any(sentence in text or text in sentence for text in known):
        return Uncounted.COPIED
    if long and any(sentence in line for line in heard):
        return Uncounted.ECHOED
    return Uncounted.TOO_MUCH if _place(found, turn) >= MOST_SENTENCES else None


def _place(found: FoundMove, turn: Turn) -> int:
    """Which sentence of its reply a move stands in, from 0."""
    return sorted({one.start for one in turn.moves}).index(found.start)


def _rubric_texts(rubric: Rubric) -> Iterator[str]:
    """What a rubric says and gives as examples, as words alone."""
    for criterion in rubric.criteria:
        texts = (criterion.title, criterion.question, *(level.text for level in criterion.levels))
        for text in (*texts, *criterion.better, *criterion.good):
            words = plain(text)
            if len(words.split()) >= LEAST_WORDS:
                yield words
