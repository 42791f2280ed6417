"""What can never be said, entered, told or come to, and where a conversation would be stuck; pure."""

from collections.abc import Iterator

from tutor.authoring.lint import Finding, Located, conditions_of
from tutor.authoring.reach import Reach, why_never
from tutor.authoring.yaml_file import YamlFile
from tutor.domain.condition import Condition, Interval
from tutor.domain.scenario import Degree, Ending, EndingKind, Scenario

WAYS_OUT = (EndingKind.AGREEMENT, EndingKind.PARTIAL, EndingKind.STALEMATE)


def lint_reach(yaml: YamlFile, scenario: Scenario) -> tuple[Finding, ...]:
    """Everything in a scenario that no conversation comes to, and phases without a way out."""
    if not _sound(scenario):
        return ()  # names that do not exist are reported elsewhere, and would only be said twice
    file, reach = Located(yaml), Reach.of(scenario)
    return (
        *_never(file, scenario, reach),
        *_phases(file, scenario),
        *_degrees(file, scenario),
        *_shadowed(file, scenario),
        *_stuck(file, scenario, reach),
    )


def _sound(scenario: Scenario) -> bool:
    flags = {flag for reaction in scenario.reactions for flag in reaction.sets}
    phases = {phase.id for phase in scenario.phases}
    facts = {fact.id for fact in scenario.facts}
    return all(
        flags >= set(when.flags) and phases >= set(when.phase) and facts >= set(when.facts)
        for _, when in conditions_of(scenario)
    )


def _never(file: Located, scenario: Scenario, reach: Reach) -> Iterator[Finding]:
    for trail, when in conditions_of(scenario):
        if reason := why_never(when, scenario, reach):
            yield file.error(trail, f"unreachable: {reason}. Change the condition, or remove what it is for.")


def _phases(file: Located, scenario: Scenario) -> Iterator[Finding]:
    for number, phase in enumerate(scenario.phases):
        if number and not phase.when.specificity:
            yield file.error(
                ("phases", number),
                f"phase {phase.id!r} begins with the first reply, so that nothing before it is ever seen. "
                "Say when it begins.",
            )


def _degrees(file: Located, scenario: Scenario) -> Iterator[Finding]:
    for number, fact in enumerate(scenario.facts):
        highest = Degree.HIDDEN
        for step, disclosure in enumerate(fact.disclosures):
            if disclosure.degree.rank <= highest.rank:
                yield file.error(
                    ("facts", number, "disclosures", step),
                    f"unreachable: {disclosure.degree.value} of fact {fact.id!r} stands after "
                    f"{highest.value}. Put the degrees in order, each once.",
                )
            highest = max(highest, disclosure.degree, key=lambda degree: degree.rank)


# --- endings -------------------------------------------------------------------------------------------


def _shadowed(file: Located, scenario: Scenario) -> Iterator[Finding]:
    for number, later in enumerate(scenario.endings):
        for earlier in scenario.endings[:number]:
            if _always_first(earlier, later, scenario):
                yield file.error(
                    ("endings", number),
                    f"unreachable: ending {earlier.id!r} stands before {later.id!r} and holds whenever it "
                    "does. Put the one that asks more first.",
                )
                break


def _always_first(earlier: Ending, later: Ending, scenario: Scenario) -> bool:
    """Whether the earlier ending is taken in every conversation in which the later one could be."""
    if later.kind is EndingKind.TIME:
        return earlier.kind is EndingKind.TIME
    if later.kind is EndingKind.AGREEMENT and scenario.negotiation:
        return earlier.kind is EndingKind.AGREEMENT
    if earlier.kind is not later.kind:
        return False
    return weaker(earlier.when, later.when)


def weaker(one: Condition, other: Condition) -> bool:
    """Whether the first condition holds whenever the second does."""
    bounds = ("trust", "tension", "openness", "patience", "turn")
    return (
        all(_within(getattr(other, name), getattr(one, name)) for name in bounds)
        and (not one.phase or (bool(other.phase) and set(one.phase) >= set(other.phase)))
        and (not one.words or (bool(other.words) and set(one.words) >= set(other.words)))
        and set(one.flags) <= set(other.flags)
        and set(one.without) <= set(other.without)
        and all(_as_far(degree, other.facts.get(fact)) for fact, degree in one.facts.items())
        and all(_within(other.counts.get(move), bound) for move, bound in one.counts.items())
        and all(other.people.get(id) == gauges for id, gauges in one.people.items())
    )


def _within(inner: Interval | None, outer: Interval | None) -> bool:
    if outer is None:
        return True
    if inner is None:
        return False
    low = inner.low > outer.low or (inner.low == outer.low and (inner.above or not outer.above))
    high = inner.high < outer.high or (inner.high == outer.high and (inner.below or not outer.below))
    return low and high


def _as_far(asked: str, given: str | None) -> bool:
    return given is not None and Degree(given).rank >= Degree(asked).rank


# --- a way out -----------------------------------------------------------------------------------------


def _stuck(file: Located, scenario: Scenario, reach: Reach) -> Iterator[Finding]:
    """Phases from which only walking out and the clock lead: going round until time is up."""
    order = [phase.id for phase in scenario.phases]
    out = [it for it in scenario.endings if it.kind in WAYS_OUT and not why_never(it.when, scenario, reach)]
    for number, phase in enumerate(scenario.phases):
        ahead = set(order[number:])
        if phase.id in reach.phases and not any(
            not ending.when.phase or ahead & set(ending.when.phase) for ending in out
        ):
            yield file.error(
                ("phases", number),
                f"no way out of phase {phase.id!r} but walking out or time. Let an ending hold in it or "
                "after it.",
            )
