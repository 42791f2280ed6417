"""What stands before every request: who may ask, what is closed, and the sign that a learner is this one."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tutor.channels.web.shell import MOUNT, page_language
from tutor.channels.web.signs import NAME, Signs
from tutor.channels.web.tongue import language_of
from tutor.settings import LOOPBACK

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
CLOSED = (
    *("docs", "redoc", "openapi.json", "copilot", "mcp", "login", "auth/jwt", "auth/header", "auth/oauth"),
    *("project/file", "project/share", "project/element", "project/thread/share"),
)
"""Parts of Chainlit that this product does not use; reading back an element's file is the exception."""
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",  # Chainlit compiles our elements in the browser
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Lets in what comes from this site's own pages, and gives a new browser the sign of the local learner.

    local says that only this machine may ask.
    """

    def __init__(self, app: ASGIApp, *, local: bool, default: str, signs: Signs) -> None:
        self._app = app
        self._local = local
        self._default = default
        self._signs = signs

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if refusal := self._refusal(scope, headers):
            await _refuse(refusal, scope, receive, send)
            return
        page_language.set(language_of(headers, self._default))
        signing = send if scope["type"] == "websocket" else self._signing(headers, send)
        await self._app(scope, receive, signing)

    def _refusal(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        host = headers.get("host", "")
        if self._local and _part(f"//{host}", "hostname") not in LOOPBACK:
            return 421, "This program answers on this machine only."
        origin = headers.get("origin")
        changes = scope["type"] == "websocket" or scope["method"] not in SAFE
        if changes and origin is not None and _part(origin, "netloc") != host:
            return 403, "This request comes from another site."
        if closed(scope.get("method", "GET"), scope["path"]) or "\0" in scope["path"]:  # no database takes it
            return 404, "Not found."
        return None

    def _signing(self, headers: Headers, send: Send) -> Send:
        """Put our headers on every answer, and the sign on a page for a browser without one."""
        page = "text/html" in headers.get("accept", "")
        new = page and not self._signs.learner(headers)

        async def signed(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    out.setdefault(name, value)
                if new:
                    out.append("Set-Cookie", f"{NAME}={self._signs.make()}; Path=/; HttpOnly; SameSite=Lax")
            await send(message)

        return signed


def _part(address: str, name: str) -> str | None:
    """A part of an address; None where it is none, such as an IPv6 address with half its brackets."""
    try:
        part: str | None = getattr(urlsplit(address), name)
    except ValueError:
        return None
    return part


def closed(method: str, path: str) -> bool:
    """Whether a part of Chainlit is closed here."""
    inside = path.removeprefix(MOUNT).strip("/")
    if not path.startswith(MOUNT + "/"):
        return False
    if method == "GET" and inside.startswith(("project/file/", "login")):
        return False
    return any(inside == part or inside.startswith(part + "/") for part in CLOSED)


async def _refuse(refusal: tuple[int, str], scope: Scope, receive: Receive, send: Send) -> None:
    status, reason = refusal
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": reason})
    else:
        await PlainTextResponse(reason, status)(scope, receive, send)
