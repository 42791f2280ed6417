"""The door to the trainer's pages: whoever has the token comes in, others are told what it takes."""

import hmac
from collections.abc import Mapping
from urllib.parse import parse_qs, quote

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tutor.channels.review_form import REVIEW
from tutor.channels.review_page import door_page, entered_page
from tutor.channels.web.tongue import cookie, language_of
from tutor.language import Texts

COOKIE = "tutor_trainer"
MOST = 40_000
"""Bytes of a form."""
PASSED_ON = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
"""What a server adds to requests that it passes on from other machines."""


class Key:
    """What the token opens; from it come the value of the cookie and a sign for each form."""

    def __init__(self, token: str) -> None:
        self._token = token.encode()

    def fits(self, token: str) -> bool:
        """Whether this is the token."""
        return hmac.compare_digest(token.encode("utf-8", "replace"), self._token)

    def known(self, headers: Mapping[str, str]) -> bool:
        """Whether a request comes from a browser that was let in."""
        given = cookie(headers.get("cookie", ""), COOKIE)
        return hmac.compare_digest(given.encode("utf-8", "replace"), self.sign().encode())

    def sign(self, form: str = "") -> str:
        """What a form must hold, so that no other page can send it; without a form, what the cookie holds."""
        return hmac.digest(self._token, f"form {form}".encode() if form else b"cookie", "sha256").hex()

    def signs(self, form: str, sign: str) -> bool:
        """Whether a form was made here."""
        return hmac.compare_digest(sign.encode("utf-8", "replace"), self.sign(form).encode())


class Door:
    """Stands before the trainer's pages, and nothing else.

    anywhere says that the operator has chosen the token: then requests that another server passes on are let
    in as well. default is the language of browsers that ask for none of ours.
    """

    def __init__(self, app: ASGIApp, *, key: Key, anywhere: bool, default: str) -> None:
        self._app = app
        self._key = key
        self._anywhere = anywhere
        self._default = default

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _behind(scope["path"]):
            await self._app(scope, receive, send)
            return
        answer = await self._answer(Request(scope, receive)) or self._app
        await answer(scope, receive, _unkept(send))

    async def _answer(self, request: Request) -> Response | None:
        """What is said at the door; nothing to whoever may go on."""
        if not self._anywhere and any(name in request.headers for name in PASSED_ON):
            return PlainTextResponse("Not Found", 404)
        to, token = request.url.path, request.query_params.get("token")
        if request.method == "POST":
            token = None
        if request.method == "POST" and to == REVIEW:
            try:
                given = await form(request)
            except HTTPException as error:
                return PlainTextResponse(error.detail, error.status_code)
            to, token = given.get("to", ""), given.get("token", "")
        if token is None:
            return None if self._key.known(request.headers) else self._asked(request, to)
        if not self._key.fits(token.strip()):
            return self._asked(request, to, wrong=True)
        return self._entered(request, to)

    def _asked(self, request: Request, to: str, *, wrong: bool = False) -> Response:
        texts = Texts(language_of(request.headers, self._default))
        return HTMLResponse(door_page(texts, to if _behind(to) else REVIEW, wrong=wrong), 401)

    def _entered(self, request: Request, to: str) -> Response:
        """The cookie, and a page that goes on by itself.

        Not a redirect: whoever comes from a link in a mail would not send a strict cookie after it.
        """
        texts = Texts(language_of(request.headers, self._default))
        where = quote(to) if _behind(to) else REVIEW
        answer = HTMLResponse(entered_page(texts, where), headers={"Refresh": f"0; url={where}"})
        safe = "https" in (request.url.scheme, request.headers.get("x-forwarded-proto"))
        answer.set_cookie(
            COOKIE, self._key.sign(), path=REVIEW, httponly=True, samesite="strict", secure=safe
        )
        return answer


def _behind(path: str) -> bool:
    return path == REVIEW or path.startswith(f"{REVIEW}/")


def _unkept(send: Send) -> Send:
    """Let no browser or server in between keep what stands here."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message)["Cache-Control"] = "no-store"
        await send(message)

    return sent


async def form(request: Request) -> dict[str, str]:
    """The fields of a form, with line ends as they are here; HTTPException when it is too large."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MOST:
            raise HTTPException(413)
    fields = parse_qs(body.decode("utf-8", "replace"))
    return {name: values[0].replace("\r\n", "\n") for name, values in fields.items()}
