"""A negotiation as charts on paper: what packages are worth to both sides, and how each side came down."""

from collections.abc import Iterable, Iterator, Sequence

from tutor.channels.chart import Chart, Mark, Place, Stroke
from tutor.domain.negotiation import Negotiation
from tutor.domain.scenario import Scenario
from tutor.domain.session import Party
from tutor.language import Texts
from tutor.roleplay.bargaining.analysis import Analysis, Step

OWN, THEIRS, FAIR, INK = "#0d9488", "#ea580c", "#6366f1", "#64748b"
COLOURS = {Party.LEARNER: OWN, Party.COUNTERPART: THEIRS}
ROOM = 0.12
"""Air around what is drawn, in worth."""
TICK = 0.1


def bargain_charts(analysis: Analysis | None, scenario: Scenario, texts: Texts) -> tuple[Chart, ...]:
    """The charts of a negotiation; none where nothing was negotiated."""
    if analysis is None or scenario.negotiation is None:
        return ()
    table, name = scenario.negotiation, scenario.persona.name
    plane = _plane(analysis, table, name, texts)
    offers = any(analysis.curves[party] for party in Party)
    return (plane, _concessions(analysis, table, name, texts)) if offers else (plane,)


def _plane(analysis: Analysis, table: Negotiation, name: str, texts: Texts) -> Chart:
    """To the right what a package is worth to the counterpart, upwards what it is worth to the learner."""
    floors = table.counterpart.reservation, table.learner.reservation
    paths = {party: [_worths(step, party) for step in analysis.curves[party]] for party in Party}
    ends = [(analysis.nash, FAIR), *([(analysis.outcome, OWN)] if analysis.agreed else [])]
    places = [(point.counterpart, point.learner) for point, _ in ends]
    drawn = [floors, *places, *(it for path in paths.values() for it in path)]
    across, upwards = (_span(values) for values in zip(*drawn, strict=True))

    def put(place: Place) -> Place:
        return _within(place[0], across), _within(place[1], upwards)

    frontier = [(it.counterpart, it.learner) for it in analysis.frontier]
    inside = [put(it) for it in frontier if _in(it[0], across) and _in(it[1], upwards)]
    lines = [Stroke(tuple(inside), INK)]
    lines += [Stroke(tuple(map(put, path)), COLOURS[party], width=1.5) for party, path in paths.items()]
    x, y = put(floors)
    lines += [Stroke(((x, 0), (x, 1)), THEIRS, True, 1), Stroke(((0, y), (1, y)), OWN, True, 1)]
    marks = [Mark(put(it), COLOURS[party]) for party, path in paths.items() for it in path]
    marks += [Mark(put(place), colour, True) for place, (_, colour) in zip(places, ends, strict=True)]
    keys = [("frontier", INK), ("you", OWN), ("other", THEIRS), ("nash", FAIR)]
    keys += [("deal", OWN)] if analysis.agreed else []
    return Chart(
        texts("bargain.chart.plane"),
        texts("bargain.chart.for-other", name=name),
        texts("bargain.chart.for-you"),
        tuple(_ticks(across)),
        tuple(_ticks(upwards)),
        tuple(line for line in lines if len(line.places) > 1),
        tuple(marks),
        tuple((_named(key, name, texts), colour) for key, colour in keys),
    )


def _concessions(analysis: Analysis, table: Negotiation, name: str, texts: Texts) -> Chart:
    """What each offer was worth to the side that made it, over the learner's replies."""
    turns = sorted({step.turn for party in Party for step in analysis.curves[party]})
    first, last = turns[0], max(turns[-1], turns[0] + 1)
    lines, marks = [], []
    for party, side in ((Party.LEARNER, table.learner), (Party.COUNTERPART, table.counterpart)):
        colour, steps = COLOURS[party], analysis.curves[party]
        path = [((step.turn - first) / (last - first), step.value) for step in steps]
        lines += [Stroke(tuple(_stairs(path)), colour)] if len(path) > 1 else []
        lines.append(Stroke(((0, side.reservation), (1, side.reservation)), colour, True, 1))
        marks += [Mark(place, colour) for place in path]
    keys = (("you", OWN), ("other", THEIRS))
    return Chart(
        texts("bargain.chart.curve"),
        texts("debrief.replies"),
        texts("bargain.chart.for-maker"),
        tuple(((turn - first) / (last - first), str(turn)) for turn in turns),
        tuple(_ticks((0.0, 1.0), 0.2)),
        tuple(lines),
        tuple(marks),
        tuple((_named(key, name, texts), colour) for key, colour in keys),
    )


def _named(key: str, name: str, texts: Texts) -> str:
    """What a colour stands for; of both sides also that the broken line is where no deal leaves them."""
    said = texts(f"bargain.chart.{key}", name=name) if key == "other" else texts(f"bargain.chart.{key}")
    return f"{said} (- - {texts('bargain.chart.floor')})" if key in ("you", "other") else said


def _worths(step: Step, party: Party) -> Place:
    """What an offer is worth to the counterpart and to the learner."""
    return (step.other, step.value) if party is Party.LEARNER else (step.value, step.other)


def _stairs(path: Sequence[Place]) -> Iterator[Place]:
    """An offer stands until the next one."""
    for at, (x, y) in enumerate(path):
        if at:
            yield x, path[at - 1][1]
        yield x, y


def _span(values: Iterable[float]) -> tuple[float, float]:
    drawn = list(values)
    return max(0.0, min(drawn) - ROOM), min(1.0, max(drawn) + ROOM)


def _within(value: float, span: tuple[float, float]) -> float:
    low, high = span
    return (value - low) / (high - low)


def _in(value: float, span: tuple[float, float]) -> bool:
    return span[0] <= value <= span[1]


def _ticks(span: tuple[float, float], step: float = TICK) -> Iterator[tuple[float, str]]:
    """Points out of a hundred at round numbers."""
    for number in range(round(1 / step) + 1):
        value = number * step
        if _in(value, span):
            yield _within(value, span), f"{100 * value:.0f}"
