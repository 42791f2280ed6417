"""A wheel, installed outside the checkout, brings its content along and works from any folder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with only our wheel in it; libraries come from the environment of the tests."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = folder.glob("conversation_tutor-*.whl")
    target = folder / "site"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target)]
    subprocess.run([*install, str(wheel)], check=True, capture_output=True)
    return target


def run(installed: Path, folder: Path, *command: str, given: str = "") -> str:
    environment = {**os.environ, "PYTHONPATH": str(installed), "TUTOR_DATA": str(folder / "data")}
    ran = subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=environment,
        input=given,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_it_is_the_wheel_that_runs(installed: Path, tmp_path: Path) -> None:
    where = run(installed, tmp_path, "-c", "import tutor; print(tutor.__file__)")
    assert where.startswith(str(installed))


def test_the_content_is_in_it_and_sound(installed: Path, tmp_path: Path) -> None:
    run(installed, tmp_path, "-m", "tutor", "lint")
    run(installed, tmp_path, "-m", "tutor", "init", "mine")
    run(installed, tmp_path, "-m", "tutor", "lint", "mine")


def test_it_plays(installed: Path, tmp_path: Path) -> None:
    given = '{"text": "How are you?"}\n'
    said = run(installed, tmp_path, "-m", "tutor", "play", "missed-deadlines", "--jsonl", given=given)
    assert len(said.splitlines()) == 2
