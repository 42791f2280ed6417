"""The host's own pages: the way in, its health, the language switch, attachments and pictures."""

import asyncio
import html
import tempfile
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote, urlsplit

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from tutor.app import App
from tutor.channels.page import DEBRIEF, HAND_IN, debrief_page, text_page, told_page
from tutor.channels.web.shell import HERE, MOUNT
from tutor.channels.web.signs import Signs
from tutor.channels.web.tongue import COOKIE, language_of
from tutor.conversation.parts import own
from tutor.domain.submission import Handed
from tutor.errors import AssessmentGoesOn, SessionError, TutorError
from tutor.language import SPOKEN, Texts
from tutor.messages import DebriefCard, GradedCard
from tutor.scoring.grading import LIMITS, typed

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

    @router.get(MOUNT + "/avatars/{name}")
    async def avatar(name: str) -> Response:
        return Response(portrait(name), media_type="image/svg+xml")

    router.include_router(_looking_back(app, signs))
    return router


def _looking_back(app: App, signs: Signs) -> APIRouter:
    """The pages on what a learner did: debriefs, and where texts are handed in."""
    router = APIRouter()

    @router.get(DEBRIEF + "/{id}")
    async def debrief(request: Request, id: str) -> Response:
        """A debrief of a practice or a text, to print or as PDF, for the learner whose it is."""
        try:
            card = await _card(app, signs.learner(request.headers) or "", id.removesuffix(".pdf"))
        except SessionError as error:
            texts = Texts(language_of(request.headers, app.settings.language or "en"))
            alone = isinstance(error, AssessmentGoesOn)
            return HTMLResponse(told_page(texts(f"page.{'alone' if alone else 'gone'}"), texts), 404)
        if not id.endswith(".pdf"):
            return HTMLResponse(text_page(card) if isinstance(card, GradedCard) else debrief_page(card))
        return Response(await asyncio.to_thread(_pdf, card), media_type="application/pdf")

    @router.post(HAND_IN + "/{assignment}")
    async def hand_in(request: Request, assignment: str, language: str, name: str = "") -> Response:
        """Grade a text or a file for an assignment; answers what to press to see it, or what is wrong."""
        learner = signs.learner(request.headers)
        if not learner or language not in SPOKEN:
            raise HTTPException(404)
        try:
            app.handing_in.task(assignment, language)  # what is wrong with that comes first
            work = await _handed(app, request, Path(name).name[:200], language)
            made = await app.handing_in.keep(learner, assignment, language, work)
        except TutorError as error:
            return JSONResponse({"error": str(error)}, 400)
        return JSONResponse({"action": f"text:{made.id}"})

    return router


async def _card(app: App, learner: str, id: str) -> DebriefCard | GradedCard:
    """The debrief of one of a learner's own practices or texts; SessionError for any other."""
    if await app.store.submissions.has(id):
        return await app.grading.card((await app.handing_in.own(learner, id)).id)
    return await app.debriefing.read((await own(app.store, learner, id)).id)


def _pdf(card: DebriefCard | GradedCard) -> bytes:
    from tutor.channels.pdf import debrief_pdf, text_pdf

    return text_pdf(card) if isinstance(card, GradedCard) else debrief_pdf(card)


async def _handed(app: App, request: Request, name: str, language: str) -> Handed:
    """What a request brings: typed text, or the bytes of a file with this name."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LIMITS.size:
            raise TutorError(Texts(language)("hand-in.large", most=LIMITS.size // 1_000_000))
    if not name:
        return typed(body.decode("utf-8", "replace"))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"text{Path(name).suffix.lower()[:10]}"
        file.write_bytes(body)
        return await asyncio.to_thread(app.grading.read, file, language, name)


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
