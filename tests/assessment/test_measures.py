"""What a level asks for: counts, ratios, order, responses, what was told, the deal."""

from dataclasses import replace

import pytest

from tests.scenes import pair, play, reply, small
from tutor.assessment.measures import met
from tutor.domain.move import Move
from tutor.domain.rubric import Level, Measure
from tutor.domain.scenario import EndingKind
from tutor.domain.session import Session

SAID = [
    reply("I'd like to talk about the reports. Two came late.", Move.FRAME, Move.OBSERVE),
    reply("How do you look back on it? And why?", Move.ASK_OPEN),
    reply("So it has been heavy.", Move.REFLECT),
    reply("That sounds exhausting.", Move.EMPATHISE),
    reply("Shall we plan it together?", Move.PROPOSE),
]


@pytest.fixture(scope="module")
def session() -> Session:
    return play(small(), *SAID)[0]


def measure(**parts: object) -> Measure:
    return Level.model_validate({"level": 1, "text": "x", "when": [parts]}).when[0]


@pytest.mark.parametrize(
    "parts",
    [
        {"count": ["ask-open"], "min": 1},
        {"count": ["ask-open", "reflect"], "min": 2, "before": ["propose"]},
        {"count": ["blame"], "max": 0},
        {"count": ["observe"], "min": 1, "phase": ["start"]},
        {"ratio": ["reflect", "empathise"], "to": ["ask-open", "ask-closed"], "min": 1},
        {"first": ["observe"], "before": ["propose"]},
        {"first": ["reflect"], "before": ["blame"]},
        {"response": ["reflect", "empathise"], "to": "hint"},
        {"told": "father", "degree": "part"},
    ],
)
def test_met(session: Session, parts: dict[str, object]) -> None:
    assert met(measure(**parts), session)


@pytest.mark.parametrize(
    "parts",
    [
        {"count": ["ask-open"], "min": 2},
        {"count": ["propose"], "min": 1, "before": ["reflect"]},
        {"count": ["frame"], "max": 0},
        {"ratio": ["affirm"], "to": ["ask-open"], "min": 0.1},
        {"first": ["propose"], "before": ["observe"]},
        {"first": ["blame"], "before": ["observe"]},
        {"response": ["propose"], "to": "hint", "min": 2},
        {"told": "mother"},
        {"deal": 0.1},
    ],
)
def test_not_met(session: Session, parts: dict[str, object]) -> None:
    assert not met(measure(**parts), session)


def test_saying_it_three_times_in_one_reply_counts_once() -> None:
    stuffed = reply("How? How? How?", Move.ASK_OPEN, Move.ASK_OPEN, Move.ASK_OPEN)
    session, _ = play(small(), stuffed)
    assert not met(measure(count=["ask-open"], min=2), session)


def test_what_the_counterpart_answered_in_one_way_counts() -> None:
    session, _ = play(small(), reply("You did it.", Move.BLAME), reply("You never try.", Move.BLAME))
    assert met(measure(answered=["blamed", "blamed-again"], min=2, max=2), session)
    assert not met(measure(answered=["blamed"], max=0), session)
    assert met(measure(answered=["pushed"], max=0), session)


def test_how_the_conversation_ended_counts_and_one_broken_off_has_not_ended(session: Session) -> None:
    agreed = replace(
        session.turns[-1], decision=replace(session.turns[-1].decision, outcome=EndingKind.AGREEMENT)
    )
    over = replace(session, turns=(*session.turns[:-1], agreed))
    assert met(measure(ended=["agreement", "partial"]), over)
    assert not met(measure(ended=["partial", "stalemate"]), over)
    assert not met(measure(ended=["agreement"]), session)


def test_a_deal_is_worth_what_it_is_worth_to_the_learner(session: Session) -> None:
    assert met(measure(deal=0.5), session, 0.6)
    assert not met(measure(deal=0.5), session, 0.4)


def test_towards_each_of_two_counterparts_and_in_balance() -> None:
    asked = [reply(f"Robin, how was week {n}?", Move.ASK_OPEN) for n in range(3)]
    one = play(pair(), *asked)[0]
    both = play(pair(), *asked, reply("And how was it for you, Sam?", Move.ASK_OPEN))[0]
    each = measure(count=["ask-open"], min=1, each=True)
    fair, fairer = (measure(balance=["ask-open"], min=least) for least in (0.3, 0.5))
    assert (met(each, one), met(each, both)) == (False, True)
    assert (met(fair, one), met(fair, both), met(fairer, both)) == (False, True, False)


def test_with_one_counterpart_each_is_the_one() -> None:
    session = play(small(), *SAID)[0]
    assert met(measure(count=["ask-open"], min=1, each=True), session)
    assert met(measure(balance=["ask-open"], min=1), session)
