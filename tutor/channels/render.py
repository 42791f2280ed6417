"""Replies as Markdown, the same for every channel; what a person or a file supplies is shown as it stands."""

import re
from collections.abc import Callable, Sequence

from tutor.channels.render_coaching import render_help, tried
from tutor.channels.render_debrief import render_debrief
from tutor.channels.render_graded import render_written
from tutor.channels.render_study import named, render_study, within
from tutor.channels.safe import escape, quoted
from tutor.domain.course import Answer, Citation, Coverage, Section
from tutor.domain.history import SessionSummary
from tutor.domain.scenario import Scenario
from tutor.language import SPOKEN, Texts
from tutor.messages import (
    AnswerCard,
    AskBack,
    AssignmentList,
    Block,
    BriefingCard,
    DebriefCard,
    FeedbackCard,
    GradeCard,
    GradedCard,
    HintCard,
    LineList,
    Note,
    NotesCard,
    PreparationCard,
    QuestionCard,
    QuizResult,
    QuizStanding,
    ScenarioList,
    Speech,
    TaskCard,
    TurnList,
)

Marker = Callable[[int], str]
"""How a channel shows the number of a citation within an answer."""


def render(block: Block, texts: Texts) -> str:
    """A block as Markdown."""
    match block:
        case Note(text):
            return text
        case Speech(_, text):
            return escape(text)
        case AnswerCard(answer):
            sources = render_sources(answer.citations, texts)
            return "\n\n".join(filter(None, (render_answer(answer, texts), sources)))
        case ScenarioList(scenarios, sessions):
            return render_scenarios(scenarios, sessions, texts)
        case BriefingCard(scenario):
            return render_briefing(scenario, texts)
        case QuestionCard() | GradeCard() | QuizResult() | QuizStanding() | AskBack():
            return render_study(block, texts)
        case PreparationCard() | NotesCard() | HintCard() | FeedbackCard() | TurnList() | LineList():
            return render_help(block, texts)
        case AssignmentList() | TaskCard() | GradedCard():
            return render_written(block, texts)
        case DebriefCard():
            return "\n\n".join(render_debrief(block, Texts(block.session.language)))


def render_answer(answer: Answer, texts: Texts, marker: Marker = "[{}]".format) -> str:
    """What the course says, with a number behind each quote; or that it says nothing, and what comes near."""
    if answer.declined:
        return render_declined(answer, texts)
    parts = [escape(answer.reason)] if answer.reason else []
    parts.append(_marked(answer.text, len(answer.citations), marker))
    parts += [f"*{note}*" for note in (*notes(answer, texts, escape), *_taken_over(answer, texts))]
    return "\n\n".join(parts)


def notes(answer: Answer, texts: Texts, put: Callable[[str], str] = str) -> list[str]:
    """What else to know of an answer: that it is in part, in another language, or that its list goes on.

    put is how names from the course are written in the text, as they are when it is plain.
    """
    found = []
    if answer.coverage is Coverage.PARTLY:
        found.append(texts("ask.partly"))
    foreign = {it.language for it in answer.citations} - {answer.language}
    if foreign:
        names = ", ".join(sorted(_language(code, texts) for code in foreign))
        found.append(texts("ask.foreign", language=names))
    if answer.nearest:
        found.append(texts("ask.more", section=put(_plainly(answer.nearest))))
    return found


def _taken_over(answer: Answer, texts: Texts) -> tuple[str, ...]:
    """That the course answers with its own words where a language model should have."""
    if not answer.fallback:
        return ()
    kept = answer.fallback in ("unsupported", "language")
    return (texts(f"ask.{answer.fallback}" if kept else f"model.failed.{answer.fallback}"),)


def plain_answer(answer: Answer, texts: Texts) -> tuple[str, str]:
    """The answer and, when it was declined or there is a pointer, the reason, as plain text for programs."""
    if not answer.declined:
        return "\n\n".join((answer.text, *notes(answer, texts))), answer.reason
    near = None if answer.pointer else answer.nearest
    where = texts("ask.nearest", section=_plainly(near)) if near else ""
    return "", " ".join(filter(None, (answer.reason, where)))


def _plainly(section: Section) -> str:
    return ", ".join(filter(None, (section.title, within(section.title, section.place))))


def render_declined(answer: Answer, texts: Texts, *, pointing: bool = True) -> str:
    """That the course does not answer, and the section that comes nearest (unless it is shown otherwise);
    or only who can help.
    """
    if answer.pointer:
        return escape(answer.reason)
    parts = [f"**{escape(answer.reason or texts('ask.declined'))}**"]
    if pointing and (near := answer.nearest):
        parts.append(texts("ask.nearest", section=named(near.title, near.place)))
    parts.append(texts("ask.gap"))
    return "\n\n".join(parts)


def render_sources(citations: Sequence[Citation], texts: Texts) -> str:
    """The numbered list of what was quoted and where it stands; empty without citations."""
    if not citations:
        return ""
    lines = [
        f"{it.number}. {named(it.title, it.place)} ({escape(it.document)}): “{escape(_short(it.quote))}”"
        for it in citations
    ]
    return f"**{texts('ask.sources')}**\n\n" + "\n".join(lines)


def render_scenarios(scenarios: Sequence[Scenario], sessions: Sequence[SessionSummary], texts: Texts) -> str:
    """The scenarios to choose from, then what was practised earlier."""
    parts = [texts("practise.choose")]
    parts += [f"**{escape(it.title)}** ({about(it, texts)})\n{escape(it.summary)}" for it in scenarios]
    if sessions:
        titles = {it.id: it.title for it in scenarios}
        lines = [f"- {escape(titles.get(it.scenario, it.scenario))}: {stand(it, texts)}" for it in sessions]
        parts.append(f"**{texts('practise.earlier')}**\n\n" + "\n".join(lines))
    return "\n\n".join(parts)


def about(scenario: Scenario, texts: Texts) -> str:
    """For whom a scenario is and how long it takes."""
    return f"{texts(f'level.{scenario.level}')} · {texts('briefing.minutes', minutes=scenario.minutes)}"


def stand(session: SessionSummary, texts: Texts) -> str:
    """Which try an earlier practice was and where it stands, with the date on which it was last played."""
    if session.outcome:
        state = texts(f"outcome.{session.outcome.value}")
    else:
        state = texts("web.open") if session.open else texts("web.stopped")
    other = session.language != texts.language
    tongue = texts("try.language", language=_language(session.language, texts)) if other else ""
    title = tried(session.mode, session.attempt, session.back, texts)
    shared = texts("try.shared") if session.released else ""
    answer = texts("try.reviewed") if session.reviews else ""
    return ", ".join(filter(None, (title, tongue, f"{session.last:%d-%m-%Y}", state, shared, answer)))


def render_briefing(scenario: Scenario, texts: Texts) -> str:
    """What a learner reads before a practice."""
    others = "; ".join(f"{escape(it.name)}, {escape(it.role)}" for it in scenario.people)
    minutes = texts("briefing.minutes", minutes=scenario.minutes)
    return "\n\n".join(
        (
            f"### {escape(scenario.title)}",
            f"**{texts('briefing.role')}.** {escape(scenario.briefing.role)}",
            f"**{texts('briefing.situation')}.** {escape(scenario.briefing.situation)}",
            f"**{texts('briefing.goal')}.** {escape(scenario.briefing.goal)}",
            f"**{texts('briefing.counterpart')}:** {others} · {minutes}",
            f"*{texts('briefing.how')}*",
        )
    )


def _marked(text: str, count: int, marker: Marker) -> str:
    """The text escaped, with the markers of its citations put back as the channel shows them."""
    shown = escape(text)
    for number in range(1, count + 1):
        shown = shown.replace(escape(f"[{number}]"), marker(number))
    return shown


def _language(code: str, texts: Texts) -> str:
    return texts(f"language.{code}") if code in SPOKEN else code


def _short(text: str, most: int = 300) -> str:
    flat = re.sub(r"\s+", " ", text).strip()
    return flat if len(flat) <= most else flat[: most - 1] + "…"


__all__ = [
    "about",
    "escape",
    "named",
    "quoted",
    "render",
    "render_answer",
    "render_briefing",
    "render_declined",
    "render_scenarios",
    "render_sources",
    "stand",
    "within",
]
