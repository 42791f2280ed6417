"""A negotiation as charts: what packages are worth to both sides, and how each side came down."""

from collections.abc import Iterable, Mapping
from typing import Any

from tutor.channels.web.curve import COLOURS, INK
from tutor.domain.negotiation import Negotiation
from tutor.domain.scenario import Scenario
from tutor.domain.session import Party
from tutor.language import Texts
from tutor.roleplay.bargaining.analysis import Analysis, Point, Step
from tutor.roleplay.offers.say import say_offer

HEIGHT = 380
OWN, THEIRS, FAIR = COLOURS["trust"], COLOURS["tension"], COLOURS["openness"]
GRID = "rgba(100,116,139,.2)"
ROOM = 12
"""Points of air around what is drawn."""


def plane(analysis: Analysis, scenario: Scenario, texts: Texts) -> Any:
    """Every package as a point, to the right what it is worth to the counterpart, upwards to the learner.

    Shows the frontier, both sides' offers in their order, the most even package, the deal, and where no deal
    would leave each side.
    """
    from plotly.graph_objects import Figure

    table = _table(scenario)
    made = Figure(_traces(analysis, scenario, texts))
    made.update_layout(**_layout(texts("bargain.chart.for-you")))
    # The frontier runs on beyond the picture: what counts lies around the offers and the alternatives.
    drawn = [point for trace in made.data[1:] for point in zip(trace.x, trace.y, strict=True)]
    floors = 100 * table.counterpart.reservation, 100 * table.learner.reservation
    made.update_xaxes(
        title={"text": texts("bargain.chart.for-other", name=scenario.persona.name), "font": {"size": 13}},
        range=_range((floors[0], *(x for x, _ in drawn))),
    )
    made.update_yaxes(range=_range((floors[1], *(y for _, y in drawn))))
    _mark_no_deal(made, table, texts)
    return made


def concessions(analysis: Analysis, scenario: Scenario, texts: Texts) -> Any:
    """What each offer was worth to the side that made it, over the learner's replies."""
    from plotly.graph_objects import Figure, Scatter

    table = _table(scenario)
    made = Figure()
    for party, (colour, dash, symbol) in _STYLES.items():
        steps = analysis.curves[party]
        side = table.learner if party is Party.LEARNER else table.counterpart
        made.add_trace(
            Scatter(
                x=[step.turn for step in steps],
                y=[100 * step.value for step in steps],
                text=_said(steps, scenario, texts),
                name=_name(party, scenario, texts),
                mode="lines+markers",
                line={"color": colour, "width": 2.5, "dash": dash, "shape": "hv"},
                marker={"size": 9, "symbol": symbol},
                hovertemplate="%{text}<br>%{y:.0f}<extra></extra>",
            )
        )
        _level(made, 100 * side.reservation, colour, texts, left=party is Party.LEARNER)
    made.update_layout(**_layout(texts("bargain.chart.for-maker")))
    made.update_xaxes(title={"text": texts("debrief.replies"), "font": {"size": 13}}, dtick=1)
    made.update_yaxes(range=[0, 103])
    return made


_STYLES: Mapping[Party, tuple[str, str, str]] = {
    Party.LEARNER: (OWN, "solid", "circle"),
    Party.COUNTERPART: (THEIRS, "dash", "diamond"),
}


def _table(scenario: Scenario) -> Negotiation:
    if scenario.negotiation is None:
        raise ValueError(f"Nothing is negotiated in {scenario.id}.")
    return scenario.negotiation


def _name(party: Party, scenario: Scenario, texts: Texts) -> str:
    if party is Party.LEARNER:
        return texts("bargain.chart.you")
    return texts("bargain.chart.other", name=scenario.persona.name)


def _said(steps: Iterable[Step], scenario: Scenario, texts: Texts) -> list[str]:
    """Each offer in words, with the reply it was made in."""
    table, language = _table(scenario), scenario.language
    return [
        texts("bargain.chart.reply", turn=step.turn, offer=say_offer(step.terms, table, language))
        for step in steps
    ]


def _traces(analysis: Analysis, scenario: Scenario, texts: Texts) -> list[Any]:
    language, table = scenario.language, _table(scenario)
    frontier = _scatter(
        analysis.frontier,
        [say_offer(point.terms, table, language) for point in analysis.frontier],
        texts("bargain.chart.frontier"),
        mode="lines",
        line={"color": INK, "width": 2},
    )
    paths = [
        _scatter(
            [_place(step, party) for step in analysis.curves[party]],
            _said(analysis.curves[party], scenario, texts),
            _name(party, scenario, texts),
            mode="lines+markers",
            line={"color": colour, "width": 1.5, "dash": dash},
            marker={"size": 8, "symbol": symbol},
        )
        for party, (colour, dash, symbol) in _STYLES.items()
    ]
    ends = [(analysis.nash, "nash", {"size": 16, "symbol": "star", "color": FAIR})]
    if analysis.agreed:
        ends.append((analysis.outcome, "deal", {"size": 13, "symbol": "square", "color": OWN}))
    marks = [
        _scatter(
            [point],
            [say_offer(point.terms, table, language)],
            texts(f"bargain.chart.{key}"),
            mode="markers",
            marker=marker | {"line": {"color": "white", "width": 1.5}},
        )
        for point, key, marker in ends
    ]
    return [frontier, *paths, *marks]


def _place(step: Step, party: Party) -> Point:
    if party is Party.LEARNER:
        return Point(counterpart=step.other, learner=step.value)
    return Point(counterpart=step.value, learner=step.other)


def _scatter(points: Iterable[Point], words: list[str], name: str, **look: Any) -> Any:
    from plotly.graph_objects import Scatter

    places = list(points)
    return Scatter(
        x=[100 * point.counterpart for point in places],
        y=[100 * point.learner for point in places],
        text=words,
        name=name,
        hovertemplate="%{text}<br>%{y:.0f} / %{x:.0f}<extra></extra>",
        **look,
    )


def _range(values: Iterable[float]) -> list[float]:
    drawn = list(values)
    return [max(-2.0, min(drawn) - ROOM), min(103.0, max(drawn) + ROOM)]


def _mark_no_deal(made: Any, table: Negotiation, texts: Texts) -> None:
    """Lines at both alternatives; only to the right of the one and above the other both sides gain."""
    made.add_vline(x=100 * table.counterpart.reservation, line={"color": THEIRS, "width": 1, "dash": "dot"})
    _level(made, 100 * table.learner.reservation, OWN, texts, left=False)


def _level(made: Any, height: float, colour: str, texts: Texts, *, left: bool) -> None:
    made.add_hline(
        y=height,
        line={"color": colour, "width": 1, "dash": "dot"},
        annotation={"text": texts("bargain.chart.floor"), "font": {"color": colour, "size": 12}},
        annotation_position="bottom left" if left else "bottom right",
    )


def _layout(upwards: str) -> dict[str, Any]:
    axis = {"showgrid": True, "gridcolor": GRID, "zeroline": False, "fixedrange": True, "color": INK}
    return {
        "height": HEIGHT,
        "margin": {"l": 52, "r": 12, "t": 12, "b": 110},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "system-ui, sans-serif", "size": 13, "color": INK},
        "hovermode": "closest",
        "legend": {"orientation": "h", "x": -0.05, "y": -0.22, "yanchor": "top"},
        "dragmode": False,
        "xaxis": axis,
        "yaxis": axis | {"title": {"text": upwards, "font": {"size": 13}}},
    }
