"""Starting the server: what it tells whoever starts it."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from tutor.channels.web.serving import _tell
from tutor.settings import LOOPBACK, Settings


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000/"),
        ("localhost", "http://localhost:8000/"),
        ("::1", "http://[::1]:8000/"),
        ("0.0.0.0", "http://127.0.0.1:8000/"),
        ("::", "http://[::1]:8000/"),
        ("2001:db8::7", "http://[2001:db8::7]:8000/"),
    ],
)
async def test_the_address_that_is_told_can_be_opened(
    host: str, address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One with a colon in it needs brackets around it."""
    await _tell(SimpleNamespace(started=True), Settings(host=host, data=tmp_path), browser=False)
    told = capsys.readouterr().err
    assert f" {address} " in told
    assert (f"For trainers: {address}review?token=" in told) is (host in LOOPBACK)
