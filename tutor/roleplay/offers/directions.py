"""Whether a number is a value or a change, and which way: "200 more", "a week earlier"."""

import re

from tutor.roleplay.offers.cues import OfferCues

TIMES = frozenset({"hour", "day", "week", "month", "year"})
"""The measures of time."""


def direction_of(context: str, measure: str, cues: OfferCues) -> int:
    """1 for more or later, -1 for less or earlier, 0 for a value; the number stands as @ in its context."""
    if measure in TIMES:
        context = re.sub(r"@ off\b", "@", context)
        if cues.later.search(context) or cues.sooner.search(context):
            return 1 if cues.later.search(context) else -1
    if cues.value.search(context):
        return 0
    up, down = cues.up.search(context), cues.down.search(context)
    return 0 if not up and not down else -1 if down and not up else 1
