"""The course of a conversation as a chart: gauges over the replies, with the turning point marked.

With two counterparts: trust and tension of each, told apart by colour.
"""

from collections.abc import Sequence
from typing import Any

from tutor.assessment.debrief import Point, TurningPoint
from tutor.domain.session import Stance
from tutor.language import Texts

COLOURS = {"trust": "#0d9488", "tension": "#ea580c", "openness": "#6366f1"}
DASHES = {"trust": "solid", "tension": "dot", "openness": "dash"}
PEOPLE = ("#0d9488", "#9333ea")
"""One colour for each of two counterparts; the dashes tell the gauges apart."""
OF_EACH = ("trust", "tension")
INK = "#64748b"
HEIGHT = 330


def figure(curve: Sequence[Point], turning: TurningPoint | None, texts: Texts) -> Any:
    """A Plotly figure that reads on light and dark pages and at the width of a phone."""
    from plotly.graph_objects import Figure

    names = tuple(curve[0].people) if curve else ()
    if names:
        lines = [
            _line(
                [point.people[name] for point in curve], gauge, colour, f"{texts(f'debrief.{gauge}')} {name}"
            )
            for name, colour in zip(names, PEOPLE, strict=True)
            for gauge in OF_EACH
        ]
    else:
        lines = [_line(curve, gauge, COLOURS[gauge], texts(f"debrief.{gauge}")) for gauge in COLOURS]
    made = Figure(lines)
    made.update_traces(x=[point.turn for point in curve])
    made.update_layout(**_layout(len(curve), texts))
    if turning:
        _mark(made, turning, texts)
    return made


def _line(points: Sequence[Point | Stance], gauge: str, colour: str, name: str) -> Any:
    from plotly.graph_objects import Scatter

    return Scatter(
        y=[getattr(point, gauge) for point in points],
        name=name,
        mode="lines+markers",
        line={"color": colour, "width": 2.5, "dash": DASHES[gauge], "shape": "spline", "smoothing": 0.4},
        marker={"size": 5},
        hovertemplate="%{y:.0%}",
    )


def _layout(points: int, texts: Texts) -> dict[str, Any]:
    axis = {"showgrid": False, "zeroline": False, "fixedrange": True, "color": INK}
    return {
        "height": HEIGHT,
        "margin": {"l": 44, "r": 12, "t": 36, "b": 84},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "system-ui, sans-serif", "size": 13, "color": INK},
        "hovermode": "x unified",
        "legend": {"orientation": "h", "x": -0.05, "y": -0.26, "yanchor": "top"},
        "dragmode": False,
        "xaxis": axis
        | {
            "title": {"text": texts("debrief.replies"), "font": {"size": 13}},
            "dtick": 1 if points <= 14 else 2,
        },
        "yaxis": axis
        | {"range": [-0.03, 1.03], "tickformat": ".0%", "dtick": 0.5, "showgrid": True}
        | {"gridcolor": "rgba(100,116,139,.2)"},
    }


def _mark(made: Any, turning: TurningPoint, texts: Texts) -> None:
    """A band around the turn and its name above it; the plus or minus tells which way it turned."""
    colour = COLOURS["trust"] if turning.better else COLOURS["tension"]
    sign = "▲" if turning.better else "▼"
    made.add_vrect(
        x0=turning.turn - 0.5,
        x1=turning.turn + 0.5,
        fillcolor=colour,
        opacity=0.13,
        line_width=0,
        layer="below",
    )
    made.add_vline(x=turning.turn, line={"color": colour, "width": 1.5})
    made.add_annotation(
        x=turning.turn,
        y=1.03,
        yanchor="bottom",
        showarrow=False,
        text=f"<b>{sign} {texts('web.chart.turning')}</b>",
        font={"color": colour, "size": 13},
    )
