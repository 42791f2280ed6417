"""Help with a practice as Markdown: what a reply did, where to go back to, two tries side by side."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from babel.numbers import format_decimal

from tutor.assessment.comparison import Comparison, Step, Tried
from tutor.assessment.feedback import Feedback
from tutor.assessment.overall import Overall
from tutor.assessment.story import Beat
from tutor.channels.safe import escape
from tutor.domain.scenario import EndingKind
from tutor.domain.session import Change, Mode, Preparation, Session
from tutor.language import Texts, sentences
from tutor.messages import FeedbackCard, HintCard, Line, LineList, NotesCard, PreparationCard, TurnList

Help = PreparationCard | NotesCard | HintCard | FeedbackCard | TurnList | LineList
FELT = 0.015
"""What a gauge must move by before it is worth a word."""
SHORT = 90
"""Characters of a reply in a list."""


def render_help(block: Help, texts: Texts) -> str:
    """What helps before and during a practice."""
    match block:
        case PreparationCard(scenario):
            return f"### {escape(scenario.title)}\n\n{texts('prepare.how')}"
        case NotesCard(notes):
            return render_notes(notes, texts)
        case HintCard(text):
            return f"**{texts('hint.title')}:** {escape(text)}"
        case FeedbackCard(found):
            return render_feedback(found, texts)
        case TurnList(session):
            return render_turns(session, texts)
        case LineList(lines):
            return render_lines(lines, texts)


def render_notes(notes: Preparation, texts: Texts) -> str:
    """What was written down, under its headings and without what was left out."""
    said = [(part, " · ".join(text.split("\n"))) for part, text in asdict(notes).items() if text.strip()]
    rows = [f"- **{texts(f'prepare.{part}')}.** {escape(text)}" for part, text in said]
    return f"**{texts('prepare.notes')}**\n\n" + "\n".join(rows)


def render_feedback(found: Feedback, texts: Texts) -> str:
    """What the reply did, what that did to the other, one thing to keep and one to change."""
    rows = (
        (texts("feedback.did"), _did(found, texts)),
        (texts("feedback.felt"), render_change(found.change, texts)),
        (texts("feedback.keep"), _kept(found, texts)),
        (texts("feedback.change"), _advice(found, texts)),
    )
    lines = "\n".join(f"- **{label}:** {text}" for label, text in rows if text)
    return f"**{texts('feedback.title', turn=found.turn)}**\n\n{lines}"


def _did(found: Feedback, texts: Texts) -> str:
    moves = dict.fromkeys(texts(f"move.{said.move.value}") for said in found.said)
    return ", ".join(moves)


def render_change(change: Change, texts: Texts) -> str:
    """Which gauges rose and fell, in words."""
    moved = {"trust": change.trust, "tension": change.tension, "openness": change.openness}
    words = [
        texts(f"felt.{name}.{'up' if value > 0 else 'down'}")
        for name, value in moved.items()
        if abs(value) >= FELT
    ]
    return ", ".join(words) or texts("felt.nothing")


def _kept(found: Feedback, texts: Texts) -> str:
    keep = found.keep
    return f"“{escape(_flat(keep.quote))}” ({texts(f'move.{keep.move.value}')})" if keep else ""


def _advice(found: Feedback, texts: Texts) -> str:
    quote = f"“{escape(_flat(found.about.quote))}” " if found.about else ""
    return quote + texts(f"advice.{found.advice.value}")


def tried(mode: Mode, attempt: int, back: int | None, texts: Texts) -> str:
    """How a practice was held, which try it was where that is known, and where it was taken up again."""
    name = texts(f"mode.{mode.value}")
    title = texts("try.title", mode=name, number=attempt) if attempt else name
    return f"{title}, {texts('try.back', turn=back)}" if back else title


def render_lines(lines: Sequence[Line], texts: Texts) -> str:
    """What the counterpart said, in order, with what was marked before."""
    done = f" ({texts('never.marked')})"
    rows = [f"- {it.turn} **{escape(it.name)}:** {escape(it.text)}{done * it.marked}" for it in lines]
    return "\n".join((texts("never.which"), "", *rows))


def render_turns(session: Session, texts: Texts) -> str:
    """The learner's replies, numbered, with how each was answered."""
    rows = [
        f"{turn.number}. “{escape(_short(turn.text))}” – *{escape(_short(turn.utterance.words))}*"
        for turn in session.turns[1:]
    ]
    return "\n".join((texts("turns.title"), "", *rows))


def render_comparison(found: Comparison, texts: Texts) -> str:
    """A try beside the one before it: a table of replies, endings and levels; then the gauges."""
    parts = [f"#### {texts('beside.branch' if found.fork else 'beside.title')}"]
    rows: list[tuple[str, ...]] = [("", texts("beside.before"), texts("beside.now")), ("---",) * 3]
    if fork := found.fork:
        said = (f"“{escape(_flat(it))}”" if it else "–" for it in (fork.before, fork.now))
        rows.append((texts("beside.fork", turn=fork.turn), *said))
    outcomes = (_outcome(it, texts) for it in (found.outcome_before, found.outcome_now))
    rows.append((texts("debrief.outcome"), *outcomes))
    rows += [(escape(step.title), *_step(step, texts)) for step in found.steps]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    end = f"{texts('beside.end')}: {render_change(found.change, texts)}."
    return "\n\n".join((*parts, table, end))


def render_tries(tries: Sequence[Tried], titles: Mapping[str, str], texts: Texts) -> str:
    """The levels of the last tries, a row a criterion; titles are of criteria, by id."""
    heads = [tried(it.mode, it.attempt, None, texts) for it in tries]
    rows = [("", *heads), ("---",) * (len(tries) + 1)]
    rows.append((texts("overall.title"), *(_range(it.overall, texts) for it in tries)))
    rows += [
        (escape(title), *(str(it.levels.get(id) or "–") for it in tries)) for id, title in titles.items()
    ]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"#### {texts('tries.title')}\n\n{table}\n\n*{texts('tries.how')}*"


def _range(found: Overall | None, texts: Texts) -> str:
    if found is None:
        return "–"
    low, high = (format_decimal(it, format="0.0", locale=texts.language) for it in (found.low, found.high))
    return f"{low}\u2060–\u2060{high}"  # not broken over two lines


def _outcome(kind: EndingKind | None, texts: Texts) -> str:
    return texts(f"outcome.{kind.value}") if kind else texts("web.stopped")


def _step(step: Step, texts: Texts) -> tuple[str, str]:
    """The levels of a criterion in both tries, and whether the second is higher or lower."""
    change = texts("beside.higher" if step.change > 0 else "beside.lower") if step.change else ""
    before, now = (
        texts("beside.none") if it is None else texts("beside.level", level=it)
        for it in (step.before, step.now)
    )
    return before, f"{now} {change}".strip()


def render_overall(found: Overall | None, texts: Texts) -> str:
    """Between which levels it lies, and over how many criteria."""
    if found is None:
        return texts("overall.none")
    low, high = (format_decimal(it, format="0.0", locale=texts.language) for it in (found.low, found.high))
    slots = {"low": low, "high": high, "scored": found.scored, "all": found.all}
    return f"**{texts('overall.title')}:** {texts('overall.range', **slots)} *{texts('overall.how')}*"


def render_story(beats: Sequence[Beat], texts: Texts) -> str:
    """Which reply opened or closed what on the other side."""
    return f"#### {texts('story.title')}\n\n" + "\n".join(f"- {_beat(it, texts)}" for it in beats)


def _beat(beat: Beat, texts: Texts) -> str:
    said = {"turn": beat.turn, "quote": escape(_short(beat.quote))}
    if beat.degree:
        first = sentences(beat.truth, texts.language)[0]
        truth = escape(beat.truth[slice(*first)])
        return texts(f"story.{beat.degree.value}", name=escape(beat.name), truth=truth, **said)
    if beat.closed:
        return texts("story.closed", name=escape(beat.name), **said)
    return texts("story.warmer", felt=render_change(beat.change, texts), **said)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _short(text: str) -> str:
    """The beginning of a text, up to a whole word; part of one that is longer than that."""
    cut = textwrap.shorten(text, SHORT, placeholder="…")
    return cut if cut != "…" else _flat(text)[: SHORT - 1] + "…"
