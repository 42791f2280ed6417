"""Dutch sentences word by word in English, for an encoder that was trained on English.

Dictionary glosses carry much of an English encoder over to another language (cf. Mayhew et al. 2017).
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from tutor.language import lexicon
from tutor.roleplay.recognition.cues import cues
from tutor.roleplay.recognition.words import plain, tokens

_MARKS = {"€0": "500 euro", "0%": "10 percent", "0": "10", "…": "...", "☺": ""}
_ENDINGS = ("en", "tje", "je", "de", "te", "e", "t", "s", "n")
_LONGEST_PHRASE = 4
_SHORTEST_PART = 4


def encodable(text: str, language: str) -> str:
    """What to give to the encoder for `text`: an English gloss for Dutch, the text itself otherwise."""
    if language != "nl":
        return text
    return " ".join(filter(None, _glossed(tokens(text, cues(language).spelled_out), _glosses(language))))


@cache
def _glosses(language: str) -> Mapping[tuple[str, ...], str]:
    text = files("tutor.roleplay.recognition").joinpath(f"gloss-{language}.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    pairs = (entry.split("=") for entry in ";".join(lines).split(";") if "=" in entry)
    own = {tuple(one.split()): other.strip() for one, other in pairs}
    listed = lexicon(language, "en").items()
    return {**{tuple(plain(one).split()): others[0] for one, others in listed if others}, **own}


def _glossed(words: Sequence[str], known: Mapping[tuple[str, ...], str]) -> list[str]:
    said, at = [], 0
    while at < len(words):
        for size in range(_LONGEST_PHRASE, 0, -1):
            phrase = tuple(words[at : at + size])
            if len(phrase) == size and phrase in known:
                said.append(known[phrase])
                at += size
                break
        else:
            said.append(_MARKS[words[at]] if words[at] in _MARKS else _word(words[at], known))
            at += 1
    return said


def _word(word: str, known: Mapping[tuple[str, ...], str]) -> str:
    for form in _forms(word):
        if (form,) in known:
            return known[form,]
    for at in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 2, -1):
        left, right = word[:at], word[at:]
        if (right,) in known:
            for form in _forms(left):
                if (form,) in known:
                    return f"{known[form,]} {known[right,]}"
    return word


def _forms(word: str) -> list[str]:
    stems = [word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)]
    return [word, *(form for stem in stems if len(stem) > 2 for form in (stem, stem + "en", stem + "e"))]
