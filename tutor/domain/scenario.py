"""Scenarios as trainers write them: who the counterpart is, what it hides, how it reacts, how it can end."""

from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from tutor.domain.condition import Condition
from tutor.domain.fields import Key, Lines, Owner, Share
from tutor.domain.frozen import Frozen
from tutor.domain.move import Move
from tutor.domain.negotiation import Negotiation
from tutor.domain.never import Never
from tutor.domain.signal import Signal


class Degree(StrEnum):
    """How much of a fact has been told."""

    HIDDEN = "hidden"
    HINT = "hint"
    PART = "part"
    WHOLE = "whole"

    @property
    def rank(self) -> int:
        return list(Degree).index(self)


class EndingKind(StrEnum):
    """How a conversation can end."""

    AGREEMENT = "agreement"
    PARTIAL = "partial"
    STALEMATE = "stalemate"
    WALK_OUT = "walk-out"
    TIME = "time"


class Difficulty(StrEnum):
    """How much the counterpart resists; never how coarse its language is."""

    EASY = "easy"
    NORMAL = "normal"
    HARD = "hard"


class Briefing(Frozen):
    """What the learner reads before the conversation."""

    role: str
    situation: str
    goal: str


class Temperament(Frozen):
    """The counterpart on the interpersonal circle (Leary 1957), each axis from -1 to 1."""

    dominance: float = Field(0, ge=-1, le=1)
    warmth: float = Field(0, ge=-1, le=1)


class Persona(Frozen):
    """Who the counterpart is."""

    id: Key = Field("counterpart", description="Its name in the file, where there are two counterparts.")
    name: str
    called: tuple[str, ...] = Field(
        (), description="Other names by which a learner may call the counterpart, where there are two."
    )
    role: str
    temperament: Temperament = Temperament()
    manner: str = Field("", description="How the counterpart talks, in a sentence or two.")


class Start(Frozen):
    """The counterpart's state before the first reply, each from 0 to 1."""

    trust: Share = 0.4
    tension: Share = 0.3
    openness: Share = 0.3
    patience: Share = 1.0


class Second(Persona):
    """A second counterpart in the same conversation, with a state and facts of its own."""

    id: Key
    start: Start = Start()


class Phase(Frozen):
    """A stage of the conversation; it begins when its condition first holds and is never left backwards."""

    id: Key
    title: str
    when: Condition = Condition()


class Disclosure(Frozen):
    """One degree of a fact: what earns it, and the lines that tell it."""

    degree: Literal[Degree.HINT, Degree.PART, Degree.WHOLE]
    on: tuple[Move, ...] = Field(
        (), description="The reply must contain one of these moves; none: any reply."
    )
    when: Condition = Condition()
    lines: Lines


class Fact(Frozen):
    """Something the counterpart knows and does not tell until it is earned."""

    id: Key
    truth: str = Field(description="What is so; shown in the debrief, never said by the counterpart.")
    words: tuple[str, ...] = Field(
        min_length=1, description="Words that would betray it; no line may use them before they are told."
    )
    asked: tuple[str, ...] = Field(
        (), description="Words in a reply that show that the learner asks about it."
    )
    owner: Owner = Field("", description="Whose fact it is, where there are two counterparts.")
    denial: Lines = Field(description="What the counterpart says when asked before it is earned.")
    unknown: tuple[str, ...] = Field(
        (), description="What the other counterpart, who does not know it, says when asked about it."
    )
    disclosures: tuple[Disclosure, ...] = Field(min_length=1)


class Reaction(Frozen):
    """What the counterpart says to a kind of reply; the most specific eligible reaction wins."""

    id: Key
    by: Owner = Field("", description="Who says it, where there are two counterparts; none: who is asked.")
    cuts_in: bool = Field(
        False, description="Said after the other's answer, to what the learner said to the other."
    )
    on: tuple[Move, ...] = Field(
        (), description="The reply must contain one of these moves; none: any reply."
    )
    when: Condition = Condition()
    sets: tuple[Key, ...] = Field((), description="Flags that are set when it is said.")
    trust: float = Field(0, ge=-1, le=1, description="Added to trust, beside what the moves do.")
    tension: float = Field(0, ge=-1, le=1)
    openness: float = Field(0, ge=-1, le=1)
    signal: Signal | None = Field(
        None, description="Only when the reply signals this, in words that the program knows."
    )
    urgent: bool = Field(
        False, description="Said before anything hidden is told or denied, such as a boundary."
    )
    lines: Lines


class Ending(Frozen):
    """A way for the conversation to end; checked in the order written."""

    id: Key
    kind: EndingKind
    title: str
    when: Condition = Condition()
    lines: Lines
    meaning: str = Field(description="What it means for the learner, for the debrief.")


class Hint(Frozen):
    """Names a skill that helps now, not a sentence; one about the last reply wins, then the most specific."""

    after: tuple[Move, ...] = Field((), description="Only right after a reply with one of these moves.")
    denied: bool = Field(False, description="Only right after something hidden was asked about too early.")
    when: Condition = Condition()
    text: str


class Fallbacks(Frozen):
    """Two rings of lines for replies that nothing else answers: on the topic, then in character."""

    topic: Lines
    character: Lines


class Reading(Frozen):
    """How sentences about the subject are read where they sound like an attack and are none.

    "Your job disappears" is a threat in most conversations and the message itself in one about a
    reorganisation. A sentence with any of the words, and none of the exceptions, keeps its moves except the
    harmful ones and `meta`; when nothing is left, it makes the move given.
    """

    words: tuple[str, ...] = Field(
        min_length=1, description="Words of the subject that sound like an attack."
    )
    unless: tuple[str, ...] = Field((), description="Words that make the sentence an attack all the same.")
    move: Move = Move.INFORM


class Scenario(Frozen):
    """A conversation to practise, in one language."""

    id: Key
    version: int = Field(ge=1)
    language: str = Field(pattern=r"^[a-z]{2}$")
    title: str
    summary: str = Field(description="One or two sentences for the list of scenarios.")
    level: Literal["new-manager", "manager", "senior-manager", "executive"] = "manager"
    minutes: int = Field(15, ge=1, le=120)
    course: Key = "leadership"
    rubric: Key
    briefing: Briefing
    persona: Persona
    second: Second | None = Field(None, description="A second counterpart who is present, if there is one.")
    start: Start = Start()
    turns: int = Field(24, ge=6, le=60, description="After this many replies time is up.")
    opening: Lines
    phases: tuple[Phase, ...] = Field(min_length=1)
    facts: tuple[Fact, ...] = ()
    reactions: tuple[Reaction, ...] = Field(min_length=1)
    fallbacks: Fallbacks
    stay: Lines = Field(description="Said when the learner steps out of the role-play or tries to break it.")
    endings: tuple[Ending, ...] = Field(min_length=2)
    hints: tuple[Hint, ...] = Field(min_length=1)
    negotiation: Negotiation | None = None
    readings: tuple[Reading, ...] = Field(
        (), description="Sentences about the subject that are no attack, though they sound like one."
    )
    never: tuple[Never, ...] = Field(
        (), description="What the counterpart would never say; tutor never adds to it in a file of its own."
    )
    samples: dict[Move, tuple[str, ...]] = Field(
        {},
        description="Sentences a learner might say here, by move; scripted learners use them in playtests.",
    )

    @property
    def people(self) -> tuple[Persona, ...]:
        """The counterparts: one, or two."""
        return (self.persona, self.second) if self.second else (self.persona,)

    def person(self, id: str) -> Persona:
        """A counterpart by its id; the main one when the id is empty or nobody's."""
        return next((it for it in self.people if it.id == id), self.persona)

    def owner(self, fact: Fact) -> str:
        """The id of the counterpart who knows a fact."""
        return fact.owner or self.persona.id

    @model_validator(mode="after")
    def _two_can_be_told_apart(self) -> Self:
        if self.second is None:
            return self
        if self.negotiation is not None:
            raise ValueError("a scenario with a second counterpart cannot have a negotiation")
        if self.second.id == self.persona.id or self.second.name == self.persona.name:
            raise ValueError("persona and second need an id and a name each of their own")
        return self
