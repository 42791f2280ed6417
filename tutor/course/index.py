"""The index of courses: kept in line with the shelf, made anew when lost, damaged or of another model."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from concurrent import futures
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

from tutor.course.calibration import calibrated
from tutor.course.snapshot import READING, Snapshot, build, passage_input, spans_of
from tutor.course.snapshots import Snapshots, Stamp
from tutor.course.translation import can_gloss, gloss
from tutor.course.vectors import Vectors
from tutor.domain.course import Chunk, Document
from tutor.embeddings.embedder import Embedder, Passage
from tutor.errors import CourseError, StoreBusy

Progress = Callable[[str, int, int], None]
"""Told the stage (``read`` or ``index``), how many are done and how many there are."""
BATCH = 256
"""Chunks whose vectors are made and kept together; what a killed run has to do again at most, twice over."""


def quiet(stage: str, done: int, total: int) -> None:
    """A progress that nobody watches."""


class Shelf(Protocol):
    """Where documents and chunks are kept as text; the index can always be made again from it."""

    async def digests(self, course: str) -> dict[str, str]:
        """The digest of every document of a course by path."""

    async def put(self, document: Document, chunks: Sequence[Chunk]) -> None:
        """Keep a document and its chunks instead of an earlier one of that path, all or nothing."""

    async def remove(self, course: str, path: str) -> None:
        """Forget a document and its chunks."""

    async def document(self, course: str, path: str) -> Document | None:
        """A document, None where there is none of that path."""

    async def documents(self, course: str) -> tuple[Document, ...]:
        """All documents of a course by path."""

    async def chunks(self, course: str) -> tuple[Chunk, ...]:
        """All chunks of a course, in the order of path and place."""

    async def courses(self) -> tuple[str, ...]:
        """The names of all courses."""


class Index:
    """Vectors in Chroma and a snapshot of each course, under one folder.

    Only vectors cost much, so they are kept as they come and a stopped run goes on where it was; the rest is
    made again from the chunks.
    """

    def __init__(self, folder: Path, embedder: Embedder, chroma_url: str = "") -> None:
        self._folder = folder
        self._embedder = embedder
        self._vectors = Vectors(folder / "chroma", chroma_url)
        self._snapshots = Snapshots(folder / "snapshots")
        self._open: dict[str, tuple[Stamp, Snapshot]] = {}
        self._warm: Future[None] | None = None

    @property
    def embedder(self) -> Embedder:
        return self._embedder

    @property
    def _kind(self) -> str:
        return f"{self._embedder.name}, reading {READING}"

    @property
    def max_tokens(self) -> int:
        """The most tokens of a passage that the embedding model reads."""
        return self._embedder.max_tokens

    def count_tokens(self, text: str, language: str = "en") -> int:
        """How many tokens of the embedding model a text takes, as it is read in its language."""
        known = self._embedder.knows(language) or not can_gloss(language)
        return self._embedder.count_tokens(text if known else gloss(text, language))

    def warm(self) -> None:
        """Set up what indexing needs, beside other work; called when something to index is on its way."""
        if self._warm is None:
            _ = self.max_tokens  # loads the model here, as two threads would each load it for themselves
            with_one = ThreadPoolExecutor(1)
            self._warm = with_one.submit(self._embedder.prepare, many=True)
            with_one.shutdown(wait=False)

    async def open(self, course: str, shelf: Shelf, progress: Progress = quiet) -> Snapshot:
        """The snapshot of a course as it is on the shelf; made anew first where that is needed.

        progress is told when another embedding model or a lost index means that passages are read again.
        Raises CourseError for a course without documents, StoreBusy while another process indexes.
        """
        held, stamp = self._open.get(course), self._snapshots.stamp(course)
        if held and held[0] == stamp and stamp.model == self._embedder.name:
            return held[1]
        chunks = await shelf.chunks(course)
        if not chunks:
            raise CourseError(
                f"There is no course {course!r} with documents. Run `tutor ingest PATH --course {course}`."
            )
        wanted = Stamp.of(self._embedder.name, (chunk.id for chunk in chunks))
        snapshot = self._snapshots.load(course, chunks) if stamp == wanted else None
        if snapshot is None:
            await self.sync(course, shelf, progress)
            snapshot = self._snapshots.load(course, chunks)
        if snapshot is None:
            raise CourseError(f"The index of the course {course!r} cannot be written to {self._folder}.")
        self._open[course] = (wanted, snapshot)
        return snapshot

    async def sync(self, course: str, shelf: Shelf, progress: Progress = quiet) -> int:
        """Bring the index in line with the shelf and return the number of chunks.

        Raises StoreBusy while another process does the same.
        """
        with self._writing():
            chunks = await shelf.chunks(course)
            if not chunks:
                self._vectors.forget(course)
                self._snapshots.forget(course)
                return 0
            wanted = Stamp.of(self._embedder.name, (chunk.id for chunk in chunks))
            if self._snapshots.stamp(course) != wanted or self._snapshots.load(course, chunks) is None:
                passages = self._passages(course, chunks, progress)
                snapshot = build(course, self._embedder.name, chunks, passages)
                self._snapshots.save(calibrated(snapshot, self._embedder))
            return len(chunks)

    def _passages(self, course: str, chunks: Sequence[Chunk], progress: Progress) -> Iterator[Passage]:
        """The vectors of chunks; those that Chroma lacks are made and kept first, a batch at a time.

        A batch is kept while the next is made: writing waits for the disk, making for the processor.
        """
        if self._warm:
            futures.wait([self._warm])  # what went wrong there goes wrong here again, where it is dealt with
        model = self._kind
        known = self._known(course)
        missing = [chunk for chunk in chunks if chunk.id not in known]
        progress("index", len(chunks) - len(missing), len(chunks))
        with ThreadPoolExecutor(1) as keeper:
            kept = Future[None]()
            kept.set_result(None)
            for first in range(0, len(missing), BATCH):
                batch = missing[first : first + BATCH]
                passages = self._encoded(batch)
                kept.result()
                kept = keeper.submit(self._vectors.put, course, model, [it.id for it in batch], passages)
                progress("index", len(chunks) - len(missing) + first + len(batch), len(chunks))
            kept.result()
        self._vectors.drop(course, model, sorted(known - {chunk.id for chunk in chunks}))
        self._vectors.forget(course, keep=model)
        return self._vectors.fetch(course, model, [chunk.id for chunk in chunks])

    def _encoded(self, batch: Sequence[Chunk]) -> list[Passage]:
        inputs = [
            passage_input(chunk, spans_of(chunk), self._embedder.knows(chunk.language)) for chunk in batch
        ]
        return self._embedder.encode_passages([text for text, _ in inputs], [spans for _, spans in inputs])

    def _known(self, course: str) -> set[str]:
        """The chunks that Chroma has; a damaged embedded Chroma is put away and begun anew."""
        try:
            return self._vectors.known(course, self._kind)
        except CourseError:
            raise
        except Exception:  # noqa: BLE001 - chromadb raises many kinds from its Rust core for a damaged folder
            self._vectors.reset()
            return self._vectors.known(course, self._kind)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        from filelock import FileLock, Timeout

        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self._folder / "index.lock", timeout=0):
                yield
        except Timeout as error:
            raise StoreBusy(
                f"Another process is indexing into {self._folder}. Wait until it is done, or give "
                f"TUTOR_DATA another folder."
            ) from error
