"""Reading one number in a text, in digits, in words or in both: "4,2k", "vier duizend tweehonderd"."""

import re
from dataclasses import dataclass

from tutor.roleplay.offers.amount_patterns import AmountWords
from tutor.roleplay.offers.amount_words import unit_of
from tutor.roleplay.offers.number_words import SCALES, plain, word_value

_DIGITS = r"\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"
_TOKEN = re.compile(rf"(?a:{_DIGITS})|[½¼¾]|[€$£%]|[^\W\d_]+(?:['’][^\W\d_]+)*|\S")
_GROUPED = re.compile(r"(?a:\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+)")
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_LONGEST_NUMBER = 15


@dataclass(frozen=True, slots=True)
class Token:
    """A number, a word or a sign in a text; start and end are character offsets, end exclusive."""

    text: str
    start: int
    end: int

    @property
    def word(self) -> str:
        return plain(self.text).replace("’", "'")


def tokens_of(text: str, words: AmountWords) -> list[Token]:
    """The tokens of a text; what the language's patterns block (dates, times) is passed over."""
    blocked = [found.span() for found in words.blocked.finditer(text)]
    return [
        Token(found[0], *found.span())
        for found in _TOKEN.finditer(text)
        if not any(start <= found.start() < end for start, end in blocked)
    ]


def digits_value(digits: str) -> float:
    """The value of written digits in either convention: a separator before exactly three digits groups."""
    grouped = _GROUPED.match(digits)
    if grouped and not re.match(r"0[.,]", digits):
        whole = re.sub(r"\D", "", grouped[0])
        return float(f"{whole}.{re.sub(r'[^0-9]', '', digits[grouped.end() :]) or 0}")
    return float(digits.replace(",", "."))


class NumberReader:
    """Reads a number from a place in the tokens; place moves on behind what it has read.

    pair says that the number is two ("forty-two fifty", which is 4250 or 42.50).
    """

    def __init__(self, tokens: list[Token], place: int, language: str, words: AmountWords) -> None:
        self._tokens, self._language, self._words = tokens, language, words
        self._scales = SCALES.get(language, SCALES["en"])
        self._spelt = False
        self.place, self.pair = place, False

    def peek(self, ahead: int = 0) -> Token | None:
        """The token some places on, None behind the last."""
        place = self.place + ahead
        return self._tokens[place] if 0 <= place < len(self._tokens) else None

    def number(self) -> float | None:
        """The number here, None when there is none; an article counts when a unit or a scale follows."""
        head = self.peek()
        if head is None:
            return None
        if head.word in self._words.articles and head.text.isascii():
            return self._after_article()
        value = self._atom()
        return None if value is None else self._scaled(self._with_decimals(value))

    def _with_decimals(self, value: float) -> float:
        """The number with what is said behind its point: "one point one five", "vier komma twee"."""
        point, place = self.peek(), 0.1
        if point is None or point.word not in ("point", "komma", "punt") or self._digit(1) is None:
            return value
        self.place += 1
        while (digit := self._digit(0)) is not None:
            value, place = value + digit * place, place / 10
            self.place += 1
        return round(value, 6)

    def _digit(self, ahead: int) -> float | None:
        token = self.peek(ahead)
        digit = word_value(token.word, self._language) if token and token.word.isalpha() else None
        return digit if digit is not None and digit.is_integer() and digit < 10 else None

    def _after_article(self) -> float | None:
        following = self.peek(1)
        if following is None:
            return None
        if following.word in self._scales and len(following.word) > 1:
            self._spelt = True
            self.place += 1
            return self._scaled(1.0)
        if word_value(following.word, self._language) in (0.5, 1.5):
            self.place += 1
            return self.number()
        return self._one_of_a_unit()

    def _one_of_a_unit(self) -> float | None:
        """One for "a day" and "een extra dag", two for "a second day"; None for any other article."""
        value = 1.0
        for ahead in range(1, 4):
            if (token := self.peek(ahead)) is None:
                return None
            if (unit := unit_of(token.text, self._language)) is not None:
                self.place += 1
                return value if unit[0] not in ("money", "percent") else None
            if token.word not in self._words.loose and token.word not in self._words.ordinals:
                return None
            value = self._words.ordinals.get(token.word, value)
        return None

    def _atom(self) -> float | None:
        token = self.peek()
        if token is None:
            return None
        if token.text[0] in "0123456789½¼¾":
            return self._digits(token)
        value = word_value(token.word, self._language)
        if value is None and token.word in self._scales and len(token.word) > 4:
            self._spelt = True
            return 1.0
        if value is None:
            return None
        self._spelt = True
        self.place += 1
        return self._hyphenated(value)

    def _hyphenated(self, value: float) -> float:
        dash, ones = self.peek(), self.peek(1)
        if dash and ones and dash.text == "-" and 20 <= value <= 90 and self._language != "nl":
            small = word_value(ones.text, self._language)
            if small is not None and 1 <= small <= 9:
                self.place += 2
                return value + small
        return value

    def _digits(self, token: Token) -> float | None:
        self.place += 1
        if token.text in _FRACTIONS:
            return _FRACTIONS[token.text]
        if sum(char.isdigit() for char in token.text) > _LONGEST_NUMBER:
            return None
        following, tail = self.peek(), self.peek(1)
        if following and following.text in _FRACTIONS:
            self.place += 1
            return digits_value(token.text) + _FRACTIONS[following.text]
        if following and tail and (token.text, following.text, tail.text) == ("1", "/", "2"):
            self.place += 2
            return 0.5
        return digits_value(token.text)

    def _scaled(self, value: float) -> float:
        """The number with the scales and the further atoms that follow: "four thousand two hundred"."""
        total, current = 0.0, value
        while (token := self.peek()) is not None:
            if token.word in self._scales:
                current = self._times(current, self._scales[token.word])
                self.place += 1
                if self._scales[token.word] >= 1000:
                    total, current = total + current, 0.0
            elif self._millions(token):
                total, current, self.place = total + current * 1e6, 0.0, self.place + 1
            elif (half := self.half_after()) is not None:
                current, self.place = current + 0.5, half
            elif (part := self._quarters_after()) is not None:
                current, self.place = current + part[0], part[1]
            elif (more := self._more(total, current)) is not None:
                current = more
            else:
                break
        return total + current

    def _millions(self, token: Token) -> bool:
        """Whether it is the "m" of "1.2m", right behind the digits."""
        before = self.peek(-1)
        return (
            token.word == "m"
            and before is not None
            and before.end == token.start
            and before.text[-1].isdigit()
        )

    @staticmethod
    def _times(current: float, scale: float) -> float:
        # "vierduizend honderd" is 4,100, not 400,000.
        return (
            current + scale if scale == 100 and current >= 1000 and current % 1000 == 0 else current * scale
        )

    def half_after(self) -> int | None:
        """The place behind "and a half" when it stands here."""
        return next((end for it in self._words.half_after if (end := self._behind(it))), None)

    def _quarters_after(self) -> tuple[float, int] | None:
        """What "and a quarter" adds when it stands here, and the place behind it; not "a quarter of"."""
        for phrase, part in self._words.quarters_after.items():
            if end := self._behind(phrase):
                following = self.peek(end - self.place)
                return None if following and following.word in ("of", "van") else (part, end)
        return None

    def _behind(self, phrase: str) -> int | None:
        parts = phrase.split()
        ahead = [self.peek(i) for i in range(len(parts))]
        stands = all(token and token.word == part for token, part in zip(ahead, parts, strict=True))
        return self.place + len(parts) if stands else None

    def _more(self, total: float, current: float) -> float | None:
        """The number with the next atom joined to it ("two hundred" + "fifty"), None when it is another."""
        start, pair = self.place, self.pair
        linked = (token := self.peek()) is not None and token.word in ("and", "en")
        if linked and (current >= 100 or total >= 1000):
            self.place += 1
        joined = self._joined_atom(total, current)
        following = self.peek()
        unit = unit_of(following.text, self._language) if following else None
        counts_itself = linked and unit is not None and unit[0] != "money"
        if joined is None or counts_itself:
            self.place, self.pair = start, pair
            return None
        return joined

    def _joined_atom(self, total: float, current: float) -> float | None:
        token = self.peek()
        if token is None:
            return None
        after_scale = bool(total) and not current and re.fullmatch(r"(?a:\d{3})", token.text)
        spelt = self._spelt and word_value(token.word, self._language) is not None
        if not after_scale and not spelt:
            return None
        value = self._atom()
        joined = _joined(total, current, value) if value is not None else None
        self.pair = self.pair or (
            joined is not None and value is not None and joined == current * 100 + value
        )
        return joined


def _joined(total: float, current: float, value: float) -> float | None:
    if total and not current:
        return value if value < 1000 else None
    if current >= 100 and current % 100 == 0 and value < 100:
        return current + value
    if current >= 1000 and current % 1000 == 0 and value < 1000:
        return current + value
    if 20 <= current <= 90 and current % 10 == 0 and 1 <= value <= 9:
        return current + value
    return current * 100 + value if 10 <= current < 100 and 10 <= value < 100 else None
