"""``python -m evals``: every measurement, one after the other; 1 when a bar is missed."""

import subprocess
import sys

PARTS = (
    "retrieval",
    "ask",
    "quiz",
    "written",
    "scale",
    "moves",
    "moves_model",
    "offers",
    "negotiations",
    "playtests",
    "scores",
    "attacks",
    "assignments",
    "guard",
    "chaos",
    "tokens",
    "overhead",
    "speed",
    "durability",
)


def main() -> int:
    """Run the parts in processes of their own, so that none of them warms up another."""
    missed = []
    for part in PARTS:
        print(f"\n=== {part} ===", flush=True)
        if subprocess.run([sys.executable, "-m", f"evals.{part}"]).returncode:
            missed.append(part)
    print("\nAll bars met." if not missed else f"\nMissed: {', '.join(missed)}")
    return int(bool(missed))


if __name__ == "__main__":
    raise SystemExit(main())
