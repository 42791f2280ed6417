"""The sets that retrieval is measured on: development data beside the repository, and the shipped course."""

import asyncio
import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from evals.ask import plain, tutor
from tutor.course.calibration import calibrated
from tutor.course.snapshot import Snapshot, build, passage_input, spans_of
from tutor.domain.course import Chunk, Document, Place
from tutor.embeddings.embedder import Embedder

ROOT = Path(__file__).parent.parent
SETS = {
    "iot_nl": ("iot_nl", "nl"),
    "iot_en": ("iot_en", "en"),
    "iot_nl2en": ("iot_en", "nl"),
    "xquad_de": ("xquad_de", "de"),
    "squad_dev": ("squad_dev", "en"),
    "leadership_nl": ("leadership", "nl"),
    "leadership_en": ("leadership", "en"),
}
"""Each set with the documents it searches and the language of its questions."""
SHIPPED = "leadership"
_WRITTEN = {"iot_nl": "nl", "iot_en": "en", "xquad_de": "de", "squad_dev": "en"}
_FOREIGN = {
    "iot_nl": (SHIPPED, "nl"),
    "iot_nl2en": (SHIPPED, "nl"),
    "iot_en": ("squad_dev", "en"),
    "squad_dev": ("iot_en", "en"),
    "leadership_nl": ("iot_nl", "nl"),
    "leadership_en": ("squad_dev", "en"),
}
"""Where questions come from that a set does not cover, besides the general ones that ship."""


@dataclass(frozen=True, slots=True)
class Course:
    """A calibrated course; documents are by path, none where a set has passages only."""

    snapshot: Snapshot
    documents: dict[str, Document]


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its gold answers and, for each row, whether it is a right passage."""

    text: str
    answers: tuple[str, ...]
    answerable: bool
    right: np.ndarray[Any, np.dtype[np.bool_]]
    lesson: bool


def folder() -> Path:
    """Where the development sets are."""
    return Path(os.environ.get("TUTOR_EVAL_DATA", ROOT.parent / "shared" / "data"))


def available(name: str) -> bool:
    """Whether the documents and questions of a set are at hand."""
    source, _ = SETS[name]
    return source == SHIPPED or all((folder() / part / "queries.jsonl").is_file() for part in (source, name))


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def course(source: str, embedder: Embedder) -> Course:
    """The documents of a set as the product would hold them."""
    if source == SHIPPED:
        return asyncio.run(_shipped(embedder))
    chunks = _passages(source)
    inputs = [passage_input(chunk, spans_of(chunk), embedder.knows(chunk.language)) for chunk in chunks]
    vectors = embedder.encode_passages([text for text, _ in inputs], [spans for _, spans in inputs])
    return Course(calibrated(build(source, embedder.name, chunks, vectors), embedder), {})


async def _shipped(embedder: Embedder) -> Course:
    with tempfile.TemporaryDirectory() as home:
        answerer, shelf = await tutor(ROOT / "knowledge" / SHIPPED, SHIPPED, Path(home), embedder)
        return Course(answerer.snapshot, {it.path: it for it in await shelf.documents(SHIPPED)})


def _passages(name: str) -> list[Chunk]:
    """The documents of a development set, each as one chunk."""
    found = []
    for one in lines(folder() / name / "docs.jsonl"):
        headings = tuple(part.strip() for part in one.get("heading", "").split(">") if part.strip())
        text, document = one["text"], one.get("doc", one["title"])
        place, language = Place(headings), _WRITTEN[name]
        found.append(Chunk(one["id"], name, document, one["title"], language, text, 0, len(text), place))
    return found


def questions(name: str, chunks: Sequence[Chunk], limit: int) -> list[Question]:
    """The questions that have a right passage, evenly thinned out to limit (0 is all)."""
    source, language = SETS[name]
    found = _own_questions(language, chunks) if source == SHIPPED else _listed_questions(name, chunks)
    return found[:: max(1, len(found) // limit) if limit else 1]


def _listed_questions(name: str, chunks: Sequence[Chunk]) -> list[Question]:
    gold = {one["qid"]: one for one in lines(folder() / name / "qrels.jsonl")}
    asked = [one for one in lines(folder() / name / "queries.jsonl") if one["id"] in gold]
    return [_question(one, gold[one["id"]], chunks) for one in asked]


def _question(one: dict[str, Any], gold: dict[str, Any], chunks: Sequence[Chunk]) -> Question:
    if "did" in gold:
        right = np.array([chunk.id == gold["did"] for chunk in chunks])
    else:
        right = np.array([chunk.id.startswith(gold["group"] + "/") for chunk in chunks])
    answers = tuple(one.get("answers") or ())
    return Question(one["text"], answers, bool(one.get("answerable", True)), right, "group" in gold)


def _own_questions(language: str, chunks: Sequence[Chunk]) -> list[Question]:
    """Covered questions on the shipped course that stand alone; right is where the expected phrase stands."""
    texts = [plain(chunk.text) for chunk in chunks]
    found = []
    for one in own_lines(language):
        phrases = [plain(phrase) for phrase in one.get("contains") or ()]
        right = np.array(
            [
                chunk.document == one.get("document") and any(phrase in text for phrase in phrases)
                for chunk, text in zip(chunks, texts, strict=True)
            ]
        )
        if one["covered"] and not one.get("history") and right.any():
            found.append(Question(one["question"], tuple(phrases), True, right, False))
    return found


def own_lines(language: str) -> list[dict[str, Any]]:
    """Our questions on the shipped course."""
    files = sorted((ROOT / "evals" / "ask").glob(f"*.{language}.jsonl"))
    return [line for file in files for line in lines(file)]


def foreign_questions(name: str, most: int) -> list[str]:
    """Questions of another set, and those general ones that calibration does not use."""
    general = (
        (ROOT / "tutor" / "words" / f"foreign.{SETS[name][1]}.txt").read_text("utf-8").splitlines()[1::2]
    )
    other, language = _FOREIGN.get(name, ("", ""))
    if other == SHIPPED:
        found = [
            str(one["question"]) for one in own_lines(language) if one["covered"] and not one.get("history")
        ]
    else:
        known = other and (folder() / other).is_dir()
        found = [one["text"] for one in lines(folder() / other / "queries.jsonl")] if known else []
    return [*found[:: max(1, len(found) // most)][:most], *general]
