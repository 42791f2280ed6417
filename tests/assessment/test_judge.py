"""Scores rest on the learner's own words, or there are none."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenes import play, reply, small
from tutor.assessment.debrief import debrief, turning_point
from tutor.assessment.evidence import holds_up
from tutor.assessment.judge import Judge
from tutor.domain.move import FoundMove, Move
from tutor.domain.rubric import Rubric, Unscored
from tutor.domain.scenario import Degree, EndingKind
from tutor.domain.session import Session, State
from tutor.language import Texts
from tutor.roleplay.reply import Reply
from tutor.roleplay.state import fold

RUBRIC = Rubric.model_validate(
    {
        "id": "feedback-talk",
        "version": 1,
        "language": "en",
        "title": "Feedback",
        "summary": "x",
        "criteria": [
            {
                "id": "asking",
                "title": "Asks before proposing",
                "moves": ["ask-open"],
                "against": ["blame"],
                "levels": [
                    {"level": 1, "text": "Asks nothing."},
                    {"level": 3, "text": "Asks once.", "when": [{"count": ["ask-open"], "min": 1}]},
                    {"level": 5, "text": "Asks twice.", "when": [{"count": ["ask-open"], "min": 2}]},
                ],
                "better": ["What happened?"],
                "passage": {"document": "en/listening.md", "heading": "Questions"},
                "question": "How do I ask open questions?",
            },
            {
                "id": "responding",
                "title": "Answers what is told",
                "moves": ["empathise"],
                "opportunity": [{"told": "father", "degree": "hint"}],
                "levels": [
                    {"level": 1, "text": "Goes on."},
                    {"level": 4, "text": "Answers.", "when": [{"response": ["empathise"], "to": "hint"}]},
                ],
                "better": ["That must be hard."],
                "passage": {"document": "en/listening.md", "heading": "Feelings"},
                "question": "How do I show empathy?",
            },
        ],
    }
)
SURE = dict.fromkeys(Move, 0.9)


def assess(session: Session, reliability: dict[Move, float] = SURE, language: str = "en") -> dict:  # type: ignore[type-arg]
    scores = Judge(Texts(language), reliability).assess(session, RUBRIC).scores
    return {score.criterion: score for score in scores}


ASKED = [
    reply("How do you see it?", Move.ASK_OPEN),
    reply("What happened on Friday?", Move.ASK_OPEN),
    reply("You never care.", Move.BLAME),
]


def test_a_level_comes_with_quotes_of_the_learner_and_what_worked_against_it() -> None:
    score = assess(play(small(), *ASKED)[0])["asking"]
    assert score.level == 5
    assert [(quote.turn, quote.quote) for quote in score.evidence] == [
        (1, "How do you see it?"),
        (2, "What happened on Friday?"),
    ]
    assert [quote.quote for quote in score.against] == ["You never care."]
    assert "2 of your 3 replies" in score.why


def test_without_an_occasion_there_is_no_level_and_it_says_so() -> None:
    closed = [reply(f"Is it ready? {n}", Move.ASK_CLOSED) for n in range(3)]
    score = assess(play(small(), *closed)[0])["responding"]
    assert (score.level, score.unscored) == (None, Unscored.NO_OPPORTUNITY)
    assert score.why == "The conversation gave no occasion for this."


def test_two_replies_are_too_few_to_tell() -> None:
    assert assess(play(small(), *ASKED[:2])[0])["asking"].unscored is Unscored.TOO_SHORT


def test_what_the_recogniser_does_not_find_reliably_gets_quotes_but_no_level() -> None:
    score = assess(play(small(), *ASKED)[0], {**SURE, Move.ASK_OPEN: 0.3})["asking"]
    assert (score.level, score.unscored) == (None, Unscored.UNRELIABLE)
    assert len(score.evidence) == 2


PLAN = {
    **RUBRIC.criteria[0].model_dump(mode="json"),
    "id": "plan",
    "title": "Makes a plan together",
    "moves": ["propose"],
    "levels": [
        {"level": 1, "text": "No plan."},
        {"level": 4, "text": "Puts one forward.", "when": [{"count": ["propose"], "min": 1}]},
        {
            "level": 5,
            "text": "And the two agree.",
            "when": [{"count": ["propose"], "min": 1}, {"ended": ["agreement"]}],
        },
    ],
}
PLANS = Rubric.model_validate({**RUBRIC.model_dump(mode="json"), "criteria": [PLAN]})
EARNED = [reply("How is that for you?", Move.ASK_OPEN)] + [
    reply(f"That sounds heavy, {n}.", Move.EMPATHISE) for n in ("really", "truly", "I can tell")
]
STEP = reply("Shall we look at it on Friday?", Move.PROPOSE)


def test_a_plan_is_made_together_only_when_the_other_agrees() -> None:
    """What a learner says alone is no agreement: the same words end otherwise with somebody else."""
    judged = Judge(Texts("en"), SURE)
    agreed, state = play(small(), *EARNED, STEP, STEP, reply("Then that's that. Goodbye.", Move.CLOSE))
    broken_off = replace(agreed, turns=agreed.turns[:-1])
    assert state.outcome is EndingKind.AGREEMENT
    assert judged.assess(agreed, PLANS).score("plan").level == 5
    score = judged.assess(broken_off, PLANS).score("plan")
    assert score.level == 4
    assert "Level 5 also asks that the conversation ends in one of these ways: Agreement." in score.why


def test_a_quote_that_is_not_in_the_learners_own_turn_is_refused() -> None:
    session = play(small(), *ASKED)[0]
    quote = assess(session)["asking"].evidence[0]
    assert holds_up(quote, session)
    assert not holds_up(replace(quote, quote="How did you see it?"), session)
    assert not holds_up(replace(quote, turn=2), session)


def test_a_level_without_a_quote_is_withheld() -> None:
    empty = FoundMove(Move.ASK_OPEN, 0.9, 5, 5)
    said = [Reply("Tell me", (empty,)), Reply("And?", (empty,)), reply("ok", Move.ACCEPT)]
    score = assess(play(small(), *said)[0])["asking"]
    assert (score.level, score.unscored) == (None, Unscored.NO_EVIDENCE)


@given(st.lists(st.tuples(st.text(max_size=40), st.sampled_from(list(Move))), min_size=3, max_size=10))
@settings(max_examples=100, deadline=None)
def test_every_level_above_the_lowest_quotes_the_learner_and_is_the_same_again(
    said: list[tuple[str, Move]],
) -> None:
    session, _ = play(small(), *[reply(text, move) for text, move in said])
    first, second = assess(session), assess(session)
    assert first == second
    for score in first.values():
        assert all(holds_up(quote, session) for quote in (*score.evidence, *score.against))
        if score.level and score.level > 1:
            assert score.evidence


def test_the_debrief_finds_the_turning_point_and_shows_what_was_hidden() -> None:
    scenario = small()
    said = [
        reply("I'd like to talk about Tuesday.", Move.FRAME),
        reply("You are hopeless, really.", Move.INSULT),
        reply("Sorry, that was unfair.", Move.OWN),
    ]
    session, _ = play(scenario, *said)
    states = [fold(scenario, session.turns[: n + 1]) for n in range(len(session.turns))]
    assessment = Judge(Texts("en"), SURE).assess(session, RUBRIC)
    found = debrief(session, scenario, RUBRIC, assessment, states)
    assert found.turning is not None
    assert (found.turning.turn, found.turning.better) == (2, False)
    assert found.turning.reply == "You are hopeless, really."
    assert found.hidden[0].truth == scenario.facts[0].truth
    assert turning_point(session, found.curve[:2]) is None


def test_what_was_hinted_at_first_was_told_in_the_reply_that_got_it_all() -> None:
    scenario = small()
    session, _ = play(scenario, *ASKED)
    degrees = ({}, {"father": Degree.HINT}, {"father": Degree.HINT}, {"father": Degree.WHOLE})
    states = [State(turn=turn, facts=facts) for turn, facts in enumerate(degrees)]
    assessment = Judge(Texts("en"), SURE).assess(session, RUBRIC)
    (hidden,) = debrief(session, scenario, RUBRIC, assessment, states).hidden
    assert (hidden.degree, hidden.turn) == (Degree.WHOLE, 3)


def test_a_reply_that_crossed_a_line_of_the_scenario_is_quoted_against_it() -> None:
    asking = RUBRIC.criteria[0].model_dump(mode="json", exclude_defaults=True)
    kept = {"level": 3, "text": "Asks.", "when": [{"answered": ["pushed"], "max": 0}]}
    rubric = Rubric.model_validate(
        {**RUBRIC.model_dump(mode="json"), "criteria": [{**asking, "levels": [asking["levels"][0], kept]}]}
    )
    said = [*ASKED[:2], reply("Move to Friday.", Move.PROPOSE)]
    score = Judge(Texts("en"), SURE).assess(play(small(), *said)[0], rubric).scores[0]
    assert score.level == 1
    assert [quote.quote for quote in score.against] == ["Move to Friday."]
    assert "Replies in which something worked against it: 1." in score.why


def test_a_level_does_not_rest_on_doubts_alone() -> None:
    unsure = Reply("And so?", (FoundMove(Move.ASK_OPEN, 0.4, 0, 7),))
    score = assess(play(small(), unsure, unsure, unsure)[0])["asking"]
    assert (score.level, score.unscored) == (None, Unscored.NO_EVIDENCE)
    assert score.evidence
