"""The web app as a browser meets it: the way in, health, languages, and what it keeps to itself."""

from collections.abc import AsyncIterator
from html import unescape
from pathlib import Path

import httpx
import pytest

from tutor.app import App, now
from tutor.channels.web import create_web
from tutor.channels.web.routes import inside, portrait
from tutor.domain.history import Element
from tutor.language import Texts
from tutor.messages import Activity, Message
from tutor.settings import Settings

BASE = "http://127.0.0.1:8000"
PAGE = {"accept": "text/html", "accept-language": "nl-NL"}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture
async def app(data: Path) -> AsyncIterator[App]:
    app = await App.open(Settings(data=data))
    yield app
    await app.close()


@pytest.fixture
async def browser(app: App) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(create_web(app))
    async with httpx.AsyncClient(transport=transport, base_url=BASE, headers=PAGE) as client:
        yield client


async def test_the_way_in_leads_to_the_chat_without_a_login(browser: httpx.AsyncClient) -> None:
    page = await browser.get("/", follow_redirects=True)
    assert page.url.path == "/chat/"
    assert (await browser.get("/chat/user")).json()["identifier"] == "local"


async def test_the_page_asks_no_other_host(browser: httpx.AsyncClient) -> None:
    page = (await browser.get("/chat/")).text
    assert "https://" not in page
    assert "http://" not in page
    assert '<html lang="nl"' in page


async def test_health_is_told(browser: httpx.AsyncClient) -> None:
    assert (await browser.get("/healthz")).json() == {"status": "ok"}


async def test_the_switch_changes_language_and_comes_back(browser: httpx.AsyncClient) -> None:
    here = f"{BASE}/chat/thread/0b0e7d52-0000-4000-8000-000000000000"
    back = await browser.get("/language", headers={"referer": here})
    assert back.headers["location"] == "/chat/thread/0b0e7d52-0000-4000-8000-000000000000"
    assert '<html lang="en"' in (await browser.get("/chat/")).text


@pytest.mark.parametrize(
    ("to", "where"),
    [("/chat/thread/a", "/chat/thread/a"), ("//x.example/chat/", "/chat/"), ("https://x.example", "/chat/")],
)
async def test_the_switch_goes_to_no_other_site(browser: httpx.AsyncClient, to: str, where: str) -> None:
    answer = await browser.get("/language", params={"to": to})
    assert answer.headers["location"] == where


@pytest.mark.parametrize(("language", "name"), [("nl-NL", "Vraag de cursus"), ("en-US", "Ask the course")])
async def test_what_can_be_done_is_told_in_the_language_of_the_page(
    browser: httpx.AsyncClient, language: str, name: str
) -> None:
    await browser.get("/chat/")
    told = (await browser.get("/chat/project/settings", params={"language": language})).json()
    assert [it["name"] for it in told["chatProfiles"]] == ["ask", "practise"]
    assert told["chatProfiles"][0]["display_name"] == name
    assert len(told["chatProfiles"][0]["starters"]) >= 2
    assert told["features"]["unsafe_allow_html"] is False
    assert told["features"]["spontaneous_file_upload"]["enabled"] is False


@pytest.mark.parametrize(
    "path", ["/docs", "/openapi.json", "/chat/docs", "/chat/openapi.json", "/chat/copilot/x"]
)
async def test_no_documentation_is_open(browser: httpx.AsyncClient, path: str) -> None:
    assert (await browser.get(path)).status_code == 404


async def test_no_other_site_is_let_in(browser: httpx.AsyncClient) -> None:
    elsewhere = {"origin": "https://elsewhere.example"}
    assert "access-control-allow-origin" not in (await browser.get("/chat/", headers=elsewhere)).headers
    assert (await browser.post("/chat/project/threads", headers=elsewhere, json={})).status_code == 403


async def test_without_the_sign_there_are_no_conversations(browser: httpx.AsyncClient) -> None:
    asked = {"pagination": {"first": 5}, "filter": {}}
    assert (await browser.post("/chat/project/threads", json=asked)).status_code == 401
    forged = {"cookie": "access_token=eyJhbGciOiJub25lIn0.eyJpZGVudGlmaWVyIjoibG9jYWwifQ."}
    assert (await browser.post("/chat/project/threads", json=asked, headers=forged)).status_code == 401


async def test_attachments_are_for_their_learner(app: App, browser: httpx.AsyncClient) -> None:
    for learner in ("local", "other"):
        await app.store.learner(learner, learner, "en")
        await app.store.threads.save_thread(f"of {learner}", learner, now())
        element = Element(f"x-{learner}", f"of {learner}", "e", "application/json", {}, b'{"data": []}')
        await app.store.threads.save_element(element)
    assert (await browser.get("/elements/x-local")).status_code == 404
    await browser.get("/chat/")
    mine = await browser.get("/elements/x-local")
    assert (mine.content, mine.headers["content-type"]) == (b'{"data": []}', "application/json")
    assert (await browser.get("/elements/x-other")).status_code == 404


async def test_its_files_stay_in_the_data_folder(browser: httpx.AsyncClient, data: Path) -> None:
    assert (data / "web" / ".chainlit" / "config.toml").is_file()
    assert not (Path.cwd() / ".chainlit").exists()
    assert not (Path.cwd() / "chainlit.md").exists()
    assert (data / "web" / "secret").stat().st_mode & 0o077 == 0


def test_a_link_leads_back_only_to_our_own_pages() -> None:
    assert inside("https://elsewhere.example/x") == "/chat/"
    assert inside("http://127.0.0.1:8000/chat/thread/é") == "/chat/thread/%C3%A9"
    assert inside("") == "/chat/"


def test_a_name_cannot_break_out_of_its_picture() -> None:
    assert "<script" not in portrait("<script>alert(1)</script>")
    assert ">N<" in portrait("noor")


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_a_debrief_can_be_printed_by_its_learner_only(
    browser: httpx.AsyncClient, app: App, language: str
) -> None:
    mine = await practised(app, "local", language)
    await browser.get("/chat/")
    page = await browser.get(f"/debrief/{mine}")
    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.text
    assert Texts(language)("page.words") in page.text
    assert "&lt;b&gt;hello&lt;/b&gt;" in page.text
    assert "<svg" in page.text
    assert "<script" not in page.text
    assert (await browser.get(f"/debrief/{await practised(app, 'other', language)}")).status_code == 404
    assert (await browser.get("/debrief/nothing")).status_code == 404


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_a_debrief_read_half_way_is_help_on_paper_as_it_is_in_the_chat(
    browser: httpx.AsyncClient, app: App, language: str
) -> None:
    """On its page a learner could look how it went at every reply, and the debrief said: no help."""
    await browser.get("/chat/", headers={"accept-language": language})
    mine = await practised(app, "local", language, stopped=False)
    for page in (mine, f"{mine}.pdf"):
        assert (await browser.get(f"/debrief/{page}")).status_code == 200
    assert (await app.store.load(mine)).feedback == (1,)
    alone = await practised(app, "local", language, mode="assessment", stopped=False)
    tongue = {"accept-language": language}
    for page in (alone, f"{alone}.pdf"):
        refused = await browser.get(f"/debrief/{page}", headers=tongue)
        assert refused.status_code == 404 and unescape(refused.text).count(Texts(language)("page.alone")) == 1
    gone = await browser.get("/debrief/nothing", headers=tongue)
    assert Texts(language)("page.gone") in unescape(gone.text)


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_what_is_wrong_with_a_text_is_said_in_its_language_and_the_assignment_comes_first(
    browser: httpx.AsyncClient, language: str
) -> None:
    await browser.get("/chat/")

    async def refused(assignment: str, name: str, content: bytes) -> str:
        about = {"language": language, "name": name}
        answer = await browser.post(f"/hand-in/{assignment}", params=about, content=content)
        assert answer.status_code == 400
        return str(answer.json()["error"])

    texts = Texts(language)
    assert await refused("giving-fedback", "mijn tekst.md", b"") == texts("hand-in.gone")
    assert await refused("giving-feedback", "mijn tekst.md", b"") == texts("hand-in.empty", words=0, least=20)
    large = await refused("giving-feedback", "mijn tekst.pdf", b"%PDF-" + b"x" * 10_000_000)
    assert large == texts("hand-in.large", most=10)
    said = await refused("giving-feedback", "mijn tekst.pdf", b"GIF89a, and no PDF at all")
    why = texts("unreadable.other-kind", suffix=".pdf")
    assert said == texts("hand-in.unreadable", name="mijn tekst.pdf", reason=why)


async def practised(
    app: App, learner: str, language: str, *, mode: str = "practice", stopped: bool = True
) -> str:
    def message(text: str = "", action: str = "", session: str = "") -> Message:
        return Message(learner, language, Activity.PRACTISE, text, action, session)

    session = (await app.conversation.handle(message(action=f"start:missed-deadlines:normal:{mode}"))).session
    await app.conversation.handle(message("<b>hello</b> How are you?", session=session))
    if stopped:
        await app.conversation.handle(message(action="stop", session=session))
    return session
