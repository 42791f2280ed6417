"""A debrief as Chainlit shows it: the curve, what was negotiated, each criterion, and where to read on."""

from collections.abc import Sequence

from chainlit.element import CustomElement, Plotly
from chainlit.message import Message

from tutor.channels.page import AGREEMENT, DEBRIEF
from tutor.channels.passages import Opened, section
from tutor.channels.render_bargain import render_bargain
from tutor.channels.render_debrief import reading_line, render_closing, render_opening
from tutor.channels.render_record import decided, standing
from tutor.channels.web.bargain import concessions, plane
from tutor.channels.web.curve import figure
from tutor.channels.web.sources import sources
from tutor.course.index import Shelf
from tutor.domain.rubric import Evidence, Passage
from tutor.language import Texts
from tutor.messages import DebriefCard


async def debriefed(card: DebriefCard, shelf: Shelf) -> list[Message]:
    texts = Texts(card.session.language)  # as rubric and scenario are in that language
    chart = Plotly(
        name="chart",
        figure=figure(card.debrief.curve, card.debrief.turning, texts),
        display="inline",
    )
    told = {"kind": "debrief", "practice": card.session.id}
    drawn = f"{render_opening(card, texts)}\n\n**{texts('debrief.curve')}**"
    opening = Message(drawn, elements=[chart], metadata=told)
    bargain = _bargain(card, texts)
    findings = Message("", elements=[_findings(card, texts)])
    weakest = card.debrief.weakest
    passage = await _passage(weakest.passage, card.scenario.course, shelf) if weakest else None
    page = f"{DEBRIEF}/{card.session.id}"
    links = [f"[{texts('page.print')}]({page})", f"[{texts('page.pdf')}]({page}.pdf)"]
    links += [f"[{texts('card.title')}]({page}#{AGREEMENT})"] if card.card else []
    closing = Message(
        f"{render_closing(card, texts, reading=passage is None, standing=False)}\n\n{' · '.join(links)}",
        elements=[sources([passage], texts("debrief.read", heading=weakest.passage.heading), texts)]
        if weakest and passage
        else [],
    )
    return [opening, *bargain, findings, closing]


def _bargain(card: DebriefCard, texts: Texts) -> list[Message]:
    """What the negotiation was worth, in words and as two charts; nothing without a negotiation."""
    if card.analysis is None:
        return []
    about = (card.analysis, card.scenario, texts)
    charts = {"bargain.chart.plane": plane(*about), "bargain.chart.curve": concessions(*about)}
    words = Message(render_bargain(card.analysis, card.scenario, texts))
    return [
        words,
        *(
            Message(f"**{texts(key)}**", elements=[Plotly(name="chart", figure=figure, display="inline")])
            for key, figure in charts.items()
        ),
    ]


async def _passage(passage: Passage, course: str, shelf: Shelf) -> Opened | None:
    """The section of the course that a criterion points to."""
    return await section(passage.document, lambda place: passage.heading in place.headings, shelf, course)


def _findings(card: DebriefCard, texts: Texts) -> CustomElement:
    reviews = standing(card.session.reviews, card.session.assessments)
    findings = [
        {
            "title": it.criterion.title,
            "level": it.score.level,
            "highest": it.criterion.levels[-1].level,
            "words": texts("debrief.level", level=it.score.level, highest=it.criterion.levels[-1].level)
            if it.score.level is not None
            else texts("debrief.unscored"),
            "meaning": it.meaning,
            "why": it.score.why,
            "label": texts("debrief.indication" if it.score.unscored else "debrief.quotes"),
            "quotes": _quotes(it.score.evidence, texts),
            "against": _quotes(it.score.against, texts),
            "higher": texts("debrief.higher", level=it.higher.level) if it.higher else "",
            "above": it.higher.text if it.higher else "",
            "better": it.better,
            "made": reading_line(it.score.reading, texts) if it.score.reading else "",
            "decided": decided(reviews, it.criterion.id, texts, put=str),
            "object": f"contest:{card.session.id}:{it.criterion.id}:",
            "open": it.criterion == card.debrief.weakest,
        }
        for it in card.debrief.findings
    ]
    words = {key: texts(f"debrief.{key}") for key in ("against", "better", "all", "fewer")}
    words["object"] = texts("button.object")
    return CustomElement(name="Findings", props={"findings": findings, "labels": words})


def _quotes(evidence: Sequence[Evidence], texts: Texts) -> list[dict[str, str]]:
    return [{"quote": it.quote, "turn": texts("debrief.turn", turn=it.turn)} for it in evidence]
