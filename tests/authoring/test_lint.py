"""What a trainer sees when something in a content file is wrong: file, line, value and mend."""

from pathlib import Path

import pytest
import yaml

from tests.scenes import small
from tutor.authoring.checks import check
from tutor.authoring.loader import Library, load, rubric_model
from tutor.authoring.yaml_file import parse_yaml, read_yaml
from tutor.domain.scenario import Scenario
from tutor.errors import ContentError, TutorError

ROOT = Path(__file__).parents[2]

HEARD = {"id": "heard", "lines": ["I hear you.", "I see.", "Is that so."]}
"""A reaction to whatever nothing else in the small scenario answers."""


def write(folder: Path, language: str = "en", **changes: object) -> Path:
    """The small scenario as a file, with changes at the top level, and a rubric beside it."""
    data = small().model_dump(mode="json", exclude_defaults=True, by_alias=True)
    data["reactions"].append(HEARD)
    data |= {"language": language, "id": "small", "version": 1, **changes}
    path = folder / "scenarios" / "small" / f"{language}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
    rubric = folder / "scenarios" / "rubrics" / "feedback-talk" / f"{language}.yaml"
    rubric.parent.mkdir(parents=True, exist_ok=True)
    rubric.write_text((ROOT / f"scenarios/rubrics/feedback-talk/{language}.yaml").read_text("utf-8"), "utf-8")
    return path


def messages(folder: Path) -> list[str]:
    return [str(it).removeprefix(f"{folder}/scenarios/small/") for it in check([folder]).findings]


def test_a_sound_scenario_has_no_findings(tmp_path: Path) -> None:
    write(tmp_path)
    assert messages(tmp_path) == []


def test_what_is_shipped_has_no_errors() -> None:
    assert [str(it) for it in check([ROOT]).findings if it.severity == "error"] == []


def test_a_misspelt_field_is_named_with_its_line(tmp_path: Path) -> None:
    path = write(tmp_path)
    path.write_text(
        path.read_text("utf-8").replace("title: Two late reports", "titel: Two late reports"), "utf-8"
    )
    found = messages(tmp_path)
    assert "en.yaml:4: error: titel: Extra inputs are not permitted" in "\n".join(found)
    assert any("title: Field required" in it and "Add this field." in it for it in found)


@pytest.mark.parametrize(
    ("before", "after", "mend"),
    [
        ("language: en", "language: EN", "Write two lower-case letters, such as en or nl."),
        (
            "id: small",
            "id: Small talk",
            "Use lower-case letters, digits and hyphens only, such as first-talk.",
        ),
        ("version: 1", "version: one", "Write a whole number in digits, such as 14."),
        (
            "rubric: feedback-talk",
            "rubric:",
            "Nothing stands behind the colon: write it there, or remove the field.",
        ),
        ("  goal:", "\tgoal:", "there is a tab in it. Write spaces instead"),
    ],
)
def test_what_is_written_wrongly_is_told_how_to_write(
    tmp_path: Path, before: str, after: str, mend: str
) -> None:
    path = write(tmp_path)
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    assert mend in messages(tmp_path)[0]


def test_on_is_a_word_and_not_a_truth_value(tmp_path: Path) -> None:
    file = parse_yaml(tmp_path / "x.yaml", "on: [no, yes, off]\nsure: true\n")
    assert file.data == {"on": ["no", "yes", "off"], "sure": True}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [1", "1: This is not YAML"),
        ("a: 1\na: 2", "2: This is not YAML: 'a' stands twice"),
        ("\ta: 1", "1: This is not YAML"),
        ("[" * 100_000, "1: This is not YAML"),
        ("- &a [*a]", "1: This is not YAML"),
    ],
)
def test_broken_yaml_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "scenarios" / "x" / "en.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    with pytest.raises(ContentError, match="Check the indentation") as error:
        load(path, Scenario)
    assert f"{path}:{said}" in str(error.value)


def test_a_line_that_betrays_a_fact_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, opening=["It is about my father.", "You wanted me?", "Hello."])
    (found,) = messages(tmp_path)
    assert "'It is about my father.' betrays fact 'father' before it is told" in found
    assert "facts: {father: part}" in found


def test_an_agreement_for_nothing_is_an_error(tmp_path: Path) -> None:
    endings = [it.model_dump(mode="json", exclude_defaults=True) for it in small().endings]
    endings[0]["when"] = {}
    write(tmp_path, endings=endings)
    assert any("ending 'deal' is given away" in it for it in messages(tmp_path))


def test_a_flag_or_phase_that_does_not_exist_is_named_with_those_that_do(tmp_path: Path) -> None:
    hints = [{"text": "Listen.", "when": {"phase": ["begin"], "flags": ["deal"]}}]
    write(tmp_path, hints=hints)
    found = "\n".join(messages(tmp_path))
    assert "phase 'begin' does not exist. There are: cause, plan, start." in found
    assert "flag 'deal' does not exist. There are: plan." in found


def test_languages_must_be_in_step(tmp_path: Path) -> None:
    write(tmp_path)
    write(tmp_path, "nl", turns=20)
    assert any("nl.yaml" in it and "turns: is 20, other than in en.yaml" in it for it in messages(tmp_path))


def test_a_slot_that_does_not_exist_is_named(tmp_path: Path) -> None:
    write(tmp_path, stay=["What, {learner}?", "Hm?", "Sorry?"])
    assert any("{learner} is no slot" in it for it in messages(tmp_path))


def test_a_passage_must_be_in_the_course(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "knowledge" / "leadership").mkdir(parents=True)
    assert any("there is no course file" in str(it) for it in check([tmp_path]).findings)


def test_course_files_of_unknown_kinds_and_empty_ones_are_named(tmp_path: Path) -> None:
    course = tmp_path / "knowledge" / "cooking"
    course.mkdir(parents=True)
    (course / "soup.xyz").write_text("x")
    (course / "stew.md").write_text("")
    found = "\n".join(str(it) for it in check([tmp_path]).findings)
    assert ".xyz is no course file" in found
    assert "stew.md:1: error: The file is empty" in found


def test_a_folder_of_ones_own_wins_over_what_is_shipped(tmp_path: Path) -> None:
    write(tmp_path)
    library = Library((tmp_path, ROOT))
    assert library.scenario("small", "en").title == "Two late reports"
    assert library.scenario("missed-deadlines", "en").persona.name
    with pytest.raises(TutorError, match=r"There are: .*missed-deadlines"):
        library.scenario("nothing", "en")


def test_one_broken_file_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    write(tmp_path)
    broken = tmp_path / "scenarios" / "broken" / "en.yaml"
    broken.parent.mkdir()
    broken.write_text("id: [", "utf-8")
    library = Library((tmp_path,))
    assert [it.id for it in library.scenarios("en")] == ["small"]
    assert [it.path for it in library.broken] == [broken]
    with pytest.raises(ContentError, match="This is not YAML"):
        library.scenario("broken", "en")


@pytest.mark.parametrize(
    "path", sorted((ROOT / "scenarios").glob("*/*/*.yaml")), ids=lambda it: str(it)[-40:]
)
def test_every_rubric_loads(path: Path) -> None:
    assert load(path, rubric_model(read_yaml(path).data)).criteria


def test_a_rubric_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    write(tmp_path, rubric="feedback")
    (found,) = messages(tmp_path)
    assert "Write it, or name one that is there: feedback-talk." in found


def test_a_reaction_that_the_rubric_counts_must_be_there(tmp_path: Path) -> None:
    write(tmp_path)
    rubric = tmp_path / "scenarios" / "rubrics" / "feedback-talk" / "en.yaml"
    text = rubric.read_text("utf-8")
    rubric.write_text(
        text.replace(
            "          - { count: [frame, observe], min: 1 }", "          - { answered: [pried], max: 0 }", 1
        ),
        "utf-8",
    )
    (found,) = messages(tmp_path)
    assert "rubric 'feedback-talk' counts reaction 'pried' (opening). Write it." in found


def test_how_well_it_was_done_needs_no_measures(tmp_path: Path) -> None:
    write(tmp_path)
    rubric = tmp_path / "scenarios" / "rubrics" / "feedback-talk" / "en.yaml"
    data = yaml.safe_load(rubric.read_text("utf-8"))
    for level in data["criteria"][0]["levels"]:
        level.pop("when", None)
    rubric.write_text(yaml.safe_dump(data), "utf-8")
    assert any("opening: level 2 asks nothing" in it for it in messages(tmp_path))
    data["criteria"][0]["quality"] = True
    rubric.write_text(yaml.safe_dump(data), "utf-8")
    assert messages(tmp_path) == []


@pytest.mark.parametrize(("language", "word"), [("en", "leave"), ("en", "promise*"), ("nl", "thuis")])
def test_an_everyday_word_that_would_betray_a_fact_is_named(tmp_path: Path, language: str, word: str) -> None:
    (fact,) = small().model_dump(mode="json", exclude_defaults=True, by_alias=True)["facts"]
    write(tmp_path, language, facts=[{**fact, "words": ["dementia", word, f"on {word}", "on sick leave"]}])
    found = [it for it in messages(tmp_path) if "everyday" in it]
    assert len(found) == 1
    assert f"warning: fact 'father': {word!r} alone is an everyday word." in found[0]


def test_what_is_shipped_hides_nothing_behind_everyday_words() -> None:
    assert [str(it) for it in check([ROOT]).findings if "everyday" in it.message] == []
