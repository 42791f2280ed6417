"""Inflected words back to their dictionary form, where a stemmer leaves forms of one word apart."""

import functools
import re
from collections.abc import Iterator

from tutor.language import lexicon


@functools.lru_cache(maxsize=200_000)
def lemma(word: str, language: str) -> str:
    """The dictionary form of a word that the shipped list knows, else the word itself: ``huilt`` huilen."""
    known = lexicon(language, "en") if language == "nl" else {}
    if not known or word in known or len(word) < 4:
        return word
    return next((form for form in forms(word, language) if form in known), word)


def forms(word: str, language: str) -> Iterator[str]:
    """Dictionary forms that an inflected word may come from."""
    found = {"nl": _dutch_forms, "de": _german_forms}.get(language)
    return found(word) if found else iter(())


_PREFIXES = (
    "aan",
    "af",
    "bij",
    "door",
    "in",
    "mee",
    "na",
    "om",
    "onder",
    "op",
    "over",
    "samen",
    "terug",
    "toe",
    "uit",
    "voor",
    "vast",
    "weg",
)


def _dutch_forms(word: str) -> Iterator[str]:
    """Infinitives and singulars of Dutch forms: ``geeft`` geven, ``aangepast`` aanpassen."""
    for base in _dutch_bases(word):
        yield base
        yield from _dutch_infinitives(base)


def _dutch_bases(word: str) -> Iterator[str]:
    yield word
    for ending in ("ende", "end", "te", "de", "t", "d", "en", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            yield word.removesuffix(ending)
    participle = re.fullmatch(rf"({'|'.join(_PREFIXES)})?ge(\w{{2,}}?)(?:t|d|en|te|de)?", word)
    if participle:
        yield (participle.group(1) or "") + participle.group(2)


def _dutch_infinitives(base: str) -> Iterator[str]:
    yield base + "en"
    yield base + base[-1] + "en"
    single = re.sub(r"([aeou])\1([^aeiou])$", r"\1\2", base)
    voiced = {"f": "v", "s": "z"}.get(base[-1])
    for short in {base, single}:
        yield short + "en"
        if voiced:
            yield short[:-1] + voiced + "en"


_SEPARABLE = (
    "ab|an|auf|aus|bei|durch|ein|fest|fort|her|hin|los|mit|nach|statt|teil|um|vor|weg|weiter|zu|zuruck"
)
_GERMAN_ENDINGS = (
    "sten", "ste", "eren", "erem", "erer", "eres", "ere", "tet", "test", "ten", "te", "st", "ern",
    "en", "em", "er", "es", "et", "e", "n", "s", "t",
)  # fmt: skip
_GERMAN_PARTICIPLE = re.compile(rf"({_SEPARABLE})?(?:ge|zu)(\w{{3,}}?)(?:en|et|t|n)(?:e[nmrs]?)?")


def _german_forms(word: str) -> Iterator[str]:
    """Infinitives and singulars of folded German forms: ``anzupassen`` anpassen, ``hausern`` haus."""
    participle = _GERMAN_PARTICIPLE.fullmatch(word)
    if participle:
        yield (participle.group(1) or "") + participle.group(2) + "en"
    for ending in _GERMAN_ENDINGS:
        base = word.removesuffix(ending)
        if base != word and len(base) >= 3:
            yield base
            yield base + "en"
            yield base + "e"
            yield base + "n"
