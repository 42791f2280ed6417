"""Which way a question is answered: with one look at the course, or by an agent that looks several times."""

import re

from tutor.course.cues import Kind, kinds

_PARTS = re.compile(
    r"\?\s+\w|.{15,}\b(?:and|en|und)\s+"
    r"(?:what|how|why|when|which|who|wat|hoe|waarom|wanneer|welke?|wie|was|warum)\b",
    re.IGNORECASE,
)
_OVERVIEW = re.compile(
    r"\b(?:overview|everything|all (?:the )?(?:models|methods|chapters|sections|topics|techniques)|"
    r"(?:which|what) (?:chapters|sections|topics|models|methods)|study plan|"
    r"overzicht|alles (?:over|wat)|alle (?:modellen|methodes?|methoden|hoofdstukken|onderwerpen|technieken)|"
    r"welke (?:hoofdstukken|onderwerpen|modellen|methodes?|methoden)|studieplan|leerplan)\b",
    re.IGNORECASE,
)
_BOTH = re.compile(r"\b(?:and|or|versus|vs|with|from|en|of|met|und|oder)\b", re.IGNORECASE)
LONG = 6
"""Words from which on a comparison can be of two things."""


def needs_looks(question: str) -> bool:
    """Whether a question has several parts, compares two things, or wants an overview."""
    if _PARTS.search(question) or _OVERVIEW.search(question):
        return True
    compares = Kind.COMPARISON in kinds(question) and _BOTH.search(question)
    return bool(compares) and len(question.split()) >= LONG
