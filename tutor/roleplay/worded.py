"""Offers made in words instead of numbers: "the same but", "meet in the middle", "the pay stays as is"."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tutor.domain.scenario import Issue
from tutor.domain.session import Offer, Party
from tutor.roleplay.offer_cues import OfferCues
from tutor.roleplay.placing import Mention

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Term:
    """A value for an issue, and where it was read; start and end are character offsets, end exclusive."""

    issue: str
    value: float
    start: int
    end: int


def last_terms(ledger: tuple[Offer, ...], party: Party) -> dict[str, float]:
    """A party's latest value on each issue it has named."""
    last: dict[str, float] = {}
    for offer in ledger:
        if offer.party is party:
            last.update(offer.terms)
    return last


def worded_terms(
    text: str,
    sentences: Iterable[Span],
    mentions: Sequence[Mention],
    issues: Sequence[Issue],
    ledger: tuple[Offer, ...],
    cues: OfferCues,
    *,
    numbered: Sequence[Term],
) -> tuple[list[Term], list[Span]]:
    """The terms that words alone put on the table, and the spans of words that refer to nothing there.

    numbered holds the terms that were read from numbers; an issue that "stays as it is" is a term only beside
    another.
    """
    terms: list[Term] = []
    lost: list[Span] = []
    for start, end in sentences:
        near = [mention for mention in mentions if start <= mention.start < end]
        for span, values in _whole_offers(text, (start, end), near, ledger, cues, numbered):
            terms += [Term(issue, value, *span) for issue, value in values.items()]
            if not values and not numbered:
                lost.append(span)
        if numbered or terms:
            terms += _kept(text, (start, end), near, issues, cues)
    return terms, lost


def _whole_offers(
    text: str,
    sentence: Span,
    near: Sequence[Mention],
    ledger: tuple[Offer, ...],
    cues: OfferCues,
    numbered: Sequence[Term],
) -> Iterable[tuple[Span, Mapping[str, float]]]:
    start, end = sentence
    words = text[start:end]
    if found := cues.same.search(words):
        yield (start + found.start(), start + found.end()), _same(words, ledger, cues)
    settled = {term.issue for term in numbered if start <= term.start < end}
    named = {mention.issue for mention in near} - settled
    if (found := cues.middle.search(words)) and (named or not settled):
        yield (start + found.start(), start + found.end()), _middle(named, ledger)


def _same(words: str, ledger: tuple[Offer, ...], cues: OfferCues) -> Mapping[str, float]:
    mine, yours = cues.mine.search(words), cues.yours.search(words)
    if mine and not yours:
        return last_terms(ledger, Party.LEARNER)
    if yours and not mine:
        return last_terms(ledger, Party.COUNTERPART)
    return dict(ledger[-1].terms) if ledger else {}


def _middle(named: set[str], ledger: tuple[Offer, ...]) -> Mapping[str, float]:
    own, theirs = last_terms(ledger, Party.LEARNER), last_terms(ledger, Party.COUNTERPART)
    both = {issue: round((own[issue] + theirs[issue]) / 2, 4) for issue in own if issue in theirs}
    return {issue: value for issue, value in both.items() if issue in named} or both


def _kept(
    text: str, sentence: Span, near: Sequence[Mention], issues: Sequence[Issue], cues: OfferCues
) -> list[Term]:
    today = {issue.id: issue.today for issue in issues}
    start, end = sentence
    kept = []
    for name in near:
        before, after = (
            text[max(start, name.start - 40) : name.start],
            text[name.end : min(end, name.end + 40)],
        )
        if cues.keep.search(f"{before}~{after}"):
            kept.append(Term(name.issue, today[name.issue], name.start, name.end))
    return kept
