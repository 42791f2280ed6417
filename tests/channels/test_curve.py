"""The chart of a conversation: three lines one can tell apart, and the turning point standing out."""

from tutor.assessment.debrief import Point, TurningPoint
from tutor.channels.web.curve import figure
from tutor.domain.session import Stance
from tutor.language import Texts

CURVE = tuple(Point(turn, 0.4 + turn / 20, 0.5 - turn / 20, 0.3 + turn / 30) for turn in range(7))


def test_each_gauge_has_its_line_its_name_and_its_own_dash() -> None:
    lines = figure(CURVE, None, Texts("nl")).data
    assert [line.name for line in lines] == ["Vertrouwen", "Spanning", "Openheid"]
    assert len({line.line.dash for line in lines}) == 3  # told apart without colours too
    assert tuple(lines[0].x) == (0, 1, 2, 3, 4, 5, 6)
    assert tuple(lines[1].y) == tuple(point.tension for point in CURVE)


def test_the_turning_point_is_marked_at_its_reply() -> None:
    layout = figure(CURVE, TurningPoint(3, False, "You never...", "Oh."), Texts("en")).layout
    assert [(it.x, it.text) for it in layout.annotations] == [(3, "<b>▼ Turning point</b>")]
    assert [(it.x0, it.x1) for it in layout.shapes] == [(2.5, 3.5), (3, 3)]


def test_without_a_turning_point_nothing_is_marked() -> None:
    assert not figure(CURVE, None, Texts("en")).layout.annotations


def test_two_counterparts_have_their_own_lines_and_colours() -> None:
    people = {"Robin": Stance(trust=0.6), "Sam": Stance(trust=0.2)}
    lines = figure(tuple(Point(turn, 0.2, 0.3, 0.3, people) for turn in range(3)), None, Texts("en")).data
    assert [line.name for line in lines] == ["Trust Robin", "Tension Robin", "Trust Sam", "Tension Sam"]
    assert tuple(lines[2].y) == (0.2, 0.2, 0.2)
    assert lines[0].line.color != lines[2].line.color
    assert lines[0].line.dash != lines[1].line.dash
