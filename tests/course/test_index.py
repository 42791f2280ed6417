"""The index can be lost, damaged, busy, of another model or on a server; the course stays."""

import functools
import hashlib
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from tutor.course.index import Index
from tutor.course.ingestion import ingest
from tutor.course.retriever import Retriever
from tutor.embeddings.embedder import Embedder, Floats, Passage, Span
from tutor.errors import CourseError, StoreBusy
from tutor.testing.parts import MemoryShelf

SUBJECTS = {"bread": "Knead the dough until it is smooth.", "tea": "Pour water that has just boiled."}


class Words(Embedder):
    """A text is the sum of a fixed random vector for each of its words; it counts what it reads."""

    _bert = None
    max_tokens = 200

    def __init__(self, name: str = "words-1") -> None:
        super().__init__(name)
        self.passages_read = 0

    def knows(self, language: str) -> bool:
        return True

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def encode_passages(self, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> list[Passage]:
        self.passages_read += len(texts)
        return super().encode_passages(texts, spans)

    def _vectors(self, texts: list[str]) -> Floats:
        rows = [np.sum([_word(word) for word in text.lower().split() or ["-"]], 0) for text in texts]
        return np.array([row / np.linalg.norm(row) for row in rows], np.float32)


@functools.cache
def _word(word: str) -> Floats:
    seed = int(hashlib.sha256(word.strip(".,:#").encode()).hexdigest()[:8], 16)
    return np.random.default_rng(seed).normal(size=32).astype(np.float32)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "course"
    home.mkdir()
    for name, text in SUBJECTS.items():
        (home / f"{name}.md").write_text(f"# Making {name}\n\n{text}\n", "utf-8")
    return home


@pytest.fixture
async def shelf(folder: Path, tmp_path: Path) -> MemoryShelf:
    """A shelf whose course has an index under tmp_path, as an earlier run left it."""
    kept = MemoryShelf()
    await ingest([folder], "c", kept, Index(tmp_path / "index", Words()))
    _next_run()
    return kept


def _next_run() -> None:
    """Forget the clients that Chroma keeps within a process, as a new process would."""
    from chromadb.api.shared_system_client import SharedSystemClient

    SharedSystemClient.clear_system_cache()


async def found(index: Index, shelf: MemoryShelf, query: str) -> str:
    (hit, *_) = Retriever(await index.open("c", shelf), index.embedder).retrieve(query, 1)
    return hit.chunk.document


async def reads(home: Path, shelf: MemoryShelf, name: str = "words-1") -> int:
    """How many passages are embedded to answer from the course in a new run."""
    embedder = Words(name)
    assert await found(Index(home, embedder), shelf, "knead the dough") == "bread.md"
    assert await found(Index(home, embedder), shelf, "pour boiled water") == "tea.md"
    return embedder.passages_read


async def test_a_sound_index_is_used_as_it_is(shelf: MemoryShelf, tmp_path: Path) -> None:
    assert await reads(tmp_path / "index", shelf) == 0


async def test_a_lost_snapshot_is_made_again_from_the_vectors(shelf: MemoryShelf, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "index" / "snapshots")
    assert await reads(tmp_path / "index", shelf) == 0


async def test_a_lost_chroma_folder_does_not_hold_up_answers(shelf: MemoryShelf, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "index" / "chroma")
    assert await reads(tmp_path / "index", shelf) == 0


async def test_an_index_that_is_lost_altogether_is_made_again(shelf: MemoryShelf, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "index")
    assert await reads(tmp_path / "index", shelf) == 2


@pytest.mark.parametrize("name", ["current.json", "ids.json", "vectors.npy", "stems.rows.npy"])
@pytest.mark.parametrize("content", [b"", b"damaged"])
async def test_a_damaged_snapshot_is_made_again(
    shelf: MemoryShelf, tmp_path: Path, name: str, content: bytes
) -> None:
    (file,) = (tmp_path / "index" / "snapshots").rglob(name)
    file.write_bytes(content)
    assert await reads(tmp_path / "index", shelf) == 0


async def test_a_damaged_chroma_is_begun_anew(shelf: MemoryShelf, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "index" / "snapshots")
    (tmp_path / "index" / "chroma" / "chroma.sqlite3").write_bytes(b"no database" * 100)
    assert await reads(tmp_path / "index", shelf) == 2


async def test_reading_a_course_anew_is_told_as_it_goes(shelf: MemoryShelf, tmp_path: Path) -> None:
    told = list[tuple[str, int, int]]()
    await Index(tmp_path / "index", Words("words-2")).open("c", shelf, lambda *stage: told.append(stage))
    assert told == [("index", 0, 2), ("index", 2, 2)]


async def test_another_embedding_model_reads_the_course_anew(shelf: MemoryShelf, tmp_path: Path) -> None:
    assert await reads(tmp_path / "index", shelf, "words-2") == 2
    _next_run()
    assert await reads(tmp_path / "index", shelf, "words-2") == 0


class Stopped(Words):
    """Dies while it reads the second batch of passages, as a killed process would."""

    def encode_passages(self, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> list[Passage]:
        if self.passages_read:
            raise KeyboardInterrupt
        return super().encode_passages(texts, spans)


async def test_a_run_that_was_killed_goes_on_where_it_was(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tutor.course.index.BATCH", 64)
    pages = [folder / f"page-{number}.md" for number in range(150)]
    for number, page in enumerate(pages):
        page.write_text(f"# Page {number}\n\nThis page says something about subject {number}.\n", "utf-8")
    kept, told = MemoryShelf(), list[tuple[str, int, int]]()
    with pytest.raises(KeyboardInterrupt):
        await ingest([folder], "c", kept, Index(tmp_path / "again", Stopped()))
    _next_run()
    embedder = Words()
    report = await ingest(
        [folder], "c", kept, Index(tmp_path / "again", embedder), lambda *stage: told.append(stage)
    )
    assert (report.documents, report.unchanged) == (152, 152), "what was read before is not read again"
    assert embedder.passages_read == report.chunks - 64, "what was embedded before is not embedded again"
    assert ("index", 64, report.chunks) in told and ("index", report.chunks, report.chunks) in told


@pytest.fixture
def indexing(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that is indexing until it is given a line."""
    hold = (
        "import sys, filelock; lock = filelock.FileLock(sys.argv[1]); lock.acquire();"
        "print('held', flush=True); input(); lock.release()"
    )
    command = [sys.executable, "-c", hold, str(tmp_path / "index" / "index.lock")]
    other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert other.stdout and other.stdout.readline() == "held\n"
    yield other
    other.kill()
    other.wait(timeout=10)


async def test_only_one_process_indexes_at_a_time(
    shelf: MemoryShelf, tmp_path: Path, indexing: "subprocess.Popen[str]"
) -> None:
    index = Index(tmp_path / "index", Words())
    with pytest.raises(StoreBusy, match=r"Another process is indexing into .* Wait until it is done"):
        await index.sync("c", shelf)
    assert await reads(tmp_path / "index", shelf) == 0, "questions are answered meanwhile"
    indexing.communicate("\n", timeout=10)
    assert await index.sync("c", shelf) == 2


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Chroma server of our own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    kept = tmp_path_factory.mktemp("chroma")
    chroma = Path(sys.executable).parent / "chroma"
    command = [chroma, "run", "--path", kept, "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(
        [str(it) for it in command], stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
    )
    try:
        _await(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _await(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        assert process.poll() is None, "The Chroma server did not start."
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("The Chroma server does not answer.")


@pytest.mark.server
async def test_a_chroma_server_keeps_the_vectors(folder: Path, tmp_path: Path, server: str) -> None:
    kept, home = MemoryShelf(), tmp_path / "index"
    await ingest([folder], "c", kept, Index(home, Words(), server))
    assert not (home / "chroma").exists()
    shutil.rmtree(home / "snapshots")
    embedder = Words()
    assert await found(Index(home, embedder, server), kept, "knead the dough") == "bread.md"
    assert embedder.passages_read == 0
    (folder / "tea.md").unlink()
    report = await ingest([folder], "c", kept, Index(home, embedder, server))
    assert (report.documents, report.removed) == (1, 1)


@pytest.mark.server
async def test_two_courses_on_one_server_stay_apart(folder: Path, tmp_path: Path, server: str) -> None:
    kept, index = MemoryShelf(), Index(tmp_path / "index", Words(), server)
    await ingest([folder / "bread.md"], "one", kept, index)
    await ingest([folder / "tea.md"], "two", kept, index)
    for course, document in (("one", "bread.md"), ("two", "tea.md")):
        assert {chunk.document for chunk in (await index.open(course, kept)).chunks} == {document}


async def test_a_server_that_is_not_there_is_named(folder: Path, tmp_path: Path) -> None:
    index = Index(tmp_path / "index", Words(), "http://127.0.0.1:9")
    with pytest.raises(CourseError, match=r"http://127\.0\.0\.1:9 does not answer.*TUTOR_CHROMA_URL"):
        await ingest([folder], "c", MemoryShelf(), index)
