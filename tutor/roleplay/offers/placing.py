"""Which issue an amount is meant for, and its value in that issue's unit."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tutor.domain.negotiation import Issue, Negotiation, Unit
from tutor.roleplay.offers.amounts import Amount
from tutor.roleplay.offers.cues import OfferCues
from tutor.roleplay.offers.directions import TIMES
from tutor.roleplay.offers.number_words import plain
from tutor.roleplay.offers.valuing import measure_of, value_for

_MARGIN = 12.0
_ANOTHERS = 15.0
"""What speaks against an issue of which the name belongs to another span of time in the sentence."""
_UNPLACED = -25.0


@dataclass(frozen=True, slots=True)
class Mention:
    """A word in the text that names an issue; start and end are character offsets, end exclusive."""

    issue: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Placing:
    """The issue an amount is meant for and its value there; None when it fits several or none for sure.

    named says that the sentence names the issue, beside that its name touches the amount.
    """

    issue: Issue | None
    value: float
    named: bool = False
    beside: bool = False


@dataclass(frozen=True, slots=True)
class _Candidate:
    issue: Issue
    value: float
    score: float
    named: bool
    beside: bool


def mentions_of(text: str, negotiation: Negotiation) -> tuple[Mention, ...]:
    """Where the issues are named in a text in lower case; of overlapping names the longest counts."""
    bare = "".join(p if len(p := plain(char)) == 1 else char for char in text)
    bare = bare.replace("of course", "of ______")
    found = [
        Mention(issue.id, *match.span())
        for issue in negotiation.issues
        for pattern in _names(issue.words)
        for match in pattern.finditer(bare)
    ]
    longest = sorted(found, key=lambda mention: (mention.start - mention.end, mention.start))
    kept: list[Mention] = []
    for mention in longest:
        if not any(_covers(other, mention) for other in kept):
            kept.append(mention)
    return tuple(sorted(kept, key=lambda mention: mention.start))


def _covers(longer: Mention, mention: Mention) -> bool:
    overlap = longer.start < mention.end and mention.start < longer.end
    same = (longer.start, longer.end) == (mention.start, mention.end)
    return overlap and (not same or longer.issue == mention.issue)


@lru_cache(maxsize=256)
def _names(words: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    # A name may carry an ending or, when it is long enough, stand inside a compound ("opleidingsbudget").
    patterns = []
    for word in words:
        name = plain(word.strip())
        body = r"\s+".join(map(re.escape, name.rstrip("*").split()))
        long = len(name) >= 5 and " " not in name
        head, tail = (r"\b\w*", r"\w*") if long else (r"\b", r"\w{0,4}")
        patterns.append(re.compile(rf"{head}{body}{tail}\b" if len(name) >= 3 else rf"\b{body}\b"))
    return tuple(patterns)


def owners(amounts: Sequence[Amount], mentions: Iterable[Mention], text: str) -> Mapping[Mention, int]:
    """The amount each name belongs to, by the amount's start: the nearest one."""
    starts = [amount.start for amount in amounts]
    return {
        mention: min(amounts, key=lambda amount: _gap(amount, mention, text, starts)).start
        for mention in mentions
        if amounts
    }


def place(
    amount: Amount,
    issues: Sequence[Issue],
    mentions: Sequence[Mention],
    text: str,
    *,
    direction: int,
    bases: Mapping[str, float],
    owned: Mapping[Mention, int],
    gaps_left: Mapping[str, tuple[float, float]],
) -> Placing | None:
    """The issue and value an amount stands for, None when it fits no issue at all.

    direction is 1 for more, -1 for less, 0 for a value; bases are what changes start from; owned says
    which amount each name belongs to; gaps_left what each side said last where they still differ.
    """
    starts = sorted(set(owned.values()) | {amount.start})
    candidates = []
    for issue in issues:
        change = direction
        value = value_for(amount, issue, change, bases[issue.id])
        if value is None:
            continue
        if direction and (_named_change(issue, mentions, text) or _beyond(value, issue)):
            plain_value = value_for(amount, issue, 0, bases[issue.id])
            if plain_value is not None and issue.low <= plain_value <= issue.high:
                change, value = 0, plain_value
        names = [mention for mention in mentions if mention.issue == issue.id]
        gaps = [(_gap(amount, name, text, starts), owned.get(name) == amount.start) for name in names]
        gap, own = min(gaps, key=lambda pair: pair[0] + (0 if pair[1] else 60), default=(None, False))
        score = _fit(amount, issue, value, change)
        score += 0.0 if change else _meets(amount, issue, value, gaps_left)
        if gap is not None and not own and amount.measure in TIMES:
            score -= _ANOTHERS
        if gap is not None:
            score += max(0.0, 90.0 - gap) * (1.0 if own else 0.1)
        candidates.append(_Candidate(issue, value, score, own, own and gap is not None and gap <= 3))
    if not candidates:
        return Placing(None, amount.low) if amount.currency else None
    return _chosen(candidates, changed=bool(direction) or amount.measure == "percent")


def _chosen(candidates: list[_Candidate], *, changed: bool) -> Placing:
    ranked = sorted(candidates, key=lambda candidate: -candidate.score)
    best = ranked[0]
    if best.score < _UNPLACED and not best.named and len(ranked) > 1:
        return Placing(None, best.value)
    rivals = [candidate for candidate in ranked if best.score - candidate.score < _MARGIN]
    if len(rivals) > 1 and changed and not best.named:
        # A raise of 200 with no word about what: the issue that weighs most is meant.
        best = max(rivals, key=lambda candidate: candidate.issue.counterpart_weight)
    elif len(rivals) > 1:
        return Placing(None, best.value, best.named, best.beside)
    return Placing(best.issue, best.value, best.named, best.beside)


_CHANGE_WORDS = ("raise", "increase", "rise", "opslag", "verhoging", "stijging", "discount", "korting")


def _named_change(issue: Issue, mentions: Iterable[Mention], text: str) -> bool:
    """Whether the issue is itself a change ("the increase", "korting"), so that its number is a value."""
    return any(
        mention.issue == issue.id and any(word in text[mention.start : mention.end] for word in _CHANGE_WORDS)
        for mention in mentions
    )


def _beyond(value: float, issue: Issue) -> bool:
    """Whether a change leads past the most that is on the table: "3% more" is then the percentage itself."""
    return issue.unit is Unit.PERCENT and value > issue.high


def _gap(amount: Amount, mention: Mention, text: str, starts: Sequence[int]) -> float:
    """How far a name stands from an amount, in characters, with a toll for what stands between them."""
    if mention.start < amount.end and amount.start < mention.end:
        return 0.0
    left, right = min(amount.end, mention.end), max(amount.start, mention.start)
    between = text[left:right]
    amounts = sum(left <= start < right and start != amount.start for start in starts)
    breaks = len(
        re.findall(
            r"[,:(]|\b(?:and|en|plus|but|maar|with|met|we|ik|i|if|als|then|dan|mits|when|provided)\b", between
        )
    )
    stops = len(re.findall(r"[.;!?\n]", between))
    return len(between) + 40.0 * amounts + 12.0 * breaks + 60.0 * stops


_TOWARDS = 40.0


def _meets(amount: Amount, issue: Issue, value: float, gaps_left: Mapping[str, tuple[float, float]]) -> float:
    """What speaks for an issue on which a bare number ("five, then") is a step towards the other side."""
    if amount.measure or issue.id not in gaps_left:
        return 0.0
    low, high = sorted(gaps_left[issue.id])
    return _TOWARDS if low < value < high and _on_a_step(value, issue) else 0.0


def _on_a_step(value: float, issue: Issue) -> bool:
    steps = (value - issue.low) / issue.step
    return abs(steps - round(steps)) <= 0.01


def _fit(amount: Amount, issue: Issue, value: float, direction: int) -> float:
    """How well a value goes with an issue's range, steps, unit and period."""
    outside = min(
        max(issue.low - value, value - issue.high, 0.0) / (issue.high - issue.low),
        _times_outside(value, issue),
    )
    score = 30.0 if outside == 0 else -min(60.0, 30.0 * outside)
    score += 15.0 * bool(amount.per and amount.per == issue.per)
    score += 15.0 * bool(amount.measure and amount.measure == measure_of(issue))
    if not direction and outside == 0:
        # Salary and budget may both hold 4,200; the one that is near it today is meant.
        score += 15.0 * (1 - min(1.0, abs(value - issue.today) / max(abs(issue.today), 1.0)))
    if amount.measure:
        return score
    steps = (value - issue.low) / issue.step
    score -= 15.0 * (abs(steps - round(steps)) > 0.01 and not direction)
    score -= 30.0 * (0 < value < issue.step and not direction)
    if issue.unit in (Unit.MONEY, Unit.PERCENT):
        return score
    odd = not (2 * amount.low).is_integer() or (amount.decimals and issue.unit is Unit.COUNT)
    between_steps = amount.decimals and abs(steps - round(steps)) > 0.01
    return score - 30.0 * (odd or between_steps)


def _times_outside(value: float, issue: Issue) -> float:
    """How far a value lies outside the range as a ratio: 5,000 is nearer to 4,300 than to 2,000."""
    if value <= 0 or issue.low <= 0:
        return math.inf
    return 3.0 * abs(math.log2(max(value / issue.high, issue.low / value, 1.0)))


def own_part(placing: Placing | None, context: str, cues: OfferCues) -> Placing | None:
    """The placing as the speaker's own part: where "you get 900,000" of two million, the rest."""
    whole = placing.issue.whole if placing and placing.issue else None
    if placing is None or whole is None or not cues.others_part.search(context):
        return placing
    return replace(placing, value=round(whole - placing.value, 4))


def part_of_something(amount: Amount, end: int, text: str, mentions: Iterable[Mention]) -> bool:
    """Whether a percentage is of something that is not negotiated ("30 percent of the costs").

    end is where the sentence of the amount ends.
    """
    if amount.measure != "percent":
        return False
    of = re.match(
        r"\s+(?:of|van)\s+(?!your\b|what\b|je\b|jouw\b|wat\b|uw\b|my\b|mijn\b)", text[amount.end : end]
    )
    start = amount.end + of.end() if of else 0
    return bool(of) and not any(start <= name.start < start + 20 for name in mentions)
