"""The words that an issue's own phrase puts around a number, taken out before cues are looked for.

"€900,000 for home care" is an offer in the counterpart's own words; "for" and "home care" then say what
the number is for, and not that it is about something else. So does "for the portal" where that is a name.
"""

import re
from collections.abc import Iterable, Sequence

from tutor.domain.negotiation import Issue
from tutor.roleplay.offers.amounts import Amount
from tutor.roleplay.offers.placing import Mention

_FOR = re.compile(
    r" (?:for|of|voor|van)(?: (?:the|my|our|your|this|de|het|mijn|ons|onze|jouw|je|jullie|dit|deze))? "
)
_END = re.compile(r"\s*(?:$|[,.;!?)]|(?:and|en|then|dan|plus)\b)")


def without_phrases(
    text: str, amounts: Iterable[Amount], issues: Sequence[Issue], names: Iterable[Mention] = ()
) -> str:
    """The text with those words blanked, letter for letter, so that every offset stays."""
    bare = list(text)
    for amount in amounts:
        for head, tail in _around(issues):
            start, end = amount.start - len(head), amount.end + len(tail)
            if text[max(0, start) : amount.start] == head and text[amount.end : end] == tail:
                bare[start : amount.start] = " " * len(head)
                bare[amount.end : end] = " " * len(tail)
        for name in names:
            if _FOR.fullmatch(text, amount.end, name.start) and _END.match(text, name.end):
                bare[amount.end : name.end] = " " * (name.end - amount.end)
    return "".join(bare)


def _around(issues: Sequence[Issue]) -> list[tuple[str, str]]:
    """What stands before and after the value in each phrase, in lower case."""
    phrases = [phrase for issue in issues for phrase in (issue.phrase, issue.phrase_one) if phrase]
    parts = [phrase.lower().partition("{value}") for phrase in phrases]
    return [(head, tail) for head, _, tail in parts if head.strip() or tail.strip()]
