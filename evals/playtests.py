"""``python -m evals.playtests``: every scenario played by scripted learners of every type; are the bars met?

Each type plays each scenario in each language with thirty seeds on normal difficulty, the expert on hard as
well, through the real recogniser, Director, Voice and judge. ``--scenario`` and ``--language`` narrow it
down, ``--seeds`` says how many conversations, ``--json`` writes every figure to a file.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from evals.playtests_bars import BARS, Group, unreached_levels
from tutor.authoring.learners import LearnerType
from tutor.authoring.loader import Library
from tutor.bench import Job, Played, jobs, play
from tutor.cli.progress import progress
from tutor.domain.scenario import Difficulty
from tutor.playtest.figures import Summary, summarise
from tutor.settings import load_settings, shipped

LANGUAGES = ("en", "nl")
WIDTH = 46


def asked_for(scenarios: Sequence[str], languages: Sequence[str], seeds: int) -> list[Job]:
    """Every type on normal difficulty, and the expert on hard; all scenarios when none is named."""
    roots, found = (shipped(),), list[Job]()
    for language in languages:
        for scenario in Library(roots).scenarios(language):
            if not scenarios or scenario.id in scenarios:
                found += jobs(roots, scenario.id, language, Difficulty.NORMAL, seeds)
                expert = LearnerType.EXPERT
                found.append(Job(roots, scenario.id, language, expert, Difficulty.HARD, seeds))
    return found


def groups_of(played: Sequence[Played]) -> list[Group]:
    """The conversations by scenario and language, in the order played."""
    library, found = Library((shipped(),)), dict[tuple[str, str], list[Played]]()
    for it in played:
        found.setdefault((it.job.scenario, it.job.language), []).append(it)
    groups = []
    for key, own in found.items():
        scenario = library.scenario(*key)
        rubric = library.rubric(scenario.rubric, scenario.language)
        groups.append(Group(scenario, rubric, tuple(run for it in own for run in it.runs)))
    return groups


def main(args: Sequence[str] | None = None) -> int:
    """Print a table a scenario and the bars; 1 when a bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m evals.playtests")
    parser.add_argument("--scenario", action="append", default=[], help="only this one; may be repeated")
    parser.add_argument("--language", action="append", default=[], choices=LANGUAGES)
    parser.add_argument("--seeds", type=int, default=30, help="conversations for each learner type")
    parser.add_argument("--json", type=Path, help="a file for every figure")
    options = parser.parse_args(args)
    asked = asked_for(options.scenario, options.language or LANGUAGES, options.seeds)
    if not asked:
        parser.error(f"there is no scenario {', '.join(options.scenario)}")
    with progress() as report:
        groups = groups_of(list(play(asked, report, load_settings().data / "playtests.sqlite")))
    for group in groups:
        show(group)
    missed = show_bars(groups)
    if options.json:
        options.json.write_text(json.dumps(figures(groups), indent=1) + "\n", "utf-8")
    return int(missed)


# --- what is printed -----------------------------------------------------------------------------------


def summaries(group: Group) -> list[Summary]:
    """Each learner type on normal difficulty."""
    return [summarise(kind, group.of(kind)) for kind in LearnerType if group.of(kind)]


def show(group: Group) -> None:
    """The table of one scenario in one language."""
    print(f"\n{group.name}")
    head = ("learner", "outcomes", "turns", "leaks", "fall-backs", "repeats", "score")
    print("{:<19}{:<48}{:>6}{:>7}{:>12}{:>9}{:>7}".format(*head))
    rows = [(it.kind.value, it) for it in summaries(group)]
    if hard := group.of(LearnerType.EXPERT, Difficulty.HARD):
        rows.append(("expert, hard", summarise(LearnerType.EXPERT, hard)))
    for name, it in rows:
        outcomes = ", ".join(f"{kind.value} {count}" for kind, count in sorted(it.outcomes.items()))
        score = f"{it.score:.1f}" if it.score else "–"
        shares = f"{it.fallbacks:>12.1%}{it.repeats:>9.1%}"
        print(f"{name:<19}{outcomes:<48}{it.turns:>6}{it.leaks:>7}{shares}{score:>7}")


def show_bars(groups: Sequence[Group]) -> bool:
    """Every bar with the worst scenario's figure; whether any was missed."""
    print(f"\n{'bar':<{WIDTH}}{'asked':>12}{'worst':>9}  where it is missed")
    missed = False
    for bar in BARS:
        values = [(group, value) for group in groups if (value := bar.measure(group)) is not None]
        if not values:
            continue
        worst = max((value for _, value in values), key=bar.distance)
        wrong = [f"{group.name} {value:g}" for group, value in values if not bar.met(value)]
        missed |= bool(wrong)
        print(f"{bar.title:<{WIDTH}}{bar.asked:>12}{worst:>9.3g}  {'; '.join(wrong) or 'nowhere'}")
    endings = [f"{group.name}: {ending}" for group in groups for ending in group.unreached_endings]
    levels = unreached_levels(groups)
    print("Endings that nobody reached: " + ("; ".join(endings) or "none"))
    print("Levels that nobody reached: " + ("; ".join(levels) or "none"))
    return missed or bool(endings or levels)


def figures(groups: Sequence[Group]) -> dict[str, object]:
    """Everything as JSON."""
    return {
        "scenarios": [
            {
                "scenario": group.scenario.id,
                "language": group.scenario.language,
                "learners": [asdict(it) for it in summaries(group)],
                "bars": {bar.title: bar.measure(group) for bar in BARS},
                "endings_unreached": group.unreached_endings,
            }
            for group in groups
        ],
        "levels_unreached": unreached_levels(groups),
    }


if __name__ == "__main__":
    raise SystemExit(main())
