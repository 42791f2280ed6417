"""Content is found by name and language; one broken file takes no other with it."""

import re
import shutil
from pathlib import Path

import pytest

from tutor.authoring.loader import Library
from tutor.errors import ContentError, TutorError
from tutor.settings import shipped


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A trainer's folder with one whole scenario and one broken one."""
    for id in ("missed-deadlines", "angry-client"):
        shutil.copytree(shipped() / "scenarios" / id, tmp_path / "scenarios" / id)
    (tmp_path / "scenarios" / "angry-client" / "en.yaml").write_text("id: [", "utf-8")
    return tmp_path


def test_a_broken_file_is_named_when_it_is_wanted_and_takes_no_other_with_it(own: Path) -> None:
    library = Library((own,))
    assert library.scenario("missed-deadlines", "en").id == "missed-deadlines"
    with pytest.raises(ContentError, match=r"angry-client/en\.yaml"):
        library.scenario("angry-client", "en")
    assert [it.id for it in library.scenarios("en")] == ["missed-deadlines"]
    assert len(library.broken) == 1


def test_a_scenario_stays_as_it_was_first_read_until_it_is_read_again(own: Path) -> None:
    library, file = Library((own,)), own / "scenarios" / "missed-deadlines" / "en.yaml"
    before = library.scenario("missed-deadlines", "en")
    file.write_text(file.read_text("utf-8").replace(f"turns: {before.turns}", "turns: 12"), "utf-8")
    assert library.scenario("missed-deadlines", "en").turns == before.turns
    library.reread(before)
    assert library.scenario("missed-deadlines", "en").turns == 12
    assert [it.language for it in library.in_other_languages(before)] == ["nl"]


def test_what_is_not_there_is_told_with_what_is(own: Path) -> None:
    with pytest.raises(TutorError, match=r"missed-deadlines \(nl\)"):
        Library((own,)).scenario("no-such", "en")


@pytest.mark.parametrize(
    ("id", "language", "said"),
    [
        ("nothing", "nl", "There is no scenario 'nothing'. There are: angry-client (en), "),
        ("angry-client", "fr", "There is no scenario 'angry-client' in language 'fr'. There are: "),
    ],
)
def test_a_language_is_named_only_where_another_has_the_scenario(id: str, language: str, said: str) -> None:
    with pytest.raises(TutorError, match=re.escape(said)):
        Library((shipped(),)).scenario(id, language)
