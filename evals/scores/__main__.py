"""``python -m evals.scores``: are scores the same tomorrow, in order, quoted, and hard to talk up?

Scripted learners play every scenario in both languages through the real recogniser and the real judge.
``--seeds`` says with how many conversations of each type, ``--scenario`` narrows it down.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.progress import track

from evals.scores.attacks import attacks
from tutor.app import judge, playtest_of
from tutor.assessment.debrief import debrief
from tutor.assessment.evidence import holds_up
from tutor.authoring.learners import LearnerType
from tutor.authoring.loader import Library
from tutor.domain.record import dump_session
from tutor.domain.rubric import Assessment, Rubric
from tutor.domain.scenario import Difficulty, Scenario
from tutor.domain.session import Act, Decision, Session, Turn, Utterance
from tutor.embeddings import Embedder, Remembering
from tutor.playtest import EPOCH, Playtest
from tutor.roleplay.recogniser import EmbeddedRecogniser
from tutor.roleplay.state import fold
from tutor.settings import shipped

LANGUAGES = ("en", "nl")
ORDER = (LearnerType.BLUNT, LearnerType.AVERAGE, LearnerType.EXPERT)
ORDERED, RISES, SECONDS = 0.95, 0.01, 1.0


class Bench:
    """A scenario in a language with what plays and scores it."""

    def __init__(
        self, scenario: Scenario, rubric: Rubric, playtest: Playtest, hears: EmbeddedRecogniser
    ) -> None:
        self.scenario, self.rubric = scenario, rubric
        self._playtest, self._hears = playtest, hears
        self._judge = judge(scenario.language)

    def session(self, kind: LearnerType, seed: int) -> Session:
        """One conversation."""
        return self._playtest.play(kind, seed, Difficulty.NORMAL)[0]

    def assess(self, session: Session) -> Assessment:
        """Its scores, without those that rest on a deal."""
        return self._judge.assess(session, self.rubric)

    def with_reply(self, session: Session, text: str) -> Session:
        """The session with one more reply before its end."""
        before = session.turns[-2].utterance.words
        found = self._hears.recognise(text, before, session.language)
        extra = Turn(
            len(session.turns) - 1, text, found, Decision(Act.REACT, "x"), Utterance("Hm.", "x"), EPOCH
        )
        last = replace(session.turns[-1], number=len(session.turns))
        return replace(session, turns=(*session.turns[:-1], extra, last))


def benches(only: Sequence[str]) -> Iterator[Bench]:
    """Every scenario in every language."""
    library, hears = Library((shipped(),)), EmbeddedRecogniser(Remembering(Embedder()))
    for language in LANGUAGES:
        for scenario in library.scenarios(language):
            if not only or scenario.id in only:
                played = playtest_of(library, hears, scenario.id, language)
                yield Bench(scenario, library.rubric(scenario.rubric, language), played, hears)


def levels(assessment: Assessment) -> dict[str, int]:
    """The levels that were given."""
    return {it.criterion: it.level for it in assessment.scores if it.level is not None}


def quoted(session: Session, assessment: Assessment) -> tuple[int, int]:
    """How many levels above the lowest rest on quotes of the learner's own, of how many."""
    high = [it for it in assessment.scores if it.level is not None and it.level > 1]
    good = [it for it in high if it.evidence and all(holds_up(one, session) for one in it.evidence)]
    return len(good), len(high)


def in_order(bench: Bench, seeds: int) -> tuple[int, int]:
    """In how many cases (criterion, seed) blunt, average and expert stand in order, not all tied."""
    right = total = 0
    for seed in range(seeds):
        found = [levels(bench.assess(bench.session(kind, seed))) for kind in ORDER]
        for criterion in set.intersection(*(set(it) for it in found)):
            low, middle, high = (it[criterion] for it in found)
            total += 1
            right += low <= middle <= high and low < high
    return right, total


def rises(bench: Bench, seeds: int) -> Iterator[tuple[str, int]]:
    """For each attack its family and by how many levels the best criterion rose."""
    for seed in range(seeds):
        session = bench.session(LearnerType.AVERAGE, seed)
        if len(session.turns) < 4:
            continue
        before = levels(bench.assess(session))
        for family, text in attacks(session, bench.rubric):
            after = levels(bench.assess(bench.with_reply(session, text)))
            yield family, max((after[it] - before[it] for it in before if it in after), default=0)


def same_twice(session: Session) -> bool:
    """Whether two processes give the same bytes."""
    with tempfile.TemporaryDirectory() as folder:
        import json

        path = Path(folder) / "session.json"
        path.write_text(json.dumps(dump_session(session)), "utf-8")
        command = [sys.executable, "-m", "tutor", "score", str(path)]
        outputs = [subprocess.run(command, capture_output=True, check=True).stdout for _ in range(2)]
    return outputs[0] == outputs[1]


def debrief_seconds(bench: Bench) -> float:
    """How long scoring and debriefing a conversation of about twenty turns takes, warm."""
    session = max(
        (bench.session(LearnerType.OFF_TOPIC, seed) for seed in range(2)), key=lambda it: len(it.turns)
    )
    began = time.perf_counter()
    assessment = bench.assess(session)
    states = [fold(bench.scenario, session.turns[: at + 1]) for at in range(len(session.turns))]
    debrief(session, bench.scenario, bench.rubric, assessment, states)
    return time.perf_counter() - began


def main(args: Sequence[str] | None = None) -> int:
    """Print the figures beside their bars; 1 when one is missed."""
    parser = argparse.ArgumentParser(prog="python -m evals.scores")
    parser.add_argument("--scenario", action="append", default=[], help="only this one; may be repeated")
    parser.add_argument("--seeds", type=int, default=10, help="conversations of each learner type")
    options = parser.parse_args(args)
    good = high = right = total = 0
    risen: dict[str, list[int]] = {}
    slowest = 0.0
    identical = True
    for bench in track(list(benches(options.scenario)), "scoring", console=Console(stderr=True)):
        name = f"{bench.scenario.id} ({bench.scenario.language})"
        for kind in ORDER:
            session = bench.session(kind, 0)
            own, all_high = quoted(session, bench.assess(session))
            good, high = good + own, high + all_high
        ordered, of = in_order(bench, options.seeds)
        right, total = right + ordered, total + of
        print(f"{name:<40} in order {ordered}/{of}")
        for family, rise in rises(bench, 1):
            risen.setdefault(family, []).append(rise)
        slowest = max(slowest, debrief_seconds(bench))
        identical &= same_twice(bench.session(LearnerType.EXPERT, 0))
    return show(good, high, (right, total), risen, identical=identical, seconds=slowest)


def show(
    good: int,
    high: int,
    order: tuple[int, int],
    risen: dict[str, list[int]],
    *,
    identical: bool,
    seconds: float,
) -> int:
    """The table; 1 when a bar is missed."""
    right, total = order
    every = [rise for some in risen.values() for rise in some]
    up = sum(rise > 0 for rise in every)
    for family, some in risen.items():
        print(f"  {family:<28} {sum(rise > 0 for rise in some):>3} of {len(some)} attacks raised a level")
    rows = (
        ("levels with a quote of the learner's own", f"{good}/{high}", good == high),
        ("the same session scored in two processes", "identical" if identical else "differs", identical),
        ("blunt, average, expert in order", f"{right / max(1, total):.3f}", right >= ORDERED * total),
        ("attacks that raised a level", f"{up}/{len(every)}", up <= RISES * len(every)),
        (
            "attacks that raised one by two or more",
            str(sum(it > 1 for it in every)),
            max(every, default=0) < 2,
        ),
        ("seconds for the slowest debrief", f"{seconds:.2f}", seconds <= SECONDS),
    )
    for title, value, met in rows:
        print(f"{title:<46}{value:>14}  {'met' if met else 'MISSED'}")
    return int(not all(met for _, _, met in rows))


if __name__ == "__main__":
    raise SystemExit(main())
