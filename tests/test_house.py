"""The house rules that a machine can check: style, types, imports, layout, schemas, texts."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tutor.authoring.schema import schemas
from tutor.domain.move import Move
from tutor.domain.rubric import Unscored
from tutor.domain.scenario import Degree, Difficulty, EndingKind

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["lint-imports"],
        ["mypy"],
    ],
    ids=lambda command: " ".join(command),
)
def test_the_checkers_agree(command: list[str]) -> None:
    ran = subprocess.run([BIN / command[0], *command[1:]], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("name", sorted(schemas()))
def test_the_schemas_are_those_of_the_models(name: str) -> None:
    stored = (ROOT / "schema" / name).read_text(encoding="utf-8")
    assert stored == schemas()[name], "Run make schema and commit the result."


def _texts(language: str) -> dict[str, str]:
    texts: dict[str, str] = yaml.safe_load((ROOT / f"tutor/texts/{language}.yaml").read_text("utf-8"))
    return texts


def test_both_languages_say_the_same_things_with_the_same_slots() -> None:
    import string

    def slots(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    english, dutch = _texts("en"), _texts("nl")
    assert english.keys() == dutch.keys()
    assert {key for key in english if slots(english[key]) != slots(dutch[key])} == set()


def test_everything_with_a_name_can_be_said() -> None:
    needed = {f"move.{move.value}" for move in Move}
    needed |= {f"unscored.{reason.value}" for reason in Unscored}
    needed |= {f"outcome.{kind.value}" for kind in EndingKind}
    needed |= {f"difficulty.{level.value}" for level in Difficulty}
    needed |= {f"debrief.hidden.{degree.value}" for degree in Degree}
    assert needed <= _texts("en").keys()


def test_nothing_heavy_is_imported_for_help_and_lint() -> None:
    code = (
        "import sys, tutor.cli, tutor.authoring.checks;"
        "heavy = {'torch', 'chromadb', 'chainlit', 'sentence_transformers', 'sklearn', 'langchain', 'numpy'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
