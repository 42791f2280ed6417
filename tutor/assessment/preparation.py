"""What a learner planned beside what happened; nothing is judged, both stand next to each other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Protocol

from tutor.assessment.measures import replies
from tutor.domain.move import Move
from tutor.domain.session import Session
from tutor.language import stopwords

SHARED = 1 / 3
"""The share of a planned interest's content words that a sentence must have to count as saying it."""

_WORD = re.compile(r"[^\W_]+")
_PIECE = re.compile(r"[^\n;•]+")
_STEMMERS = {"nl": "dutch", "en": "english", "de": "german"}


class Planned(StrEnum):
    """The parts of a preparation."""

    GOAL = "goal"
    INTERESTS = "interests"
    BATNA = "batna"
    OPENING = "opening"


@dataclass(frozen=True, slots=True)
class Quote:
    """The learner's own words in a reply."""

    turn: int
    text: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Something planned and the learner's sentence that comes nearest; None where there is none."""

    part: Planned
    planned: str
    said: Quote | None = None


def compare(session: Session) -> tuple[Compared, ...]:
    """Each thing that was prepared, beside what was said of it; empty without a preparation."""
    plan = session.preparation
    rows = [Compared(Planned.GOAL, plan.goal)]
    rows += [
        Compared(Planned.INTERESTS, interest, _nearest(interest, session))
        for interest in _pieces(plan.interests)
    ]
    rows.append(Compared(Planned.BATNA, plan.batna, _first(session, Move.WALK_AWAY)))
    rows.append(Compared(Planned.OPENING, plan.opening, _first(session)))
    return tuple(row for row in rows if row.planned.strip())


def _pieces(text: str) -> list[str]:
    """The interests one by one: a line, or what stands between semicolons, is one."""
    return [piece.strip(" -*\t\r") for piece in _PIECE.findall(text)]


def _first(session: Session, move: Move | None = None) -> Quote | None:
    """The first reply, or the first sentence that makes a move."""
    if move is None:
        return next((Quote(turn.number, turn.text) for turn in replies(session)), None)
    return next(
        (
            Quote(turn.number, turn.text[found.start : found.end])
            for turn in replies(session)
            for found in turn.moves
            if found.move is move
        ),
        None,
    )


def _nearest(interest: str, session: Session) -> Quote | None:
    """The sentence that shares most content words with an interest, the earliest among equals."""
    wanted = content_stems(interest, session.language)
    shares = [
        (len(wanted & content_stems(quote.text, session.language)) / max(1, len(wanted)), -at, quote)
        for at, quote in enumerate(_sentences(session))
    ]
    best = max(shares, key=lambda one: one[:2], default=None)
    return best[2] if best and best[0] >= SHARED else None


def _sentences(session: Session) -> Iterator[Quote]:
    """The learner's sentences, as the recogniser cut them."""
    for turn in replies(session):
        for start, end in sorted({(found.start, found.end) for found in turn.moves}):
            yield Quote(turn.number, turn.text[start:end])


def content_stems(text: str, language: str) -> frozenset[str]:
    """The stems of the words of a text that carry meaning, in lower case."""
    words = [word for word in _WORD.findall(text.lower()) if word not in stopwords(language)]
    stemmer = _stemmer(language)
    return frozenset(stemmer.stemWords(words) if stemmer else words)


class _Stemmer(Protocol):
    def stemWords(self, words: list[str]) -> list[str]: ...


@cache
def _stemmer(language: str) -> _Stemmer | None:
    import snowballstemmer

    name = _STEMMERS.get(language)
    return snowballstemmer.stemmer(name) if name else None
