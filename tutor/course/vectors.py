"""Where vectors are kept between runs: Chroma, embedded in the data folder or as a server."""

import base64
import hashlib
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from tutor.embeddings.embedder import Floats, Passage
from tutor.errors import CourseError

BATCH = 512


class Vectors:
    """The vectors of courses in Chroma, one collection for each course and embedding model.

    Chroma is an index that can be rebuilt: texts are in the store, and nothing is lost with it. Every
    collection is opened without an embedding function, as Chroma would else download one.
    """

    def __init__(self, folder: Path, url: str = "") -> None:
        self._folder = folder
        self._url = url
        self._client: Any = None

    def _open(self) -> Any:
        if self._client is None:
            import chromadb
            from chromadb.config import Settings

            settings = Settings(anonymized_telemetry=False)
            if self._url:
                self._client = _server(self._url, settings)
            else:
                self._folder.mkdir(parents=True, exist_ok=True)
                self._client = chromadb.PersistentClient(str(self._folder), settings=settings)
        return self._client

    def _collection(self, course: str, model: str) -> Any:
        name = f"course-{_short(course)}-{_short(model)}"
        kept = {"course": course, "model": model}
        return self._open().get_or_create_collection(name, metadata=kept, embedding_function=None)

    def known(self, course: str, model: str) -> set[str]:
        """The ids of the chunks that have vectors of this model."""
        return set(self._collection(course, model).get(include=[])["ids"])

    def put(self, course: str, model: str, ids: Sequence[str], passages: Sequence[Passage]) -> None:
        """Keep the vectors of some chunks."""
        self._collection(course, model).upsert(
            ids=list(ids),
            embeddings=[passage.vector for passage in passages],
            metadatas=[{"sentences": _pack(passage.sentences)} for passage in passages],
        )

    def drop(self, course: str, model: str, ids: Sequence[str]) -> None:
        """Forget the vectors of some chunks."""
        for batch in _batches(ids):
            self._collection(course, model).delete(ids=batch)

    def fetch(self, course: str, model: str, ids: Sequence[str]) -> Iterator[Passage]:
        """The vectors of chunks in the order of ids, read a batch at a time; each must be there."""
        for batch in _batches(ids):
            rows = self._collection(course, model).get(ids=batch, include=["embeddings", "metadatas"])
            found = zip(rows["ids"], rows["embeddings"], rows["metadatas"], strict=True)
            by_id = {one: (vector, kept) for one, vector, kept in found}
            for one in batch:
                vector, kept = by_id[one]
                whole = np.asarray(vector, np.float32)
                yield Passage(whole, _unpack(str(kept["sentences"]), len(whole)))

    def forget(self, course: str, keep: str = "") -> None:
        """Delete the course's collections of every model but keep."""
        client = self._open()
        for collection in client.list_collections():
            kept = collection.metadata or {}
            if kept.get("course") == course and kept.get("model") != keep:
                client.delete_collection(collection.name)

    def reset(self) -> None:
        """Put a damaged embedded Chroma aside and begin an empty one; a server's is never touched."""
        if self._url:
            raise CourseError(f"The Chroma server at {self._url} cannot be read; see its log.")
        from chromadb.api.shared_system_client import SharedSystemClient

        self._client = None
        SharedSystemClient.clear_system_cache()
        shutil.rmtree(self._folder, ignore_errors=True)


def _server(url: str, settings: Any) -> Any:
    import chromadb

    parts = urlsplit(url)
    try:
        return chromadb.HttpClient(
            host=parts.hostname or "localhost",
            port=parts.port or 8000,
            ssl=parts.scheme == "https",
            settings=settings,
        )
    except ValueError as error:
        raise CourseError(
            f"The Chroma server at {url} does not answer. Start it or correct TUTOR_CHROMA_URL."
        ) from error


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _batches(ids: Sequence[str]) -> Iterator[list[str]]:
    for first in range(0, len(ids), BATCH):
        yield list(ids[first : first + BATCH])


def _pack(rows: Floats) -> str:
    """Unit rows in one byte a number; the length that scaling takes away is restored by _unpack."""
    scale = np.maximum(np.abs(rows).max(1, keepdims=True), 1e-9) if len(rows) else 1.0
    return base64.b64encode(np.round(rows / scale * 127).astype(np.int8).tobytes()).decode()


def _unpack(text: str, width: int) -> Floats:
    rows = np.frombuffer(base64.b64decode(text), np.int8).reshape(-1, width).astype(np.float32)
    unit: Floats = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return unit
