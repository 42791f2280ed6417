"""When a learner's reply ends the conversation: by taking leave, or by letting a counterpart go; pure."""

from tutor.domain.move import FoundMove, Move
from tutor.domain.scenario import Scenario
from tutor.domain.session import Act, State
from tutor.domain.signal import Signal
from tutor.roleplay.reply import Reply
from tutor.roleplay.signals import only_signals, signals
from tutor.roleplay.understanding import names

SURE_TO_CLOSE = 0.6
"""From this confidence taking leave ends the talk; below, the counterpart asks first whether it does."""

EARLY = 3
"""Before this reply, leave has to be taken twice."""

_GOES_ON = frozenset({Move.ASK_OPEN, Move.ASK_CLOSED, Move.ASK_INTEREST, Move.INVITE, Move.OFFER})
_NODS = frozenset({Move.ACCEPT, Move.CONCEDE, Move.AFFIRM, Move.GREET, Move.CLOSE, Move.REJECT})
_YES = frozenset({Move.ACCEPT, Move.CONCEDE})
_SAID_AT_THE_END = frozenset({Move.ACCEPT, Move.CLOSE, Move.CONCEDE, Move.AFFIRM})
NODS_TO_THE_END = 3
"""So many replies in a row that only agree leave nothing to talk about."""
_FEW_WORDS = 6


def leaves(scenario: Scenario, state: State, reply: Reply) -> bool:
    """Whether the talk ends with this reply; state is the one in which it has been heard."""
    if scenario.negotiation and only_signals("deal", reply.text, scenario.language, names(scenario)):
        return False  # who holds out a hand waits for the other's
    return (
        _takes_leave(scenario, state, reply)
        or _goes_elsewhere(state, reply)
        or _lets_go(scenario, state, reply)
        or _only_nods(scenario, state, reply)
    )


def _goes_elsewhere(state: State, reply: Reply) -> bool:
    """Whether the learner stays with going elsewhere after having been told what that means."""
    called = state.last_act is Act.BLUFF_CALL and Move.WALK_AWAY in reply.kinds
    return called and not reply.answered & _GOES_ON


def _takes_leave(scenario: Scenario, state: State, reply: Reply) -> bool:
    asked = Move.CLOSE in _answered_last(scenario, state)
    spans = {
        (it.start, it.end)
        for it in reply.moves
        if it.move is Move.CLOSE and (asked or _sure(scenario, reply.text[it.start : it.end], it))
    }
    others = {it.move for it in reply.moves if (it.start, it.end) not in spans} & reply.answered
    in_time = state.turn >= EARLY or state.counts.get(Move.CLOSE, 0) >= 2
    return bool(spans) and in_time and not others & _GOES_ON


def _sure(scenario: Scenario, said: str, found: FoundMove) -> bool:
    """Whether a sentence takes leave for sure; one that says what is done next may only sound like it."""
    if signals("parting", said, scenario.language, names(scenario)):
        return True
    return found.confidence >= SURE_TO_CLOSE and not signals("next_step", said, scenario.language)


def _lets_go(scenario: Scenario, state: State, reply: Reply) -> bool:
    """Whether the counterpart asked if that was all, or answered a farewell, and the reply only nods."""
    last = _answered_last(scenario, state)
    if not last or not last <= _SAID_AT_THE_END:
        return False
    asked = Move.CLOSE in last or signals("asks_to_go", said_last(scenario, state), scenario.language)
    short = len(reply.text.split()) <= _FEW_WORDS and "?" not in reply.text
    nods = bool(reply.kinds) and reply.kinds <= _NODS and Signal.SILENCE not in reply.signals
    return asked and short and nods and state.turn >= EARLY


def _only_nods(scenario: Scenario, state: State, reply: Reply) -> bool:
    """Whether reply after reply agrees and brings nothing else."""
    before = NODS_TO_THE_END - 1
    last = [it.rpartition(".")[0] for it in state.used[-before:]]
    nodded = {it.id for it in scenario.reactions if it.on and set(it.on) <= _YES}
    return len(last) == before and set(last) <= nodded and bool(reply.kinds) and reply.kinds <= _NODS


def _answered_last(scenario: Scenario, state: State) -> frozenset[Move]:
    """The moves that the reaction which the counterpart spoke last is for; none when it was no reaction."""
    last = state.used[-1].rpartition(".")[0] if state.used else ""
    return next((frozenset(it.on) for it in scenario.reactions if it.id == last), frozenset())


def said_last(scenario: Scenario, state: State) -> str:
    """The line of a reaction that the counterpart spoke last; empty when it was something else."""
    storylet, _, number = state.used[-1].rpartition(".") if state.used else ("", "", "")
    lines = next((it.lines for it in scenario.reactions if it.id == storylet), ())
    return lines[int(number)] if number.isdigit() and int(number) < len(lines) else ""
