"""``python -m evals.tokens``: how many tokens a turn, an answer and a debrief cost; a turn's are bounded.

Conversations of scripted learners on every scenario are played again with a model that words everything as it
is given to it, and looked back on with a judge that agrees with the count, and with one that never does. No
provider counts here: the numbers are those of tutor.llm.tokens, an estimate of 3.5 bytes of UTF-8 a token.
"""

import asyncio
import json
import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from pydantic import PrivateAttr

from evals.ask import QUESTIONS
from evals.model_turns import Bench, benched, stretched
from tutor.app import judge
from tutor.assessment.model_judge import ModelJudge
from tutor.assessment.verdict import Verdict
from tutor.course.index import Index
from tutor.course.ingestion import ingest
from tutor.course.lesson import Lesson
from tutor.course.retriever import Retriever
from tutor.domain.calls import NO_USAGE, CallRecord, Usage
from tutor.domain.course import Asked, Said
from tutor.domain.rubric import Assessment, Criterion, Rubric
from tutor.domain.scenario import Scenario
from tutor.domain.session import Session
from tutor.settings import shipped
from tutor.testing.models import MemoryLedger, ScriptedModel, modelled
from tutor.testing.parts import MemoryShelf

MOST_PROMPT, MOST_CALLS, LATE = 1200, 1, 30
"""Prompt tokens of a turn, calls a turn (median), and the turn at which the prompt must still be bounded."""

COURSE, MOST_QUESTIONS = "leadership", 25
"""The course that is asked, and how many questions of each file."""

SEVERAL = {
    "en": (
        "What is the difference between a BATNA and a reservation value?",
        "How do I give feedback and when should I do it?",
        "What is active listening? And what is a summary for?",
        "Give me an overview of all models for feedback",
    ),
    "nl": (
        "Wat is het verschil tussen een BATNA en een reserveringswaarde?",
        "Hoe geef ik feedback, en wanneer doe ik dat?",
        "Wat is actief luisteren? En waar is een samenvatting voor?",
        "Welke modellen voor feedback zijn er?",
    ),
}
"""Questions that take several looks, as those of the files seldom do."""

Answer = Callable[[Sequence[BaseMessage]], str]
By = Callable[[Assessment, Rubric], Answer]


@dataclass(frozen=True)
class Spending:
    """What one thing cost: its calls, and the tokens of all of them together."""

    calls: int
    usage: Usage

    @classmethod
    def of(cls, records: Sequence[CallRecord]) -> "Spending":
        """The sum of some calls."""
        usage = sum((it.usage for it in records), NO_USAGE)
        return cls(sum(it.attempts for it in records), usage)


@dataclass
class Found:
    """What everything cost."""

    turns: list[Spending] = field(default_factory=list)
    late: list[Spending] = field(default_factory=list)
    answers: list[Spending] = field(default_factory=list)
    looked: list[Spending] = field(default_factory=list)
    agreed: list[Spending] = field(default_factory=list)
    apart: list[Spending] = field(default_factory=list)


def shown(name: str, found: Sequence[Spending]) -> None:
    """One row: how many, calls, and the middle and the most of the tokens."""
    tokens_in = [it.usage.tokens_in for it in found]
    tokens_out = [it.usage.tokens_out for it in found]
    calls = [it.calls for it in found]
    print(
        f"{name:<44} {len(found):>5} {np.median(calls):>6.1f} {max(calls):>5} "
        f"{np.median(tokens_in):>8.0f} {max(tokens_in):>7} {np.median(tokens_out):>8.0f} {max(tokens_out):>6}"
    )


def agreeing(counted: Assessment, rubric: Rubric) -> Answer:
    """A judge's answers that give every criterion the level that was counted, with the quotes it rests on."""

    def answer(messages: Sequence[BaseMessage]) -> str:
        criterion = _asked(messages, rubric)
        score = counted.score(criterion.id)
        quotes = tuple({"reply": it.turn, "words": it.quote} for it in score.evidence)
        level = score.level or criterion.levels[0].level
        return _verdict(level, quotes)

    return answer


def disagreeing(counted: Assessment, rubric: Rubric) -> Answer:
    """A judge's answers that are never the level that was counted."""

    def answer(messages: Sequence[BaseMessage]) -> str:
        criterion = _asked(messages, rubric)
        first, second = (it.level for it in criterion.levels[:2])
        return _verdict(second if counted.score(criterion.id).level == first else first, ())

    return answer


def _asked(messages: Sequence[BaseMessage], rubric: Rubric) -> Criterion:
    said = "\n".join(str(it.content) for it in messages)
    return next(it for it in rubric.criteria if f"Criterion: {it.title}\n" in said)


def _verdict(level: int, quotes: Sequence[dict[str, object]]) -> str:
    why = "You gave back in your own words what the other said, and asked what it meant for them."
    given = {"why": why, "quotes": quotes, "against": (), "level": level, "between": False}
    return Verdict.model_validate(given).model_dump_json()


async def debriefed(bench: Bench, scenario: Scenario, session: Session, by: By) -> Spending:
    """What a debrief costs with a judge that answers so."""
    rubric = bench.library.rubric(scenario.rubric, scenario.language)
    counted = judge(scenario.language).assess(session, rubric, None)
    books = MemoryLedger()
    reader = ModelJudge(modelled(ScriptedModel(answer=by(counted, rubric)), ledger=books), bench.prompts)
    await reader.read(session, rubric, counted)
    return Spending.of(books.records)


def quoting(messages: Sequence[BaseMessage]) -> str:
    """A tutor's answer: the first three sentences of the first passage, each with its number."""
    asked = str(messages[-1].content)
    passage = re.search(r"<passage-1>\n(.*?)\n</passage-1>", asked, re.DOTALL)
    if passage is None:  # a follow-up to be put so that it stands alone
        return asked.rsplit("<question>", 1)[-1].split("</question>")[0].strip()
    said = [it.strip() for it in re.split(r"(?<=[.!?])\s", passage.group(1)) if it.strip()]
    return " ".join(f"{it.rstrip('.')} [1]." for it in said[-3:])


class Looking(ScriptedModel):
    """A tutor that, with tools, searches for both halves of a question and opens a section, then quotes."""

    _tools: bool = PrivateAttr(default=False)

    def __init__(self, *, tools: bool = False) -> None:
        super().__init__(answer=quoting)
        self._tools = tools

    def bind_tools(self, tools: Any, **named: Any) -> Any:
        return Looking(tools=True)

    async def _agenerate(self, messages: list[BaseMessage], *given: Any, **named: Any) -> ChatResult:
        looked = [str(it.content) for it in messages if it.type == "tool"]
        if not self._tools:
            return await super()._agenerate(messages, *given, **named)
        words = _question(messages).split()
        half = len(words) // 2
        looks: list[tuple[str, dict[str, object]]] = [
            ("search_course", {"words": " ".join(words[:half])}),
            ("search_course", {"words": " ".join(words[half:])}),
            ("open_section", {"passage": 1}),
        ]
        if len(looked) < len(looks):
            tool, about = looks[len(looked)]
            wanted = AIMessage(content="", tool_calls=[{"name": tool, "args": about, "id": str(len(looked))}])
            return ChatResult(generations=[ChatGeneration(message=wanted)])
        message = AIMessage(content=quoting([HumanMessage("\n\n".join(looked))]))
        return ChatResult(generations=[ChatGeneration(message=message)])


def _question(messages: Sequence[BaseMessage]) -> str:
    asked = next(str(it.content) for it in messages if it.type == "human")
    return asked.rsplit("<question>", 1)[-1].split("</question>")[0].strip()


async def answered(bench: Bench, folder: Path) -> tuple[list[Spending], list[Spending]]:
    """What answers to the first questions of each shipped file cost, follow-ups among them; with one look
    and with several."""
    shelf, index = MemoryShelf(), Index(folder, bench.embedder)
    await ingest([shipped() / "knowledge" / COURSE], COURSE, shelf, index, progress=lambda *_: None)
    lesson = Lesson(Retriever(await index.open(COURSE, shelf), bench.embedder), bench.embedder)
    writer, once, often = lesson.writer(bench.prompts), list[Spending](), list[Spending]()
    for file in sorted(QUESTIONS.glob(f"{COURSE}.*.jsonl")):
        lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        chosen = [it for it in lines if it["covered"]][:MOST_QUESTIONS]
        for line in [*chosen, *({"question": it} for it in SEVERAL[file.stem[-2:]])]:
            books = MemoryLedger()
            history = tuple(Said(it["role"], it["text"]) for it in line.get("history") or ())
            asked = Asked(line["question"], file.stem[-2:], history)
            await writer.answer(modelled(Looking(), ledger=books), asked)
            looked = any(it.prompt == "agent" for it in books.records)
            if books.records:
                (often if looked else once).append(Spending.of(books.records))
    return once, often


async def measured() -> Found:
    """Everything, each conversation once."""
    found = Found()
    async with benched() as bench:
        for scenario, session in bench.sessions():
            found.turns += [Spending.of(it.calls) for it in await bench.replay(scenario, session)]
            long = stretched(session, LATE - 1)
            last = await bench.play(scenario, long, long.turns[-1].text)
            if last.calls:
                found.late.append(Spending.of(last.calls))
            found.agreed.append(await debriefed(bench, scenario, session, agreeing))
            found.apart.append(await debriefed(bench, scenario, session, disagreeing))
        with tempfile.TemporaryDirectory() as folder:
            found.answers, found.looked = await answered(bench, Path(folder))
    return found


def main() -> int:
    """Print the table; 1 when a bar is missed."""
    found = asyncio.run(measured())
    print(f"{'estimated tokens (3.5 bytes each)':<44} {'count':>5} {'calls':>6} {'most':>5} ", end="")
    print(f"{'in':>8} {'most':>7} {'out':>8} {'most':>6}")
    shown("a turn of the counterpart", found.turns)
    shown(f"a turn of the counterpart at turn {LATE}", found.late)
    shown("an answer of the tutor, after one look", found.answers)
    shown("an answer of the tutor's agent", found.looked)
    shown("a debrief, the judge agrees with the count", found.agreed)
    shown("a debrief, the judge never agrees", found.apart)
    most = max(it.usage.tokens_in // it.calls for it in (*found.turns, *found.late))
    calls = float(np.median([it.calls for it in found.turns]))
    bounds = f"at most {most} (bar: {MOST_PROMPT}); calls a turn: {calls:.0f} (bar: {MOST_CALLS})"
    print(f"prompt of a turn: {bounds}")
    return int(most > MOST_PROMPT or calls > MOST_CALLS)


if __name__ == "__main__":
    raise SystemExit(main())
