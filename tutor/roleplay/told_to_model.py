"""What a language model is told of a moment: the decision in words, and nothing that is hidden; pure.

Everything here comes from what was decided, what the counterpart has said, what the learner typed, and who
the counterpart is. Reservation values, conditions and the truth of facts are not read at all, so they cannot
be in it; the words of facts are read only to leave out what holds one.
"""

from collections.abc import Iterable, Mapping

from tutor.domain.condition import mentions
from tutor.domain.scenario import Persona, Scenario
from tutor.domain.session import Act, Turn
from tutor.language import sentences
from tutor.prompts import delimited
from tutor.roleplay.voice import Moment, filled, pool, scripted

LANGUAGES = {"nl": "Dutch", "en": "English"}
REMEMBERED = 2
"""Replies of the learner, with their answers, that the model sees again."""
LONGEST_SAID, LONGEST_TOLD = 480, 170
"""Characters of the reply that is answered, and of anything said earlier, that the model sees."""
MOST_TOLD = 3
"""Facts that have been told and that the model sees again."""


def slots(moment: Moment) -> Mapping[str, str]:
    """What fills the prompt ``voice`` (prompts/voice.md), but for what was refused before."""
    scenario, decision = moment.scenario, moment.decision
    convey = scripted(scenario, moment.before, decision, moment.seed).text
    return {
        "persona": "\n".join(described(person, scenario) for person in scenario.people),
        "never": block("never", _never(scenario)),
        "language": LANGUAGES.get(scenario.language, scenario.language),
        "told": block("told", _told(moment.turns)),
        "talk": block("talk", _talk(moment)),
        "said": delimited("said", shortened(moment.text, LONGEST_SAID)),
        "act": decision.act.value,
        "mood": decision.mood.value,
        "convey": delimited("convey", convey),
        "exact": block("exact", [offered(moment)]),
    }


def offered(moment: Moment) -> str:
    """The words in which an offer or a deal must be said; empty where there is none to say."""
    scenario, decision = moment.scenario, moment.decision
    if not any("{offer}" in line for line in pool(scenario, decision).values()):
        return ""
    said = filled("{offer}", scenario, decision)
    return "" if said == "{offer}" else said


def shortened(text: str, most: int) -> str:
    """A text without its middle, where it is longer than that."""
    if len(text) <= most:
        return text
    return f"{text[: most * 2 // 3].rstrip()} … {text[-most // 3 :].lstrip()}"


def described(person: Persona, scenario: Scenario) -> str:
    """Who somebody is and how they talk, without the sentences that hold a word of something hidden.

    The same from the first turn to the last, whatever has been told, so that the prompt begins alike.
    """
    hidden = tuple(word for fact in scenario.facts for word in fact.words)
    text = f"{person.name}. {person.role}. {person.manner}"
    each = (text[start:end] for start, end in sentences(text, scenario.language))
    return " ".join(sentence for sentence in each if not mentions(sentence, hidden))


def _never(scenario: Scenario) -> list[str]:
    """What trainers marked, the latest; nothing that holds a word of something hidden."""
    hidden = tuple(word for fact in scenario.facts for word in fact.words)
    lines = (shortened(f"- {rule.said} ({rule.because})", LONGEST_TOLD) for rule in scenario.never)
    return [line for line in lines if not mentions(line, hidden)][-MOST_TOLD:]


def _told(turns: Iterable[Turn]) -> list[str]:
    """What the counterpart has told so far: the latest of each fact."""
    latest = {turn.decision.subject: turn for turn in turns if turn.decision.act is Act.TELL}
    return [shortened(turn.utterance.words, LONGEST_TOLD) for turn in latest.values()][-MOST_TOLD:]


def _talk(moment: Moment) -> list[str]:
    """The last replies and answers before the one that is answered now."""
    lines = []
    for turn in moment.turns[-REMEMBERED:]:
        if turn.text:
            lines.append(f"- {shortened(turn.text, LONGEST_TOLD)}")
        lines.append(f"+ {shortened(turn.utterance.text, LONGEST_TOLD)}")
    return lines


def block(tag: str, lines: Iterable[str]) -> str:
    """Lines between a tag and its end; nothing where there are none."""
    text = "\n".join(filter(None, lines))
    return delimited(tag, text) if text else ""
