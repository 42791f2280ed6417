"""What a model says of a criterion becomes a score only as far as code has checked it."""

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from tests.assessment.readers import PROMPTS, Reads, Said, verdict
from tests.assessment.test_judge import RUBRIC, SURE
from tests.scenes import play, reply, small
from tutor.assessment.judge import Judge
from tutor.assessment.model_judge import ModelJudge
from tutor.domain.move import FoundMove, Move
from tutor.domain.rubric import Assessment, Rubric, Score, Unscored
from tutor.domain.session import Session
from tutor.errors import Failure
from tutor.language import Texts
from tutor.roleplay.reply import Reply

GOLDEN = Path(__file__).parent / "golden_judge.json"
ASKING, RESPONDING = "Asks before proposing", "Answers what is told"
ONE = RUBRIC.model_copy(update={"criteria": RUBRIC.criteria[:1]})
SAID = [
    reply("How do you see it?", Move.ASK_OPEN),
    reply("So Friday was too much for you.", Move.REFLECT),
    reply("You never care about dates.", Move.BLAME),
]
FIRST, SECOND = (1, "How do you see it?"), (2, "Friday was too much for you")
ONCE = verdict(3, FIRST)


def talk() -> Session:
    return play(small(), *SAID)[0]


async def read(
    model: Reads, session: Session | None = None, rubric: Rubric = ONE, **more: float
) -> Assessment:
    talked = session or talk()
    counted = Judge(Texts("en"), SURE).assess(talked, rubric)
    return await ModelJudge(model, PROMPTS, **more).read(talked, rubric, counted)  # type: ignore[arg-type]


async def asking(*said: Said, session: Session | None = None) -> Score:
    """The score of the criterion "asking", when a model says these things of it."""
    model = Reads({ASKING: said})
    score = (await read(model, session)).score("asking")
    assert model.left == 0
    return score


async def test_a_level_that_the_count_shares_is_read_once_and_says_what_made_it() -> None:
    score = await asking(ONCE)
    assert (score.level, score.unscored, score.confidence) == (3, None, 1.0)
    assert [(it.turn, it.quote, it.move) for it in score.evidence] == [(*FIRST, Move.ASK_OPEN)]
    assert score.reading is not None
    assert (score.engine, score.reading.levels, score.reading.counted) == ("scripted:judge", (3,), 3)
    assert score.reading.prompt == PROMPTS.template("judge").hash
    assert score.why.startswith("You asked the other how it went. The program itself counted: In 1 of your 3")


async def test_quotes_are_kept_as_the_learner_wrote_them() -> None:
    session = play(small(), reply("How do  you ‘see’ it?", Move.ASK_OPEN), *SAID[1:])[0]
    (quote,) = (await asking(verdict(3, (1, "How do you 'see' it?")), session=session)).evidence
    assert quote.quote == "How do  you ‘see’ it?"
    assert session.turns[1].text[quote.start : quote.end] == quote.quote


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (verdict(3, (1, "How did you see it?")), "does not stand in reply 1"),
        (verdict(3, (2, "How do you see it?")), "does not stand in reply 2"),
        (verdict(3, (0, "You wanted to see me?")), "does not stand in reply 0"),
        (verdict(3), "needs quotes from 1 replies; you quote from 0"),
        (verdict(5, FIRST, (1, "do you see it?")), "needs quotes from 2 replies; you quote from 1"),
        (verdict(4, FIRST), "There is no level 4"),
        (verdict(3, FIRST, against=[(3, "You always care")]), "does not stand in reply 3"),
    ],
)
async def test_what_does_not_hold_up_is_asked_again_with_the_reason(wrong: Said, reason: str) -> None:
    model = Reads({ASKING: [wrong, ONCE, ONCE, ONCE]})
    score = (await read(model)).score("asking")
    assert (score.level, model.left) == (3, 0)  # asked again, and so read three times
    again = model.heard[1].prompt.messages
    assert [role for role, _ in again] == ["user", "assistant", "user"]
    assert reason in again[-1][1]


async def test_quotes_that_are_nowhere_twice_leave_it_unscored() -> None:
    made_up = verdict(5, (1, "Tell me more about Friday"), (2, "What would help you?"))
    score = await asking(made_up, made_up)
    assert (score.level, score.unscored) == (None, Unscored.UNSUPPORTED)
    assert [it.quote for it in score.evidence] == ["How do you see it?"]  # what the count rests on


@pytest.mark.parametrize(
    ("readings", "level", "confidence"),
    [
        ([verdict(5, FIRST, SECOND), verdict(3, FIRST), verdict(5, FIRST, SECOND)], 5, 0.5),
        ([verdict(5, FIRST, SECOND), verdict(3, FIRST), verdict(3, FIRST)], 3, 0.75),
        ([verdict(3, FIRST, between=True), verdict(3, FIRST), verdict(5, FIRST, SECOND)], 3, 0.75),
        ([verdict(5, FIRST, SECOND), verdict(5, (1, "made up words")), verdict(3, FIRST)], 3, 0.667),
    ],
)
async def test_on_a_boundary_the_middle_of_three_readings_counts(
    readings: list[Said], level: int, confidence: float
) -> None:
    score = await asking(*readings)
    assert (score.level, score.confidence) == (level, confidence)
    assert {it.turn for it in score.evidence} == ({1, 2} if level == 5 else {1})


async def test_readings_two_levels_apart_need_a_person() -> None:
    score = await asking(verdict(5, FIRST, SECOND), verdict(1), verdict(5, FIRST, SECOND))
    assert (score.level, score.unscored) == (None, Unscored.NEEDS_HUMAN)
    assert "levels too far apart: 5, 1, 5." in score.why
    assert "Share with my trainer" in score.why


@pytest.mark.parametrize("failure", list(Failure))
async def test_a_model_that_fails_leaves_the_count_and_the_score_says_so(failure: Failure) -> None:
    counted = Judge(Texts("en"), SURE).assess(talk(), ONE).score("asking")
    score = await asking(failure)
    assert score.reading is not None
    assert (score.engine, score.reading.failed) == ("embedded", failure.value)
    assert replace(score, reading=None) == counted


async def test_a_model_that_fails_half_way_leaves_the_count_too() -> None:
    score = await asking(verdict(5, FIRST, SECOND), Failure.DOWN, verdict(5, FIRST, SECOND))
    assert (score.level, score.engine) == (3, "embedded")


async def test_a_model_that_takes_too_long_leaves_the_count() -> None:
    model = Reads({ASKING: [ONCE]}, seconds=5)
    score = (await read(model, patience=0.05)).score("asking")
    assert score.reading is not None
    assert (score.level, score.reading.failed) == (3, "slow")


async def test_what_code_knows_is_not_asked() -> None:
    closed = play(small(), *(reply(f"Is it ready? {n}", Move.ASK_CLOSED) for n in range(3)))[0]
    score = (await read(Reads({ASKING: [verdict(1)]}), closed, RUBRIC)).score("responding")
    assert (score.unscored, score.reading) == (Unscored.NO_OPPORTUNITY, None)
    short = play(small(), *SAID[:2])[0]
    assert (await read(Reads({}), short)).scores[0].unscored is Unscored.TOO_SHORT


async def test_where_the_program_gives_no_level_of_its_own_the_model_does() -> None:
    talked = talk()
    counted = Judge(Texts("en"), {**SURE, Move.ASK_OPEN: 0.2}).assess(talked, ONE)
    assert counted.score("asking").unscored is Unscored.UNRELIABLE
    model = Reads({ASKING: [ONCE] * 3})
    score = (await ModelJudge(model, PROMPTS).read(talked, ONE, counted)).score("asking")  # type: ignore[arg-type]
    assert (score.level, score.unscored, score.confidence) == (3, None, 1.0)
    assert score.reading is not None
    assert (score.reading.counted, score.why) == (None, "You asked the other how it went.")


async def test_how_well_it_was_done_is_left_to_the_model() -> None:
    levels = tuple(level.model_copy(update={"when": ()}) for level in ONE.criteria[0].levels)
    how_well = ONE.criteria[0].model_copy(update={"quality": True, "levels": levels})
    rubric = ONE.model_copy(update={"criteria": (how_well,)})
    counted = Judge(Texts("en"), SURE).assess(talk(), rubric).score("asking")
    assert (counted.level, counted.unscored) == (None, Unscored.NEEDS_MODEL)
    assert [it.quote for it in counted.evidence] == ["How do you see it?"]
    score = (await read(Reads({ASKING: [verdict(5, FIRST)] * 3}), rubric=rubric)).score("asking")
    assert (score.level, score.unscored) == (5, None)


@pytest.mark.parametrize(
    "why",
    [
        "Je stelde een open vraag en luisterde goed.",
        "You said “I will call you on Friday”.",
        "You asked. See [here](http://example.com).",
        "You asked. " * 40,
        "",
    ],
)
async def test_a_reason_that_cannot_be_shown_gives_way_to_the_count(why: str) -> None:
    score = await asking(verdict(3, FIRST, why=why))
    assert score.why.startswith("The program itself counted: In 1 of your 3 replies")


async def test_what_drew_a_crossed_line_bounds_the_level_whatever_a_model_says() -> None:
    criterion = RUBRIC.criteria[0].model_dump(mode="json", exclude_defaults=True)
    levels = [
        criterion["levels"][0],
        {"level": 2, "text": "Asks.", "when": [{"count": ["ask-open"], "min": 1}]},
        {"level": 3, "text": "Keeps asking.", "when": [{"answered": ["pushed"], "max": 0}]},
    ]
    data = RUBRIC.model_dump(mode="json") | {"criteria": [criterion | {"levels": levels}]}
    talked = play(small(), *SAID[:2], reply("Move to Friday.", Move.PROPOSE))[0]
    model = Reads({ASKING: [verdict(3, FIRST)] * 3})
    score = (await read(model, talked, Rubric.model_validate(data))).scores[0]
    assert score.level == 2
    assert "it can be no more than level 2" in score.why


async def test_words_that_are_harm_only_perhaps_may_be_quoted() -> None:
    perhaps = Reply("You did not call, so how was that?", (FoundMove(Move.BLAME, 0.3, 0, 34),))
    session = play(small(), SAID[0], perhaps, SAID[1])[0]
    score = await asking(*[verdict(5, FIRST, (2, "You did not call, so how was that?"))] * 3, session=session)
    assert (score.level, [it.turn for it in score.evidence]) == (5, [1, 2])


async def test_the_prompt_holds_what_was_said_and_nothing_that_was_kept_back() -> None:
    scenario = small()
    model = Reads({ASKING: [ONCE]})
    await read(model, play(scenario, *SAID)[0])
    (call,) = model.heard
    prompt = "\n".join((call.prompt.system, *(text for _, text in call.prompt.messages)))
    assert "dementia" not in prompt and "Robin looks after" not in prompt
    assert '{"reply": 1, "who": "learner", "said": "How do you see it?"}' in prompt
    assert "3: Asks once." in prompt and "5: Asks twice. (quotes from 2 different replies)" in prompt
    assert RESPONDING not in prompt and "level 3" not in prompt.lower()
    assert call.learner == "l"


async def test_a_run_of_the_judge_is_as_it_was() -> None:
    readings = [verdict(5, FIRST, SECOND, against=[(3, "You never care about dates.")]), ONCE, ONCE]
    found = json.loads(json.dumps(asdict(await read(Reads({ASKING: readings})))))
    for score in found["scores"]:
        if score["reading"]:
            score["reading"]["prompt"] = "…"
    assert found == json.loads(GOLDEN.read_text("utf-8"))
