"""What README and docs tell people to type works.

A block marked ``console`` is run by the shell from top to bottom, all blocks of a page in one new folder.
Every other block (installing, serving, what needs a keyboard) is not run, but its ``tutor`` commands must
exist with their options, and its ``make`` targets too.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

from tests.docs.pages import PAGES, ROOT, Fence, anchors, fences, first_scenario, links
from tutor.cli import app

AUTHORING = ROOT / "docs" / "authoring.md"
_TUTOR = re.compile(r"(?:^|\|\s*)(?:[A-Z_]+=\S+\s+)*(?:\S*bin/)?tutor +([^|>#\n]*)", re.MULTILINE)


def _name(value: object) -> str:
    return value.stem if isinstance(value, Path) else str(value)[:50].strip()


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TUTOR_")}
    return {
        **kept,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HF_HUB_OFFLINE": "1",
    }


@pytest.mark.parametrize("page", [page for page in PAGES if fences(page, "console")], ids=_name)
def test_the_commands_of_a_page_run(page: Path, tmp_path: Path) -> None:
    settings = "".join(fence.body for fence in fences(page, "toml first-scenario"))
    (tmp_path / "tutor.toml").write_text(settings, "utf-8")
    for number, fence in enumerate(fences(page, "console")):
        if number == 1 and page == AUTHORING:
            _write_first_scenario(tmp_path)
        ran = subprocess.run(
            ["sh", "-e", "-c", fence.body], cwd=tmp_path, env=_environment(), capture_output=True, text=True
        )
        assert ran.returncode == 0, f"{fence.body}\n{ran.stdout}\n{ran.stderr}"
        assert '"error"' not in ran.stdout


def _write_first_scenario(folder: Path) -> None:
    file = folder / "my-academy" / "scenarios" / "talked-over" / "en.yaml"
    file.parent.mkdir()
    file.write_text(first_scenario(), "utf-8")


def _written(page: Path) -> list[str]:
    inline = re.findall(r"`((?:\S*bin/)?tutor [^`]+)`", page.read_text("utf-8"))
    return [
        line for fence in fences(page) if fence.info in ("", "sh", "console") for line in _commands(fence)
    ] + [command for text in inline for command in _TUTOR.findall(text)]


def _commands(fence: Fence) -> list[str]:
    return [found.strip() for found in _TUTOR.findall(fence.body.replace("\\\n", " "))]


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_command_shown_exists_with_its_options(page: Path) -> None:
    group = typer.main.get_command(app)
    for command in _written(page):
        name, *arguments = shlex.split(command)
        assert name == "--help" or name in group.commands, f"{page.name}: tutor {command}"  # type: ignore[attr-defined]
        if name in ("score", "export") and not arguments:
            continue  # the command is only named, without its session
        if name != "--help" and (arguments or name not in ("ingest", "init")):
            group.commands[name].make_context(name, arguments)  # type: ignore[attr-defined]


def _made(page: Path) -> list[list[str]]:
    inline = re.findall(r"`(make [^`]+)`", page.read_text("utf-8"))
    code = "\n".join([*inline, *(fence.body for fence in fences(page))])
    return [line.split("#")[0].split() for line in re.findall(r"^make (.+)$", code, re.MULTILINE)]


def test_every_make_target_shown_exists_and_is_listed() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    shown = {word for page in PAGES for words in _made(page) for word in words if "=" not in word}
    assert shown == targets


def test_the_first_scenario_of_the_page_for_trainers_lints_clean(tmp_path: Path) -> None:
    from tutor.authoring.checks import check
    from tutor.cli.authoring import init

    init(tmp_path / "my-academy")
    _write_first_scenario(tmp_path)
    checked = check([tmp_path / "my-academy" / "scenarios" / "talked-over"])
    assert (checked.files, checked.findings) == (1, ())


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in links(page):
        if link.startswith(("http://", "https://", "mailto:")):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{page.name}: {link}"
        assert not anchor or anchor in anchors(target), f"{page.name}: {link}"
