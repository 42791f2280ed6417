"""Which way a question goes: one look at the course, an agent that looks several times, or a quiz."""

import re

from tutor.course.cues import Kind, kinds

_PARTS = re.compile(
    r"\?\s+\w|\b(?:and|en|und)\s+(?:what|how|why|when|which|who|wat|hoe|waarom|wanneer|welke?|wie|was|warum)\b",
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
_QUIZ = re.compile(
    r"^(?:please |can you |could you )?(?:quiz|test|overhoor|toets) (?:me|mij)\b"
    r"(?: on| about| over)?\b(?P<about>[^?.!]*)[?.!]*$",
    re.IGNORECASE,
)
_PRACTISE = re.compile(
    r"^(?:i(?: want|'d like| would like) to|let me|ik wil(?: graag)?)"
    r"(?: \w+){0,5}? ?(?:practi[sc]e|oefenen)\b",
    re.IGNORECASE,
)
_PROGRESS = re.compile(
    r"^(?:please |can you |could you )?(?:show(?: me)?|how is|what is|laat|toon|hoe is|wat is)"
    r" (?:my|mijn) (?:progress|quiz results|voortgang|quizresultaten)(?: zien)?[?.!]*$",
    re.IGNORECASE,
)
FIRST = 15
"""Characters that a first part has before a second one can begin: "where and how" is one question."""
SHORT = 9
"""Words up to which a wish to practise is only that."""
LONG = 6
"""Words from which on a comparison can be of two things."""


def needs_looks(question: str) -> bool:
    """Whether a question has several parts, compares two things, or wants an overview."""
    part = _PARTS.search(question, FIRST)
    if part or _OVERVIEW.search(question):
        return True
    compares = Kind.COMPARISON in kinds(question) and _BOTH.search(question)
    return bool(compares) and len(question.split()) >= LONG


def wish(text: str) -> str:
    """What a learner wants done, as an action: a quiz, a practice, or to see how quizzes went; "" for a
    question to answer."""
    asked = text.strip()
    if _PROGRESS.match(asked):
        return "progress"
    if quiz := _QUIZ.match(asked):
        return f"quiz:{quiz['about'].strip()}"
    return "practise" if _PRACTISE.match(asked) and len(asked.split()) <= SHORT else ""
