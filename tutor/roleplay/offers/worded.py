"""Offers made in words ("the same but", "meet in the middle", "the pay stays"), what changes start from."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tutor.domain.negotiation import Issue
from tutor.domain.session import Offer, Party
from tutor.roleplay.offers.amounts import Amount
from tutor.roleplay.offers.cues import OfferCues
from tutor.roleplay.offers.placing import Mention

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Term:
    """A value for an issue, and where it was read; start and end are character offsets, end exclusive.

    guessed says that the words leave open whose offer the value is taken from.
    """

    issue: str
    value: float
    start: int
    end: int
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class _Referred:
    """The values that words refer to; guessed when they do not say whose."""

    values: Mapping[str, float]
    guessed: bool = False


def last_terms(ledger: tuple[Offer, ...], party: Party) -> dict[str, float]:
    """A party's latest value on each issue it has named."""
    last: dict[str, float] = {}
    for offer in ledger:
        if offer.party is party:
            last.update(offer.terms)
    return last


def gaps_left(ledger: tuple[Offer, ...], issues: Sequence[Issue]) -> Mapping[str, tuple[float, float]]:
    """What each side said last where they differ; on what the learner did not name, its best is meant."""
    own, theirs = last_terms(ledger, Party.LEARNER), last_terms(ledger, Party.COUNTERPART)
    wished = {issue.id: issue.high if issue.counterpart_wants == "low" else issue.low for issue in issues}
    said = {it: own.get(it, wished[it]) for it in theirs}
    return {it: (said[it], theirs[it]) for it in theirs if said[it] != theirs[it]}


def starts_of(
    context: str,
    amount: Amount,
    direction: int,
    issues: Sequence[Issue],
    ledger: tuple[Offer, ...],
    cues: OfferCues,
) -> Mapping[str, float]:
    """What a change on each issue starts from, by what stands around its amount."""
    today = {issue.id: issue.today for issue in issues}
    own, theirs = last_terms(ledger, Party.LEARNER), last_terms(ledger, Party.COUNTERPART)
    if cues.theirs.search(context):
        return {**today, **theirs}
    if cues.now.search(context):
        return today
    if cues.own.search(context):
        return {**today, **(own or theirs)}
    if cues.raised.search(context) or amount.measure == "percent":
        return today
    asks = {issue.id: (issue.counterpart_wants == "low") == (direction > 0) for issue in issues}
    return {issue: (theirs if asks[issue] else own).get(issue, value) for issue, value in today.items()}


def worded_terms(
    text: str,
    sentences: Iterable[Span],
    mentions: Sequence[Mention],
    issues: Sequence[Issue],
    ledger: tuple[Offer, ...],
    cues: OfferCues,
    *,
    numbered: Sequence[Term],
    replaced: Container[float] = (),
) -> tuple[list[Term], list[Span]]:
    """The terms that words alone put on the table, and the spans of words that refer to nothing there.

    numbered holds the terms that were read from numbers, replaced the numbers they come instead of; an issue
    that "stays as it is" is a term only beside another.
    """
    terms: list[Term] = []
    lost: list[Span] = []
    for start, end in sentences:
        near = [mention for mention in mentions if start <= mention.start < end]
        for span, meant in _whole_offers(text, (start, end), near, ledger, cues, numbered, replaced):
            terms += [Term(issue, value, *span, meant.guessed) for issue, value in meant.values.items()]
            if not meant.values and not numbered:
                lost.append(span)
        terms += _assigned(text, (start, end), near, issues, cues)
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
    replaced: Container[float],
) -> Iterable[tuple[Span, _Referred]]:
    start, end = sentence
    words = text[start:end]
    if found := cues.rest.search(words):
        yield (start + found.start(), start + found.end()), _rest(words, ledger, cues)
    elif found := cues.same.search(words):
        yield (
            (start + found.start(), start + found.end()),
            _said_whose(words, ledger, cues) or _same(ledger, numbered, replaced),
        )
    settled = {term.issue for term in numbered if start <= term.start < end}
    named = {mention.issue for mention in near} - settled
    if (found := cues.middle.search(words)) and (named or not settled):
        yield (start + found.start(), start + found.end()), _Referred(_middle(named, ledger))


def _said_whose(words: str, ledger: tuple[Offer, ...], cues: OfferCues) -> _Referred | None:
    """The offer that "my" or "your" points at; None when the words say neither, or both."""
    mine, yours = cues.mine.search(words), cues.yours.search(words)
    if mine and not yours:
        return _Referred(last_terms(ledger, Party.LEARNER))
    if yours and not mine:
        return _Referred(last_terms(ledger, Party.COUNTERPART))
    return None


def _rest(words: str, ledger: tuple[Offer, ...], cues: OfferCues) -> _Referred:
    """ "The rest stays": of what was put on the table last."""
    last = dict(ledger[-1].terms) if ledger else {}
    return _said_whose(words, ledger, cues) or _Referred(last, _both_made_one(ledger))


def _same(ledger: tuple[Offer, ...], numbered: Sequence[Term], replaced: Container[float]) -> _Referred:
    """ "The same but": one's own offer, unless what follows changes nothing there, or something of theirs."""
    own, theirs = last_terms(ledger, Party.LEARNER), last_terms(ledger, Party.COUNTERPART)
    unchanged = bool(numbered) and all(own.get(term.issue) == term.value for term in numbered)
    changes = {term.issue: term.value for term in numbered}
    of_theirs = any(theirs.get(it) in replaced and own.get(it) not in replaced for it in changes)
    return _Referred(theirs if unchanged or of_theirs or not own else own, _both_made_one(ledger))


def _both_made_one(ledger: tuple[Offer, ...]) -> bool:
    return {offer.party for offer in ledger} == {Party.LEARNER, Party.COUNTERPART}


def _middle(named: set[str], ledger: tuple[Offer, ...]) -> Mapping[str, float]:
    own, theirs = last_terms(ledger, Party.LEARNER), last_terms(ledger, Party.COUNTERPART)
    both = {issue: round((own[issue] + theirs[issue]) / 2, 4) for issue in own if issue in theirs}
    return {issue: value for issue, value in both.items() if issue in named} or both


def _assigned(
    text: str, sentence: Span, near: Sequence[Mention], issues: Sequence[Issue], cues: OfferCues
) -> list[Term]:
    """What goes wholly to one side: "you pay the whole portal" leaves the speaker nothing of it."""
    wholes = {issue.id: issue.whole for issue in issues if issue.whole is not None}
    found = []
    for name in near:
        if (whole := wholes.get(name.issue)) is None:
            continue
        words = _around(text, sentence, name)
        if cues.all_yours.search(words):
            found.append(Term(name.issue, 0.0, name.start, name.end))
        elif cues.all_mine.search(words):
            found.append(Term(name.issue, whole, name.start, name.end))
    return found


def _kept(
    text: str, sentence: Span, near: Sequence[Mention], issues: Sequence[Issue], cues: OfferCues
) -> list[Term]:
    today = {issue.id: issue.today for issue in issues}
    return [
        Term(name.issue, today[name.issue], name.start, name.end)
        for name in near
        if cues.keep.search(_around(text, sentence, name))
    ]


def _around(text: str, sentence: Span, name: Mention) -> str:
    """What stands around a name in its sentence, with the name as ``~``."""
    start, end = sentence
    return f"{text[max(start, name.start - 40) : name.start]}~{text[name.end : min(end, name.end + 40)]}"
