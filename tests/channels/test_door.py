"""The door to the trainer's pages: who comes in, by which token, and what others are told."""

from html import unescape
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from tests.channels.test_host import BASE, PAGE
from tests.channels.test_host import app as app
from tests.channels.test_host import data as data
from tests.channels.test_review import browser as browser
from tests.channels.test_review import signed
from tests.channels.test_review import stranger as stranger
from tests.conversation.test_looking_back import ended
from tutor.app import App
from tutor.channels.review_key import kept_secret, review_address, review_token
from tutor.channels.web import create_web
from tutor.channels.web.door import COOKIE, Key
from tutor.errors import SettingsError
from tutor.language import Texts
from tutor.settings import load_settings


async def test_what_another_server_passes_on_reaches_no_such_page(
    app: App, browser: httpx.AsyncClient
) -> None:
    door = await ended(app)
    await door.press("release")
    for address in ("/review", f"/review/{door.session}"):
        assert (await browser.get(address)).status_code == 200
        passed = {"x-forwarded-for": "192.0.2.7"}
        assert (await browser.get(address, headers=passed)).status_code == 404


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_who_has_no_token_is_told_what_it_takes_in_the_language_of_the_reader(
    app: App, stranger: httpx.AsyncClient, language: str
) -> None:
    """Any other user of the machine could read what learners shared, and decide in a trainer's name."""
    door, texts, tongue = await ended(app, "nl"), Texts(language), {"accept-language": language}
    await door.press("release")
    address, right = f"/review/{door.session}", review_token(app.settings)
    for method in ("GET", "POST"):
        sent = signed(app, door.session) if method == "POST" else None
        asked = await stranger.request(method, address, headers=tongue, data=sent)
        assert asked.status_code == 401 and texts("review.door.about") in unescape(asked.text)
        assert door.session not in unescape(asked.text).replace(f'value="{address}"', "")
    for token in ("", right[:-1], right + "x", "é", right.upper()):
        for refused in (
            await stranger.get(address, headers=tongue, params={"token": token}),
            await stranger.post("/review", headers=tongue, data={"token": token + " ", "to": address}),
            await stranger.get(address, headers=tongue | {"cookie": f"{COOKIE}={right}"}),
        ):
            assert refused.status_code == 401 and "set-cookie" not in _ours(refused)
    assert (await app.store.load(door.session)).reviews == ()
    entered = await stranger.post("/review", headers=tongue, data={"token": f" {right} ", "to": address})
    assert entered.status_code == 200 and entered.headers["refresh"] == f"0; url={address}"
    assert right not in str(entered.headers) and right not in entered.text
    seen = await stranger.get(address)
    assert seen.status_code == 200 and seen.headers["cache-control"] == "no-store"


def _ours(answer: httpx.Response) -> dict[str, str]:
    """The headers without the learner's sign, which any page gives a new browser."""
    cookies = answer.headers.get_list("set-cookie")
    kept = {name: value for name, value in answer.headers.items() if name != "set-cookie"}
    trainers = [it for it in cookies if it.startswith(COOKIE)]
    return kept | ({"set-cookie": trainers[0]} if trainers else {})


@pytest.mark.parametrize(
    ("to", "where"),
    [
        ("//evil.example/review", "/review"),
        ("https://evil.example", "/review"),
        ("/review/a b", "/review/a%20b"),
    ],
)
async def test_the_door_leads_to_our_own_pages_and_its_cookie_nowhere_else(
    app: App, stranger: httpx.AsyncClient, to: str, where: str
) -> None:
    token = review_token(app.settings)
    entered = await stranger.post("/review", data={"token": token, "to": to})
    assert entered.headers["refresh"] == f"0; url={where}"
    cookie = _ours(entered)["set-cookie"].lower()
    assert (
        all(it in cookie for it in ("httponly", "samesite=strict", "path=/review")) and "secure" not in cookie
    )
    assert token.lower() not in cookie


async def test_a_token_is_made_once_and_for_this_user_only(app: App) -> None:
    kept = app.settings.data / "web" / "review-token"
    assert review_token(app.settings) == review_token(app.settings) == kept.read_text()
    assert kept.stat().st_mode & 0o077 == 0 and len(kept.read_text()) > 30
    assert review_address(app.settings) == f"{BASE}/review?token={kept.read_text()}"


def test_a_disk_without_second_names_keeps_a_token_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program did not start on a stick or a share that cannot link."""

    def cannot(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.link", cannot)
    made = kept_secret(tmp_path / "web" / "secret", 24)
    assert kept_secret(tmp_path / "web" / "secret", 24) == made and len(made) > 30
    assert [it.name for it in (tmp_path / "web").iterdir()] == ["secret"]


OWN = "a-token-of-the-operator"


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
async def test_with_a_token_of_the_operators_they_are_there_behind_a_server_too(app: App, host: str) -> None:
    app.settings = app.settings.model_copy(update={"host": host, "review_token": SecretStr(OWN)})
    assert OWN not in review_address(app.settings)  # it stands in nobody's terminal
    transport = httpx.ASGITransport(create_web(app))
    passed = PAGE | {"x-forwarded-for": "192.0.2.7", "x-forwarded-proto": "https"}
    async with httpx.AsyncClient(transport=transport, base_url=BASE, headers=passed) as client:
        assert (await client.get("/review")).status_code == 401
        entered = await client.get("/review", params={"token": OWN})
        assert "secure" in _ours(entered)["set-cookie"].lower()
        inside = {"cookie": f"{COOKIE}={Key(OWN).sign()}"}
        assert (await client.get("/review", headers=inside)).status_code == 200


@pytest.mark.parametrize("token", ["short", " " * 30, "with a blank at the end "])
def test_a_token_that_can_be_guessed_is_refused_and_not_shown(
    token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUTOR_REVIEW_TOKEN", token)
    with pytest.raises(SettingsError, match=r"TUTOR_REVIEW_TOKEN: .*20 characters") as caught:
        load_settings()
    assert token not in str(caught.value)


async def test_where_others_can_reach_the_program_there_are_no_such_pages(app: App) -> None:
    app.settings = app.settings.model_copy(update={"host": "0.0.0.0"})
    transport = httpx.ASGITransport(create_web(app))
    async with httpx.AsyncClient(transport=transport, base_url=BASE, headers=PAGE) as client:
        assert (await client.get("/review")).status_code == 404
