"""What a question asks for, and what a sentence looks like, in three languages."""

import pytest

from tutor.course.cues import Kind, fits, forbids, idle, imperative, kinds, wary
from tutor.course.spelling import nearest_words


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Why does cold dough rise slowly?", Kind.REASON),
        ("Waarom rijst koud deeg langzaam?", Kind.REASON),
        ("Warum geht kalter Teig langsam auf?", Kind.REASON),
        ("how often should I knead", Kind.AMOUNT),
        ("Wie lange muss der Teig ruhen?", Kind.AMOUNT),
        ("Welke stappen zijn er?", Kind.LIST),
        ("what are the 4 styles of leadership", Kind.LIST),
        ("Was ist Sauerteig?", Kind.DEFINITION),
        ("Hoe begin je een slechtnieuwsgesprek?", Kind.HOW),
        ("someone starts crying, what now", Kind.HOW),
        ("Is coaching the same as advising?", Kind.COMPARISON),
        ("Mag ik een afspraak afzeggen?", Kind.DECISION),
        ("wie is Kotter", Kind.PERSON),
        ("wat kost een mediator", Kind.PRICE),
        ("wanneer stop ik het gesprek", Kind.AMOUNT),
        ("when do I call in HR", Kind.MOMENT),
        ("zopa uitleg", Kind.DEFINITION),
    ],
)
def test_what_a_question_asks_for(question: str, kind: Kind) -> None:
    assert kind in kinds(question)


@pytest.mark.parametrize(
    "question", ["what if he cries when I tell him", "wat doe ik wanneer hij boos wordt"]
)
def test_a_when_inside_a_question_asks_for_no_time(question: str) -> None:
    assert Kind.AMOUNT not in kinds(question)


@pytest.mark.parametrize(
    ("sentence", "only"),
    [
        ("Do not begin with small talk.", True),
        ("Geef geen feedback als je nog kookt van woede.", True),
        ("- Ga niet bewijzen dat je gelijk hebt.", True),
        ("Vraag eerst of het uitkomt, niet achteraf.", False),
        ("A good apology is not long.", False),
    ],
)
def test_what_only_forbids_is_no_way_to_do_it(sentence: str, only: bool) -> None:
    assert forbids(sentence) is only


def test_who_asks_what_to_avoid_wants_to_hear_what_is_forbidden() -> None:
    assert wary("Welke fouten maak ik bij feedback?") and wary("what should I not say")
    assert not wary("Hoe open ik een feedbackgesprek?")


def test_a_german_how_is_no_question_for_a_person() -> None:
    assert Kind.PERSON not in kinds("Wie funktioniert ein Motor?")


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("It fails because nobody listens.", Kind.REASON),
        ("Plan het gesprek eens per twee weken.", Kind.AMOUNT),
        ("Kondig aan dat er slecht nieuws komt.", Kind.HOW),
        ("Feedback is information about behaviour.", Kind.DEFINITION),
        ('You could say: "I have run the service desk alone since March."', Kind.EXAMPLE),
        ("Die Methode ist anders als die erste.", Kind.COMPARISON),
    ],
)
def test_what_a_sentence_looks_like(sentence: str, kind: Kind) -> None:
    assert kind in fits(sentence, frozenset(Kind))


@pytest.mark.parametrize(
    "sentence",
    [
        "What is a question?",
        "In this chapter you learn to bake.",
        "In dit hoofdstuk leer je bakken.",
        "Vertel ik je zo.",
    ],
)
def test_what_asks_or_announces_answers_nothing(sentence: str) -> None:
    assert idle(sentence)


def test_a_verb_that_opens_a_sentence_tells_what_to_do() -> None:
    assert imperative("3. Vraag door op het woord.") and imperative("Never promise that.")
    assert not imperative("The dough is ready.")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("feedbck", "feedback"),
        ("fedback", "feedback"),
        ("feebdack", "feedback"),
        ("nabijhijdsbias", "nabijheidsbias"),
    ],
)
def test_slips_are_mended(typed: str, meant: str) -> None:
    assert nearest_words(typed, {"feedback": 9, "nabijheidsbias": 2, "flashback": 5}) == [meant]


def test_a_short_word_with_two_slips_is_left_alone() -> None:
    assert nearest_words("fbck", {"feedback": 9, "back": 3}) == []
