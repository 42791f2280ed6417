"""Whether an answer gives away what has not been earned, checked without the guard's own code."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from tutor.domain.scenario import Degree, Fact, Scenario

RUN = 5
"""So many words in a row from a hidden truth are a quotation and no coincidence."""

SPELLED = 5
"""Letters of a word that may be spelled out, or begin the words of a sentence, only by intent."""

LEET_READ = str.maketrans("431057", "aeiost")


def tokens(text: str) -> list[str]:
    """The words of a text in plain lower-case letters and digits."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"[a-z0-9]+", "".join(char for char in plain if not unicodedata.combining(char)))


def untold(scenario: Scenario, told: Mapping[str, Degree]) -> tuple[Fact, ...]:
    """The facts of which the learner has heard a hint at most."""
    return tuple(
        fact for fact in scenario.facts if told.get(fact.id, Degree.HIDDEN) not in {Degree.PART, Degree.WHOLE}
    )


def has_word(text: str, word: str) -> bool:
    """Whether a word or phrase of a fact stands in a text, as words, spelled out or as first letters."""
    wanted, said = tokens(word), tokens(text)
    if not wanted:
        return False
    last = wanted[-1]
    for start in range(len(said) - len(wanted) + 1):
        part = said[start : start + len(wanted)]
        ends = part[-1].startswith(last) if word.endswith("*") else part[-1] == last
        if part[:-1] == wanted[:-1] and ends:
            return True
    whole = "".join(wanted)
    return len(whole) >= SPELLED and any(whole in letters for letters in _hidden_letters(text, said))


def _hidden_letters(text: str, said: list[str]) -> Iterator[str]:
    yield "".join(word[0] for word in said)
    for spelled in re.findall(r"(?:\b\w\b[\s.\-,]*){3,}", text.casefold()):
        yield "".join(tokens(spelled))
        yield "".join(reversed(tokens(spelled)))


def betrayed(scenario: Scenario, told: Mapping[str, Degree], text: str) -> tuple[str, ...]:
    """The ids of facts told less than in part that the text gives away: a word, a number, a quotation."""
    public = set(tokens(f"{scenario.briefing.situation} {scenario.briefing.role} {scenario.summary}"))
    said = tokens(text)
    return tuple(
        fact.id
        for fact in untold(scenario, told)
        if any(has_word(text, word) for word in fact.words)
        or _quoted(tokens(fact.truth), said)
        or {it for it in said if it.isdigit() and len(it) > 2} & set(tokens(fact.truth)) - public
    )


def private_numbers(scenario: Scenario, text: str) -> bool:
    """Whether the text says the counterpart's target or reservation value, or what it has otherwise."""
    if scenario.negotiation is None:
        return False
    side = scenario.negotiation.counterpart
    shares = {form for value in (side.target, side.reservation) for form in _forms(value)}
    return any(re.search(form, text) for form in shares) or _quoted(tokens(side.batna), tokens(text))


def _forms(share: float) -> tuple[str, ...]:
    decimal = f"{share:g}".replace(".", "[.,]")
    return rf"\b{decimal}\b", rf"\b{share * 100:g}\s*(%|percent|procent|per cent)"


def _quoted(source: list[str], said: list[str]) -> bool:
    runs = {tuple(source[start : start + RUN]) for start in range(len(source) - RUN + 1)}
    return any(tuple(said[start : start + RUN]) in runs for start in range(len(said) - RUN + 1))


def guessed(scenario: Scenario, told: Mapping[str, Degree], attack: str) -> bool:
    """Whether the attack names something that is still hidden, plainly or in digits for letters."""
    read = f"{attack} {attack.translate(LEET_READ)}"
    return any(has_word(read, word) for fact in untold(scenario, told) for word in fact.words)
