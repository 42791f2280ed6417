"""The token that opens the trainer's pages: the operator's own, else one that is made once and kept."""

import os
import secrets
import tempfile
from pathlib import Path

from tutor.channels.review_form import REVIEW
from tutor.settings import LOOPBACK, Settings

FILE = Path("web") / "review-token"
"""In the data folder."""


def review_token(settings: Settings) -> str:
    """The token; "" where there are no such pages, as others can reach the program and no token is set."""
    if own := settings.review_token.get_secret_value():
        return own
    return kept_secret(settings.data / FILE, 24) if settings.host in LOOPBACK else ""


def review_address(settings: Settings) -> str:
    """What a trainer opens on this machine, with the token unless the operator chose it; "" for nothing."""
    token = review_token(settings)
    known = f"?token={token}" if token and not settings.review_token.get_secret_value() else ""
    return f"{settings.address}{REVIEW}{known}" if token else ""


def kept_secret(file: Path, size: int) -> str:
    """A secret of some random bytes: made once, whole or not at all, and readable by this user only."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(dir=file.parent)  # which nobody else may read
        with os.fdopen(handle, "w") as new:
            new.write(secrets.token_urlsafe(size))
        try:
            os.link(made, file)
        except FileExistsError:  # another process was first
            pass
        except OSError:  # some disks and shares know no second name for a file
            Path(made).replace(file)
        Path(made).unlink(missing_ok=True)
    return file.read_text("utf-8").strip()
