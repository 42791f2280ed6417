"""Two counterparts in one room: each with a state and a secret of its own, and no side may be taken."""

from hypothesis import given, settings

from tests.roleplay.test_director import replies
from tests.scenes import pair, play, reply
from tutor.domain.move import FoundMove, Move
from tutor.domain.scenario import Degree, Difficulty, EndingKind, Scenario
from tutor.domain.session import Act, Decision, Part, Session, State
from tutor.roleplay.director import decide
from tutor.roleplay.guard import Objection, objections
from tutor.roleplay.reply import Reply
from tutor.roleplay.state import beginning, fold

MEDIATION = [
    reply("Thanks for coming, I want to talk about the early shift.", Move.FRAME),
    reply("Robin, how do you see it?", Move.ASK_OPEN),
    reply("Sam, how do you see it?", Move.ASK_OPEN),
    reply("Robin, that sounds tiring.", Move.EMPATHISE),
    reply("Sam, so you are always the first one in.", Move.REFLECT),
    reply("Shall we make the roster together on Monday?", Move.PROPOSE),
    reply("Then let's do that.", Move.ACCEPT),
]

GOLDEN = """
Robin: You wanted to see us?
Sam: Both of us? (a)
> Thanks for coming, I want to talk about the early shift.
Robin: Hello, says robin. (b)
> Robin, how do you see it?
Robin: I do my shifts, says robin. (c)
> Sam, how do you see it?
Sam: I do my shifts, says sam. (c)
> Robin, that sounds tiring.
Robin: It is the evening course. (a)
> Sam, so you are always the first one in.
Sam: It is the first bus. (a)
> Shall we make the roster together on Monday?
Robin: I could do that, says robin. (b)
Sam: I could do that, says sam. (c)
> Then let's do that.
Robin: Deal.
Sam: Deal.
"""


def transcript(session: Session) -> str:
    lines = [(f"> {turn.text}\n" if turn.number else "") + turn.utterance.text for turn in session.turns]
    return "\n" + "\n".join(lines) + "\n"


def ends(*said: Reply, scenario: Scenario | None = None) -> State:
    return play(scenario or pair(), *said)[1]


def test_a_fair_mediation_word_for_word() -> None:
    session, state = play(pair(), *MEDIATION)
    assert transcript(session) == GOLDEN
    assert state.outcome is EndingKind.AGREEMENT
    assert fold(pair(), session.turns) == state


def test_listening_to_one_moves_that_one_most() -> None:
    state = ends(reply("Robin, that sounds tiring.", Move.EMPATHISE))
    before = beginning(pair()).people["sam"]
    assert state.people["robin"].trust > state.people["sam"].trust >= before.trust


def test_praising_only_one_costs_trust_with_the_other() -> None:
    start = beginning(pair()).people["sam"].trust
    state = ends(reply("Robin, you always do such good work.", Move.AFFIRM))
    assert state.people["sam"].trust < start < state.people["robin"].trust


def test_whoever_is_passed_over_again_and_again_loses_trust() -> None:
    asks = [reply(f"Robin, how was it in week {n}?", Move.ASK_OPEN) for n in range(7)]
    one_sided = ends(*asks)
    assert one_sided.people["sam"].trust < beginning(pair()).people["sam"].trust
    assert one_sided.trust == one_sided.people["sam"].trust


def test_blaming_one_is_felt_by_both_and_most_by_the_one() -> None:
    start, state = beginning(pair()), ends(reply("Sam, you never listen.", Move.BLAME))
    lost = {id: start.people[id].trust - it.trust for id, it in state.people.items()}
    assert lost["sam"] > lost["robin"] > 0


def test_each_tells_only_its_own_secret_and_only_when_spoken_to() -> None:
    kind = [reply(f"Robin, that sounds tiring, week {n}.", Move.EMPATHISE) for n in range(3)]
    assert set(ends(*kind).facts) == {"course"}


def test_asked_for_the_others_reason_one_does_not_know() -> None:
    scenario = pair()
    facts = tuple(fact for fact in scenario.facts if fact.id == "bus")
    scenario = scenario.model_copy(update={"facts": facts})
    session, _ = play(scenario, reply("Robin, what about those mornings?", Move.ASK_CLOSED))
    decision = session.turns[1].decision
    assert (decision.act, decision.subject, decision.speaker) == (Act.WITHHOLD, "bus", "robin")
    assert "ask sam" in session.turns[1].utterance.text


def test_a_proposal_to_both_is_answered_by_both() -> None:
    session, state = play(pair(), *MEDIATION[:6])
    assert [part.speaker for part in session.turns[6].utterance.parts] == ["robin", "sam"]
    assert state.flags == {"robin-yes", "sam-yes"}


def test_a_proposal_to_one_gets_the_consent_of_one_only() -> None:
    state = ends(*MEDIATION[:5], reply("Sam, shall I drive you on Monday?", Move.PROPOSE), MEDIATION[6])
    assert state.flags == {"sam-yes"}
    assert not state.ended


def test_the_other_cuts_in_when_tense_but_not_twice_in_a_row() -> None:
    blame = reply("Sam, you never listen.", Move.BLAME)
    praise = [reply(f"Robin, good work {n}.", Move.AFFIRM) for n in range(2)]
    session, _ = play(pair(), blame, *praise)
    speakers = [[part.speaker for part in turn.utterance.parts] for turn in session.turns[2:]]
    assert speakers == [["robin", "sam"], ["robin"]]


def test_said_word_for_word_again_it_is_answered_by_one() -> None:
    again = reply("How do you both see it?", Move.ASK_OPEN)
    session, _ = play(pair(), MEDIATION[0], again, again)
    assert [len(turn.utterance.parts) for turn in session.turns[2:]] == [2, 1]


def test_whoever_more_is_directed_at_answers_first() -> None:
    said = "So the shift is the thing. Robin, how do you see it?"
    moves = ((Move.SUMMARISE, "So the shift is the thing."), (Move.ASK_OPEN, "Robin, how do you see it?"))
    found = tuple(FoundMove(move, 0.9, said.index(it), said.index(it) + len(it)) for move, it in moves)
    session, _ = play(pair(), Reply(said, found))
    assert session.turns[1].utterance.parts[0].speaker == "robin"


def test_whoever_has_had_enough_is_the_one_who_leaves() -> None:
    insults = [reply(f"Sam, what a clown you are {n}.", Move.INSULT, Move.BLAME) for n in range(6)]
    session, state = play(pair(), *insults)
    assert state.outcome is EndingKind.WALK_OUT
    assert [part.speaker for part in session.turns[-1].utterance.parts] == ["sam"]


def test_an_ending_may_ask_something_of_one_of_them() -> None:
    data = pair().model_dump(mode="json")
    data["endings"][1]["when"] = {
        "people": {"sam": {"trust": "< 0.4"}, "robin": {"counts": {"affirm": ">= 1"}}}
    }
    scenario = Scenario.model_validate(data)
    assert ends(reply("Robin, you do good work.", Move.AFFIRM), scenario=scenario).ending == "stuck"
    assert not ends(reply("Sam, you do good work.", Move.AFFIRM), scenario=scenario).ended


def test_the_guard_lets_nobody_tell_what_is_the_others_to_tell() -> None:
    telling = Decision(Act.TELL, "bus", degree=Degree.PART, speaker="sam")
    own, other = Part("sam", "It is the first bus.", "x"), Part("robin", "Ah, the first bus!", "y")
    text = "Sam: It is the first bus."
    assert objections(pair(), State(), telling, text, (own, other)) == ()
    assert objections(pair(), State(), telling, text, (other, own)) == (Objection.LEAK,)


@given(replies)
@settings(max_examples=100, deadline=None)
def test_every_conversation_ends_and_is_the_fold_of_its_turns(said: list[Reply]) -> None:
    filler = [reply(f"and then {n}", Move.INFORM) for n in range(12)]
    session, state = play(pair(), *said, *filler)
    assert state.ended
    assert fold(pair(), session.turns) == state
    for turn in session.turns:
        assert {part.speaker for part in turn.utterance.parts} <= set(state.people)
        assert turn.utterance.parts


@given(replies)
@settings(max_examples=100, deadline=None)
def test_deciding_foretells_the_state_of_each(said: list[Reply]) -> None:
    session, state = play(pair(), *said)
    before, last = fold(pair(), session.turns[:-1]), session.turns[-1]
    if last.number:
        _, foretold = decide(pair(), before, Reply(last.text, last.moves), Difficulty.NORMAL)
        assert foretold.people == state.people
