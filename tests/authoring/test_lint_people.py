"""What a trainer sees when something is wrong with who is who in a scenario with two counterparts."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from tests.scenes import pair, small, table
from tutor.authoring.lint import Severity
from tutor.authoring.lint_people import lint_people
from tutor.authoring.yaml_file import parse_yaml
from tutor.domain.scenario import Scenario


def data_of(scenario: Scenario) -> dict[str, Any]:
    data: dict[str, Any] = scenario.model_dump(mode="json", exclude_defaults=True)
    return data


def found(data: dict[str, Any]) -> str:
    file = parse_yaml(Path("en.yaml"), yaml.safe_dump(data, allow_unicode=True, sort_keys=False))
    findings = lint_people(file, Scenario.model_validate(file.data))
    return "\n".join(f"{it.severity}: {it.message}" for it in findings)


def test_one_counterpart_and_two_in_order_have_no_findings() -> None:
    assert found(data_of(small())) == ""
    assert found(data_of(pair())) == ""


def test_a_name_that_nobody_has_is_shown_with_those_that_there_are() -> None:
    data = data_of(pair())
    data["reactions"][0]["by"] = "sma"
    data["hints"].append({"text": "Ask.", "when": {"people": {"pat": {"trust": "< 0.2"}}}})
    said = found(data)
    assert "counterpart 'sma' does not exist. There are: robin, sam." in said
    assert "counterpart 'pat' does not exist." in said


def test_naming_somebody_needs_a_second() -> None:
    data = data_of(small())
    data["facts"][0]["owner"] = "sam"
    assert "counterpart 'sam' does not exist. They need a `second`." in found(data)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"owner": ""}, "error: fact 'bus' has no owner."),
        ({"unknown": []}, "warning: fact 'bus': write `unknown`"),
        ({"denial": ["{robin} Sam hides nothing."]}, "error: '{robin} Sam hides nothing.' begins with"),
    ],
)  # fmt: skip
def test_a_fact_belongs_to_one_of_them(change: dict[str, object], said: str) -> None:
    data = data_of(pair())
    data["facts"][1] |= change
    assert said in found(data)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"by": "", "cuts_in": True}, "reaction 'robin-greeted' cuts in. Say by whom."),
        ({"lines": ["{sam} Hello."]}, "reaction 'robin-greeted' is said by 'robin', not as marked."),
    ],
)
def test_a_reaction_is_said_by_whom_it_says(change: dict[str, object], said: str) -> None:
    data = data_of(pair())
    data["reactions"][0] |= change
    assert said in found(data)


def test_either_must_be_able_to_stay_in_the_story_and_to_fall_back() -> None:
    data = data_of(pair())
    data["stay"] = ["{robin} What do you mean?"]
    assert "error: 'sam' has no line here. Begin one with {sam}." in found(data)


def test_a_second_needs_a_name_of_its_own_and_no_table() -> None:
    with pytest.raises(ValidationError, match="a name each of their own"):
        Scenario.model_validate({**data_of(small()), "second": {"id": "x", "name": "Robin", "role": "r"}})
    with pytest.raises(ValidationError, match="cannot have a negotiation"):
        Scenario.model_validate({**data_of(table()), "second": {"id": "x", "name": "X", "role": "r"}})


def test_an_unmarked_ending_is_a_warning() -> None:
    data = data_of(pair())
    data["endings"][1]["lines"] = ["Well."]
    assert f"{Severity.WARNING}: Begin each line with who says it" in found(data)
