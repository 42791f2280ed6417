"""The moves of a reply as a scenario takes them: reread, with farewells, and whom they are made to; pure."""

import re
from dataclasses import replace

from tutor.domain.move import HARMFUL, FoundMove, Move
from tutor.domain.scenario import Scenario
from tutor.domain.signal import Signal
from tutor.roleplay.addressing import addressed
from tutor.roleplay.readings import reread
from tutor.roleplay.signals import given, steps_out, talks_of_it, with_partings, with_proposals

_PROVEN = 0.9
BENEFIT_OF_DOUBT = 0.4
"""Below this confidence nothing that hurts is heard: taking a fair sentence ill costs more than a jab."""
GUESSED, SURE = 0.3, 0.6
"""Below the first, a move is a guess; it is passed over beside a sentence that is heard for sure."""
SURE_OF_INSULT = 0.5
SURE_TO_HURT = 0.95
"""The confidence that it takes where a reply does nothing but what people do in any talk."""
SURE_TO_STEP_OUT = 0.95
"""The confidence that stepping out of the role-play takes where no word of it is about that."""
_HARMLESS = frozenset({Signal.WAIT, Signal.LAUGHS, Signal.SILENCE, Signal.INTERJECTS})
SURE_BESIDE = 0.8
"""The confidence that it takes to be hurt by a reply that offers a tissue or a drink, or makes small talk."""
_KIND = frozenset({Signal.TEARS, Signal.DRINK, Signal.SMALL_TALK})
_FEW_WORDS = 4
_OPENS = re.compile(
    r"(?i)\W*(?:(?:and|en|but|maar|so|dus|ok|oke)\s+)*(?:what|how|why|wat|hoe|waarom|waardoor)\b"
    r"(?! (?:if|als|a|an|een)\b)"
)
_MONEY = re.compile(r"(?i)[€$£%]|\d{3}|\b(?:euros?|pounds?|dollars?|percent|procent|grand|mille|k)\b")
_YOU = re.compile(
    r"(?i)\b(?:you|your|yours|u|ur|ya|je|jij|jou|jouw|jullie|uw|ge|gij)(?=\b|['’])|\bwhat an?\b|\bwat een\b"
)
_SEVERE = HARMFUL | {Move.META}
_NODDING = re.compile(r"[\s\U0001f44d\U0001f44c\U0001f64f\u2705\U0001f4aa\u2764\ufe0f\U0001f3fb-\U0001f3ff]+")
_SHAKING = re.compile(r"[\s\U0001f44e\u274c\ufe0f\U0001f3fb-\U0001f3ff]+")
_TURN_TO = (
    r"\W*(?:(?:ok|oke|so|dus|nou)[\s,]+)*"
    r"(?:(?:(?:and|en|what about|how about|and for you|en voor jou|you|jij|too|ook)[\s,]+)+"
    r"(?:{0})(?:\s+(?:too|ook))?\W*"
    r"|(?:{0})\W*\?\W*)"
)
"""A name and a question mark, or "and you" with a name: what the other was asked is theirs now."""
_CALLS = (
    r"\W*(?:(?:hi|hey|hello|hoi|hallo|he|ha|dag|morning|goedemorgen)[\s,]+)?"
    r"(?:{0})(?:[\s,]+(?:and|en|&)[\s,]+(?:{0}))?"
    r"(?:[\s,]+(?:mate|man|buddy|pal|joh|kerel|jongen|meid|hoi|hi|hey|hallo|hello))?\W*"
)
"""Nothing but a name, with a greeting or without."""


def understood(
    scenario: Scenario, text: str, found: tuple[FoundMove, ...], spoke: str
) -> tuple[FoundMove, ...]:
    """The moves that count in this scenario; spoke is the id of the counterpart who spoke last."""
    present, language = names(scenario), scenario.language
    heard = _by_hand(text) or _without_guesses(text, _doubted(text, found, language))
    moves = reread(scenario.readings, text, heard)
    if called := _calling(scenario, text):
        moves = (FoundMove(called, _PROVEN, 0, len(text)),)
    if scenario.negotiation is None:
        moves = tuple(_no_terms(text, it) for it in moves)
    if steps_out(text, language) and not any(it.move is Move.META for it in moves):
        moves = (*moves, FoundMove(Move.META, _PROVEN, 0, len(text)))
    moves = with_proposals(text, with_partings(text, moves, language, present), language, present)
    return addressed(scenario, text, moves, spoke)


def _calling(scenario: Scenario, text: str) -> Move | None:
    """What a reply does that is nothing but somebody's name, with "and you" or a question mark or without."""
    any_name = "|".join(map(re.escape, names(scenario)))
    if scenario.second and re.fullmatch(_TURN_TO.format(any_name), text, re.IGNORECASE):
        return Move.ASK_OPEN
    return Move.GREET if re.fullmatch(_CALLS.format(any_name), text, re.IGNORECASE) else None


def _no_terms(text: str, found: FoundMove) -> FoundMove:
    """A bare number asks or tells where nothing is negotiated: "two days?", "1 October"."""
    said = text[found.start : found.end]
    if found.move is not Move.OFFER or len(said.split()) > _FEW_WORDS:
        return found
    if said.rstrip().endswith("?"):
        return replace(found, move=Move.ASK_CLOSED)
    return found if _MONEY.search(said) else replace(found, move=Move.INFORM)


def _by_hand(text: str) -> tuple[FoundMove, ...]:
    """What a reply of nothing but a thumb or a tick says."""
    if not text.strip():
        return ()
    if _NODDING.fullmatch(text):
        return (FoundMove(Move.ACCEPT, _PROVEN, 0, len(text)),)
    return (FoundMove(Move.REJECT, _PROVEN, 0, len(text)),) if _SHAKING.fullmatch(text) else ()


def _doubted(text: str, found: tuple[FoundMove, ...], language: str) -> tuple[FoundMove, ...]:
    """The moves without harm that is hardly heard; what is left without any move asks or tells."""
    signalled = given(text, language)
    asked = dict.fromkeys(HARMFUL if signalled & _KIND else (), SURE_BESIDE)
    asked |= dict.fromkeys(HARMFUL if signalled & _HARMLESS else (), SURE_TO_HURT)
    if not talks_of_it(text):
        asked[Move.META] = SURE_TO_HURT if signalled else SURE_TO_STEP_OUT
    kept = [it for it in found if it.confidence >= asked.get(it.move, _least(it, text))]
    if Signal.INTERJECTS in signalled:
        kept = [it for it in kept if it.move is not Move.UNCLEAR]
    left = {(it.start, it.end) for it in kept}
    for it in found:
        if (it.start, it.end) not in left:
            kept.append(replace(it, move=_form_of(text[it.start : it.end])))
            left.add((it.start, it.end))
    return tuple(sorted(kept, key=lambda it: it.start))


def _without_guesses(text: str, found: tuple[FoundMove, ...]) -> tuple[FoundMove, ...]:
    """The moves, where guesses beside something sure count for no more than their form."""
    if all(it.confidence < SURE for it in found):
        return found
    heard = {(it.start, it.end) for it in found if it.confidence >= GUESSED}
    return tuple(
        it if (it.start, it.end) in heard else replace(it, move=_form_of(text[it.start : it.end]))
        for it in found
    )


def _form_of(said: str) -> Move:
    """What a sentence does by its form alone: it asks, or it tells."""
    if _OPENS.match(said):
        return Move.ASK_OPEN
    return Move.ASK_CLOSED if said.rstrip().endswith("?") else Move.INFORM


def _least(found: FoundMove, text: str) -> float:
    """The confidence that it takes to hear a move; an insult, which can end a talk, takes even odds.

    A whole sentence that is not about the other insults nobody, unless it surely does: "the rent is insane".
    """
    if found.move is Move.INSULT:
        said = text[found.start : found.end]
        of_other_things = len(said.split()) >= _FEW_WORDS and not _YOU.search(said)
        return SURE_BESIDE if of_other_things else SURE_OF_INSULT
    return BENEFIT_OF_DOUBT if found.move in _SEVERE else 0.0


def names(scenario: Scenario) -> tuple[str, ...]:
    """What those present are called."""
    return tuple(name for person in scenario.people for name in (person.name, *person.called))
