"""The host: one FastAPI app with the chat mounted in it, and the server that runs it."""

import asyncio
import errno
import socket
import sys
import webbrowser
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from tutor.app import App
from tutor.channels.review_key import review_address, review_token
from tutor.channels.web.door import Door, Key
from tutor.channels.web.guard import Guard
from tutor.channels.web.reviewing import reviewing
from tutor.channels.web.routes import routes
from tutor.channels.web.shell import HERE, MOUNT, settle
from tutor.channels.web.signs import Signs
from tutor.errors import SettingsError
from tutor.settings import LOOPBACK, Settings

GRACE = 2
"""Seconds that open pages get when the server stops; they come back by themselves."""


def create_web(app: App) -> FastAPI:
    """The web app on an opened App; the caller closes the App. One a process: Chainlit keeps globals."""
    settle(app.settings.data / "web")
    import chainlit.data
    from chainlit.server import app as chainlit_app

    from tutor.channels.web.chat import Chat
    from tutor.channels.web.layer import ThreadLayer

    layer = ThreadLayer(app.store)
    chainlit.data._data_layer, chainlit.data._data_layer_initialized = layer, True
    Chat(app, layer).register()
    signs = Signs()
    host = FastAPI(title="Conversation Tutor", docs_url=None, redoc_url=None, openapi_url=None)
    local = app.settings.host in LOOPBACK
    if token := review_token(app.settings):
        key, own = Key(token), bool(app.settings.review_token.get_secret_value())
        host.include_router(reviewing(app, key))
        host.add_middleware(Door, key=key, anywhere=own, default=app.settings.language or "en")
    host.add_middleware(Guard, local=local, default=app.settings.language or "en", signs=signs)
    host.include_router(routes(app, signs))
    host.mount("/public", StaticFiles(directory=HERE / "public"))
    host.mount(MOUNT, chainlit_app)
    return host


def run(settings: Settings, prepare: Callable[[App], Awaitable[None]], browser: bool = False) -> None:
    """Take the address, prepare the App, and serve until stopped; opens the browser when asked to."""
    asyncio.run(_run(settings, prepare, browser))


async def _run(settings: Settings, prepare: Callable[[App], Awaitable[None]], browser: bool) -> None:
    import uvicorn

    listening = _listen(settings)
    app = await App.open(settings)
    try:
        await prepare(app)
        config = uvicorn.Config(create_web(app), log_level="warning", timeout_graceful_shutdown=GRACE)
        server = uvicorn.Server(config)
        beside = [_tell(server, settings, browser), app.warm()]
        tasks = [asyncio.create_task(it) for it in beside]
        await server.serve(sockets=[listening])
        for task in tasks:
            task.cancel()
    finally:
        await app.close()


def _listen(settings: Settings) -> socket.socket:
    """Take the address first, so that a port in use is known before anything is loaded."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except OSError as error:
        listening.close()
        if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
            raise SettingsError(f"TUTOR_HOST: {settings.host!r} is no address of this machine.") from error
        other = settings.port + 1 if settings.port < 65535 else 8000
        raise SettingsError(
            f"Port {settings.port} of {settings.host} cannot be used: {error.strerror}. "
            f"Is the tutor running there already? Else choose another: tutor serve --port {other}"
        ) from error
    return listening


async def _tell(server: Any, settings: Settings, browser: bool) -> None:
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event to wait for
        await asyncio.sleep(0.05)
    address = f"{settings.address}/"
    sys.stderr.write(f"The tutor is at {address} (stop it with Ctrl+C)\n")
    if trainers := review_address(settings):
        takes = " (with TUTOR_REVIEW_TOKEN)" if settings.review_token.get_secret_value() else ""
        sys.stderr.write(f"For trainers: {trainers}{takes}\n")
    if settings.host not in LOOPBACK:
        sys.stderr.write("There is no login: whoever can reach this address is the same learner.\n")
    if browser:
        await asyncio.to_thread(webbrowser.open, address)
