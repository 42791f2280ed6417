"""Debriefs as PDF: the same words as on the page to print, with text that can be selected and searched."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from tutor.assessment.debrief import Point
from tutor.channels.bargain_chart import bargain_charts
from tutor.channels.chart import Chart, Place
from tutor.channels.page import GAUGES, as_html, spoken_lines
from tutor.channels.render_agreement import render_agreement
from tutor.channels.render_debrief import render_debrief
from tutor.channels.render_graded import render_graded
from tutor.channels.safe import visible
from tutor.language import Texts
from tutor.messages import DebriefCard, GradedCard

FONT = "Roboto"
FACES = {"": "Roboto", "B": "RobotoBold", "I": "RobotoItalic", "BI": "RobotoBoldItalic"}
SIZE, LINE = 10.5, 1.35
MARGIN, HIGH, FIELD = 20.0, 42.0, 62.0
"""Millimetres: around the page, and the height of the curve and of a chart."""
WITH_HEADING = 32.0
"""Millimetres that must be left below a heading, so that none stands alone at the foot of a page."""
WITH_NAME = 17.0
"""Millimetres that must be left below the name of who speaks, for the same reason."""
PARTS = r"(?=<h4>)|(<table>.*?</table>)|(?=<p[^>]*><strong>[^<]*</strong></p>)"
"""Where a part begins that stays with what follows: a heading, bold words that stand alone; or a table."""
INK, SOFT, RULE = (30, 41, 59), (100, 116, 139), (203, 213, 225)
SHAPES = {"●": "", "○": "", "◐": "", "▲": "+", "▼": "−", "→": "›", "\u2060": ""}
"""Signs that the font does not have, and what stands in for them; the words beside them say the same."""


def debrief_pdf(card: DebriefCard) -> bytes:
    """The debrief of a practice and every word of the conversation."""
    texts = Texts(card.session.language)
    title = f"{texts('debrief.title')}: {card.scenario.title}"
    opening, *rest = render_debrief(card, texts)
    pdf = _document(title, texts.language, f"{card.session.started:%d-%m-%Y %H:%M} UTC")
    _write(pdf, opening)
    _curve(pdf, card.debrief.curve, texts)
    charts = bargain_charts(card.analysis, card.scenario, texts)
    for at, part in enumerate(rest):
        _write(pdf, part)
        if at == 0:  # behind what is said of the table
            for chart in charts:
                _chart(pdf, chart)
    if card.card:
        _write(pdf, render_agreement(card.card, card.rubric, texts))
    _heading(pdf, texts("page.words"))
    for who, words in spoken_lines(card.session, card.scenario, texts):
        _said(pdf, who, words)
    return bytes(pdf.output())


def text_pdf(card: GradedCard) -> bytes:
    """How a text was graded, and the text itself."""
    made = card.submission
    texts = Texts(made.language)
    title = f"{texts('graded.title')}: {card.assignment.title}"
    pdf = _document(title, texts.language, f"{made.handed:%d-%m-%Y %H:%M} UTC")
    for part in render_graded(card, texts):
        _write(pdf, part)
    _heading(pdf, texts("page.text"))
    pdf.set_font(FONT, "", SIZE)
    pdf.multi_cell(0, SIZE * LINE * 0.3528, _shown(made.work.text), align="L", new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def _document(title: str, language: str, made: str) -> Any:
    import font_roboto
    from fpdf import FPDF

    class Document(FPDF):
        def footer(self) -> None:
            self.set_y(-14)
            self.set_font(FONT, "", 8)
            self.set_text_color(*SOFT)
            self.cell(0, 5, _shown(f"{title} · {made}")[:110])
            self.cell(0, 5, f"{self.page_no()} / {{nb}}", align="R")

    pdf = Document(format="A4")
    for style, face in FACES.items():
        pdf.add_font(FONT, style, getattr(font_roboto, face))
    pdf.set_title(title)
    pdf.set_lang(language)
    pdf.set_margins(MARGIN, MARGIN, MARGIN)
    pdf.set_auto_page_break(True, MARGIN)
    pdf.add_page()
    pdf.set_font(FONT, "", SIZE)
    pdf.set_text_color(*INK)
    return pdf


def _write(pdf: Any, markdown: str) -> None:
    from fpdf import FontFace, TextStyle

    pdf.set_text_color(*INK)
    pdf.set_font(FONT, "", SIZE)  # what the sizes of lists go by
    styles = {
        "h3": TextStyle(FONT, "B", 15, INK, t_margin=5, b_margin=1.5),
        "h4": TextStyle(FONT, "B", 11.5, INK, t_margin=5, b_margin=1.5),
        "p": TextStyle(FONT, "", SIZE, INK, t_margin=0, b_margin=2),
        "blockquote": TextStyle(FONT, "I", SIZE, SOFT, l_margin=6, t_margin=1, b_margin=2),
        "li": TextStyle(FONT, "", SIZE, INK, t_margin=0.8),
        "a": FontFace(color=INK),
    }
    html = as_html(_signs(markdown))
    flat = re.sub(r"(<li>)\s*<p>(.*?)</p>\s*", r"\1\2", html, flags=re.S)
    for tag in ("p", "ul", "ol"):
        flat = flat.replace(f"<{tag}>", f'<{tag} line-height="{LINE}">')
    for part in filter(None, re.split(PARTS, flat, flags=re.S)):
        if part.startswith("<table>"):
            _table(pdf, part)
            continue
        if pdf.will_page_break(WITH_HEADING if part.startswith("<h4>") else WITH_NAME):
            pdf.add_page()
        pdf.write_html(part, font_family=FONT, tag_styles=styles, li_prefix_color=SOFT)


def _table(pdf: Any, markup: str) -> None:
    """A table with a thin line under each row; no row is broken over two pages."""
    rows = [
        [
            unescape(re.sub(r"<[^>]+>", "", cell))
            for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.S)
        ]
        for row in re.findall(r"<tr>(.*?)</tr>", markup, re.S)
    ]
    pdf.set_font(FONT, "", 9.5)
    pdf.set_draw_color(*RULE)
    pdf.set_line_width(0.2)
    with pdf.table(
        rows,
        borders_layout="HORIZONTAL_LINES",
        text_align="LEFT",
        v_align="TOP",
        line_height=4.8,
        padding=(1.1, 2, 1.1, 0),
    ):
        pass
    pdf.ln(3)
    pdf.set_font(FONT, "", SIZE)


def _heading(pdf: Any, text: str) -> None:
    if pdf.will_page_break(WITH_HEADING):
        pdf.add_page()
    pdf.ln(4)
    pdf.set_font(FONT, "B", 11.5)
    pdf.set_text_color(*INK)
    pdf.multi_cell(0, 7, _shown(text), new_x="LMARGIN", new_y="NEXT")


def _said(pdf: Any, who: str, words: str) -> None:
    if pdf.will_page_break(WITH_NAME):
        pdf.add_page()
    pdf.set_font(FONT, "B", 9)
    pdf.set_text_color(*SOFT)
    pdf.multi_cell(0, 5.5, _shown(who), new_x="LMARGIN", new_y="NEXT")
    pdf.set_font(FONT, "", SIZE)
    pdf.set_text_color(*INK)
    pdf.multi_cell(0, 5.2, _shown(words), align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(1.5)


def _curve(pdf: Any, curve: Sequence[Point], texts: Texts) -> None:
    """The gauges over the replies as drawn lines, with their names and how they began and ended."""
    if len(curve) < 2:
        return
    _heading(pdf, texts("debrief.curve"))
    if pdf.will_page_break(HIGH + 12):
        pdf.add_page()
    left, top, wide = pdf.l_margin, pdf.get_y() + 1, pdf.epw
    pdf.set_draw_color(*RULE)
    pdf.set_line_width(0.3)
    pdf.polyline([(left, top), (left, top + HIGH), (left + wide, top + HIGH)])
    across = wide / (len(curve) - 1)
    for gauge, (colour, dash) in GAUGES.items():
        pdf.set_draw_color(colour)
        pdf.set_line_width(0.7)
        pdf.set_dash_pattern(dash=1.6 if dash else 0, gap=1.2 if dash else 0)
        values = [getattr(point, gauge) for point in curve]
        pdf.polyline([(left + at * across, top + HIGH * (1 - value)) for at, value in enumerate(values)])
    pdf.set_dash_pattern()
    pdf.set_y(top + HIGH + 2)
    for gauge, (colour, _) in GAUGES.items():
        first, last = (round(100 * getattr(curve[at], gauge)) for at in (0, -1))
        pdf.set_font(FONT, "B", 9)
        pdf.set_text_color(colour)
        pdf.cell(wide / 3, 5, _shown(f"{texts(f'debrief.{gauge}')} {first} › {last} %"))
    pdf.ln(8)


def _chart(pdf: Any, chart: Chart) -> None:
    """A chart with its axes and what its colours stand for, never broken over two pages."""
    below = 16 + 5 * len(chart.legend)
    if pdf.will_page_break(FIELD + below + 17):
        pdf.add_page()
    _heading(pdf, chart.title)
    field = Field(pdf.l_margin + 9, pdf.get_y() + 5, pdf.epw - 9)
    _axes(pdf, chart, field)
    for line in chart.strokes:
        pdf.set_draw_color(line.colour)
        pdf.set_line_width(0.28 * line.width)
        pdf.set_dash_pattern(dash=1.6 if line.dashed else 0, gap=1.2 if line.dashed else 0)
        pdf.polyline([field.at(place) for place in line.places])
    pdf.set_dash_pattern()
    for mark in chart.marks:
        x, y = field.at(mark.at)
        pdf.set_fill_color(mark.colour)
        if mark.square:
            pdf.rect(x - 1.6, y - 1.6, 3.2, 3.2, style="F")
        else:
            pdf.circle(x=x, y=y, radius=1.2, style="F")
    for row, (name, colour) in enumerate(chart.legend):
        y = field.top + FIELD + 15 + 5 * row
        pdf.set_fill_color(colour)
        pdf.rect(field.left, y - 1.8, 5, 1.4, style="F")
        pdf.text(field.left + 7, y, _shown(name))
    pdf.set_y(field.top + FIELD + below)


@dataclass(frozen=True, slots=True)
class Field:
    """Where on a page a chart is drawn, in millimetres."""

    left: float
    top: float
    wide: float

    def at(self, place: Place) -> Place:
        """A place of the chart on the page."""
        return self.left + place[0] * self.wide, self.top + (1 - place[1]) * FIELD


def _axes(pdf: Any, chart: Chart, field: Field) -> None:
    pdf.set_font(FONT, "", 8)
    pdf.set_text_color(*SOFT)
    pdf.set_draw_color(*RULE)
    pdf.set_line_width(0.2)
    pdf.text(field.left, field.top - 2, _shown(chart.upwards))
    for up, word in chart.ticks_upwards:
        y = field.at((0, up))[1]
        pdf.line(field.left, y, field.left + field.wide, y)
        pdf.text(field.left - 7, y + 1, word)
    for along, word in chart.ticks_across:
        pdf.text(field.at((along, 0))[0] - 1.5, field.top + FIELD + 4.5, word)
    pdf.text(field.left + field.wide / 2 - 12, field.top + FIELD + 9.5, _shown(chart.across))


def _shown(text: str) -> str:
    """Text of people or of ours, without markup, in signs that the font has."""
    return _signs(visible(text))


def _signs(text: str) -> str:
    for sign, put in SHAPES.items():
        text = text.replace(sign, put)
    return text
