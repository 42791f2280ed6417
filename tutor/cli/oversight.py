"""Commands for trainers: review what learners have shared."""

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.cli.lines import emit
from tutor.cli.opening import opened
from tutor.domain.rubric import JudgedBy
from tutor.errors import SessionError, TutorError

if TYPE_CHECKING:
    from tutor.domain.oversight import Review
    from tutor.messages import GradedCard


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("review")(review)
    app.command("never")(never)
    app.command("calibrate")(calibrate)


def review(
    session: Annotated[
        str, typer.Argument(help="A shared practice or text; without one they are listed.")
    ] = "",
    criterion: Annotated[str, typer.Option("--criterion", "-c", help="The score that you look at.")] = "",
    whole: Annotated[bool, typer.Option("--whole", help="Answer an objection to the whole.")] = False,
    level: Annotated[int, typer.Option("--level", help="The level that you give.")] = 0,
    no_level: Annotated[
        bool, typer.Option("--no-level", help="Give none: answer an objection in words only.")
    ] = False,
    reason: Annotated[str, typer.Option("--reason", help="Why, for the learner to read.")] = "",
    by: Annotated[str, typer.Option("--by", help="Your name, as the learner sees it.")] = "",
) -> None:
    """See practices and texts that learners have shared, and confirm or change a score with a reason.

    An objection can be answered without a level too: with --no-level, or --whole for one to the whole.

    Example: tutor review 4f0c… --criterion listening --level 4 --reason "Reply 3 gives it back." --by Trainer
    """
    from tutor.app import now
    from tutor.domain.oversight import Review

    if not session:
        asyncio.run(_list())
    elif not (criterion or whole or level or no_level or reason or by):
        asyncio.run(_show(session))
    elif bool(criterion) == whole or (level and (no_level or whole)):
        raise TutorError("Choose one: --criterion or --whole, and --level or --no-level.")
    else:
        given = {"level": level or no_level or whole, "reason": reason.strip(), "by": by.strip()}
        if missing := [f"--{name}" for name, value in given.items() if not value]:
            raise TutorError(f"A review needs {' and '.join(missing)} too.")
        asyncio.run(_keep(session, Review(now(), by.strip(), criterion, level, reason.strip())))


def never(
    session: Annotated[str, typer.Argument(help="A shared practice; tutor review lists them.")],
    turn: Annotated[int, typer.Argument(help="The turn whose answer you mark; 0 is the opening.", min=0)],
    because: Annotated[str, typer.Option("--because", help="Why this person would not say that.")] = "",
    who: Annotated[str, typer.Option("--who", help="The id of one of two counterparts who spoke.")] = "",
) -> None:
    """Mark what the counterpart would never say: it is not used again, and playtest checks that.

    Example: tutor never 4f0c… 3 --because "She never talks down to anybody."
    """
    if not because.strip():
        raise TutorError('Say why, with --because "…": whoever reads the rule later must know.')
    asyncio.run(_mark(session, turn, because.strip(), who))


def calibrate(
    folder: Annotated[Path, typer.Argument(help="A folder of transcripts that people rated (*.yaml).")],
    engine: Annotated[
        JudgedBy,
        typer.Option("--engine", help="The judge to compare: what counts, or the model."),
    ] = JudgedBy.EMBEDDED,
) -> None:
    """Compare a judge with human raters, and keep a card that goes with every debrief by that judge.

    Example: tutor calibrate rated-transcripts --engine embedded
    """
    if not folder.is_dir():
        raise TutorError(f"{folder} is no folder. Name one with rated transcripts (*.yaml).")
    asyncio.run(_calibrate(folder, engine))


async def _calibrate(folder: Path, engine: JudgedBy) -> None:
    from dataclasses import asdict

    async with opened() as app:
        cards = await app.calibrate(folder, engine)
    if sys.stdout.isatty():
        from tutor.cli.screen import show_card

        for card in cards:
            show_card(card)
        return
    for card in cards:
        emit({**asdict(card), "made": card.made.isoformat(), "validated": card.validated})


async def _mark(id: str, number: int, because: str, who: str) -> None:
    from tutor.authoring.never import mark
    from tutor.messages import DebriefCard

    async with opened() as app:
        card = await app.reviewing.card(id)
        if not isinstance(card, DebriefCard):
            raise SessionError(f"{id} is a written assignment; nobody speaks in it.")
        where = app.settings.content
        rule, path = mark(
            where,
            card.scenario,
            card.session,
            turn=number,
            because=because,
            who=who,
            check=app.library.reread,
        )
    emit({"file": str(path), "said": rule.said, "because": rule.because})


async def _list() -> None:
    from tutor.channels.review_key import review_address
    from tutor.cli.scoring import summary_line

    async with opened() as app:
        found, texts = await app.reviewing.shared()
        page = review_address(app.settings)
    if sys.stdout.isatty():
        from tutor.cli.screen import show_sessions, show_texts

        show_sessions(found)
        show_texts(texts)
        if page:
            typer.echo(f"In the browser, while tutor serve runs: {page}", err=True)
        return
    for it in found:
        said = {"objections": it.objections, "reviews": it.reviews, "waiting": it.waiting}
        emit({**summary_line(it), "learner": it.learner, **said})
    for one in texts:
        what = {"id": one.id, "learner": one.learner, "assignment": one.assignment, "language": one.language}
        said = {"objections": one.objections, "reviews": one.reviews, "waiting": one.waiting}
        emit({**what, **said})


async def _show(id: str) -> None:
    from tutor.messages import GradedCard

    async with opened() as app:
        card = await app.reviewing.card(id)
    if isinstance(card, GradedCard):
        _show_text(card)
        return
    if sys.stdout.isatty():
        from tutor.cli.screen import show_shared

        show_shared(card)
        return
    from tutor.domain.record import dump_session

    scores = [it.score for it in card.debrief.findings]
    emit(
        {
            "session": dump_session(card.session),
            "scores": [{"id": it.criterion, "level": it.level, "why": it.why} for it in scores],
        }
    )


def _show_text(card: "GradedCard") -> None:
    if sys.stdout.isatty():
        from tutor.cli.screen import show_shared_text

        show_shared_text(card)
        return
    from tutor.cli.assignments import debrief_line

    emit(debrief_line(card))


async def _keep(id: str, given: "Review") -> None:
    from tutor.language import Texts

    async with opened() as app:
        await app.reviewing.decide(id, given, Texts("en"))
    emit({"session": id, "criterion": given.criterion, "level": given.level or None})
