"""A follow-up question put by a model so that it stands alone; where it cannot, the embedded way is used."""

from collections.abc import Sequence

from tutor.course.analysis import words
from tutor.course.followup import depends
from tutor.course.manners import only_manner
from tutor.domain.calls import Call, Purpose
from tutor.domain.course import Said
from tutor.errors import ModelFailed
from tutor.language import detect, stopwords, word_list
from tutor.llm.model import LanguageModel
from tutor.prompts import Prompts, delimited

MESSAGES = 4
"""How many of the last messages a model sees."""
EACH = 500
"""Characters of each of them."""
LONGEST = 60
"""Tokens of a question at most."""
MOST = 40
"""Words of a question; a longer one is an answer or a lecture."""
KNOWN = 0.7
"""The share of its words that must stand in the conversation."""


class Rewriter:
    """Puts follow-up questions so that they stand alone."""

    def __init__(self, prompts: Prompts) -> None:
        self._prompts = prompts

    async def standing_alone(
        self, model: LanguageModel, question: str, history: Sequence[Said], learner: str
    ) -> str:
        """The question as one understands it alone; "" where it does already, or where no model can say."""
        language = detect(question)
        if not history or only_manner(question, language) or not depends(question, language):
            return ""
        prompt = self._prompts.render(
            "rewrite",
            conversation=delimited("conversation", "\n".join(map(_line, history[-MESSAGES:]))),
            question=delimited("question", question),
        )
        try:
            written = await model.write(Call(Purpose.ANSWER, prompt, learner, LONGEST))
        except ModelFailed:
            return ""
        return sound(written.text, question, history)


def sound(written: str, question: str, history: Sequence[Said]) -> str:
    """A rewritten question if it says nothing that the conversation does not; "" otherwise."""
    text = " ".join(written.strip().strip('"“”').split())
    found = words(text)
    if not found or len(found) > MOST or detect(text, default="") not in ("", detect(question)):
        return ""
    known = set(words(" ".join([question, *(said.text for said in history)])))
    language = detect(question)
    plain = stopwords(language) | word_list("vague", language)
    content = [word for word in found if word not in plain]
    new = [word for word in content if word not in known]
    return text if content and len(new) <= (1 - KNOWN) * len(content) else ""


def _line(said: Said) -> str:
    who = "tutor" if said.role in ("tutor", "assistant") else "learner"
    return f"{who}: {' '.join(said.text.split())[:EACH]}"
