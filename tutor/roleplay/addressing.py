"""Whom each sentence of a reply is directed at, where two counterparts are present; pure.

By name when somebody is called ("Sam, how was that?"), both when both are meant ("you two"), else whoever is
spoken about ("Sam never listens"), else whoever was called earlier in the reply or spoke last.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from tutor.domain.condition import mentions
from tutor.domain.move import FoundMove, Move
from tutor.domain.scenario import Persona, Scenario
from tutor.roleplay.recognition.segments import Segment, split

Ids = tuple[str, ...]

FOR_BOTH = frozenset(
    {Move.GREET, Move.FRAME, Move.SUMMARISE, Move.PROPOSE, Move.CLOSE, Move.META, Move.UNCLEAR}
)
"""Moves made to the whole room unless somebody is called by name."""

TO_THE_ROOM = FOR_BOTH | {
    Move.EXPECT,
    Move.OBSERVE,
    Move.IMPACT,
    Move.INFORM,
    Move.INVITE,
    Move.NEED,
    Move.JUSTIFY,
    Move.OFFER,
    Move.TRADE,
}
"""Moves made to the whole room unless the sentence says "you" or a name."""

_BOTH = (
    *("both of you", "you both", "you two", "two of you", "each of you", "either of you", "each other"),
    *("you guys", "everyone", "everybody", "together", "between you", "both", "one another"),
    *("jullie", "allebei", "beiden", "beide", "elkaar", "samen", "ieder van", "iedereen", "allen", "tweeën"),
)
_YOU = re.compile(r"\b(?:you|your|yours|yourself|u|ur|je|jij|jou|jouw|uw|jezelf)(?=\b|['’])", re.IGNORECASE)
_OPENING = (
    r"^\W*(?:(?:ok|okay|oke|oké|so|and|but|hi|hello|hey|now|well|thanks|thank you|yes|yeah|no|sorry|right"
    r"|good morning|morning|welcome|first|then|please|dus|en|maar|goed|nou|hoi|hallo|hai|dag|goedemorgen"
    r"|goeiemorgen|dank je|dankjewel|bedankt|ja|nee|eerst|dan|welkom|fijn)\b[\s,.!-]*)*"
)
_SPOKEN_TO = (
    r"(?:you|your|i|i'm|i'd|how|what|when|where|why|who|which|can|could|would|will|do|did|are|were|have"
    r"|tell|describe|explain|help|let|let's|that|it|we|if|thanks|thank|take|please|give|go|say|wait|stop|ask|so"
    r"|je|jij|jouw|u|ik|hoe|wat|wanneer|waar|waarom|wie|welke|kun|kan|wil|zou|heb|ben|vertel|leg|dat|het|als"
    r"|dank|bedankt|neem|toe|geef|zeg|wacht|laat|moet|ga|mag|zal|weet|wist|vind|vond|denk|snap|luister|begin"
    r"|must|should|may|know|think|start|begin|listen|just|shall)\b"
)
_SPOKEN_OF = re.compile(
    r"\b(?:for|to|with|about|from|of|at|by|and|or|than|like|tell|told|ask|asked|hear|heard|see|saw|let|blame"
    r"|trust|help|give|gave|that|what|when|if|how|as|is|was|did|does|has|but"
    r"|voor|tegen|met|over|van|aan|door|bij|naar|en|of|dan|als|dat|vertel|vertelde|vroeg|hoor|hoorde|hoort|zie"
    r"|zag|ziet|geef|gaf|laat|help|vertrouw|geloof|wat|hoe|is|was|heeft|maar)\s+$",
    re.IGNORECASE,
)

_UNFINISHED = re.compile(
    r"\b(?:you|jij|je)\b.*\b(?:that|dat)\s+$"
    r"|\b(?:jij|je|u)\b.*\b(?:daar|er|hier)\b.*\b(?:van|over|mee|aan|bij|op|voor|tegen)\s+$",
    re.IGNORECASE,
)
"""What a name is called behind, not spoken of: "wist jij dat Sam", "wat vind jij daar nou van Sam"."""


def addressed(
    scenario: Scenario, text: str, moves: tuple[FoundMove, ...], spoke: str
) -> tuple[FoundMove, ...]:
    """The moves with those they are directed at; spoke is the id of the counterpart who spoke last."""
    if scenario.second is None:
        return moves
    found: dict[int, FoundMove] = {}
    called: Ids = ()
    for sentence in split(text) or (Segment(text, 0, len(text)),):
        now = _called(sentence.text, scenario.people)
        called = now or called
        for at, move in enumerate(moves):
            if sentence.start <= move.start < max(sentence.end, sentence.start + 1):
                found[at] = replace(move, to=now or _meant(sentence.text, move.move, scenario, called, spoke))
    everyone = tuple(person.id for person in scenario.people)
    return tuple(found.get(at, replace(move, to=called or everyone)) for at, move in enumerate(moves))


def last_speaker(scenario: Scenario, utterance: str) -> str:
    """Who spoke last in an utterance with names before the words ("Sam: …"), by id; nobody without them."""
    spoken = [
        (utterance.rfind(f"{name}:"), person.id) for person in scenario.people for name in _names(person)
    ]
    at, who = max(spoken)
    return who if at >= 0 else ""


def _meant(sentence: str, move: Move, scenario: Scenario, called: Ids, spoke: str) -> Ids:
    """Whom a sentence is directed at that calls nobody by name."""
    everyone = tuple(person.id for person in scenario.people)
    you, about = bool(_YOU.search(sentence)), _named(sentence, scenario.people)
    if (
        mentions(sentence, _BOTH)
        or move in FOR_BOTH
        or (move in TO_THE_ROOM and not (you or about or called))
    ):
        return everyone
    if about and you:
        return tuple(id for id in everyone if id not in about) or everyone
    return about or called or ((spoke,) if spoke in everyone else everyone)


def _named(sentence: str, people: Iterable[Persona]) -> Ids:
    return tuple(person.id for person in people if mentions(sentence, _names(person)))


def _called(sentence: str, people: Collection[Persona]) -> Ids:
    """Those whom a sentence calls by name, in contrast to those whom it is about."""
    called = {person.id for person in people if _calls(sentence, _names(person))}
    if called:
        # "Sam and Kim, …": the name before the "and" is called with the one after it.
        every = "|".join(re.escape(name) for person in people for name in _names(person))
        if re.search(rf"\b(?:{every})\s*(?:and|en|&|,)\s*(?:{every})\b", sentence, re.IGNORECASE):
            called |= set(_named(sentence, people))
    return tuple(person.id for person in people if person.id in called)


def _names(person: Persona) -> tuple[str, ...]:
    return (person.name, *person.called)


def _calls(sentence: str, names: tuple[str, ...]) -> bool:
    name = rf"\b(?:{'|'.join(re.escape(name) for name in names)})\b(?!['’]s)"
    if re.match(rf"{_OPENING}{name}(?:\s*[,:?!.…–-]|\s*$|\s+{_SPOKEN_TO})", sentence, re.IGNORECASE):
        return True
    ends = re.finditer(rf"{name}(?=\s*,|\W*$)", sentence, re.IGNORECASE)
    return any(
        _UNFINISHED.search(sentence[: found.start()]) or not _SPOKEN_OF.search(sentence[: found.start()])
        for found in ends
    )
