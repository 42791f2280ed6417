"""Nobody but this site's own pages gets in, and what is not used is closed."""

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.types import ASGIApp
from starlette.websockets import WebSocket, WebSocketDisconnect

from tutor.channels.web.guard import Guard, closed
from tutor.channels.web.shell import page_language
from tutor.channels.web.tongue import cookie, language_of

HERE = "http://127.0.0.1:8000"


class KnownSigns:
    """Signs that need no secret."""

    def make(self) -> str:
        return "good"

    def learner(self, headers: object) -> str:
        return "local" if "access_token=good" in headers.get("cookie", "") else ""  # type: ignore[attr-defined]


async def page(_: object) -> PlainTextResponse:
    return PlainTextResponse(page_language.get())


async def socket(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.close()


def client(local: bool = True) -> TestClient:
    routes = [Route("/{path:path}", page, methods=["GET", "POST"]), WebSocketRoute("/ws", socket)]
    guarded: ASGIApp = Guard(Starlette(routes=routes), local=local, default="en", signs=KnownSigns())  # type: ignore[arg-type]
    return TestClient(guarded, base_url=HERE)


def test_a_new_browser_gets_its_sign_with_its_first_page_only() -> None:
    browser = client()
    first = browser.get("/chat/", headers={"accept": "text/html"})
    assert "access_token=good; Path=/; HttpOnly; SameSite=Lax" in first.headers["set-cookie"]
    assert "set-cookie" not in browser.get("/chat/", headers={"accept": "text/html"}).headers
    assert "set-cookie" not in client().get("/chat/user", headers={"accept": "application/json"}).headers


def test_another_name_for_this_machine_is_refused() -> None:
    assert client().get("/", headers={"host": "elsewhere.example:8000"}).status_code == 421
    assert client(local=False).get("/", headers={"host": "tutor.example"}).status_code == 200


@pytest.mark.parametrize(("name", "status"), [("[::1]:8000", 200), ("[::1", 421), ("[", 421)])
def test_an_address_with_half_its_brackets_is_refused(name: str, status: int) -> None:
    """It was answered with an error of the program's."""
    assert client().get("/", headers={"host": name}).status_code == status
    assert (
        client().post("/", headers={"host": "127.0.0.1:8000", "origin": f"http://{name}"}).status_code == 403
    )


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "http://127.0.0.1:9"])
def test_another_site_changes_nothing(origin: str) -> None:
    assert client().post("/chat/project/action", headers={"origin": origin}).status_code == 403
    with (
        pytest.raises(WebSocketDisconnect),
        client().websocket_connect("ws://127.0.0.1:8000/ws", headers={"origin": origin}),
    ):
        pass


def test_our_own_pages_get_in() -> None:
    assert client().post("/chat/project/action", headers={"origin": HERE}).status_code == 200
    with client().websocket_connect("ws://127.0.0.1:8000/ws", headers={"origin": HERE}):
        pass


@pytest.mark.parametrize(
    ("method", "path", "shut"),
    [
        ("GET", "/chat/docs", True),
        ("GET", "/chat/openapi.json", True),
        ("POST", "/chat/project/file", True),
        ("GET", "/chat/project/file/abc", False),
        ("POST", "/chat/login", True),
        ("GET", "/chat/login", False),
        ("POST", "/chat/mcp", True),
        ("PUT", "/chat/project/element", True),
        ("GET", "/chat/copilot/index.js", True),
        ("GET", "/chat/project/share/abc", True),
        ("POST", "/chat/project/action", False),
        ("GET", "/chat/thread/abc", False),
        ("GET", "/docs", False),
    ],
)
def test_what_is_not_used_is_closed(method: str, path: str, shut: bool) -> None:
    assert closed(method, path) is shut


def test_an_address_that_no_database_takes_leads_nowhere() -> None:
    """PostgreSQL refuses a NUL: it was answered with an error of the program's."""
    assert client().get("/debrief/%00").status_code == 404


def test_pages_may_load_nothing_from_elsewhere() -> None:
    policy = client().get("/").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy


def test_the_page_is_made_in_the_language_of_the_browser() -> None:
    assert client().get("/", headers={"accept-language": "nl-BE,en;q=0.5"}).text == "nl"


@pytest.mark.parametrize("other", ['theme={"dark": true}', "list[]=1", "user=Zoë", "=", "a=b c"])
def test_cookies_of_other_programs_on_this_machine_hide_none_of_ours(other: str) -> None:
    """A browser sends them whatever the port, and one with a brace in it kept trainers out."""
    sent = {"cookie": f"{other}; tutor_trainer=sign; tutor_language=nl; {other}"}
    assert language_of(sent, "en") == "nl"
    assert cookie(sent["cookie"], "tutor_trainer") == "sign"
