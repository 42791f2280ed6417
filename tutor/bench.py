"""Plays many scenarios with many scripted learners, in processes of their own."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

from tutor.app import playtest_of
from tutor.authoring.learners import LearnerType
from tutor.authoring.loader import Library
from tutor.domain.scenario import Difficulty
from tutor.playtest.figures import Run
from tutor.playtest.playtest import Playtest, kinds_for
from tutor.roleplay.recognition.encoder import Keeping, MoveEncoder, Remembering
from tutor.roleplay.recognition.recogniser import EmbeddedRecogniser, Recogniser

PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Job:
    """The conversations of one learner type on one scenario, one for each seed below seeds."""

    roots: tuple[Path, ...]
    scenario: str
    language: str
    kind: LearnerType
    difficulty: Difficulty
    seeds: int


@dataclass(frozen=True, slots=True)
class Played:
    """A job and how its conversations went."""

    job: Job
    runs: tuple[Run, ...]


def jobs(
    roots: tuple[Path, ...], id: str, language: str, difficulty: Difficulty, seeds: int
) -> tuple[Job, ...]:
    """Every learner type that makes sense on a scenario."""
    kinds = kinds_for(_library(roots).scenario(id, language))
    return tuple(Job(roots, id, language, kind, difficulty, seeds) for kind in kinds)


def play(
    asked: Sequence[Job], progress: Callable[[str, int, int], None], kept: Path | None = None
) -> Iterator[Played]:
    """Play all of them, in the order asked; progress hears how many conversations are done.

    Most of the first minutes goes to encoding sentences; the file `kept` keeps that for later runs.
    """
    total, done = sum(job.seeds for job in asked), 0
    # Spawned, as a process forked from one with threads may hang.
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        for played in pool.map(_play, asked, repeat(kept)):
            done += played.job.seeds
            progress("playtest", done, total)
            yield played


def _play(job: Job, kept: Path | None) -> Played:
    bench = _bench(job.roots, job.scenario, job.language, kept)
    return Played(job, tuple(bench.run(job.kind, seed, job.difficulty) for seed in range(job.seeds)))


# --- what a process builds once ------------------------------------------------------------------------


@cache
def _library(roots: tuple[Path, ...]) -> Library:
    return Library(roots)


@cache
def _recogniser(kept: Path | None) -> Recogniser:
    encoder = MoveEncoder()
    try:
        return EmbeddedRecogniser(Keeping(encoder, kept) if kept else Remembering(encoder))
    except (OSError, sqlite3.Error):  # a file that cannot be had only costs time
        return EmbeddedRecogniser(Remembering(encoder))


@cache
def _bench(roots: tuple[Path, ...], id: str, language: str, kept: Path | None) -> Playtest:
    return playtest_of(_library(roots), _recogniser(kept), id, language)
