"""Plays a scenario with scripted learners and notes outcomes, leaks, fall-backs, repeats and levels."""

import random
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache

from tutor.assessment.judge import Judge
from tutor.authoring.learners import BARGAINERS, LearnerType, Seen, Step, Traits, steps, traits
from tutor.domain.condition import mentions
from tutor.domain.move import FoundMove
from tutor.domain.rubric import Rubric
from tutor.domain.scenario import Difficulty, EndingKind, Scenario
from tutor.domain.session import Act, Decision, Offer, Party, Session, State, Turn
from tutor.playtest.figures import Run
from tutor.roleplay.bargaining.packages import best_possible, packages, utility
from tutor.roleplay.director import decide
from tutor.roleplay.guard import Objection, objections
from tutor.roleplay.offers.parsing import say_offer
from tutor.roleplay.recognition.recogniser import Recogniser
from tutor.roleplay.reply import Reply
from tutor.roleplay.sides import lead
from tutor.roleplay.state import after, beginning
from tutor.roleplay.understanding import understood
from tutor.roleplay.voice import scripted

Bank = Mapping[str, Sequence[str]]

TO_ONE = frozenset(
    {"ask-open", "ask-closed", "ask-interest", "reflect", "empathise", "affirm", "own", "invite"}
)
"""Banks of sentences that are said to one person at a time."""

AIM: Mapping[LearnerType, float] = {LearnerType.EXPERT: 4.0}
"""How much more readily a learner takes a sentence of the scenario than a general one, 2 where not listed:
the scenario's own are to the point, and experts prepare."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""When scripted conversations take place: always then, so that the same seed gives the same session."""


def kinds_for(scenario: Scenario) -> tuple[LearnerType, ...]:
    """The learner types that make sense in a scenario."""
    return tuple(it for it in LearnerType if scenario.negotiation or it not in BARGAINERS)


class Playtest:
    """Plays one scenario; the recogniser and the judge are the real ones."""

    def __init__(
        self, scenario: Scenario, rubric: Rubric, recogniser: Recogniser, judge: Judge, bank: Bank
    ) -> None:
        self._scenario, self._rubric, self._judge, self._bank = scenario, rubric, judge, bank
        self._names = tuple(person.name for person in scenario.people)
        self._samples = {move.value: lines for move, lines in scenario.samples.items()}

        @lru_cache(maxsize=20_000)
        def recognise(text: str, before: str) -> tuple[FoundMove, ...]:
            return recogniser.recognise(text, before, scenario.language)

        self._recognise = recognise

    @property
    def repertoire(self) -> Mapping[str, Sequence[str]]:
        """What learners may say here, by bank: the scenario's own sentences, and those for any scenario."""
        return {bank: [*self._samples.get(bank, ()), *lines] for bank, lines in self._bank.items()}

    def run(self, kind: LearnerType, seed: int, difficulty: Difficulty = Difficulty.NORMAL) -> Run:
        """One conversation to its end."""
        session, leaks = self.play(kind, seed, difficulty)
        state = self._fold(session)
        lines = [line for turn in session.turns for line in turn.utterance.lines]
        return Run(
            kind=kind,
            difficulty=difficulty,
            outcome=state.outcome or EndingKind.TIME,
            ending=state.ending or "",
            turns=state.turn,
            leaks=leaks,
            fallbacks=state.fallbacks,
            repeats=len(lines) - len(set(lines)),
            undercut=self._undercut(state),
            levels=self._levels(session, state),
        )

    def play(self, kind: LearnerType, seed: int, difficulty: Difficulty) -> tuple[Session, int]:
        """The turns of one conversation, and in how many of them something hidden was betrayed."""
        scenario, chance = self._scenario, random.Random(f"{kind}:{seed}")
        state, leaks = beginning(scenario), 0
        turns = [self._turn(0, "", (), Decision.opening(scenario.phases[0].id), state, seed)]
        state = after(state, turns[0])
        said, own = set[str](), traits(kind, chance, bargaining=scenario.negotiation is not None)
        repeated = ""
        while not state.ended and state.turn <= scenario.turns:
            text = repeated or self._reply(kind, own, state, said, chance)
            repeated = text if kind is LearnerType.REPEATER else ""
            found = self._recognise(text, turns[-1].utterance.words)
            moves = understood(scenario, text, found, state.spoke)
            decision, _ = decide(scenario, state, Reply(text, moves), difficulty)
            turn = self._turn(state.turn + 1, text, moves, decision, state, seed)
            leaks += Objection.LEAK in objections(
                scenario, state, decision, turn.utterance.text, turn.utterance.parts
            )
            state = after(state, turn)
            turns.append(turn)
        id = f"{scenario.id}-{kind}-{seed}"
        return (
            Session(
                id,
                kind,
                scenario.id,
                scenario.version,
                scenario.language,
                difficulty,
                seed,
                EPOCH,
                tuple(turns),
            ),
            leaks,
        )

    def _turn(
        self,
        number: int,
        text: str,
        moves: tuple[FoundMove, ...],
        decision: Decision,
        state: State,
        seed: int,
    ) -> Turn:
        utterance = scripted(self._scenario, state, decision, seed)
        return Turn(number, text, moves, decision, utterance, EPOCH)

    def _fold(self, session: Session) -> State:
        state = beginning(self._scenario)
        for turn in session.turns:
            state = after(state, turn)
        return state

    # --- what the learner sees and says ----------------------------------------------------------------

    def _seen(self, state: State) -> Seen:
        table = self._scenario.negotiation
        standing = _last(state.offers, Party.COUNTERPART)
        value = utility(table, Party.LEARNER, standing.terms) if table and standing else None
        agreements = (it.when.flags for it in self._scenario.endings if it.kind is EndingKind.AGREEMENT)
        last = table.deadline if table else self._scenario.turns
        return Seen(
            turn=state.turn + 1,
            act=state.last_act,
            agreed=any(flags and state.flags >= set(flags) for flags in agreements),
            bargaining=table is not None,
            value=value,
            share=min(1.0, state.turn / last),
            least=table.learner.reservation if table else 0.0,
            most=best_possible(table) if table else 1.0,
        )

    def _reply(
        self, kind: LearnerType, own: Traits, state: State, said: set[str], chance: random.Random
    ) -> str:
        """The next reply; between two counterparts it is said by name to whoever the learner turns to."""
        wanted = steps(kind, own, self._seen(state), chance)
        text = self._words(wanted, state, said, chance, AIM.get(kind, 2.0))
        name = self._turns_to(kind, own, state)
        if name is None or not {it.bank for it in wanted} <= TO_ONE or mentions(text, self._names):
            return text
        return f"{name}, {text}"

    def _turns_to(self, kind: LearnerType, own: Traits, state: State) -> str | None:
        """The name an expert or a partial learner turns to: whoever was heard less, or a favourite."""
        if own.favours is not None and len(self._names) > 1:
            return self._names[own.favours]
        return self._heard_less(state) if kind is LearnerType.EXPERT else None

    def _heard_less(self, state: State) -> str | None:
        """The name of the counterpart who had clearly less attention; None while anybody tells."""
        first, *others = self._scenario.people
        if not others or state.last_act is Act.TELL:
            return None
        ahead = lead(state, first.id, others[0].id)
        return others[0].name if ahead >= 2 else first.name if ahead <= -2 else None

    def _words(
        self, wanted: Sequence[Step], state: State, said: set[str], chance: random.Random, aim: float
    ) -> str:
        return " ".join(self._sentence(step, state, said, chance, aim) for step in wanted)

    def _sentence(self, step: Step, state: State, said: set[str], chance: random.Random, aim: float) -> str:
        own, general = self._samples.get(step.bank, ()), self._bank[step.bank]
        lines, weights = [*own, *general], [aim] * len(own) + [1.0] * len(general)
        left = [(line, weight) for line, weight in zip(lines, weights, strict=True) if line not in said]
        pool = left or list(zip(lines, weights, strict=True))
        line = chance.choices([it for it, _ in pool], [weight for _, weight in pool])[0]
        said.add(line)
        return line.replace("{offer}", self._offer(step.demand or 0.7, chance)) if "{offer}" in line else line

    def _offer(self, demand: float, chance: random.Random) -> str:
        table = self._scenario.negotiation
        if table is None:
            return ""
        grid = packages(table)
        near = sorted(range(len(grid.learner)), key=lambda row: abs(float(grid.learner[row]) - demand))[:12]
        return say_offer(grid.terms(chance.choice(near)), table, self._scenario.language)

    # --- what is counted -------------------------------------------------------------------------------

    def _undercut(self, state: State) -> bool:
        table = self._scenario.negotiation
        if table is None or state.deal is None:
            return False
        return utility(table, Party.COUNTERPART, state.deal) < table.counterpart.reservation - 1e-9

    def _levels(self, session: Session, state: State) -> Mapping[str, int]:
        table = self._scenario.negotiation
        value = utility(table, Party.LEARNER, state.deal) if table and state.deal else None
        scores = self._judge.assess(session, self._rubric, value).scores
        return {score.criterion: score.level for score in scores if score.level is not None}


def _last(offers: Sequence[Offer], party: Party) -> Offer | None:
    return next((offer for offer in reversed(offers) if offer.party is party), None)
