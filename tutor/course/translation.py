"""Single words into another language or into their synonyms, through the word list that ships."""

import functools
import re
from collections.abc import Mapping

from tutor.course.analysis import fold, stem, words
from tutor.course.inflection import forms
from tutor.language import frequent_words, function_words, lexicon

Entries = Mapping[str, tuple[str, ...]]
PIVOT = "en"
_LINKS = {"nl": ("", "s", "en", "e"), "de": ("", "s", "n", "en", "es", "er", "e")}


@functools.lru_cache(maxsize=50_000)
def translate(word: str, source: str, target: str) -> tuple[str, ...]:
    """The translations of a folded word, of the word it is a form of, or of the parts of a compound.

    Two languages without a list between them meet in English.
    """
    entries = _entries(source, target)
    if not entries and PIVOT not in (source, target):
        return _through_pivot(word, source, target)
    for form in (word, *forms(word, source), stem(word, source)):
        if form in entries:
            return entries[form]
    head, tail = _by_parts(word, source, entries)
    return (*head[:2], *tail[:2])


def _through_pivot(word: str, source: str, target: str) -> tuple[str, ...]:
    known = _entries(PIVOT, target)
    found = (
        other for between in translate(word, source, PIVOT)[:2] for other in known.get(fold(between), ())[:3]
    )
    return tuple(dict.fromkeys(found))


@functools.lru_cache(maxsize=50_000)
def synonyms(word: str, language: str) -> tuple[str, ...]:
    """Words that share a translation with this one, those that share most first."""
    other = PIVOT if language != PIVOT else "nl"
    counts: dict[str, int] = {}
    for translation in translate(word, language, other):
        for back in _entries(other, language).get(fold(translation), ()):
            near = fold(back)
            if near != word and stem(near, language) != stem(word, language):
                counts[near] = counts.get(near, 0) + 1
    return tuple(sorted(counts, key=lambda near: (-counts[near], near))[:4])


_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def gloss(text: str, source: str, target: str = "en", *, spoken: bool = False) -> str:
    """A text word by word in another language, for an embedding model that does not know its own.

    Word order and inflection are lost and unknown words stay; a sentence vector forgives both. spoken adds
    the frequent words of what people write themselves, which course texts hardly have.
    """
    own = frequent_words(source, target) if spoken else {}
    return _WORD.sub(lambda match: own.get(fold(match.group())) or _put(match.group(), source, target), text)


@functools.lru_cache(maxsize=100_000)
def _put(word: str, source: str, target: str) -> str:
    folded = fold(word)
    function = function_words(source, target).get(folded)
    if function is not None:
        return function
    entries = _entries(source, target)
    found = _first(folded, source, entries) or entries.get(stem(folded, source), ())
    head, tail = _by_parts(folded, source, entries) if not found else ((), ())
    if head and tail:
        return f"{head[0]} {tail[0]}"
    if found or "-" not in word:
        return (found or (word,))[0]
    return " ".join(_put(part, source, target) for part in word.split("-"))


def can_gloss(source: str, target: str = "en") -> bool:
    """Whether a word list for this pair ships."""
    return bool(function_words(source, target))


@functools.cache
def _entries(source: str, target: str) -> Entries:
    entries: dict[str, tuple[str, ...]] = {}
    listed = {**lexicon(source, target, "more."), **lexicon(source, target)}
    for word, translations in listed.items():
        entries.setdefault(" ".join(words(word)), translations)
    for word, translations in listed.items():
        if " " not in word:
            entries.setdefault(stem(fold(word), source), translations)
    return entries


def _by_parts(word: str, source: str, entries: Entries) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The translations of both parts of a compound, empty for another word."""
    if source not in _LINKS or len(word) < 8:
        return (), ()
    for at in range(len(word) - 3, 3, -1):
        tail = _first(word[at:], source, entries)
        if not tail:
            continue
        for link in _LINKS[source]:
            head = _first(word[:at].removesuffix(link), source, entries) if word[:at].endswith(link) else ()
            if head:
                return head, tail
    return (), ()


def _first(part: str, source: str, entries: Entries) -> tuple[str, ...]:
    if len(part) < 3:
        return ()
    return next((entries[form] for form in (part, *forms(part, source)) if form in entries), ())
