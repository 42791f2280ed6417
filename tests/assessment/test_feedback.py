"""Feedback on one reply: one thing to keep, one to change, and only in the learner's own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scenes import play, reply, small
from tutor.assessment.feedback import Advice, Feedback, feedback
from tutor.domain.move import FoundMove, Move
from tutor.domain.session import Act
from tutor.roleplay.director import Reply


def on(*replies: Reply) -> Feedback:
    session, _ = play(small(), *replies)
    return feedback(session.turns)


def spoken(*parts: tuple[str, Move]) -> Reply:
    """A reply of several sentences, each with its move."""
    text = " ".join(sentence for sentence, _ in parts)
    found = [FoundMove(move, 0.9, text.index(it), text.index(it) + len(it)) for it, move in parts]
    return Reply(text, tuple(found))


def test_harm_in_a_friendly_reply_is_what_to_change() -> None:
    found = on(spoken(("That must be hard.", Move.EMPATHISE), ("But you never warn us.", Move.BLAME)))
    assert found.keep is not None
    assert found.keep.quote == "That must be hard."
    assert found.advice is Advice.HARM
    assert found.about is not None
    assert found.about.quote == "But you never warn us."
    assert found.change.trust < 0


@pytest.mark.parametrize(
    ("moves", "advice"),
    [
        ((Move.EVADE,), Advice.VAGUE),
        ((Move.UNCLEAR,), Advice.UNCLEAR),
        ((Move.ADVISE,), Advice.SOLVED_FIRST),
        ((Move.ASK_CLOSED,), Advice.CLOSED),
        ((Move.ASK_OPEN,), Advice.NOTHING),
        ((Move.ASK_OPEN, Move.ASK_CLOSED), Advice.NOTHING),
    ],
)
def test_what_to_change_follows_what_was_done(moves: tuple[Move, ...], advice: Advice) -> None:
    assert on(reply("Some words.", *moves)).advice is advice


def test_what_was_told_wants_to_be_heard_first() -> None:
    asked = reply("How is it going?", Move.ASK_OPEN)
    told = [asked, reply("And with you?", Move.ASK_OPEN), reply("What else?", Move.ASK_OPEN)]
    session, _ = play(small(), *told)
    number = next(turn.number for turn in session.turns if turn.decision.act is Act.TELL)
    found = feedback(session.turns[: number + 2])
    assert found.advice is Advice.UNHEARD


def test_a_long_reply_is_too_long() -> None:
    assert on(reply("word " * 90, Move.OBSERVE)).advice is Advice.LONG


def test_without_a_reply_there_is_nothing_to_say() -> None:
    session, _ = play(small())
    with pytest.raises(ValueError, match="no reply"):
        feedback(session.turns)


@given(st.lists(st.sampled_from(list(Move)), max_size=3, unique=True), st.text(min_size=1, max_size=40))
def test_every_quote_is_the_learners(moves: list[Move], text: str) -> None:
    found = on(reply(text, *moves))
    quotes = [it.quote for it in (*found.said, found.keep, found.about) if it]
    assert all(quote in text for quote in quotes)
