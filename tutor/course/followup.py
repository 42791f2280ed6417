"""What a follow-up question is about: the words of the conversation that it leaves out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tutor.course.analysis import words
from tutor.domain.course import Said
from tutor.language import stopwords, word_list

_OPENINGS = {
    "en": re.compile(
        r"^(?:and|but|so|or|then|also|why|how so|really|what about|how about|what if)\b", re.IGNORECASE
    ),
    "nl": re.compile(
        r"^(?:en|maar|dus|of|dan|ook|waarom|hoezo|hoe zo|echt|wat als|stel|hoe zit het met)\b", re.IGNORECASE
    ),
    "de": re.compile(
        r"^(?:und|aber|also|oder|dann|auch|warum|wieso|weshalb|wirklich|was ist mit|was wenn)\b",
        re.IGNORECASE,
    ),
}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6,
    "erste": 1, "erster": 1, "erstes": 1, "ersten": 1, "zweite": 2, "zweiter": 2, "zweites": 2, "zweiten": 2,
    "dritte": 3, "dritter": 3, "drittes": 3, "dritten": 3, "vierte": 4, "vierten": 4, "funfte": 5,
    "eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "vijfde": 5, "zesde": 6,
}  # fmt: skip
_LAST = frozenset(("last", "laatste", "letzte", "letzter", "letztes"))
_DEFINES = re.compile(
    r"^(?:(?:what|who) (?:is|are|was|were|does)|(?:wat|wie) (?:is|zijn|was|betekent|doet)|"
    r"(?:was|wer) (?:ist|sind|war|bedeutet)|how does|hoe werkt|wie funktioniert)\b",
    re.IGNORECASE,
)
_ITEM = re.compile(r"^\s*(?:\d{1,2}[.)]|[-*+•])\s+(.+)$", re.MULTILINE)
_MARKER = re.compile(r"\s*\[\d+\]")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question with what it refers to, both empty for a question that stands alone.

    context is what the learner asked about, told what the tutor answered to it.
    """

    text: str
    context: str = ""
    told: str = ""


def resolve(question: str, language: str, history: Sequence[Said]) -> Resolved:
    """A question with the earlier words it needs.

    A question that points back ("why is that?", "the second one") or says too little by itself takes the
    learner's last question that stood alone, and what was answered; an ordinal takes that item of the
    tutor's last list instead.
    """
    asked = [said.text for said in history if said.role not in ("tutor", "assistant")]
    told = [said.text for said in history if said.role in ("tutor", "assistant")]
    if not asked or not depends(question, language):
        return Resolved(question)
    topic = _topic(asked, language)
    item = _item(question, told[-1]) if told else ""
    answer = "" if item or not told else _MARKER.sub("", told[-1])
    return Resolved(question, f"{topic} {item}".strip(), answer)


def last_asked(history: Sequence[Said], language: str) -> tuple[str, str]:
    """The learner's last question that stood alone, and what the tutor said last; both empty without any."""
    asked = [said.text for said in history if said.role not in ("tutor", "assistant")]
    told = [said.text for said in history if said.role in ("tutor", "assistant")]
    return (_topic(asked, language) if asked else ""), (_MARKER.sub("", told[-1]) if told else "")


def depends(question: str, language: str) -> bool:
    """Whether a question needs the conversation to be understood."""
    found = words(question)
    pointers = word_list("pointers", language)
    stop, vague = stopwords(language), word_list("vague", language)
    content = [word for word in found if word not in stop and word not in pointers]
    named = [word for word in content if word not in vague]
    points = any(word in pointers for word in found)
    opening = _OPENINGS.get(language)
    opens = bool(opening and opening.match(question.strip()))
    if _DEFINES.match(question.strip()) and named and not points:
        return False
    if len(named) <= 1:
        return len(found) > 1 or opens or not content
    return (points and len(content) <= 3) or (opens and len(content) <= 4)


def _topic(asked: Sequence[str], language: str) -> str:
    taken: list[str] = []
    for earlier in reversed(asked[-4:]):
        taken.append(earlier)
        if not depends(earlier, language):
            break
    return " ".join(reversed(taken))


def _item(question: str, answer: str) -> str:
    found = words(question)
    number = next((_ORDINALS[word] for word in found if word in _ORDINALS), 0)
    items = [match.group(1) for match in _ITEM.finditer(_MARKER.sub("", answer))]
    if items and (number or any(word in _LAST for word in found)):
        return items[number - 1] if 0 < number <= len(items) else items[-1]
    return ""
