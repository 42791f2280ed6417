"""What practices are made of, and whose practice it is that a message is about."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tutor.authoring.loader import Library
from tutor.domain.scenario import Scenario
from tutor.domain.session import Session
from tutor.errors import SessionError
from tutor.messages import Message
from tutor.roleplay.engine import Engine
from tutor.scoring.debriefing import Debriefing
from tutor.store.repository import Store


@dataclass(frozen=True)
class Parts:
    """What practices are made of; now is the clock, new_id the source of ids.

    content is the content folder that whoever practises here may write in, None for nobody.
    """

    engine: Engine
    library: Library
    store: Store
    debriefing: Debriefing
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    content: Path | None = None


async def current(parts: Parts, message: Message) -> tuple[Session | None, Scenario | None]:
    """The practice a message belongs to; none when the learner has no open one."""
    id = message.session or await _open(parts.store, message.learner)
    if not id:
        return None, None
    session = await own(parts.store, message.learner, id)
    return session, parts.library.scenario(session.scenario, session.language)


async def own(store: Store, learner: str, session_id: str) -> Session:
    """A practice of this learner; SessionError when it is another's."""
    session = await store.load(session_id)
    if session.learner != learner:
        raise SessionError(f"Practice {session_id} belongs to another learner.")
    return session


async def _open(store: Store, learner: str) -> str:
    return next((it.id for it in await store.sessions(learner) if it.open), "")
