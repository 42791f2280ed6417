"""A store on a fresh SQLite file, and on a PostgreSQL cluster of its own where the machine has one."""

import os
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tutor.store.repository import Store


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'data' / 'tutor.db'}"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
async def store(request: pytest.FixtureRequest, url: str) -> AsyncIterator[Store]:
    if request.param == "postgresql":
        url = _fresh_database(request.getfixturevalue("cluster"))
    opened = await Store.open(url)
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, int]]:
    """The binaries' folder and the port of a throw-away PostgreSQL server."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        pytest.skip("the PostgreSQL server is not installed (Debian: apt-get install postgresql)")
    binaries, port = found[-1].parent, _free_port()
    folder = tmp_path_factory.mktemp("postgres")
    _as_owner(
        folder, str(binaries / "initdb"), "-D", f"{folder}/data", "-A", "trust", "-U", "tutor", "-E", "UTF8"
    )
    serve = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    control = str(binaries / "pg_ctl"), "-D", f"{folder}/data", "-w"
    _as_owner(folder, *control, "-l", f"{folder}/log", "-o", serve, "start")
    yield binaries, port
    _as_owner(folder, *control, "-m", "immediate", "stop")


def _as_owner(folder: Path, *command: str) -> None:
    """Run a command of PostgreSQL's, which refuses to run as root."""
    if os.geteuid() == 0:
        if not shutil.which("runuser"):
            pytest.skip("PostgreSQL does not run as root and there is no runuser to step down with")
        for parent in (folder, *folder.parents[:3]):
            if parent.owner() == "root" and parent != Path("/tmp"):
                parent.chmod(0o755)
        shutil.chown(folder, "postgres")
        command = ("runuser", "-u", "postgres", "--", *command)
    subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _fresh_database(cluster: tuple[Path, int]) -> str:
    binaries, port = cluster
    name = f"t{os.urandom(6).hex()}"
    at = ["-h", "127.0.0.1", "-p", str(port), "-U", "tutor"]
    subprocess.run([str(binaries / "createdb"), *at, name], check=True)
    return f"postgresql://tutor@127.0.0.1:{port}/{name}"
