"""The host: one FastAPI app with the chat mounted in it, and the server that runs it."""

import asyncio
import sys
import webbrowser
from typing import Any

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from tutor.app import App
from tutor.channels.web.guard import LOOPBACK, Guard
from tutor.channels.web.routes import routes
from tutor.channels.web.shell import HERE, MOUNT, settle
from tutor.channels.web.signs import Signs
from tutor.settings import Settings


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
    host.add_middleware(Guard, local=local, default=app.settings.language or "en", signs=signs)
    host.include_router(routes(app, signs))
    host.mount("/public", StaticFiles(directory=HERE / "public"))
    host.mount(MOUNT, chainlit_app)
    return host


def run(settings: Settings, browser: bool = False) -> None:
    """Serve until stopped; prints the address, and opens it in the browser when asked to."""
    asyncio.run(_run(settings, browser))


async def _run(settings: Settings, browser: bool) -> None:
    import uvicorn

    app = await App.open(settings)
    try:
        config = uvicorn.Config(create_web(app), settings.host, settings.port, log_level="warning")
        server = uvicorn.Server(config)
        telling = asyncio.create_task(_tell(server, settings, browser))
        await server.serve()
        telling.cancel()
    finally:
        await app.close()


async def _tell(server: Any, settings: Settings, browser: bool) -> None:
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event to wait for
        await asyncio.sleep(0.05)
    shown = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host
    address = f"http://{shown}:{settings.port}/"
    sys.stderr.write(f"The tutor is at {address} (stop it with Ctrl+C)\n")
    if browser:
        await asyncio.to_thread(webbrowser.open, address)
