"""Quotes of the learner as evidence, each checked as a string in the learner's own turn."""

from collections.abc import Collection, Iterable

from tutor.domain.move import Move
from tutor.domain.rubric import Evidence
from tutor.domain.session import Session

MOST_QUOTES = 3


def evidence_for(session: Session, moves: Collection[Move]) -> tuple[Evidence, ...]:
    """The sentences in which the learner made any of the moves, in order, one a move at most."""
    found = (
        Evidence(turn.number, turn.text[it.start : it.end], it.start, it.end, it.move)
        for turn in session.turns
        for it in turn.moves
        if it.move in moves
    )
    return tuple(one for one in _once(found) if holds_up(one, session))


def evidence_answered(session: Session, subjects: Collection[str]) -> tuple[Evidence, ...]:
    """The sentences of the replies that drew any of these reactions or endings from the counterpart."""
    drawn = [turn for turn in session.turns if turn.number > 0 and turn.decision.subject in subjects]
    found = (
        Evidence(turn.number, turn.text[it.start : it.end], it.start, it.end, it.move)
        for turn in drawn
        for it in turn.moves
    )
    return tuple(one for one in _once(found) if holds_up(one, session))


def _once(quotes: Iterable[Evidence]) -> tuple[Evidence, ...]:
    kept: dict[tuple[int, int, int], Evidence] = {}
    for quote in quotes:
        kept.setdefault((quote.turn, quote.start, quote.end), quote)
    return tuple(kept.values())


def holds_up(evidence: Evidence, session: Session) -> bool:
    """Whether the quote stands, letter by letter, in the learner's own turn at the place it names."""
    turn = next((turn for turn in session.turns if turn.number == evidence.turn), None)
    quote = evidence.quote
    return turn is not None and bool(quote.strip()) and turn.text[evidence.start : evidence.end] == quote


def chosen(quotes: tuple[Evidence, ...], most: int = MOST_QUOTES) -> tuple[Evidence, ...]:
    """At most some of the quotes, from different turns first, in the order of the conversation."""
    turns: set[int] = set()
    first: list[Evidence] = []
    more: list[Evidence] = []
    for quote in quotes:
        (more if quote.turn in turns else first).append(quote)
        turns.add(quote.turn)
    return tuple(sorted((first + more)[:most], key=lambda quote: (quote.turn, quote.start)))
