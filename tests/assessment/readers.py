"""Models that judge as a test says: by criterion, in the order of their readings."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from tutor.assessment.verdict import Quoted, Verdict
from tutor.domain.calls import Call
from tutor.errors import Failure, ModelFailed
from tutor.prompts import Prompts

PROMPTS = Prompts((Path(__file__).parents[2],))
Said = Verdict | Failure


def verdict(
    level: int,
    *quotes: tuple[int, str],
    against: Iterable[tuple[int, str]] = (),
    between: bool = False,
    why: str = "You asked the other how it went.",
) -> Verdict:
    """What a model says; quotes are the number of a reply and words."""
    for_it, speaks_against = (
        tuple(Quoted(reply=number, words=words) for number, words in some) for some in (quotes, against)
    )
    return Verdict(why=why, quotes=for_it, against=speaks_against, level=level, between=between)


class Reads:
    """A model with a script for each criterion, by title; it fails loudly at the end of one."""

    name = "scripted:judge"

    def __init__(self, script: Mapping[str, Iterable[Said]], *, seconds: float = 0.0) -> None:
        self._left = {title: list(said) for title, said in script.items()}
        self._seconds = seconds
        self.heard: list[Call] = []

    async def fill(self, call: Call, shape: type[Verdict]) -> Verdict:
        self.heard.append(call)
        await asyncio.sleep(self._seconds)
        title = criterion_in(call)
        assert self._left.get(title), f"The script has nothing more for {title!r}."
        said = self._left[title].pop(0)
        if isinstance(said, Failure):
            raise ModelFailed(said)
        return said

    @property
    def left(self) -> int:
        """How many readings of the script were not asked for."""
        return sum(len(said) for said in self._left.values())


class Obeys:
    """A gullible model: it gives what anything in its prompt asks for, as answer says."""

    name = "scripted:gullible"

    def __init__(self, answer: Callable[[Call], Verdict]) -> None:
        self._answer = answer

    async def fill(self, call: Call, shape: type[Verdict]) -> Verdict:
        return self._answer(call)


def criterion_in(call: Call) -> str:
    """The title of the criterion that a call is about."""
    return call.prompt.messages[0][1].split("Criterion: ")[1].split("\n")[0]
