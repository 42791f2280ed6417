"""The forms on the trainer's pages: a decision about one score, and the token at the door."""

import html
from collections.abc import Sequence
from dataclasses import dataclass

from tutor.language import Texts

REVIEW = "/review"
"""Where the web app serves them, with the id of a practice or a text behind it."""
REASON, NAME = 4_000, 200
"""Characters of a reason, and of a trainer's name."""
WHOLE = "the-whole"
"""Where on the page an objection to the whole stands."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What a trainer typed in the form of a criterion that was not kept, and why it was not."""

    criterion: str
    level: str
    reason: str
    by: str
    problem: str


@dataclass(frozen=True, slots=True)
class Target:
    """What forms are about: the id of a practice or text, how many scores it has, and the forms' own sign.

    kept is where a decision was kept just now, typed what was typed in one of them and not kept.
    """

    id: str
    score: int
    sign: str
    kept: str = ""
    typed: Typed | None = None


def decision(
    target: Target, criterion: str, levels: Sequence[tuple[int, str]], texts: Texts, *, waits: bool
) -> str:
    """A form to decide on a score, with what the levels mean; open where that is waited for.

    Without levels only an answer in words is asked for.
    """
    typed = target.typed if target.typed and target.typed.criterion == criterion else None
    said = f'<p role="alert">{html.escape(typed.problem)}</p>' if typed else ""
    done = f'<p role="status">{_text("review.kept", texts)}</p>'
    hidden = {"criterion": criterion, "score": str(target.score), "form": target.sign}
    summary = "review.decide" if levels else "review.answer"
    return (
        f"{done if target.kept == (criterion or WHOLE) else ''}"
        f"<details{' open' if waits or typed else ''}><summary>{_text(summary, texts)}</summary>{said}"
        f'<form method="post" action="{REVIEW}/{html.escape(target.id)}#{html.escape(criterion or WHOLE)}">'
        + "".join(_hidden(name, value) for name, value in hidden.items())
        + (_choice(levels, typed.level if typed else "", texts) if levels else _hidden("level", "0"))
        + f"<label>{_text('review.reason', texts)}"
        f'<textarea name="reason" rows="3" maxlength="{REASON}" required>'
        f"\n{html.escape(typed.reason if typed else '')}</textarea></label>"
        f"<label>{_text('review.name', texts)}"
        f'<input name="by" maxlength="{NAME}" autocomplete="name" required'
        f' value="{html.escape(typed.by if typed else "")}"></label>'
        f"<button>{_text('review.keep', texts)}</button></form></details>"
    )


def _choice(levels: Sequence[tuple[int, str]], chosen: str, texts: Texts) -> str:
    rows = [(number, f"{number}. {text}" if text else f"{number}") for number, text in levels]
    rows.append((0, texts("review.none")))
    shown = "".join(
        f'<label><input type="radio" name="level" value="{number}" required'
        f"{' checked' if chosen == str(number) else ''}> {html.escape(text)}</label>"
        for number, text in rows
    )
    return f"<fieldset><legend>{_text('review.level', texts)}</legend>{shown}</fieldset>"


def door_form(to: str, texts: Texts) -> str:
    """Where the token is typed; to is the page that is gone to then."""
    return (
        f'<form method="post" action="{REVIEW}">{_hidden("to", to)}<label>{_text("review.token", texts)}'
        '<input name="token" type="password" autocomplete="current-password" required autofocus></label>'
        f"<button>{_text('review.enter', texts)}</button></form>"
    )


def _hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{name}" value="{html.escape(value)}">'


def _text(key: str, texts: Texts) -> str:
    return html.escape(texts(key))
