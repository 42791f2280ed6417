"""A preparation beside what happened: nothing is judged, and a quote is always the learner's own."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.scenes import play, reply, small
from tutor.assessment.preparation import Planned, compare, content_stems
from tutor.domain.move import Move
from tutor.domain.session import UNPREPARED, Preparation, Session

PLAN = Preparation(
    goal="A date that holds",
    interests="- the client must be able to rely on us\n- no surprises on Friday;weekends stay free",
    batna="I ask Tess to make the report",
    opening="I want to talk about the report.",
)


def talked(preparation: Preparation, *texts: str) -> Session:
    session, _ = play(small(), *(reply(text, Move.INFORM) for text in texts))
    return replace(session, preparation=preparation)


def test_each_interest_stands_beside_the_sentence_that_comes_nearest() -> None:
    session = talked(
        PLAN, "Hi Robin.", "Our client relies on these figures.", "Fridays should hold no surprise."
    )
    rows = [(row.planned, row.said.text if row.said else None) for row in compare(session)]
    assert rows == [
        ("A date that holds", None),
        ("the client must be able to rely on us", "Our client relies on these figures."),
        ("no surprises on Friday", "Fridays should hold no surprise."),
        ("weekends stay free", None),
        ("I ask Tess to make the report", None),
        ("I want to talk about the report.", "Hi Robin."),
    ]


def test_an_alternative_is_found_where_it_was_named() -> None:
    session, _ = play(small(), reply("Hi."), reply("Otherwise I ask Tess.", Move.WALK_AWAY))
    rows = compare(replace(session, preparation=PLAN))
    named = next(row.said for row in rows if row.part is Planned.BATNA)
    assert named is not None
    assert (named.turn, named.text) == (2, "Otherwise I ask Tess.")


def test_who_prepared_nothing_sees_nothing() -> None:
    assert compare(talked(UNPREPARED, "Hi.")) == ()
    assert compare(talked(Preparation(goal="  "), "Hi.")) == ()


def test_dutch_words_are_compared_by_their_stems() -> None:
    assert content_stems("De klanten rekenen op ons", "nl") & content_stems("een klant rekent erop", "nl")


@given(st.text(max_size=80), st.lists(st.text(min_size=1, max_size=60), max_size=4))
def test_what_is_quoted_was_said_by_the_learner(interests: str, texts: list[str]) -> None:
    session = talked(Preparation(interests=interests, opening="x"), *texts)
    said = {turn.number: turn.text for turn in session.turns}
    assert all(row.said.text in said[row.said.turn] for row in compare(session) if row.said)
