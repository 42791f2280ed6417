"""What a model that judges is shown of a session: what was said, as data, without what does not count."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tutor.assessment.asides import addresses_judge
from tutor.assessment.counting import Uncounted, countable
from tutor.domain.move import FoundMove, Move
from tutor.domain.rubric import Rubric
from tutor.domain.session import Session, Turn
from tutor.language import sentences

NOT_COUNTED = "[not counted]"
"""Stands in place of words that do not count, so that a model is not talked into anything by them."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a reply, ``text[start:end]``, that do not count; hidden says that a model does not see them.

    What stands beside an insult or a threat does not count but is shown: the insult is a part of the talk.
    """

    turn: int
    start: int
    end: int
    hidden: bool


@dataclass(frozen=True, slots=True)
class Material:
    """What a model may read and quote of a session.

    shown is the conversation as lines of JSON; left is what does not count. aside says that a reply is meant
    for whoever scores it, harm that one insults or threatens: the model's word then counts for no more than
    the count.
    """

    session: Session
    shown: str
    left: tuple[Stretch, ...]
    aside: bool
    harm: bool

    def counts(self, turn: int, start: int, end: int) -> bool:
        """Whether none of these words is left out."""
        return not any(it.turn == turn and it.start < end and start < it.end for it in self.left)


def material(session: Session, rubric: Rubric) -> Material:
    """A session as a model that judges it is shown it; nothing else of the scenario is in it."""
    left, reasons = _left(session, rubric)
    aside = Uncounted.OUTSIDE in reasons or any(addresses_judge(turn.text) for turn in session.turns)
    harm = Uncounted.BESIDE_HARM in reasons
    lines = [line for turn in session.turns for line in _lines(turn, left)]
    return Material(session, "\n".join(json.dumps(it, ensure_ascii=False) for it in lines), left, aside, harm)


def _lines(turn: Turn, left: Sequence[Stretch]) -> Iterator[dict[str, object]]:
    if turn.number:
        yield {"reply": turn.number, "who": "learner", "said": _without(turn, left)}
    for who, said in [(it.speaker, it.text) for it in turn.utterance.parts] or [
        ("counterpart", turn.utterance.text)
    ]:
        yield {"after": turn.number, "who": who, "said": said}


def _without(turn: Turn, left: Sequence[Stretch]) -> str:
    """A reply with what is hidden taken out."""
    text, end = [], 0
    for it in sorted((it for it in left if it.turn == turn.number and it.hidden), key=lambda it: it.start):
        if it.start >= end:
            text += [turn.text[end : it.start], NOT_COUNTED]
        end = max(end, it.end)
    return "".join((*text, turn.text[end:]))


def _left(session: Session, rubric: Rubric) -> tuple[tuple[Stretch, ...], frozenset[Uncounted]]:
    """Every sentence that does not count, whether a move was found in it or not; and for which reasons."""
    marked = replace(session, turns=tuple(_marked(turn, session.language) for turn in session.turns))
    counted, left = countable(marked, rubric)
    found: set[Stretch] = set()
    for before, after in zip(marked.turns, counted.turns, strict=True):
        gone = [it for it in dict.fromkeys(before.moves) if it not in after.moves]
        whys = [it.reason for it in left if it.turn == before.number]
        for move, why in zip(gone, whys, strict=True):
            if why is not Uncounted.DOUBTFUL:  # that it is harm is in doubt, not that it was said
                hidden = why is not Uncounted.BESIDE_HARM
                found.add(Stretch(before.number, move.start, move.end, hidden))
    ordered = sorted(found, key=lambda it: (it.turn, it.start, it.end))
    return tuple(ordered), frozenset(it.reason for it in left)


MARK: Literal[Move.INFORM] = Move.INFORM
"""A move without harm in it, put on each sentence so that all of them are looked at."""


def _marked(turn: Turn, language: str) -> Turn:
    places = sentences(turn.text, language) if turn.number else ()
    extra = tuple(FoundMove(MARK, 1.0, start, end) for start, end in places)
    return replace(turn, moves=(*turn.moves, *(it for it in extra if it not in turn.moves)))
