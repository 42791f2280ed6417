"""``python -m evals.overhead``: what our code adds to a turn that a language model words.

The model takes no time, so all of a turn is ours: recognising, deciding, the prompt, the budget, LangChain,
the guard over each sentence, and the record in the database. How late a sentence is heard is counted from the
moment at which the model wrote the piece that completed it.
"""

import asyncio
from dataclasses import replace

import numpy as np

from evals.model_turns import Played, benched

MOST_TURN, MOST_LATE = 0.080, 0.050
"""Seconds: the 95th percentile of a turn, and of a sentence from its last piece to the learner."""


async def played() -> list[Played]:
    """The turns of a conversation on every scenario in every language."""
    found: list[Played] = []
    async with benched() as bench:
        for scenario, session in bench.sessions():
            # What the first turn of a conversation loads is not what a turn takes.
            await bench.replay(scenario, replace(session, turns=session.turns[:3]))
            found += await bench.replay(scenario, session)
    return found


def main() -> int:
    """Print percentiles; 1 when a bar is missed."""
    turns = asyncio.run(played())
    missed = 0
    for name, values, bar in (
        ("a turn with a model, without the model", [it.seconds for it in turns], MOST_TURN),
        ("a sentence, from complete to shown", [late for it in turns for late in it.late], MOST_LATE),
    ):
        p50, p95, p99 = np.percentile(values, [50, 95, 99]) * 1000
        print(
            f"{name} ({len(values)} of them): median {p50:.0f} ms, 95 % within {p95:.0f} ms, "
            f"99 % within {p99:.0f} ms (bar: 95 % within {bar * 1000:.0f} ms)"
        )
        missed |= p95 > bar * 1000
    return missed


if __name__ == "__main__":
    raise SystemExit(main())
