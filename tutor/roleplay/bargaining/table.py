"""The negotiation as the Director sees it: a reply with terms, an acceptance or an alternative in it."""

from dataclasses import replace

from tutor.domain.condition import mentions
from tutor.domain.move import Move
from tutor.domain.negotiation import Negotiation
from tutor.domain.session import Act, Decision, Offer, Party, State
from tutor.domain.signal import Signal
from tutor.roleplay.bargaining.negotiation import Response, respond, standing_offer
from tutor.roleplay.bargaining.packages import Terms, held_back, in_range
from tutor.roleplay.offers.parsing import ParsedOffer, parse_offer
from tutor.roleplay.signals import Phrases, only_signals, signals
from tutor.roleplay.wording import wording

REASONS: dict[Move, str] = {
    Move.NEED: "need",
    Move.JUSTIFY: "justify",
    Move.ASK_INTEREST: "ask_interest",
    Move.TRADE: "trade",
    Move.OWN: "own",
    Move.REFLECT: "reflect",
}
"""The moves that give the counterpart a reason to come down; nothing else does."""

ASKING = frozenset({Move.ASK_OPEN, Move.ASK_CLOSED, Move.ASK_INTEREST, Move.INVITE})
PUTTING = frozenset({Move.OFFER, Move.TRADE, Move.PROPOSE, Move.NEED, Move.EXPECT, Move.ACCEPT})
TELLING = frozenset(
    {
        Move.GREET,
        Move.EMPATHISE,
        Move.AFFIRM,
        Move.OBSERVE,
        Move.IMPACT,
        Move.WALK_AWAY,
        Move.EVADE,
    }
)
"""A reply that does nothing but these puts no terms, whatever numbers are in it: they belong to a fact."""
AT_TABLE = frozenset({Act.OFFER, Act.HOLD, Act.REJECT, Act.ASK_BACK, Act.BLUFF_CALL})
_ASKS_FOR_A_YES: tuple[Phrases, ...] = ("deal", "agree")
PUTS_TERMS = frozenset({Act.OFFER, Act.REJECT})
"""What the counterpart does in words that hold its own terms, so that a yes is one to them."""
SAID_AGAIN = "said-again"
"""The flag that the standing offer was said again to somebody who had agreed to something."""


def reasons_in(kinds: frozenset[Move], *, repeated: bool) -> tuple[str, ...]:
    """The reasons a reply gives; one said before gives none."""
    return () if repeated else tuple(sorted(REASONS[move] for move in kinds if move in REASONS))


def answer(
    negotiation: Negotiation,
    state: State,
    text: str,
    kinds: frozenset[Move],
    language: str,
    *,
    firmness: float,
    repeated: bool,
    last: bool = False,
) -> Decision | None:
    """What the counterpart does at the table, or None when the reply is not about terms.

    last says that there is no time to name terms again before they are agreed on.
    """
    parsed = _offered(negotiation, state, text, kinds, language)
    reasons = reasons_in(kinds, repeated=repeated)
    shakes = only_signals("deal", text, language) and "?" not in text
    accepting = _accepts(kinds, state, shakes=shakes)
    if parsed.terms:
        accepting = signals("deal", text, language) and "?" not in text and state.last_act in AT_TABLE
    standing = standing_offer(state.offers)
    if standing and not accepting and not parsed.terms and (shakes or _agrees(kinds)):
        if not last:
            return _said_again(state, standing, SAID_AGAIN)
        accepting = True
    if not parsed.terms and signals(Signal.PONDERING, text, language):
        return None
    asked = _asks_for_terms(negotiation, text, kinds, language)
    if not _about_terms(state, kinds, parsed, accepting or asked, reasons):
        return Decision(Act.BLUFF_CALL, "bluff") if Move.WALK_AWAY in kinds else None
    response = respond(
        negotiation,
        parsed,
        state.offers,
        turn=state.turn,
        reasons=state.reasons | set(reasons),
        earned=bool(reasons),
        accepting=accepting,
        resistance=held_back(negotiation, firmness),
    )
    stays = response.act is Act.HOLD and (asked or _held_twice(state))
    if stays and standing:
        made = _by_learner(state, parsed)
        return replace(_said_again(state, standing), learner_offer=made)
    return _decision(negotiation, response, parsed, state, accepting or bool(parsed.terms or parsed.unclear))


def _offered(
    negotiation: Negotiation, state: State, text: str, kinds: frozenset[Move], language: str
) -> ParsedOffer:
    """The terms that a reply offers; none where it only tells of some or asks after them."""
    if kinds <= TELLING:
        return ParsedOffer()
    parsed = parse_offer(text, negotiation, state.offers, language)
    return ParsedOffer() if _asks_after_terms(negotiation, parsed, kinds) else parsed


def _asks_for_terms(negotiation: Negotiation, text: str, kinds: frozenset[Move], language: str) -> bool:
    """Whether a reply asks what is offered, in set words or in those of the scenario."""
    named = bool(kinds & ASKING) and mentions(wording(text, language), negotiation.asked)
    wants_a_yes = "?" in text and any(only_signals(it, text, language) for it in _ASKS_FOR_A_YES)
    return named or wants_a_yes or signals("asks_terms", text, language)


def _asks_after_terms(negotiation: Negotiation, parsed: ParsedOffer, kinds: frozenset[Move]) -> bool:
    """Whether a reply only speaks of what holds today, as "nine percent, why?" and "nine is steep" do."""
    today = {issue.id: issue.today for issue in negotiation.issues}
    same = bool(parsed.terms) and all(today[it] == value for it, value in parsed.terms.items())
    return same and not kinds & PUTTING


def _held_twice(state: State) -> bool:
    """Whether the counterpart stayed where it was twice in a row, so that its terms are due again."""
    return len(state.used) > 1 and all(
        line.startswith(f"table-{Act.HOLD.value}.") for line in state.used[-2:]
    )


def _agrees(kinds: frozenset[Move]) -> bool:
    return Move.ACCEPT in kinds and not kinds & (ASKING | {Move.REJECT, Move.WALK_AWAY, Move.UNCLEAR})


def _accepts(kinds: frozenset[Move], state: State, *, shakes: bool) -> bool:
    """Whether it is the standing offer that is agreed to: by a yes to it, or by leaving after a yes."""
    agreed = shakes or _agrees(kinds) or (Move.CLOSE in kinds and SAID_AGAIN in state.flags)
    return agreed and state.last_act in PUTS_TERMS


def _said_again(state: State, standing: Terms, *sets: str) -> Decision:
    """The standing offer once more, so that the next yes is a yes to it."""
    again = Offer(Party.COUNTERPART, state.turn, dict(standing))
    return Decision(Act.OFFER, Act.OFFER.value, offer=again, sets=sets)


def _by_learner(state: State, parsed: ParsedOffer) -> Offer | None:
    if not parsed.terms:
        return None
    return Offer(Party.LEARNER, state.turn, dict(parsed.terms), parsed.conditional)


def _about_terms(
    state: State,
    kinds: frozenset[Move],
    parsed: ParsedOffer,
    answering: bool,
    reasons: tuple[str, ...],
) -> bool:
    """Whether a reply is about terms; answering says that it takes an offer or asks for one."""
    vague = bool(parsed.unclear) and bool(kinds & PUTTING)
    moved = bool(set(reasons) - state.reasons) and bool(state.offers) and not kinds & ASKING
    return bool(parsed.terms) or answering or vague or moved


def _decision(
    negotiation: Negotiation, response: Response, parsed: ParsedOffer, state: State, addressed: bool
) -> Decision | None:
    if response.act is Act.HOLD and not addressed:
        return None
    if response.deal is not None and _changes_nothing(negotiation, response.deal):
        return None
    made = _by_learner(state, parsed)
    own = Offer(Party.COUNTERPART, state.turn, dict(response.offer)) if response.offer else None
    decision = Decision(response.act, response.act.value, learner_offer=made, offer=own)
    if response.deal is not None and in_range(negotiation, response.deal):
        return replace(decision, deal=dict(response.deal))
    return decision


def _changes_nothing(negotiation: Negotiation, deal: Terms) -> bool:
    """Whether all stays as it is today: a number that was misread, or nothing to shake hands on."""
    return all(deal[issue.id] == issue.today for issue in negotiation.issues)
