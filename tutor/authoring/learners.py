"""Scripted learners for playtests: what each type does next, given what it has seen; pure."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tutor.domain.session import Act


class LearnerType(StrEnum):
    """A way of talking, from skilled to hopeless to hostile."""

    EXPERT = "expert"
    AVERAGE = "average"
    BLUNT = "blunt"
    EVASIVE = "evasive"
    FLATTERER = "flatterer"
    SILENT = "silent"
    REPEATER = "repeater"
    INSULTING = "insulting"
    OFF_TOPIC = "off-topic"
    INJECTOR = "injector"
    WRONG_LANGUAGE = "wrong-language"
    HARD_BARGAINER = "hard-bargainer"
    GENEROUS_BARGAINER = "generous-bargainer"


BARGAINERS = frozenset({LearnerType.HARD_BARGAINER, LearnerType.GENEROUS_BARGAINER})
"""Types that make sense only where there is something to bargain about."""

UNEARNED = frozenset(LearnerType) - BARGAINERS - {LearnerType.EXPERT, LearnerType.AVERAGE}
"""Types that should not be given an agreement; when they get one, the counterpart gave in."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a learner has seen before its next reply.

    turn is the number of that reply; act what the counterpart did last; agreed whether it has agreed to
    something; value what its standing offer is worth to the learner (0–1), None without one; share is how
    much of the time has gone (0–1); least and most are what the learner accepts at least and can get
    at best.
    """

    turn: int
    act: Act | None
    agreed: bool
    bargaining: bool
    value: float | None
    share: float
    least: float = 0.0
    most: float = 1.0


@dataclass(frozen=True, slots=True)
class Step:
    """A sentence from a bank; demand is what an offer in it should be worth to the learner (0–1)."""

    bank: str
    demand: float | None = None


@dataclass(frozen=True, slots=True)
class Traits:
    """What differs between learners of one type, the same for a whole conversation.

    skill is the share of replies in which the learner does something that helps, slips the share with
    something that does not, craft what the learner can do and flaws how it slips; on reply leaves the learner
    rounds off, whatever was reached. favours is the place of the one of two counterparts to whom it turns all
    the time, None when it favours nobody. ambition is the share of what can be won that it still asks
    when time is nearly up.
    """

    skill: float
    slips: float
    craft: tuple[str, ...]
    flaws: tuple[str, ...]
    leaves: int
    favours: int | None = None
    ambition: float = 0.0


def traits(kind: LearnerType, chance: random.Random, *, bargaining: bool) -> Traits:
    """A learner of a type; the average ones differ most, as people do."""
    leaves = chance.randint(5, 18) if chance.random() < _LEAVES.get(kind, 0.0) else NEVER
    if kind is not LearnerType.AVERAGE:
        return Traits(1.0, 0.0, _CRAFT, (), leaves, ambition=chance.uniform(0.0, MOST_AMBITION))
    sort = chance.random()
    if sort < LISTENERS:
        return _listener(chance, bargaining=bargaining)
    if sort < LISTENERS + SOFTENERS:
        return _softener(chance, bargaining=bargaining)
    if sort < LISTENERS + SOFTENERS + LECTURERS:
        return _lecturer(chance, leaves, bargaining=bargaining)
    known = _CRAFT_AT_TABLE if bargaining else _CRAFT
    return Traits(
        skill=chance.uniform(0.2, 0.9),
        slips=chance.choice((0.0, 0.05, 0.1, 0.25)),
        craft=tuple(chance.sample(known, chance.randint(4, len(known)))),
        flaws=tuple(chance.sample(_FLAWS, 2)),
        leaves=leaves,
        favours=chance.choice((None, None, 0, 1)),
    )


def _listener(chance: random.Random, *, bargaining: bool) -> Traits:
    """Somebody who asks and hears well, and goes home without settling anything."""
    known = _LISTENS_AT_TABLE if bargaining else _LISTENS
    return Traits(
        skill=chance.uniform(0.7, 1.0),
        slips=chance.choice((0.0, 0.0, 0.1)),
        craft=tuple(chance.sample(known, chance.randint(3, len(known)))),
        flaws=tuple(chance.sample(_FLAWS, 2)),
        leaves=chance.randint(6, 16) if bargaining else chance.randint(8, 22),
        favours=chance.choice((None, 0, 1)),
    )


def _softener(chance: random.Random, *, bargaining: bool) -> Traits:
    """Somebody kind who blurs what hurts, gives way, comforts with what may never come, and goes soon."""
    known = _LISTENS_AT_TABLE if bargaining else _SOFTENS
    return Traits(
        skill=chance.uniform(0.4, 0.8),
        slips=chance.uniform(0.4, 0.7),
        craft=tuple(chance.sample(known, 3)),
        flaws=("evade", "concede"),
        leaves=chance.randint(4, 14),
        favours=chance.choice((None, 0, 1)),
    )


def _lecturer(chance: random.Random, leaves: int, *, bargaining: bool) -> Traits:
    """Somebody who lays out facts, effects and demands, reply after reply, and asks next to nothing."""
    return Traits(
        skill=chance.uniform(0.8, 1.0),
        slips=chance.uniform(0.1, 0.5),
        craft=_LECTURES_AT_TABLE if bargaining else _LECTURES,
        flaws=("blame", "dismiss"),
        leaves=leaves,
    )


MOST_AMBITION = 0.53
LISTENERS, SOFTENERS, LECTURERS = 0.3, 0.22, 0.15
"""The shares of the average learners who listen and settle nothing, are kind rather than clear, lecture."""


NEVER = 1000
"""A reply that no conversation comes to."""

_LEAVES: Mapping[LearnerType, float] = {
    LearnerType.AVERAGE: 0.5,
    LearnerType.EVASIVE: 0.4,
    LearnerType.BLUNT: 0.2,
    LearnerType.HARD_BARGAINER: 0.3,
}
"""How many learners of a type leave before they are done."""

_CRAFT = (
    "ask-open", "reflect", "empathise", "propose", "observe", "impact", "expect", "invite", "own", "affirm",
    "summarise",
)  # fmt: skip
_CRAFT_AT_TABLE = (
    "ask-interest", "need", "justify", "offer", "trade", "reflect", "ask-open", "empathise", "summarise",
)  # fmt: skip
_LISTENS = ("ask-open", "reflect", "empathise", "affirm", "own", "ask-interest")
_SOFTENS = ("empathise", "affirm", "ask-open", "reflect", "inform", "own")
_LECTURES = ("inform", "justify", "inform", "observe", "impact", "expect", "propose")
_LECTURES_AT_TABLE = ("offer", "offer", "offer", "justify", "inform")
_LISTENS_AT_TABLE = ("ask-interest", "ask-open", "reflect", "empathise", "affirm", "need")
_PLAIN = ("ask-closed", "inform", "advise", "need", "greet", "accept")
_PLAIN_AT_TABLE = ("offer", "reject", "ask-closed", "inform", "walk-away")
_FLAWS = ("blame", "dismiss", "advise", "evade", "concede", "threaten")

_HABITS: Mapping[LearnerType, Sequence[str]] = {
    LearnerType.BLUNT: ("blame", "expect", "advise", "blame", "threaten", "ask-closed", "dismiss", "propose"),
    LearnerType.EVASIVE: ("evade", "evade", "inform", "greet", "evade", "ask-closed"),
    LearnerType.FLATTERER: ("flattery", "flattery", "affirm", "accept"),
    LearnerType.INSULTING: ("insult", "insult", "blame", "threaten"),
    LearnerType.OFF_TOPIC: ("off-topic",),
    LearnerType.INJECTOR: ("injection",),
    LearnerType.WRONG_LANGUAGE: ("wrong-language",),
}


def steps(kind: LearnerType, own: Traits, seen: Seen, chance: random.Random) -> tuple[Step, ...]:
    """The sentences of the next reply, as banks to take them from."""
    if seen.turn >= own.leaves:
        return _parting(kind, seen, chance)
    match kind:
        case LearnerType.EXPERT:
            return _bargain(own, seen, chance) if seen.bargaining else _skilled(seen, chance)
        case LearnerType.AVERAGE:
            return _average(own, seen, chance)
        case LearnerType.HARD_BARGAINER:
            return _haggle(seen, 1.0, 0.9)
        case LearnerType.GENEROUS_BARGAINER:
            return _haggle(seen, 0.5, 0.2)
        case LearnerType.SILENT:
            return _of("short")
        case LearnerType.REPEATER:
            return _of("propose") if not seen.bargaining else (Step("offer", 0.9),)
        case _:
            return _of(chance.choice(_HABITS[kind]))


def _of(*banks: str) -> tuple[Step, ...]:
    return tuple(Step(bank) for bank in banks)


def _parting(kind: LearnerType, seen: Seen, chance: random.Random) -> tuple[Step, ...]:
    """Rounding off: at once, with a next time, or with the matter in a few words."""
    if kind is LearnerType.AVERAGE:
        return _of(*chance.choice(_PARTING))
    return _of("close")


_PARTING = (
    ("close",), ("adjourn",), ("adjourn", "close"), ("adjourn", "close"), ("summarise", "close"),
)  # fmt: skip


def _skilled(seen: Seen, chance: random.Random) -> tuple[Step, ...]:
    if seen.agreed:  # on something: who is good at it makes that definite before rounding off
        return _of(*chance.choice((("propose",), ("propose", "summarise", "close"))))
    opening = {1: ("greet", "frame"), 2: ("observe", "impact"), 3: ("ask-open",)}
    if seen.turn in opening:
        return _of(*opening[seen.turn])
    if seen.act is Act.TELL:
        after = ("ask-open", "ask-interest", "own", *(("expect", "expect") if seen.turn >= _LATE else ()))
        return _of(chance.choice(("reflect", "empathise")), chance.choice(after))
    if seen.turn in _IN_TIME:
        return _of(*_IN_TIME[seen.turn])
    if seen.turn >= 7 and seen.turn % 2:
        return _of(*chance.choice((("invite",), ("invite", "propose"), ("propose",), ("expect", "invite"))))
    return _of(*chance.choice(_LISTENING))


_LATE = 6
"""A reply from which on there has been enough listening to say what is needed."""

_IN_TIME: Mapping[int, tuple[str, ...]] = {
    5: ("own", "ask-open"),
    6: ("reflect", "inform"),
    7: ("expect", "invite"),
    8: ("reflect", "expect"),
}
"""What who is good at it does not leave out after listening: an own part, the reason, and what is needed."""

_LISTENING = (
    ("reflect", "ask-open"), ("empathise",), ("own", "invite"), ("ask-open",), ("reflect", "empathise"),
    ("observe", "ask-open"), ("empathise", "impact"), ("affirm", "ask-open"), ("reflect",), ("summarise",),
)  # fmt: skip


def _average(own: Traits, seen: Seen, chance: random.Random) -> tuple[Step, ...]:
    if seen.agreed:
        return _of(chance.choice(("accept", "close", "summarise")))
    if seen.turn == 1 and chance.random() < 0.7:
        return _of("frame")
    if seen.value is not None and seen.value >= 0.55 - 0.3 * seen.share:
        return _of("accept")
    plain = _PLAIN_AT_TABLE if seen.bargaining else _PLAIN
    banks = [chance.choice(own.craft if chance.random() < own.skill else plain)]
    if chance.random() < own.slips:
        banks.append(chance.choice(own.flaws))
    if chance.random() < 0.3:
        banks.append(chance.choice(own.craft))
    return tuple(Step(bank, 0.8 - 0.4 * seen.share) for bank in dict.fromkeys(banks))


def _bargain(own: Traits, seen: Seen, chance: random.Random) -> tuple[Step, ...]:
    opening = {
        1: ("greet", "frame"),
        2: ("ask-interest",),
        3: ("need",),
        4: ("justify",),
        5: ("ask-interest",),
    }
    last = seen.least + own.ambition * (seen.most - seen.least)
    demand = 0.85 - (0.85 - last) * seen.share
    if seen.value is not None and seen.value >= demand - 0.03:
        return _of("accept")
    if seen.turn in opening:
        return _of(*opening[seen.turn])
    if seen.act is Act.TELL:
        return _of(chance.choice(("reflect", "empathise")), chance.choice(("ask-interest", "need")))
    if seen.turn % 3 == 0:
        return (Step(chance.choice(("justify", "reflect", "need"))), Step("trade", demand))
    return (Step(chance.choice(("offer", "trade")), demand),)


def _haggle(seen: Seen, first: float, last: float) -> tuple[Step, ...]:
    demand = first - (first - last) * seen.share
    if seen.value is not None and seen.value >= demand:
        return _of("accept")
    return (Step("offer", demand),)
