"""Replies that come often and find no line, everyday words that betray, numbers that do not add up; pure."""

from collections.abc import Iterator

from tutor.authoring.lint import Finding, Located
from tutor.authoring.yaml_file import YamlFile
from tutor.domain.move import Move
from tutor.domain.negotiation import Negotiation
from tutor.domain.scenario import Scenario
from tutor.language import word_list

FREQUENT = (
    Move.ASK_OPEN,
    Move.ASK_CLOSED,
    Move.REFLECT,
    Move.EMPATHISE,
    Move.INFORM,
    Move.PROPOSE,
    Move.ADVISE,
    Move.BLAME,
)
"""What learners do in most conversations; a scenario without a line for one of these falls back a lot."""


def lint_lines(yaml: YamlFile, scenario: Scenario) -> tuple[Finding, ...]:
    """Frequent moves without an answer, hidden words that are everyday ones, a table that leaves no deal."""
    file, table = Located(yaml), scenario.negotiation
    return (
        *_unanswered(file, scenario),
        *_everyday(file, scenario),
        *(_numbers(file, scenario, table) if table else ()),
    )


def _unanswered(file: Located, scenario: Scenario) -> Iterator[Finding]:
    for number, phase in enumerate(scenario.phases):
        missing = [move.value for move in FREQUENT if not _answered(scenario, move, phase.id)]
        if missing:
            yield file.warning(
                ("phases", number),
                f"no reaction answers {', '.join(missing)} in phase {phase.id!r}. Write lines for it, or the "
                "counterpart falls back.",
            )


def _answered(scenario: Scenario, move: Move, phase: str) -> bool:
    return any(
        (not it.on or move in it.on) and (not it.when.phase or phase in it.when.phase)
        for it in scenario.reactions
        if it.signal is None
    )


def _everyday(file: Located, scenario: Scenario) -> Iterator[Finding]:
    """Words that betray a fact and stand in talks about anything.

    The list has the words that came up in at least ten of the thirty-three situations of which the recogniser
    of moves learned: about five hundred a language, without names and months.
    """
    common = word_list("everyday", scenario.language)
    for number, fact in enumerate(scenario.facts):
        for word in fact.words:
            if word.removesuffix("*").casefold() in common:
                yield file.warning(
                    ("facts", number, "words"),
                    f"fact {fact.id!r}: {word!r} alone is an everyday word. Whoever says it then betrays the "
                    "fact or guesses at it. Write it with the words around it.",
                )


# --- numbers -------------------------------------------------------------------------------------------


def _numbers(file: Located, scenario: Scenario, table: Negotiation) -> Iterator[Finding]:
    if table.deadline > scenario.turns:
        yield file.warning(
            ("negotiation", "deadline"),
            f"deadline {table.deadline} comes after the last reply ({scenario.turns}), so it never does. "
            "Make it smaller, or turns larger.",
        )
    best = most_for_learner(table)
    if best < table.learner.reservation - 1e-9:
        yield file.error(
            ("negotiation", "counterpart", "reservation"),
            f"nothing can be agreed: what leaves the counterpart {table.counterpart.reservation:g} is worth "
            f"{best:.2f} to the learner at most, and the learner needs {table.learner.reservation:g}. Lower "
            "one of the reservation values, or let the weights differ more.",
        )


def most_for_learner(table: Negotiation) -> float:
    """The most that the learner can get (0–1) while the counterpart gets its reservation value.

    Issues are given up in order of what they bring the learner for what they cost the counterpart; steps
    are ignored, so a real package is worth this or a little less.
    """
    left, gained = 1 - table.counterpart.reservation, 0.0
    for issue in sorted(table.issues, key=lambda it: -it.learner_weight / it.counterpart_weight):
        part = min(1.0, max(0.0, left) / issue.counterpart_weight)
        gained += part * issue.learner_weight
        left -= part * issue.counterpart_weight
    return gained
