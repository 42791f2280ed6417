"""Surface features of a sentence and the line before it: form, person, negation, cues, overlap."""

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tutor.domain.move import Move
from tutor.roleplay.recognition.cues import Cues, cues
from tutor.roleplay.recognition.words import plain, tokens, without_name

_MOVES = tuple(Move)
_COUNTED = (
    "negation", "first", "we", "second", "third", "modal", "must", "will", "past", "if", "because",
    "contrast", "absolute", "hedge", "feeling", "good", "bad", "time", "money", "term", "question", "thank",
    "sorry", "more",
)  # fmt: skip
_STARTS = ("first", "we", "second", "third", "question", "aux", "verb", "modal", "if", "tell", "thank")
_MARKS = ("?", "!", "…", "☺", "0", "€0", "0%")
_WORDLESS = frozenset(("?", "!", "…", "☺"))
_NUMBERS = frozenset(("0", "€0", "0%"))
_LONGEST_GRAM = 3
_LEAST_HEAP, _VARIED = 8, 0.6
"""From so many words on, a heap has fewer different words than this share: words for their own sake."""
_ECHO = 2
"""So many words of the other's, said back with a question mark, ask whether that was meant: "Thursday?"."""
_LITANY = 4
"""So many question words in a row are no question."""
_LABEL = re.compile(
    r"^\s*(?:#{2,}|```|(?:system|systeem|assistant|assistent|developer|user|judge|evaluator|assessor|beoordelaar)\s*:)"
    r"|</?(?:system|assistant|user|instructions?|assessment|score|rubric)\b[^>]*>|\{\s*[\"']"
    r"|\[/?(?:inst|system|systeem|assessment|assistant|evaluation|beoordeling|score|rubric|note)\b[^\]]*\]",
    re.IGNORECASE,
)
"""Marks that no one says: labels of roles, tags and code, as in text for a program."""


@dataclass(frozen=True, slots=True)
class Surface:
    """What can be seen of a sentence without an encoder.

    dense has one value per feature (names in `dense_names`); grams are 32-bit hashes of the word and
    character n-grams, each once; whole is the move that these words are when nothing else is said; proven
    are the moves that a rule finds whatever else is said.
    """

    dense: NDArray[np.float32]
    word_grams: tuple[int, ...]
    char_grams: tuple[int, ...]
    whole: Move | None
    proven: tuple[Move, ...] = ()


def surface(text: str, before: str, language: str) -> Surface:
    """The surface features of `text`, said after the counterpart's line `before` (may be empty)."""
    known = cues(language)
    text = without_name(text, known.vocabulary, known.opening)
    words, earlier = tokens(text, known.spelled_out), tokens(before[-400:], known.spelled_out)
    whole = _whole(words, earlier, known)
    values = {
        **_cue_values(words, earlier, whole, known),
        **_word_values(words, known),
        **_question_values(words, known),
        **_shape_values(text, words),
        **_overlap_values(words, earlier, known),
    }
    return Surface(
        np.fromiter(values.values(), np.float32, len(values)),
        tuple(sorted({_hash(gram) for gram in _word_grams(words)})),
        tuple(sorted({_hash(gram) for gram in _char_grams(words)})),
        Move.UNCLEAR if _heap(words) or _litany(words, known) else whole,
        (Move.META,) if _LABEL.search(text[:400]) else known.proven(words),
    )


def _heap(words: Sequence[str]) -> bool:
    return len(words) >= _LEAST_HEAP and len(set(words)) < _VARIED * len(words)


def _litany(words: Sequence[str], known: Cues) -> bool:
    asking = [known.words["question"].fullmatch(word) is not None for word in words]
    return any(all(asking[at : at + _LITANY]) for at in range(len(words) - _LITANY + 1))


def _whole(words: Sequence[str], earlier: Sequence[str], known: Cues) -> Move | None:
    kinds = set(words) - _WORDLESS
    if not kinds:
        return Move.UNCLEAR
    if kinds <= _NUMBERS:
        bargaining = not kinds.isdisjoint({"€0", "0%"}) or not _NUMBERS.isdisjoint(earlier)
        asked = known.count("money", earlier) + known.count("term", earlier) > 0 or "?" in earlier
        return Move.OFFER if bargaining or asked else Move.INFORM
    if len(kinds) == 1 and len(words) > 2:
        return known.said_whole(tuple(kinds)) or Move.UNCLEAR
    echoed = len(kinds) <= _ECHO and words[-1] == "?" and kinds <= set(earlier)
    return known.said_whole(words) or (Move.ASK_CLOSED if echoed else None)


def dense_names(language: str) -> tuple[str, ...]:
    """The names of the dense features, in the order of their values."""
    known = cues(language)
    values = {
        **_cue_values([], [], None, known),
        **_word_values([], known),
        **_question_values([], known),
        **_shape_values("", []),
        **_overlap_values([], [], known),
    }
    return tuple(values)


def _cue_values(
    words: Sequence[str], earlier: Sequence[str], whole: Move | None, known: Cues
) -> Mapping[str, float]:
    here, there = _hits(tuple(words), known), _hits(tuple(earlier), known)
    values: dict[str, float] = {}
    for move in _MOVES:
        straight, turned = here.get(move, (0, 0))
        values[f"cue {move}"] = min(straight, 2)
        values[f"cue {move} turned"] = min(turned, 1)
        values[f"whole {move}"] = whole is move
        values[f"before {move}"] = min(there.get(move, (0, 0))[0], 1)
    return values


@lru_cache(maxsize=2_000)
def _hits(words: tuple[str, ...], known: Cues) -> Mapping[Move, tuple[int, int]]:
    """Cues.hits, remembered: a counterpart's lines and scripted learners' sentences come back often."""
    return known.hits(words)


def _word_values(words: Sequence[str], known: Cues) -> Mapping[str, float]:
    values: dict[str, float] = {f"count {kind}": min(known.count(kind, words), 3) for kind in _COUNTED}
    core = _without_fillers(words, known)
    for kind in _STARTS:
        values[f"starts {kind}"] = bool(core) and known.words[kind].fullmatch(core[0]) is not None
    values["i before you"] = _order(words, known, "first", "second")
    values["you before i"] = _order(words, known, "second", "first")
    values["starts if"] = values["starts if"] and "?" not in words
    return values


def _without_fillers(words: Sequence[str], known: Cues) -> Sequence[str]:
    at = 0
    while at < len(words) - 1 and (known.words["filler"].fullmatch(words[at]) or words[at] in _MARKS):
        at += 1
    return words[at:]


def _order(words: Sequence[str], known: Cues, one: str, two: str) -> float:
    places = [i for i, w in enumerate(words) if known.words[one].fullmatch(w)]
    others = [i for i, w in enumerate(words) if known.words[two].fullmatch(w)]
    return float(bool(places) and bool(others) and places[0] < others[-1])


def _question_values(words: Sequence[str], known: Cues) -> Mapping[str, float]:
    core = _without_fillers(words, known)
    first = core[0] if core else ""
    second = core[1] if len(core) > 1 else ""
    marked = "?" in words[-2:]
    word_first = bool(first) and known.words["question"].fullmatch(first) is not None
    inverted = bool(first) and known.words["aux"].fullmatch(first) is not None and _subject(second, known)
    word_then_aux = word_first and known.words["aux"].fullmatch(second) is not None
    word_somewhere = marked and any(known.words["question"].fullmatch(w) for w in words)
    return {
        "question mark": marked,
        "question word first": word_first,
        "question word then verb": word_then_aux,
        "verb then subject": inverted,
        "verb then you": inverted and known.words["second"].fullmatch(second) is not None,
        "verb then we": inverted and known.words["we"].fullmatch(second) is not None,
        "verb then i": inverted and known.words["first"].fullmatch(second) is not None,
        "question without mark": (word_then_aux or inverted) and not marked,
        "marked question word": word_somewhere,
        "marked without form": marked and not (word_first or inverted or word_somewhere),
        "any question": marked or word_then_aux or inverted,
        "question and cry": marked and "!" in words,
        "statement with you first": bool(first)
        and known.words["second"].fullmatch(first) is not None
        and not marked,
    }


def _subject(word: str, known: Cues) -> bool:
    kinds = ("first", "we", "second", "third")
    if any(known.words[kind].fullmatch(word) for kind in kinds):
        return True
    return word in {
        "it",
        "that",
        "this",
        "there",
        "the",
        "het",
        "dat",
        "dit",
        "er",
        "de",
        "die",
        "sam",
        "noor",
        "kim",
    }


def _shape_values(text: str, words: Sequence[str]) -> Mapping[str, float]:
    letters = [w for w in words if w not in _MARKS]
    count = len(letters)
    bare = plain(text)
    vowels = sum(c in "aeiouy" for c in bare)
    alphabetic = sum(c.isalpha() for c in bare)
    return {
        **{f"mark {mark}": min(words.count(mark), 2) for mark in _MARKS},
        "length": float(np.log1p(count)),
        "no words": count == 0,
        "one word": count == 1,
        "two words": count == 2,
        "three to five words": 3 <= count <= 5,
        "over twelve words": count > 12,
        "over twenty words": count > 20,
        "few vowels": alphabetic > 3 and vowels / alphabetic < 0.2,
        "longest word": min(max((len(w) for w in letters), default=0), 30) / 10,
        "one character": len(set(bare.replace(" ", ""))) <= 2,
        "capitals": alphabetic > 5 and sum(c.isupper() for c in text[:400]) / alphabetic > 0.6,
        "comma": "," in text,
        "colon": ":" in text,
    }


def _overlap_values(words: Sequence[str], earlier: Sequence[str], known: Cues) -> Mapping[str, float]:
    here, there = _stems(words, known), _stems(earlier, known)
    shared = len(here & there)
    flipped = known.count("first", earlier) > 0 and known.count("second", words) > 0
    asked = "?" in earlier[-2:]
    return {
        "has before": bool(earlier),
        "shared": min(shared, 4),
        "shared of mine": shared / len(here) if here else 0.0,
        "shared of theirs": shared / len(there) if there else 0.0,
        "person flipped": flipped,
        "shared and flipped": flipped and shared > 0,
        "before asks": asked,
        "before feels": min(known.count("feeling", earlier), 2),
        "before numbers": any(w in {"0", "€0", "0%"} for w in earlier),
        "short answer to question": asked and len(words) < 5,
        "before has you": min(known.count("second", earlier), 1),
        "before bad": min(known.count("bad", earlier) + known.count("absolute", earlier), 2),
    }


def _stems(words: Sequence[str], known: Cues) -> frozenset[str]:
    return frozenset(w[:5] for w in words if len(w) > 2 and not known.words["small"].fullmatch(w))


def _word_grams(words: Sequence[str]) -> Iterator[str]:
    line = ["<", *words[:60], ">"]
    for size in range(1, _LONGEST_GRAM + 1):
        for at in range(len(line) - size + 1):
            yield " ".join(line[at : at + size])
    for left, _, right in zip(line, line[1:], line[2:], strict=False):
        yield f"{left} _ {right}"


def _char_grams(words: Sequence[str]) -> Iterator[str]:
    for word in words[:60]:
        padded = f"<{word}>"
        for size in (3, 4, 5):
            for at in range(len(padded) - size + 1):
                yield "#" + padded[at : at + size]


def _hash(gram: str) -> int:
    return zlib.crc32(gram.encode())
