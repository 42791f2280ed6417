"""Written assignments as Chainlit shows them: cards to choose from, a form, and the debrief of a text."""

from collections.abc import Sequence
from typing import Any

from chainlit.element import CustomElement
from chainlit.message import Message

from tutor.channels.page import DEBRIEF, HAND_IN
from tutor.channels.render_debrief import reading_line
from tutor.channels.render_graded import (
    asked,
    handed_in,
    place_of,
    render_points,
    render_task,
    render_text_closing,
    render_text_opening,
    short,
)
from tutor.channels.render_record import decided, standing
from tutor.domain.rubric import Evidence
from tutor.domain.submission import SubmissionSummary
from tutor.language import Texts
from tutor.messages import AssignmentList, GradedCard, TaskCard, TextFinding
from tutor.scoring.grading import SUFFIXES


def messages(block: AssignmentList | TaskCard | GradedCard, texts: Texts, form: str) -> list[Message]:
    """The messages for a block about written assignments; form is the name of the element to write in."""
    match block:
        case AssignmentList():
            said = texts("assignments.choose" if block.assignments else "assignments.none")
            return [Message(said, elements=[assignments(block, texts)])]
        case TaskCard(assignment):
            task = render_task(assignment, Texts(assignment.language))
            return [Message(task, elements=[to_write_in(block, form)])]
        case GradedCard():
            return graded(block)


def assignments(block: AssignmentList, texts: Texts) -> CustomElement:
    """The assignments as cards, and below them what was handed in earlier."""
    cards = [
        {"action": f"assignment:{it.id}", "title": it.title, "summary": it.summary, "about": asked(it, texts)}
        for it in block.assignments
    ]
    titles = {it.id: it.title for it in block.assignments}
    earlier = [_earlier(it, titles.get(it.assignment, it.assignment), texts) for it in block.earlier]
    words = {"open": texts("web.assignment.open"), "past": texts("assignments.earlier")}
    return CustomElement(name="Scenarios", props={"cards": cards, "earlier": earlier, **words})


def _earlier(it: SubmissionSummary, title: str, texts: Texts) -> dict[str, str]:
    shown = {"title": title, "stand": handed_in(it, texts)}
    return {"action": f"text:{it.id}", "label": texts("web.text.open"), **shown}


def to_write_in(card: TaskCard, name: str) -> CustomElement:
    """A form to type a text or choose a file."""
    assignment = card.assignment
    texts = Texts(assignment.language)
    labels = {key: texts(f"web.hand-in.{key}") for key in ("text", "file", "typed", "busy", "failed")}
    labels |= {"send": texts("button.hand-in"), "words": texts("web.hand-in.words", words="{words}")}
    props = {"url": f"{HAND_IN}/{assignment.id}", "language": assignment.language, "labels": labels}
    return CustomElement(name=name, props={**props, "accept": ",".join(SUFFIXES)})


def graded(card: GradedCard) -> list[Message]:
    """How a text was graded, in the language of the text."""
    texts = Texts(card.submission.language)
    opening = f"{render_text_opening(card, texts)}\n\n{render_points(card, texts)}"
    page = f"{DEBRIEF}/{card.submission.id}"
    links = f"[{texts('page.print')}]({page}) · [{texts('page.pdf')}]({page}.pdf)"
    return [
        Message(opening),
        Message("", elements=[_findings(card, texts)]),
        Message(f"{render_text_closing(card, texts)}\n\n{links}"),
    ]


def _findings(card: GradedCard, texts: Texts) -> CustomElement:
    made = card.submission
    reviews = standing(made.reviews, made.gradings)
    findings = [
        {
            **_finding(it, texts),
            "decided": decided(reviews, it.criterion.id, texts, put=str),
            "object": f"text-object:{made.id}:{it.criterion.id}:",
        }
        for it in card.findings
    ]
    words = {key: texts(f"debrief.{key}") for key in ("against", "all", "fewer")}
    return CustomElement(
        name="Findings",
        props={
            "findings": findings,
            "labels": {**words, "better": texts("graded.better"), "object": texts("button.object")},
            "advice": True,
        },
    )


def _finding(it: TextFinding, texts: Texts) -> dict[str, Any]:
    highest = it.criterion.levels[-1].level
    level = it.score.level
    read = reading_line(it.score.reading, texts) if it.score.reading else ""
    steps = " ".join(f"{step.level}. {step.text}" for step in it.criterion.levels) if level is None else ""
    return {
        "title": it.criterion.title,
        "level": level,
        "highest": highest,
        "words": texts("debrief.unscored")
        if level is None
        else texts("debrief.level", level=level, highest=highest),
        "meaning": it.meaning,
        "why": it.score.why,
        "label": texts("graded.quotes"),
        "quotes": _quotes(it.score.evidence, texts),
        "against": _quotes(it.score.against, texts),
        "better": it.better,
        "made": " ".join(filter(None, (steps, read))),
        "open": False,
    }


def _quotes(evidence: Sequence[Evidence], texts: Texts) -> list[dict[str, str]]:
    return [{"quote": short(it.quote), "turn": place_of(it, texts)} for it in evidence]
