"""Opening a database brings it up to date, and says what to do when that cannot be."""

import asyncio
import json
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from tests.store.builders import START, session, turn
from tutor.domain.calibration import Card
from tutor.domain.oversight import Objection
from tutor.domain.rubric import Assessment
from tutor.errors import SettingsError
from tutor.store.database import address, engine
from tutor.store.oversight import CARD
from tutor.store.repository import Store
from tutor.store.sessions import ASSESSMENT
from tutor.store.tables import metadata


async def test_the_migrations_make_the_tables_as_they_are_described(store: Store) -> None:
    def differences(connection: Connection) -> object:
        return compare_metadata(MigrationContext.configure(connection), metadata)

    async with store._database.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_opening_again_keeps_what_is_there(url: str) -> None:
    for language in ("nl", "en"):
        store = await Store.open(url)
        assert (await store.learner("lea", "Lea", language)).language == "nl"
        await store.close()


async def test_several_processes_may_open_a_new_database_at_once(url: str) -> None:
    stores = await asyncio.gather(*(Store.open(url) for _ in range(5)))
    assert [await store.gaps("x") for store in stores] == [()] * 5
    for store in stores:
        await store.close()


async def test_sqlite_is_set_up_to_lose_nothing(url: str) -> None:
    store = await Store.open(url)
    async with store._database.connect() as connection:
        asked = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
        for pragma, value in asked.items():
            assert (await connection.exec_driver_sql(f"PRAGMA {pragma}")).scalar() == value
    await store.close()


async def test_a_newer_database_is_left_alone(url: str, tmp_path: Path) -> None:
    await (await Store.open(url)).close()
    with sqlite3.connect(tmp_path / "data" / "tutor.db") as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SettingsError, match=r"newer version.*'9999'.*pip install --upgrade"):
        await Store.open(url)


async def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    wrong = tmp_path / "tutor.db"
    wrong.write_text("just a text file, long enough to be looked at as a database header. " * 20)
    with pytest.raises(SettingsError, match=r"tutor\.db cannot be opened"):
        await Store.open(f"sqlite:///{wrong}")


async def test_a_server_that_is_away_is_named_without_its_password() -> None:
    with pytest.raises(SettingsError, match="cannot be opened") as caught:
        await Store.open("postgresql://tutor:geheim@127.0.0.1:1/tutor")
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://host/db", "sqlite+nosuch:///x.db"])
def test_an_address_that_cannot_work_says_what_would(url: str) -> None:
    with pytest.raises(SettingsError):
        engine(address(url))


async def test_a_card_of_before_there_were_engines_is_one_of_the_embedded_judge(
    url: str, tmp_path: Path
) -> None:
    await (await Store.open(url)).close()
    card = Card("feedback-talk", 1, "nl", 10, 2, START, "0.1.0", {})
    data = {name: value for name, value in CARD.dump_python(card, mode="json").items() if name != "engine"}
    with sqlite3.connect(tmp_path / "data" / "tutor.db") as raw:
        _back_to(raw, "0003")
        raw.execute("DROP TABLE cards")
        raw.execute(
            "CREATE TABLE cards (rubric TEXT, language TEXT, data JSON, PRIMARY KEY (rubric, language))"
        )
        raw.execute("INSERT INTO cards VALUES ('feedback-talk', 'nl', ?)", [json.dumps(data)])
    store = await Store.open(url)
    assert await store.card("feedback-talk", "nl") == card
    await store.close()


def _back_to(raw: sqlite3.Connection, version: str) -> None:
    """Make a new, empty database one of an older version; what came later is taken out."""
    if version < "0009":
        raw.execute("DROP INDEX uq_sessions_attempt")
        for name in ("mode", "attempt"):
            raw.execute(f"ALTER TABLE sessions DROP COLUMN {name}")
    if version < "0008":
        raw.execute("DROP TABLE feedback")
    if version < "0007":
        raw.execute("DROP TABLE quiz_answers")
    if version < "0005":
        for name in ("gradings", "submission_objections", "submission_reviews", "submissions"):
            raw.execute(f"DROP TABLE {name}")
    if version < "0006":
        for name in ("objections", "reviews"):
            raw.execute(f"ALTER TABLE {name} DROP COLUMN score")
        raw.execute("DROP TABLE assessments")
        raw.execute("CREATE TABLE assessments (session TEXT PRIMARY KEY, data JSON)")
    raw.execute("UPDATE alembic_version SET version_num = ?", [version])


async def test_a_score_of_before_there_could_be_several_is_the_first(url: str, tmp_path: Path) -> None:
    """What a learner objected to then belongs to the score that there was."""
    store = await Store.open(url)
    await store.learner("lea", "Lea", "nl")
    for id in ("s1", "s2"):
        await store.start(session(id))
        await store.object(id, Objection(START, "No.", "asking"))
    await store.close()
    given = Assessment("s1", "feedback-talk", 1, "nl", ())
    data = {k: v for k, v in ASSESSMENT.dump_python(given, mode="json").items() if k not in ("at", "program")}
    graded = {"assignment": 1, "assessment": data, "covered": [], "left": [], "words": 3}
    with sqlite3.connect(tmp_path / "data" / "tutor.db") as raw:
        _back_to(raw, "0005")
        for name in ("submission_objections", "submission_reviews"):
            raw.execute(f"ALTER TABLE {name} DROP COLUMN score")
        raw.execute("DROP TABLE gradings")
        raw.execute("INSERT INTO assessments VALUES ('s1', ?)", [json.dumps(data)])
        text = ("t1", "lea", "a", "nl", "2026-03-02 09:30:00", "", "Three words here.")
        held = json.dumps({"blocks": [], "graded": graded})
        raw.execute(
            "INSERT INTO submissions (id, learner, assignment, language, handed, name, text, data) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [*text, held],
        )
    store = await Store.open(url)
    kept = [await store.load(id) for id in ("s1", "s2")]
    assert [it.assessments for it in kept] == [(given,), ()]
    assert [[said.score for said in it.objections] for it in kept] == [[1], [0]]
    (grading,) = (await store.submissions.load("t1")).gradings
    assert (grading.words, grading.assessment) == (3, given)
    await store.close()


async def test_tries_of_before_with_one_number_get_one_each(store: Store) -> None:
    """Two windows could begin one at the same time; what was said in it stays as it is."""
    await store.learner("lea", "Lea", "nl")
    tries = {"s1": ("practice", 1), "s2": ("practice", 2), "s3": ("practice", 2), "s4": ("assessment", 2)}
    tries |= {"s5": ("practice", 3), "s6": ("practice", 0), "s7": ("practice", 0)}
    for minute, id in enumerate(tries):
        await store.start(session(id, started=START + timedelta(minutes=minute)))
    held = sa.table("sessions", sa.column("id", sa.String()), sa.column("head", sa.JSON()))
    async with store._database.begin() as raw:
        for statement in (
            "DROP INDEX uq_sessions_attempt",
            "ALTER TABLE sessions DROP COLUMN mode",
            "ALTER TABLE sessions DROP COLUMN attempt",
            "UPDATE alembic_version SET version_num = '0008'",
        ):
            await raw.execute(sa.text(statement))
        for id, head in (await raw.execute(sa.select(held.c.id, held.c.head))).all():
            mode, number = tries[id]
            had = head | {"mode": mode, "attempt": number}
            await raw.execute(sa.update(held).where(held.c.id == id).values(head=had))
    again = await Store.open(store._database.url.render_as_string(hide_password=False))
    kept = {it.id: (it.mode.value, it.attempt) for it in await again.sessions("lea")}
    assert kept == tries | {"s3": ("practice", 4)}
    assert (await again.load("s3")).attempt == 4
    await again.close()


async def test_what_a_learner_typed_stands_in_no_error_of_the_database(store: Store) -> None:
    """A full disk wrote it to the log, word for word."""
    await store.learner("lea", "Lea", "nl")
    await store.start(session("s1"))
    async with store._database.begin() as raw:
        await raw.execute(sa.text("DROP TABLE objections"))
    with pytest.raises(DBAPIError) as caught:
        await store.object("s1", Objection(START, "Dat zei ik in vertrouwen.", "listening"))
    assert "vertrouwen" not in str(caught.value)


async def test_what_is_deleted_does_not_stay_behind_in_the_file(url: str, tmp_path: Path) -> None:
    """Many builds of SQLite only mark it as free: every word could still be read in the file."""
    store = await Store.open(url)
    await store.learner("lea", "Lea", "nl")
    await store.start(session("s1", turns=(turn(0), turn(1, "Dat zei ik in vertrouwen. " * 300))))
    await store.forget("s1")
    await store.close()
    left = [it for it in (tmp_path / "data").iterdir() if b"in vertrouwen" in it.read_bytes()]
    assert left == []
