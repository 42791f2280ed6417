"""Debriefs as PDF: the same words as on the page to print, with text that can be selected and searched."""

import re
from collections.abc import Sequence
from html import unescape
from typing import Any

from tutor.assessment.debrief import Point
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
MARGIN, HIGH = 20.0, 42.0
"""Millimetres: around the page, and the height of the curve."""
WITH_HEADING = 32.0
"""Millimetres that must be left below a heading, so that none stands alone at the foot of a page."""
WITH_NAME = 17.0
"""Millimetres that must be left below the name of who speaks, for the same reason."""
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
    for part in rest:
        _write(pdf, part)
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
    for part in re.split(r"(?=<h4>)|(<table>.*?</table>)", flat, flags=re.S):
        if not part:
            continue
        if part.startswith("<table>"):
            _table(pdf, part)
            continue
        if part.startswith("<h4>") and pdf.will_page_break(WITH_HEADING):
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


def _shown(text: str) -> str:
    """Text of people or of ours, without markup, in signs that the font has."""
    return _signs(visible(text))


def _signs(text: str) -> str:
    for sign, put in SHAPES.items():
        text = text.replace(sign, put)
    return text
