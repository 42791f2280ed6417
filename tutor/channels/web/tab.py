"""What is known of the browser tab that is being served; after shell.settle."""

from chainlit.context import context
from chainlit.user_session import SessionAccessor

practice: SessionAccessor[str] = SessionAccessor("practice", "")
"""The id of the practice that goes on in the tab's thread; kept with the thread."""

looked_back: SessionAccessor[str] = SessionAccessor("looked_back", "")
"""The id of the practice that was last looked back on in the tab's thread; kept with the thread."""

expects: SessionAccessor[str] = SessionAccessor("expects", "")
"""The beginning of an action that what is typed next completes; kept with the thread."""

buttons: SessionAccessor[str] = SessionAccessor("buttons", "")
"""The id of the row of buttons that is shown last."""


def learner() -> str:
    """The learner in front of the tab."""
    user = context.session.user
    return user.identifier if user else ""


def thread() -> str:
    """The thread that the tab shows."""
    return str(context.session.thread_id)


def profile() -> str:
    """What the learner chose to do."""
    return str(context.session.chat_profile or "")


def headers() -> dict[str, str]:
    """What the browser said about its language."""
    environ = context.session.environ
    return {
        "cookie": str(environ.get("HTTP_COOKIE", "")),
        "accept-language": str(environ.get("HTTP_ACCEPT_LANGUAGE", "")),
    }
