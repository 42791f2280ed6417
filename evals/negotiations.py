"""``python -m evals.negotiations``: 1,000 seeded negotiations a scenario; is the counterpart ever undercut?

Learners run from generous through greedy to absurd; what they type goes through the real offer parser and
the Director. Only the moves are taken as known, so that every path of the table is reached, whatever the
recogniser makes of a sentence.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tutor.authoring.loader import Library
from tutor.domain.move import FoundMove, Move
from tutor.domain.negotiation import Issue, Negotiation
from tutor.domain.scenario import Difficulty, Scenario
from tutor.domain.session import Party, State
from tutor.roleplay.bargaining.packages import utility
from tutor.roleplay.director import decide
from tutor.roleplay.offers.parsing import say_offer
from tutor.roleplay.reply import Reply
from tutor.roleplay.state import beginning
from tutor.settings import shipped

RUNS = 1000
ABSURD = (
    "{v}000000", "-{v}", "0", "1e99", "NaN euro", "€ € €", "٤٢", "{v}.{v}.{v}", "½ of {v}", "more more more",
    "all of it", "{v} %", "between {v} and -{v}", "{v} days a second", "\u202e{v}", "₿{v}",
)  # fmt: skip
CHAT: tuple[tuple[str, tuple[Move, ...]], ...] = (
    ("What matters most to you?", (Move.ASK_OPEN, Move.ASK_INTEREST)),
    ("I need more time with my family.", (Move.NEED,)),
    ("Comparable jobs pay more.", (Move.JUSTIFY,)),
    ("I have another offer.", (Move.WALK_AWAY,)),
    ("You are so kind.", (Move.AFFIRM,)),
    ("Come on!", (Move.UNCLEAR,)),
    ("You never give me anything.", (Move.BLAME,)),
    ("Fine, agreed.", (Move.ACCEPT,)),
    ("Deal!", (Move.ACCEPT,)),
    ("Let's stop here.", (Move.CLOSE,)),
    ("No way.", (Move.REJECT,)),
    ("", (Move.UNCLEAR,)),
)


@dataclass(frozen=True)
class Played:
    """How one negotiation went."""

    outcome: str
    turns: int
    undercut: bool
    unended: bool


def learner(scenario: Scenario, chance: random.Random) -> Iterator[Reply]:
    """Replies of one learner, with a temper between generous (0) and absurd (1)."""
    temper, talkative = chance.random(), chance.uniform(0.2, 0.8)
    while True:
        if chance.random() < talkative:
            text, moves = chance.choice(CHAT)
        elif chance.random() < temper * 0.5:
            text, moves = chance.choice(ABSURD).format(v=chance.randint(0, 9999)), (Move.OFFER,)
        else:
            text, moves = _offer(scenario, temper, chance), (Move.OFFER,)
            if chance.random() < 0.3:
                text, moves = f"If you agree to that: {text}", (Move.OFFER, Move.TRADE)
        yield Reply(text, tuple(FoundMove(move, 0.9, 0, len(text)) for move in moves))


def _offer(scenario: Scenario, temper: float, chance: random.Random) -> str:
    assert scenario.negotiation
    issues = chance.sample(scenario.negotiation.issues, chance.randint(1, len(scenario.negotiation.issues)))
    terms = {issue.id: _value(issue, temper, chance) for issue in issues}
    return say_offer(terms, scenario.negotiation, scenario.language)


def _value(issue: Issue, temper: float, chance: random.Random) -> float:
    good, bad = (issue.low, issue.high) if issue.counterpart_wants == "low" else (issue.high, issue.low)
    share = temper * chance.uniform(0.5, 1.5)
    value = good + (bad - good) * share
    return round(value / issue.step) * issue.step


def negotiate(scenario: Scenario, seed: int) -> Played:
    """Play one negotiation to its end."""
    assert scenario.negotiation
    chance = random.Random(seed)
    state, difficulty = beginning(scenario), chance.choice(list(Difficulty))
    replies = learner(scenario, chance)
    while not state.ended and state.turn <= scenario.turns + 2:
        _, state = decide(scenario, state, next(replies), difficulty)
    return Played(
        outcome=state.outcome.value if state.outcome else "none",
        turns=state.turn,
        undercut=_undercut(scenario.negotiation, state),
        unended=not state.ended,
    )


def _undercut(negotiation: Negotiation, state: State) -> bool:
    """Whether a deal, or an offer of its own, is worth less to the counterpart than its reservation value."""
    own = [offer.terms for offer in state.offers if offer.party is Party.COUNTERPART]
    packages = own + ([state.deal] if state.deal else [])
    least = negotiation.counterpart.reservation - 1e-9
    return any(utility(negotiation, Party.COUNTERPART, terms) < least for terms in packages)


def main() -> int:
    """Print the table; 1 when a bar is missed."""
    library = Library((shipped(),))
    failed = 0
    print(f"{RUNS} seeded negotiations a scenario, from generous to absurd")
    for language in ("en", "nl"):
        for scenario in library.scenarios(language):
            if scenario.negotiation is None:
                continue
            played = [negotiate(scenario, seed) for seed in range(RUNS)]
            outcomes = Counter(it.outcome for it in played)
            undercut, unended = sum(it.undercut for it in played), sum(it.unended for it in played)
            shown = ", ".join(f"{name} {count}" for name, count in outcomes.most_common())
            print(f"{scenario.id} ({language}): below reservation {undercut}, unended {unended}; {shown}")
            failed += undercut + unended
    return int(failed > 0)


if __name__ == "__main__":
    raise SystemExit(main())
