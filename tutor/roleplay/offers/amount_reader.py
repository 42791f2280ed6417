"""Reading one amount at a time: a number with its sign, its currency and its unit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tutor.roleplay.offers.amount_patterns import AmountWords
from tutor.roleplay.offers.amount_words import CURRENCIES, unit_of
from tutor.roleplay.offers.number_reader import NumberReader, Token, tokens_of
from tutor.roleplay.offers.number_words import word_value


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a text.

    low and high are equal unless it is a range; measure is money, percent, share ("half of"), day, hour,
    week, month, year or empty; per is the period it is per; sign is 1 or -1 for a written plus or minus;
    article says that the number is only "a" or "een"; vague that no number is given ("a few days"); pair
    that it is two numbers ("forty-two fifty", 4250 or 42.50); decimals that it was written with them.
    start and end are character offsets in the text, end exclusive.
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
    pair: bool = False
    decimals: bool = False


@dataclass(frozen=True, slots=True)
class _Unit:
    """What a number counts: its measure, how many of it one is, and where the words of it end."""

    measure: str = ""
    factor: float = 1.0
    currency: str = ""
    end: int = 0


def read_amounts(text: str, language: str, words: AmountWords) -> Iterator[Amount]:
    """The amounts in a text in order; what the language's patterns block (dates, times) is passed over."""
    tokens = tokens_of(text, words)
    place = 0
    while place < len(tokens):
        reader = _AmountReader(text, tokens, place, language, words)
        if (amount := reader.amount()) is None:
            place += 1
        else:
            place = max(reader.place, place + 1)
            yield amount


class _AmountReader:
    """Reads one amount from a place in the tokens; place moves on behind what it has read."""

    def __init__(self, text: str, tokens: list[Token], place: int, language: str, words: AmountWords) -> None:
        self._text, self._tokens, self._first = text, tokens, place
        self._language, self._words = language, words
        self._numbers = NumberReader(tokens, place, language, words)

    @property
    def place(self) -> int:
        return self._numbers.place

    def amount(self) -> Amount | None:
        head = self._tokens[self._first]
        if self._glued_to_a_word(head) or (value := self._numbers.number()) is None:
            return None
        unit = self._unit(value, self._tokens[self.place - 1].end)
        sign, currency, start = self._ahead(head)
        return Amount(
            value * unit.factor,
            value * unit.factor,
            start,
            unit.end,
            unit.measure if currency is None else "money",
            currency=unit.currency if currency is None else currency,
            sign=sign,
            article=head.word in self._words.articles and head.text.isascii() and value == 1.0,
            pair=self._numbers.pair,
            decimals=not value.is_integer(),
        )

    def _glued_to_a_word(self, token: Token) -> bool:
        before = self._text[token.start - 1] if token.start else " "
        return token.text[0].isdigit() and (before.isalnum() or before in "_.")

    def _ahead(self, head: Token) -> tuple[int, str | None, int]:
        """A written plus or minus and a currency ahead of the number, and where they begin."""
        place, start, currency = self._first - 1, head.start, None
        before = self._tokens[place] if place >= 0 else None
        if before and before.end >= start - 1 and before.word in CURRENCIES:
            currency, start, place = CURRENCIES[before.word], before.start, place - 1
            before = self._tokens[place] if place >= 0 else None
        if before is None or before.text not in ("+", "-", "−"):
            return 0, currency, start
        opens = before.text == "+" and not self._text[: before.start].strip()
        if before.end != start and not opens:
            return 0, currency, start
        if before.start and self._text[before.start - 1].isalnum():
            return 0, currency, start
        return 1 if before.text == "+" else -1, currency, before.start

    # --- units -----------------------------------------------------------------------------------------

    def _unit(self, value: float, end: int) -> _Unit:
        """The unit behind the number; the words in between ("2 extra days") stay outside the amount."""
        end = self._past_dashes(end)
        if value == 0.5 and self._share_of():
            return _Unit("share", 100.0, "", end)
        for skipped in range(3):
            token = self._numbers.peek(skipped)
            if token is None:
                break
            unit = unit_of(token.text, self._language)
            if unit is not None and skipped and not self._only_linked(skipped, value, end):
                return _Unit(*unit, CURRENCIES.get(token.word, ""), end)
            if unit is not None:
                self._numbers.place += skipped + 1
                return self._with_tail(value, _Unit(*unit, CURRENCIES.get(token.word, ""), token.end))
            if not self._leads_to_unit(skipped) and not self._only_linked(skipped + 1, value, end):
                break
        return _Unit("share", 100.0, "", end) if self._half_of_all(value) else self._per_cent(end)

    def _half_of_all(self, value: float) -> bool:
        """Whether a half with no unit is half of what is on the table: "half is fair"."""
        return value == 0.5 and self._tokens[self._first].word in ("half", "helft")

    def _past_dashes(self, end: int) -> int:
        """The end of an amount written with ",-" for its cents."""
        sign, dash = self._numbers.peek(), self._numbers.peek(1)
        if sign and dash and sign.text in (",", ".") and sign.start == end and dash.text in ("-", "–"):
            self._numbers.place += 2
            return dash.end
        return end

    def _only_linked(self, count: int, value: float, end: int) -> bool:
        """Whether only an article or a hyphen stands in between: "half a day", "3-day"."""
        between = [self._numbers.peek(ahead) for ahead in range(count)]
        return all(
            token is not None
            and (
                (value == 0.5 and token.word in self._words.articles)
                or (token.text, token.start) == ("-", end)
            )
            for token in between
        )

    def _leads_to_unit(self, ahead: int) -> bool:
        """Whether a word only stands between a number and its unit ("two leave days", "3 hele dagen")."""
        token, following = self._numbers.peek(ahead), self._numbers.peek(ahead + 1)
        if token is None or token.word in self._words.loose or token.word in self._words.ordinals:
            return token is not None
        unit = unit_of(following.text, self._language) if following else None
        passing = token.word.isalpha() and len(token.word) > 3 and token.word not in self._words.linking
        return passing and unit is not None and unit[0] in ("day", "hour")

    def _share_of(self) -> bool:
        token, following = self._numbers.peek(), self._numbers.peek(1)
        if token is None or following is None:
            return False
        if token.word in ("the", "your", "my", "our", "de", "het"):
            return True
        return token.word in ("of", "van") and unit_of(following.text, self._language) is None

    def _with_tail(self, value: float, unit: _Unit) -> _Unit:
        """The unit with what still belongs to it: "10 euro 75", "a day and a half", "5 percentage points"."""
        following = self._numbers.peek()
        if unit.measure == "money" and unit.factor == 1.0 and (cents := self._cents()) is not None:
            self._numbers.place += 1
            return _Unit("money", (value + cents) / value if value else 1.0, unit.currency, self._last_end())
        if unit.measure == "percent" and following is not None and following.word in ("point", "points"):
            self._numbers.place += 1
            return _Unit("percent", unit.factor, "", self._last_end())
        if unit.measure != "percent" and value and (half := self._numbers.half_after()) is not None:
            self._numbers.place = half
            return _Unit(unit.measure, unit.factor * (value + 0.5) / value, unit.currency, self._last_end())
        return unit

    def _last_end(self) -> int:
        return self._tokens[self.place - 1].end

    def _cents(self) -> float | None:
        """The cents after "10 euro": two digits or a word from ten up, with no unit of their own."""
        token, after = self._numbers.peek(), self._numbers.peek(1)
        if token is None or (after is not None and unit_of(after.text, self._language) is not None):
            return None
        cents = word_value(token.text, self._language)
        if re.fullmatch(r"(?a:\d\d)", token.text):
            cents = float(token.text)
        return cents / 100 if cents is not None and cents.is_integer() and 10 <= cents < 100 else None

    def _per_cent(self, end: int) -> _Unit:
        per, cent = self._numbers.peek(), self._numbers.peek(1)
        if per and cent and (per.word, cent.word) == ("per", "cent"):
            self._numbers.place += 2
            return _Unit("percent", 1.0, "", cent.end)
        return _Unit(end=end)
