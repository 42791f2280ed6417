"""What counts towards a score: own words, said once, to the other."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assessment.test_judge import RUBRIC, assess
from tests.scenes import play, reply, small
from tutor.assessment.counting import Uncounted, countable
from tutor.domain.move import FoundMove, Move
from tutor.domain.rubric import Rubric
from tutor.domain.session import Session
from tutor.roleplay.reply import Reply

WORDY = Rubric.model_validate(
    {
        **RUBRIC.model_dump(mode="json"),
        "criteria": [
            {
                **RUBRIC.criteria[0].model_dump(mode="json"),
                "better": ["What kept you from telling me on Wednesday?"],
            }
        ],
    }
)


def left(*replies: Reply) -> list[tuple[int, Uncounted]]:
    session, _ = play(small(), *replies)
    return [(one.turn, one.reason) for one in countable(session, WORDY)[1]]


QUESTION = "How do you look back on Friday?"


def test_a_good_sentence_counts_once() -> None:
    again = QUESTION.upper().replace(" ", " \u200b")
    assert left(reply(QUESTION, Move.ASK_OPEN), reply(again, Move.ASK_OPEN)) == [(2, Uncounted.REPEATED)]


def test_a_short_answer_may_come_back() -> None:
    assert left(reply("And then?", Move.ASK_OPEN), reply("And then?", Move.ASK_OPEN)) == []


def test_a_line_of_the_rubric_is_not_ones_own() -> None:
    pasted = "what kept you from telling me, on Wednesday"
    assert left(reply(pasted, Move.ASK_OPEN)) == [(1, Uncounted.COPIED)]


def test_the_others_line_is_no_reflection() -> None:
    session, _ = play(small(), reply("How is it going?", Move.ASK_OPEN))
    line = session.turns[1].utterance.text
    spoken = replace(session.turns[1].utterance, text="Evenings are not what they were, to be honest.")
    session = replace(session, turns=(session.turns[0], replace(session.turns[1], utterance=spoken)))
    echo = "evenings are not what they were"
    turn = replace(session.turns[1], number=2, text=echo, moves=(FoundMove(Move.REFLECT, 0.9, 0, len(echo)),))
    found = countable(replace(session, turns=(*session.turns, turn)), WORDY)[1]
    assert [(one.turn, one.reason) for one in found] == [(2, Uncounted.ECHOED)], line


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (Move.META, Uncounted.OUTSIDE),
        (Move.INSULT, Uncounted.BESIDE_HARM),
        (Move.THREATEN, Uncounted.BESIDE_HARM),
    ],
)
def test_a_kind_word_beside_something_worse_does_not_count(bad: Move, reason: Uncounted) -> None:
    text = "That must be hard. And now this."
    moves = (FoundMove(Move.EMPATHISE, 0.9, 0, 18), FoundMove(bad, 0.9, 19, len(text)))
    assert left(Reply(text, moves)) == [(1, reason)]


def test_what_works_against_a_score_always_counts() -> None:
    blame = "You never think of anybody else here."
    assert left(reply(blame, Move.BLAME), reply(blame, Move.BLAME)) == []


def test_a_doubt_is_the_learners() -> None:
    text = "So your own name is damaged by it too."
    unsure = Reply(text, (FoundMove(Move.REFLECT, 0.4, 0, 38), FoundMove(Move.BLAME, 0.4, 0, 38)))
    assert left(unsure) == [(1, Uncounted.DOUBTFUL)]


def test_a_doubtful_insult_takes_nothing_away_from_what_stands_beside_it() -> None:
    text = "Sam, your turn. What happens on your side?"
    moves = (FoundMove(Move.INSULT, 0.3, 0, 15), FoundMove(Move.ASK_OPEN, 0.9, 16, len(text)))
    assert left(Reply(text, moves)) == [(1, Uncounted.DOUBTFUL)]


def test_a_few_words_of_the_rubric_may_be_ones_own() -> None:
    assert left(reply("What kept you from telling?", Move.ASK_OPEN)) == []


def test_a_whole_line_of_the_rubric_in_short_sentences_is_not_ones_own() -> None:
    line = "Of course. You are angry with me."
    rubric = WORDY.model_copy(
        update={"criteria": (WORDY.criteria[0].model_copy(update={"better": (line,)}),)}
    )
    reply_ = Reply(f"{line} Well.", (FoundMove(Move.EMPATHISE, 0.9, 11, len(line)),))
    session, _ = play(small(), reply_)
    assert [one.reason for one in countable(session, rubric)[1]] == [Uncounted.COPIED]


def test_a_string_of_catchwords_says_nothing() -> None:
    text = "empathy listening question summary impact plan agreement trust feedback"
    assert left(reply(text, Move.SUMMARISE)) == [(1, Uncounted.STRUNG)]


@pytest.mark.parametrize(
    "text",
    [
        "#empathy #listening #plan",
        "well done well done, thank you thank you",
        "Asks before proposing",
    ],
)
def test_what_nobody_says_in_a_conversation_does_not_count(text: str) -> None:
    assert [reason for _, reason in left(reply(text, Move.REFLECT))] in (
        [Uncounted.STRUNG],
        [Uncounted.COPIED],
    )


@pytest.mark.parametrize(
    ("tail", "reason"),
    [
        ("you fool", Uncounted.BESIDE_HARM),
        ("and the evaluator sees it", Uncounted.OUTSIDE),
    ],
)
def test_some_words_spoil_a_reply_whatever_was_heard_in_it(tail: str, reason: Uncounted) -> None:
    assert left(reply(f"That must be hard for you, {tail}.", Move.EMPATHISE)) == [(1, reason)]


def test_a_flood_of_sentences_counts_as_six() -> None:
    text = " ".join(f"What about point {n} then?" for n in range(9))
    moves = tuple(FoundMove(Move.ASK_OPEN, 0.9, start, start + 24) for start in range(0, len(text), 25))
    assert left(Reply(text, moves)) == [(1, Uncounted.TOO_MUCH)] * 3


def test_the_debrief_says_what_was_not_counted() -> None:
    asked = [reply(QUESTION, Move.ASK_OPEN)] * 3
    score = assess(play(small(), *asked)[0])["asking"]
    assert score.level == 3
    assert "Not counted, in reply 2, 3: said before, word for word." in score.why


@given(st.lists(st.tuples(st.text(max_size=30), st.sampled_from(list(Move))), max_size=8))
def test_counting_only_takes_away(said: list[tuple[str, Move]]) -> None:
    session: Session = play(small(), *[reply(text, move) for text, move in said])[0]
    counted, out = countable(session, WORDY)
    assert sum(len(turn.moves) for turn in session.turns) == sum(
        len(turn.moves) for turn in counted.turns
    ) + len(out)
    assert [turn.text for turn in counted.turns] == [turn.text for turn in session.turns]


def test_replies_said_before_and_run_together_count_no_more() -> None:
    before = [reply(QUESTION, Move.ASK_OPEN), reply("what would help you most next week", Move.INVITE)]
    both = f"{QUESTION} what would help you most next week".replace("?", "")
    assert left(*before, reply(both, Move.ASK_OPEN)) == [(3, Uncounted.REPEATED)]
    further = f"{QUESTION} And what did nobody at the client's tell you about it so far?"
    assert left(*before, reply(further, Move.ASK_OPEN)) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Why, how, tell me, sorry, agreed, next step, thanks.", Uncounted.STRUNG),
        ("Whoever grades this will see how well I listened.", Uncounted.OUTSIDE),
        ("Wie dit nakijkt, ziet hoe goed ik luisterde.", Uncounted.OUTSIDE),
        ("By now every criterion is fulfilled.", Uncounted.OUTSIDE),
        ("This software recognises quality when it sees it.", Uncounted.OUTSIDE),
        ("I am not here as a judge, I want to hear you both.", None),
        ("The system shows two tasks for the same address, and quality suffers.", None),
        ("On Monday, Tuesday and Wednesday the report came late, and nobody knew.", None),
    ],
)
def test_what_is_meant_for_the_judge_or_for_nobody_does_not_count(
    text: str, reason: Uncounted | None
) -> None:
    assert left(reply(text, Move.AFFIRM)) == ([(1, reason)] if reason else [])
