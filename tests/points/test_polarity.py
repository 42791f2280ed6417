"""What a sentence denies, and what it only looks like denying."""

import pytest

from tutor.points.polarity import denied_spans, refuted_by


def _denied(sentence: str, language: str, after: str = "") -> set[str]:
    spans = denied_spans(sentence, language, after)
    return {word for start, end in spans for word in sentence[start:end].lower().strip(" .,").split()}


@pytest.mark.parametrize(
    ("language", "sentence", "denied", "said"),
    [
        ("en", "It is not about the person but about behaviour.", "person", "behaviour"),
        ("en", "It is about behaviour, not about the person.", "person", "behaviour"),
        ("en", "Describe what you saw instead of judging.", "judging", "saw"),
        ("en", "Ask about it without judging.", "judging", "ask"),
        ("en", "You don't need to know their limit until the end, but listen.", "limit", "listen"),
        ("nl", "Je hoeft je doel niet te kennen voordat je begint, maar luister.", "doel", "luister"),
        ("nl", "Het gaat niet over de persoon, maar over gedrag.", "persoon", "gedrag"),
        ("nl", "Gebruik de sandwichmethode niet, want die werkt averechts.", "sandwichmethode", "werkt"),
        ("nl", "Beschrijf wat je zag in plaats van te oordelen.", "oordelen", "zag"),
    ],
)
def test_a_denial_reaches_as_far_as_its_clause(language: str, sentence: str, denied: str, said: str) -> None:
    found = _denied(sentence, language)
    assert denied in found
    assert said not in found


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Not only the facts matter here."),
        ("en", "I do not start until I have asked for their view."),
        ("en", "Don't forget to ask how they see it."),
        ("nl", "Niet alleen de feiten tellen."),
        ("nl", "Vergeet niet te vragen hoe de ander het ziet."),
    ],
)
def test_what_looks_like_a_denial_is_none(language: str, sentence: str) -> None:
    assert _denied(sentence, language) == set()


@pytest.mark.parametrize(
    ("language", "sentence", "after"),
    [
        ("en", "It is a myth that you should wait.", ""),
        ("en", "I told him to calm down.", "That was a mistake."),
        ("nl", "Het is een fabel dat je moet wachten.", ""),
        ("nl", "Ik zei dat hij moest kalmeren.", "Dat werkte averechts."),
    ],
)
def test_a_refuted_sentence_is_denied_as_a_whole(language: str, sentence: str, after: str) -> None:
    assert len(_denied(sentence, language, after)) >= len(sentence.split()) - 1
    assert not refuted_by("Then I asked what had happened.", language)
