"""What a reply signals beside its moves: that the learner takes leave, wants a yes, shakes hands; pure.

People end a talk, ask "okay?" and agree in set phrases. A phrase counts when it fills a whole clause, so that
"you have until Friday" is no farewell (tutor/words/signals.yaml).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

import yaml

from tutor.domain.move import HARMFUL, FoundMove, Move
from tutor.domain.signal import Signal
from tutor.roleplay.recognition.foreign import is_foreign
from tutor.roleplay.recognition.segments import Segment, split
from tutor.roleplay.recognition.words import plain

Phrases = (
    Literal[
        "parting",
        "rounding_off",
        "next_step",
        "asks_to_go",
        "agree",
        "step",
        "tag",
        "asks_terms",
        "deal",
        "unreal",
    ]
    | Signal
)

_ANYWHERE = frozenset(
    {
        *("asks_to_go", Signal.SOMEBODY_ELSE, Signal.OTHER_LANGUAGE),
        *(Signal.DRINK, Signal.SMALL_TALK, Signal.TEARS),
    }
)
"""Phrases that count wherever they stand."""
_ALONE = frozenset({Signal.LAUGHS, Signal.WAIT, Signal.INTERJECTS})
"""Phrases that count only when nothing else is said."""

_PROVEN, _PERHAPS = 0.9, 0.5
"""The confidence of a move that set words prove, and of one that they only make likely."""

_NO_PLAN = HARMFUL | {
    *(Move.PROPOSE, Move.EXPECT, Move.OFFER, Move.TRADE, Move.SUMMARISE, Move.META, Move.EVADE, Move.CLOSE),
    *(Move.ASK_OPEN, Move.ASK_INTEREST, Move.INVITE, Move.FRAME, Move.OWN, Move.EMPATHISE, Move.REFLECT),
}
"""Beside these, "okay?" makes no proposal of what is said: it is one already, or something else."""

_MISTAKEN = frozenset(
    {Move.CLOSE, Move.UNCLEAR, Move.DISMISS, Move.BLAME, Move.EVADE, Move.CONCEDE, Move.EXPECT, Move.NEED}
)
"""What a farewell is taken for where nothing but the farewell stands."""

_LEAD_IN = (
    r"(?:(?:ok|oke|okee|okay|k|goed|nou|ja|nee|prima|top|mooi|mooi zo|dus|en|maar|fijn|super|helemaal"
    r"|dan|sorry|bedankt|dank je|dankjewel|merci|wel|ik denk dat|volgens mij|denk ik|vooruit"
    r"|wat mij betreft|alright|all right|right|fine|well|so|and|but|great|cool|good|perfect|anyway|then|yes"
    r"|yeah|no|now|thanks|thank you|thx|cheers|whatever|hey|lovely|nice|i think|i guess|i.d say|sure|haha"
    r"|lol|serieus|eerlijk|serious|seriously|honestly|really|gewoon|just)[\s,!.…-]+)*"
)
_SILENCE = re.compile(
    r"[\W_]*(?:(?:stilte|ik zwijg|zwijgt|zegt niets|zegt niks|pauze"
    r"|silence|silent|says nothing|i say nothing|pause)[\W_]*)?",
    re.IGNORECASE,
)
_TO_ANYBODY = ("mate", "man", "guys", "everyone", "all", "both", "joh", "hoor", "meid", "kerel", "jongens")
_APART = re.compile(r"[,;:]+\s*|\s+[–—-]+\s+|[.!?…]+\s*|\n+")
_EDGES = " .!?…,\"'”’"


def signals(signal: Phrases, text: str, language: str, names: tuple[str, ...] = ()) -> bool:
    """Whether a clause of the text gives a signal in this language; none in a language without signals.

    names are of those present, who may be called by them.
    """
    if (pattern := _pattern(signal, language, names)) is None:
        return False
    said = _clear(text)
    if signal in _ANYWHERE:
        return pattern.search(said) is not None
    return any(pattern.fullmatch(clause) for clause in _clauses(said))


def only_signals(signal: Phrases, text: str, language: str, names: tuple[str, ...] = ()) -> bool:
    """Whether the text gives a signal and says nothing else."""
    pattern = _pattern(signal, language, names)
    return pattern is not None and pattern.fullmatch(_clear(text).strip(_EDGES)) is not None


@lru_cache(maxsize=256)
def given(text: str, language: str) -> frozenset[Signal]:
    """What the text signals in any subject."""
    if _says_nothing(text):
        return frozenset({Signal.SILENCE})
    if language in _listed() and all(is_foreign(it.text, language) for it in split(text)):
        return frozenset({Signal.OTHER_LANGUAGE})
    return frozenset(it for it in Signal if (only_signals if it in _ALONE else signals)(it, text, language))


def _says_nothing(text: str) -> bool:
    """Whether no word and no emoji stands in it, or a stage direction that says so."""
    shown = any(unicodedata.category(char) in ("So", "Sk") for char in text)
    return not shown and _SILENCE.fullmatch(text) is not None


def steps_out(text: str, language: str) -> bool:
    """Whether the text asks the counterpart whether it is real, which no role-play answers."""
    return signals("unreal", text, language)


def talks_of_it(text: str) -> bool:
    """Whether a word of the text is one of those who speak about the practice itself, or a sign of markup."""
    words = _listed()["both"]["outside"]
    return re.search(rf"\b(?:{words})\b|[<>{{}}\[\]#]", _clear(text)) is not None


def with_partings(
    text: str, moves: Iterable[FoundMove], language: str, names: tuple[str, ...] = ()
) -> tuple[FoundMove, ...]:
    """The moves of a reply, with `close` where set words take leave and without what they were taken for."""
    found = _rounded_off(text, tuple(moves), language, names)
    leaving = [it for it in split(text) if signals("parting", it.text, language, names)]
    if not leaving:
        return found
    alone = {it for it in leaving if only_signals("parting", it.text, language, names)}
    kept = [it for it in found if not any(_mistaken(it, place, place in alone) for place in leaving)]
    added = [FoundMove(Move.CLOSE, _PROVEN, place.start, place.end) for place in leaving]
    return tuple(sorted((*kept, *added), key=lambda it: it.start))


def _rounded_off(
    text: str, found: tuple[FoundMove, ...], language: str, names: tuple[str, ...]
) -> tuple[FoundMove, ...]:
    """The moves with a `close` that is not sure where a reply only thanks or wishes: "great, thanks"."""
    if not only_signals("rounding_off", text, language, names) or any(it.move is Move.CLOSE for it in found):
        return found
    return (*found, FoundMove(Move.CLOSE, _PERHAPS, 0, len(text)))


def with_proposals(
    text: str, moves: Iterable[FoundMove], language: str, names: tuple[str, ...] = ()
) -> tuple[FoundMove, ...]:
    """The moves of a reply, with `propose` where what is said is put up for agreement: "…, deal?"."""
    found = _with_steps(text, tuple(moves), language)
    parts = split(text)
    asking = next((it for it in parts if "?" in it.text and signals("agree", it.text, language, names)), None)
    if asking is None or only_signals("agree", text, language, names) or {it.move for it in found} & _NO_PLAN:
        return found
    alone = only_signals("agree", asking.text, language, names)
    before = [it for it in parts if it.end <= asking.start] if alone else [asking]
    return (*found, FoundMove(Move.PROPOSE, _PROVEN, before[-1].start, before[-1].end)) if before else found


def _with_steps(text: str, found: tuple[FoundMove, ...], language: str) -> tuple[FoundMove, ...]:
    """The moves, with `propose` for a question whether the other would do something on some day."""
    asked = {(it.start, it.end) for it in found if it.move is Move.ASK_CLOSED}
    put = {(it.start, it.end) for it in found if it.move in (Move.PROPOSE, Move.BLAME, Move.THREATEN)}
    steps = [span for span in sorted(asked - put) if signals("step", text[slice(*span)], language)]
    return (*found, *(FoundMove(Move.PROPOSE, _PROVEN, *span) for span in steps))


def _mistaken(found: FoundMove, place: Segment, alone: bool) -> bool:
    if found.start >= place.end or found.end <= place.start:
        return False
    return found.move in (Move.CLOSE, Move.UNCLEAR) or (alone and found.move in _MISTAKEN)


def _clauses(said: str) -> Iterator[str]:
    """The pieces that the text falls into, and what runs from the begin of each to the end."""
    start = 0
    for border in (*_APART.finditer(said), None):
        yield said[start:].strip(_EDGES)
        yield said[start : border.start() if border else len(said)].strip(_EDGES)
        start = border.end() if border else start


def _clear(text: str) -> str:
    return re.sub(r"[^\S\n]+", " ", plain(text)).strip()


@cache
def _listed() -> Mapping[str, Mapping[str, str]]:
    """Per language and signal one regular expression, not yet compiled."""
    stored = yaml.safe_load(files("tutor").joinpath("words", "signals.yaml").read_text("utf-8"))
    return {
        language: {
            signal: "|".join(parts).replace("_day", f"(?:{listed.get('day', '')})")
            for signal, parts in listed.items()
            if signal != "day"
        }
        for language, listed in stored.items()
    }


@cache
def _pattern(signal: Phrases, language: str, names: tuple[str, ...]) -> re.Pattern[str] | None:
    if (body := _listed().get(language, {}).get(signal)) is None:
        return None
    if signal in _ANYWHERE:
        return re.compile(rf"\b(?:{body})")
    called = "|".join(re.escape(plain(name)) for name in (*names, *_TO_ANYBODY))
    return re.compile(rf"(?:(?:{called})[\s,]+)?{_LEAD_IN}(?:{body})(?:[\s,]+(?:{called}))?")
