"""Transcripts of elsewhere: what they say stands, and the Director fills in what they leave out."""

from typing import Any

import pytest

from tests.scenes import reply, small, table
from tutor.domain.move import FoundMove, Move
from tutor.domain.record import PlainSession
from tutor.domain.scenario import Degree, EndingKind
from tutor.domain.session import Act
from tutor.errors import SessionError
from tutor.roleplay.state import fold
from tutor.roleplay.transcript import heard, session_of

SAID = [
    reply("How do you look back on it?", Move.ASK_OPEN),
    reply("So it has been heavy.", Move.REFLECT),
    reply("You never call anybody.", Move.BLAME),
]
MOVES: list[tuple[FoundMove, ...]] = [it.moves for it in SAID]


def plain(*marks: dict[str, Any], **more: Any) -> PlainSession:
    turns = [
        {"text": it.text, "utterance": "Well.", "moves": it.moves, **mark}
        for it, mark in zip(SAID, marks, strict=True)
    ]
    return PlainSession.model_validate({"scenario": "small", "language": "en", "turns": turns, **more})


def test_the_words_and_the_moves_stand() -> None:
    session = session_of(plain({}, {}, {}), small())
    assert [turn.text for turn in session.turns[1:]] == [it.text for it in SAID]
    assert [turn.moves for turn in session.turns[1:]] == MOVES


def test_only_what_is_marked_was_told() -> None:
    session = session_of(plain({}, {"told": "part"}, {}), small())
    acts = [(turn.decision.act, turn.decision.degree) for turn in session.turns[1:]]
    assert acts == [(Act.REACT, None), (Act.TELL, Degree.PART), (Act.REACT, None)]


def test_phases_come_from_the_director_unless_they_are_named() -> None:
    free = session_of(plain({}, {}, {}), small())
    named = session_of(plain({}, {"phase": "plan"}, {}), small())
    assert [turn.decision.phase for turn in free.turns[1:]] == ["start", "start", "cause"]
    assert [turn.decision.phase for turn in named.turns[1:]] == ["start", "plan", "plan"]


def test_a_reply_draws_the_reaction_that_it_would_draw_in_play() -> None:
    session = session_of(plain({}, {}, {}), small())
    assert session.turns[3].decision.subject == "blamed"


def test_a_phase_that_the_scenario_lacks_is_named() -> None:
    with pytest.raises(SessionError, match="phase dessert, but small has cause, plan, start"):
        session_of(plain({}, {}, {"phase": "dessert"}), small())


def test_terms_that_nobody_negotiates_are_named() -> None:
    with pytest.raises(SessionError, match="issue salary, but small has none"):
        session_of(plain({}, {}, {}, deal={"salary": 4000}), small())


class Hears:
    """Hears a yes in "Okay.", and nothing in anything else."""

    def recognise(self, text: str, context: str, language: str) -> tuple[FoundMove, ...]:
        return (FoundMove(Move.ACCEPT if text == "Okay." else Move.UNCLEAR, 0.9, 0, len(text)),)


STEP = {"moves": (FoundMove(Move.PROPOSE, 0.9, 0, 5),)}


@pytest.mark.parametrize(
    ("marks", "more", "outcome"),
    [
        (({}, {}, {**STEP, "utterance": "Robin: Okay."}), {}, EndingKind.AGREEMENT),
        (({}, {}, {**STEP, "utterance": "No."}), {}, None),
        (({}, {}, {"utterance": "Okay."}), {}, None),
        (({**STEP, "utterance": "Okay."}, {}, {}), {}, None),
        (({}, {}, {**STEP, "utterance": "Okay."}), {"ended": "partial"}, EndingKind.PARTIAL),
    ],
)
def test_a_yes_to_the_last_step_is_an_agreement_unless_it_is_said_how_it_ended(
    marks: tuple[dict[str, Any], ...], more: dict[str, Any], outcome: EndingKind | None
) -> None:
    session = session_of(heard(plain(*marks, **more), small(), Hears()), small())
    assert session.turns[-1].decision.outcome is outcome


def test_what_was_agreed_is_the_deal() -> None:
    scenario = table()
    assert scenario.negotiation
    deal = {issue.id: issue.low for issue in scenario.negotiation.issues}
    session = session_of(plain({}, {}, {}, deal=deal), scenario)
    assert fold(scenario, session.turns).deal == deal
    assert session.turns[-1].decision.outcome is EndingKind.AGREEMENT
