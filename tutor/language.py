"""Which language a text is in, where its sentences end, and the product's own texts in that language."""

import functools
import re
import string
from collections.abc import Sequence
from importlib import resources
from typing import Protocol

import yaml

SPOKEN = ("nl", "en")
"""The languages of the program itself."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_DUTCH_SPELLING = re.compile(r"ij|aa|uu|oe|sch|ee[kdlmnrt]|ui|eeu|gt\b|cht")
_ENGLISH_SPELLING = re.compile(r"th|wh|sh|ough|ck\b|ing\b|tion\b|\w{3}ed\b|y\b")
_GERMAN_SPELLING = re.compile(r"[äöüß]|ung(?:en)?\b|keit|tz|pf|zw|tsch|chst?\b")
_SPELLING = {"nl": _DUTCH_SPELLING, "en": _ENGLISH_SPELLING, "de": _GERMAN_SPELLING}


class _Identifier(Protocol):
    def set_languages(self, langs: list[str]) -> None: ...
    def rank(self, text: str) -> list[tuple[str, float]]: ...


def detect(text: str, candidates: Sequence[str] = SPOKEN, default: str = "en") -> str:
    """The language of a text among candidates (ISO 639-1), or default where the text does not tell.

    Function words decide where they differ between the candidates; spelling and then the statistical
    identifier (py3langid) decide the rest, and only a text of several words is given to the latter.
    """
    words = [word.lower().replace("’", "'") for word in _WORD.findall(text[:4000])]
    votes = {code: _votes(words, code, candidates) for code in candidates}
    ranked = sorted(votes, key=lambda code: votes[code], reverse=True)
    if len(ranked) < 2 or not words:
        return ranked[0] if ranked and words else default
    if votes[ranked[0]] > votes[ranked[1]] * 1.25 and votes[ranked[0]] >= 0.75:
        return ranked[0]
    return _statistical(text, tuple(candidates), default) if len(words) >= 3 else default


def _votes(words: Sequence[str], code: str, candidates: Sequence[str]) -> float:
    """A function word of one candidate is a vote, one of several a part of it; "wie is" is Dutch by both."""
    function = stopwords(code)
    every = frozenset[str]().union(*(stopwords(other) for other in candidates))
    own = sum(
        SHARED ** (sum(word in stopwords(c) for c in candidates) - 1) for word in words if word in function
    )
    spelling = _SPELLING.get(code)
    content = [word for word in words if word not in every]
    shape = sum(0.45 for word in content if spelling and spelling.search(word))
    known = sum(0.9 for word in content if word in vocabulary(code))
    return own + shape + known


SHARED = 0.4
"""What a function word counts that two candidates have; one of three counts that much of that."""


def _statistical(text: str, candidates: tuple[str, ...], default: str) -> str:
    code, sure = _identifier(candidates).rank(text[:4000])[0]
    return code if sure >= SURE else default


SURE = 0.7
"""How sure the statistical identifier must be; names and loan words leave it in doubt."""


@functools.cache
def _identifier(candidates: tuple[str, ...]) -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier: _Identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(candidates))
    return identifier


def stopwords(language: str) -> frozenset[str]:
    """The function words of a language, in lower case; empty for a language without a list."""
    return word_list("stop", language)


@functools.cache
def word_list(name: str, language: str) -> frozenset[str]:
    """A list of words that ships, in lower case; empty for a language without it."""
    file = resources.files("tutor") / "words" / f"{name}.{language}.txt"
    return frozenset(file.read_text("utf-8").split()) if file.is_file() else frozenset()


@functools.cache
def lexicon(source: str, target: str, prefix: str = "") -> dict[str, tuple[str, ...]]:
    """Translations of words in lower case, ``{"vergadering": ("meeting",)}``; empty where none ships.

    With the prefix ``more.`` they are those for courses only: what recognises moves was trained without them.
    """
    for name, flip in ((f"{prefix}{source}-{target}.tsv", False), (f"{prefix}{target}-{source}.tsv", True)):
        file = resources.files("tutor") / "words" / name
        if file.is_file():
            return _read_lexicon(file.read_text("utf-8"), flip)
    return {}


def _read_lexicon(text: str, flip: bool) -> dict[str, tuple[str, ...]]:
    entries: dict[str, list[str]] = {}
    for line in text.splitlines():
        left, _, right = line.partition("\t")
        for one in left.split("|"):
            for other in filter(None, right.split("|")):
                source, target = (other, one) if flip else (one, other)
                known = entries.setdefault(source, [])
                if target not in known:
                    known.append(target)
    return {word: tuple(translations) for word, translations in entries.items()}


@functools.cache
def function_words(source: str, target: str) -> dict[str, str]:
    """What function words are put as in another language; empty for a pair without a list."""
    return _pairs(f"function.{source}-{target}.tsv")


@functools.cache
def frequent_words(source: str, target: str) -> dict[str, str]:
    """What frequent forms that no word list leads to are put as in another language, in glosses only."""
    return _pairs(f"gloss.{source}-{target}.tsv")


def _pairs(name: str) -> dict[str, str]:
    file = resources.files("tutor") / "words" / name
    if not file.is_file():
        return {}
    lines = (line.partition("\t") for line in file.read_text("utf-8").splitlines())
    return {word: put for word, _, put in lines}


@functools.cache
def vocabulary(language: str) -> frozenset[str]:
    """Content words that the shipped word lists know in this language and in no other."""
    lists = {"nl": lexicon("nl", "en"), "en": lexicon("en", "nl"), "de": lexicon("de", "en")}
    if language not in lists:
        return frozenset()
    others = ("nl", "en") if language == "de" else tuple({"nl", "en"} - {language})
    return frozenset(lists[language]).difference(*(lists[other] for other in others))


_ABBREVIATIONS = {
    "nl": "bijv bv d.w.z dhr mevr mw drs ir ing mr prof dr nr blz pag p vgl resp enz e.d i.p.v m.b.t t.o.v "
    "o.a a.u.b z.g zgn ca max min incl excl evt m.i n.a.v i.v.m o.l.v art lid st",
    "en": "e.g i.e mr mrs ms dr prof st vs etc cf no nos vol fig eq approx dept est inc ltd co corp "
        "jr sr p pp "
    "ca gen rep sen gov col lt sgt rev hon jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k a.m p.m",
    "de": "z.b d.h bzw usw u.a ca nr dr prof hr fr st s vgl inkl exkl max min evtl ggf etc jh jhd "
        "jan feb mrz "
    "apr jun jul aug sep sept okt nov dez abs art bd geb gest sog v.chr n.chr u.s",
}  # fmt: skip
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|\n+")
_ORDINAL = re.compile(r"(?:^|\s)\d{1,4}\.$")
_MARK = re.compile(r"^\s*(?:[-*•–·]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])$")


@functools.cache
def _abbreviations(language: str) -> frozenset[str]:
    listed = _ABBREVIATIONS.get(language) or " ".join(_ABBREVIATIONS.values())
    return frozenset(listed.split())


def sentences(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """The sentences of written text as offsets ``text[start:end]``, without the white space around them.

    A line break always ends a sentence, as course texts keep list items, rows and headings on lines of
    their own.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if match.group().startswith("\n"):
            end = match.start()
        elif _ends(text, start, match, language):
            end = match.end()
        else:
            continue
        _keep(text, start, end, found)
        start = match.end()
    _keep(text, start, len(text), found)
    return tuple(found)


def _ends(text: str, start: int, match: re.Match[str], language: str) -> bool:
    following = text[match.end() :].lstrip(" \t\"'“‘«„([")[:1] if match.end() < len(text) else ""
    if following.islower():
        return False
    if not match.group().startswith(".") or len(match.group()) > 1:
        return True
    head = text[start : match.start() + 1]
    if _MARK.match(head) or (language == "de" and _ORDINAL.search(head)):
        return False
    word = head[:-1].rsplit(None, 1)[-1].lstrip("(\"'“‘«„[") if head[:-1].split() else ""
    initial = len(word) == 1 and word.isupper()
    return not initial and word.lower() not in _abbreviations(language)


def _keep(text: str, start: int, end: int, found: list[tuple[int, int]]) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        begin = start + piece.index(stripped)
        found.append((begin, begin + len(stripped)))


class Texts:
    """What the product itself says in one language, from ``tutor/texts/<language>.yaml``, else in English."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._entries = _texts(language)

    def __call__(self, key: str, /, **slots: object) -> str:
        """The text of a key with its slots filled in; KeyError for an unknown key or a missing slot."""
        return string.Formatter().vformat(self._entries[key], (), slots)


@functools.cache
def _texts(language: str) -> dict[str, str]:
    folder = resources.files("tutor") / "texts"
    entries: dict[str, str] = yaml.safe_load((folder / "en.yaml").read_text("utf-8"))
    own = folder / f"{language}.yaml"
    return {**entries, **yaml.safe_load(own.read_text("utf-8"))} if own.is_file() else entries
