"""The words around numbers, per language: units, periods, range joiners, and what marks dates and times."""

import re
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from tutor.roleplay.number_words import plain

CURRENCIES = {
    "€": "EUR",
    "eur": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "euro's": "EUR",
    "eurotjes": "EUR",
    "$": "USD",
    "usd": "USD",
    "dollar": "USD",
    "dollars": "USD",
    "£": "GBP",
    "gbp": "GBP",
    "pond": "GBP",
    "pounds": "GBP",
    "quid": "GBP",
    "bucks": "",
    "piek": "",
}
"""Signs and words for money; an empty code is any currency."""

_TIME = {
    "en": {
        "day": ("day", 1.0),
        "days": ("day", 1.0),
        "morning": ("day", 0.5),
        "mornings": ("day", 0.5),
        "afternoon": ("day", 0.5),
        "afternoons": ("day", 0.5),
        "hour": ("hour", 1.0),
        "hours": ("hour", 1.0),
        "hr": ("hour", 1.0),
        "hrs": ("hour", 1.0),
        "h": ("hour", 1.0),
        "week": ("week", 1.0),
        "weeks": ("week", 1.0),
        "wk": ("week", 1.0),
        "wks": ("week", 1.0),
        "fortnight": ("week", 2.0),
        "month": ("month", 1.0),
        "months": ("month", 1.0),
        "quarters": ("month", 3.0),
        "year": ("year", 1.0),
        "years": ("year", 1.0),
        "yr": ("year", 1.0),
        "yrs": ("year", 1.0),
    },
    "nl": {
        "dag": ("day", 1.0),
        "dagen": ("day", 1.0),
        "dagje": ("day", 1.0),
        "dagjes": ("day", 1.0),
        "dgn": ("day", 1.0),
        "dagdeel": ("day", 0.5),
        "dagdelen": ("day", 0.5),
        "ochtend": ("day", 0.5),
        "ochtenden": ("day", 0.5),
        "middag": ("day", 0.5),
        "middagen": ("day", 0.5),
        "uur": ("hour", 1.0),
        "uren": ("hour", 1.0),
        "uurtje": ("hour", 1.0),
        "uurtjes": ("hour", 1.0),
        "u": ("hour", 1.0),
        "week": ("week", 1.0),
        "weken": ("week", 1.0),
        "weekje": ("week", 1.0),
        "maand": ("month", 1.0),
        "maanden": ("month", 1.0),
        "mnd": ("month", 1.0),
        "kwartalen": ("month", 3.0),
        "jaar": ("year", 1.0),
        "jaren": ("year", 1.0),
        "jaartje": ("year", 1.0),
    },
}

_PERCENT = {
    "%": 1.0,
    "percent": 1.0,
    "pct": 1.0,
    "percentage": 1.0,
    "procent": 1.0,
    "procentje": 1.0,
    "procentpunt": 1.0,
    "procentpunten": 1.0,
}

_DAY_COMPOUND = {
    "en": re.compile(r"(?:work|home|leave|holi|vacation|training|study)days?"),
    "nl": re.compile(
        r"(?!(?:maan|dins|woens|donder|vrij|zater|zon|van|verjaar|feest|elke|midden?)dag)\w{2,}dag(?:en|je|jes)?"
    ),
}


@dataclass(frozen=True, slots=True)
class AmountWords:
    """What a language puts around its numbers.

    per finds a period after an amount and per_before one ahead of it; the period's word is in group 1.
    """

    articles: frozenset[str]
    half_after: tuple[str, ...]
    between: re.Pattern[str]
    joiner: re.Pattern[str]
    loose: frozenset[str]
    per: re.Pattern[str]
    per_before: re.Pattern[str]
    blocked: re.Pattern[str]
    vague: re.Pattern[str]


def unit_of(word: str, language: str) -> tuple[str, float] | None:
    """The measure of a unit noun and how many of it one is: "dagdeel" → ("day", 0.5); None for other words."""
    bare = plain(word).replace("’", "'")
    if bare in CURRENCIES:
        return "money", 1.0
    if bare in ("cent", "cents", "eurocent"):
        return "money", 0.01
    if bare in _PERCENT:
        return "percent", _PERCENT[bare]
    times = _TIME.get(language, _TIME["en"])
    if bare in times:
        return times[bare]
    return ("day", 1.0) if _DAY_COMPOUND.get(language, _DAY_COMPOUND["en"]).fullmatch(bare) else None


_PERIODS = {
    "hour": "hour",
    "hourly": "hour",
    "uur": "hour",
    "u": "hour",
    "day": "day",
    "daily": "day",
    "dag": "day",
    "week": "week",
    "weekly": "week",
    "wekelijks": "week",
    "wk": "week",
    "w": "week",
    "month": "month",
    "monthly": "month",
    "maand": "month",
    "maandelijks": "month",
    "maandbasis": "month",
    "mnd": "month",
    "m": "month",
    "year": "year",
    "yearly": "year",
    "annum": "year",
    "annual": "year",
    "annually": "year",
    "jaar": "year",
    "jaarlijks": "year",
    "jaarbasis": "year",
    "jaarsalaris": "year",
    "maandsalaris": "month",
    "weekbasis": "week",
    "j": "year",
    "jr": "year",
    "yr": "year",
}


def period_of(word: str) -> str:
    """The period a word names: "maandelijks" → "month"."""
    return _PERIODS.get(plain(word).strip(". "), "")


_EN_PER = (
    r"^\W{0,2}(?:(?!and\b|or\b|but\b|for\b|plus\b|to\b)[a-z'’-]+[ \t]+){0,3}?"
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
    r"(?:[ \t]+[a-z'’-]+){0,4}[ \t]*$"
)
_NL_PER_BEFORE = (
    r"\b(?:(?:per|elke|iedere)[ \t]+(maand|jaar|week|uur|dag)"
    r"|(maandelijks|jaarlijks|wekelijks|jaarsalaris|maandsalaris|jaarbasis|maandbasis)e?)"
    r"(?:[ \t]+[a-zë'’-]+){0,4}[ \t]*$"
)

_CLOCK = (
    r"\b\d{1,2}:\d{2}\b|\b\d{1,2}[.h]\d{2}[ ]?(?:uur|u|am|pm|h)\b"
    r"|\b\d{1,2}[ ]?(?:am|pm|a\.m\.|p\.m\.|o['’]clock)(?!\w)|\b24[/x]7\b"
)
_DATES = r"\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d{2}\b|\b(?:half )?[qQ][1-4]\b"
_SPLITS = r"\b\d{1,2}/\d{1,2}\b(?![ ]?(?:day|dag|hour|uur))"
_LIST = r"(?m:^[ \t]*\d{1,2}[.)](?=[ \t]+\D))"
_EN_LABELS = (
    r"\b(?:nr|no\.|number|option|point|step|phase|week|day|scale|grade|band|page|item|article|room|version|level"
    r"|chapter|slide|floor|round|year|top|age|aged)[ ]?#?\d{1,3}\b(?![.,]?\d)(?![ ]?(?:%|k\b|euro|days?\b|hours?\b))"
    r"|#\d+\b"
)
_NL_LABELS = (
    r"\b(?:nr\.?|nummer|optie|punt|stap|fase|week|dag|schaal|trede|pagina|artikel|kamer|versie|niveau|hoofdstuk"
    r"|dia|verdieping|ronde|kwartaal|jaargang|top)[ ]?#?\d{1,3}\b(?![.,]?\d)"
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
        r"|\b(?:in|since|early|late|end of|during|back in)[ ](?:19|20)\d\d\b(?![ ]?(?:euro|days?|a month|gross))"
        r"|\b(?:9|nine)[ -]?(?:to|-)[ -]?(?:5|five)\b"
        rf"|\bat \d{{1,2}}(?= (?:tomorrow|today|tonight|sharp|on ))|{_CLOCK}|{_DATES}|{_SPLITS}|{_LIST}|{_EN_LABELS}"
    )
    return AmountWords(
        articles=frozenset({"a", "an"}),
        half_after=("and a half", "and one half", "and half"),
        between=re.compile(r"\bbetween\s+(?:about |say )?$"),
        joiner=re.compile(r"\s*(-|–|—|to|or|until|up to|through|/)\s*"),
        loose=frozenset(
            ["extra", "additional", "more", "full", "whole", "fixed", "other", "of", "at", "less", "fewer", "remote", "home", "paid", "free"]
        ),
        per=re.compile(_EN_PER),
        per_before=re.compile(_EN_PER_BEFORE),
        blocked=re.compile(blocked),
        vague=re.compile(
            r"\b(?:a (?:few|couple(?: of)?)|some|several|a bit|a little|a handful of)(?: more| extra)?"
            r" (?=(?:hundred|thousand|days?|euros?|percent|hours?|weeks?|months?)\b)"
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
        half_after=("en een half", "en een halve", "en half", "en een halfje"),
        between=re.compile(r"\btussen\s+(?:de |ongeveer |zeg )?$"),
        joiner=re.compile(r"\s*(-|–|—|tot|à|a|of|t/m|tot en met|/)\s*"),
        loose=frozenset(["extra", "hele", "volle", "vaste", "halve", "meer", "minder", "vrije", "betaalde", "losse", "bruto", "netto"]),
        per=re.compile(_NL_PER),
        per_before=re.compile(_NL_PER_BEFORE),
        blocked=re.compile(blocked),
        vague=re.compile(
            r"\b(?:een (?:paar|aantal|stuk of wat|beetje)|enkele|enige|wat|meerdere|paar)(?: extra)?"
            r" (?=(?:honderd|duizend|tientjes|dagen|dagjes|euro|procent|uur|uren|uurtjes|weken|maanden"
            r"|\w{3,}dagen)\b)"
        ),
    )


@lru_cache(maxsize=8)
def words_for(language: str) -> AmountWords:
    """The words of a language; a language without its own reads like English."""
    return _dutch() if language == "nl" else _english()
