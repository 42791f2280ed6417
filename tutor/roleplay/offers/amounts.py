"""Amounts in what people type: in digits or words, ranges, with their unit and the period they are per."""

import re
from collections.abc import Iterator
from dataclasses import replace

from tutor.roleplay.offers.amount_patterns import AmountWords, words_for
from tutor.roleplay.offers.amount_reader import Amount, read_amounts
from tutor.roleplay.offers.amount_words import period_of, unit_of
from tutor.roleplay.offers.number_words import SCALES, plain, word_value

__all__ = ["Amount", "find_amounts"]

MOST_AMOUNTS = 40
"""More numbers than this in one reply are no offer; the rest is not read."""


def find_amounts(text: str, language: str) -> tuple[Amount, ...]:
    """The amounts in a text in order; dates, times, ordinals and list numbers are passed over.

    The text is expected in lower case with straight apostrophes.
    """
    words = words_for(language)
    vague = list(_vague(text, language, words))
    numbers = read_amounts(text, language, words)
    exact = [one for one in numbers if not any(it.start <= one.start < it.end for it in vague)]
    found = [*exact, *vague]
    ordered = sorted(found, key=lambda amount: amount.start)[:MOST_AMOUNTS]
    with_period = [_with_period(text, amount, words) for amount in _ranges(text, ordered, words)]
    return tuple(amount for amount, is_period in _flagged(text, with_period, words) if not is_period)


def _flagged(text: str, amounts: list[Amount], words: AmountWords) -> Iterator[tuple[Amount, bool]]:
    # The "a week" of "32 hours a week" is the period of what stands before it, not an amount.
    for place, amount in enumerate(amounts):
        before = amounts[place - 1] if place else None
        after = words.per.match(text[before.end : before.end + 40]) if before else None
        inside = bool(before and after and amount.start < before.end + after.end())
        yield amount, amount.article and inside


def _vague(text: str, language: str, words: AmountWords) -> Iterator[Amount]:
    for found in words.vague.finditer(text):
        rest = re.match(r"[^\W\d_]+", text[found.end() :])
        word = rest[0] if rest else ""
        if word_value(word, language) is None:
            unit = ("money", 1.0) if plain(word) in SCALES.get(language, {}) else unit_of(word, language)
            measure = unit[0] if unit else ""
            yield Amount(0.0, 0.0, found.start(), found.end() + len(word), measure, vague=True)


# --- ranges and periods --------------------------------------------------------------------------------


def _ranges(text: str, amounts: list[Amount], words: AmountWords) -> Iterator[Amount]:
    place = 0
    while place < len(amounts):
        merged = (
            _merged(text, amounts[place], amounts[place + 1], words) if place + 1 < len(amounts) else None
        )
        yield merged or amounts[place]
        place += 2 if merged else 1


def _merged(text: str, first: Amount, second: Amount, words: AmountWords) -> Amount | None:
    """The range from the first to the second, None when they are two amounts."""
    gap = text[first.end : second.start]
    if first.article and not second.measure and gap.strip() in ("of", "or"):
        # "een dag of twee" is two days, give or take.
        return replace(second, start=first.start, measure=first.measure)
    if len(gap) > 12 or first.vague or second.vague or first.measure not in ("", second.measure):
        return None
    ahead = words.between.search(text, max(0, first.start - 20), first.start)
    between = ahead is not None and gap.strip() in ("and", "en", "&")
    if not between and not words.joiner.fullmatch(gap):
        return None
    low = _scaled_like(first.low, second.high)
    if not low < second.high <= 5 * low or second.sign:
        return None
    start = ahead.start() if ahead is not None and between else first.start
    return replace(second, low=low, start=start, currency=first.currency or second.currency)


def _scaled_like(low: float, high: float) -> float:
    """The lower end on the scale of the upper one: the 1 of "1 to 1.2 million"."""
    if high < 1000 or low >= 100:
        return low
    scaled = (low * scale for scale in (1e3, 1e5, 1e6))
    return next((value for value in scaled if value < high <= 5 * value), low)


def _with_period(text: str, amount: Amount, words: AmountWords) -> Amount:
    after = words.per.match(text[amount.end : amount.end + 40])
    before = words.per_before.search(text[max(0, amount.start - 40) : amount.start])
    found = after or before
    named = next((group for group in found.groups() if group), "") if found else ""
    return replace(amount, per=period_of(named)) if named else amount
