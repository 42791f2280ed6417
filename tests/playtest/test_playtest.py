"""What the playtest bench counts, and that its learners say nothing the recogniser was trained on."""

import json
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from evals.playtests_bars import BARS, Bar, Group, unreached_levels
from evals.scores.meant import meant, sentences
from tests.scenes import play, reply, small
from tutor.authoring.learners import LearnerType
from tutor.authoring.loader import Library, load
from tutor.cli import app
from tutor.domain.move import Move
from tutor.domain.rubric import Rubric
from tutor.domain.scenario import Difficulty, EndingKind
from tutor.playtest.figures import Run, auc, summarise
from tutor.roleplay.state import fingerprint
from tutor.settings import shipped

ROOT = Path(__file__).parents[2]
RUBRIC = load(ROOT / "scenarios/rubrics/feedback-talk/en.yaml", Rubric)


def run(kind: LearnerType, outcome: EndingKind, **changes: object) -> Run:
    given = {"ending": "deal", "turns": 10, "leaks": 0, "fallbacks": 0, "repeats": 0, "undercut": False}
    return Run(
        kind=kind,
        difficulty=Difficulty.NORMAL,
        outcome=outcome,
        **{**given, "levels": {"opening": 3}, **changes},  # type: ignore[arg-type]
    )


def bar(title: str) -> Bar:
    return next(it for it in BARS if it.title == title)


def group(*runs: Run) -> Group:
    return Group(small(), RUBRIC, runs)


def test_two_kinds_of_learners_are_told_apart_by_how_often_one_does_better() -> None:
    assert auc([3, 3], [0, 1]) == 1
    assert auc([1], [1]) == 0.5
    assert auc([3, 0], [1]) == 0.5


def test_an_agreement_for_an_evasive_learner_is_a_give_in() -> None:
    runs = [run(LearnerType.EVASIVE, EndingKind.AGREEMENT), run(LearnerType.EVASIVE, EndingKind.TIME)]
    assert summarise(LearnerType.EVASIVE, runs).give_ins == 1
    assert bar("evasive reaches agreement").measure(group(*runs)) == 0.5
    assert not bar("evasive reaches agreement").met(0.5)


def test_a_hidden_fact_betrayed_once_is_once_too_often() -> None:
    found = bar("hidden facts betrayed").measure(group(run(LearnerType.BLUNT, EndingKind.TIME, leaks=1)))
    assert found == 1
    assert not bar("hidden facts betrayed").met(1)


def test_on_hard_the_expert_may_not_always_succeed() -> None:
    hard = bar("expert reaches agreement on hard")
    assert [hard.met(share) for share in (0.39, 0.4, 0.8, 0.81)] == [False, True, True, False]


def test_endings_and_levels_that_nobody_reached_are_named() -> None:
    played = group(run(LearnerType.EXPERT, EndingKind.AGREEMENT))
    assert played.unreached_endings == ("half", "stuck", "gone", "late")
    assert "feedback-talk (en) opening 1, 2, 4, 5" in unreached_levels([played])


@pytest.mark.parametrize("language", ["en", "nl"])
def test_scripted_learners_say_nothing_that_the_recogniser_learned_from(language: str) -> None:
    bank = yaml.safe_load((ROOT / f"tutor/authoring/learners/{language}.yaml").read_text("utf-8"))
    # Phrases of a word or two ("piss off") are everybody's.
    scenarios = Library((shipped(),)).scenarios(language)
    own = [line for it in scenarios for lines in it.samples.values() for line in lines]
    general = [line for lines in bank.values() for line in lines]
    said = {fingerprint(line): line for line in (*general, *own) if len(line.split()) > 2}
    learned = {
        fingerprint(json.loads(line)["text"])
        for path in (ROOT / "tutor/roleplay/moves" / language).glob("*.jsonl")
        for line in path.read_text("utf-8").splitlines()
    }
    assert len(learned) > 3000
    assert sorted(said[it] for it in said.keys() & learned) == []


def test_the_command_says_for_each_type_what_became_of_it() -> None:
    asked = ["playtest", "missed-deadlines", "--language", "en", "--seeds", "1", "--jsonl"]
    result = CliRunner().invoke(app, asked)
    assert result.exit_code == 0
    lines = [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
    assert {line["kind"] for line in lines} == {it.value for it in LearnerType if "bargainer" not in it}
    assert all(line["scenario"] == "missed-deadlines" and line["leaks"] == 0 for line in lines)


def test_what_a_learner_meant_is_told_by_the_banks_of_its_sentences() -> None:
    known = sentences(
        {"observe": ["Noor, {offer} was late."], "ask-open": ["What happened?"], "short": ["Hm."]}
    )
    said = [reply("Hm. Noor, the report was late. What happened?", Move.BLAME), reply("Hm.", Move.ACCEPT)]
    turns = meant(play(small(), *said)[0], known).turns[1:]
    assert [[it.move for it in turn.moves] for turn in turns] == [
        [Move.OBSERVE, Move.ASK_OPEN],
        [Move.ACCEPT],
    ]
    first = turns[0].moves[1]
    assert turns[0].text[first.start : first.end] == "What happened?"
