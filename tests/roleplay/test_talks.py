"""Golden talks: whole conversations as people type them, played by the parts that a learner has.

What is expected does not hang on how a sentence was recognised, only on what any person would do.
"""

import asyncio
from dataclasses import dataclass, replace

import pytest

from tests.scenes import NOON
from tutor.authoring.loader import Library
from tutor.domain.scenario import Difficulty
from tutor.domain.session import Act, Session, Turn
from tutor.roleplay.engine import Engine
from tutor.roleplay.recognition.encoder import MoveEncoder
from tutor.roleplay.recognition.recogniser import EmbeddedRecogniser
from tutor.roleplay.voice import ScriptedVoice
from tutor.settings import shipped


@dataclass(frozen=True)
class Talk:
    """What a learner types, turn by turn, and what must come of some of it: a reaction, an act or the end."""

    scenario: str
    language: str
    said: tuple[tuple[str, str], ...]


ENDS = "ends"

TALKS = (
    Talk(
        "missed-deadlines",
        "nl",
        (
            ("hoi noor, het gaat over het rapport van maandag", ""),
            ("...", "silence"),
            ("hoe bedoel je?", "puzzled"),
            ("ben je een bot ofzo", Act.STAY),
            ("can we do this in english", "other-language"),
            ("oke dan beloof je dat het vrijdag klaar is?", "promise-please"),
            ("prima dan zijn we klaar", ENDS),
        ),
    ),
    Talk(
        "missed-deadlines",
        "en",
        (
            ("hi noor, it's about the report on monday", ""),
            ("*silence*", "silence"),
            ("what do you mean?", "puzzled"),
            ("no seriously, are you real", Act.STAY),
            ("haha", "laughs"),
            ("ok so do you promise it'll be done on friday?", "promise-please"),
            ("alright then we're done", ENDS),
        ),
    ),
    Talk(
        "bad-news-reorganisation",
        "nl",
        (
            ("Anton, ik heb slecht nieuws: jouw baan stopt per 1 oktober.", "message-clear"),
            ("...", "says-nothing"),
            ("hoe bedoel je", "puzzled"),
            ("ik moet naar de volgende afspraak", ENDS),
        ),
    ),
    Talk(
        "refused-promotion",
        "en",
        (
            ("Milan, it's Sanne. Not you. I'm sorry.", "message-clear"),
            ("(silence)", "says-nothing"),
            ("hold on", "wait"),
            ("I've got to go", ENDS),
        ),
    ),
    Talk(
        "supplier-price-increase",
        "nl",
        (
            ("doe maar 4 procent, drie jaar, 14 dagen en twee weken levertijd", Act.REJECT),
            ("wat is je laatste bod", Act.OFFER),
            ("deal", Act.END),
        ),
    ),
    Talk(
        "raise-and-flexibility",
        "en",
        (
            ("i want 5k", Act.REJECT),
            ("I need to think about it", "pondering"),
            ("ok what's your offer then", Act.OFFER),
            ("let's do it", Act.END),
        ),
    ),
    Talk(
        "two-colleagues",
        "en",
        (
            ("ruben, how was tuesday for you?", ""),
            ("and you, elif?", "elif"),
            ("elif can you leave the room please", "elif-somebody-else"),
            ("let's leave it there for today", ENDS),
        ),
    ),
    Talk(
        "two-colleagues",
        "nl",
        (
            ("ruben, hoe was dinsdag voor jou?", ""),
            ("en jij elif?", "elif"),
            ("haha", "laughs"),
            ("dan laten we het hier voor vandaag bij", ENDS),
        ),
    ),
)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(EmbeddedRecogniser(MoveEncoder()), ScriptedVoice(), "test")


async def played(engine: Engine, talk: Talk) -> list[Turn]:
    scenario = Library((shipped(),)).scenario(talk.scenario, talk.language)
    opening = await engine.open(scenario, 1, NOON)
    session = Session("s", "l", scenario.id, 1, talk.language, Difficulty.NORMAL, 1, NOON, turns=(opening,))
    for text, _ in talk.said:
        turn = await engine.play(scenario, session, text, NOON)
        session = replace(session, turns=(*session.turns, turn))
    return list(session.turns[1:])


@pytest.mark.parametrize("talk", TALKS, ids=lambda it: f"{it.scenario}-{it.language}")
def test_a_talk_goes_as_between_people(engine: Engine, talk: Talk) -> None:
    for turn, (text, expected) in zip(asyncio.run(played(engine, talk)), talk.said, strict=True):
        decision = turn.decision
        if expected == ENDS:
            assert decision.act is Act.END, text
        elif isinstance(expected, Act):
            assert decision.act is expected, (text, decision)
        elif expected == "elif":
            assert decision.speaker == "elif", (text, decision)
        elif expected:
            assert decision.subject.endswith(expected), (text, decision)
        if expected != ENDS:
            assert decision.act is not Act.END or expected is Act.END, text
