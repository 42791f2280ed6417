"""What the docs say of the program is so: fields, settings, tables, moves, findings and worked examples."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from tests.docs.pages import ROOT, fences, first_scenario, prose, rows
from tests.scenes import play, reply, table
from tutor.authoring.lint import lint_scenario
from tutor.authoring.lint_assignment import lint_assignment
from tutor.authoring.lint_rubric import lint_rubric
from tutor.authoring.loader import Library
from tutor.authoring.yaml_file import parse_yaml, problems
from tutor.domain.assignment import Assignment
from tutor.domain.condition import Condition
from tutor.domain.move import Move
from tutor.domain.rubric import (
    Answered,
    Balance,
    Count,
    Criterion,
    Deal,
    Level,
    Order,
    Passage,
    Ratio,
    Response,
    Rubric,
    Told,
)
from tutor.domain.scenario import Difficulty, Scenario
from tutor.domain.session import Act, Party, Session
from tutor.domain.text_rubric import TextRubric
from tutor.errors import ContentError
from tutor.points.covering import FOUND, PERHAPS
from tutor.roleplay.bargaining.negotiation import respond, utility
from tutor.roleplay.bargaining.packages import held_back
from tutor.roleplay.bargaining.table import reasons_in
from tutor.roleplay.offers.parsing import parse_offer, say_offer
from tutor.roleplay.reply import Reply
from tutor.roleplay.state import fold
from tutor.roleplay.temper import EFFECTS, RESISTANCE
from tutor.settings import Settings
from tutor.store.tables import metadata

DOCS = ROOT / "docs"
ASSIGNMENTS = DOCS / "assignments.md"
AUTHORING, COUNTERPART = DOCS / "authoring.md", DOCS / "counterpart.md"


# --- authoring -----------------------------------------------------------------------------------------


def _models(model: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[type[BaseModel]]:
    if model in seen:
        return
    seen.add(model)
    yield model
    for field in model.model_fields.values():
        for inner in _inside(field.annotation):
            yield from _models(inner, seen)


def _inside(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _inside(argument)


def test_the_page_for_trainers_names_every_field() -> None:
    text = AUTHORING.read_text("utf-8")
    measures = (Count, Ratio, Order, Response, Balance, Told, Answered, Deal)
    models = {*_models(Scenario, set()), Rubric, Criterion, Level, Passage, Condition, *measures}
    models = {model for model in models if model.__name__ != "Interval"}
    fields = {name for model in models for name in model.model_fields}
    missing = {name for name in fields if not re.search(rf"[`{{ ]{name}[`:\]]", text)}
    assert missing == set()


def test_the_page_on_assignments_names_every_field_and_its_defaults() -> None:
    text = ASSIGNMENTS.read_text("utf-8")
    models = {*_models(Assignment, set()), *_models(TextRubric, set())}
    fields = {name for model in models for name in model.model_fields}
    assert {name for name in fields if not re.search(rf"[`{{ ]{name}[`:\]]", text)} == set()
    example = next(it.body for it in fences(ASSIGNMENTS, "yaml first-assignment"))
    file = parse_yaml(Path("assignments/silence/en.yaml"), example)
    assert problems(file, Assignment) == ()
    made = Assignment.model_validate(file.data)
    assert [str(it) for it in lint_assignment(file, made)] == []
    defaults = Assignment.model_fields
    said = f"{defaults['shortest'].default} and {defaults['longest'].default} if left out"
    assert said in text
    assert f"Below a likeness of {PERHAPS} a point is not found, from {FOUND} on" in text


def test_the_first_rubric_of_the_page_for_trainers_has_no_findings() -> None:
    file = parse_yaml(
        Path("scenarios/rubrics/monday/en.yaml"), fences(AUTHORING, "yaml first-rubric")[0].body
    )
    assert problems(file, Rubric) == ()
    assert lint_rubric(file, Rubric.model_validate(file.data)) == ()


def test_defaults_of_the_page_for_trainers_are_those_of_the_models() -> None:
    table_of = {row[0]: row[1] for row in rows(AUTHORING, "field", "what it is")}
    minimal = parse_yaml(Path("en.yaml"), first_scenario()).data
    scenario = Scenario.model_validate({key: it for key, it in minimal.items() if key != "turns"})
    start = scenario.start
    assert f"{scenario.turns} if left out" in table_of["`turns`"]
    assert f"{scenario.minutes} if left out" in table_of["`minutes`"]
    said = f"`trust` ({start.trust} if left out), `tension` ({start.tension}), `openness` ({start.openness})"
    assert table_of["`start`"].startswith(said)


MISTAKES = {
    "This is not YAML: mapping values are not allowed here.": ("Mondays. Say", "Mondays: say"),
    "This is not YAML: found character '>' that cannot start any token.": ('">= 0.45"', ">= 0.45"),
    "'at least 0.45' is not a bound.": (">= 0.45", "at least 0.45"),
    "turn: Extra inputs are not permitted (it says 14).": ("turns: 14", "turn: 14"),
    "title: Field required. Add this field.": ("title: Talked", "tittle: Talked"),
    "endings.3.kind: Input should be 'agreement', 'partial', ": ("walk-out", "walkout"),
    "flag 'paln' does not exist. There are: plan.": ("[plan] }", "[paln] }"),
    "only a rumour.' betrays fact 'rumour' before it is told.": ("Say that again?", "It is only a rumour."),
    "reaction 'planned' sets 'plan', which ends the talk well, for nothing.": (
        "    when: { facts: { rumour: whole } }\n    sets",
        "    sets",
    ),
    "There is no ending of kind time. Add one.": ("kind: time", "kind: stalemate"),
    "id is 'talked' but the folder is 'talked-over'.": ("id: talked-over", "id: talked"),
    "2 variants. Write 3 or more, or it repeats soon.": ('    - "I\'m listening."\n', ""),
}


@pytest.mark.parametrize("message", MISTAKES)
def test_lint_says_what_the_page_for_trainers_says_it_says(message: str) -> None:
    before, after = MISTAKES[message]
    text = first_scenario()
    assert before in text
    assert message in " ".join(_findings(text.replace(before, after, 1)))
    assert message in AUTHORING.read_text("utf-8")


def _findings(text: str) -> list[str]:
    path = Path("scenarios/talked-over/en.yaml")
    try:
        file = parse_yaml(path, text)
    except ContentError as error:
        return [str(error)]
    if found := problems(file, Scenario):
        return [str(problem) for problem in found]
    return [str(finding) for finding in lint_scenario(file, Scenario.model_validate(file.data))]


# --- the codebook, settings and tables -----------------------------------------------------------------


def test_the_codebook_defines_every_move_once() -> None:
    defined = re.findall(r"^\| `([a-z-]+)` \| [a-z]", prose(DOCS / "codebook.md"), re.MULTILINE)
    assert sorted(defined) == sorted(Move)


def test_the_page_for_operators_lists_every_setting() -> None:
    listed = {row[0].strip("`") for row in rows(DOCS / "operating.md", "setting", "default", "what it is")}
    assert listed == {f"TUTOR_{name.upper()}" for name in Settings.model_fields}


def test_the_page_on_privacy_names_every_table() -> None:
    named = {
        name
        for row in rows(DOCS / "privacy.md", "table", "what is in it", "personal?")
        for name in re.findall(r"`(\w+)`", row[0])
    }
    assert named == set(metadata.tables)


# --- how the counterpart decides -----------------------------------------------------------------------

GAUGES = ("trust", "tension", "openness", "patience")


def test_the_effects_shown_are_those_of_the_moves() -> None:
    for move, *shown in rows(COUNTERPART, "move", *GAUGES):
        effect = EFFECTS[Move(move.strip("`"))]
        assert [float(number) for number in shown] == [getattr(effect, gauge) for gauge in GAUGES], move


def test_the_levels_of_difficulty_are_those_of_the_code() -> None:
    shown = rows(COUNTERPART, "", "easy", "normal", "hard")
    numbers = [[float(re.sub(r"[^\d.]", "", cell) or 0) for cell in row[1:]] for row in shown]
    levels = [RESISTANCE[difficulty] for difficulty in Difficulty]
    assert numbers == [
        [level.gain for level in levels],
        [level.harm for level in levels],
        [abs(level.threshold) for level in levels],
        [level.chill for level in levels],
        [level.forgiveness for level in levels],
        [level.firmness for level in levels],
    ]


def _reply(said: str, moves: str) -> Reply:
    return reply(said, *(Move(name) for name in re.findall(r"`([a-z-]+)`", moves)))


def _shown(number: float) -> str:
    return f"{number + 1e-9:.2f}"


TALK = ("reply", "the learner says", "moves", *GAUGES, "what Jamie does")
DOES = {Act.TELL: "tells", Act.REACT: "reacts"}


def _talk(difficulty: Difficulty = Difficulty.NORMAL) -> tuple[Scenario, Session]:
    scenario = Scenario.model_validate(parse_yaml(Path("en.yaml"), first_scenario()).data)
    said = [_reply(row[1], row[2]) for row in rows(COUNTERPART, *TALK)[1:]]
    return scenario, play(scenario, *said, difficulty=difficulty)[0]


def test_the_worked_example_is_what_happens() -> None:
    scenario, session = _talk()
    for number, row in enumerate(rows(COUNTERPART, *TALK)):
        turn, state = session.turns[number], fold(scenario, session.turns[: number + 1])
        gauges = tuple(_shown(getattr(state, gauge)) for gauge in GAUGES)
        does = "opens"
        if number:
            degree = (
                {"hint": " a hint", "whole": " the whole"}[turn.decision.degree]
                if turn.decision.degree
                else ""
            )
            does = f'{DOES[turn.decision.act]}{degree}: "{turn.utterance.text}"'
        assert row[3:] == (*gauges, does)


def test_difficulty_decides_when_jamie_tells() -> None:
    def told(difficulty: Difficulty) -> list[tuple[int, str]]:
        turns = _talk(difficulty)[1].turns
        return [(turn.number, str(turn.decision.degree)) for turn in turns if turn.decision.act is Act.TELL]

    assert told(Difficulty.EASY)[-1] == (2, "whole")
    assert told(Difficulty.NORMAL)[-1] == (5, "whole")
    assert [degree for _, degree in told(Difficulty.HARD)] in ([], ["hint"])


BARGAIN = ("reply", "the learner says", "moves", "worth to Robin", "what Robin does", "worth to Robin")


def test_the_bargaining_example_is_what_happens() -> None:
    scenario = table()
    negotiation = scenario.negotiation
    assert negotiation is not None
    shown = rows(COUNTERPART, *BARGAIN)
    session, _ = play(scenario, *(_reply(row[1], row[2]) for row in shown))
    happened = []
    for turn in session.turns[1:]:
        decision = turn.decision
        asked = decision.learner_offer.terms if decision.learner_offer else None
        answered = decision.deal or (decision.offer.terms if decision.offer else None)
        does = {Act.HOLD: "holds", Act.REACT: "reacts", Act.REJECT: "rejects", Act.END: "agrees"}[
            decision.act
        ]
        words = f": {say_offer(answered, negotiation, 'en')}" if answered else ""
        worth = [
            _shown(utility(negotiation, Party.COUNTERPART, it)) if it else "" for it in (asked, answered)
        ]
        happened.append((worth[0], does + words, worth[1]))
    assert [row[3:] for row in shown] == happened


def test_the_demands_named_beside_the_bargaining_example_are_right() -> None:
    text = " ".join(COUNTERPART.read_text("utf-8").split())
    said = [_reply(row[1], row[2]) for row in rows(COUNTERPART, *BARGAIN)]
    assert f"demand had come down to {_shown(_demand(said))}" in text
    assert f"the same offer meets a demand of {_shown(_demand([*said[:3], said[4]]))} and is declined" in text


def _demand(said: list[Reply]) -> float:
    scenario, last = table(), said[-1]
    negotiation = scenario.negotiation
    assert negotiation is not None
    _, state = play(scenario, *said[:-1])
    heard = state.reasons | set(reasons_in(last.kinds, repeated=False))
    parsed = parse_offer(last.text, negotiation, state.offers, "en")
    kept = held_back(negotiation, RESISTANCE[Difficulty.NORMAL].firmness)
    return respond(negotiation, parsed, state.offers, turn=len(said), reasons=heard, resistance=kept).demand


def test_the_shipped_scenarios_named_in_the_docs_are_there() -> None:
    ids = {path.parent.name for path in Library((ROOT,)).scenario_files()}
    assert {"missed-deadlines", "raise-and-flexibility"} <= ids
