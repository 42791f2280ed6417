"""``python -m evals.scores``: are scores the same tomorrow, in order, quoted, fair, and hard to talk up?

Scripted learners play every scenario in both languages through the real recogniser and the real judge, and
rated transcripts are scored as they are and in other words. ``--seeds`` says with how many conversations
of each type (eight make a class), ``--scenario`` narrows the played ones down, ``--part`` runs some parts.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from evals.scores import agreeing, attacks, order, wording
from evals.scores.desk import BLIND, LANGUAGES, Desk, Figure, parallel, rated
from evals.scores.order import Played
from tutor.assessment.debrief import debrief
from tutor.assessment.evidence import holds_up
from tutor.authoring.learners import LearnerType
from tutor.domain.record import PlainSession, RatedTranscript, dump_session
from tutor.domain.session import Session
from tutor.roleplay.state import fold

PARTS = ("rated", "wording", "played", "attacks", "twice")
VERDICTS = {True: "met", False: "MISSED", None: ""}
SECONDS = 1.0
EVERY = 2
"""Every second rated transcript is said in other words."""


def quotes(desk: Desk, sessions: Iterable[Session]) -> Figure:
    """How many levels above the lowest rest on quotes that stand in the learner's own turns."""
    good = high = 0
    for session in sessions:
        for score in desk.assess(session).scores:
            if score.level is not None and score.level > 1:
                high += 1
                good += bool(score.evidence) and all(holds_up(one, session) for one in score.evidence)
    return Figure("levels with a quote of the learner's own", f"{good}/{high}", "all", good == high)


def same_twice(played: Sequence[Played]) -> Figure:
    """Whether two processes give the same bytes, one conversation a rubric."""
    some = {one.rubric: one.session for one in played if one.kind is LearnerType.EXPERT}
    same = [_bytes(session, "1") == _bytes(session, "2") for session in some.values()]
    return Figure(
        "the same session scored in two processes",
        f"{sum(same)}/{len(same)} identical",
        "all",
        all(same),
    )


def _bytes(session: Session, seed: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "session.json"
        path.write_text(json.dumps(dump_session(session)), "utf-8")
        command = [sys.executable, "-m", "tutor", "score", str(path)]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        return subprocess.run(command, capture_output=True, check=True, env=environment).stdout


def debrief_seconds(desk: Desk, played: Iterable[Played]) -> Figure:
    """How long scoring and debriefing takes, warm, for the ten longest conversations."""
    long = sorted((one.session for one in played), key=lambda it: -len(it.turns))[:10]
    slowest = max(_debriefed(desk, session) for session in long)
    shortest = min(len(session.turns) for session in long)
    value = f"{slowest:.2f} s ({shortest} turns or more)"
    return Figure("the slowest debrief", value, f"<= {SECONDS:.0f} s", slowest <= SECONDS)


def _debriefed(desk: Desk, session: Session) -> float:
    began = time.perf_counter()
    scenario = desk.scenario(session)
    states = [fold(scenario, session.turns[: at + 1]) for at in range(len(session.turns))]
    debrief(session, scenario, desk.rubric(session), desk.assess(session), states)
    return time.perf_counter() - began


def figures(desk: Desk, parts: Sequence[str], only: Sequence[str], seeds: int) -> Iterator[Figure]:
    """Every figure of the parts asked for."""
    if {"rated", "wording"} & set(parts):
        sessions = [(one, desk.hear(one)) for one in rated()]
        scored = [(one, desk.levels(session)) for one, session in sessions]
        if "rated" in parts:
            yield from agreeing.figures(scored)
            yield agreeing.whole(list(agreeing.means(scored)))
            yield from _languages(desk, scored)
            yield quotes(desk, (session for _, session in sessions))
        if "wording" in parts:
            yield from wording.figures(desk, _some(scored))
    if {"played", "attacks", "twice"} & set(parts):
        played = [one for language in LANGUAGES for one in order.play(desk, only, seeds, language)]
        if "played" in parts:
            yield from order.figures(played)
            yield quotes(desk, (one.session for one in played))
            yield debrief_seconds(desk, played)
        if "attacks" in parts:
            yield from attacks.figures(desk, played)
            yield attacks.honest(desk, played)
        if "twice" in parts:
            yield same_twice(played)


def _languages(desk: Desk, scored: Sequence[tuple[PlainSession, dict[str, int]]]) -> Iterator[Figure]:
    """Parallel conversations, all of them, and those alone in which nobody looked for errors."""
    more = [(number, one, desk.levels(desk.hear(one))) for number, one in parallel()]
    blind = [(one, given) for number, one, given in more if number >= BLIND]
    every = [*scored, *((one, given) for _, one, given in more)]
    yield agreeing.languages("same level in Dutch and English", list(_placed(desk, every)))
    apart = agreeing.languages("the same, those written blind alone", list(_placed(desk, blind)))
    yield replace(apart, bar="no bar", met=None)


def _placed(
    desk: Desk, scored: Iterable[tuple[PlainSession, dict[str, int]]]
) -> Iterator[tuple[str, str, dict[str, int]]]:
    for one, given in scored:
        yield desk.rubric(one).id, one.language, given


def _some(
    scored: Sequence[tuple[RatedTranscript, dict[str, int]]],
) -> list[tuple[RatedTranscript, dict[str, int]]]:
    return list(scored)[::EVERY]


def main(args: Sequence[str] | None = None) -> int:
    """Print the figures beside their bars; 1 when one is missed."""
    parser = argparse.ArgumentParser(prog="python -m evals.scores")
    parser.add_argument("--scenario", action="append", default=[], help="only this one; may be repeated")
    parser.add_argument("--seeds", type=int, default=16, help="conversations of each learner type")
    parser.add_argument("--part", action="append", choices=PARTS, help="only this part; may be repeated")
    options = parser.parse_args(args)
    found = list(figures(Desk(), options.part or PARTS, options.scenario, options.seeds))
    print()
    for one in found:
        print(f"{one.what:<58}{one.value:>34}  {one.bar:<14} {VERDICTS[one.met]}", flush=True)
    return int(any(one.met is False for one in found))


if __name__ == "__main__":
    raise SystemExit(main())
