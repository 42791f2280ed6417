"""The trainer's pages: only what is shared, each score with its words and a form, and decisions that stay."""

from dataclasses import replace
from html import unescape

import httpx
import pytest

from tests.channels.test_host import BASE, PAGE
from tests.channels.test_host import app as app
from tests.channels.test_host import browser as browser
from tests.channels.test_host import data as data
from tests.conversation.test_conversation import Door
from tests.conversation.test_looking_back import ended
from tests.scoring.test_grading import TEXTS
from tutor.app import App
from tutor.channels.web import create_web
from tutor.language import Texts
from tutor.messages import DebriefCard

GIVEN = {
    "criterion": "listening",
    "level": "4",
    "reason": "Reply 3 <b>reflects</b>.",
    "by": "Trainer",
    "score": "1",
}


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_a_trainer_sees_what_is_shared_and_decides_beside_the_words_it_rests_on(
    app: App, browser: httpx.AsyncClient, language: str
) -> None:
    texts, door = Texts(language), await ended(app, language)
    address = f"/review/{door.session}"
    tongue = {"accept-language": language}
    for method in ("GET", "POST"):  # it is private yet
        assert (
            await browser.request(method, address, data=GIVEN if method == "POST" else None)
        ).status_code == 404
    await door.press("object:listening:My third reply gives it back.")
    await door.press("release")
    listed = unescape((await browser.get("/review", headers=tongue)).text)
    assert address in listed and texts("review.waits") in listed
    page = unescape((await browser.get(address)).text)
    about = page.split('<section id="listening">')[1].split("</section>")[0]
    assert texts("review.objection") in about and "My third reply gives it back." in about
    for criterion in app.library.rubric("feedback-talk", language).criteria:
        assert all(f"{level.level}. {level.text}" in page for level in criterion.levels)
    before = await app.store.assessment(door.session)
    kept = await browser.post(address, data=GIVEN, headers={"origin": BASE}, follow_redirects=True)
    assert texts("review.kept") in unescape(kept.text)
    assert "Reply 3 &lt;b&gt;reflects&lt;/b&gt;" in kept.text
    assert texts("review.waits") not in unescape((await browser.get("/review", headers=tongue)).text)
    assert await app.store.assessment(door.session) == before
    await door.press("withdraw")
    assert (await browser.get(address)).status_code == 404


async def test_an_objection_after_decisions_that_nobody_asked_for_still_waits(
    app: App, browser: httpx.AsyncClient
) -> None:
    texts, door = Texts("en"), await ended(app)
    await door.press("release")
    for criterion in ("listening", "questions"):
        await browser.post(f"/review/{door.session}", data=GIVEN | {"criterion": criterion})
    english = {"accept-language": "en"}
    assert texts("review.waits") not in (await browser.get("/review", headers=english)).text
    await door.press("object:listening:I see it differently still.")
    assert texts("review.waits") in (await browser.get("/review", headers=english)).text
    page = (await browser.get(f"/review/{door.session}")).text
    assert [it.split('"')[0] for it in page.split('<section id="')[1:] if "<details open>" in it] == [
        "listening"
    ]


@pytest.mark.parametrize(
    "wrong", [{"level": "9"}, {"level": "x"}, {"criterion": "nonsense"}, {"reason": "  "}, {"by": ""}]
)
async def test_what_is_no_whole_decision_is_not_kept(
    app: App, browser: httpx.AsyncClient, wrong: dict[str, str]
) -> None:
    door = await ended(app)
    await door.press("release")
    refused = await browser.post(f"/review/{door.session}", data=GIVEN | wrong)
    assert refused.status_code == 400
    elsewhere = await browser.post(
        f"/review/{door.session}", data=GIVEN, headers={"origin": "https://evil.example"}
    )
    assert elsewhere.status_code == 403
    assert (await app.store.load(door.session)).reviews == ()


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_a_try_that_is_not_shared_is_not_seen_beside_one_that_is(
    app: App, browser: httpx.AsyncClient, language: str
) -> None:
    """The debrief of a branch quoted the reply of the private practice that it came from."""
    door, secret = (
        Door(app, language),
        {"en": "You never warn anybody.", "nl": "Jij waarschuwt nooit."}[language],
    )
    await door.press("start:missed-deadlines:normal")
    await door.say(secret)
    await door.press("stop")
    first = door.session
    await door.press("rewind:0")
    await door.say({"en": "How are you?", "nl": "Hoe gaat het?"}[language])
    (card,) = (await door.press("stop")).blocks
    assert isinstance(card, DebriefCard) and card.comparison is not None  # the learner sees both
    await door.press("release")
    address = f"/review/{door.session}"
    assert secret.rstrip(".") not in (await browser.get(address)).text
    assert card.next is not None  # which tells what else was tried
    assert card.next.title not in unescape((await browser.get(address)).text)
    await app.store.release(first, released=True)
    assert secret.rstrip(".") in (await browser.get(address)).text


async def test_a_text_is_decided_on_in_the_same_way(app: App, browser: httpx.AsyncClient) -> None:
    door = Door(app, "nl")
    await door.press(f"hand-in:giving-feedback:{TEXTS['nl']}")
    (made,) = await app.store.submissions.of("ada")
    await door.press(f"text-release:{made.id}")
    given = GIVEN | {"criterion": "argument"}
    kept = await browser.post(f"/review/{made.id}", data=given, follow_redirects=True)
    assert Texts("nl")("review.kept") in unescape(kept.text)
    assert [it.level for it in (await app.store.submissions.load(made.id)).reviews] == [4]


async def test_a_decision_is_never_kept_with_a_score_that_its_trainer_did_not_see(
    app: App, browser: httpx.AsyncClient
) -> None:
    """Let a newer score come between the page and its form: the decision was kept as one about that."""
    door = await ended(app)
    await door.press("release")
    address = f"/review/{door.session}"
    assert 'name="score" value="1"' in (await browser.get(address)).text
    given = await app.store.assessment(door.session)
    assert given is not None
    await app.store.save_assessment(replace(given, engine="another"))
    refused = await browser.post(address, data=GIVEN)
    assert refused.status_code == 409 and Texts("en")("review.newer") in unescape(refused.text)
    assert (await app.store.load(door.session)).reviews == ()
    assert (await browser.post(address, data=GIVEN | {"score": "2"})).status_code == 303


async def test_an_objection_to_the_whole_stands_above_all_scores(
    app: App, browser: httpx.AsyncClient
) -> None:
    door = await ended(app)
    await door.press("object::All of it is too low.")
    await door.press("release")
    page = (await browser.get(f"/review/{door.session}")).text
    assert "All of it is too low." in page.split("<section")[0]


async def test_a_trainer_sees_what_was_negotiated_before_deciding(
    app: App, browser: httpx.AsyncClient
) -> None:
    texts, door = Texts("en"), Door(app)
    await door.press("start:budget-split:normal")
    await door.say("What matters most to you in this budget?")
    await door.press("stop")
    await door.press("release")
    page = unescape((await browser.get(f"/review/{door.session}")).text)
    assert texts("bargain.chart.plane") in page.split("<section")[0]


async def test_nothing_is_decided_about_a_practice_that_goes_on(app: App, browser: httpx.AsyncClient) -> None:
    """It was kept with no score, and then stood at whichever came after."""
    door = Door(app)
    await door.press("start:missed-deadlines:normal")
    await door.say("How do you look back on it?")
    await app.store.release(door.session, released=True)
    address = f"/review/{door.session}"
    assert "<form" not in (await browser.get(address)).text
    refused = await browser.post(address, data=GIVEN | {"score": "0"})
    assert refused.status_code == 400 and (await app.store.load(door.session)).reviews == ()


async def test_what_another_server_passes_on_reaches_no_such_page(
    app: App, browser: httpx.AsyncClient
) -> None:
    door = await ended(app)
    await door.press("release")
    for address in ("/review", f"/review/{door.session}"):
        assert (await browser.get(address)).status_code == 200
        passed = {"x-forwarded-for": "192.0.2.7"}
        assert (await browser.get(address, headers=passed)).status_code == 404


async def test_where_others_can_reach_the_program_there_are_no_such_pages(app: App) -> None:
    app.settings = app.settings.model_copy(update={"host": "0.0.0.0"})
    transport = httpx.ASGITransport(create_web(app))
    async with httpx.AsyncClient(transport=transport, base_url=BASE, headers=PAGE) as client:
        assert (await client.get("/review")).status_code == 404
