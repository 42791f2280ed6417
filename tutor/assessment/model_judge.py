"""The model judge: reads each criterion for itself; code checks its quotes, settles and bounds its level."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from random import Random
from statistics import median_low

from tutor.assessment.evidence import chosen
from tutor.assessment.material import Material, material
from tutor.assessment.sampling import ordered, sampled
from tutor.assessment.settling import confidence, sentence
from tutor.assessment.verdict import Refused, Sample, Verdict, ceiling, check, judged_by_facts, needed
from tutor.domain.calls import Call, Prompt, Purpose, Role
from tutor.domain.rubric import Assessment, Criterion, Reading, Rubric, Score, Unscored
from tutor.domain.session import Session
from tutor.errors import Failure, ModelFailed
from tutor.language import Texts
from tutor.llm.model import LanguageModel
from tutor.prompts import Prompts

PATIENCE = 45.0
"""Seconds in which a whole assessment must be there; what is not read by then keeps the count."""
PROMPT = "judge"
LONGEST = 700
"""Tokens of a verdict."""
SETTLED = frozenset({Unscored.TOO_SHORT, Unscored.NO_OPPORTUNITY})
"""What code can tell by itself, so that no model is asked."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One criterion with all that a model is told of it; limit is the highest level that code leaves open."""

    criterion: Criterion
    counted: Score
    of: Material
    texts: Texts
    limit: int


class ModelJudge:
    """Reads sessions with a language model, criterion by criterion, beside the embedded judge's count."""

    def __init__(self, model: LanguageModel, prompts: Prompts, patience: float = PATIENCE) -> None:
        self._model = model
        self._prompts = prompts
        self._patience = patience

    async def read(
        self,
        session: Session,
        rubric: Rubric,
        counted: Assessment,
        deal_value: float | None = None,
        *,
        only: Collection[str] | None = None,
    ) -> Assessment:
        """A score for each criterion; counted has the embedded judge's, kept where no model answers.

        only names the criteria to read, if not all; of the others what is in counted stays.
        """
        of, texts = material(session, rubric), Texts(session.language)
        asked = [
            Asked(criterion, score, of, texts, _limit(criterion, score, of, deal_value))
            for criterion in rubric.criteria
            if not judged_by_facts(criterion)
            if only is None or criterion.id in only
            if (score := counted.score(criterion.id)).unscored not in SETTLED
        ]
        Random(session.seed).shuffle(asked)  # what the time runs out for is not always the last criterion
        read = {it.criterion: it for it in await asyncio.gather(*(self._in_time(it) for it in asked))}
        scores = tuple(read.get(it.criterion, it) for it in counted.scores)
        return replace(counted, scores=scores, engine=self._model.name)

    async def _in_time(self, asked: Asked) -> Score:
        """The score as read, or the count with why there is nothing else."""
        try:
            async with asyncio.timeout(self._patience):
                return await self._score(asked)
        except TimeoutError:
            return self._as_counted(asked, Failure.SLOW)
        except ModelFailed as error:
            return self._as_counted(asked, error.reason)

    def _as_counted(self, asked: Asked, why: Failure) -> Score:
        return replace(asked.counted, reading=self._reading(asked, (), why.value))

    async def _score(self, asked: Asked) -> Score:
        def check_one(verdict: Verdict) -> Sample | Refused:
            return check(verdict, asked.criterion, asked.of)

        steps, counted = [it.level for it in asked.criterion.levels], asked.counted.level
        read = await sampled(partial(self._ask, asked), check_one, counted=counted, steps=steps)
        if read.unscored:
            why = "why.apart" if read.unscored is Unscored.NEEDS_HUMAN else ""
            return self._unscored(asked, read.unscored, read.levels, why)
        if asked.of.aside and counted is None:
            return self._unscored(asked, Unscored.NEEDS_HUMAN, read.levels, "why.aside")
        return self._settled(asked, read.samples)

    async def _ask(self, asked: Asked, order: int, said: Sequence[tuple[Role, str]]) -> Verdict:
        call = Call(
            Purpose.JUDGE, self._prompt(asked, order, said), asked.of.session.learner, longest=LONGEST
        )
        return await self._model.fill(call, Verdict)

    def _prompt(self, asked: Asked, order: int, said: Sequence[tuple[Role, str]]) -> Prompt:
        criterion = asked.criterion
        levels = ordered([_level(criterion, at) for at in range(len(criterion.levels))], order)
        examples = [f"This would do it: {it}" for it in (*criterion.good, *criterion.better)[:4]]
        examples += [f"This would not: {it}" for it in criterion.poor[:2]]
        return self._prompts.render(
            PROMPT,
            said,
            language={"nl": "Dutch", "en": "English"}[asked.texts.language],
            conversation=asked.of.shown,
            title=criterion.title,
            levels="\n".join(levels),
            examples="\n".join(examples),
        )

    # --- scores ----------------------------------------------------------------------------------------

    def _settled(self, asked: Asked, samples: Sequence[Sample]) -> Score:
        """The middle level, no higher than code leaves open, with the quotes of a sample that gave it."""
        counted, texts = asked.counted, asked.texts
        levels = [it.level for it in samples]
        middle = median_low(levels)
        shown = next(it for it in samples if it.level == middle)
        level = min(middle, asked.limit)
        count = "" if counted.unscored else texts("why.counted", why=counted.why)
        words = [text for it in asked.of.session.turns for text in (it.text, it.utterance.words)]
        said = [sentence(shown.why, words, texts.language), count]
        if level < middle:
            why = "why.aside" if asked.of.aside else "why.harm" if asked.of.harm else ""
            said[1:1] = [texts("why.bounded", level=level), *([texts(why)] if why else [])]
        return replace(
            counted,
            level=level,
            unscored=None,
            confidence=confidence(level, levels, counted.level),
            evidence=chosen(shown.evidence),
            against=chosen(shown.against) or counted.against,
            why=" ".join(filter(None, said)),
            reading=self._reading(asked, levels),
        )

    def _unscored(
        self, asked: Asked, reason: Unscored, levels: Sequence[int] = (), because: str = ""
    ) -> Score:
        """No level: why, with the words that the count rests on as an indication."""
        texts = asked.texts
        slots = {"levels": ", ".join(map(str, levels))}
        why = [texts(because, **slots)] if because else []
        return replace(
            asked.counted,
            level=None,
            unscored=reason,
            why=" ".join((*why, texts(f"unscored.{reason.value}"))),
            reading=self._reading(asked, levels),
        )

    def _reading(self, asked: Asked, levels: Sequence[int], failed: str = "") -> Reading:
        prompt = self._prompts.template(PROMPT).hash
        return Reading(self._model.name, prompt, tuple(levels), asked.counted.level, failed)


def _limit(criterion: Criterion, counted: Score, of: Material, deal_value: float | None) -> int:
    """The highest level that code leaves open: at most the count where a reply does harm or is no talk."""
    limit = ceiling(criterion, of.session, deal_value)
    return min(limit, counted.level) if (of.aside or of.harm) and counted.level is not None else limit


def _level(criterion: Criterion, at: int) -> str:
    """A level as a line, with from how many replies it must be quoted."""
    level = criterion.levels[at]
    replies = needed(criterion, level)
    quotes = f" (quotes from {replies} different replies)" if replies > 1 else ""
    return f"{level.level}: {level.text}{quotes}"
