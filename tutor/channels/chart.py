"""Charts for paper: lines and marks in a field of 0 to 1 each way, the same for the page and the PDF."""

import html
from dataclasses import dataclass

Place = tuple[float, float]
"""To the right and upwards, both 0–1."""
INK, GRID = "#64748b", "#e2e8f0"
WIDE, LEFT, TOP, RIGHT, FIELD = 640, 52, 12, 12, 220
"""Pixels: a drawing's width, the room around its field, and the height of the field."""
ROW = 18


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through some places."""

    places: tuple[Place, ...]
    colour: str
    dashed: bool = False
    width: float = 2.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that counts: round, or square where it stands for something else."""

    at: Place
    colour: str
    square: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with its axes: ticks are places from 0 to 1 with what stands there; legend names colours."""

    title: str
    across: str
    upwards: str
    ticks_across: tuple[tuple[float, str], ...]
    ticks_upwards: tuple[tuple[float, str], ...]
    strokes: tuple[Stroke, ...]
    marks: tuple[Mark, ...]
    legend: tuple[tuple[str, str], ...]


def chart_svg(chart: Chart) -> str:
    """The chart as a drawing in a page, with its title as what is read out in place of it."""
    high = TOP + FIELD + 2 * ROW + ROW * len(chart.legend) + 8
    parts = [_axes(chart), *map(_stroke, chart.strokes), *map(_mark, chart.marks), *_legend(chart)]
    title = html.escape(chart.title)
    return (
        f"<h4>{title}</h4>"
        f'<svg viewBox="0 0 {WIDE} {high}" role="img" aria-label="{title}">{"".join(parts)}</svg>'
    )


def _at(place: Place) -> Place:
    """A place of the field in pixels."""
    across, upwards = place
    return LEFT + across * (WIDE - LEFT - RIGHT), TOP + (1 - upwards) * FIELD


def _axes(chart: Chart) -> str:
    bottom, right = TOP + FIELD, WIDE - RIGHT
    grid = "".join(
        f'<path d="M{LEFT} {_at((0, at))[1]:.1f}H{right}" stroke="{GRID}"/>' for at, _ in chart.ticks_upwards
    )
    side = "".join(_word(LEFT - 6, _at((0, at))[1] + 4, text, "end") for at, text in chart.ticks_upwards)
    below = "".join(_word(_at((at, 0))[0], bottom + 15, text, "middle") for at, text in chart.ticks_across)
    names = _word((LEFT + right) / 2, bottom + 15 + ROW, f"→ {chart.across}", "middle")
    return f"{grid}{side}{below}{names}{_word(LEFT + 6, TOP + 4, f'↑ {chart.upwards}')}"


def _stroke(one: Stroke) -> str:
    points = " ".join("{:.1f},{:.1f}".format(*_at(place)) for place in one.places)
    dash = ' stroke-dasharray="6 4"' if one.dashed else ""
    return f'<polyline points="{points}" fill="none" stroke="{one.colour}" stroke-width="{one.width}"{dash}/>'


def _mark(one: Mark) -> str:
    x, y = _at(one.at)
    if one.square:
        return f'<rect x="{x - 6:.1f}" y="{y - 6:.1f}" width="12" height="12" fill="{one.colour}"/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{one.colour}"/>'


def _legend(chart: Chart) -> list[str]:
    top = TOP + FIELD + 2 * ROW + ROW
    return [
        f'<rect x="{LEFT}" y="{top + at * ROW - 9}" width="18" height="5" fill="{colour}"/>'
        + _word(LEFT + 26, top + at * ROW - 2, name)
        for at, (name, colour) in enumerate(chart.legend)
    ]


def _word(x: float, y: float, text: str, anchor: str = "start") -> str:
    said = html.escape(text)
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{INK}" font-size="12" text-anchor="{anchor}">{said}</text>'
