"""The moves of a reply as a scenario takes them: reread, with farewells, and whom they are made to; pure."""

from tutor.domain.move import FoundMove
from tutor.domain.scenario import Scenario
from tutor.roleplay.addressing import addressed
from tutor.roleplay.readings import reread
from tutor.roleplay.signals import with_partings


def understood(
    scenario: Scenario, text: str, found: tuple[FoundMove, ...], spoke: str
) -> tuple[FoundMove, ...]:
    """The moves that count in this scenario; spoke is the id of the counterpart who spoke last."""
    moves = reread(scenario.readings, text, found)
    return addressed(scenario, text, with_partings(text, moves, scenario.language, names(scenario)), spoke)


def names(scenario: Scenario) -> tuple[str, ...]:
    """What those present are called."""
    return tuple(name for person in scenario.people for name in (person.name, *person.called))
