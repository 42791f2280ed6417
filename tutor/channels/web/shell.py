"""Chainlit's own house: its folder, its settings, and what has to be mended in it before it is used.

Chainlit reads its place and its settings when it is imported, writes files beside itself, and asks other
hosts for fonts. So ``settle`` runs first, and nothing imports chainlit at module level but the modules that
are imported after it.
"""

import json
import logging
import os
import re
import shutil
import sys
import types
from collections import OrderedDict
from collections.abc import Callable
from contextvars import ContextVar
from importlib import util
from pathlib import Path
from typing import Any

from tutor.channels.review_key import kept_secret
from tutor.channels.web.names import names

HERE = Path(__file__).parent
MOUNT = "/chat"
LOCALES = {"nl": "nl-NL", "en": "en-US"}
KEPT_CHATS = 200
"""For how many browser tabs the messages are held in memory; Chainlit would hold them all for ever."""
FOREIGN = ("SLACK_BOT_TOKEN", "TEAMS_APP_ID", "DISCORD_BOT_TOKEN", "LITERAL_API_KEY", "DATABASE_URL")
"""Variables of other programs at the sight of which Chainlit would start channels and stores of its own."""

page_language: ContextVar[str] = ContextVar("page_language", default="en")
"""The language of the page that is being made."""


def settle(folder: Path) -> None:
    """Write what Chainlit reads into ``folder``, load Chainlit from there, and mend it."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder)
    _environment(folder)
    _without_telemetry()
    hidden = {name: os.environ.pop(name) for name in FOREIGN if name in os.environ}
    try:
        _mend()
    finally:
        os.environ.update(hidden)


def _write(folder: Path) -> None:
    public = folder / "public"
    shutil.rmtree(public, ignore_errors=True)
    shutil.copytree(HERE / "public", public)
    settings = folder / ".chainlit"
    (settings / "translations").mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "chainlit" / "config.toml", settings / "config.toml")
    for language, locale in LOCALES.items():
        shutil.copy(HERE / "chainlit" / f"chainlit_{locale}.md", folder)
        words = json.dumps(_words(language, locale), ensure_ascii=False, indent=1)
        (settings / "translations" / f"{locale}.json").write_text(words, "utf-8")


def _words(language: str, locale: str) -> Any:
    """Chainlit's words in a language, with ours over them."""
    package = util.find_spec("chainlit")
    assert package is not None and package.submodule_search_locations
    theirs = Path(package.submodule_search_locations[0]) / "translations"
    found = next(file for name in (locale, language) if (file := theirs / f"{name}.json").is_file())
    ours = json.loads((HERE / "chainlit" / f"{locale}.json").read_text("utf-8"))
    return _over(json.loads(found.read_text("utf-8")), ours)


def _over(under: Any, above: Any) -> Any:
    if isinstance(under, dict) and isinstance(above, dict):
        return {**under, **{key: _over(under.get(key), value) for key, value in above.items()}}
    return above


def _environment(folder: Path) -> None:
    os.environ["CHAINLIT_APP_ROOT"] = str(folder)
    os.environ["CHAINLIT_ROOT_PATH"] = MOUNT
    os.environ["CHAINLIT_AUTH_SECRET"] = kept_secret(folder / "secret", 48)
    os.environ["CHAINLIT_CUSTOM_AUTH"] = "true"  # who is there comes from our cookie, not from a form
    os.environ["CHAINLIT_ENV_FILE"] = str(folder / "no.env")  # it would load a .env of the working folder


def _without_telemetry() -> None:
    """Stand in for the tracing library that Chainlit imports for a cloud service: 40 packages, a second."""
    if "traceloop.sdk" in sys.modules:
        return
    nothing = types.SimpleNamespace(init=lambda *_, **__: None)
    sdk = types.ModuleType("traceloop.sdk")
    sdk.__dict__["Traceloop"] = nothing
    sys.modules.setdefault("traceloop", types.ModuleType("traceloop"))
    sys.modules["traceloop.sdk"] = sdk


class _Bounded(OrderedDict[str, Any]):
    """A mapping that forgets its oldest entries."""

    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(key, value)
        while len(self) > KEPT_CHATS:
            self.popitem(last=False)


def _mend() -> None:
    import chainlit.server

    logging.getLogger("chainlit").setLevel(logging.WARNING)
    chats: Any = sys.modules["chainlit.chat_context"]
    chats.chat_contexts = _Bounded()
    if not hasattr(chainlit.server.get_html_template, "mended"):
        chainlit.server.get_html_template = _mended(chainlit.server.get_html_template)


def _mended(template: Callable[[str], str]) -> Callable[[str], str]:
    """The page without links to other hosts, in the language of the one who asks for it."""

    def page(root: str) -> str:
        language = page_language.get()
        local = re.sub(r"<link\b[^>]*https://[^>]*>", "", template(root), flags=re.S)
        local = re.sub(r'<meta property="og:(?:image|url)"[^>]*>', "", local)
        # Chainlit's script takes the language from the browser and has no switch of its own.
        tongue = f"Object.defineProperty(navigator,'language',{{get:()=>'{LOCALES[language]}'}});"
        said = json.dumps(names(language)).replace("<", "\\u003c")
        local = local.replace("<head>", f"<head><script>{tongue}window.tutorNames={said}</script>", 1)
        return local.replace('<html lang="en"', f'<html lang="{language}"', 1)

    page.mended = True  # type: ignore[attr-defined]
    return page
