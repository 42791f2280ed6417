"""The model judge of written texts: reads what a program cannot count, beside the points that it found."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from statistics import median_low

from tutor.assessment.evidence import chosen
from tutor.assessment.model_judge import LONGEST, PATIENCE
from tutor.assessment.prose import Left
from tutor.assessment.sampling import Read, ordered, sampled
from tutor.assessment.settling import confidence, sentence
from tutor.assessment.text_judge import Seen, coverage
from tutor.assessment.text_verdict import TextVerdict, check, shown
from tutor.assessment.verdict import Refused, Sample
from tutor.domain.calls import Call, Prompt, Purpose, Role
from tutor.domain.rubric import Assessment, Reading, Score, Unscored
from tutor.domain.text_rubric import TextCriterion, TextRubric
from tutor.errors import Failure, ModelFailed
from tutor.language import Texts
from tutor.llm.model import LanguageModel
from tutor.prompts import Prompts

PROMPT = "judge-text"
LANGUAGES = {"nl": "Dutch", "en": "English"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One criterion of a text, with the score that the program left open."""

    criterion: TextCriterion
    open: Score
    seen: Seen
    learner: str

    @property
    def texts(self) -> Texts:
        return Texts(self.seen.assignment.language)


class ModelTextJudge:
    """Reads the criteria of a text that are left to a person or a model, one at a time."""

    def __init__(self, model: LanguageModel, prompts: Prompts, patience: float = PATIENCE) -> None:
        self._model, self._prompts, self._patience = model, prompts, patience

    async def read(self, seen: Seen, rubric: TextRubric, counted: Assessment, learner: str) -> Assessment:
        """The program's scores with those of the model where it left them open, or why there are none."""
        asked = [
            Asked(criterion, score, seen, learner)
            for criterion in rubric.criteria
            if (score := counted.score(criterion.id)).unscored is Unscored.NEEDS_MODEL
        ]
        if not asked:
            return counted
        read = {it.criterion: it for it in await asyncio.gather(*(self._in_time(it) for it in asked))}
        scores = tuple(read.get(it.criterion, it) for it in counted.scores)
        return replace(counted, scores=scores, engine=self._model.name)

    async def _in_time(self, asked: Asked) -> Score:
        """The score as read; still open, with why, where the model does not answer."""
        steps = [it.level for it in asked.criterion.levels]
        try:
            async with asyncio.timeout(self._patience):
                read = await sampled(
                    partial(self._ask, asked), partial(_checked, asked), counted=None, steps=steps
                )
        except TimeoutError:
            return replace(asked.open, reading=self._reading((), Failure.SLOW.value))
        except ModelFailed as error:
            return replace(asked.open, reading=self._reading((), error.reason.value))
        return self._score(asked, read)

    async def _ask(self, asked: Asked, order: int, said: Sequence[tuple[Role, str]]) -> TextVerdict:
        prompt = self._prompt(asked, order, said)
        return await self._model.fill(Call(Purpose.JUDGE, prompt, asked.learner, LONGEST), TextVerdict)

    def _prompt(self, asked: Asked, order: int, said: Sequence[tuple[Role, str]]) -> Prompt:
        assignment, criterion = asked.seen.assignment, asked.criterion
        levels = ordered([f"{it.level}: {it.text}" for it in criterion.levels], order)
        return self._prompts.render(
            PROMPT,
            said,
            language=LANGUAGES[assignment.language],
            task=assignment.task.strip(),
            points="\n".join(f"- {it.statement}" for it in assignment.points),
            text=shown(asked.seen.prose),
            title=criterion.title,
            levels="\n".join(levels),
        )

    def _score(self, asked: Asked, read: Read) -> Score:
        texts, levels = asked.texts, read.levels
        aside = any(line.left is Left.ADDRESSED for line in asked.seen.prose.lines)
        if read.unscored is Unscored.UNSUPPORTED:
            return self._left_open(asked, read, Unscored.UNSUPPORTED)
        if read.unscored or aside:
            because = "why.aside.text" if aside else "why.apart"
            return self._left_open(asked, read, Unscored.NEEDS_HUMAN, because)
        level = median_low(levels)
        of = next(it for it in read.samples if it.level == level)
        said = sentence(of.why, [asked.seen.prose.text], texts.language)
        beside = texts("why.counted", why=coverage(asked.seen, texts))
        return replace(
            asked.open,
            level=level,
            unscored=None,
            confidence=confidence(level, levels, None),
            evidence=chosen(of.evidence),
            against=chosen(of.against),
            why=" ".join(filter(None, (said, beside))),
            reading=self._reading(levels),
        )

    def _left_open(self, asked: Asked, read: Read, reason: Unscored, because: str = "") -> Score:
        texts, slots = asked.texts, {"levels": ", ".join(map(str, read.levels))}
        why = [texts(because, **slots)] if because else []
        said = " ".join((*why, texts(f"unscored.{reason.value}")))
        return replace(asked.open, unscored=reason, why=said, reading=self._reading(read.levels))

    def _reading(self, levels: Sequence[int], failed: str = "") -> Reading:
        prompt = self._prompts.template(PROMPT).hash
        return Reading(self._model.name, prompt, tuple(levels), None, failed)


def _checked(asked: Asked, verdict: TextVerdict) -> Sample | Refused:
    return check(verdict, asked.criterion, asked.seen.prose)
