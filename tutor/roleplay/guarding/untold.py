"""What a counterpart has not told yet: the words and the statements that would give it away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from tutor.domain.condition import mentions
from tutor.domain.scenario import Degree, Fact, Scenario
from tutor.language import lexicon, stopwords
from tutor.roleplay.guarding.veiled import plain, veiled, words_of

RUN = 5
"""Words in a row that two texts share only when one was made of the other."""


@dataclass(frozen=True)
class Untold:
    """The facts of a scenario that are told less than in part.

    own are the words that would betray them, foreign those of the same scenario in its other languages, each
    by fact; known are words that mean themselves in the language of the scenario; runs are words in a row
    that only stand in lines which are not to be said yet.
    """

    facts: tuple[Fact, ...]
    own: Mapping[str, tuple[str, ...]]
    foreign: Mapping[str, tuple[str, ...]]
    known: frozenset[str]
    language: str
    runs: frozenset[tuple[str, ...]]

    @cached_property
    def single(self) -> tuple[str, ...]:
        """The hidden words that are one word, letters only."""
        every = [word for words in (*self.own.values(), *self.foreign.values()) for word in words]
        bare = (plain(word).rstrip("*") for word in every)
        return tuple(dict.fromkeys(word for word in bare if word.isalpha() and len(word) > 2))

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """The hidden words of the scenario's own language that are one word."""
        bare = (word.rstrip("*") for words in self.own.values() for word in words)
        return tuple(dict.fromkeys(word for word in bare if word.isalpha() and len(word) > 2))

    def betrayed(self, text: str) -> bool:
        """Whether the text holds one of the words, openly, translated or in disguise."""
        clear = plain(text)
        for words in (*self.own.values(), *self.foreign.values()):
            if mentions(clear, words) or mentions(text, words):
                return True
        if not self.runs.isdisjoint(runs_of(text)):
            return True
        return veiled(text, self.single, self.known - frozenset(self.single), self.language) is not None


def untold(
    scenario: Scenario, others: Sequence[Scenario], told: Mapping[str, Degree], known: frozenset[str]
) -> Untold:
    """What is still untold; others are the same scenario in other languages, known its everyday words."""
    facts = tuple(it for it in scenario.facts if told.get(it.id, Degree.HIDDEN).rank < Degree.PART.rank)
    abroad = {fact.id: fact for other in others for fact in other.facts}
    own = {fact.id: tuple(plain(word) for word in fact.words) for fact in facts}
    foreign = {
        fact.id: tuple(word for word in map(plain, abroad[fact.id].words) if not _everyday(word, known))
        for fact in facts
        if fact.id in abroad
    }
    return Untold(facts, own, foreign, known, scenario.language, _runs(scenario, told))


def _runs(scenario: Scenario, told: Mapping[str, Degree]) -> frozenset[tuple[str, ...]]:
    """The runs of words by which a line that is not to be said yet is known."""
    hidden, said = list[str](), list(sayable(scenario))
    for fact in scenario.facts:
        degree = told.get(fact.id, Degree.HIDDEN)
        for step in fact.disclosures:
            (hidden if step.degree.rank > degree.rank else said).extend(step.lines)
        if degree is not Degree.WHOLE:
            hidden.append(fact.truth)
    return frozenset().union(*map(runs_of, hidden)).difference(*map(runs_of, said))


@lru_cache(maxsize=8192)
def runs_of(line: str) -> frozenset[tuple[str, ...]]:
    """Every run of words of a length by which a line is known."""
    words = words_of(plain(line))
    return frozenset(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def ordinary(scenario: Scenario) -> frozenset[str]:
    """Words of everyday use in the language of a scenario: those of the word lists, and of its own lines."""
    language = scenario.language
    other = "nl" if language == "en" else "en"
    listed = {word for phrase in lexicon(language, other) for word in words_of(plain(phrase))}
    spoken = {word for line in sayable(scenario) for word in words_of(plain(line))}
    function = {word for one in stopwords(language) for word in words_of(plain(one))}
    return frozenset(function | listed | spoken)


def sayable(scenario: Scenario) -> tuple[str, ...]:
    """The lines that may be said before anything is told."""
    rings = (*scenario.fallbacks.topic, *scenario.fallbacks.character)
    reactions = (line for it in scenario.reactions if not it.when.facts for line in it.lines)
    denials = (line for it in scenario.facts for line in (*it.denial, *it.unknown))
    return (*scenario.opening, *scenario.stay, *rings, *reactions, *denials)


@lru_cache(maxsize=4096)
def _everyday(word: str, known: frozenset[str]) -> bool:
    """Whether a foreign word is one of the scenario's language too ("brief"), and so gives nothing away."""
    parts = words_of(word)
    if word.endswith("*"):
        stem = word.rstrip("*")
        return any(it.startswith(stem) for it in known)
    return bool(parts) and all(part in known for part in parts)
