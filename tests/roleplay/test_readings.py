"""What sounds like an attack and is the subject of the conversation is not read as one."""

from tutor.domain.move import FoundMove, Move
from tutor.domain.scenario import Reading
from tutor.roleplay.readings import reread

GOES = Reading(words=("disappears", "lose your job"), unless=("or else", "lazy"))


def read(text: str, *moves: Move) -> list[Move]:
    found = tuple(FoundMove(move, 0.8, 0, len(text)) for move in moves)
    return [it.move for it in reread((GOES,), text, found)]


def test_the_message_itself_is_no_threat() -> None:
    assert read("Your position disappears in October.", Move.THREATEN) == [Move.INFORM]


def test_the_role_that_goes_is_not_the_role_that_is_played() -> None:
    assert read("Your role disappears.", Move.META) == [Move.INFORM]


def test_what_else_the_sentence_does_stays() -> None:
    assert read("Sorry, you lose your job.", Move.OWN, Move.INSULT) == [Move.OWN]


def test_an_attack_stays_an_attack() -> None:
    assert read("Work harder or else you lose your job.", Move.THREATEN) == [Move.THREATEN]
    assert read("You are a fool.", Move.INSULT) == [Move.INSULT]


def test_only_the_sentence_with_the_words_is_cleared() -> None:
    text = "Your job disappears. You are a fool."
    moves = (FoundMove(Move.THREATEN, 0.8, 0, 20), FoundMove(Move.INSULT, 0.9, 21, len(text)))
    read_again = reread((Reading(words=("job",)),), text, moves)
    assert [(it.move, it.start) for it in read_again] == [(Move.INFORM, 0), (Move.INSULT, 21)]


def test_a_scenario_without_readings_changes_nothing() -> None:
    moves = (FoundMove(Move.THREATEN, 0.8, 0, 4),)
    assert reread((), "boo!", moves) == moves
