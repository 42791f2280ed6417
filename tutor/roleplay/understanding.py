"""The moves of a reply as a scenario takes them: reread, with farewells, and whom they are made to; pure."""

import re

from tutor.domain.move import FoundMove, Move
from tutor.domain.scenario import Scenario
from tutor.roleplay.addressing import addressed
from tutor.roleplay.readings import reread
from tutor.roleplay.signals import steps_out, with_partings, with_proposals

_PROVEN = 0.9
_TURN_TO = r"\W*(?:(?:and|en|what about|how about|and you|en jij|you|jij|ok|oke|so|dus)[\s,]+)*(?:{})\W*\?\W*"
"""A name and a question mark: the question that was put to the other is now theirs."""


def understood(
    scenario: Scenario, text: str, found: tuple[FoundMove, ...], spoke: str
) -> tuple[FoundMove, ...]:
    """The moves that count in this scenario; spoke is the id of the counterpart who spoke last."""
    present, language = names(scenario), scenario.language
    moves = reread(scenario.readings, text, found)
    if scenario.second and re.fullmatch(
        _TURN_TO.format("|".join(map(re.escape, present))), text, re.IGNORECASE
    ):
        moves = (FoundMove(Move.ASK_OPEN, _PROVEN, 0, len(text)),)
    if steps_out(text, language) and not any(it.move is Move.META for it in moves):
        moves = (*moves, FoundMove(Move.META, _PROVEN, 0, len(text)))
    moves = with_proposals(text, with_partings(text, moves, language, present), language, present)
    return addressed(scenario, text, moves, spoke)


def names(scenario: Scenario) -> tuple[str, ...]:
    """What those present are called."""
    return tuple(name for person in scenario.people for name in (person.name, *person.called))
