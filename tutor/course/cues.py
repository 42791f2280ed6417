"""What kind of answer a question asks for, and whether a sentence looks like one."""

import re
from collections.abc import Callable
from enum import StrEnum


class Kind(StrEnum):
    """The kind of answer a question asks for."""

    REASON = "reason"
    EXAMPLE = "example"
    AMOUNT = "amount"
    PERSON = "person"
    DEFINITION = "definition"
    LIST = "list"


_ASKS = {
    Kind.EXAMPLE: r"\b(?:example|instance|voorbeeld\w*|beispiel\w*)\b",
    Kind.REASON: r"\b(?:why|how so|how come|reason|cause|waarom|hoezo|hoe zo|reden|oorzaak|waardoor|"
        r"warum|wieso|weshalb|grund)\b",
    Kind.AMOUNT: r"\b(?:how (?:many|much|long|often|old|far|soon|big)|what (?:year|percentage|number|"
        r"date)|when|hoeveel\w*|"
    r"hoe (?:lang|vaak|oud|ver|snel|groot)|wanneer|welk jaar|wie ?viele?|wie (?:lange|oft|alt|weit|"
        r"groß)|wann)\b",
    Kind.PERSON: r"^(?:who|whom|whose|wie|wiens|wer|wen|wem)\b",
    Kind.LIST: r"\b(?:steps?|phases?|stages?|kinds?|types?|styles?|rules?|levels?|tips|list|parts?|"
        r"ways|name the|which \w+s\b|"
    r"what are|stappen|stap|fasen?|fases|soorten|stijlen|regels|niveaus?|onderdelen|manieren|noem|wat "
        r"zijn|welke|"
    r"hoe (?:doe|voer|pak|ga|geef|leid|bereid|begin)|how (?:do|should|can|to)|schritte?|phasen|arten|"
        r"welche|nenne)\b",
    Kind.DEFINITION: r"^(?:what(?:'s| is| are| does)|wat (?:is|zijn|betekent|houdt)|was (?:ist|sind|"
        r"bedeutet)|define|waar staat)\b",
}  # fmt: skip
_ASKED = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _ASKS.items()}

_REASON = re.compile(
    r"\b(?:because|since|so that|therefore|reason|as a result|otherwise|omdat|doordat|want|zodat|"
    r"waardoor|daardoor|"
    r"reden|anders|weil|denn|damit|dadurch|grund)\b",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(
    r"\b(?:for (?:example|instance)|example|suppose|say:|bijvoorbeeld|voorbeeld|stel dat|zeg dan|"
    r"beispiel\w*|etwa)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|half|every|once|twice|daily|weekly|"
    r"monthly|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|honderd|duizend|elke|iedere|dagelijks|wekelijks|maandelijks|"
    r"zwei|drei|fünf|sechs|sieben|neun|zehn|hundert|tausend|jede[nrs]?)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[\w,;:] )[A-ZÀ-Ý][\w'’-]+")
_IS = re.compile(
    r"^(?:\W*(?:a|an|the|de|het|een|der|die|das|ein|eine)\s+)?(?:[\w'’/-]+\s+){1,5}?(?:is|are|means|refers|stands|zijn|"
    r"betekent|staat|ist|sind|bedeutet|was|were)\b",
    re.IGNORECASE,
)
_ITEM = re.compile(r"^\s*(?:[-*•]|\d{1,3}[.)])\s|:$")

_LOOKS: dict[Kind, Callable[[str], object]] = {
    Kind.REASON: _REASON.search,
    Kind.EXAMPLE: _EXAMPLE.search,
    Kind.AMOUNT: _AMOUNT.search,
    Kind.PERSON: _NAME.search,
    Kind.DEFINITION: _IS.search,
    Kind.LIST: _ITEM.search,
}


def kinds(question: str) -> frozenset[Kind]:
    """The kinds of answer that a question asks for; none for most."""
    return frozenset(kind for kind, pattern in _ASKED.items() if pattern.search(question.strip()))


def fits(sentence: str, wanted: frozenset[Kind]) -> frozenset[Kind]:
    """The wanted kinds that a sentence looks like."""
    return frozenset(kind for kind in wanted if _LOOKS[kind](sentence))
