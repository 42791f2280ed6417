"""Which sentences count towards a score: own words, said once, to the other, and not beside an insult.

A level is reached by doing something in the conversation. Pasting the rubric, repeating a good sentence,
giving the counterpart's own line back letter by letter, a string of catchwords, talking to the judge, or a
kind word before an insult does not. What works against a score counts wherever it stands, once it is likelier
than not.
"""

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from tutor.assessment.asides import names_judge
from tutor.domain.move import HARMFUL, FoundMove, Move
from tutor.domain.rubric import Rubric
from tutor.domain.session import Session, Turn
from tutor.language import stopwords, word_list

LEAST_WORDS = 4
"""Words from which on the same words in a row are no coincidence in one conversation."""
LEAST_COPIED = 6
"""The same for the words of a rubric: anybody may say "I have bad news" or "what else plays a part?"."""
MOST_CATCHWORDS = 6
"""Words in a row without one that binds them; of 2,191 replies (written blind, or rated) one has more."""
MOST_LISTED = 6
"""Pieces between commas from which on a sentence of mostly one or two words each is a list."""
MOSTLY = 0.7
"""The share of a sentence's runs of words that must have been said before for it to be said again."""
MOST_HASHES = 2
"""Words with a hash in one reply; nobody speaks in them."""
LEAST_NAMED = 3
"""Words from which on the name or the text of a level, said on its own, is no coincidence."""
SURE = 0.5
"""Probability from which a move counts against a score: of what is found below it, half is none."""
MOST_SENTENCES = 6
"""Sentences of one reply that count; nobody hears more than that at once."""

AGAINST = HARMFUL | {Move.ADVISE, Move.EVADE, Move.CONCEDE}
"""Moves that scores are lowered for."""

_WORD = re.compile(r"[^\W_]+")
_SETTING = re.compile(r"\w=\S")
_TWICE = re.compile(r"\b(\w+(?: \w+)?) \1\b")


class Uncounted(StrEnum):
    """Why a sentence does not count towards a score."""

    REPEATED = "repeated"
    COPIED = "copied"
    STRUNG = "strung"
    ECHOED = "echoed"
    OUTSIDE = "outside"
    DOUBTFUL = "doubtful"
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
    said: list[str] = []
    heard: list[str] = []
    turns, left = [], []
    for turn in session.turns:
        reasons = {
            found: _reason(found, turn, known, (said, heard), session.language) for found in turn.moves
        }
        left += [Left(turn.number, found.move, why) for found, why in reasons.items() if why]
        turns.append(replace(turn, moves=tuple(found for found, why in reasons.items() if not why)))
        said.append(plain(turn.text))
        heard.append(plain(turn.utterance.words))
    return replace(session, turns=tuple(turns)), tuple(left)


def plain(text: str) -> str:
    """A text as its words alone: case, marks and invisible characters make no difference."""
    shown = "".join(
        char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) != "Cf"
    )
    return " ".join(_WORD.findall(shown.casefold()))


def _reason(
    found: FoundMove, turn: Turn, known: tuple[str, ...], before: tuple[list[str], list[str]], language: str
) -> Uncounted | None:
    """Why a move does not count; None when it does."""
    said, heard = before
    if found.move in AGAINST:
        return Uncounted.DOUBTFUL if found.confidence < SURE else None
    if found.move in (Move.META, Move.UNCLEAR):
        return None
    if reason := _spoils(turn, language):
        return reason
    sentence, whole = plain(turn.text[found.start : found.end]), plain(turn.text)
    if _share(sentence, said) >= MOSTLY:
        return Uncounted.REPEATED
    if any(_taken(sentence, whole, text) for text in known):
        return Uncounted.COPIED
    if any(it in line for line in heard for it in (sentence, whole) if len(it.split()) >= LEAST_WORDS):
        return Uncounted.ECHOED
    if turn.text.count("#") > MOST_HASHES or _strung(sentence, language, turn.text[found.start : found.end]):
        return Uncounted.STRUNG
    return Uncounted.TOO_MUCH if _place(found, turn) >= MOST_SENTENCES else None


def _spoils(turn: Turn, language: str) -> Uncounted | None:
    """What a reply holds that takes the worth from everything else in it."""
    kinds = {one.move for one in turn.moves if one.confidence >= SURE}
    graded, abused = (_says(turn, word_list(name, language)) for name in ("grading", "insult"))
    if Move.META in kinds or graded or names_judge(turn.text) or _SETTING.search(turn.text):
        return Uncounted.OUTSIDE
    harm = abused or kinds & {Move.INSULT, Move.THREATEN}
    return Uncounted.BESIDE_HARM if harm else None


def _says(turn: Turn, words: frozenset[str]) -> bool:
    """Whether any of the words stands in the reply; an underscore joins those of a phrase."""
    said = f" {plain(turn.text)} "
    return any(f" {word.replace('_', ' ')} " in said for word in words)


def _taken(sentence: str, reply: str, text: str) -> bool:
    """Whether a sentence of a reply is a text's, or part of a whole text that the reply gives back."""
    if sentence == text or (len(sentence.split()) >= LEAST_COPIED and sentence in text):
        return True
    return len(text.split()) >= LEAST_COPIED and text in reply and (sentence in text or text in sentence)


def _strung(sentence: str, language: str, original: str) -> bool:
    """Whether a sentence is a row of words rather than something said: too few that bind, or stammering."""
    if _listed(original):
        return True
    binds = stopwords(language) | word_list("number", language)
    runs = "".join(" " if word in binds or word.isdigit() else "x" for word in sentence.split())
    long = max(map(len, runs.split()), default=0) > MOST_CATCHWORDS
    return long or len(_TWICE.findall(sentence)) > 1


def _listed(sentence: str) -> bool:
    """Whether a sentence is little more than words between commas."""
    pieces = [len(piece.split()) for piece in sentence.split(",")]
    return len(pieces) >= MOST_LISTED and sum(size <= 2 for size in pieces) > len(pieces) / 2


def _share(sentence: str, lines: Iterable[str]) -> float:
    """The share of a sentence's runs of words that stand in some lines; 0 for a short sentence."""
    own = _runs(sentence)
    return len(own & frozenset().union(*map(_runs, lines))) / len(own) if own else 0.0


@functools.lru_cache(maxsize=4096)
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = text.split()
    return frozenset(tuple(words[at : at + LEAST_WORDS]) for at in range(len(words) - LEAST_WORDS + 1))


def _place(found: FoundMove, turn: Turn) -> int:
    """Which sentence of its reply a move stands in, from 0."""
    return sorted({one.start for one in turn.moves}).index(found.start)


def _rubric_texts(rubric: Rubric) -> Iterator[str]:
    """What a rubric says from a few words on, and gives as examples from some more on, as words alone."""
    for criterion in rubric.criteria:
        said = (criterion.title, criterion.question, *(level.text for level in criterion.levels))
        yield from (text for text in map(plain, said) if len(text.split()) >= LEAST_NAMED)
        lines = map(plain, (*criterion.better, *criterion.good))
        yield from (text for text in lines if len(text.split()) >= LEAST_COPIED)
