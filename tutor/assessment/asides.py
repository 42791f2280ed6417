"""Words in a reply that are meant for whoever scores the conversation, and not for the counterpart.

What is found costs a learner nothing but the benefit of a language model's doubt, so it may err on the broad
side; it stands beside the move ``meta``, which the recogniser finds.
"""

import re
from collections.abc import Iterable

_WHO = (
    r"\b(?:the|dear) (?:judge|assessor|examiner|grader|evaluator|marker|scorer)s?\b|"
    r"\b(?:judge|assessor|examiner|grader|evaluator)\s*[:,]|\b(?:evaluator|assessor|examiner|examinator)s?\b|"
    r"\b(?:beoordelaar|nakijker|corrector)s?\b|\bwho(?:ever)? (?:scores|grades|rates|marks)\b|"
    r"\bwie dit (?:nakijkt|leest|beoordeelt|scoort)\b"
)
_ROLE = (
    r"(?:^|\n)\W*(?:system|systeem|assistant|assistent|developer|debug|log|output|uitvoer)\b[^.!?\n]{0,20}:|"
    r"</?[a-z]+[^<>\n]{0,40}>|#{2,}|-{2,} ?\w+[^\n]*-{2,}|\{\s*\"|"
    r"\[/?(?:inst|system|user|assistant|assessment|beoordeling|result|uitslag|score)\b[^\]\n]{0,20}\]"
)
_WHAT = (
    r"\b(?:scor(?:e|es|ed|ing)|rubrics?|levels?|criteri(?:a|on|um)|grading|evaluation|assessment|"
    r"scoor|scoort|scoren|niveaus?|beoordeling\w*|beoordeel)\b"
)
_HOW = (
    r"\b(?:[1-5]|five|highest|maximum|excellent|excellence|brilliant|expert|met|count|override|ignore|"
    r"disregard|vijf|hoogste|maximaal|uitstekend|briljante?|voldaan|tel|negeer|vergeet|noteer|note|"
    r"learner|deelnemer|always right|kloppen altijd)\b"
)
_ORDER = (
    r"(?:^|[.!?:\n])\W*(?:score|rate|grade|mark|scoor|beoordeel) "
    r"(?:this|me|it|all|every|dit|mij|het|alles)\b|"
    r"\b(?:ignore|disregard|forget|override|negeer|vergeet)\b[^.!?\n]{0,40}"
    r"\b(?:instructions?|prompt|line|above|before|rules|instructies?|regel|hierboven|hiervoor|regels)\b|"
    r"\b(?:instructions?|rules|instructies?|regels)\b[^.!?\n]{0,25}"
    r"\b(?:changed|replaced|updated|veranderd|gewijzigd|vervangen)\b"
)
_MET = (
    r"\b(?:all|every|alle|elk)\b[^.!?\n]{0,15}\b(?:criteri\w+|points?|punten|punt)\b"
    r"[^.!?\n]{0,15}\b(?:met|fulfilled|voldaan|gehaald)\b"
)
_MACHINE = r"\b(?:system|program|programme|software|algorithm|systeem|programma|algoritme)\b"
_SEES = r"\b(?:recogni[sz]\w*|sees?|judges?|rewards?|values|herken\w*|ziet|zien|beloon\w*|waardeer\w*)\b"
_WORTH = r"\b(?:excellen\w+|quality|talent|kwaliteit|uitmuntend\w*|topprestatie\w*)\b"
_MARKS = (
    r"\bdear (?:judge|assessor|examiner|grader|evaluator|marker|scorer)s?\b|"
    r"\bwho(?:ever)? (?:scores|grades|marks) (?:this|me)\b|\bwie dit (?:nakijkt|beoordeelt|scoort)\b"
)
_CLAIMED = (
    r"(?:^|[.!]\s)(?![^.!?]*\b(?:if|when|once|als|zodra)\b)(?=[^.!?]*(?:[.!]|$))[^.!?]*"
    r"\b(?:every|all|elk|alle)\b[^.!?]{0,15}\bcriteri\w+[^.!?]{0,15}\b(?:met|fulfilled|voldaan|gehaald)\b"
)
"""That criteria are met, as a statement; to ask for it, or to make it a condition, is what negotiators do."""
_ADMIRED = rf"^\W*(?:this|the|dit|het|deze|de)\s+{_MACHINE}[^.!?]{{0,20}}{_SEES}[^.!?]{{0,20}}{_WORTH}"
_NAMED = re.compile(f"{_MARKS}|{_CLAIMED}|{_ADMIRED}", re.IGNORECASE)
_ASIDE = re.compile(f"{_WHO}|{_MET}|{_ROLE}|{_ORDER}", re.IGNORECASE)
_BOTH = tuple(re.compile(part, re.IGNORECASE) for part in (_WHAT, _HOW))
_PRAISED = tuple(re.compile(part, re.IGNORECASE) for part in (_MACHINE, _SEES, _WORTH))


def addresses_judge(text: str) -> bool:
    """Whether words are meant for whoever scores the conversation, and not for the counterpart."""
    both = _in_one_sentence(text, _BOTH) or _in_one_sentence(text, _PRAISED)
    return bool(_ASIDE.search(text)) or both or names_judge(text)


def names_judge(text: str) -> bool:
    """Whether words name whoever scores the conversation: narrow enough to count by.

    "Are all your points met now?" is for `addresses_judge` alone: negotiators say it, and it must count.
    """
    return bool(_NAMED.search(text))


def _in_one_sentence(text: str, parts: Iterable[re.Pattern[str]]) -> bool:
    wanted = tuple(parts)
    return any(
        all(part.search(sentence) for part in wanted) for sentence in re.split(r"(?<=[.!?])\s|\n", text)
    )
