"""The kinds of cue around a number, and how they are written down."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OfferCues:
    """The patterns of a language.

    They run on one sentence in lower case in which the amount at hand is ``@`` and every other one ``#``;
    keep, all_mine and all_yours also have ``~`` for the name
    of an issue.

    elsewhere: the number is a quote, a benchmark, the past or another thing. refused: the speaker says no
    to it. limit: "more than @"; negated turns a limit into an offer at it. offering: plainly puts terms.
    others: somebody else is the subject; speakers: one of the two is. known: words that an offer without a
    verb consists of. counted: a word that says what else a number counts ("projects"). up and down: the
    number is a change, unless value holds; later and sooner: of a time; raised: a change of what holds
    today; own, theirs and now: what a change starts from. clause: where a new thought begins. correction:
    what follows replaces what was said. either: alternatives, announced; other: all that stands between two
    of them. middle, same, rest, keep: offers in words; mine and yours: whose. all_mine and
    all_yours: who pays or gets an issue wholly. conditional, once not_conditional
    has been taken out ("if possible"): something is asked in return. others_part: it is the part of the one
    spoken to, of what both share out.
    """

    elsewhere: re.Pattern[str]
    refused: re.Pattern[str]
    limit: re.Pattern[str]
    negated: re.Pattern[str]
    offering: re.Pattern[str]
    others: re.Pattern[str]
    speakers: re.Pattern[str]
    known: frozenset[str]
    counted: re.Pattern[str]
    up: re.Pattern[str]
    down: re.Pattern[str]
    later: re.Pattern[str]
    sooner: re.Pattern[str]
    value: re.Pattern[str]
    others_part: re.Pattern[str]
    raised: re.Pattern[str]
    own: re.Pattern[str]
    theirs: re.Pattern[str]
    now: re.Pattern[str]
    clause: re.Pattern[str]
    correction: re.Pattern[str]
    either: re.Pattern[str]
    other: re.Pattern[str]
    middle: re.Pattern[str]
    same: re.Pattern[str]
    rest: re.Pattern[str]
    keep: re.Pattern[str]
    all_mine: re.Pattern[str]
    all_yours: re.Pattern[str]
    mine: re.Pattern[str]
    yours: re.Pattern[str]
    conditional: re.Pattern[str]
    not_conditional: re.Pattern[str]


def any_of(*patterns: str) -> re.Pattern[str]:
    """One pattern that finds what any of them finds."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def words(*lines: str) -> str:
    """A pattern for any of the words, separated by spaces; an underscore stands for a space in a phrase."""
    listed = " ".join(lines).split()
    return "(?:" + "|".join(word.replace("_", " ") for word in listed) + ")"
