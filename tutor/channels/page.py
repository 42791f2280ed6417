"""A debrief as a page of its own, to print, to keep or to save as PDF; it needs nothing but itself."""

import html
from collections.abc import Sequence
from datetime import datetime
from importlib import resources

from markdown_it import MarkdownIt

from tutor.assessment.debrief import Point, TurningPoint
from tutor.channels.bargain_chart import bargain_charts
from tutor.channels.chart import chart_svg
from tutor.channels.render_agreement import render_agreement
from tutor.channels.render_debrief import render_debrief
from tutor.channels.render_graded import render_graded
from tutor.channels.safe import visible
from tutor.domain.scenario import Scenario
from tutor.domain.session import Session, Utterance
from tutor.domain.submission import Submission
from tutor.language import Texts
from tutor.messages import DebriefCard, GradedCard

DEBRIEF = "/debrief"
"""Where the web app serves it, with the id of the practice or the text behind it."""
AGREEMENT = "agreement"
"""Where on the page of a debrief it stands how well such scores agree with people's."""
HAND_IN = "/hand-in"
"""Where the web app takes a text, with the id of the assignment behind it."""

GAUGES = {"trust": ("#0d9488", ""), "tension": ("#ea580c", "2 3"), "openness": ("#6366f1", "7 4")}
WIDE, HIGH, MARGIN, BASE = 640, 230, 36, 180


def debrief_page(card: DebriefCard) -> str:
    """The whole debrief and the conversation itself as one HTML document without scripts or links."""
    texts = Texts(card.session.language)
    opening, *rest = (as_html(part) for part in render_debrief(card, texts))
    if charts := bargain_charts(card.analysis, card.scenario, texts):  # behind what is said of the table
        rest[0] += "".join(map(chart_svg, charts))
    title = f"{texts('debrief.title')}: {card.scenario.title}"
    body = "".join((opening, curve_svg(card.debrief.curve, card.debrief.turning, texts), *rest))
    if card.card:
        body += f'<div id="{AGREEMENT}">{as_html(render_agreement(card.card, card.rubric, texts))}</div>'
    body += transcript(card.session, card.scenario, texts)
    return document(title, body, card.session.language, card.session.started)


def text_page(card: GradedCard) -> str:
    """How a text was graded and the text itself, as one HTML document without scripts or links."""
    made = card.submission
    texts = Texts(made.language)
    body = "".join(as_html(part) for part in render_graded(card, texts)) + written_words(made, texts)
    return document(f"{texts('graded.title')}: {card.assignment.title}", body, made.language, made.handed)


def told_page(text: str, texts: Texts) -> str:
    """A page that says why there is nothing to see, with the way to the tutor."""
    way = f'<p><a href="/">{html.escape(texts("page.way"))}</a></p>'
    title = texts("page.nothing")
    said = f"<h3>{html.escape(title)}</h3><p>{html.escape(text)}</p>"
    return document(title, said + way, texts.language)


def as_html(markdown: str) -> str:
    """Markdown as a channel shows it, with tables."""
    made: str = MarkdownIt().enable("table").render(markdown)
    return made


def document(title: str, body: str, language: str, made: datetime | None = None) -> str:
    """A page that needs nothing but itself; made is when what it shows began."""
    date = f'<p class="made">{made:%d-%m-%Y %H:%M} UTC</p>' if made else ""
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{_style()}</style></head><body>{body}{date}</body></html>"
    )


def _style() -> str:
    return (resources.files("tutor") / "channels" / "page.css").read_text("utf-8")


def curve_svg(curve: Sequence[Point], turning: TurningPoint | None, texts: Texts) -> str:
    """The gauges over the replies as a drawing; with two counterparts those of whoever is worst off."""
    if len(curve) < 2:
        return ""
    across = (WIDE - 2 * MARGIN) / (len(curve) - 1)
    lines = [
        _line([getattr(point, gauge) for point in curve], across, *style) for gauge, style in GAUGES.items()
    ]
    names = [
        _word(MARGIN + at * 130, HIGH - 6, texts(f"debrief.{gauge}"), colour)
        for at, (gauge, (colour, _)) in enumerate(GAUGES.items())
    ]
    title = html.escape(texts("debrief.curve"))
    return (
        f"<h4>{title}</h4>"
        f'<svg viewBox="0 0 {WIDE} {HIGH}" role="img" aria-label="{title}">'
        f'<path d="M{MARGIN} {MARGIN}V{BASE}H{WIDE - MARGIN}" fill="none" stroke="#cbd5e1"/>'
        f"{_scale(len(curve), across)}{_turned(turning, across, texts)}{''.join(lines)}{''.join(names)}</svg>"
    )


def _line(values: Sequence[float], across: float, colour: str, dash: str) -> str:
    points = " ".join(
        f"{MARGIN + i * across:.1f},{MARGIN + (1 - value) * (BASE - MARGIN):.1f}"
        for i, value in enumerate(values)
    )
    return (
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2.5" '
        f'stroke-dasharray="{dash}"/>'
    )


def _scale(points: int, across: float) -> str:
    """Per cents up the side, and the numbers of the replies below: every so many where there are many."""
    side = (_word(0, BASE + 4 - share * (BASE - MARGIN), f"{share:.0%}") for share in (0, 0.5, 1))
    every = 1 + points // 20
    below = (_word(MARGIN - 3 + at * across, BASE + 16, str(at)) for at in range(0, points, every))
    return "".join((*side, *below))


def _turned(turning: TurningPoint | None, across: float, texts: Texts) -> str:
    """A line at the reply at which the conversation turned."""
    if turning is None:
        return ""
    at = MARGIN + turning.turn * across
    sign = _word(max(MARGIN, min(at - 30, WIDE - 120)), MARGIN - 8, texts("web.chart.turning"), "#475569")
    return f'<path d="M{at:.1f} {MARGIN}V{BASE}" stroke="#94a3b8" stroke-dasharray="3 3"/>{sign}'


def _word(x: float, y: float, text: str, colour: str = "#64748b") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" font-size="12">{html.escape(text)}</text>'


def written_words(made: Submission, texts: Texts) -> str:
    """Every word of a text, as it was handed in."""
    paragraphs = "".join(f"<p>{_plain(it)}</p>" for it in made.work.text.split("\n\n") if it.strip())
    return f"<h4>{html.escape(texts('page.text'))}</h4>{paragraphs}"


def transcript(session: Session, scenario: Scenario, texts: Texts) -> str:
    """Every word of the conversation, numbered as the quotes are."""
    return as_told(spoken_lines(session, scenario, texts), texts)


def as_told(rows: Sequence[tuple[str, str]], texts: Texts) -> str:
    """Who said what, in order."""
    told = "".join(f"<dt>{html.escape(who)}</dt><dd>{_plain(words)}</dd>" for who, words in rows)
    return f"<h4>{html.escape(texts('page.words'))}</h4><dl>{told}</dl>"


def spoken_lines(session: Session, scenario: Scenario, texts: Texts) -> list[tuple[str, str]]:
    """Who said what, in order; the learner's replies with their numbers."""
    rows = []
    for turn in session.turns:
        if turn.number:
            rows.append((f"{turn.number}. {texts('page.you')}", turn.text))
        rows += _spoken(turn.utterance, scenario)
    return rows


def _spoken(said: Utterance, scenario: Scenario) -> list[tuple[str, str]]:
    if not said.parts:
        return [(scenario.persona.name, said.text)]
    return [(scenario.person(part.speaker).name, part.text) for part in said.parts]


def _plain(text: str) -> str:
    """Text of a person, shown as it was written."""
    return html.escape(visible(text))
