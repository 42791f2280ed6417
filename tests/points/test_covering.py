"""Which model points some sentences say."""

import pytest

from tutor.course.comparing import Comparer
from tutor.embeddings.embedder import Embedder
from tutor.points.covering import FOUND, PERHAPS, Match, Point, cover

POINTS = {
    "en": {
        "private": ["Give critical feedback in private, never in front of others."],
        "ask": ["Ask an open question about how the other sees it, and listen to the answer."],
    },
    "nl": {
        "private": ["Geef kritische feedback onder vier ogen, nooit waar anderen bij zijn."],
        "ask": ["Stel een open vraag over hoe de ander het ziet en luister naar het antwoord."],
    },
}
embedder = Embedder()


def _cover(language: str, *sentences: str) -> dict[str, Match]:
    comparer = Comparer(embedder, language)
    points = [Point(id, comparer.read(said)) for id, said in POINTS[language].items()]
    behind = [*sentences[1:], ""]
    return {it.point: it for it in cover(points, comparer.read(sentences, behind), [True] * len(sentences))}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "I always give critical feedback in private and not in front of the others."),
        ("nl", "Kritische feedback geef ik altijd onder vier ogen en niet waar anderen bij zijn."),
    ],
)
def test_a_point_is_found_in_other_words_and_its_sentence_is_shown(language: str, said: str) -> None:
    found = _cover(language, "...", said, "...")
    assert found["private"].likeness.value >= FOUND
    assert (found["private"].first, found["private"].last) == (1, 1)
    assert found["ask"].likeness.value < PERHAPS


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "I give critical feedback in front of the others, never in private."),
        ("en", "You should not give critical feedback in private."),
        ("nl", "Kritische feedback geef ik waar anderen bij zijn, nooit onder vier ogen."),
        ("nl", "Je moet kritische feedback niet onder vier ogen geven."),
    ],
)
def test_the_opposite_of_a_point_is_shown_as_denied(language: str, said: str) -> None:
    match = _cover(language, said)["private"]
    assert match.likeness.denied


@pytest.mark.parametrize(
    ("language", "against", "said"),
    [
        (
            "en",
            "I say it in the meeting, so that all learn from it.",
            "I tell them in the meeting, so all learn.",
        ),
        (
            "nl",
            "Ik zeg het in het overleg, dan leert iedereen ervan.",
            "Ik zeg het in het overleg, dat leert.",
        ),
    ],
)
def test_what_is_nearer_to_a_sentence_against_a_point_never_counts(
    language: str, against: str, said: str
) -> None:
    comparer = Comparer(embedder, language)
    private = comparer.read(POINTS[language]["private"])
    (match,) = cover([Point("private", private, comparer.read([against]))], comparer.read([said]))
    assert match.likeness.denied
    (without,) = cover([Point("private", private)], comparer.read([said]))
    assert not without.likeness.denied


def test_without_sentences_nothing_is_found() -> None:
    assert {it.first for it in _cover("en").values()} == {-1}
