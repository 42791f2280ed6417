"""Numbers and offers in what a counterpart says, against what is on the table and what was decided; pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from tutor.domain.scenario import Scenario
from tutor.domain.session import Act
from tutor.roleplay.offers.amounts import find_amounts
from tutor.roleplay.offers.parsing import parse_offer
from tutor.roleplay.offers.text import lowered
from tutor.roleplay.voice import Moment, filled, pool

AT_THE_TABLE = frozenset({Act.OFFER, Act.HOLD, Act.ACCEPT, Act.REJECT, Act.BLUFF_CALL, Act.END})
"""Acts that say where somebody stands; nothing but the ledger and the decision has a number for them."""
SMALL = 13
"""Below this a number counts things ("two of them") unless it is read as a term."""
_COUNTED = re.compile(r"(?i)\b(?:the|these|those|all|your|my|our|de|het|die|deze|alle|jouw|mijn|onze)\s*$")
"""What stands before a number that counts what there is ("which of the three"), and offers nothing."""
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def undecided(moment: Moment, text: str) -> bool:
    """Whether the text has a number or a term that nobody put there: a slip, or an offer out of the blue."""
    free = moment.scenario.negotiation is None
    if large := [number for number in _numbers(text, moment.scenario.language) if number >= SMALL]:
        allowed = _allowed(moment)
        if any(it not in allowed and not (free and _loosely(it, allowed)) for it in large):
            return True
    return not free and _new_term(moment, text)


def _loosely(number: float, allowed: frozenset[float]) -> bool:
    """Whether a number is a figure of speech ("a hundred things"), or a known one shortened or rounded."""
    if number in (100, 1000, 1_000_000) or number * 1000 in allowed:
        return True
    return any(abs(number - known) <= known / 1000 for known in allowed)


def _new_term(moment: Moment, text: str) -> bool:
    """Whether a value for an issue is named that is neither on the table nor decided."""
    table = moment.scenario.negotiation
    assert table is not None, "only a negotiation has terms"
    ledger, language = moment.before.offers, moment.scenario.language
    read, known = parse_offer(text, table, ledger, language), list(_terms(moment))
    fresh = [
        (issue, value)
        for issue, value in read.terms.items()
        if not _within(known, issue, value)
        and not (value < SMALL and _COUNTED.search(text[: read.spans[issue][0]]))
    ]
    if not fresh:
        return False
    decided = [parse_offer(line, table, ledger, language).terms for line in _lines(moment)]
    return not all(_within(decided, *term) for term in fresh)


def _within(known: Iterable[Mapping[str, float]], issue: str, value: float) -> bool:
    """Whether some terms hold a value for an issue."""
    return any(issue in it and abs(it[issue] - value) < 0.005 for it in known)


def _terms(moment: Moment) -> Iterator[Mapping[str, float]]:
    decision, table = moment.decision, moment.scenario.negotiation
    yield from (offer.terms for offer in moment.before.offers)
    for offer in (decision.offer, decision.learner_offer):
        if offer is not None:
            yield offer.terms
    if decision.deal:
        yield decision.deal
    if table:
        yield {issue.id: issue.today for issue in table.issues}


def _allowed(moment: Moment) -> frozenset[float]:
    scenario = moment.scenario
    language = scenario.language
    allowed = {round(value, 2) for terms in _terms(moment) for value in terms.values()}
    texts = [*_lines(moment), *(turn.utterance.words for turn in moment.turns)]
    if scenario.negotiation is None:
        texts += [*_briefed(scenario), moment.text, *(turn.text for turn in moment.turns)]
    elif moment.decision.act not in AT_THE_TABLE:
        texts += [moment.text]
    allowed |= {number for text in texts for number in _numbers(text, language)}
    return frozenset(allowed)


def _briefed(scenario: Scenario) -> Iterable[str]:
    return (scenario.briefing.role, scenario.briefing.situation, scenario.summary, scenario.persona.role)


def _lines(moment: Moment) -> tuple[str, ...]:
    scenario, decision = moment.scenario, moment.decision
    return tuple(filled(line, scenario, decision) for line in pool(scenario, decision).values())


@lru_cache(maxsize=4096)
def _numbers(text: str, language: str) -> tuple[float, ...]:
    """Every number of a text, in digits or in words; years are none."""
    return tuple(_found(text, language))


def _found(text: str, language: str) -> Iterator[float]:
    for found in _DIGITS.findall(text):
        whole = re.sub(r"[.,](?=\d{3}\b)", "", found).replace(",", ".")
        number = round(float(whole), 2) if whole.count(".") <= 1 else 0.0
        if not 1900 < number < 2100:
            yield number
    for amount in find_amounts(lowered(text), language):
        if amount.measure == "share":  # half an hour, half of it
            continue
        yield from (value for value in {round(amount.low, 2), round(amount.high, 2)} if value)
