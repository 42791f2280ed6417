"""How often the tutor answers the shipped questions rightly: ``python -m evals.ask [--wrong] [--baseline]``.

A covered question is right when the answer is not declined and holds one of the listed phrases, or, where
sections are listed instead, when its first quote stands in one of them; a question that the course does not
cover is right when it is declined.
"""

import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tutor.course.answerer import Answerer
from tutor.course.citations import verbatim
from tutor.course.index import Index
from tutor.course.ingestion import ingest
from tutor.course.retriever import Retriever
from tutor.domain.course import Answer, Citation, Said
from tutor.embeddings.embedder import Embedder
from tutor.testing.parts import MemoryShelf

ROOT = Path(__file__).parent.parent
QUESTIONS = ROOT / "evals" / "ask"
BASELINE = QUESTIONS / "baseline.json"
SLACK = 1
"""Fewer right answers than the baseline has may be rounding on another processor."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with what came of it."""

    line: dict[str, object]
    answer: Answer
    seconds: float

    @property
    def right(self) -> bool:
        if not self.line["covered"]:
            return self.answer.declined
        if "headings" in self.line:
            return any(self._opens_in(citation) for citation in self.answer.citations[:1])
        phrases = self.line.get("contains") or []
        assert isinstance(phrases, list)
        return not self.answer.declined and any(plain(str(p)) in plain(self.answer.text) for p in phrases)

    def _opens_in(self, citation: Citation) -> bool:
        documents, headings = self.line["document"], self.line["headings"]
        assert isinstance(documents, list) and isinstance(headings, list)
        return citation.document in documents and citation.place.headings[-1:] in [(it,) for it in headings]


def plain(text: str) -> str:
    """A text with one space between words and straight quotes, in lower case."""
    return " ".join(text.lower().replace("’", "'").replace("“", '"').replace("”", '"').split())


async def tutor(folder: Path, course: str, home: Path, embedder: Embedder) -> tuple[Answerer, MemoryShelf]:
    """An answerer for a course folder, and the shelf with its documents."""
    shelf = MemoryShelf()
    index = Index(home, embedder)
    await ingest([folder], course, shelf, index, progress=show)
    return Answerer(Retriever(await index.open(course, shelf), embedder)), shelf


def show(stage: str, done: int, total: int) -> None:
    """Progress on standard error."""
    print(f"\r{stage} {done}/{total} ", end="", file=sys.stderr, flush=True)


def ask(answerer: Answerer, lines: Iterable[dict[str, object]], language: str) -> list[Asked]:
    """All questions in turn."""
    asked = []
    for line in lines:
        given = line.get("history") or []
        assert isinstance(given, list)
        history = [Said(str(said["role"]), str(said["text"])) for said in given]
        begun = time.perf_counter()
        answer = answerer.answer(str(line["question"]), language, history)
        asked.append(Asked(line, answer, time.perf_counter() - begun))
    return asked


def report(name: str, asked: list[Asked], quotes: float) -> str:
    """The line of a file of questions: share right, by kind, and how fast."""
    covered = [one for one in asked if one.line["covered"]]
    foreign = [one for one in asked if not one.line["covered"]]
    seconds = sorted(one.seconds for one in asked)
    slow = seconds[int(len(seconds) * 0.95)]
    declined = sum(one.answer.declined for one in covered)
    return (
        f"{name}  right {share(asked)}  covered {share(covered)} (declined {declined})  "
        f"not covered {share(foreign)}  verbatim {quotes:.0%}  "
        f"p50 {statistics.median(seconds) * 1000:.0f} ms  p95 {slow * 1000:.0f} ms"
    )


def share(asked: list[Asked]) -> str:
    """How many of them are right."""
    return f"{sum(one.right for one in asked)}/{len(asked)}"


async def main(arguments: list[str]) -> int:
    """Ask every file of questions; 1 when fewer are right than the baseline says."""
    home = (
        Path(arguments[arguments.index("--index") + 1])
        if "--index" in arguments
        else Path(tempfile.mkdtemp())
    )
    answerer, shelf = await tutor(ROOT / "knowledge" / "leadership", "leadership", home, Embedder())
    documents = {document.path: document for document in await shelf.documents("leadership")}
    print(file=sys.stderr)
    kept, right = json.loads(BASELINE.read_text("utf-8")), {}
    for file in sorted(QUESTIONS.rglob("*.*.jsonl")):
        lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        asked = ask(answerer, lines, file.stem.rsplit(".", 1)[-1])
        citations = [citation for one in asked for citation in one.answer.citations]
        quoted = sum(verbatim(citation, documents[citation.document]) for citation in citations)
        name = str(file.relative_to(QUESTIONS).with_suffix(""))
        print(report(name, asked, quoted / max(1, len(citations))), flush=True)
        right[name] = sum(one.right for one in asked)
        if "--wrong" in arguments:
            show_wrong(asked)
    if "--baseline" in arguments:
        BASELINE.write_text(json.dumps(right, indent=1) + "\n", "utf-8")
    fell = [
        f"{name}: {kept[name]} were right, now {right[name]}"
        for name in right
        if right[name] + SLACK < kept.get(name, 0)
    ]
    print("\n".join(fell) if fell else "No figure fell below the baseline.")
    return int(bool(fell))


def show_wrong(asked: list[Asked]) -> None:
    """The questions that were not answered rightly, with what was said."""
    for one in asked:
        if not one.right:
            told = one.answer.text[:300] or "declined"
            print(f"  {one.line['id']} {one.line['question']!r}\n     -> {told!r}")


if __name__ == "__main__":
    raise SystemExit(asyncio.run(main(sys.argv[1:])))
