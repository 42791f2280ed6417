"""How a conversation ends when the learner ends it, in the words in which people do."""

import pytest

from tests.scenes import play, reply, small, table
from tutor.domain.move import FoundMove, Move
from tutor.domain.scenario import Scenario
from tutor.domain.session import Act
from tutor.roleplay.reply import Reply
from tutor.roleplay.signals import signals, with_partings
from tutor.roleplay.understanding import understood

BEFORE = (reply("How was it?", Move.ASK_OPEN), reply("You were late.", Move.OBSERVE))

FAREWELLS = {
    "nl": (
        "prima dan zijn we klaar",
        "mooi. tot woensdag dan!",
        "oke fijne dag",
        "dan laten we het hier voor vandaag bij",
        "ik moet naar de volgende afspraak",
        "we komen er niet uit",
        "ok klaar toch?",
        "oké, dan zie ik je donderdag!",
        "dan is dat geregeld",
        "bedankt voor je tijd, Noor",
        "dan sluit ik dit onderhoud af",
        "hiermee beschouw ik het gesprek als afgerond",
    ),
    "en": (
        "alright then we're done",
        "great, thanks. see you friday at eleven for a check",
        "have a good one",
        "cool then that's settled",
        "can we wrap up, i've got a meeting",
        "I've got to go",
        "this is getting us nowhere",
        "ok meeting over",
        "ok I'm done here let the boss decide",
        "bye Noor",
        "that concludes our meeting",
    ),
}
NO_FAREWELLS = {
    "nl": (
        "dat was het probleem",
        "tot woensdag heb je de tijd",
        "het rapport is klaar",
        "zeg gewoon sorry tegen haar en klaar",
        "we stoppen met die grappen",
        "zullen we donderdag om tien uur verder praten",
        "goeie reis gehad?",
    ),
    "en": (
        "you have until friday",
        "the report is done",
        "just say sorry and done",
        "can we talk thursday at 2?",
        "it's decided, the decision is final",
        "that's it exactly",
        "have a day off",
    ),
}


def heard(scenario: Scenario, text: str, *moves: Move) -> Reply:
    """A reply as the engine takes it, whose moves were recognised for its whole text."""
    return Reply(text, understood(scenario, text, reply(text, *moves).moves, ""))


@pytest.mark.parametrize(("language", "text"), [(it, text) for it, all in FAREWELLS.items() for text in all])
def test_set_words_of_leave_taking_are_understood(language: str, text: str) -> None:
    assert signals("parting", text, language, ("Noor",))


@pytest.mark.parametrize(
    ("language", "text"), [(it, text) for it, all in NO_FAREWELLS.items() for text in all]
)
def test_words_that_only_resemble_a_farewell_are_none(language: str, text: str) -> None:
    assert not signals("parting", text, language, ("Noor",))


def test_a_farewell_that_was_heard_as_a_yes_ends_the_talk() -> None:
    scenario = small()
    session, state = play(scenario, *BEFORE, heard(scenario, "fine, then we're done", Move.CONCEDE))
    assert state.ended
    assert Move.CLOSE in {found.move for found in session.turns[-1].moves}


def test_what_a_lone_farewell_was_mistaken_for_is_dropped() -> None:
    text = "have a good one"
    moves = with_partings(text, reply(text, Move.DISMISS).moves, "en")
    assert [found.move for found in moves] == [Move.CLOSE]


def test_thanking_and_agreeing_do_not_keep_the_talk_open() -> None:
    scenario = small()
    _, state = play(scenario, *BEFORE, heard(scenario, "Great. See you Monday.", Move.ACCEPT))
    assert state.ended


def test_a_farewell_with_a_question_goes_on() -> None:
    scenario = small()
    text = "See you tomorrow. How will you start?"
    moves = (FoundMove(Move.ASK_OPEN, 0.9, 18, len(text)),)
    _, state = play(scenario, *BEFORE, Reply(text, understood(scenario, text, moves, "")))
    assert not state.ended


def test_a_farewell_that_is_not_sure_is_asked_after_and_taken_the_second_time() -> None:
    asks = {"id": "leaving", "on": ["close"], "lines": ["Was that it?", "Oh, are you off?"]}
    scenario = small(reactions=[asks])
    doubtful = Reply("so that was about Monday", (FoundMove(Move.CLOSE, 0.4, 0, 24),))
    again = Reply("I would say so", (FoundMove(Move.CLOSE, 0.4, 0, 14),))
    session, state = play(scenario, *BEFORE, doubtful, again)
    assert session.turns[3].decision.act is Act.REACT
    assert state.ended


def test_a_next_step_that_sounds_like_a_farewell_is_asked_after() -> None:
    scenario = small()
    text = "ok then we talk to the sales people"
    sounds = Reply(text, (FoundMove(Move.CLOSE, 0.87, 0, len(text)),))
    _, state = play(scenario, *BEFORE, sounds)
    assert not state.ended


@pytest.mark.parametrize("text", ["great, thanks!", "good luck"])
def test_only_thanking_or_wishing_well_is_a_farewell_that_is_asked_after(text: str) -> None:
    asks = {"id": "leaving", "on": ["close"], "lines": ["Was that it?", "Oh, are you off?"]}
    nods = {"id": "nods", "on": ["affirm"], "when": {"turn": ">= 1"}, "lines": ["You are welcome."]}
    scenario = small(reactions=[asks, nods])
    said = heard(scenario, text, Move.AFFIRM)
    session, state = play(scenario, *BEFORE, said)
    assert session.turns[-1].decision.subject == "leaving" and not state.ended
    _, state = play(scenario, *BEFORE, said, reply("yes", Move.ACCEPT))
    assert state.ended


def test_a_hand_held_out_at_a_table_takes_no_leave() -> None:
    offer = reply("I offer 70 per hour and 10 days", Move.OFFER)
    asked = reply("How is your work?", Move.ASK_OPEN)
    _, state = play(table(), offer, asked, asked, reply("cheers, let's shake on it", Move.CLOSE))
    assert not state.ended


def test_leave_is_taken_twice_before_the_talk_has_begun() -> None:
    scenario = small()
    _, state = play(scenario, heard(scenario, "bye", Move.CLOSE))
    assert not state.ended
    _, state = play(
        scenario, heard(scenario, "bye", Move.CLOSE), heard(scenario, "no really, bye", Move.CLOSE)
    )
    assert state.ended


def test_a_yes_to_whether_that_was_all_ends_the_talk() -> None:
    asks = {"id": "yes", "on": ["accept"], "lines": ["Good. Was that all?"]}
    scenario = small(reactions=[asks, {"id": "other", "on": ["observe"], "lines": ["Yes."]}])
    said = (reply("You were late.", Move.OBSERVE), reply("Okay.", Move.ACCEPT))
    _, state = play(scenario, *said)
    assert not state.ended
    _, state = play(scenario, *said, reply("Yes, it was.", Move.ACCEPT))
    assert state.ended


def test_three_nods_in_a_row_leave_nothing_to_talk_about() -> None:
    nods = {"id": "nods", "on": ["accept"], "lines": ["Right.", "Good.", "Fine."]}
    scenario = small(reactions=[nods, {"id": "other", "on": ["observe"], "lines": ["Yes."]}])
    said = [reply(text, Move.ACCEPT) for text in ("ok", "fine", "good")]
    _, state = play(scenario, BEFORE[1], *said[:2])
    assert not state.ended
    _, state = play(scenario, BEFORE[1], *said)
    assert state.ended


def test_whoever_leaves_after_a_yes_to_the_offer_has_a_deal() -> None:
    offered = (reply("I offer 70 per hour and 10 days", Move.OFFER), reply("How is work?", Move.ASK_OPEN))
    scenario = table()
    session, state = play(scenario, *offered, reply("Fine, okay", Move.ACCEPT))
    assert session.turns[-1].decision.act is Act.OFFER
    session, state = play(
        scenario,
        *offered,
        reply("Fine, okay", Move.ACCEPT),
        heard(scenario, "Great, have a nice day", Move.CLOSE),
    )
    assert state.deal == session.turns[3].decision.offer.terms  # type: ignore[union-attr]


def test_a_yes_to_a_refusal_is_checked_before_it_binds() -> None:
    """ "I stay where I am." "Deal." is a yes to terms that nobody has just named."""
    said = (
        reply("I offer 70 per hour and 10 days", Move.OFFER),
        reply("I offer 65 per hour and 10 days", Move.OFFER),
    )
    session, state = play(table(), *said, reply("deal", Move.ACCEPT))
    assert session.turns[2].decision.act is Act.HOLD
    assert state.deal is None and session.turns[3].decision.act is Act.OFFER


def test_of_a_proposal_and_an_okay_the_proposal_is_answered() -> None:
    text = "You call me on Wednesday. Okay?"
    moves = (FoundMove(Move.PROPOSE, 0.9, 0, 25), FoundMove(Move.ASK_CLOSED, 0.9, 26, 31))
    assert Reply(text, moves, "en").answered == {Move.PROPOSE}
    text = "Jij belt me woensdag. Akkoord?"
    moves = (FoundMove(Move.PROPOSE, 0.9, 0, 21), FoundMove(Move.ASK_CLOSED, 0.9, 22, 30))
    assert Reply(text, moves, "nl").answered == {Move.PROPOSE}
    assert Reply("Is it the data?", (FoundMove(Move.ASK_CLOSED, 0.9, 0, 15),), "en").answered == {
        Move.ASK_CLOSED
    }
