"""What can never come about in a scenario or rubric is named with its line, and a sound one is left alone."""

import copy
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.authoring.test_lint import HEARD, ROOT, messages, write
from tests.scenes import small, table, three
from tutor.authoring.checks import check
from tutor.authoring.lint_lines import most_for_learner
from tutor.authoring.loader import Library
from tutor.domain.scenario import Scenario
from tutor.roleplay.bargaining.packages import packages

Data = dict[str, Any]


def planted(folder: Path, fault: Callable[[Data], None], scenario: Scenario | None = None) -> str:
    """What lint says about the small scenario with a fault planted in it."""
    data = (scenario or small()).model_dump(mode="json", exclude_defaults=True)
    changed = copy.deepcopy(data)
    changed["reactions"].append(HEARD)
    fault(changed)
    write(folder, **{key: value for key, value in changed.items() if key != "id"})
    return "\n".join(messages(folder))


def reaction(**changes: Any) -> Data:
    return {"id": "odd", "on": ["ask-open"], "lines": three("Odd."), **changes}


def ending(id: str, kind: str, **changes: Any) -> Data:
    return {"id": id, "kind": kind, "title": id, "lines": three(f"{id}."), "meaning": id, **changes}


@pytest.mark.parametrize(
    ("when", "reason"),
    [
        ({"trust": ">= 1.2"}, "trust '>= 1.2' lies outside 0 to 1"),
        ({"patience": "< 0"}, "patience '< 0' lies outside 0 to 1"),
        ({"turn": ">= 13"}, "turn '>= 13' lies outside the replies there are, 1 to 12"),
        ({"turn": 0}, "turn '0' lies outside the replies"),
        ({"counts": {"ask-open": ">= 13"}}, "counts of ask-open '>= 13' lies outside 0 to 12"),
        ({"flags": ["plan"], "without": ["plan"]}, "flag 'plan' stands in flags and in without"),
    ],
)
def test_a_line_whose_condition_can_never_hold_is_unreachable(
    tmp_path: Path, when: Data, reason: str
) -> None:
    found = planted(tmp_path, lambda data: data["reactions"].append(reaction(when=when)))
    assert f"error: unreachable: {reason}" in found
    assert "en.yaml:1:" not in found


def test_a_flag_that_waits_for_itself_and_what_hangs_on_it_are_unreachable(tmp_path: Path) -> None:
    def fault(data: Data) -> None:
        data["reactions"] += [
            reaction(id="one", when={"flags": ["two"]}, sets=["one"]),
            reaction(id="two", when={"flags": ["one"]}, sets=["two"]),
        ]
        data["endings"].insert(0, ending("odd", "agreement", when={"flags": ["one"]}))

    found = planted(tmp_path, fault)
    assert found.count("error: unreachable: flag 'one' is set only by what can never happen before it") == 2
    assert found.count("error: unreachable: flag 'two' is set only by what can never happen before it") == 1


def test_a_phase_that_waits_for_what_only_it_tells_is_unreachable(tmp_path: Path) -> None:
    def fault(data: Data) -> None:
        data["facts"][0]["disclosures"][1]["when"] = {"phase": ["plan"]}
        data["facts"][0]["disclosures"][2]["when"] = {"phase": ["plan"]}

    found = planted(tmp_path, fault)
    assert "unreachable: no conversation comes to phase plan." in found
    assert "unreachable: fact 'father' is never told as far as 'part' before it." in found


def test_a_phase_without_a_condition_swallows_those_before_it(tmp_path: Path) -> None:
    found = planted(tmp_path, lambda data: data["phases"][1].pop("when"))
    assert "phase 'cause' begins with the first reply" in found


def test_a_degree_that_stands_after_a_higher_one_is_never_told(tmp_path: Path) -> None:
    found = planted(tmp_path, lambda data: data["facts"][0]["disclosures"].reverse())
    assert "unreachable: hint of fact 'father' stands after whole." in found


def test_an_ending_behind_one_that_asks_less_is_unreachable(tmp_path: Path) -> None:
    def fault(data: Data) -> None:
        data["endings"].insert(1, ending("better", "agreement", when={"flags": ["plan"], "trust": ">= 0.7"}))
        data["endings"].append(ending("later", "time"))

    found = planted(tmp_path, fault)
    assert "unreachable: ending 'deal' stands before 'better' and holds whenever it does." in found
    assert "unreachable: ending 'late' stands before 'later'" in found


def test_a_phase_in_which_one_can_only_go_round_until_time_is_up_is_named(tmp_path: Path) -> None:
    def fault(data: Data) -> None:
        for one in data["endings"][:3]:
            one["when"] = {**one.get("when", {}), "phase": ["start", "cause"]}

    assert "no way out of phase 'plan' but walking out or time." in planted(tmp_path, fault)


def test_a_frequent_move_without_a_line_is_named(tmp_path: Path) -> None:
    def fault(data: Data) -> None:
        data["reactions"] = [one for one in data["reactions"] if one["id"] not in {"asked", "heard"}]

    found = planted(tmp_path, fault)
    assert "warning: no reaction answers ask-open, " in found
    assert "in phase 'plan'. Write lines for it" in found


def test_numbers_of_a_negotiation_that_do_not_add_up_are_named(tmp_path: Path) -> None:
    def fault(data: Data) -> None:
        data["negotiation"]["counterpart"] |= {"reservation": 0.9}
        data["negotiation"]["learner"] |= {"reservation": 0.8}
        data["negotiation"]["deadline"] = 20

    found = planted(tmp_path, fault, table())
    assert (
        "nothing can be agreed: what leaves the counterpart 0.9 is worth 0.15 to the learner at most" in found
    )
    assert "deadline 20 comes after the last reply (12)" in found


def test_what_the_learner_can_get_at_most_is_what_the_packages_say() -> None:
    negotiation = table().negotiation
    assert negotiation is not None
    grid = packages(negotiation)
    exact = grid.learner[grid.counterpart >= negotiation.counterpart.reservation].max()
    assert exact - 1e-9 <= most_for_learner(negotiation) <= exact + 0.1


# --- rubrics -------------------------------------------------------------------------------------------


def rubric_with(folder: Path, fault: Callable[[Data], None]) -> str:
    write(folder)
    path = folder / "scenarios/rubrics/feedback-talk/en.yaml"
    data = yaml.safe_load(path.read_text("utf-8"))
    fault(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
    return "\n".join(str(it) for it in check([folder]).findings)


def test_a_level_that_asks_more_of_a_move_than_it_allows_is_unreachable(tmp_path: Path) -> None:
    def fault(data: Data) -> None:
        data["criteria"][0]["levels"][1]["when"] = [
            {"count": ["observe"], "min": 2},
            {"count": ["observe", "frame"], "max": 1},
        ]

    found = rubric_with(tmp_path, fault)
    assert "opening: level 2 is unreachable: it asks 2 of observe and at most 1 of observe, frame." in found


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ({"count": ["observe"], "mim": 2}, "levels.1.when.0.mim: Extra inputs are not permitted"),
        ({"first": ["observe"]}, "levels.1.when.0.before: Field required"),
        ({"told": "father", "degree": "all"}, "levels.1.when.0.degree: Input should be 'hint', 'part' or"),
    ],
)
def test_a_misspelt_measure_is_one_finding_and_not_one_for_every_kind(
    tmp_path: Path, measure: Data, said: str
) -> None:
    def fault(data: Data) -> None:
        data["criteria"][0]["levels"][1]["when"] = [measure]

    found = rubric_with(tmp_path, fault)
    assert said in found
    assert len(found.splitlines()) == 1


def test_a_level_that_never_comes_without_the_next_one_is_unreachable(tmp_path: Path) -> None:
    def fault(data: Data) -> None:
        levels = data["criteria"][0]["levels"]
        levels[2]["when"] = [{"count": ["frame", "observe"], "min": 1}]

    found = rubric_with(tmp_path, fault)
    assert "opening: level 2 is unreachable: whoever reaches it has level 3 as well." in found


def test_a_level_in_a_phase_or_on_a_fact_that_no_scenario_has_is_unreachable(tmp_path: Path) -> None:
    def fault(data: Data) -> None:
        data["criteria"][0]["levels"][1]["when"] = [{"count": ["observe"], "min": 1, "phase": ["shock"]}]
        data["criteria"][1]["levels"][1]["when"] = [{"told": "mother"}]

    found = rubric_with(tmp_path, fault)
    assert "unreachable: phase 'shock' is in no scenario that is scored on this rubric. There are: " in found
    assert "unreachable: told 'mother' is in no scenario" in found


def test_good_examples_that_are_always_the_longer_ones_are_named(tmp_path: Path) -> None:
    def fault(data: Data) -> None:
        for criterion in data["criteria"]:
            criterion |= {"good": ["This one is a good deal longer."], "poor": ["Short."]}

    found = rubric_with(tmp_path, fault)
    assert "warning: in every criterion each good example is longer than each poor one" in found


def test_all_that_is_shipped_is_checked_within_a_second() -> None:
    began = time.process_time()
    checked = check([ROOT])
    assert [str(it) for it in checked.findings] == []
    scenarios = len(Library((ROOT,)).scenario_files())
    assert time.process_time() - began < 0.15 * scenarios + 1
