"""The gauges of a conversation as rows of blocks, for channels that show text only."""

from collections.abc import Mapping, Sequence

from tutor.assessment.debrief import Point, TurningPoint
from tutor.language import Texts

BLOCKS = "▁▂▃▄▅▆▇█"
WIDTH = 2
"""Characters for each reply."""
GAUGES = ("trust", "tension", "openness")
OF_EACH = ("trust", "tension")
"""What is shown of each of two counterparts."""


def render_curve(curve: Sequence[Point], turning: TurningPoint | None, texts: Texts) -> list[str]:
    """A row for each gauge, from the opening to the last reply, and a mark below where it turned."""
    if len(curve) < 2:
        return []
    rows = _rows(curve, texts)
    margin = max(len(name) for name in rows) + 2
    drawn = [f"{name:<{margin}}{_row(values)}" for name, values in rows.items()]
    if turning:
        at = margin + WIDTH * [point.turn for point in curve].index(turning.turn)
        sign = "▲" if turning.better else "▼"
        where = texts("debrief.turn", turn=turning.turn)
        drawn.append(f"{'':<{at}}{sign} {texts('web.chart.turning')}, {where}")
    return drawn


def _rows(curve: Sequence[Point], texts: Texts) -> Mapping[str, list[float]]:
    people = tuple(curve[0].people)
    if not people:
        return {texts(f"debrief.{it}"): [getattr(point, it) for point in curve] for it in GAUGES}
    return {
        f"{texts(f'debrief.{it}')} {name}": [getattr(point.people[name], it) for point in curve]
        for name in people
        for it in OF_EACH
    }


def _row(values: Sequence[float]) -> str:
    drawn = "".join(BLOCKS[min(7, int(max(0.0, value) * 8))] * WIDTH for value in values)
    return f"{drawn}  {values[0]:.0%} → {values[-1]:.0%}"
