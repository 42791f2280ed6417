"""A counterpart in a model's words: shown as they are checked, and the script where they are not fit."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from tests.roleplay.speakers import LIBRARY, Speaker, voice
from tests.scenes import NOON, small
from tutor.domain.scenario import Degree, Scenario
from tutor.domain.session import Act, Decision, Turn, Utterance
from tutor.errors import Failure, ModelFailed
from tutor.llm.tokens import count, texts_of
from tutor.roleplay.model_voice import complete
from tutor.roleplay.state import beginning
from tutor.roleplay.voice import Moment, Spoken, scripted

ASKED = Decision(Act.REACT, "asked")
FINE = ["I keep myself ", "busy, as ever. ", "There is always a lot to do here."]


def moment(decision: Decision = ASKED, scenario: Scenario | None = None, **more: Any) -> Moment:
    scenario = scenario or small()
    return Moment(scenario, beginning(scenario), decision, 1, **more)


def line(moment: Moment) -> str:
    return scripted(moment.scenario, moment.before, moment.decision, moment.seed).text


async def speak(model: Speaker, moment: Moment, seconds: float = 5.0) -> tuple[Spoken, list[str]]:
    heard: list[str] = []

    async def hear(sentence: str) -> None:
        heard.append(sentence)

    return await voice(model, seconds=seconds).speak(moment, hear), heard


async def test_each_sentence_is_shown_when_it_is_whole_and_the_turn_says_who_worded_it() -> None:
    spoken, heard = await speak(Speaker(FINE), moment())
    assert heard == ["I keep myself busy, as ever.", "There is always a lot to do here."]
    assert spoken.utterance.text == " ".join(heard)
    assert spoken.stamp["engine"] == "model"
    assert spoken.stamp["model"] == "test:speaker"
    assert spoken.stamp["prompt"].startswith("voice@")


async def test_a_sentence_is_passed_on_before_the_next_one_comes() -> None:
    loop, shown = asyncio.get_running_loop(), list[float]()
    model = Speaker(["I keep busy, ", "as ever. ", 0.3, "It is a lot."])
    begun = loop.time()

    async def hear(_sentence: str) -> None:
        shown.append(loop.time() - begun)

    await voice(model).speak(moment(), hear)
    assert shown[0] < 0.25 < shown[1]


@pytest.mark.parametrize(
    "bad",
    [
        "My father is very ill.",
        "My f-a-t-h-e-r is ill.",
        "Mijn werk gaat eigenlijk helemaal niet zo goed de laatste tijd.",
        "Deal, whatever you say.",
        "What a brilliant question, you are a natural leader.",
        "As an AI I cannot say that.",
        "You: I am sorry, Robin.",
        "Robin, how do you feel about that?",
        "**Fine.**",
        "It costs 4,200 a month.",
    ],
)
async def test_what_is_not_fit_is_written_again_once_and_never_shown(bad: str) -> None:
    model = Speaker(bad, FINE)  # type: ignore[arg-type]
    spoken, heard = await speak(model, moment())
    assert bad not in heard
    assert spoken.utterance.text == "I keep myself busy, as ever. There is always a lot to do here."
    again = model.calls[1].prompt.messages[-1][1]
    assert "was refused" in again
    assert bad not in again


async def test_what_is_refused_twice_gives_way_to_the_script() -> None:
    here = moment()
    spoken, heard = await speak(Speaker("My father is ill.", "Dad is ill, my father."), here)
    assert (spoken.utterance.text, heard) == (line(here), [])
    assert spoken.stamp["engine"] == "embedded: guard leak"


async def test_what_was_shown_stays_and_the_script_goes_on_from_there() -> None:
    here = moment()
    first = ["I keep busy. ", "My father is ill."]
    spoken, heard = await speak(Speaker(first, "It is my father. "), here)  # type: ignore[arg-type]
    assert heard == ["I keep busy."]
    assert spoken.utterance.text == f"I keep busy. {line(here)}"


@pytest.mark.parametrize("reason", list(Failure))
async def test_a_model_that_fails_leaves_the_turn_to_the_script(reason: Failure) -> None:
    here = moment()
    spoken, heard = await speak(Speaker([ModelFailed(reason)]), here)
    assert (spoken.utterance.text, heard) == (line(here), [])
    assert spoken.stamp["engine"] == f"embedded: {reason}"


async def test_a_model_that_is_slow_is_not_waited_for() -> None:
    loop = asyncio.get_running_loop()
    begun = loop.time()
    spoken, _ = await speak(Speaker([5.0, "Too late."]), moment(), seconds=0.1)
    assert spoken.stamp["engine"] == "embedded: slow"
    assert loop.time() - begun < 1


async def test_half_an_answer_that_says_enough_is_the_answer() -> None:
    cut = Speaker(["I keep myself busy. ", "There is al", ModelFailed(Failure.TRUNCATED)])
    spoken, _ = await speak(cut, moment())
    assert (spoken.utterance.text, spoken.stamp["engine"]) == ("I keep myself busy.", "model")


async def test_nothing_at_all_is_a_failure() -> None:
    spoken, _ = await speak(Speaker(["  "]), moment())
    assert spoken.stamp["engine"] == "embedded: empty"


async def test_what_is_to_be_told_is_told() -> None:
    telling = moment(Decision(Act.TELL, "father", degree=Degree.PART))
    told = "To be honest, my father is not doing well."
    spoken, _ = await speak(Speaker("I would rather not.", told), telling)
    assert told in spoken.utterance.text


@pytest.mark.parametrize("act", [Act.OPEN, Act.STAY])
async def test_the_opening_and_who_breaks_the_talk_cost_no_call(act: Act) -> None:
    spoken, _ = await speak(Speaker(), moment(Decision(act, "opening" if act is Act.OPEN else "stay")))
    assert spoken.stamp == {"engine": "embedded"}


async def test_two_people_speak_in_the_order_that_was_decided() -> None:
    scenario = LIBRARY.scenario("two-colleagues", "en")
    decision = Decision(Act.REACT, "elif-observe", speaker="elif", second="ruben-observe")
    here = moment(decision, scenario)
    said = "Elif: It is as you say, I have it in my list.\nRuben: I never said it was otherwise."
    spoken, heard = await speak(Speaker(said), here)
    assert [part.speaker for part in spoken.utterance.parts] == ["elif", "ruben"]
    assert spoken.utterance.text == said
    assert heard == []  # it is only shown when it is clear who says what
    swapped = "Ruben: It is as you say.\nElif: I never said it was otherwise."
    spoken, _ = await speak(Speaker(swapped, swapped), here)
    assert spoken.utterance == scripted(scenario, here.before, decision, 1)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_prompt_does_not_grow_with_the_conversation(language: str) -> None:
    long = "word " * 900
    for scenario in LIBRARY.scenarios(language):
        decision = Decision(Act.FALL_BACK, "fallback-topic", speaker=scenario.persona.id)
        said = Utterance(
            max((line for fact in scenario.facts for line in fact.disclosures[-1].lines), key=len), ""
        )
        telling = [replace(decision, act=Act.TELL, subject=fact.id) for fact in scenario.facts]
        turns = [Turn(n, long, (), one, said, NOON) for n in range(30) for one in telling]
        prompt = voice(Speaker()).prompt(moment(decision, scenario, text=long, turns=tuple(turns)))
        tokens, _ = count("test:speaker", texts_of(prompt))
        assert tokens <= 1200, (scenario.id, tokens)


def test_a_sentence_ends_where_nothing_more_can_belong_to_it() -> None:
    assert complete("Well... ", "en") == []
    assert complete("It was 4.", "en") == []
    assert complete("It was Monday. ", "en") == [14]
    assert complete("It was Monday. A", "en") == [14]
    assert complete("Mr. ", "en") == []
