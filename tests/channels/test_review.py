"""The trainer's pages: only what is shared, each score with its words and a form, and decisions that stay."""

from collections.abc import AsyncIterator
from dataclasses import replace
from html import unescape

import httpx
import pytest

from tests.channels.test_host import BASE, PAGE
from tests.channels.test_host import app as app
from tests.channels.test_host import data as data
from tests.conversation.test_conversation import Door
from tests.conversation.test_looking_back import ended
from tests.scoring.test_grading import TEXTS
from tutor.app import App
from tutor.channels.render import render
from tutor.channels.review_key import review_token
from tutor.channels.web import create_web
from tutor.channels.web.door import Key
from tutor.domain.oversight import Review
from tutor.errors import TutorError
from tutor.language import Texts
from tutor.messages import DebriefCard


@pytest.fixture
async def stranger(app: App) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody without the token."""
    transport = httpx.ASGITransport(create_web(app))
    async with httpx.AsyncClient(transport=transport, base_url=BASE, headers=PAGE) as client:
        yield client


@pytest.fixture
async def browser(app: App, stranger: httpx.AsyncClient) -> httpx.AsyncClient:
    """A trainer, who came in with the token."""
    await stranger.get("/review", params={"token": review_token(app.settings)})
    return stranger


def signed(app: App, id: str, **changed: str) -> dict[str, str]:
    """A decision as the form of a page holds it."""
    return GIVEN | {"form": Key(review_token(app.settings)).sign(id)} | changed


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
            await browser.request(
                method, address, data=signed(app, door.session) if method == "POST" else None
            )
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
    kept = await browser.post(
        address, data=signed(app, door.session), headers={"origin": BASE}, follow_redirects=True
    )
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
        await browser.post(f"/review/{door.session}", data=signed(app, door.session, criterion=criterion))
    english = {"accept-language": "en"}
    assert texts("review.waits") not in (await browser.get("/review", headers=english)).text
    await door.press("object:listening:I see it differently still.")
    assert texts("review.waits") in (await browser.get("/review", headers=english)).text
    page = (await browser.get(f"/review/{door.session}")).text
    assert [it.split('"')[0] for it in page.split('<section id="')[1:] if "<details open>" in it] == [
        "listening"
    ]


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"level": "9"}, ["review.no-level"]),
        ({"level": "x"}, ["review.no-level"]),
        ({"level": "", "by": ""}, ["review.no-level", "review.no-name"]),
        ({"reason": "  "}, ["review.no-reason"]),
    ],
)
async def test_what_is_no_whole_decision_is_not_kept_and_stays_typed(
    app: App, browser: httpx.AsyncClient, wrong: dict[str, str], said: list[str], language: str
) -> None:
    """It was refused in English on a Dutch page, and all that was typed was gone."""
    door, texts = await ended(app, language), Texts(language)
    await door.press("release")
    given = signed(app, door.session, reason="Zo <b>is</b>\r\nhet.", level="4") | wrong
    refused = await browser.post(f"/review/{door.session}", data=given)
    problem = " ".join(texts(key, levels="1, 2, 3, 4, 5") for key in said)
    page = refused.text
    assert refused.status_code == 400 and unescape(page).count(problem) == 2  # above all, and at the form
    form = page.split('<section id="listening">')[1].split("</section>")[0]
    assert "<details open>" in form and page.count("<details open>") == 1
    assert ('value="4" required checked' in form) is (given["level"] == "4")
    assert ("Zo &lt;b&gt;is&lt;/b&gt;\nhet.</textarea>" in form) is bool(given["reason"].strip())
    assert f'value="{given["by"]}"' in form
    assert (await app.store.load(door.session)).reviews == ()


async def test_another_site_decides_nothing(app: App, browser: httpx.AsyncClient) -> None:
    door = await ended(app)
    await door.press("release")
    elsewhere = await browser.post(
        f"/review/{door.session}", data=signed(app, door.session), headers={"origin": "https://evil.example"}
    )
    assert elsewhere.status_code == 403
    unknown = await browser.post(f"/review/{door.session}", data=signed(app, door.session, criterion="x"))
    assert unknown.status_code == 400 and "There is no criterion x" in unescape(unknown.text)
    for sign in ("", "nonsense", Key(review_token(app.settings)).sign("another")):
        refused = await browser.post(f"/review/{door.session}", data=signed(app, door.session, form=sign))
        assert refused.status_code == 403 and Texts("en")("review.foreign") in unescape(refused.text)
        assert GIVEN["by"] in refused.text
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
    given = signed(app, made.id, criterion="argument")
    kept = await browser.post(f"/review/{made.id}", data=given, follow_redirects=True)
    assert Texts("nl")("review.kept") in unescape(kept.text)
    assert [it.level for it in (await app.store.submissions.load(made.id)).reviews] == [4]


async def test_a_decision_is_never_kept_with_a_score_that_its_trainer_did_not_see(
    app: App, browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let a newer score come between the page and its form: the decision was kept as one about that."""
    door = await ended(app)
    await door.press("release")
    address = f"/review/{door.session}"
    assert 'name="score" value="1"' in (await browser.get(address)).text
    given = await app.store.assessment(door.session)
    assert given is not None
    await app.store.save_assessment(replace(given, engine="another"))
    refused = await browser.post(address, data=signed(app, door.session))
    assert refused.status_code == 409 and Texts("en")("review.newer") in unescape(refused.text)
    assert (await app.store.load(door.session)).reviews == ()

    async def another_meanwhile(id: str, review: Review) -> None:
        await app.store.save_assessment(replace(given, engine="a third"))
        await keep(id, review)

    keep = app.store.review
    monkeypatch.setattr(app.store, "review", another_meanwhile)
    assert (await browser.post(address, data=signed(app, door.session, score="2"))).status_code == 303
    assert [it.score for it in (await app.store.load(door.session)).reviews] == [2]


async def test_an_objection_to_the_whole_stands_above_all_scores(
    app: App, browser: httpx.AsyncClient
) -> None:
    door = await ended(app)
    await door.press("object::All of it is too low. " + "I asked and waited. " * 100 + "That is all of it.")
    await door.press("release")
    page = (await browser.get(f"/review/{door.session}")).text
    above = page.split('<section id="listening"')[0]
    assert "All of it is too low." in above and "That is all of it." in above  # it was cut in the middle
    (card,) = (await door.press(f"debrief:{door.session}")).blocks
    assert "That is all of it" in render(card, Texts("en"))


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
    refused = await browser.post(address, data=signed(app, door.session, score="0"))
    assert refused.status_code == 400 and (await app.store.load(door.session)).reviews == ()


async def test_what_is_not_shared_any_more_is_told_on_a_page(app: App, browser: httpx.AsyncClient) -> None:
    for language in ("en", "nl"):
        gone = await browser.get("/review/nothing", headers={"accept-language": language})
        assert gone.status_code == 404 and Texts(language)("review.gone") in unescape(gone.text)
        late = await browser.post(
            "/review/nothing", data=signed(app, "nothing"), headers={"accept-language": language}
        )
        assert Texts(language)("review.unkept") in unescape(late.text) and "Reply 3" in late.text


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("level", ["0", "4"])
async def test_an_objection_to_what_the_rubric_has_no_more_can_be_decided(
    app: App, browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, language: str, level: str
) -> None:
    """It waited for ever: the form of its criterion was on no page, and no decision on it was taken."""
    door, texts = await ended(app, language), Texts(language)
    await door.press("object:listening:My third reply gives it back.")
    await door.press("release")
    old = app.library.rubric("feedback-talk", language)
    less = tuple(it for it in old.criteria if it.id != "listening")
    newer = old.model_copy(update={"version": old.version + 1, "criteria": less})
    monkeypatch.setattr(app.library, "rubric", lambda *_: newer)
    address = f"/review/{door.session}"
    page = unescape((await browser.get(address)).text)
    then, now = (texts("objection.rubric", rubric=it.id, version=it.version) for it in (old, newer))
    about = page.split('<section id="listening">')[1].split("</section>")[0]
    assert texts("objection.bygone", then=then, now=now) in about
    title = next(it.title for it in old.criteria if it.id == "listening")
    assert title in about and "My third reply gives it back." in about
    assert "<details open>" in about
    given = signed(app, door.session, level=level, score="2")
    kept = await browser.post(address, data=given, follow_redirects=True)
    assert kept.status_code == 200
    (review,) = (await app.store.load(door.session)).reviews
    assert (review.criterion, review.level, review.score) == ("listening", int(level), 1)
    assert {it.id: it.waiting for it in await app.store.released()}[door.session] == 0
    (card,) = (await door.press(f"debrief:{door.session}")).blocks  # and the learner reads it
    assert GIVEN["reason"].split()[0] in render(card, texts)
    unasked = await browser.post(address, data=signed(app, door.session, criterion="other", score="2"))
    assert unasked.status_code == 400


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_an_objection_can_be_decided_when_its_scenario_is_gone(
    app: App, browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    door, texts = await ended(app, language), Texts(language)
    await door.press("object:listening:My third reply gives it back.")
    await door.press("object::All of it is too low.")
    await door.press("release")

    def gone(*_: str) -> None:
        raise TutorError("There is no scenario.")

    monkeypatch.setattr(app.library, "scenario", gone)
    address = f"/review/{door.session}"
    page = unescape((await browser.get(address)).text)
    assert texts("review.contentless", learner="ada") in page and "So it was a lot." in page
    assert page.count("<details open>") == 2
    assert (await browser.post(address, data=signed(app, door.session, level="9"))).status_code == 400
    for about in ({}, {"criterion": "", "level": "0"}):
        assert (await browser.post(address, data=signed(app, door.session, **about))).status_code == 303
    assert {it.id: it.waiting for it in await app.store.released()}[door.session] == 0
    await app.store.release(door.session, released=False)
    assert (await browser.get(address)).status_code == 404


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_an_objection_to_the_whole_is_answered_in_words(
    app: App, browser: httpx.AsyncClient, language: str
) -> None:
    door, texts = await ended(app, language), Texts(language)
    await door.press("release")
    address, whole = f"/review/{door.session}", {"criterion": "", "level": "0"}
    assert (
        await browser.post(address, data=signed(app, door.session, **whole))
    ).status_code == 400  # unasked
    await door.press("object::All of it is too low.")
    page = unescape((await browser.get(address)).text)
    about = page.split('<section id="the-whole">')[1].split("</section>")[0]
    assert "<details open>" in about and 'type="radio"' not in about
    levelled = await browser.post(address, data=signed(app, door.session, criterion=""))
    assert levelled.status_code == 400 and texts("review.words-only") in unescape(levelled.text)
    kept = await browser.post(address, data=signed(app, door.session, **whole))
    assert kept.headers["location"].endswith("#the-whole")
    assert {it.id: it.waiting for it in await app.store.released()}[door.session] == 0
    (card,) = (await door.press(f"debrief:{door.session}")).blocks
    shown = render(card, texts)
    assert texts("button.object.whole") in shown and GIVEN["reason"].split()[0] in shown
