"""Writes down what a counterpart would never say, in a file beside its scenario."""

from collections.abc import Callable
from pathlib import Path

import yaml

from tutor.authoring.loader import load
from tutor.domain.never import Never, NeverFile
from tutor.domain.scenario import Scenario
from tutor.domain.session import Act, Session, Turn
from tutor.errors import TutorError

Check = Callable[[Scenario], object]
"""Reads a scenario again with its rules; TutorError where that cannot be done."""

HEADER = "# What trainers marked as words that this counterpart would never use; see `tutor never`.\n"


def file_of(content: Path, scenario: Scenario) -> Path:
    """Where the rules of a scenario stand in a content folder."""
    return content / "scenarios" / scenario.id / "never" / f"{scenario.language}.yaml"


def rule_of(turn: Turn, because: str, who: str = "") -> Never:
    """What was said in a turn as a rule; where two spoke, who says whose words are meant.

    The rule keeps what had been decided, for the replay, and nothing of the learner's.
    """
    decision, parts = turn.decision, turn.utterance.parts
    speakers = list(dict.fromkeys(part.speaker for part in parts))
    if who and who not in speakers:
        raise TutorError(
            f"{who!r} did not speak in that turn. Speaking: {', '.join(speakers) or 'one person'}."
        )
    if len(speakers) > 1 and not who:
        raise TutorError(
            f"Two people spoke in that turn. Say whose words you mean: --who {' or '.join(speakers)}."
        )
    chosen = [part for part in parts if not who or part.speaker == who]
    second = decision.second and who and who != decision.speaker
    return Never(
        said=" ".join(part.text for part in chosen) or turn.utterance.text,
        because=because,
        speaker=who or decision.speaker,
        act=(Act.REACT if second else decision.act).value,
        subject=decision.second if second else decision.subject,
        degree=decision.degree.value if decision.degree else "",
    )


def mark(
    content: Path | None,
    scenario: Scenario,
    session: Session,
    *,
    turn: int,
    because: str,
    check: Check,
    who: str = "",
) -> tuple[Never, Path]:
    """Make a rule of what was said in a turn of a session, and keep it; TutorError says what is missing.

    Where the scenario cannot be read with the rule, the rule is not kept.
    """
    if content is None:
        raise TutorError("Name a content folder of your own in TUTOR_CONTENT; tutor init makes one.")
    if not because.strip():
        raise TutorError("Say why: whoever reads the rule later must know.")
    if not 0 <= turn < len(session.turns):
        raise TutorError(f"Practice {session.id} has no turn {turn}; its last is {len(session.turns) - 1}.")
    rule = rule_of(session.turns[turn], because.strip(), who)
    try:
        return rule, keep(content, scenario, rule, check)
    except OSError as error:
        raise TutorError(f"The rule cannot be written to {error.filename}: {error.strerror}.") from None


def keep(content: Path, scenario: Scenario, rule: Never, check: Check) -> Path:
    """Add a rule to the file of its scenario, once; ContentError when that file is broken.

    What was there before comes back where check refuses what is there now.
    """
    path = file_of(content, scenario)
    before = path.read_text(encoding="utf-8") if path.is_file() else None
    known = load(path, NeverFile).never if path.is_file() else ()
    rules = [*(it for it in known if it.said != rule.said), rule]
    path.parent.mkdir(parents=True, exist_ok=True)
    data = {"never": [it.model_dump(exclude_defaults=True) for it in rules]}
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100)
    _put(path, HEADER + text)
    try:
        check(scenario)
    except TutorError as error:
        _put(path, before)
        raise TutorError(f"Nothing was marked, because the scenario cannot be read now: {error}") from None
    return path


def _put(path: Path, text: str | None) -> None:
    """Write a file as a whole, so that nobody reads half of it; without a text there is none."""
    if text is None:
        path.unlink()
        return
    half = path.with_suffix(".half")
    half.write_text(text, encoding="utf-8")
    half.replace(path)
