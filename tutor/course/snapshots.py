"""Snapshots on disk: written beside the old one, put in place with one rename, mapped into memory."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tutor.course.postings import Postings
from tutor.course.snapshot import VERSION, Snapshot
from tutor.domain.course import Chunk

_ARRAYS = ("vectors", "sentences", "spans", "ends")
_POSTINGS = ("stems", "grams")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a snapshot was made of: embedding model, version of the analysis, and the chunks."""

    model: str
    version: int
    chunks: str

    @classmethod
    def of(cls, model: str, ids: Iterable[str]) -> "Stamp":
        """The stamp that a snapshot of these chunks must have."""
        return cls(model, VERSION, hashlib.sha256("\n".join(sorted(ids)).encode()).hexdigest())


class Snapshots:
    """The snapshots of courses under one folder; readers never see a half-written one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _home(self, course: str) -> Path:
        return self._folder / hashlib.sha256(course.encode()).hexdigest()[:16]

    def stamp(self, course: str) -> Stamp | None:
        """The stamp of the snapshot in place, None where there is none that can be read."""
        kept = self._current(course)
        try:
            return Stamp(**kept["stamp"]) if kept else None
        except (KeyError, TypeError):
            return None

    def _current(self, course: str) -> dict[str, Any] | None:
        try:
            kept: dict[str, Any] = json.loads((self._home(course) / "current.json").read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return kept

    def save(self, snapshot: Snapshot) -> None:
        """Write a snapshot and put it in the place of the old one."""
        home = self._home(snapshot.course)
        ids = [chunk.id for chunk in snapshot.chunks]
        stamp = Stamp.of(snapshot.model, ids)
        number = int((self._current(snapshot.course) or {}).get("number", 0)) + 1
        folder = home / f"{number}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name, array in _arrays(snapshot).items():
            np.save(folder / f"{name}.npy", array)
        (folder / "ids.json").write_text(json.dumps(ids), "utf-8")
        (folder / "vocabulary.json").write_text(json.dumps(snapshot.vocabulary), "utf-8")
        kept = {
            "number": number,
            "stamp": {"model": stamp.model, "version": stamp.version, "chunks": stamp.chunks},
            "thresholds": dict(snapshot.thresholds),
        }
        _replace(home / "current.json", json.dumps(kept))
        self._clear(home, {f"{number}", f"{number - 1}"})

    def _clear(self, home: Path, keep: set[str]) -> None:
        for old in home.iterdir():  # the last but one may still be read by another process
            if old.is_dir() and old.name not in keep:
                shutil.rmtree(old, ignore_errors=True)

    def load(self, course: str, chunks: Sequence[Chunk]) -> Snapshot | None:
        """The snapshot in place with these chunks, None where it is lost, damaged or of other chunks."""
        kept = self._current(course)
        if kept is None:
            return None
        folder = self._home(course) / str(kept.get("number"))
        try:
            by_id = {chunk.id: chunk for chunk in chunks}
            ordered = tuple(by_id[one] for one in json.loads((folder / "ids.json").read_text("utf-8")))
            vocabulary = json.loads((folder / "vocabulary.json").read_text("utf-8"))
            arrays: dict[str, Any] = {
                name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in _ARRAYS
            }
            postings: dict[str, Any] = {
                name: _load_postings(folder, name, len(ordered)) for name in _POSTINGS
            }
            fits = len(arrays["vectors"]) == len(ordered) == len(arrays["ends"]) and len(
                arrays["spans"]
            ) == len(arrays["sentences"])
            model, thresholds = kept["stamp"]["model"], kept["thresholds"]
        except (OSError, ValueError, KeyError, TypeError, EOFError):
            return None
        if not fits:
            return None
        return Snapshot(
            course, model, ordered, **arrays, **postings, vocabulary=vocabulary, thresholds=thresholds
        )

    def forget(self, course: str) -> None:
        """Delete the snapshot of a course."""
        shutil.rmtree(self._home(course), ignore_errors=True)


def _arrays(snapshot: Snapshot) -> Mapping[str, NDArray[Any]]:
    own = {name: getattr(snapshot, name) for name in _ARRAYS}
    for name in _POSTINGS:
        own |= {f"{name}.{part}": array for part, array in getattr(snapshot, name).arrays().items()}
    return own


def _load_postings(folder: Path, name: str, size: int) -> Postings:
    parts = ("terms", "ends", "rows", "weights", "idf")
    loaded = {part: np.load(folder / f"{name}.{part}.npy", mmap_mode="r") for part in parts}
    return Postings(**loaded, size=size)


def _replace(path: Path, text: str) -> None:
    beside = path.with_suffix(f".{os.getpid()}")
    beside.write_text(text, "utf-8")
    beside.replace(path)
