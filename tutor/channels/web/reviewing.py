"""The trainer's pages, behind their door: what learners share, and a form under each score."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from tutor.app import App, now
from tutor.channels.review_form import NAME, REASON, REVIEW, WHOLE, Typed
from tutor.channels.review_page import Shown, gone_page, made_of, review_page, scores, shared_page, texts_of
from tutor.channels.web.door import Key, form
from tutor.channels.web.tongue import language_of
from tutor.domain.oversight import Review
from tutor.errors import SessionError, TutorError
from tutor.language import SPOKEN, Texts

UNCHOSEN = -1
"""The level of a form in which none was chosen."""


def reviewing(app: App, key: Key) -> APIRouter:
    """The pages on an App, to be put behind a Door with the same key."""
    router = APIRouter()

    @router.get(REVIEW)
    async def shared(request: Request) -> Response:
        scenarios = (it for tongue in SPOKEN for it in app.library.scenarios(tongue))
        assignments = (it for tongue in SPOKEN for it in app.library.assignments(tongue))
        titles = {(it.id, it.language): it.title for it in scenarios}
        titles |= {(it.id, it.language): it.title for it in assignments}
        return HTMLResponse(shared_page(*await app.reviewing.shared(), titles, _texts(app, request)))

    @router.get(REVIEW + "/{id}")
    async def one(request: Request, id: str, kept: str = "") -> Response:
        if (card := await _shared(app, id)) is None:
            return HTMLResponse(gone_page(_texts(app, request)), 404)
        return HTMLResponse(review_page(card, key.sign(id), kept=kept))

    @router.post(REVIEW + "/{id}")
    async def decide(request: Request, id: str) -> Response:
        """Keep what was decided, and show it; else the form as it was typed, with what is wrong with it."""
        typed = await form(request)
        if (card := await _shared(app, id)) is None:
            return HTMLResponse(gone_page(_texts(app, request), typed.get("reason", "")), 404)
        texts = texts_of(card)
        if not key.signs(id, typed.get("form", "")):
            return _again(card, key, typed, texts("review.foreign"), 403)
        if typed.get("score", "") != str(scores(card)):
            return _again(card, key, typed, texts("review.newer"), 409)
        given = _review(typed, scores(card))
        try:
            await app.reviewing.decide(id, given, texts)
        except TutorError as error:
            return _again(card, key, typed, str(error), 400)
        where = given.criterion or WHOLE
        return RedirectResponse(f"{REVIEW}/{id}?kept={where}#{where}", 303)

    return router


def _texts(app: App, request: Request) -> Texts:
    return Texts(language_of(request.headers, app.settings.language or "en"))


async def _shared(app: App, id: str) -> Shown | None:
    """What is shared, without its debrief where the content of that is gone; None where nothing is."""
    try:
        return await app.reviewing.card(id)
    except SessionError:
        return None
    except TutorError:
        return await app.reviewing.record(id)


def _again(card: Shown, key: Key, typed: Mapping[str, str], problem: str, status: int) -> Response:
    """The page with what was typed where it was typed, and above it all why it was not kept."""
    criterion, level, reason, by = (typed.get(it, "") for it in ("criterion", "level", "reason", "by"))
    again = Typed(criterion, level, reason, by, problem)
    return HTMLResponse(review_page(card, key.sign(made_of(card).id), typed=again), status)


def _review(typed: Mapping[str, str], score: int) -> Review:
    """What was typed as a decision on the score that was seen, whichever may be given meanwhile."""
    level = typed.get("level", "")
    return Review(
        now(),
        typed.get("by", "")[:NAME].strip(),
        typed.get("criterion", ""),
        int(level) if level.isdecimal() and len(level) < 3 else UNCHOSEN,
        typed.get("reason", "")[:REASON].strip(),
        score,
    )
