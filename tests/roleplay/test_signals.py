"""What people do in any talk in set phrases, and what the counterpart makes of it."""

import pytest

from tests.scenes import pair, play, reply, small, table
from tutor.authoring.loader import Library
from tutor.domain.condition import mentions
from tutor.domain.move import FoundMove, Move
from tutor.domain.scenario import Scenario
from tutor.domain.signal import Signal
from tutor.roleplay.hints import hint
from tutor.roleplay.reply import Reply
from tutor.roleplay.signals import given
from tutor.roleplay.understanding import understood
from tutor.roleplay.wording import wording
from tutor.settings import shipped

EXAMPLES = {
    "nl": {
        Signal.SILENCE: ("", "...", "*stilte*"),
        Signal.LAUGHS: ("haha", "😂", "was maar een grapje"),
        Signal.INTERJECTS: ("tja", "oei", "pff", "dat meen ik", "wat erg"),
        Signal.PUZZLED: ("hoe bedoel je?", "hoezo dan", "dat snap ik niet"),
        Signal.WHAT_IF: ("en als het niet lukt?", "wat als het weer misgaat", "en anders?"),
        Signal.WANTS_A_FACT: ("wie belt er dan?", "en wanneer is dat?", "hoeveel uur kost dat"),
        Signal.SOMEBODY_ELSE: ("kan ik je baas ff spreken?", "ik wil met iemand anders praten"),
        Signal.OTHER_LANGUAGE: (
            *("can we speak english?", "kunnen we in het engels verder", "wie ist dein bestes angebot"),
            *("Как дела?", "你好", "مرحبا 😀"),
        ),
        Signal.TEARS: ("moet je huilen?", "begint Noor nou te huilen", "wil je een zakdoek?"),
        Signal.DRINK: ("wil je koffie",),
        Signal.WAIT: ("wacht even",),
        Signal.SMALL_TALK: ("wat een weer he", "heb je een hond?"),
        Signal.PONDERING: ("ik moet er even over nadenken",),
    },
    "en": {
        Signal.SILENCE: ("…", "(silence)"),
        Signal.LAUGHS: ("lol", "just kidding"),
        Signal.INTERJECTS: ("wow", "oh no", "I mean it"),
        Signal.PUZZLED: ("what do you mean", "I don't understand", "how so?"),
        Signal.WHAT_IF: ("and if not?", "what if it doesn't work?"),
        Signal.WANTS_A_FACT: ("who for?", "when was that", "how many hours"),
        Signal.SOMEBODY_ELSE: ("I want to speak to your manager", "can i talk to someone else"),
        Signal.OTHER_LANGUAGE: ("kunnen we nederlands praten", "ich verstehe das alles nicht mehr"),
        Signal.TEARS: ("are you crying?", "is she starting to cry", "do you need a tissue"),
        Signal.DRINK: ("can i get you a coffee",),
        Signal.WAIT: ("hold on",),
        Signal.SMALL_TALK: ("what's the weather like", "how old are you?"),
        Signal.PONDERING: ("I need to think about it",),
    },
}
NOTHING = {
    "nl": ("haha ja maar je was wel te laat", "waarom doe je dat", "ik bespreek het met mijn baas", "👍"),
    "en": ("haha but you were late", "why do you do that", "what if you send it on wednesday", "👍"),
}


@pytest.mark.parametrize(
    ("language", "signal", "text"),
    [(it, signal, text) for it, all in EXAMPLES.items() for signal, some in all.items() for text in some],
)
def test_set_phrases_are_known_in_both_languages(language: str, signal: Signal, text: str) -> None:
    assert given(text, language) == {signal}


@pytest.mark.parametrize(("language", "text"), [(it, text) for it, some in NOTHING.items() for text in some])
def test_what_only_begins_like_a_set_phrase_is_none(language: str, text: str) -> None:
    assert not given(text, language)


def test_every_shipped_counterpart_answers_what_people_do_in_any_talk() -> None:
    library = Library((shipped(),))
    for language in ("nl", "en"):
        for scenario in library.scenarios(language):
            signalled = {it.signal for it in scenario.reactions}
            wanted = set(Signal) - {Signal.PONDERING, Signal.DRINK, Signal.OTHER_LANGUAGE, Signal.WAIT}
            assert wanted <= signalled, (scenario.id, language, wanted - signalled)


def test_a_reaction_to_a_signal_goes_before_one_to_the_move_alone() -> None:
    puzzled = {
        "id": "puzzled",
        "signal": "puzzled",
        "lines": ["I mean what I say.", "Just that.", "As I said."],
    }
    asked = {"id": "asked", "on": ["ask-open"], "when": {"phase": ["start"]}, "lines": ["I keep busy."]}
    scenario = small(facts=[], phases=[{"id": "start", "title": "S"}], reactions=[puzzled, asked], endings=[
        {**it.model_dump(mode="json"), "when": {}} for it in small().endings if it.id not in ("half", "deal")
    ])  # fmt: skip
    session, _ = play(scenario, reply("What do you mean?", Move.ASK_OPEN), reply("How is it?", Move.ASK_OPEN))
    assert [turn.decision.subject for turn in session.turns[1:]] == ["puzzled", "asked"]


# --- what moves a reply makes ----------------------------------------------------------------------------


def moves(scenario: Scenario, text: str, *found: FoundMove) -> set[Move]:
    return {it.move for it in understood(scenario, text, found, "")}


def test_asking_whether_the_counterpart_is_real_steps_out() -> None:
    for text in ("no seriously, are you real", "are you a bot or what", "am I talking to a computer?"):
        assert Move.META in moves(small(), text, FoundMove(Move.REJECT, 0.6, 0, len(text)))
    dutch = small(language="nl")
    for text in ("nee serieus ben je echt", "ben je een bot ofzo"):
        assert Move.META in moves(dutch, text, FoundMove(Move.REJECT, 0.6, 0, len(text)))
    text = "are you really angry?"
    assert Move.META not in moves(small(), text, FoundMove(Move.ASK_CLOSED, 0.9, 0, len(text)))


def test_what_is_put_up_for_agreement_is_a_proposal() -> None:
    text = "ok so you phone me before noon. deal?"
    stated = (FoundMove(Move.JUSTIFY, 0.5, 0, 31), FoundMove(Move.ASK_CLOSED, 0.9, 32, 37))
    assert Move.PROPOSE in moves(small(), text, *stated)
    text = "You are late. right?"
    stated = (FoundMove(Move.OBSERVE, 0.9, 0, 13), FoundMove(Move.ASK_CLOSED, 0.9, 14, 20))
    assert Move.PROPOSE not in moves(small(), text, *stated)


def test_asking_for_another_talk_on_some_day_is_a_proposal() -> None:
    text = "do you want to talk again thursday at ten?"
    assert Move.PROPOSE in moves(small(), text, FoundMove(Move.ASK_CLOSED, 0.9, 0, len(text)))
    text = "heb je zin om daar donderdag over te praten"
    assert Move.PROPOSE in moves(small(language="nl"), text, FoundMove(Move.ASK_CLOSED, 0.9, 0, len(text)))


def test_harm_that_is_hardly_heard_is_not_held_against_the_learner() -> None:
    text = "not telling you off, just want to understand"
    assert moves(small(), text, FoundMove(Move.BLAME, 0.28, 0, len(text))) == {Move.INFORM}
    text = "what if you just don't pick up?"
    assert moves(small(), text, FoundMove(Move.BLAME, 0.38, 0, len(text))) == {Move.ASK_CLOSED}
    text = "you are always late"
    assert moves(small(), text, FoundMove(Move.BLAME, 0.8, 0, len(text))) == {Move.BLAME}


def test_asking_somebody_out_of_the_room_stays_in_the_story() -> None:
    text = "elif can you leave the room please"
    assert Move.META not in moves(small(), text, FoundMove(Move.META, 0.84, 0, len(text)))


def test_a_number_in_a_question_asks_where_nothing_is_negotiated() -> None:
    assert moves(small(), "two days?", FoundMove(Move.OFFER, 0.8, 0, 9)) == {Move.ASK_CLOSED}
    assert moves(table(), "two days?", FoundMove(Move.OFFER, 0.8, 0, 9)) == {Move.OFFER}


def test_a_bare_name_is_no_insult() -> None:
    assert moves(small(), "robin", FoundMove(Move.INSULT, 0.6, 0, 5)) == {Move.GREET}
    assert moves(small(), "Robin mate", FoundMove(Move.INSULT, 0.6, 0, 10)) == {Move.GREET}
    assert moves(pair(), "hi robin and sam", FoundMove(Move.BLAME, 0.6, 0, 16)) == {Move.GREET}


def test_stepping_out_is_sure_or_in_words_of_it() -> None:
    text = "what can I do"
    assert moves(small(), text, FoundMove(Move.META, 0.6, 0, len(text))) == {Move.ASK_OPEN}
    text = "which model are you running on"
    assert Move.META in moves(small(), text, FoundMove(Move.META, 0.6, 0, len(text)))


def test_an_interjection_is_no_mumbling() -> None:
    assert moves(small(), "wow", FoundMove(Move.UNCLEAR, 0.9, 0, 3)) == {Move.INFORM}


def test_a_thumb_is_a_yes_or_a_no() -> None:
    assert moves(small(), "👍🏽", FoundMove(Move.UNCLEAR, 1.0, 0, 2)) == {Move.ACCEPT}
    assert moves(small(), "👎", FoundMove(Move.UNCLEAR, 1.0, 0, 1)) == {Move.REJECT}


def test_a_name_and_a_question_mark_turns_to_that_person() -> None:
    found = understood(pair(), "and you, Sam?", (FoundMove(Move.UNCLEAR, 0.9, 0, 13),), "robin")
    assert [(it.move, it.to) for it in found] == [(Move.ASK_OPEN, ("sam",))]
    found = understood(pair(), "and you sam", (FoundMove(Move.BLAME, 0.6, 0, 11),), "robin")
    assert [(it.move, it.to) for it in found] == [(Move.ASK_OPEN, ("sam",))]


# --- a scenario's own words ------------------------------------------------------------------------------


def test_chat_spelling_is_read_written_out() -> None:
    assert mentions(wording("hoe is t thuis", "nl"), ("hoe is het thuis",))
    assert wording("A tongue without a list", "xx") == "A tongue without a list"


def test_an_idle_adverb_and_a_gap_may_stand_in_a_phrase() -> None:
    assert mentions("er is niets meer aan te doen", ("niets aan te doen",))
    assert mentions("your job here at the plant ends in May", ("job ... ends",))
    assert not mentions("your job. The year ends in May", ("job ... ends",))


def test_the_part_of_a_reply_for_one_of_two_keeps_its_places() -> None:
    text = "Sam, how are you? Robin, you were late."
    parts = (FoundMove(Move.ASK_OPEN, 0.9, 0, 17, ("sam",)), FoundMove(Move.OBSERVE, 0.9, 18, 39, ("robin",)))
    mine = Reply(text, parts).to("robin")
    assert mine.text[mine.moves[0].start : mine.moves[0].end] == "Robin, you were late."


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "nou ja " * 60 + "zz"),
        ("nl", "dank je wel " * 60 + "zz"),
        ("nl", "ben je " + "eigenlijk een " * 60 + "zz"),
        ("en", "and you " * 60 + "zz"),
        ("en", "en jij " * 60 + "zz"),
    ],
)
def test_words_that_come_back_and_back_take_no_time(language: str, text: str) -> None:
    """Where a phrase could be read as one or as two, each more of it doubled the time: the server hung."""
    assert given(text, language) <= {Signal.OTHER_LANGUAGE}
    two = pair().model_copy(update={"language": language})
    assert understood(two, text, (FoundMove(Move.INFORM, 0.9, 0, len(text)),), "robin")


# --- hints -----------------------------------------------------------------------------------------------


def test_a_hint_is_about_the_last_reply_where_there_is_one_for_it() -> None:
    scenario = small(
        hints=[
            {"text": "Listen."},
            {"text": "Ask an open question.", "when": {"counts": {"ask-open": 0}}},
            {"text": "Take that back.", "after": ["blame", "insult"]},
            {"text": "Too early.", "denied": True},
        ]
    )
    blamed = reply("You never listen.", Move.BLAME)
    _, state = play(scenario, blamed)
    assert hint(scenario, state, ()) == "Take that back."
    assert hint(scenario, state, ("Take that back.",)) == "Ask an open question."
    _, state = play(scenario, blamed, reply("Sorry.", Move.OWN))
    assert hint(scenario, state, ()) == "Ask an open question."
    _, state = play(scenario, reply("Is it something private?", Move.ASK_CLOSED))
    assert hint(scenario, state, ()) == "Too early."


def test_what_is_said_of_other_things_insults_nobody() -> None:
    scenario = small()
    rent, person = "the rent is insane here", "you are insane, all of you"
    heard = understood(scenario, rent, (FoundMove(Move.INSULT, 0.73, 0, len(rent)),), "")
    assert [it.move for it in heard] == [Move.INFORM]
    heard = understood(scenario, person, (FoundMove(Move.INSULT, 0.73, 0, len(person)),), "")
    assert [it.move for it in heard] == [Move.INSULT]


def test_asking_after_tears_is_no_insult_and_is_answered_as_such() -> None:
    scenario = Library((shipped(),)).scenario("missed-deadlines", "en")
    text = "are you crying?"
    moves = understood(scenario, text, (FoundMove(Move.INSULT, 0.6, 0, len(text)),), "")
    session, _ = play(scenario, Reply(text, moves, "en"))
    assert session.turns[-1].decision.subject == "tears"


def test_a_date_is_no_offer_where_nothing_is_negotiated() -> None:
    text = "1 October"
    moves = understood(small(), text, (FoundMove(Move.OFFER, 0.9, 0, len(text)),), "")
    assert [it.move for it in moves] == [Move.INFORM]


def test_a_guess_beside_something_sure_counts_for_its_form() -> None:
    text = "You two mail everybody. That has to stop."
    found = (FoundMove(Move.REFLECT, 0.21, 0, 23), FoundMove(Move.EXPECT, 0.9, 24, len(text)))
    assert [it.move for it in understood(small(), text, found, "")] == [Move.INFORM, Move.EXPECT]
