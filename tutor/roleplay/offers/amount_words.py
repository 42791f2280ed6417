"""The words that give a number its unit or its period, per language."""

import re

from tutor.roleplay.offers.number_words import plain

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
        "urig": ("hour", 1.0),
        "urige": ("hour", 1.0),
        "urenweek": ("hour", 1.0),
        "daags": ("day", 1.0),
        "daagse": ("day", 1.0),
        "jarig": ("year", 1.0),
        "jarige": ("year", 1.0),
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
        r"(?!(?:maan|dins|woens|donder|vrij|zater|zon|van|verjaar|feest|elke|midden?)dag)\w{2,}dag(?:en|je"
        r"|jes)?"
    ),
}


def unit_of(word: str, language: str) -> tuple[str, float] | None:
    """The measure of a unit noun and how many of it one is: "dagdeel" → ("day", 0.5); else None."""
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
