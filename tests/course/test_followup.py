"""A follow-up is read with what came before it; a new question stands alone."""

import pytest

from tutor.course.followup import resolve
from tutor.domain.course import Said

STEPS = "The steps are:\n\n1. Flatten the dough. [1]\n2. Fold the edges. [1]\n3. Roll it into a log. [1]"
TALK = (Said("learner", "How do I shape a loaf?"), Said("tutor", STEPS))
GESPREK = (Said("user", "Hoe vorm ik een brood?"), Said("assistant", STEPS))


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("and why is that?", "en"),
        ("why?", "en"),
        ("and if she refuses?", "en"),
        ("can you give an example of that?", "en"),
        ("which step do most people forget?", "en"),
        ("en waarom is dat?", "nl"),
        ("en als ze weigert?", "nl"),
        ("heb je daar een voorbeeld van?", "nl"),
        ("hoe vaak moet dat?", "nl"),
        ("und warum ist das so?", "de"),
        ("und wenn sie ablehnt?", "de"),
    ],
)
def test_a_follow_up_takes_the_subject_along(question: str, language: str) -> None:
    history = TALK if language == "en" else GESPREK
    found = resolve(question, language, history)
    assert found.text == question
    assert history[0].text in found.context


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("What is gluten?", "en"),
        ("How long does cold dough need in the fridge?", "en"),
        ("Wat is desem?", "nl"),
        ("Hoe lang moet koud deeg rijzen in de koelkast?", "nl"),
        ("Was ist Sauerteig?", "de"),
    ],
)
def test_a_question_that_says_it_all_stands_alone(question: str, language: str) -> None:
    assert resolve(question, language, TALK).context == ""


@pytest.mark.parametrize(
    ("question", "language", "item"),
    [
        ("what about the second one?", "en", "Fold the edges."),
        ("and the last?", "en", "Roll it into a log."),
        ("en de tweede?", "nl", "Fold the edges."),
        ("hoe zit het met de laatste?", "nl", "Roll it into a log."),
        ("und der zweite?", "de", "Fold the edges."),
    ],
)
def test_an_ordinal_means_that_item_of_the_tutors_list(question: str, language: str, item: str) -> None:
    found = resolve(question, language, TALK)
    assert found.context.endswith(item)


def test_a_chain_of_follow_ups_goes_back_to_the_question_that_began_it() -> None:
    more = (*TALK, Said("learner", "and why?"), Said("tutor", "Because it holds the gas."))
    assert "shape a loaf" in resolve("and then?", "en", more).context
