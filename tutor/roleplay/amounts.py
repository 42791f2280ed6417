"""Amounts in what people type: digits or words, ranges, money, percentages, times, and the period they are per."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tutor.roleplay.amount_words import CURRENCIES, AmountWords, period_of, unit_of, words_for
from tutor.roleplay.number_words import SCALES, plain, word_value

MOST_AMOUNTS = 40
"""More numbers than this in one reply are no offer; the rest is not read."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a text.

    low and high are equal unless it is a range; measure is money, percent, day, hour, week, month, year or
    empty; per is the period it is per; sign is 1 or -1 for a written plus or minus; article says that the
    number is only "a" or "een"; vague that no number is given ("a few days"). start and end are character
    offsets in the text, end exclusive.
    """

    low: float
    high: float
    start: int
    end: int
    measure: str = ""
    per: str = ""
    currency: str = ""
    sign: int = 0
    article: bool = False
    vague: bool = False
    spelt: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int


_DIGITS = r"\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"
_TOKEN = re.compile(rf"(?a:{_DIGITS})|[½¼¾]|[€$£%]|[^\W\d_]+(?:['’][^\W\d_]+)*|\S")
_GROUPED = re.compile(r"(?a:\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+)")
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_LONGEST_NUMBER = 15


def find_amounts(text: str, language: str) -> tuple[Amount, ...]:
    """The amounts in a text in order; dates, times, ordinals and list numbers are passed over.

    The text is expected in lower case with straight apostrophes.
    """
    words = words_for(language)
    found = [*_scan(text, language, words), *_vague(text, language, words)]
    ordered = sorted(found, key=lambda amount: amount.start)[:MOST_AMOUNTS]
    return tuple(_with_period(text, amount, words) for amount in _ranges(text, ordered, words))


def _scan(text: str, language: str, words: AmountWords) -> Iterator[Amount]:
    blocked = [found.span() for found in words.blocked.finditer(text)]
    tokens = [
        _Token(found[0], *found.span())
        for found in _TOKEN.finditer(text)
        if not any(start <= found.start() < end for start, end in blocked)
    ]
    place = 0
    while place < len(tokens):
        reader = _Reader(text, tokens, place, language, words)
        if (amount := reader.amount()) is None:
            place += 1
        else:
            place = max(reader.place, place + 1)
            yield amount


def _vague(text: str, language: str, words: AmountWords) -> Iterator[Amount]:
    for found in words.vague.finditer(text):
        rest = re.match(r"[^\W\d_]+", text[found.end() :])
        unit = unit_of(rest[0], language) if rest else None
        end = found.end() + (len(rest[0]) if rest else 0)
        yield Amount(0.0, 0.0, found.start(), end, measure=unit[0] if unit else "", vague=True)


class _Reader:
    """Reads one amount from a place in the tokens; place moves on behind what it has read."""

    def __init__(
        self, text: str, tokens: list[_Token], place: int, language: str, words: AmountWords
    ) -> None:
        self._text, self._tokens, self._first = text, tokens, place
        self._language, self._words = language, words
        self._scales = SCALES.get(language, SCALES["en"])
        self._spelt = False
        self.place = place

    def amount(self) -> Amount | None:
        head = self._peek()
        if head is None or self._glued_to_a_word(head):
            return None
        article = plain(head.text) in self._words.articles
        value = self._article() if article else self._number()
        if value is None:
            return None
        end = self._tokens[self.place - 1].end
        return self._with_unit(value, head, end, only_article=article and value == 1.0)

    def _peek(self, ahead: int = 0) -> _Token | None:
        place = self.place + ahead
        return self._tokens[place] if place < len(self._tokens) else None

    def _glued_to_a_word(self, token: _Token) -> bool:
        before = self._text[token.start - 1] if token.start else " "
        return token.text[0].isdigit() and (before.isalnum() or before in "_.,") and before != ","

    def _article(self) -> float | None:
        following = self._peek(1)
        if following is None:
            return None
        word = plain(following.text)
        if word in self._scales and len(word) > 1:
            self._spelt = True
            self.place += 1
            return self._scaled(1.0)
        if word_value(word, self._language) in (0.5, 1.5):
            self.place += 1
            return self._number()
        near = [self._peek(ahead) for ahead in range(1, 4)]
        for token in near:
            if token is None or (unit := unit_of(token.text, self._language)) is None:
                if token is None or plain(token.text) not in self._words.loose:
                    return None
            elif unit[0] not in ("money", "percent"):
                self.place += 1
                return 1.0
            else:
                return None
        return None

    def _number(self) -> float | None:
        value = self._atom()
        return None if value is None else self._scaled(value)

    def _atom(self) -> float | None:
        token = self._peek()
        if token is None:
            return None
        if token.text[0].isdigit() or token.text in _FRACTIONS:
            return self._digits(token)
        word = plain(token.text)
        value = word_value(word, self._language)
        if value is None and word in self._scales and len(word) > 4:
            self._spelt = True
            return 1.0
        if value is None:
            return None
        self._spelt = True
        self.place += 1
        return self._hyphenated(value)

    def _hyphenated(self, value: float) -> float:
        dash, ones = self._peek(), self._peek(1)
        if dash and ones and dash.text == "-" and 20 <= value <= 90 and self._language != "nl":
            small = word_value(ones.text, self._language)
            if small is not None and 1 <= small <= 9:
                self.place += 2
                return value + small
        return value

    def _digits(self, token: _Token) -> float | None:
        self.place += 1
        if token.text in _FRACTIONS:
            return _FRACTIONS[token.text]
        if sum(char.isdigit() for char in token.text) > _LONGEST_NUMBER:
            return None
        value = digits_value(token.text)
        half, tail = self._peek(), self._peek(1)
        if half and half.text in _FRACTIONS:
            self.place += 1
            return value + _FRACTIONS[half.text]
        if half and tail and half.text == "/" and (token.text, tail.text) == ("1", "2"):
            self.place += 2
            return 0.5
        return value

    def _scaled(self, value: float) -> float:
        total, current = 0.0, value
        while (token := self._peek()) is not None:
            word = plain(token.text)
            if word in self._scales and (
                len(word) > 1
                or token.start == self._tokens[self.place - 1].end
                or self._text[token.start - 1] == " "
            ):
                current *= self._scales[word]
                self.place += 1
                if self._scales[word] >= 1000:
                    total, current = total + current, 0.0
            elif (half := self._half_after()) is not None:
                current, self.place = current + 0.5, half
            elif (more := self._more(total, current)) is not None:
                current = more
            else:
                break
        return total + current

    def _half_after(self) -> int | None:
        for phrase in self._words.half_after:
            parts = phrase.split()
            ahead = [self._peek(i) for i in range(len(parts))]
            if all(token and plain(token.text) == part for token, part in zip(ahead, parts, strict=True)):
                return self.place + len(parts)
        return None

    def _more(self, total: float, current: float) -> float | None:
        """The number with the next atom joined to it ("twee honderd" + "vijftig", "forty-two" + "fifty")."""
        start = self.place
        token = self._peek()
        if token is not None and plain(token.text) in ("and", "en"):
            if current < 100 and total < 1000:
                return None
            self.place += 1
            token = self._peek()
        spelt, self._spelt = self._spelt, False
        value = self._atom() if token is not None and token.text[0].isalpha() else None
        joined = _joined(total, current, value) if value is not None and spelt and self._spelt else None
        following = self._peek()
        counts = following is not None and (unit_of(following.text, self._language) or ("", 0))[0] not in (
            "",
            "money",
        )
        self._spelt = spelt
        if joined is None or (counts and self.place - start > 1):
            self.place = start
            return None
        return joined

    def _with_unit(self, value: float, head: _Token, end: int, *, only_article: bool) -> Amount | None:
        measure, factor, currency, end = self._unit(value, end)
        start, sign = head.start, 0
        before = self._tokens[self._first - 1] if self._first else None
        if before and before.end >= start - 1 and plain(before.text) in CURRENCIES:
            measure, currency, start = "money", CURRENCIES[plain(before.text)], before.start
            before = self._tokens[self._first - 2] if self._first > 1 else None
        if before and before.text in ("+", "-", "−") and before.end >= start - (before.text == "+"):
            if before.start == 0 or not self._text[before.start - 1].isalnum():
                sign, start = (1 if before.text == "+" else -1), before.start
        value *= factor
        return Amount(
            value, value, start, end, measure, "", currency, sign, article=only_article, spelt=self._spelt
        )

    def _unit(self, value: float, end: int) -> tuple[str, float, str, int]:
        place, direct = self.place, True
        while (token := self._tokens[place] if place < len(self._tokens) else None) is not None:
            word = plain(token.text).replace("’", "'")
            unit = unit_of(token.text, self._language)
            if unit is not None:
                currency = CURRENCIES.get(word, "")
                if not direct:
                    return unit[0], unit[1], currency, end
                self.place = place + 1
                measure, factor, tail = unit[0], unit[1], token.end
                if (half := self._half_after()) is not None and measure not in ("money", "percent"):
                    factor, tail = (
                        factor * (value + 0.5) / value if value else factor,
                        self._tokens[half - 1].end,
                    )
                    self.place = half
                return measure, factor, currency, tail
            if (word in ("a", "an", "een") and value == 0.5) or (word == "-" and token.start == end):
                place += 1
            elif word in self._words.loose and place - self.place < 2:
                place, direct = place + 1, False
            elif word in (",", ".") and self._text[token.end : token.end + 1] in ("-", "–"):
                place, end = place + 2, token.end + 1
                self.place = place
            elif word == "per" and self._text[token.end : token.end + 5] == " cent":
                self.place = place + 2
                return "percent", 1.0, "", token.end + 5
            else:
                break
        return "", 1.0, "", end


def digits_value(digits: str) -> float:
    """The value of written digits in either convention: a separator before exactly three digits groups."""
    grouped = _GROUPED.match(digits)
    if grouped and not digits.startswith("0"):
        whole = re.sub(r"\D", "", grouped[0])
        return float(f"{whole}.{re.sub(r'[^0-9]', '', digits[grouped.end() :]) or 0}")
    return float(digits.replace(",", "."))


def _joined(total: float, current: float, value: float) -> float | None:
    if total and not current:
        return value if value < 1000 else None
    if current >= 100 and current % 100 == 0 and value < 100:
        return current + value
    if current >= 1000 and current % 1000 == 0 and value < 1000:
        return current + value
    if 20 <= current <= 90 and current % 10 == 0 and 1 <= value <= 9:
        return current + value
    return current * 100 + value if 10 < current < 100 and 10 <= value < 100 else None


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
    gap = text[first.end : second.start]
    if len(gap) > 12 or first.vague or second.vague or first.measure not in ("", second.measure):
        if not (first.article and second.measure == "" and gap.strip() in ("of", "or")):
            return None
    between = words.between.search(text[: first.start][-20:]) and gap.strip() in ("and", "en", "&")
    if not between and not words.joiner.fullmatch(gap):
        return None
    if first.article and gap.strip() in ("of", "or"):
        # "een dag of twee" is two days, give or take.
        return replace(second, start=first.start, measure=first.measure)
    low = first.low * 1000 if second.low >= 1000 and first.low < 100 else first.low
    if not low < second.high <= 5 * low or second.sign:
        return None
    return replace(second, low=low, start=first.start, currency=first.currency or second.currency)


def _with_period(text: str, amount: Amount, words: AmountWords) -> Amount:
    after = words.per.match(text[amount.end : amount.end + 40])
    before = words.per_before.search(text[max(0, amount.start - 40) : amount.start])
    found = after or before
    named = next((group for group in found.groups() if group), "") if found else ""
    return replace(amount, per=period_of(named)) if named else amount
