"""Negotiations for tests: a raise with two other issues, and random ones."""

from random import Random

from tutor.domain.negotiation import Issue, Negotiation, NegotiationLines, Reasons, Side, Tactic, Unit

_LINE = ("{offer}",)
LINES = NegotiationLines(offer=_LINE, hold=_LINE, accept=_LINE, reject=_LINE, unclear=_LINE, bluff=_LINE)

EVERY_REASON = frozenset(Reasons.model_fields)


def raise_table(language: str = "en", **side: object) -> Negotiation:
    """An employee wants more pay, days at home and training; the learner is the manager."""
    dutch = language == "nl"
    issues = (
        Issue(
            id="salary",
            title="Salaris" if dutch else "Salary",
            unit=Unit.MONEY,
            per="month",
            low=3800,
            high=4800,
            step=50,
            today=3900,
            counterpart_wants="high",
            counterpart_weight=0.5,
            learner_weight=0.5,
            words=("salaris", "loon") if dutch else ("salary", "pay"),
            phrase="{value} per maand" if dutch else "{value} a month",
        ),
        Issue(
            id="home",
            title="Thuiswerken" if dutch else "Days at home",
            unit=Unit.DAYS,
            per="week",
            low=0,
            high=4,
            step=0.5,
            today=1,
            counterpart_wants="high",
            counterpart_weight=0.3,
            learner_weight=0.1,
            words=("thuis",) if dutch else ("home", "remote"),
            phrase="{value} thuis" if dutch else "{value} at home",
        ),
        Issue(
            id="training",
            title="Opleidingsbudget" if dutch else "Training budget",
            unit=Unit.MONEY,
            per="year",
            low=0,
            high=3000,
            step=250,
            today=500,
            counterpart_wants="high",
            counterpart_weight=0.2,
            learner_weight=0.4,
            words=("opleiding", "cursus") if dutch else ("training", "course"),
            phrase="{value} voor opleiding" if dutch else "{value} for training",
        ),
    )
    counterpart = Side(**{"target": 0.9, "reservation": 0.4, "batna": "an offer elsewhere", **side})
    learner = Side(target=0.9, reservation=0.3, batna="look for somebody else")
    return Negotiation(deadline=16, issues=issues, counterpart=counterpart, learner=learner, lines=LINES)


def random_table(random: Random) -> Negotiation:
    """A negotiation with one to six issues of any unit and any two sides."""
    target = random.uniform(0.5, 1.0)
    counterpart = Side(
        target=target,
        reservation=random.uniform(0.05, target),
        batna="-",
        tactic=Tactic(beta=random.choice([0.2, 0.5, 1, 3]), imitation=random.random()),
    )
    return Negotiation(
        deadline=random.randint(4, 24),
        issues=tuple(_random_issue(random, number) for number in range(random.randint(1, 6))),
        counterpart=counterpart,
        learner=Side(target=1, reservation=random.uniform(0, 0.6), batna="-"),
        lines=LINES,
    )


def _random_issue(random: Random, number: int) -> Issue:
    unit = random.choice(list(Unit))
    low = random.choice([0, 0, 1, 10, 100, 3000])
    high = low + random.choice([1, 4, 20, 1000, 5000])
    if unit is Unit.MONTH:
        low, high = 2, 11
    return Issue(
        id=f"issue-{number}",
        title=f"Issue {number}",
        unit=unit,
        low=low,
        high=high,
        step=(high - low) / random.choice([1, 3, 7, 20]),
        today=random.uniform(low, high),
        counterpart_wants=random.choice(["low", "high"]),
        counterpart_weight=random.uniform(0.05, 1),
        learner_weight=random.uniform(0.05, 1),
        words=(f"thing{number}",),
        phrase=f"{{value}} of thing{number}",
    )
