"""How often the tutor answers the shipped questions rightly: ``python -m evals.ask [--wrong]``.

A covered question is right when the answer is not declined and holds one of the listed phrases; a question
that the course does not cover is right when it is declined.
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
from tutor.domain.course import Answer, Said
from tutor.embeddings import Embedder
from tutor.testing import MemoryShelf

ROOT = Path(__file__).parent.parent
QUESTIONS = ROOT / "evals" / "ask"


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
        phrases = self.line.get("contains") or []
        assert isinstance(phrases, list)
        return not self.answer.declined and any(plain(str(p)) in plain(self.answer.text) for p in phrases)


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


def report(language: str, asked: list[Asked], quotes: float) -> str:
    """The line of a language: share right, by kind, and how fast."""
    covered = [one for one in asked if one.line["covered"]]
    foreign = [one for one in asked if not one.line["covered"]]
    seconds = sorted(one.seconds for one in asked)
    slow = seconds[int(len(seconds) * 0.95)]
    declined = sum(one.answer.declined for one in covered)
    return (
        f"{language}  right {share(asked)}  covered {share(covered)} (declined {declined})  "
        f"not covered {share(foreign)}  verbatim {quotes:.0%}  "
        f"p50 {statistics.median(seconds) * 1000:.0f} ms  p95 {slow * 1000:.0f} ms"
    )


def share(asked: list[Asked]) -> str:
    """How many of them are right."""
    return f"{sum(one.right for one in asked)}/{len(asked)}"


async def main(arguments: list[str]) -> None:
    home = (
        Path(arguments[arguments.index("--index") + 1])
        if "--index" in arguments
        else Path(tempfile.mkdtemp())
    )
    answerer, shelf = await tutor(ROOT / "knowledge" / "leadership", "leadership", home, Embedder())
    documents = {document.path: document for document in await shelf.documents("leadership")}
    print(file=sys.stderr)
    for language in ("nl", "en"):
        lines = [
            json.loads(line) for line in (QUESTIONS / f"leadership.{language}.jsonl").read_text().splitlines()
        ]
        asked = ask(answerer, lines, language)
        citations = [citation for one in asked for citation in one.answer.citations]
        quoted = sum(verbatim(citation, documents[citation.document]) for citation in citations)
        print(report(language, asked, quoted / max(1, len(citations))))
        for one in asked if "--wrong" in arguments else ():
            if not one.right:
                told = one.answer.text[:300] or "declined"
                print(f"  {one.line['id']} {one.line['question']!r}\n     -> {told!r}")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
