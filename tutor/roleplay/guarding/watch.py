"""The guard over a language model's words: everything that speaks against showing them, by code alone."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.fuzz import partial_ratio

from tutor.domain.condition import mentions
from tutor.domain.never import FEW
from tutor.domain.scenario import Degree, EndingKind, Scenario
from tutor.domain.session import Act, Part
from tutor.language import sentences, stopwords
from tutor.roleplay.guard import Objection, objections, told_after
from tutor.roleplay.guarding.acts import Acts
from tutor.roleplay.guarding.coded import coded, marked_up
from tutor.roleplay.guarding.figures import undecided
from tutor.roleplay.guarding.nearness import Encoder, Kin
from tutor.roleplay.guarding.overstep import oversteps, performs
from tutor.roleplay.guarding.tongue import foreign
from tutor.roleplay.guarding.untold import Untold, ordinary, sayable, untold
from tutor.roleplay.guarding.veiled import plain, words_of
from tutor.roleplay.told_to_model import offered
from tutor.roleplay.voice import Moment, filled, pool

LONGEST, MOST = 60, 2.5
"""Words that a reply may always have, and how many times those of the longest line of its decision."""
ALIKE = 88.0
"""How much of what is never to be said a reply may have in common with it, in percent of its letters."""
SHARED = 3
"""Words of a telling line that a reply has in common with it when it tells the same."""

_OBJECTIONS = {
    "accept": Objection.PROMISE,
    "learner": Objection.LEARNER,
    "swap": Objection.ROLE,
    "meta": Objection.ROLE,
    "praise": Objection.PRAISE,
    "coach": Objection.PRAISE,
    "wordplay": Objection.CODED,
    "story": Objection.LEAK,
    "limit": Objection.NUMBER,
}


@dataclass(frozen=True)
class Watched:
    """A scenario as the guard knows it: its everyday words, and those of its other languages."""

    scenario: Scenario
    others: tuple[Scenario, ...]

    @cached_property
    def known(self) -> frozenset[str]:
        return ordinary(self.scenario)

    @cached_property
    def abroad(self) -> tuple[frozenset[str], ...]:
        return tuple(ordinary(other) for other in self.others)

    @cached_property
    def _still(self) -> dict[frozenset[tuple[str, Degree]], Untold]:
        return {}

    def untold(self, told: Mapping[str, Degree]) -> Untold:
        """What is still untold; worked out once for all that has been told."""
        key = frozenset(told.items())
        if key not in self._still:
            self._still[key] = untold(self.scenario, self.others, told, self.known)
        return self._still[key]

    @cached_property
    def spoken(self) -> frozenset[str]:
        """Words that the scenario itself uses before anything is told, and function words."""
        scenario = self.scenario
        texts = (*sayable(scenario), scenario.summary, *scenario.briefing.model_dump().values())
        return frozenset(word for text in texts for word in words_of(plain(text))) | stopwords(
            scenario.language
        )

    @cached_property
    def usual(self) -> frozenset[str]:
        """Tokens of the scenario that look like a code and are none ("A4", "9am")."""
        lines = (line for step in self._steps for line in step)
        tokens = {token.strip(".,;:!?'\"()…’“”") for line in lines for token in line.split()}
        return frozenset(token for token in tokens if coded(token))

    @property
    def _steps(self) -> Iterator[tuple[str, ...]]:
        yield from (reaction.lines for reaction in self.scenario.reactions)
        yield from (ending.lines for ending in self.scenario.endings)
        yield from (step.lines for fact in self.scenario.facts for step in fact.disclosures)


class Watch:
    """Objects to a model's words; keeps what it learnt of each scenario, and nothing of any session.

    others gives the same scenario in other languages, whose words would betray as much; without an encoder
    the meaning of words is not compared.
    """

    def __init__(
        self, others: Callable[[Scenario], Sequence[Scenario]], encoder: Encoder | None = None
    ) -> None:
        self._others = others
        self._kin = Kin(encoder) if encoder else None
        self._by_meaning = Acts(encoder) if encoder else None
        self._watched: dict[tuple[str, str, int], Watched] = {}

    def learn(self, scenario: Scenario) -> Watched:
        """What is known of a scenario, with all that takes time worked out."""
        key = (scenario.id, scenario.language, scenario.version)
        found = self._watched.get(key)
        if found is None or found.scenario is not scenario:
            found = self._watched[key] = Watched(scenario, tuple(self._others(scenario)))
            _ = (found.known, found.abroad, found.spoken, found.usual)
            hidden = found.untold({})
            _ = hidden.single
            if self._kin is not None:
                self._kin.learn(hidden.plain, scenario.language)
        return found

    def objections(self, moment: Moment, said: str, parts: Sequence[Part] = ()) -> tuple[Objection, ...]:
        """What speaks against a whole reply."""
        found = list(dict.fromkeys(self.objects(moment, said, said, parts)))
        if not found and missing(moment, said):
            found.append(Objection.MISSING)
        return tuple(found)

    def objects(
        self, moment: Moment, said: str, newest: str, parts: Sequence[Part] = ()
    ) -> Iterator[Objection]:
        """What speaks against showing the newest words of what is said so far."""
        watched = self.learn(moment.scenario)
        hidden = watched.untold(told_after(moment.before, moment.decision))
        lines = decided(moment)
        yield from objections(moment.scenario, moment.before, moment.decision, said, parts)
        yield from _form(watched, said, lines)
        yield from _acts(moment, said, parts, lines, hidden)
        yield from self._acts_by_meaning(moment, newest, lines)
        if undecided(moment, said):
            yield Objection.NUMBER
        if hidden.betrayed(said) or self._akin(watched, hidden, newest, lines):
            yield Objection.LEAK
        language = moment.scenario.language
        if any(
            foreign(it, language, watched.known, watched.abroad) for it in (*_each(newest, language), said)
        ):
            yield Objection.LANGUAGE

    def _acts_by_meaning(self, moment: Moment, newest: str, lines: Sequence[str]) -> Iterator[Objection]:
        """Acts in words that no pattern has."""
        if self._by_meaning is None:
            return
        language = moment.scenario.language
        decided = [sentence for line in lines for sentence in _each(line, language)]
        for act in self._by_meaning.performed(_each(newest, language), decided, language):
            # Where nothing is negotiated there is no ledger that a loose "fine" could belie.
            if act != "accept" or (moment.scenario.negotiation and not _may_accept(moment, lines)):
                yield _OBJECTIONS[act]

    def _akin(self, watched: Watched, hidden: Untold, newest: str, lines: Sequence[str]) -> bool:
        """Whether a word that the scenario does not use itself means much the same as a hidden one."""
        if self._kin is None:
            return False
        usual = {word for line in lines for word in words_of(plain(line))} | watched.spoken
        fresh = (word for word in words_of(plain(newest)) if word not in usual)
        return self._kin.akin(fresh, hidden.plain, watched.scenario.language)


def decided(moment: Moment) -> tuple[str, ...]:
    """The lines that convey what was decided, with their slots filled."""
    scenario, decision = moment.scenario, moment.decision
    return tuple(filled(line, scenario, decision) for line in pool(scenario, decision).values())


def missing(moment: Moment, said: str) -> bool:
    """Whether a reply leaves out what it has to convey: the words of an offer, or what is told now."""
    scenario, decision = moment.scenario, moment.decision
    if offer := offered(moment):
        return offer not in said
    if decision.act is not Act.TELL or decision.degree in (None, Degree.HINT):
        return False
    fact = next(fact for fact in scenario.facts if fact.id == decision.subject)
    if mentions(plain(said), tuple(map(plain, fact.words))):
        return False
    common = stopwords(scenario.language)
    words = set(words_of(plain(said))) - common
    return all(len(words & set(words_of(plain(line)))) < SHARED for line in decided(moment))


def _form(watched: Watched, said: str, lines: Sequence[str]) -> Iterator[Objection]:
    if marked_up(said):
        yield Objection.MARKUP
    if coded(said, watched.usual, watched.known):
        yield Objection.CODED
    marked = (plain(rule.said) for rule in watched.scenario.never if len(rule.said.split()) >= FEW)
    if any(partial_ratio(one, plain(said)) >= ALIKE for one in marked):
        yield Objection.NEVER
    longest = max((len(line.split()) for line in lines), default=0)
    if len(said.split()) > max(LONGEST, MOST * longest):
        yield Objection.LENGTH


def _acts(
    moment: Moment, said: str, parts: Sequence[Part], lines: Sequence[str], hidden: Untold
) -> Iterator[Objection]:
    yield from (_OBJECTIONS[act] for act in oversteps(said, lines))
    if performs("accept", said) and not _may_accept(moment, lines):
        yield Objection.PROMISE
    affirmed = performs("affirm", said) and not any(performs("affirm", line) for line in lines)
    if affirmed and (moment.decision.act is Act.WITHHOLD or hidden.betrayed(moment.text)):
        yield Objection.LEAK
    said_by = [(part.speaker, part.text) for part in parts] or [(moment.scenario.persona.id, said)]
    if any(_calls_itself(moment.scenario.person(who).name, words) for who, words in said_by):
        yield Objection.ROLE


def _may_accept(moment: Moment, lines: Sequence[str]) -> bool:
    """Whether something is agreed now: by the decision, or by one of its lines."""
    decision = moment.decision
    return (
        decision.act is Act.ACCEPT
        or decision.outcome in (EndingKind.AGREEMENT, EndingKind.PARTIAL)
        or bool(decision.sets)
        or any(performs("accept", line) for line in lines)
    )


def _calls_itself(name: str, said: str) -> bool:
    """Whether a counterpart addresses itself by name, which only somebody else would do."""
    name = re.escape(name)
    return re.search(rf"(?i)(?:^|[.!?…]\s+){name}\s*[,:]|,\s*{name}\s*(?:[.!?…,]|$)", said) is not None


def _each(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, language)]
