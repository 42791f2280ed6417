"""Tables for people."""

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.markdown import Markdown
from rich.markup import escape
from rich.table import Column, Table
from rich.text import Text

from tutor.channels.render import render
from tutor.channels.render_bargain import render_bargain
from tutor.channels.render_coaching import tried
from tutor.channels.render_debrief import reading_line, render_debrief
from tutor.channels.render_graded import asked, handed_in, render_graded
from tutor.channels.safe import visible
from tutor.domain.assignment import Assignment
from tutor.domain.calibration import ENOUGH, Card
from tutor.domain.calls import Costs
from tutor.domain.course import Gap, Hit
from tutor.domain.history import SessionSummary
from tutor.domain.quiz import Answered
from tutor.domain.rubric import Assessment, Rubric
from tutor.domain.scenario import Scenario
from tutor.domain.submission import SubmissionSummary
from tutor.domain.text_rubric import TextRubric
from tutor.language import Texts
from tutor.messages import DebriefCard, GradedCard, QuizStanding
from tutor.playtest.figures import Summary
from tutor.roleplay.bargaining.analysis import Analysis

HOW_TO_READ = """\
n         conversations with a level of people and of the judge; "no level" counts those without the judge's
same      how often it is the same level; near: at most one level apart
kappa     agreement beyond chance, in which large differences count for more (quadratically weighted): 1 is
          perfect, 0 no better than guessing; between brackets where it lies with 95 % certainty
bias      the judge's level minus people's, on average: above 0 the judge is kinder
the last  down the levels that people gave, across those of the judge; off the diagonal they differ

The card is kept, and every debrief on this rubric in this language by this judge shows it. With few
conversations the brackets are wide: docs/evaluation.md says how many it takes."""
SAID = "objections / decided"
ID = Column("id", min_width=32)
"""Whole at any width, as it has to be copied."""


def _plain(text: str) -> str:
    """Text of people as it was written, without what would give orders to the terminal."""
    return escape(visible(text))


def show_hits(hits: Sequence[Hit]) -> None:
    """Passages with their place."""
    table = Table("score", "document", "place", "passage", show_lines=True)
    for hit in hits:
        place = hit.chunk.place.locator
        table.add_row(f"{hit.score:.3f}", hit.chunk.document, place, _plain(_short(hit.chunk.text)))
    Console().print(table)


def show_gaps(gaps: Sequence[Gap]) -> None:
    """Questions without an answer."""
    table = Table("asked", "question", "language", "nearest section")
    for gap in gaps:
        table.add_row(str(gap.count), _plain(gap.question), gap.language, gap.nearest)
    Console().print(table if gaps else "No gaps so far.")


def show_sessions(sessions: Sequence[SessionSummary]) -> None:
    """A learner's practices."""
    table = Table(ID, "scenario", "", "held as", "replies", "ended", "last", SAID)
    for it in sessions:
        ended = it.outcome.value if it.outcome else ("stopped" if it.stopped else "open")
        held = tried(it.mode, it.attempt, it.back, Texts("en"))
        row = (it.id, it.scenario, it.language, held, str(it.turns), ended, f"{it.last:%Y-%m-%d %H:%M}")
        table.add_row(*row, f"{it.objections} / {it.reviews}")
    Console().print(table if sessions else "No practices so far.")


def show_assessment(assessment: Assessment, rubric: Rubric) -> None:
    """Levels with their quotes."""
    made = f"{rubric.title}, version {assessment.version}, judge {assessment.reader}"
    columns = ("criterion", "level", "why", "quotes")
    table = Table(*columns, title=made, title_justify="left", show_lines=True)
    texts = Texts(assessment.language)
    for criterion in rubric.criteria:
        score = assessment.score(criterion.id)
        level = str(score.level) if score.level else "–"
        quotes = "\n".join(f"{quote.turn}: “{quote.quote}”" for quote in score.evidence)
        made = f"\n[dim]{_plain(reading_line(score.reading, texts))}[/]" if score.reading else ""
        table.add_row(criterion.title, level, _plain(score.why) + made, _plain(quotes))
    Console().print(table)


def show_debrief(card: DebriefCard) -> None:
    """A practice looked back on."""
    Console().print(Markdown("\n\n".join(render_debrief(card, Texts(card.session.language)))))


def show_shared(card: DebriefCard) -> None:
    """A practice as its learner sees it, with all that was said."""
    console = Console()
    for turn in card.session.turns:
        if turn.number:
            console.print(f"[bold]{turn.number}.[/] {_plain(turn.text)}")
        console.print(f"[cyan]{_plain(turn.utterance.text)}[/]")
    show_debrief(card)
    _how_to_decide(card.session.id, card.rubric)


def _how_to_decide(id: str, rubric: Rubric | TextRubric) -> None:
    """The commands with which a trainer decides or answers, and what the criteria are called."""
    command = f'tutor review {id} --criterion ID --level 1–5 --reason "…" --by "YOUR NAME"'
    ids = "\n".join(f"  {it.id:24} {it.title}" for it in rubric.criteria)
    words = "To answer in words only: --no-level instead of --level, and --whole instead of --criterion."
    Console().print(Text(f"To confirm or change a level: {command}\n{words}\n{ids}", style="dim"))


def show_assignments(
    listed: Sequence[Assignment], earlier: Sequence[SubmissionSummary], language: str
) -> None:
    """Written assignments, and what was handed in."""
    table = Table("assignment", "title", "words", "task", show_lines=True)
    for it in listed:
        table.add_row(it.id, _plain(it.title), asked(it, Texts(language)), _plain(_short(it.task)))
    Console().print(table)
    for one in earlier:
        Console().print(Text(f"{one.id}  {one.assignment}: {visible(handed_in(one, Texts(language)))}"))


def show_graded(card: GradedCard) -> None:
    """How a text was graded."""
    Console().print(Markdown("\n\n".join(render_graded(card, Texts(card.submission.language)))))


def show_texts(found: Sequence[SubmissionSummary]) -> None:
    """Texts that were shared."""
    table = Table(ID, "assignment", "language", "file", "handed in", SAID)
    for it in found:
        row = (it.id, it.assignment, it.language, _plain(it.name), f"{it.handed:%Y-%m-%d %H:%M}")
        table.add_row(*row, f"{it.objections} / {it.reviews}")
    Console().print(table if found else "No texts so far.")


def show_shared_text(card: GradedCard) -> None:
    """A text as its learner sees it."""
    Console().print(_plain(card.submission.work.text))
    show_graded(card)
    _how_to_decide(card.submission.id, card.rubric)


def show_card(card: Card) -> None:
    """How well the judge agrees with people, a row a criterion and its confusion table."""
    check = f"a check of the machinery; not validated with human raters yet (until {ENOUGH})"
    status = "validated" if card.validated else check
    made = f"version {card.version}, judge {card.engine}"
    raters = "one rater" if card.raters == 1 else f"{card.raters} raters"
    title = f"{card.rubric} ({card.language}), {made}: {raters}, n={card.transcripts}: {status}"
    columns = ("criterion", "n", "no level", "same", "near", "kappa (95 %)", "bias", "people ↓ judge →")
    table = Table(*columns, title=title, title_justify="left", show_lines=True)
    for name, it in card.criteria.items():
        kappa = "–" if it.kappa is None else f"{it.kappa:.2f} ({it.low or 0:.2f} to {it.high or 0:.2f})"
        counts = "\n".join(_crossed(it.table))
        shares = (f"{it.exact:.0%}", f"{it.near:.0%}", kappa, f"{it.bias:+.2f}")
        table.add_row(name, str(it.n), str(it.unscored), *shares, counts)
    Console().print(table, Text(HOW_TO_READ, style="dim"))


def _crossed(counts: Sequence[Sequence[int]]) -> Iterator[str]:
    """How often people gave the level before a row where the judge gave that above a column."""
    levels = range(1, len(counts) + 1)
    yield "   " + " ".join(f"{level:2}" for level in levels)
    for level, row in zip(levels, counts, strict=True):
        yield f"{level}: " + " ".join(f"{count:2}" if count else " ·" for count in row)


def show_bargain(analysis: Analysis, scenario: Scenario) -> None:
    """What a negotiation was worth, in words."""
    Console().print(Markdown(render_bargain(analysis, scenario, Texts(scenario.language))))


def show_standing(answers: Sequence[Answered], language: str) -> None:
    """How the questions of a course were answered the last time."""
    Console().print(Markdown(render(QuizStanding(tuple(answers)), Texts(language))))


def show_playtest(title: str, found: Sequence[Summary]) -> None:
    """What became of each learner type."""
    columns = ("learner", "outcomes", "turns", "leaks", "gave in", "fall-backs", "repeats", "score")
    table = Table(*columns, title=title, title_justify="left")
    for it in found:
        outcomes = ", ".join(f"{kind.value} {count}" for kind, count in it.outcomes.items())
        row = (it.turns, it.leaks, it.give_ins, f"{it.fallbacks:.0%}", f"{it.repeats:.0%}", it.score or "–")
        table.add_row(it.kind.value, outcomes, *(str(cell) for cell in row))
    Console().print(table)


def show_models(rows: Sequence[Mapping[str, object]]) -> None:
    """Which model serves which purpose."""
    table = Table("purpose", "model", "server", "price known")
    for row in rows:
        known = "yes" if row["priced"] else "no"
        server, model = str(row["server"]), str(row["model"])
        table.add_row(str(row["purpose"]), _plain(model), server, "" if model == "embedded" else known)
    Console().print(table)


def show_costs(found: Sequence[Costs], days: int) -> None:
    """What each model was used for; a ~ stands before tokens of which some are estimated."""
    table = Table(
        "model", "purpose", "calls", "failed", "tokens in", "tokens out", "seconds a call", "cost",
        title=f"The last {days} days", title_justify="left",
    )  # fmt: skip
    for it in found:
        about = "~" if it.usage.estimated else ""
        cost = "–" if it.cost is None else f"{it.cost:.4f}"
        tokens = (f"{about}{it.usage.tokens_in:,}", f"{about}{it.usage.tokens_out:,}")
        counts = (str(it.calls), str(it.failed))
        table.add_row(_plain(it.model), it.purpose.value, *counts, *tokens, f"{it.seconds:.2f}", cost)
    Console().print(table if found else "No language model was asked anything.")


def _short(text: str, most: int = 240) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"
