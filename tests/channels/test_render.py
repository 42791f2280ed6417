"""What every channel shows: answers with numbered quotes, briefings, and debriefs one can check."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.scenes import play, reply, small
from tutor.assessment.debrief import debrief
from tutor.assessment.judge import Judge
from tutor.channels.render import render, render_answer, stand
from tutor.channels.render_coaching import render_turns
from tutor.domain.course import Answer, Citation, Coverage, Place, Section
from tutor.domain.history import SessionSummary
from tutor.domain.move import Move
from tutor.domain.oversight import Objection, Review
from tutor.domain.rubric import Assessment, Rubric
from tutor.domain.scenario import Difficulty, EndingKind
from tutor.language import Texts
from tutor.messages import AnswerCard, BriefingCard, DebriefCard, HintCard, Note, ScenarioList, Speech
from tutor.roleplay.state import fold

EN, NL = Texts("en"), Texts("nl")
PLACE = Place(("Feedback", "Steps"), page=3)
QUOTE = "Say what you saw, *not* what you think."


def answer(**changes: object) -> Answer:
    citation = Citation(1, "en/feedback.pdf", "Giving feedback", PLACE, QUOTE, 0, len(QUOTE), "en")
    fields: dict[str, object] = {
        "question": "How?",
        "language": "en",
        "text": f"{QUOTE} [1]",
        "citations": (citation,),
        "coverage": Coverage.COVERED,
    }
    return Answer(**(fields | changes))  # type: ignore[arg-type]


def test_an_answer_shows_its_quote_with_number_and_place() -> None:
    shown = render(AnswerCard(answer()), EN)
    assert "Say what you saw, \\*not\\* what you think\\. [1]" in shown
    assert (
        "1. **Giving feedback**, p\\. 3 · Feedback › Steps (en\\/feedback\\.pdf): “Say what you saw" in shown
    )


def test_a_channel_may_show_the_numbers_in_its_own_way() -> None:
    assert render_answer(answer(), EN, "<{}>".format).endswith("think\\. <1>")


def test_an_answer_says_when_it_is_partial_or_in_another_language() -> None:
    shown = render_answer(answer(language="nl", coverage=Coverage.PARTLY), NL)
    assert NL("ask.partly") in shown
    assert NL("ask.foreign", language="Engels") in shown


def test_a_declined_answer_points_to_the_nearest_section() -> None:
    nearest = Section("en/news.md", "Difficult news", Place(("Difficult news", "Dismissal")), "en")
    shown = render_answer(Answer.decline("Pension?", "en", EN("ask.declined"), nearest), EN)
    assert "The course does not answer this question" in shown
    assert "**Difficult news**" in shown
    assert "Dismissal" in shown
    assert EN("ask.gap") in shown


def test_what_people_say_is_never_markup() -> None:
    assert (
        render(Speech("Robin", "<b>No</b> [x](y) **z**"), EN)
        == "\\<b\\>No\\<\\/b\\> \\[x\\]\\(y\\) \\*\\*z\\*\\*"
    )
    assert render(HintCard("*Ask*"), EN) == "**Hint:** \\*Ask\\*"
    assert render(Note("**Ours**"), EN) == "**Ours**"


def test_a_briefing_tells_role_situation_goal_and_counterpart() -> None:
    shown = render(BriefingCard(small()), EN)
    for part in ("Two late reports", "Team lead", "Two reports came late", "A plan", "Robin, analyst", "15"):
        assert part in shown


def test_the_list_tells_where_earlier_practices_stand() -> None:
    day = datetime(2026, 3, 2, tzinfo=UTC)
    ended = SessionSummary(
        "s1", "lea", "small", "en", Difficulty.EASY, day, day, 9, "deal", EndingKind.AGREEMENT
    )
    going = SessionSummary("s2", "lea", "small", "en", Difficulty.EASY, day, day, 2)
    shown = render(ScenarioList((small(),), (ended, going)), EN)
    assert "Two late reports: practice, 02-03-2026, Agreement" in shown
    assert stand(going, EN) == "practice, 02-03-2026, not finished"


@pytest.fixture
def card() -> DebriefCard:
    scenario = small()
    asked = reply("What happened? <i>tell me</i>", Move.ASK_OPEN)
    blamed = reply("You never warn anybody!", Move.BLAME)
    session, _ = play(scenario, asked, blamed, asked)
    criterion = {
        "id": "asking",
        "title": "Asks before proposing",
        "moves": ["ask-open"],
        "against": ["blame"],
        "levels": [
            {"level": 1, "text": "Asks nothing."},
            {"level": 3, "text": "Asks once or more.", "when": [{"count": ["ask-open"], "min": 1}]},
            {"level": 5, "text": "Asks ten times.", "when": [{"count": ["ask-open"], "min": 10}]},
        ],
        "better": ["What kept you from telling me?"],
        "passage": {"document": "en/listening.md", "heading": "Open questions"},
        "question": "How do I ask open questions?",
    }
    rubric = Rubric.model_validate(
        {"id": "r", "version": 4, "language": "en", "title": "Talks", "summary": "x", "criteria": [criterion]}
    )
    assessment = Judge(EN, {}).assess(session, rubric)
    states = [fold(scenario, session.turns[: number + 1]) for number in range(len(session.turns))]
    return DebriefCard(session, scenario, rubric, debrief(session, scenario, rubric, assessment, states))


def test_a_debrief_quotes_the_learner_for_and_against(card: DebriefCard) -> None:
    shown = render(card, EN)
    assert "●●●○○ **Level 3 of 5.** Asks once or more" in shown
    assert "What happened? \\<i\\>tell me\\<\\/i\\>” (reply 1)" in shown
    assert f"**{EN('debrief.against')}**" in shown
    assert "You never warn anybody\\!” (reply 2)" in shown
    assert "What kept you from telling me?" in shown
    assert "**For level 5:** Asks ten times" in shown


def test_a_debrief_tells_what_was_hidden_and_what_to_read(card: DebriefCard) -> None:
    shown = render(card, EN)
    assert "Robin looks after a father with dementia" in shown
    assert "*Open questions*" in shown
    assert "version 4" in shown


def test_a_debrief_is_in_the_language_of_the_talk_whatever_the_page_speaks_now(card: DebriefCard) -> None:
    dutch = replace(card, session=replace(card.session, language="nl"))
    assert "Niveau 3 van 5" in render(dutch, EN)
    assert "Level 3 of 5" in render(card, NL)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_score_that_was_given_before_stays_in_sight_and_an_objection_with_it(
    card: DebriefCard, language: str
) -> None:
    texts, noon = Texts(language), datetime(2026, 3, 2, 12, tzinfo=UTC)
    (now,) = (it.score for it in card.debrief.findings)
    first = Assessment("s", "r", 3, "en", (replace(now, level=5),), at=noon, program="0.9")
    second = replace(first, version=4, scores=(now,), at=noon + timedelta(days=30), program="1.0")
    said = (Objection(noon, "I asked more.", "asking", 1),)
    session = replace(card.session, language=language, assessments=(first, second), objections=said)
    shown = render(replace(card, session=session), texts).replace("\\", "")
    assert "01-04-2026" in shown.split("####")[0]
    title = card.rubric.criteria[0].title
    assert texts("earlier.level", title=title, before="5", now="3") in shown
    then = shown.split(texts("debrief.objections"))[1]
    assert "02-03-2026" in then
    assert "0.9" in then
    assert "I asked more." in then
    assert texts("earlier.title") not in render(card, texts)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_list_says_what_is_shared_and_what_was_held_in_another_language(language: str) -> None:
    texts, day = Texts(language), datetime(2026, 3, 2, tzinfo=UTC)
    other = "nl" if language == "en" else "en"
    own = SessionSummary("s1", "lea", "small", language, Difficulty.EASY, day, day, 9, released=True)
    assert stand(own, texts).endswith(texts("try.shared"))
    assert stand(replace(own, reviews=1), texts).endswith(texts("try.reviewed"))
    foreign = stand(replace(own, language=other, released=False), texts)
    assert texts("try.language", language=texts(f"language.{other}")) in foreign
    assert texts("try.shared") not in foreign


@pytest.mark.parametrize("language", ["en", "nl"])
def test_whoever_decides_on_an_objection_sees_what_it_is_about_and_the_learner_what_was_decided(
    card: DebriefCard, language: str
) -> None:
    texts, noon = Texts(language), datetime(2026, 3, 2, 12, tzinfo=UTC)
    (found,) = card.debrief.findings
    given = Assessment("s", "r", 4, language, (found.score,), at=noon)
    said = Objection(noon, "I asked more.", "asking", 1)
    decision = Review(noon, "Trainer", "asking", 4, "Twice, in fact.", 1)
    session = replace(card.session, language=language, assessments=(given,), objections=(said,))
    shown = render(replace(card, session=session), texts).replace("\\", "")
    about = shown.split(texts("debrief.objections"))[1]
    assert texts("objection.level", level=3) in about
    assert f"({texts('debrief.turn', turn=1)})" in about.split("I asked more.")[0]
    decided = render(replace(card, session=replace(session, reviews=(decision,))), texts).replace("\\", "")
    head = decided.split(f"#### {found.criterion.title}")[1].split("####")[0]
    assert "Twice, in fact." in head
    later = replace(session, assessments=(given, given), reviews=(decision,))  # it is about the first
    head = render(replace(card, session=later), texts).split(f"#### {found.criterion.title}")[1]
    assert "Twice, in fact" not in head.split("####")[0]


def test_a_word_longer_than_the_list_of_replies_is_shown_in_part() -> None:
    session, _ = play(small(), reply("x" * 200, Move.INFORM))
    assert "1. “xxx" in render_turns(session, EN)
