"""The embedded judge: counts what was done, gives the level whose conditions hold, and quotes for it."""

from collections.abc import Mapping, Sequence

from tutor.assessment.counting import SURE, Left, countable
from tutor.assessment.evidence import chosen, evidence_answered, evidence_for
from tutor.assessment.measures import makes, met, replies
from tutor.domain.move import Move
from tutor.domain.rubric import Assessment, Criterion, Ended, Evidence, Level, Rubric, Score, Unscored
from tutor.domain.session import Session
from tutor.language import Texts

RELIABLE = 0.5
"""Agreement (Cohen's kappa on sentences kept apart) that moves need before a level may rest on them."""


class Judge:
    """Scores sessions in one language.

    reliability gives the recogniser's measured agreement per move; a criterion whose moves stay below
    RELIABLE on average gets its quotes but no level.
    """

    def __init__(self, texts: Texts, reliability: Mapping[Move, float]) -> None:
        self._texts = texts
        self._reliability = reliability

    def assess(self, session: Session, rubric: Rubric, deal_value: float | None = None) -> Assessment:
        """A score for each criterion; the same session gives the same scores."""
        counted, left = countable(session, rubric)
        scores = tuple(
            self.score(counted, criterion, deal_value, [one for one in left if one.move in criterion.moves])
            for criterion in rubric.criteria
        )
        return Assessment(session.id, rubric.id, rubric.version, session.language, scores)

    def score(
        self, session: Session, criterion: Criterion, deal_value: float | None, left: Sequence[Left] = ()
    ) -> Score:
        """The level of one criterion with its quotes, or the reason why it has none.

        left is what speaks for it in the session and was not counted.
        """
        quotes = evidence_for(session, criterion.moves)
        crossed = evidence_answered(session, criterion.crossings)
        against = chosen(crossed + evidence_for(session, criterion.against))
        level = highest(criterion, session, deal_value)
        reason = self._unscored(session, criterion, level, quotes, deal_value)
        lacks = "" if reason else self._lacks(next_up(criterion, level), session, deal_value)
        return Score(
            criterion=criterion.id,
            level=None if reason else level.level,
            unscored=reason,
            confidence=_confidence(session, criterion),
            evidence=chosen(quotes),
            against=against,
            why=" ".join(filter(None, (self._why(session, criterion, reason), lacks, self._left(left)))),
        )

    def _unscored(
        self,
        session: Session,
        criterion: Criterion,
        level: Level,
        quotes: tuple[Evidence, ...],
        deal_value: float | None,
    ) -> Unscored | None:
        if len(replies(session)) < criterion.least_replies:
            return Unscored.TOO_SHORT
        if not all(met(measure, session, deal_value) for measure in criterion.opportunity):
            return Unscored.NO_OPPORTUNITY
        if criterion.quality:
            return Unscored.NEEDS_MODEL
        if self._agreement(criterion) < RELIABLE:
            return Unscored.UNRELIABLE
        if level != criterion.levels[0] and not (quotes and _sure(session, criterion)):
            return Unscored.NO_EVIDENCE
        return None

    def _agreement(self, criterion: Criterion) -> float:
        return sum(self._reliability.get(move, 1.0) for move in criterion.moves) / len(criterion.moves)

    def _left(self, left: Sequence[Left]) -> str:
        """Which replies hold something that was not counted, and why; empty when all was."""
        if not left:
            return ""
        turns = ", ".join(str(turn) for turn in sorted({one.turn for one in left}))
        reasons = dict.fromkeys(self._texts(f"uncounted.{one.reason.value}") for one in left)
        return self._texts("why.uncounted", turns=turns, reasons="; ".join(reasons))

    def _lacks(self, level: Level | None, session: Session, deal_value: float | None) -> str:
        """That a level was missed only by how the conversation ended; empty when it was not."""
        missed = [it for it in level.when if not met(it, session, deal_value)] if level else []
        endings = [kind for it in missed if isinstance(it, Ended) for kind in it.ended]
        if not level or len(missed) != 1 or not endings:
            return ""
        wanted = ", ".join(self._texts(f"outcome.{kind.value}") for kind in dict.fromkeys(endings))
        return self._texts("why.ended", level=level.level, endings=wanted)

    def _why(self, session: Session, criterion: Criterion, reason: Unscored | None) -> str:
        if reason:
            return self._texts(f"unscored.{reason.value}", least=criterion.least_replies)
        turns = replies(session)
        done = sum(makes(turn, criterion.moves) for turn in turns)
        made = [move for move in criterion.moves if any(makes(turn, (move,)) for turn in turns)]
        moves = ", ".join(self._texts(f"move.{move.value}") for move in made or criterion.moves)
        why = self._texts("why.count", done=done, replies=len(turns), moves=moves)
        crossings = criterion.crossings
        harm = sum(makes(turn, criterion.against) or turn.decision.subject in crossings for turn in turns)
        return why + (" " + self._texts("why.against", against=harm) if harm else "")


def highest(criterion: Criterion, session: Session, deal_value: float | None = None) -> Level:
    """The highest level whose measures all hold; the lowest has none and always holds."""
    return max(
        (level for level in criterion.levels if all(met(it, session, deal_value) for it in level.when)),
        key=lambda level: level.level,
    )


def next_up(criterion: Criterion, reached: Level) -> Level | None:
    """The level above one that was reached; None above the highest."""
    return next((level for level in criterion.levels if level.level > reached.level), None)


def _sure(session: Session, criterion: Criterion) -> bool:
    """Whether at least one of the moves that speak for a level is likelier than not."""
    return any(
        it.move in criterion.moves and it.confidence >= SURE for turn in session.turns for it in turn.moves
    )


def _confidence(session: Session, criterion: Criterion) -> float:
    found = [it.confidence for turn in session.turns for it in turn.moves if it.move in criterion.moves]
    unclear = sum(makes(turn, (Move.UNCLEAR,)) for turn in replies(session))
    understood = 1 - unclear / max(1, len(replies(session)))
    return round(understood * (sum(found) / len(found) if found else 1.0), 3)
