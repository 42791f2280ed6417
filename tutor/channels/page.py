"""A debrief as a page of its own, to print, to keep or to save as PDF; it needs nothing but itself."""

import html
from collections.abc import Sequence
from datetime import datetime
from importlib import resources

from markdown_it import MarkdownIt

from tutor.assessment.debrief import Point
from tutor.channels.render_debrief import render_debrief
from tutor.channels.render_graded import render_graded
from tutor.channels.safe import visible
from tutor.domain.scenario import Scenario
from tutor.domain.session import Session, Utterance
from tutor.language import Texts
from tutor.messages import DebriefCard, GradedCard

DEBRIEF = "/debrief"
"""Where the web app serves it, with the id of the practice or the text behind it."""
HAND_IN = "/hand-in"
"""Where the web app takes a text, with the id of the assignment behind it."""

GAUGES = {"trust": ("#0d9488", ""), "tension": ("#ea580c", "2 3"), "openness": ("#6366f1", "7 4")}
WIDE, HIGH, MARGIN = 640, 200, 30


def debrief_page(card: DebriefCard) -> str:
    """The whole debrief and the conversation itself as one HTML document without scripts or links."""
    texts = Texts(card.session.language)
    opening, *rest = (MarkdownIt().render(part) for part in render_debrief(card, texts))
    title = f"{texts('debrief.title')}: {card.scenario.title}"
    body = "".join((opening, curve_svg(card.debrief.curve, texts), *rest))
    body += _transcript(card.session, card.scenario, texts)
    return _document(title, body, card.session.language, card.session.started)


def text_page(card: GradedCard) -> str:
    """How a text was graded and the text itself, as one HTML document without scripts or links."""
    made = card.submission
    texts = Texts(made.language)
    body = "".join(MarkdownIt().render(part) for part in render_graded(card, texts))
    paragraphs = "".join(f"<p>{_plain(it)}</p>" for it in made.work.text.split("\n\n") if it.strip())
    body += f"<h4>{html.escape(texts('page.text'))}</h4>{paragraphs}"
    return _document(f"{texts('graded.title')}: {card.assignment.title}", body, made.language, made.handed)


def _document(title: str, body: str, language: str, made: datetime) -> str:
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{_style()}</style></head><body>{body}"
        f'<p class="made">{made:%d-%m-%Y %H:%M} UTC</p></body></html>'
    )


def _style() -> str:
    return (resources.files("tutor") / "channels" / "page.css").read_text("utf-8")


def curve_svg(curve: Sequence[Point], texts: Texts) -> str:
    """The gauges over the replies as a drawing; with two counterparts those of whoever is worst off."""
    if len(curve) < 2:
        return ""
    across = (WIDE - 2 * MARGIN) / (len(curve) - 1)
    lines, names = [], []
    for at, (gauge, (colour, dash)) in enumerate(GAUGES.items()):
        values = [getattr(point, gauge) for point in curve]
        points = " ".join(
            f"{MARGIN + i * across:.1f},{MARGIN + (1 - value) * (HIGH - 2 * MARGIN):.1f}"
            for i, value in enumerate(values)
        )
        lines.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2.5" '
            f'stroke-dasharray="{dash}"/>'
        )
        label = html.escape(texts(f"debrief.{gauge}"))
        names.append(
            f'<text x="{MARGIN + at * 130}" y="{HIGH - 6}" fill="{colour}" font-size="13">{label}</text>'
        )
    return (
        f'<svg viewBox="0 0 {WIDE} {HIGH}" role="img" aria-label="{html.escape(texts("debrief.curve"))}">'
        f'<path d="M{MARGIN} {MARGIN}V{HIGH - MARGIN}H{WIDE - MARGIN}" fill="none" stroke="#cbd5e1"/>'
        f"{''.join(lines)}{''.join(names)}</svg>"
    )


def _transcript(session: Session, scenario: Scenario, texts: Texts) -> str:
    """Every word of the conversation, numbered as the quotes are."""
    rows = spoken_lines(session, scenario, texts)
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
