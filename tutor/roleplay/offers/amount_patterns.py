"""What stands around amounts in a language: periods, range joiners, and what marks dates and times."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from tutor.roleplay.offers.number_words import word_set


@dataclass(frozen=True, slots=True)
class AmountWords:
    """What a language puts around its numbers.

    per finds a period after an amount and per_before one ahead of it; the period's word is in group 1.
    """

    articles: frozenset[str]
    half_after: tuple[str, ...]
    quarters_after: Mapping[str, float]
    between: re.Pattern[str]
    joiner: re.Pattern[str]
    loose: frozenset[str]
    linking: frozenset[str]
    ordinals: dict[str, float]
    moved: re.Pattern[str]
    per: re.Pattern[str]
    per_before: re.Pattern[str]
    blocked: re.Pattern[str]
    vague: re.Pattern[str]


_EN_PER = (
    r"^\W{0,2}(?:(?!and\b|or\b|but\b|for\b|plus\b|to\b|with\b|then\b|if\b)[a-z'’-]+[ \t]+){0,3}?"
    r"(?:(?:per|a|an|each|every|/|p/|on an?)[ \t]*(hour|day|week|wk|month|mnd|year|yr|annum|annual)\b"
    r"|(hourly|daily|weekly|monthly|yearly|annually)\b)"
)
_NL_PER = (
    r"^\W{0,2}(?:(?!en\b|of\b|maar\b|plus\b|voor\b)[a-zë'’-]+[ \t]+){0,3}?"
    r"(?:(?:per|elke|iedere|ieder|/|in de|op|de)[ \t]*"
    r"(uur|dag|week|wk|maand|mnd|jaar|maandbasis|jaarbasis|weekbasis)\b"
    r"|p[./]?[ \t]?([mjw])\b\.?|(wekelijks|maandelijks|jaarlijks)\b)"
)
_EN_PER_BEFORE = (
    r"\b(?:(?:per|a|each)[ \t]+(month|year|week|hour|day)|(monthly|yearly|annual|weekly|hourly|daily))"
    r"(?:[ \t]+(?!and\b|plus\b|for\b|with\b|or\b)[a-z'’-]+){0,4}[ \t]*$"
)
_NL_PER_BEFORE = (
    r"\b(?:(?:per|elke|iedere)[ \t]+(maand|jaar|week|uur|dag)"
    r"|(maandelijks|jaarlijks|wekelijks|jaarsalaris|maandsalaris|jaarbasis|maandbasis)e?)"
    r"(?:[ \t]+(?!en\b|plus\b|voor\b|met\b|of\b)[a-zë'’-]+){0,4}[ \t]*$"
)

_CLOCK = (
    r"\b[a-z]{3,6} o['’]clock\b|\b\d{1,2}:\d{2}\b|\b\d{1,2}[.h]\d{2}[ ]?(?:uur|u|am|pm|h)\b"
    r"|\b\d{1,2}[ ]?(?:am|pm|a\.m\.|p\.m\.|o['’]clock)(?!\w)|\b24[/x]7\b"
)
_DATES = (
    r"\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{1,2}(?P<sep>[-/.])\d{1,2}(?P=sep)(?:19|20)?\d{2}\b|\b[qQ][1-4]\b"
    r"|\b0\d{1,3}[ -]?\d{3}[ -]?\d{3,4}\b|\b0\d{8,9}\b|\+\d{2}[ -]?\d[\d -]{6,}"
    r"|\b(?:order|invoice|ticket|factuur|bestelling)(?: \w+)? #?\d+\b"
)
_SPLITS = r"\b\d{1,2}/\d{1,2}\b(?![ ]?(?:day|dag|hour|uur))"
_LIST = r"(?m:^[ \t]*\d{1,2}[.)](?=[ \t]+\D))"
_EN_LABELS = (
    r"\b(?:nr|no\.|number|option|point|step|phase|week|day|scale|grade|band|page|item|article|room|version"
    r"|level"
    r"|chapter|slide|round|year|top|age|aged)[ ]?#?\d{1,3}\b(?![.,]?\d)(?![ ]?(?:%|k\b|euro|days?\b"
    r"|hours?\b))"
    r"|#\d+\b"
)
_NL_LABELS = (
    r"\b(?:nr\.?|nummer|optie|punt|stap|fase|week|dag|schaal|trede|pagina|artikel|kamer|versie|niveau"
    r"|hoofdstuk"
    r"|dia|ronde|kwartaal|jaargang|top)[ ]?#?\d{1,3}\b(?![.,]?\d)"
    r"(?![ ]?(?:%|k\b|euro|dag|dagen\b|uur\b))|#\d+\b"
)


def _months(language: str) -> str:
    try:
        forms = Locale.parse(language).months["format"]
    except UnknownLocaleError:
        forms = Locale.parse("en").months["format"]
    names = {name.lower().rstrip(".") for form in ("wide", "abbreviated") for name in forms[form].values()}
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


def _english() -> AmountWords:
    months = _months("en")
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    blocked = (
        rf"\b{day}[ ](?:of[ ])?(?:{months})\b(?:[ ,]+(?:19|20)\d\d)?"
        rf"|\b(?!may\b)(?:{months})[ ]{day}\b(?:[ ,]+(?:19|20)\d\d)?|\b(?:{months})[ ](?:19|20)\d\d\b"
        r"|\b\d+(?:st|nd|rd|th)\b"
        r"|\b(?:in|since|early|late|end of|during|back in)[ ](?:19|20)\d\d\b(?![ ]?(?:euro|days?|a month"
        r"|gross))"
        r"|\b(?:9|nine)[ -]?(?:to|-)[ -]?(?:5|five)\b"
        rf"|\bat \d{{1,2}}(?= (?:tomorrow|today|tonight|sharp|on ))|{_CLOCK}|{_DATES}|{_SPLITS}|{_LIST}"
        rf"|{_EN_LABELS}"
    )
    return AmountWords(
        articles=frozenset({"a", "an"}),
        half_after=("and a half", "and one half", "and half"),
        quarters_after={"and a quarter": 0.25, "and three quarters": 0.75},
        between=re.compile(r"\bbetween\s+(?:about |say )?$"),
        joiner=re.compile(r"\s*(-|–|—|to|or|until|up to|through|/)\s*"),
        loose=word_set(
            "extra additional more full whole fixed other of at less fewer remote home paid free",
        ),
        linking=word_set(
            "with from plus then than that each over would could can will about until per",
        ),
        ordinals={"second": 2.0, "third": 3.0, "fourth": 4.0},
        moved=re.compile(r"\bfrom\s+$"),
        per=re.compile(_EN_PER),
        per_before=re.compile(_EN_PER_BEFORE),
        blocked=re.compile(blocked),
        vague=re.compile(
            r"\b(?:a (?:few|couple(?: of)?)|some|somewhat|several|a bit|a little|a handful of)(?: more"
            r"| extra)? (?=[a-z])"
        ),
    )


def _dutch() -> AmountWords:
    months = _months("nl")
    blocked = (
        rf"\b\d{{1,2}}(?:e|de|ste)?[ ](?:{months})\b(?:[ ](?:19|20)\d\d)?|\b(?:{months})[ ](?:19|20)\d\d\b"
        r"|\b\d+(?:e|de|ste)\b"
        r"|\b(?:in|sinds|eind|begin|medio|vanaf|heel)[ ](?:19|20)\d\d\b(?![ ]?(?:euro|dagen|bruto|per))"
        r"|\b(?:9|negen)[ -]?(?:tot|-)[ -]?(?:5|vijf)\b"
        r"|\bom (?:\w+|\d{1,2})(?=[ ](?:uur|u)\b)|\bom \d{1,2}(?= (?:vanmiddag|vanochtend|morgen|precies))"
        rf"|{_CLOCK}|{_DATES}|{_SPLITS}|{_LIST}|{_NL_LABELS}"
    )
    return AmountWords(
        articles=frozenset({"een", "n"}),
        half_after=("en een half", "en een halve", "en een halfje"),
        quarters_after={"en een kwart": 0.25, "en driekwart": 0.75, "en drie kwart": 0.75},
        between=re.compile(r"\btussen\s+(?:de |ongeveer |zeg )?$"),
        joiner=re.compile(r"\s*(-|–|—|tot|à|a|of|t/m|tot en met|/)\s*"),
        loose=word_set(
            "extra hele volle vaste halve meer minder vrije betaalde losse bruto netto",
        ),
        linking=word_set(
            "maar voor plus over keer naar binnen onder boven tegen want zodat mits elke",
        ),
        ordinals={"tweede": 2.0, "derde": 3.0, "vierde": 4.0},
        moved=re.compile(r"(?!)"),
        per=re.compile(_NL_PER),
        per_before=re.compile(_NL_PER_BEFORE),
        blocked=re.compile(blocked),
        vague=re.compile(
            r"\b(?:een (?:paar|aantal|stuk of wat|beetje)|enkele|enige|wat|meerdere"
            r"|paar)(?: extra| meer| hoger| hogere)? (?=[a-z])"
        ),
    )


@lru_cache(maxsize=8)
def words_for(language: str) -> AmountWords:
    """The words of a language; a language without its own reads like English."""
    return _dutch() if language == "nl" else _english()
