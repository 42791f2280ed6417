"""A real server on the shipped course, and a real browser that can reach nothing but that server."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.visitor import Visitor

ROOT = Path(__file__).parents[2]
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
READY = 600
"""Seconds; the first start indexes the course, and tests share the machine."""


class Server:
    """The product, served from an empty folder on a data folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.cwd = folder / "empty"
        self.cwd.mkdir()
        self.content = folder / "content"
        self.content.mkdir()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environment = os.environ | {"TUTOR_DATA": str(self._folder / "data"), "TUTOR_PORT": str(self.port)}
        environment |= {"TUTOR_CONTENT": str(self.content)}
        environment |= {"PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}
        program = "from tutor.cli import main; main()"
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-c", program, "serve"],
                cwd=self.cwd,
                env=environment,
                stdout=log,
                stderr=log,
            )
        self._wait()

    def _wait(self) -> None:
        assert self._process
        end = time.monotonic() + READY
        while time.monotonic() < end and self._process.poll() is None:
            try:
                urllib.request.urlopen(f"{self.url}/healthz", timeout=1)
            except OSError:
                time.sleep(0.2)
            else:
                return
        pytest.fail(f"The server did not start:\n{self.log[-3000:]}")

    def kill(self) -> None:
        """As a power cut would: no time to tidy up."""
        assert self._process
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        assert self._process
        self._process.terminate()
        self._process.wait(20)

    @property
    def log(self) -> str:
        return (self._folder / "log").read_text("utf-8", "replace")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    made = Server(tmp_path_factory.mktemp("served"))
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="package")
def chromium() -> Iterator[Any]:
    """A browser for these tests only: as long as Playwright is there a loop counts as running in this thread,
    and a test that came later and called asyncio.run, as every command does, would be refused."""
    if not CHROMIUM:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def visit(server: Server, chromium: Any, request: pytest.FixtureRequest) -> Iterator[Callable[..., Visitor]]:
    """Opens the product as a learner with a language and a screen; nothing else can be reached."""
    visitors: list[Visitor] = []
    name = re.sub(r"\W+", "-", request.node.name).strip("-")

    def made(language: str = "en", width: int = 1280) -> Visitor:
        screen = {"width": width, "height": 844 if width < 600 else 860}
        locale = {"nl": "nl-NL", "en": "en-GB"}[language]
        context = chromium.new_context(locale=locale, viewport=screen)
        visitors.append(Visitor(context, server.url, ROOT / "screenshots" / name))
        return visitors[-1]

    yield made
    for visitor in visitors:
        visitor.leave()
