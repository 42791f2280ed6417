"""Offers in what people type, read against the table: which value is meant for which issue.

Rules for what is left open. A range is taken at the end that is worse for the speaker. A change ("200 more",
"5%") starts from what the sentence names; else a raise and a percentage start from today's value, more for
oneself starts from the other's last offer and a concession from the own one. What cannot be placed is
``unclear``, so that the counterpart asks back instead of guessing.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from tutor.domain.negotiation import Negotiation, Unit
from tutor.domain.session import Offer
from tutor.roleplay.offers.amounts import Amount
from tutor.roleplay.offers.cues import cues_for
from tutor.roleplay.offers.dates import speaks_of_start
from tutor.roleplay.offers.directions import TIMES, direction_of
from tutor.roleplay.offers.number_words import plain
from tutor.roleplay.offers.phrases import without_phrases
from tutor.roleplay.offers.placing import (
    Mention,
    Placing,
    mentions_of,
    own_part,
    owners,
    part_of_something,
    place,
)
from tutor.roleplay.offers.say import say_offer
from tutor.roleplay.offers.text import (
    amounts_in,
    bare_number,
    counts_a_noun,
    lowered,
    replaced_numbers,
    sentences,
    strange_words,
)
from tutor.roleplay.offers.valuing import measure_of
from tutor.roleplay.offers.worded import Term, gaps_left, starts_of, worded_terms

__all__ = ["ParsedOffer", "parse_offer", "say_offer"]

LONGEST_READ = 4_000
"""Characters of a reply that are read for an offer."""

_WINDOW = 110
_SMALL = 12
"""Up to here a bare number, said before anything is on the table, may count anything."""
_LINK = re.compile(r"[\s,;&+]*(?:(?:and|plus|with|en|met)\b)?[\s,]*")


@dataclass(frozen=True, slots=True)
class ParsedOffer:
    """What a reply puts on the table.

    terms maps issue ids to values, in the issue's own unit and possibly outside its range; conditional says
    that something is asked in return; unclear holds the words that could not be placed; spans the
    characters each term was read from (start, end; end exclusive); guessed says that it was not said whose
    offer is meant or which issue, so that it may be answered, but makes no deal.
    """

    terms: Mapping[str, float] = field(default_factory=dict)
    conditional: bool = False
    unclear: tuple[str, ...] = ()
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    guessed: bool = False


def parse_offer(text: str, negotiation: Negotiation, ledger: tuple[Offer, ...], language: str) -> ParsedOffer:
    """The offer in a learner's reply; without one, no terms and nothing unclear.

    ledger holds the offers of both parties so far, oldest first; it is what "the same but", "meet in the
    middle" and "200 more" refer to.
    """
    return _Reading(text[:LONGEST_READ], negotiation, ledger, language).parsed()


@dataclass(frozen=True, slots=True)
class _Heard:
    """An amount that may be offered: the sentence it stands in, and what stands around it."""

    amount: Amount
    start: int
    end: int
    context: str
    inexact: bool


class _Reading:
    """One reply being read; the pieces it is made of are looked up once and shared by the steps."""

    def __init__(self, text: str, negotiation: Negotiation, ledger: tuple[Offer, ...], language: str) -> None:
        self._text, self._lower = text, lowered(text)
        self._table, self._ledger, self._language = negotiation, ledger, language
        self._cues = cues_for(language)
        self._mentions = mentions_of(self._lower, negotiation)
        self._amounts = [
            amount for amount in amounts_in(self._lower, negotiation, language) if self._counts(amount)
        ]
        self._bare = without_phrases(self._lower, self._amounts, negotiation.issues, self._mentions)
        self._sentences = list(sentences(self._lower))

    def parsed(self) -> ParsedOffer:
        numbers, unclear = self._numbers()
        if len(numbers) > 1 and (self._cues.either.search(self._lower) or self._alternatives(numbers)):
            return ParsedOffer(unclear=(self._text.strip(),))
        worded, lost = worded_terms(
            self._lower,
            self._sentences,
            self._mentions,
            self._table.issues,
            self._ledger,
            self._cues,
            numbered=numbers,
            replaced=replaced_numbers(self._lower, self._amounts),
        )
        terms = {term.issue: self._whole_months(term) for term in (*worded, *numbers)}
        spans = {term.issue: (term.start, term.end) for term in (*worded, *numbers)}
        unclear += [self._text[start:end] for start, end in lost]
        bare = len(self._table.issues) > 1 and bare_number(self._lower, self._amounts)
        if bare and not self._ledger and all(amount.high <= _SMALL for amount in self._amounts):
            return ParsedOffer(unclear=(self._text.strip(),))
        guessed = any(term.guessed for term in worded) or (bool(terms) and bare)
        return ParsedOffer(
            terms, bool(terms) and self._conditional(), tuple(dict.fromkeys(unclear)), spans, guessed
        )

    def _counts(self, amount: Amount) -> bool:
        """Whether an amount counts something; "some" and "wat" do only before a unit or an issue."""
        named = any(amount.start < name.end and name.start < amount.end for name in self._mentions)
        return not amount.vague or bool(amount.measure) or named

    def _whole_months(self, term: Term) -> float:
        """The value, rounded where it is a month: halfway from April to September is July."""
        month = any(issue.id == term.issue and issue.unit is Unit.MONTH for issue in self._table.issues)
        return float(int(term.value + 0.5)) if month else term.value

    def _alternatives(self, numbers: list[Term]) -> bool:
        """Whether two terms on different issues are put as this or that: "4% bonus or 30 days off"."""
        pairs = pairwise(sorted(numbers, key=lambda term: term.start))
        return any(self._cues.other.fullmatch(self._lower[one.end : two.start]) for one, two in pairs)

    def _conditional(self) -> bool:
        return bool(self._cues.conditional.search(self._cues.not_conditional.sub(" ", self._lower)))

    # --- which numbers may be offers -------------------------------------------------------------------

    def _numbers(self) -> tuple[list[Term], list[str]]:
        heard = [found for amount in self._amounts if (found := self._heard(amount)) is not None]
        owned = owners([found.amount for found in heard], self._mentions, self._lower)
        terms: dict[str, Term] = {}
        unclear: list[str] = []
        for found, placing in self._offered([(it, self._placed(it, owned)) for it in heard]):
            amount = found.amount
            if placing.issue is None or found.inexact or amount.vague or self._bare_thousands(found, placing):
                unclear.append(self._text[amount.start : amount.end].strip())
                continue
            term = Term(placing.issue.id, round(placing.value, 4), amount.start, amount.end)
            before = terms.get(term.issue)
            if before is not None and before.value != term.value and not self._corrected(before, term):
                unclear.append(self._text[before.start : term.end].strip())
            terms[term.issue] = term
        return list(terms.values()), unclear

    def _offered(self, placed: list[tuple[_Heard, Placing | None]]) -> Iterator[tuple[_Heard, Placing]]:
        """The amounts that are offered; in a list ("4,200, two days and 500") one carries the others."""
        known = [(found, placing) for found, placing in placed if placing is not None]
        plain_ = [self._plainly_an_offer(found, placing) for found, placing in known]
        for number, (found, placing) in enumerate(known):
            ahead = any(plain_[place] and self._listed(known, place, number) for place in range(len(known)))
            if plain_[number] or (ahead and placing.issue is not None and placing.named):
                yield found, placing

    def _listed(self, known: list[tuple[_Heard, Placing]], one: int, two: int) -> bool:
        """Whether nothing but commas and "and" stands from one amount to another."""
        row = [found.amount for found, _ in known[min(one, two) : max(one, two) + 1]]
        return all(_LINK.fullmatch(self._bare[a.end : b.start]) for a, b in pairwise(row))

    def _bare_thousands(self, found: _Heard, placing: Placing) -> bool:
        """Whether "3.9", with no other word, could be 3,900."""
        alone = not re.search(
            r"\w", self._lower.replace(self._lower[found.amount.start : found.amount.end], "")
        )
        return alone and placing.value >= 1000 > found.amount.high and found.amount.decimals

    def _heard(self, amount: Amount) -> _Heard | None:
        start, end = next(
            ((start, end) for start, end in self._sentences if start <= amount.start < end),
            (0, len(self._lower)),
        )
        context = self._context(amount, start, end)
        if self._cues.elsewhere.search(context):
            return None
        limit = bool(self._cues.limit.search(context))
        inexact = limit and not self._cues.negated.search(context)
        if not limit and self._cues.refused.search(context):
            return None
        if amount.low != amount.high and self._cues.middle.search(context):
            half = (amount.low + amount.high) / 2
            amount = replace(amount, low=half, high=half)
        return _Heard(amount, start, end, context, inexact)

    def _context(self, amount: Amount, start: int, end: int) -> str:
        left = self._marked(max(start, amount.start - _WINDOW), amount.start)
        right = self._marked(amount.end, min(end, amount.end + _WINDOW))
        follow = self._lower[end : end + 30] if self._lower[end - 1 : end] == "?" else ""
        spaced = re.sub(r"\s+", " ", f"{left} @ {right} {follow}").strip()
        return re.sub(r"@ (?=[,.;:?!)])", "@", spaced)

    def _marked(self, start: int, end: int) -> str:
        marked, place_ = [], start
        for other in self._amounts:
            if other.start >= place_ and other.end <= end:
                marked.append(self._bare[place_ : other.start] + " # ")
                place_ = other.end
        return "".join(marked) + self._bare[place_:end]

    def _corrected(self, before: Term, term: Term) -> bool:
        return bool(self._cues.correction.search(self._lower[before.end : term.start]))

    # --- what they are meant for -----------------------------------------------------------------------

    def _placed(self, found: _Heard, owned: Mapping[Mention, int]) -> Placing | None:
        direction = found.amount.sign or direction_of(found.context, found.amount.measure, self._cues)
        near = [mention for mention in self._mentions if found.start <= mention.start < found.end]
        placing = place(
            found.amount,
            self._table.issues,
            near,
            self._lower,
            direction=direction,
            bases=starts_of(
                found.context, found.amount, direction, self._table.issues, self._ledger, self._cues
            ),
            owned=owned,
            gaps_left=gaps_left(self._ledger, self._table.issues),
        )
        return placing if direction else own_part(placing, found.context, self._cues)

    # --- whether they are offered ----------------------------------------------------------------------

    def _plainly_an_offer(self, found: _Heard, placing: Placing) -> bool:
        clause = next((part for part in self._cues.clause.split(found.context) if "@" in part), found.context)
        if not self._stands_free(found, placing) or part_of_something(
            found.amount, found.end, self._lower, self._mentions
        ):
            return False
        limit = not found.inexact and bool(self._cues.limit.search(clause))
        cues = self._cues
        change = any(cue.search(clause) for cue in (cues.theirs, cues.own, cues.now))
        if (
            limit
            or self._cues.offering.search(clause)
            or (change and direction_of(found.context, found.amount.measure, self._cues))
        ):
            return True
        strange = self._strange_words(clause)
        if not strange:
            return True
        # Somebody else as the subject ahead of the number: it is about them; nor does a speaker offer with
        # a verb that puts nothing on the table ("I travel two hours").
        others = self._cues.others.search(clause.partition("@")[0])
        about = others or self._cues.speakers.search(clause)
        allowed = 0 if about else 2 if placing.named else 1
        return len(strange) <= allowed

    def _strange_words(self, clause: str) -> list[str]:
        """The words of a clause that an offer without a verb would not need."""
        names = {
            plain(word)
            for mention in self._mentions
            for word in re.findall(r"[^\W\d_]+", self._lower[mention.start : mention.end])
        }
        return strange_words(clause, names, self._cues.known, self._language)

    def _stands_free(self, found: _Heard, placing: Placing) -> bool:
        """Whether the number does not count something that is not negotiated ("3 projects")."""
        amount = found.amount
        if amount.measure == "date":
            # A month is an offer beside what it is the month of, and alone ("from May, then").
            alone = not self._strange_words(found.context)
            return alone or placing.named or speaks_of_start(self._lower[found.start : found.end])
        if amount.measure or placing.beside:
            return True
        word = re.match(r"[^\S\n]*([^\W\d_]+(?:'s)?)", self._lower[amount.end :])
        if word is None:
            return True
        spelt = self._lower[amount.start : amount.end] if amount.high < 13 else ""
        if counts_a_noun(spelt, word[1], self._cues.known) or word[1] in self._cues.known:
            return not counts_a_noun(spelt, word[1], self._cues.known)
        # What is counted in days needs them, or its name: "six homes" are no days.
        timed = placing.issue is not None and measure_of(placing.issue) in TIMES and not placing.named
        return not timed and not self._cues.counted.fullmatch(word[1])
