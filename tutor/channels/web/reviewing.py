"""The trainer's pages: what learners share, and a form under each score; on this machine only."""

from collections.abc import Mapping
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from tutor.app import App, now
from tutor.channels.review_page import NAME, REASON, REVIEW, review_page, scores, shared_page
from tutor.channels.web.tongue import language_of
from tutor.domain.oversight import Review
from tutor.errors import TutorError
from tutor.language import SPOKEN, Texts
from tutor.messages import DebriefCard, GradedCard

MOST = 40_000
"""Bytes of a form."""
PASSED_ON = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
"""What a server adds to requests that it passes on from other machines."""


def reviewing(app: App) -> APIRouter:
    """The pages on an App.

    There is no login, so that they belong on an address that nobody else can reach: whoever can open them
    could use the commands of the machine as well. What another server passes on comes from elsewhere.
    """
    router = APIRouter(dependencies=[Depends(_from_here)])

    @router.get(REVIEW)
    async def shared(request: Request) -> Response:
        texts = Texts(language_of(request.headers, app.settings.language or "en"))
        scenarios = (it for tongue in SPOKEN for it in app.library.scenarios(tongue))
        assignments = (it for tongue in SPOKEN for it in app.library.assignments(tongue))
        titles = {(it.id, it.language): it.title for it in scenarios}
        titles |= {(it.id, it.language): it.title for it in assignments}
        return HTMLResponse(shared_page(*await app.reviewing.shared(), titles, texts))

    @router.get(REVIEW + "/{id}")
    async def one(id: str, kept: str = "") -> Response:
        card = await _shared(app, id)
        return HTMLResponse(review_page(card, note=_texts(card)("review.kept") if kept else ""))

    @router.post(REVIEW + "/{id}")
    async def decide(request: Request, id: str) -> Response:
        """Keep what was decided, and show it; what is wrong with it stands on top of the page."""
        card = await _shared(app, id)
        form = await _form(request)
        given = _review(form)
        if form.get("score", "") != str(scores(card)):
            return HTMLResponse(review_page(card, note=_texts(card)("review.newer")), 409)
        try:
            await app.reviewing.decide(id, given)
        except TutorError as error:
            return HTMLResponse(review_page(card, note=str(error)), 400)
        return RedirectResponse(f"{REVIEW}/{id}?kept=1#{given.criterion}", 303)

    return router


def _from_here(request: Request) -> None:
    if any(name in request.headers for name in PASSED_ON):
        raise HTTPException(404)


async def _shared(app: App, id: str) -> DebriefCard | GradedCard:
    try:
        return await app.reviewing.card(id)
    except TutorError as error:  # not shared, not there, or about content that is gone
        raise HTTPException(404, str(error)) from None


def _texts(card: DebriefCard | GradedCard) -> Texts:
    return Texts(card.session.language if isinstance(card, DebriefCard) else card.submission.language)


def _review(form: Mapping[str, str]) -> Review:
    level = form.get("level", "")
    return Review(
        now(),
        form.get("by", "")[:NAME].strip(),
        form.get("criterion", ""),
        int(level) if level.isdecimal() and len(level) < 3 else 0,
        form.get("reason", "")[:REASON].strip(),
    )


async def _form(request: Request) -> dict[str, str]:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MOST:
            raise HTTPException(413)
    return {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
