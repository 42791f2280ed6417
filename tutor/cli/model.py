"""Commands for operators: which language model does what, whether it answers, and what was used."""

import asyncio
import sys
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tutor.cli.lines import emit
from tutor.cli.opening import opened
from tutor.domain.calls import Purpose
from tutor.errors import ModelFailed, TutorError

if TYPE_CHECKING:
    from tutor.app import App
    from tutor.llm.model import LanguageModel

commands = typer.Typer(
    help="See which language model does what, whether it answers, and what was used.",
    invoke_without_command=True,
)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(commands, name="model")


@commands.callback()
def model(context: typer.Context) -> None:
    """Which language model serves which purpose, as the settings say.

    Example: tutor model
    """
    if context.invoked_subcommand is None:
        asyncio.run(_show())


@commands.command("check")
def check() -> None:
    """Ask every model that is set for one sentence, to see that it answers; 1 when one does not.

    Example: tutor model check
    """
    asyncio.run(_check())


@commands.command("costs")
def costs(
    days: Annotated[int, typer.Option("--days", help="How far to look back.", min=1, max=3650)] = 30,
) -> None:
    """What each model was used for, and what that came to.

    Example: tutor model costs --days 7
    """
    asyncio.run(_costs(days))


async def _show() -> None:
    from tutor.llm.building import server_of

    async with opened() as app:
        settings = app.settings
        rows: list[dict[str, Any]] = [
            {
                "purpose": purpose.value,
                "model": settings.model_for(purpose) or "embedded",
                "server": server_of(app.models.server(settings.model_for(purpose))),
                "priced": settings.model_for(purpose) in settings.model_prices,
            }
            for purpose in Purpose
        ]
    if sys.stdout.isatty():
        from tutor.cli.screen import show_models

        show_models(rows)
        return
    for row in rows:
        emit(row)


async def _check() -> None:
    failed = False
    async with opened() as app:
        named = {name: purpose for purpose in Purpose if (name := app.settings.model_for(purpose))}
        if not named:
            raise TutorError("No language model is set, so there is none to check. Set TUTOR_MODEL first.")
        for name, purpose in named.items():
            asked = app.model(purpose)
            row = await _asked(app, asked) if asked else {}
            failed |= "error" in row
            emit({"model": name, **row})
    if failed:
        raise typer.Exit(1)


async def _asked(app: "App", asked: "LanguageModel") -> dict[str, Any]:
    began = time.monotonic()
    try:
        completion = await asked.write(app.models.check_call())
    except ModelFailed as failure:
        return {"error": str(failure), "reason": failure.reason.value}
    used = completion.usage
    return {
        "said": " ".join(completion.text.split()),
        "seconds": round(time.monotonic() - began, 2),
        "tokens_in": used.tokens_in,
        "tokens_out": used.tokens_out,
        "estimated": used.estimated,
    }


async def _costs(days: int) -> None:
    from tutor.app import now

    async with opened() as app:
        found = await app.store.costs(now() - timedelta(days=days))
    if sys.stdout.isatty():
        from tutor.cli.screen import show_costs

        show_costs(found, days)
        return
    for it in found:
        emit(
            {
                "model": it.model,
                "purpose": it.purpose.value,
                "calls": it.calls,
                "failed": it.failed,
                "tokens_in": it.usage.tokens_in,
                "tokens_out": it.usage.tokens_out,
                "cached": it.usage.cached,
                "estimated": it.usage.estimated,
                "seconds": round(it.seconds, 3),
                "cost": None if it.cost is None else round(it.cost, 6),
            }
        )
