"""Sessions: the turns of a conversation, what was decided in each, and the state they fold into."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from tutor.domain.move import FoundMove, Move
from tutor.domain.oversight import Objection, Review
from tutor.domain.rubric import Assessment
from tutor.domain.scenario import Degree, Difficulty, EndingKind


class Party(StrEnum):
    """Who made an offer."""

    LEARNER = "learner"
    COUNTERPART = "counterpart"


@dataclass(frozen=True, slots=True)
class Offer:
    """Terms on one or more issues (issue id → value), made in a turn."""

    party: Party
    turn: int
    terms: Mapping[str, float]
    conditional: bool = False


class Act(StrEnum):
    """What the counterpart does with its turn."""

    OPEN = "open"
    REACT = "react"
    TELL = "tell"
    WITHHOLD = "withhold"
    OFFER = "offer"
    HOLD = "hold"
    ACCEPT = "accept"
    REJECT = "reject"
    ASK_BACK = "ask-back"
    BLUFF_CALL = "bluff-call"
    STAY = "stay"
    FALL_BACK = "fall-back"
    END = "end"


class Mood(StrEnum):
    """How the counterpart says it."""

    WARM = "warm"
    NEUTRAL = "neutral"
    TENSE = "tense"


@dataclass(frozen=True, slots=True)
class Change:
    """What a turn adds to each gauge of the state."""

    trust: float = 0.0
    tension: float = 0.0
    openness: float = 0.0
    patience: float = 0.0

    def __add__(self, other: "Change") -> "Change":
        return Change(
            self.trust + other.trust,
            self.tension + other.tension,
            self.openness + other.openness,
            self.patience + other.patience,
        )


@dataclass(frozen=True, slots=True)
class Decision:
    """What the counterpart conveys in a turn and what that changes; words come from the voice.

    subject names what the words come from (a reaction, a fact, an ending, a kind of negotiation line);
    offer is what is put on the table now, deal what has been agreed. With two counterparts speaker is the id
    of the one who answers, second the reaction with which the other adds to it, and changes holds what the
    turn adds to each one's gauges, in place of change.
    """

    act: Act
    subject: str
    mood: Mood = Mood.NEUTRAL
    degree: Degree | None = None
    change: Change = Change()
    phase: str = ""
    sets: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    learner_offer: Offer | None = None
    offer: Offer | None = None
    deal: Mapping[str, float] | None = None
    ending: str | None = None
    outcome: EndingKind | None = None
    chill: int = 0
    speaker: str = ""
    second: str = ""
    changes: Mapping[str, Change] = field(default_factory=dict)

    @classmethod
    def opening(cls, phase: str) -> "Decision":
        """The decision behind the counterpart's first line."""
        return cls(Act.OPEN, "opening", phase=phase)


@dataclass(frozen=True, slots=True)
class Part:
    """What one of two counterparts says: the speaker's id, the words, and the line they came from."""

    speaker: str
    text: str
    line: str


@dataclass(frozen=True, slots=True)
class Utterance:
    """What the counterpart said: the text, and the id of the scripted line it came from.

    With two counterparts, parts says who says what, and the text has each speaker's name before the words.
    """

    text: str
    line: str
    fallback: bool = False
    engine: str = "embedded"
    parts: tuple[Part, ...] = ()

    @property
    def words(self) -> str:
        """What was said, without the names of those who said it."""
        return " ".join(part.text for part in self.parts) or self.text

    @property
    def lines(self) -> tuple[str, ...]:
        """The ids of all lines that were said."""
        return tuple(dict.fromkeys(part.line for part in self.parts)) or (self.line,)


@dataclass(frozen=True, slots=True)
class Turn:
    """A learner's reply and the counterpart's answer to it; turn 0 is the opening and has no reply.

    stamp records what made the turn: scenario version, engine, model and prompt hash.
    """

    number: int
    text: str
    moves: tuple[FoundMove, ...]
    decision: Decision
    utterance: Utterance
    at: datetime
    stamp: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stance:
    """How one of two counterparts stands towards the learner: gauges from 0 to 1, and moves made to it."""

    trust: float = 0.4
    tension: float = 0.3
    openness: float = 0.3
    patience: float = 1.0
    counts: Mapping[Move, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class State:
    """Where a conversation stands after some turns; gauges run from 0 to 1.

    counts says in how many replies each move was made; chill is for how many more replies nothing hidden
    is told; used holds the ids of the lines said, oldest first; said holds fingerprints of the replies,
    made the moves of the last one.
    With two counterparts, people holds each one's stance and spoke who spoke last; the gauges are then those
    of whoever is worst off: the least trust, openness and patience, the most tension.
    """

    turn: int = 0
    trust: float = 0.4
    tension: float = 0.3
    openness: float = 0.3
    patience: float = 1.0
    phase: str = ""
    facts: Mapping[str, Degree] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()
    counts: Mapping[Move, int] = field(default_factory=dict)
    used: tuple[str, ...] = ()
    said: frozenset[str] = frozenset()
    made: frozenset[Move] = frozenset()
    offers: tuple[Offer, ...] = ()
    reasons: frozenset[str] = frozenset()
    chill: int = 0
    fallbacks: int = 0
    last_act: Act | None = None
    ending: str | None = None
    outcome: EndingKind | None = None
    deal: Mapping[str, float] | None = None
    people: Mapping[str, Stance] = field(default_factory=dict)
    spoke: str = ""

    @property
    def ended(self) -> bool:
        return self.ending is not None


@dataclass(frozen=True, slots=True)
class Preparation:
    """What a learner wrote down before a practice, in own words; what was left out is empty.

    batna is the best alternative to an agreement (Fisher & Ury 1981): what happens without one.
    """

    goal: str = ""
    interests: str = ""
    batna: str = ""
    opening: str = ""

    def __bool__(self) -> bool:
        return bool(self.goal or self.interests or self.batna or self.opening)


UNPREPARED = Preparation()
"""A preparation in which nothing was written."""


class Mode(StrEnum):
    """How a conversation is held: with help when asked, with feedback on each reply, or without any help."""

    PRACTICE = "practice"
    COACHED = "coached"
    ASSESSMENT = "assessment"


@dataclass(frozen=True, slots=True)
class Origin:
    """The practice that a branch was taken from, and the last turn that both have in common.

    hints and feedback count the help that was had in what was left behind, also by going back earlier.
    """

    session: str
    turn: int
    hints: int = 0
    feedback: int = 0


@dataclass(frozen=True, slots=True)
class Session:
    """One practice: its setting and its turns, from which everything else is derived.

    released says whether its learner lets the trainer read it; assessments are all that were given, in order:
    the last one counts, and none is ever taken away. feedback holds the numbers of the replies on which the
    learner asked for it; attempt numbers the learner's tries of the scenario in this language and mode.
    """

    id: str
    learner: str
    scenario: str
    version: int
    language: str
    difficulty: Difficulty
    seed: int
    started: datetime
    turns: tuple[Turn, ...] = ()
    hints: tuple[tuple[int, str], ...] = ()
    objections: tuple[Objection, ...] = ()
    reviews: tuple[Review, ...] = ()
    preparation: Preparation = UNPREPARED
    mode: Mode = Mode.PRACTICE
    origin: Origin | None = None
    stopped: bool = False
    released: bool = False
    assessments: tuple[Assessment, ...] = ()
    feedback: tuple[int, ...] = ()
    attempt: int = 0
