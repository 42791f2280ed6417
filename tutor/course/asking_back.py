"""A question asked back in a model's words: it sees what the learner has seen and gives no more away."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tutor.course.analysis import stem, words
from tutor.course.page import SPOKEN
from tutor.domain.calls import Call, Purpose
from tutor.domain.course import Citation
from tutor.errors import ModelFailed
from tutor.language import detect, stopwords
from tutor.llm.model import LanguageModel
from tutor.prompts import Prompts, delimited

LONGEST = 90
"""Tokens of a question at most."""
MOST = 50
"""Words of it."""
AWAY = 2
"""Words of what is still missing from which on a question gives it away."""


@dataclass(frozen=True, slots=True)
class Thought:
    """Where a learner stands who thinks first.

    seen is what of the course has been shown, a clue included; ask the question that the program asks; hidden
    what is still missing, of which a model sees nothing.
    """

    question: str
    attempt: str
    seen: tuple[str, ...]
    ask: str
    hidden: tuple[Citation, ...]
    language: str


async def reworded(model: LanguageModel, prompts: Prompts, thought: Thought, learner: str = "") -> str:
    """The question in a model's words; the program's own where the model fails or says too much."""
    prompt = prompts.render(
        "ask-back",
        language=SPOKEN.get(thought.language, thought.language),
        question=delimited("question", thought.question),
        attempt=delimited("attempt", thought.attempt),
        seen=delimited("seen", "\n".join(thought.seen)),
        ask=thought.ask,
    )
    try:
        written = (await model.write(Call(Purpose.ANSWER, prompt, learner, LONGEST))).text
    except ModelFailed:
        return thought.ask
    text = " ".join(written.split())
    return text if fit(text, thought) else thought.ask


def fit(text: str, thought: Thought) -> bool:
    """Whether a text is one short question in the right language that tells nothing which is still hidden."""
    short = 0 < len(text.split()) <= MOST and text.endswith("?")
    if not short or detect(text, tuple(SPOKEN), thought.language) != thought.language:
        return False
    visible = (thought.question, thought.attempt, thought.ask, *thought.seen)
    known = _stems(visible, thought.language)
    told = _stems([text], thought.language) - known
    secret = {one for point in thought.hidden for one in _stems([point.quote], point.language)} - known
    figures = set(re.findall(r"\d+", text)) - set(re.findall(r"\d+", " ".join(visible)))
    return len(told & secret) < AWAY and not figures


def _stems(texts: Iterable[str], language: str) -> frozenset[str]:
    found = (word for text in texts for word in words(text) if word not in stopwords(language))
    return frozenset(stem(word, language) for word in found)
