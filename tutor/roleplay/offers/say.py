"""Offers in words: "€4,250 a month and 2 days at home", in the grammar and the numbers of a language."""

from collections.abc import Mapping

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_precision
from babel.units import format_unit

from tutor.domain.negotiation import Issue, Negotiation, Unit

_DURATIONS = {
    Unit.DAYS: "duration-day",
    Unit.HOURS: "duration-hour",
    Unit.WEEKS: "duration-week",
    Unit.MONTHS: "duration-month",
    Unit.YEARS: "duration-year",
}


def say_offer(terms: Mapping[str, float], negotiation: Negotiation, language: str) -> str:
    """The terms in words, in the order of the issues, joined as the language joins a list."""
    said = [say_term(issue, terms[issue.id], language) for issue in negotiation.issues if issue.id in terms]
    return format_list(said, style="standard", locale=language)


def say_term(issue: Issue, value: float, language: str) -> str:
    """One issue's value in the issue's own phrase."""
    phrase = issue.phrase_one if issue.phrase_one and value == 1 else issue.phrase
    return phrase.replace("{value}", say_value(issue, value, language))


def say_value(issue: Issue, value: float, language: str) -> str:
    """A value with its unit, without decimals when it is whole: "€4,250", "2.5 days", "3%"."""
    value = round(value, 2)
    if issue.unit is Unit.MONEY:
        said = _money(value, issue.currency, language)
    elif issue.unit is Unit.PERCENT:
        said = format_percent(value / 100, "#,##0.##%", locale=language)
    elif issue.unit is Unit.MONTH:
        said = Locale.parse(language).months["format"]["wide"][(round(value) - 1) % 12 + 1]
    elif issue.unit in _DURATIONS:
        said = _duration(value, _DURATIONS[issue.unit], language)
    else:
        said = format_decimal(value, "#,##0.##", locale=language)
    return said.replace("\u00a0", " ").replace("\u202f", " ")


def _money(value: float, currency: str, language: str) -> str:
    if not float(value).is_integer():
        return format_currency(value, currency, locale=language)
    pattern = Locale.parse(language).currency_formats["standard"].pattern
    whole = pattern.replace("." + "0" * max(2, get_currency_precision(currency)), "")
    return format_currency(value, currency, whole, locale=language, currency_digits=False)


def _duration(value: float, unit: str, language: str) -> str:
    # Where the locale data has no long form (Dutch days and hours) the short one is written in full.
    said = format_unit(value, unit, "long", locale=language)
    return said if unit not in said else format_unit(value, unit, "short", locale=language)
