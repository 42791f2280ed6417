"""A reply made ready for reading offers: in lower case, cut into sentences, its amounts found."""

import re
from collections.abc import Collection, Iterable, Sequence

from tutor.domain.negotiation import Negotiation, Unit
from tutor.roleplay.offers.amount_words import unit_of
from tutor.roleplay.offers.amounts import Amount, find_amounts
from tutor.roleplay.offers.dates import find_dates
from tutor.roleplay.offers.fractions import find_fractions
from tutor.roleplay.offers.number_words import plain, word_set, word_value

_NOUNS = word_set(
    "offer proposal deal number price budget salary range discount raise option cap limit total base",
    "bod voorstel plafond grens bedrag prijs budget salaris",
)
"""Words of an offer that are counted all the same when a small number stands before them."""


def lowered(text: str) -> str:
    """The text in lower case with plain apostrophes and spaces, as long as it was."""
    # Character by character, so that every offset in the copy is one in the text.
    straight = {"’": "'", "‘": "'", "´": "'", "`": "'", "\u00a0": " ", "\u202f": " "}
    return "".join(straight.get(char, low if len(low := char.lower()) == 1 else char) for char in text)


_SENTENCE_END = re.compile(
    r"[!?;\n]+|\.(?=\s|$)(?<!\bp\.m\.)(?<!\bmax\.)(?<!\bincl\.)(?<!\bmin\.)(?<!\bca\.)"
)


def sentences(text: str) -> Iterable[tuple[int, int]]:
    """Where the sentences of a reply stand; a line, a question mark and a semicolon end one too."""
    start = 0
    for found in _SENTENCE_END.finditer(text):
        yield start, found.end()
        start = found.end()
    if start < len(text):
        yield start, len(text)


def amounts_in(text: str, negotiation: Negotiation, language: str) -> list[Amount]:
    """The amounts in a text in lower case, in order; months only where one is negotiated."""
    shares = list(find_fractions(text, language))
    if any(issue.unit is Unit.MONTH for issue in negotiation.issues):
        shares += find_dates(text, language)
    amounts = find_amounts(text, language)
    rest = [it for it in amounts if not any(it.start < on.end and on.start < it.end for on in shares)]
    return sorted((*rest, *shares), key=lambda amount: amount.start)


def counts_a_noun(number: str, word: str, known: frozenset[str]) -> bool:
    """Whether a small number in letters counts the word behind it: "one proposal", "twee dingen"."""
    return number.isalpha() and (word in _NOUNS or word not in known)


_INSTEAD = re.compile(r"\b(?:instead of|rather than|in plaats van|ipv)(?: the| de| het)?\s*$")


def replaced_numbers(lower: str, amounts: Sequence[Amount]) -> frozenset[float]:
    """The numbers in a text that something else is to come instead of."""
    return frozenset(amount.low for amount in amounts if _INSTEAD.search(lower[: amount.start]))


def bare_number(lower: str, amounts: Sequence[Amount]) -> bool:
    """Whether a text is nothing but a number without a unit."""
    words = lower
    for amount in reversed(amounts):
        words = words[: amount.start] + words[amount.end :]
    measured = any(amount.measure or amount.currency for amount in amounts)
    return bool(amounts) and not measured and re.search(r"[^\W\d_]", words) is None


def strange_words(clause: str, names: Collection[str], known: frozenset[str], language: str) -> list[str]:
    """The words of a clause that an offer without a verb would not need; names are those of issues."""
    return [
        word
        for word in re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", clause)
        if word not in known
        and plain(word) not in names
        and unit_of(word, language) is None
        and word_value(word, language) is None
    ]
