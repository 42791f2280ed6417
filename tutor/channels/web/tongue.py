"""Which language a browser is answered in: the one chosen with the switch, else the one it asks for."""

from collections.abc import Mapping

from starlette.requests import cookie_parser

from tutor.language import SPOKEN

COOKIE = "tutor_language"


def language_of(headers: Mapping[str, str], default: str = "en") -> str:
    """The language for a request's headers (names in lower case)."""
    chosen = cookie(headers.get("cookie", ""), COOKIE)
    if chosen in SPOKEN:
        return chosen
    return _preferred(headers.get("accept-language", "")) or default


def _preferred(accepted: str) -> str:
    """The first language we speak among those a browser accepts, best first."""
    wishes = []
    for place, part in enumerate(accepted.split(",")):
        name, _, quality = part.strip().partition(";q=")
        try:
            wishes.append((-float(quality or 1), place, name.split("-")[0].lower()))
        except ValueError:
            continue
    return next((name for _, _, name in sorted(wishes) if name in SPOKEN), "")


def cookie(header: str, name: str) -> str:
    """The value of one cookie, whatever others stand beside it; empty when it is not there.

    Programs on other ports of this machine set cookies too, of kinds that the standard library stops at.
    """
    return cookie_parser(header).get(name, "")
