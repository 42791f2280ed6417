"""The host's own pages: the way in, its health, the language switch, attachments and pictures."""

import html
from datetime import timedelta
from urllib.parse import quote, urlsplit

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from tutor.app import App
from tutor.channels.page import DEBRIEF, debrief_page
from tutor.channels.web.shell import HERE, MOUNT
from tutor.channels.web.signs import Signs
from tutor.channels.web.tongue import COOKIE, language_of
from tutor.errors import SessionError
from tutor.language import SPOKEN
from tutor.parts import own

ELEMENTS = "/elements"
"""Where what is attached to messages is served."""
NAME = "Conversation Tutor"
YEAR = int(timedelta(days=365).total_seconds())


def routes(app: App, signs: Signs) -> APIRouter:
    """The pages on an App."""
    router = APIRouter()

    @router.get("/")
    async def home() -> Response:
        return RedirectResponse(f"{MOUNT}/")

    @router.get("/healthz")
    async def health() -> Response:
        await app.store.check()
        return JSONResponse({"status": "ok"})

    @router.get("/language")
    async def switch(request: Request) -> Response:
        """Change to the other language, and go back to where the learner was."""
        now = language_of(request.headers, app.settings.language or "en")
        other = next(it for it in SPOKEN if it != now)
        if learner := signs.learner(request.headers):
            await app.store.learner(learner, learner, other)
            await app.store.set_language(learner, other)
        back = request.query_params.get("to") or request.headers.get("referer", "")
        answer = RedirectResponse(inside(back))
        answer.set_cookie(COOKIE, other, max_age=YEAR, samesite="lax")
        return answer

    @router.get(ELEMENTS + "/{id}")
    async def element(request: Request, id: str) -> Response:
        """What is attached to a message, for the learner whose thread it is in."""
        found = await app.store.threads.element(id)
        thread = await app.store.threads.thread(found.thread) if found else None
        if found is None or thread is None or thread.learner != signs.learner(request.headers):
            raise HTTPException(404)
        return Response(found.content, media_type=found.mime)

    @router.get(DEBRIEF + "/{session}")
    async def debrief(request: Request, session: str) -> Response:
        """A debrief to print or save, for the learner whose practice it is."""
        try:
            found = await own(app.store, signs.learner(request.headers) or "", session)
        except SessionError:
            raise HTTPException(404) from None
        return HTMLResponse(debrief_page(await app.debriefing.card(found.id)))

    @router.get(MOUNT + "/avatars/{name}")
    async def avatar(name: str) -> Response:
        return Response(portrait(name), media_type="image/svg+xml")

    return router


def portrait(name: str) -> str:
    """A round picture with the first letter of who speaks, in a colour of their own."""
    if name in ("default", NAME):
        return (HERE / "public" / "favicon.svg").read_text("utf-8")
    hue = sum(name.encode("utf-8", "replace")) * 47 % 360
    letter = html.escape(name.strip()[:1].upper() or "?")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">'
        f'<circle cx="20" cy="20" r="20" fill="hsl({hue} 45% 38%)"/>'
        '<text x="20" y="27" text-anchor="middle" font-family="system-ui,sans-serif" font-size="20" '
        f'font-weight="600" fill="#fff">{letter}</text></svg>'
    )


def inside(back: str) -> str:
    """The page of ours that a link was pressed on; the first page when it was none of ours."""
    path = urlsplit(back).path
    return quote(path) if path.startswith(f"{MOUNT}/") else f"{MOUNT}/"
