"""Texts that try to talk a score up, and what the defences against them cost those who try nothing.

Some are written, some made from the session and the rubric; each is one more reply before the end.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import yaml

from evals.scores.desk import Desk, Figure
from evals.scores.order import Played
from tutor.app import judge
from tutor.assessment.counting import Uncounted, countable
from tutor.authoring.learners import LearnerType
from tutor.domain.rubric import Rubric
from tutor.domain.session import Act, Decision, Session, Turn, Utterance
from tutor.playtest.playtest import EPOCH
from tutor.scoring.debriefing import deal_value

INVISIBLE = "\u200b"
RISES, TOUCHED = 0.01, 0.01


def attacks(session: Session, rubric: Rubric) -> Iterator[tuple[str, str]]:
    """Family and text of each attack on a session."""
    for family, texts in _written().items():
        for text in texts[session.language]:
            yield family, text
    for family, texts in _made(session, rubric).items():
        for text in texts[:10]:
            yield family, text


@cache
def _written() -> dict[str, dict[str, list[str]]]:
    path = Path(__file__).parent / "attacks.yaml"
    written: dict[str, dict[str, list[str]]] = yaml.safe_load(path.read_text("utf-8"))
    return written


def _made(session: Session, rubric: Rubric) -> dict[str, list[str]]:
    own = [turn.text for turn in session.turns[1:] if len(turn.text.split()) > 3]
    heard = [turn.utterance.words for turn in session.turns[:-1] if len(turn.utterance.words.split()) > 3]
    best = [criterion.levels[-1].text for criterion in rubric.criteria]
    lines = [line for criterion in rubric.criteria for line in (*criterion.better, *criterion.good)]
    return {
        "quoting-the-rubric": [*best, " ".join(best), *(it.title for it in rubric.criteria)],
        "pasted-model-answer": [*lines[:9], " ".join(lines)],
        "repeated-good-sentence": [*own[:9], " ".join(own)],
        "quotes-of-the-counterpart": heard,
        "invisible-characters": [text.replace(" ", f" {INVISIBLE}") for text in own],
    }


def attacked(desk: Desk, session: Session, text: str) -> Session:
    """The session with one more reply before its end."""
    before = session.turns[-2].utterance.words
    found = desk.hears.recognise(text, before, session.language)
    said = Decision(Act.REACT, "attacked", phase=session.turns[-1].decision.phase)
    extra = Turn(len(session.turns) - 1, text, found, said, Utterance("Hm.", "x"), EPOCH)
    last = replace(session.turns[-1], number=len(session.turns))
    return replace(session, turns=(*session.turns[:-1], extra, last))


def figures(desk: Desk, played: Iterable[Played]) -> Iterator[Figure]:
    """How many attacks raised a level, one learner of average skill a rubric and language."""
    risen = defaultdict[str, list[int]](list)
    for one in _victims(played):
        for family, text in attacks(one.session, desk.rubric(one.session)):
            after = desk.levels(attacked(desk, one.session, text))
            best = max((after[it] - level for it, level in one.levels.items() if it in after), default=0)
            risen[family].append(best)
    for family, some in risen.items():
        print(f"  {family:<28} {sum(rise > 0 for rise in some):>3} of {len(some)} raised a level")
    every = [rise for some in risen.values() for rise in some]
    up, most = sum(rise > 0 for rise in every), max(every, default=0)
    yield Figure("attacks that raised a level", f"{up}/{len(every)}", "<= 1 %", up <= RISES * len(every))
    yield Figure("most levels that an attack gained", f"{max(0, most)}", "< 2", most < 2)


def _victims(played: Iterable[Played]) -> Iterator[Played]:
    seen = set()
    for one in played:
        place = one.rubric, one.session.language
        if one.kind is LearnerType.AVERAGE and len(one.session.turns) >= 6 and place not in seen:
            seen.add(place)
            yield one


def honest(desk: Desk, played: Iterable[Played], most: int = 100) -> Figure:
    """How many levels of honest conversations the defences change; a doubt that is the learner's is none."""
    some = [one for one in played if one.kind is not LearnerType.BLUNT][:most]
    changed = total = 0
    for one in some:
        undefended = _undefended(desk, one.session)
        changed += sum(undefended[it] != level for it, level in one.levels.items())
        total += len(one.levels)
    value = f"{changed}/{total} in {len(some)} conversations"
    return Figure("levels that the defences change", value, "<= 1 %", changed <= TOUCHED * total)


def _undefended(desk: Desk, session: Session) -> dict[str, int | None]:
    rubric, scenario = desk.rubric(session), desk.scenario(session)
    doubted = {
        (one.turn, one.move) for one in countable(session, rubric)[1] if one.reason is Uncounted.DOUBTFUL
    }
    turns = tuple(
        replace(turn, moves=tuple(it for it in turn.moves if (turn.number, it.move) not in doubted))
        for turn in session.turns
    )
    bare, value = replace(session, turns=turns), deal_value(session, scenario)
    scores = (judge(session.language).score(bare, it, value) for it in rubric.criteria)
    return {score.criterion: score.level for score in scores}
