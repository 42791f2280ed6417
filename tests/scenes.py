"""A small scenario and replies to play it with, so that a test shows all it depends on."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from tutor.domain.move import FoundMove, Move
from tutor.domain.scenario import Difficulty, Scenario
from tutor.domain.session import Decision, Session, State, Turn
from tutor.roleplay.addressing import addressed
from tutor.roleplay.director import decide
from tutor.roleplay.reply import Reply
from tutor.roleplay.state import after, beginning
from tutor.roleplay.voice import scripted

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def three(text: str) -> list[str]:
    return [f"{text} ({number})" for number in "abc"]


def small(**changes: Any) -> Scenario:
    """Robin has missed two deadlines because of a sick father, and says so to who earns it."""
    data: dict[str, Any] = {
        "id": "small",
        "version": 1,
        "language": "en",
        "title": "Two late reports",
        "summary": "A colleague is late and does not say why.",
        "rubric": "feedback-talk",
        "briefing": {"role": "Team lead", "situation": "Two reports came late.", "goal": "A plan."},
        "persona": {"name": "Robin", "role": "analyst"},
        "opening": three("You wanted to see me?"),
        "phases": [
            {"id": "start", "title": "Start"},
            {"id": "cause", "title": "What is behind it", "when": {"facts": {"father": "hint"}}},
            {"id": "plan", "title": "What next", "when": {"facts": {"father": "part"}}},
        ],
        "facts": [
            {
                "id": "father",
                "truth": "Robin looks after a father with dementia.",
                "words": ["father", "dementia"],
                "asked": ["at home", "private"],
                "denial": three("Everything is fine at my place."),
                "disclosures": [
                    {
                        "degree": "hint",
                        "on": ["ask-open", "reflect", "empathise"],
                        "when": {"trust": ">= 0.45"},
                        "lines": three("Evenings are not what they were."),
                    },
                    {
                        "degree": "part",
                        "on": ["reflect", "empathise"],
                        "when": {"trust": ">= 0.5"},
                        "lines": three("My father is not well."),
                    },
                    {
                        "degree": "whole",
                        "on": ["ask-open", "empathise"],
                        "when": {"trust": ">= 0.6"},
                        "lines": three("It is dementia, and I am the only one."),
                    },
                ],
            }
        ],
        "reactions": [
            {"id": "asked", "on": ["ask-open"], "lines": three("I keep busy.")},
            {"id": "blamed", "on": ["blame"], "lines": three("That is not fair.")},
            {
                "id": "blamed-again",
                "on": ["blame"],
                "when": {"counts": {"blame": ">= 2"}},
                "lines": three("You said that already, and it is still not fair."),
            },
            {
                "id": "agreed",
                "on": ["propose"],
                "when": {"facts": {"father": "part"}},
                "sets": ["plan"],
                "lines": three("That could work."),
            },
            {"id": "pushed", "on": ["propose"], "lines": three("I do not see how.")},
        ],
        "fallbacks": {"topic": three("About those reports?"), "character": three("Hm.")},
        "stay": three("I have no idea what you mean."),
        "endings": [
            {
                "id": "deal",
                "kind": "agreement",
                "title": "A plan",
                "when": {"flags": ["plan"]},
                "lines": three("Good. Friday it is."),
                "meaning": "You made a plan.",
            },
            {
                "id": "half",
                "kind": "partial",
                "title": "Something",
                "when": {"facts": {"father": "hint"}},
                "lines": three("Fine. We will see."),
                "meaning": "Half.",
            },
            {
                "id": "stuck",
                "kind": "stalemate",
                "title": "Nothing",
                "lines": three("Then I get back to work."),
                "meaning": "Nothing changed.",
            },
            {
                "id": "gone",
                "kind": "walk-out",
                "title": "Gone",
                "lines": three("I am going now."),
                "meaning": "Robin left.",
            },
            {
                "id": "late",
                "kind": "time",
                "title": "Time",
                "lines": three("I have another meeting."),
                "meaning": "Time was up.",
            },
        ],
        "hints": [
            {"text": "Listen."},
            {"text": "Ask an open question.", "when": {"counts": {"ask-open": 0}}},
        ],
        "turns": 12,
    }
    return Scenario.model_validate({**data, **changes})


def table(**changes: Any) -> Scenario:
    """The same Robin, who now sells hours: a price to haggle over."""
    negotiation = {
        "deadline": 10,
        "issues": [
            {
                "id": "price",
                "title": "price",
                "unit": "money",
                "per": "hour",
                "low": 60,
                "high": 100,
                "step": 5,
                "today": 100,
                "counterpart_wants": "high",
                "counterpart_weight": 0.6,
                "learner_weight": 0.4,
                "words": ["price", "rate", "hour"],
                "phrase": "{value} an hour",
            },
            {
                "id": "days",
                "title": "days",
                "unit": "days",
                "low": 5,
                "high": 20,
                "step": 5,
                "today": 5,
                "counterpart_wants": "high",
                "counterpart_weight": 0.4,
                "learner_weight": 0.6,
                "words": ["days"],
                "phrase": "{value} of work",
            },
        ],
        "counterpart": {"target": 0.9, "reservation": 0.5, "batna": "Another client."},
        "learner": {"target": 0.9, "reservation": 0.3, "batna": "Another consultant."},
        "asked": ["rate", "price"],
        "lines": {
            "offer": three("I can do {offer}."),
            "hold": three("I stay where I am. Why should I move?"),
            "accept": three("Deal: {offer}."),
            "reject": three("No. {offer} is what I can do."),
            "unclear": three("What exactly do you offer?"),
            "bluff": three("Then take the other one."),
        },
    }
    return small(negotiation=negotiation, facts=[], phases=[{"id": "start", "title": "Start"}],
                 reactions=[{"id": "chat", "lines": three("Sure.")}], hints=[{"text": "Ask why."}],
                 endings=[
                     {**ending.model_dump(mode="json"), "when": {}}
                     for ending in small().endings if ending.id != "half"
                 ], **changes)  # fmt: skip


def pair(**changes: Any) -> Scenario:
    """Robin and Sam cannot agree who works the early shift; each has a reason the other does not know."""

    def fact(id: str, owner: str, word: str) -> dict[str, Any]:
        return {
            "id": id,
            "owner": owner,
            "truth": f"It is about the {word}.",
            "words": [word],
            "asked": ["mornings"],
            "denial": three(f"My mornings are my own, says {owner}."),
            "unknown": three(f"You must ask {owner} that."),
            "disclosures": [
                {
                    "degree": "part",
                    "on": ["reflect", "empathise"],
                    "when": {"trust": ">= 0.45"},
                    "lines": three(f"It is the {word}."),
                }
            ],
        }

    agreeing = {"on": ["propose"], "when": {"trust": ">= 0.45"}}
    cutting = {"on": ["affirm", "empathise"], "cuts_in": True, "when": {"tension": ">= 0.35"}}
    reactions = [
        {"id": f"{who}-{id}", "by": who, "lines": three(f"{text}, says {who}."), **more}
        for who in ("robin", "sam")
        for id, text, more in (
            ("greeted", "Hello", {"on": ["greet", "frame"]}),
            ("asked", "I do my shifts", {"on": ["ask-open"]}),
            ("blamed", "That is unfair", {"on": ["blame"]}),
            ("agrees", "I could do that", {**agreeing, "sets": [f"{who}-yes"]}),
            ("heard", "Yes", {"on": ["reflect", "empathise", "affirm"]}),
            ("cuts-in", "And what about me", cutting),
        )
    ]
    said = {"title": "T", "meaning": "M"}
    both = {"flags": ["robin-yes", "sam-yes"]}
    deal = ["{robin} Deal. {sam} Deal.", "{sam} Good. {robin} Good."]
    return small(
        persona={"id": "robin", "name": "Robin", "role": "analyst"},
        second={"id": "sam", "name": "Sam", "role": "planner", "called": ["Sammy"]},
        opening=[f"{{robin}} You wanted to see us? {{sam}} Both of us? ({it})" for it in "abc"],
        phases=[{"id": "start", "title": "Start"}],
        facts=[fact("course", "robin", "evening course"), fact("bus", "sam", "first bus")],
        reactions=reactions,
        endings=[
            {"id": "deal", "kind": "agreement", "when": both, **said, "lines": deal},
            {"id": "stuck", "kind": "stalemate", **said, "lines": ["{robin} Well, then. {sam} Well."]},
            {"id": "gone", "kind": "walk-out", **said, "lines": ["{robin} I am off.", "{sam} I am gone."]},
            {"id": "late", "kind": "time", **said, "lines": ["{sam} Time is up."]},
        ],
        hints=[{"text": "Listen to both."}],
        **changes,
    )


def reply(text: str, *moves: Move) -> Reply:
    """A reply whose moves are known."""
    return Reply(text, tuple(FoundMove(move, 0.9, 0, len(text)) for move in moves))


def play(
    scenario: Scenario, *replies: Reply, difficulty: Difficulty = Difficulty.NORMAL
) -> tuple[Session, State]:
    """Play replies until they or the conversation end."""
    opening = Decision.opening(scenario.phases[0].id)
    state = beginning(scenario)
    turns = [Turn(0, "", (), opening, scripted(scenario, state, opening, 1), NOON)]
    state = after(state, turns[0])
    for number, said in enumerate(replies, 1):
        if state.ended:
            break
        said = Reply(said.text, addressed(scenario, said.text, said.moves, state.spoke))
        decision, _ = decide(scenario, state, said, difficulty)
        utterance = scripted(scenario, state, decision, 1)
        turns.append(Turn(number, said.text, said.moves, decision, utterance, NOON))
        state = after(state, turns[-1])
    session = Session("s", "l", scenario.id, 1, scenario.language, difficulty, 1, NOON)
    return replace(session, turns=tuple(turns)), state
