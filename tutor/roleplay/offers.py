"""Offers in what people type, read against the table: which value is meant for which issue; and said again.

Rules for what is left open. A range is taken at the end that is worse for the speaker. A change ("200 more",
"5%") starts from today's value unless the sentence says what it starts from or compares with an offer that
lies there. What cannot be placed is ``unclear``, so that the counterpart asks back instead of guessing.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tutor.domain.scenario import Negotiation
from tutor.domain.session import Offer, Party
from tutor.roleplay.amounts import Amount, find_amounts
from tutor.roleplay.offer_cues import OfferCues, cues_for
from tutor.roleplay.placing import Placing, mentions_of, place
from tutor.roleplay.say import say_offer

__all__ = ["ParsedOffer", "parse_offer", "say_offer"]

LONGEST_READ = 4_000
"""Characters of a reply that are read for an offer."""

_WINDOW = 110


@dataclass(frozen=True, slots=True)
class ParsedOffer:
    """What a reply puts on the table.

    terms maps issue ids to values, in the issue's own unit and possibly outside its range; conditional says
    that something is asked in return; unclear holds the words that could not be placed; spans the
    characters each term was read from (start, end; end exclusive).
    """

    terms: Mapping[str, float] = field(default_factory=dict)
    conditional: bool = False
    unclear: tuple[str, ...] = ()
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def parse_offer(text: str, negotiation: Negotiation, ledger: tuple[Offer, ...], language: str) -> ParsedOffer:
    """The offer in a learner's reply; without one, no terms and nothing unclear.

    ledger holds the offers of both parties so far, oldest first; it is what "the same but", "meet in the
    middle" and "200 more" refer to.
    """
    return _Reading(text[:LONGEST_READ], negotiation, ledger, language).parsed()


@dataclass(frozen=True, slots=True)
class _Term:
    issue: str
    value: float
    start: int
    end: int


class _Reading:
    """One reply being read; the pieces it is made of are looked up once and shared by the steps."""

    def __init__(self, text: str, negotiation: Negotiation, ledger: tuple[Offer, ...], language: str) -> None:
        self._text = text
        self._lower = _lowered(text)
        self._table = negotiation
        self._ledger = ledger
        self._cues = cues_for(language)
        self._amounts = find_amounts(self._lower, language)
        self._mentions = mentions_of(self._lower, negotiation)
        self._sentences = list(_sentences(self._lower))

    def parsed(self) -> ParsedOffer:
        numbers, unclear = self._numbers()
        worded, lost = self._in_words(bool(numbers))
        terms, spans = dict[str, float](), dict[str, tuple[int, int]]()
        for term in [*worded, *numbers]:
            terms[term.issue] = term.value
            spans[term.issue] = (term.start, term.end)
        return ParsedOffer(
            terms, bool(terms) and self._conditional(), tuple(dict.fromkeys([*unclear, *lost])), spans
        )

    # --- numbers ---------------------------------------------------------------------------------------

    def _numbers(self) -> tuple[list[_Term], list[str]]:
        terms: dict[str, _Term] = {}
        unclear: list[str] = []
        for amount in self._amounts:
            start, end = self._sentence_of(amount)
            context = self._context(amount, start, end)
            verdict = _verdict(context, self._cues)
            if verdict == "no":
                continue
            placing = self._placed(amount, context, start, end)
            if placing is None:
                continue
            words = self._text[amount.start : amount.end].strip()
            if placing.issue is None or verdict == "unclear" or amount.vague:
                unclear.append(words)
                continue
            term = _Term(placing.issue.id, round(placing.value, 4), amount.start, amount.end)
            before = terms.get(term.issue)
            if before is not None and before.value != term.value and not self._corrected(before, term):
                unclear.append(self._text[before.start : term.end].strip())
            terms[term.issue] = term
        return list(terms.values()), unclear

    def _sentence_of(self, amount: Amount) -> tuple[int, int]:
        return next(
            ((start, end) for start, end in self._sentences if start <= amount.start < end),
            (0, len(self._lower)),
        )

    def _context(self, amount: Amount, start: int, end: int) -> str:
        left = self._marked(max(start, amount.start - _WINDOW), amount.start)
        right = self._marked(amount.end, min(end, amount.end + _WINDOW))
        return re.sub(r"\s+", " ", f"{left} @ {right}").strip().replace("@ ,", "@,")

    def _marked(self, start: int, end: int) -> str:
        marked, place = [], start
        for other in self._amounts:
            if other.start >= place and other.end <= end:
                marked.append(self._lower[place : other.start] + " # ")
                place = other.end
        return "".join(marked) + self._lower[place:end]

    def _placed(self, amount: Amount, context: str, start: int, end: int) -> Placing | None:
        direction = amount.sign or _direction(context, self._cues)
        near = [mention for mention in self._mentions if start <= mention.start < end]
        placing = place(
            amount,
            self._table.issues,
            near,
            self._lower,
            direction=direction,
            bases=self._bases(context),
            crossed=[other.start for other in self._amounts if start <= other.start < end],
        )
        if placing is None or not self._plainly_an_offer(amount, placing, context):
            return None
        return placing

    def _plainly_an_offer(self, amount: Amount, placing: Placing, context: str) -> bool:
        if placing.named or (amount.measure not in ("", "percent", "money") and not amount.article):
            return self._not_something_else(amount, placing)
        if not self._not_something_else(amount, placing):
            return False
        if amount.low >= 100 or amount.measure in ("percent", "money") or amount.sign:
            return True
        return bool(self._cues.fragment.match(context) or self._cues.offering.search(context))

    def _not_something_else(self, amount: Amount, placing: Placing) -> bool:
        if amount.measure or placing.beside:
            return True
        word = re.match(r"[^\S\n]*([^\W\d_]+)", self._lower[amount.end :])
        if word is None or word[1] in self._cues.following:
            return True
        return not re.search(r"(?:s|en|e)$", word[1]) if amount.low >= 100 else False

    def _corrected(self, before: _Term, term: _Term) -> bool:
        return bool(self._cues.correction.search(self._lower[before.end : term.start]))

    # --- what changes start from -----------------------------------------------------------------------

    def _bases(self, context: str) -> Mapping[str, float]:
        today = {issue.id: issue.today for issue in self._table.issues}
        if self._cues.now.search(context):
            return today
        if self._cues.theirs.search(context):
            return {**today, **self._last(Party.COUNTERPART)}
        if self._cues.own.search(context):
            return {**today, **(self._last(Party.LEARNER) or self._last(Party.COUNTERPART))}
        return today

    def _last(self, party: Party) -> dict[str, float]:
        last: dict[str, float] = {}
        for offer in self._ledger:
            if offer.party is party:
                last.update(offer.terms)
        return last

    # --- offers in words -------------------------------------------------------------------------------

    def _in_words(self, numbered: bool) -> tuple[list[_Term], list[str]]:
        terms: list[_Term] = []
        unclear: list[str] = []
        for start, end in self._sentences:
            sentence = self._lower[start:end]
            for found, read in ((self._cues.same.search(sentence), self._same),):
                if found:
                    values = read(sentence, numbered)
                    span = (start + found.start(), start + found.end())
                    terms += [_Term(issue, value, *span) for issue, value in values.items()]
                    if not values and not numbered:
                        unclear.append(self._text[slice(*span)])
            if found := self._cues.middle.search(sentence):
                named = {m.issue for m in self._mentions if start <= m.start < end}
                span = (start + found.start(), start + found.end())
                values = self._middle(named) or self._middle(set())
                if not self._between_numbers(start, end):
                    terms += [_Term(issue, value, *span) for issue, value in values.items()]
                    if not values:
                        unclear.append(self._text[slice(*span)])
            if numbered or terms:
                terms += self._kept(start, end)
        return terms, unclear

    def _same(self, sentence: str, numbered: bool) -> Mapping[str, float]:
        if self._cues.yours.search(sentence) and not self._cues.mine.search(sentence):
            return self._last(Party.COUNTERPART)
        if self._cues.mine.search(sentence) and not self._cues.yours.search(sentence):
            return self._last(Party.LEARNER)
        return dict(self._ledger[-1].terms) if self._ledger else {}

    def _middle(self, named: set[str]) -> Mapping[str, float]:
        own, theirs = self._last(Party.LEARNER), self._last(Party.COUNTERPART)
        return {
            issue: round((own[issue] + theirs[issue]) / 2, 4)
            for issue in own
            if issue in theirs and (not named or issue in named)
        }

    def _between_numbers(self, start: int, end: int) -> bool:
        return any(start <= amount.start < end and amount.low != amount.high for amount in self._amounts)

    def _kept(self, start: int, end: int) -> list[_Term]:
        """Issues that stay as they are: at the last offer, else at today's value."""
        kept = []
        for mention in self._mentions:
            if not start <= mention.start < end:
                continue
            window = self._lower[max(start, mention.start - 40) : mention.start]
            context = f"{window}~{self._lower[mention.end : min(end, mention.end + 40)]}"
            if self._cues.keep.search(context):
                issue = next(issue for issue in self._table.issues if issue.id == mention.issue)
                kept.append(_Term(issue.id, issue.today, mention.start, mention.end))
        return kept

    # --- conditions ------------------------------------------------------------------------------------

    def _conditional(self) -> bool:
        return bool(self._cues.conditional.search(self._cues.not_conditional.sub(" ", self._lower)))


def _verdict(context: str, cues: OfferCues) -> str:
    if cues.elsewhere.search(context):
        return "no"
    if cues.limit.search(context):
        return "yes" if cues.negated.search(context) else "unclear"
    return "no" if cues.refused.search(context) else "yes"


def _direction(context: str, cues: OfferCues) -> int:
    if cues.to_value.search(context):
        return 0
    up, down = cues.up.search(context), cues.down.search(context)
    return 0 if not up and not down else -1 if down and not up else 1


def _lowered(text: str) -> str:
    # Character by character, so that every offset in the copy is one in the text.
    straight = {"’": "'", "‘": "'", "´": "'", "`": "'", "\u00a0": " ", "\u202f": " "}
    return "".join(straight.get(char, low if len(low := char.lower()) == 1 else char) for char in text)


_SENTENCE_END = re.compile(
    r"[!?;\n]+|\.(?=\s|$)(?<!\bp\.m\.)(?<!\bmax\.)(?<!\bincl\.)(?<!\bmin\.)(?<!\bca\.)"
)


def _sentences(text: str) -> Iterable[tuple[int, int]]:
    start = 0
    for found in _SENTENCE_END.finditer(text):
        yield start, found.end()
        start = found.end()
    if start < len(text):
        yield start, len(text)
