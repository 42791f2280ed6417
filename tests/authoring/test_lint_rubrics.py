"""Lint finds what makes a rubric or an assignment unfair: vague words, doubles, and what nobody can reach."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tutor.authoring.checks import check
from tutor.authoring.lint_opportunity import possible

ROOT = Path(__file__).parents[2]
Change = Callable[[dict[str, Any]], None]


def _changed(folder: Path, name: str, change: Change) -> list[str]:
    """What lint finds when a shipped rubric, with the scenarios that use it, is changed."""
    for path in (ROOT / "scenarios").glob("*/en.yaml"):
        data = path.read_text("utf-8")
        if f"rubric: {name}\n" in data:
            copy = folder / "scenarios" / path.parent.name / path.name
            copy.parent.mkdir(parents=True)
            copy.write_text(data, "utf-8")
    data = yaml.safe_load((ROOT / f"scenarios/rubrics/{name}/en.yaml").read_text("utf-8"))
    change(data)
    file = folder / "scenarios" / "rubrics" / name / "en.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
    return [str(it) for it in check([folder]).findings if it.path == file]


def _vague(data: dict[str, Any]) -> None:
    data["criteria"][0]["levels"][2]["text"] = "Opens in an appropriate way, and does it well."


def _double(data: dict[str, Any]) -> None:
    data["criteria"][1] |= {key: data["criteria"][0][key] for key in ("moves", "levels")}


def _no_opportunity(data: dict[str, Any]) -> None:
    data["criteria"][0]["opportunity"] = [{"deal": 0.5}]


def _too_much(data: dict[str, Any]) -> None:
    data["criteria"][0]["levels"][-1]["when"].append({"response": ["reflect"], "to": "hint", "min": 99})


def _one_sided(data: dict[str, Any]) -> None:
    data["criteria"][-1]["levels"][-1]["when"].remove({"ended": ["agreement"]})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: None, ""),
        (_one_sided, "plan: level 5 speaks of an agreement, but asks only what the learner did."),
        (_vague, "opening: 'appropriate', 'well' is vague. Say what can be seen or counted."),
        (_double, "behaviour-and-impact rests on the same moves and conditions as opening"),
        (_no_opportunity, "opening: no scenario that is scored on this rubric gives an opportunity for it"),
        (_too_much, "opening: level 5 is unreachable: {'response': ['reflect'], 'to': 'hint', 'min': 99}"),
    ],
)
def test_what_makes_a_rubric_unfair_is_named(tmp_path: Path, change: Change, said: str) -> None:
    found = _changed(tmp_path, "feedback-talk", change)
    assert any(said in it for it in found) if said else found == []


@pytest.mark.parametrize(
    ("passage", "said"),
    [
        (
            {"document": "en/listening.md", "heading": "Steps"},
            "no heading 'Steps'. It has: Listening · Why it helps.",
        ),
        ({"document": "listening.md", "heading": "Listening"}, "'listening.md'. There are: en/listening.md."),
    ],
)
def test_a_passage_that_is_not_there_is_told_with_those_that_are(
    tmp_path: Path, passage: dict[str, str], said: str
) -> None:
    course = tmp_path / "knowledge" / "leadership" / "en" / "listening.md"
    course.parent.mkdir(parents=True)
    course.write_text("# Listening\n\nListen.\n\n## Why it helps\n\nIt helps.\n", "utf-8")
    found = _changed(tmp_path, "feedback-talk", lambda data: data["criteria"][0].update(passage=passage))
    assert any(said in it for it in found)


def test_an_ending_that_no_scenario_has_is_named() -> None:
    there = {"endings": [{"id": "stuck", "kind": "stalemate"}]}
    assert not possible({"ended": ["agreement"]}, there)
    assert possible({"ended": ["agreement", "stalemate"]}, there)


def _assignment(folder: Path, change: Change) -> list[str]:
    data = yaml.safe_load((ROOT / "assignments/giving-feedback/en.yaml").read_text("utf-8"))
    change(data)
    file = folder / "assignments" / "giving-feedback" / "en.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
    return [it.message for it in check([folder]).findings]


def _few(data: dict[str, Any]) -> None:
    data["points"][0]["wordings"] = []


def _told(data: dict[str, Any]) -> None:
    data["task"] += f"\n{data['points'][0]['statement']}"


def _short(data: dict[str, Any]) -> None:
    data["longest"] = 100


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_few, "point 'behaviour' has 0 other wordings"),
        (_told, "so nobody can still make it"),
        (_short, "longest must be above shortest"),
    ],
)
def test_what_makes_an_assignment_unfair_is_named(tmp_path: Path, change: Change, said: str) -> None:
    assert any(said in it for it in _assignment(tmp_path, change))


def test_a_rubric_for_texts_has_no_levels_that_nobody_reaches(tmp_path: Path) -> None:
    def change(data: dict[str, Any]) -> None:
        data["criteria"][0]["levels"][3]["when"] = [{"covers": 0.9}]

    found = _changed(tmp_path, "written-assignment", change)
    assert any("level 4 is unreachable: whoever reaches it has level 5 as well" in it for it in found)
