"""What learners share, as pages on which a trainer decides: a list, and each score with a form under it."""

import html
from collections.abc import Iterator, Mapping, Sequence

from tutor.channels.bargain_chart import bargain_charts
from tutor.channels.chart import chart_svg
from tutor.channels.page import as_html, document, transcript, written_words
from tutor.channels.render_bargain import render_bargain
from tutor.channels.render_coaching import tried
from tutor.channels.render_debrief import render_closing, render_finding, render_opening
from tutor.channels.render_graded import (
    render_points,
    render_text_closing,
    render_text_finding,
    render_text_opening,
)
from tutor.channels.render_record import standing
from tutor.channels.safe import quoted
from tutor.domain.history import SessionSummary
from tutor.domain.oversight import Objection, Review
from tutor.domain.rubric import Criterion
from tutor.domain.submission import SubmissionSummary
from tutor.domain.text_rubric import TextCriterion
from tutor.language import Texts
from tutor.messages import DebriefCard, GradedCard

Shared = SessionSummary | SubmissionSummary

REVIEW = "/review"
"""Where the web app serves it, with the id of a practice or a text behind it."""
REASON, NAME = 4_000, 200
"""Characters of a reason, and of a trainer's name."""


Titles = Mapping[tuple[str, str], str]
"""Of scenarios and assignments, by id and language."""


def shared_page(
    sessions: Sequence[SessionSummary],
    written: Sequence[SubmissionSummary],
    titles: Titles,
    texts: Texts,
) -> str:
    """All that is shared; where an objection waits comes first."""
    rows: list[tuple[Shared, str, str]] = [(it, it.scenario, _held(it)) for it in sessions]
    rows += [(it, it.assignment, _handed(it)) for it in written]
    rows.sort(key=lambda row: not row[0].waiting)
    items = "".join(_item(it, id, about, titles, texts) for it, id, about in rows)
    body = f"<h3>{_text('review.list', texts)}</h3><p>{_text('review.list.about', texts)}</p>"
    body += f"<ul>{items}</ul>" if items else f"<p>{_text('review.list.none', texts)}</p>"
    return document(texts("review.list"), body, texts.language)


def _held(it: SessionSummary) -> str:
    return f"{tried(it.mode, it.attempt, it.back, Texts(it.language))}, {it.last:%d-%m-%Y}"


def _handed(it: SubmissionSummary) -> str:
    return ", ".join(filter(None, (f"{it.handed:%d-%m-%Y}", it.name)))


def _item(it: Shared, id: str, about: str, titles: Titles, texts: Texts) -> str:
    counts = texts("review.counts", objections=it.objections, reviews=it.reviews)
    title = titles.get((id, it.language), id)
    said = html.escape(f"{it.learner} · {it.language} · {about} · {counts}")
    waits = f" <strong>{_text('review.waits', texts)}</strong>" if it.waiting else ""
    return f'<li><a href="{REVIEW}/{html.escape(it.id)}">{html.escape(title)}</a>{waits}<br>{said}</li>'


def review_page(card: DebriefCard | GradedCard, *, note: str = "") -> str:
    """What was shared with all it rests on, and under each score a form to confirm or change its level."""
    texts = Texts(card.session.language if isinstance(card, DebriefCard) else card.submission.language)
    parts = _practice(card, texts) if isinstance(card, DebriefCard) else _written(card, texts)
    back = f'<p><a href="{REVIEW}">{_text("review.all", texts)}</a></p>'
    said = f'<p role="status"><strong>{html.escape(note)}</strong></p>' if note else ""
    title = card.scenario.title if isinstance(card, DebriefCard) else card.assignment.title
    return document(f"{texts('review.list')}: {title}", back + said + "".join(parts), texts.language)


def scores(card: DebriefCard | GradedCard) -> int:
    """How many scores were given so far; the last one is shown, and decided on."""
    return len(card.session.assessments if isinstance(card, DebriefCard) else card.submission.gradings)


def _practice(card: DebriefCard, texts: Texts) -> Iterator[str]:
    session = card.session
    reviews = standing(session.reviews, session.assessments)
    yield as_html(render_opening(card, texts)) + _objected(session.objections, "", texts)
    if card.analysis:
        yield as_html(render_bargain(card.analysis, card.scenario, texts))
        yield from map(chart_svg, bargain_charts(card.analysis, card.scenario, texts))
    for it in card.debrief.findings:
        shown = as_html(render_finding(it, texts, reviews))
        yield _decide(card, it.criterion, shown, texts) if session.assessments else shown
    yield as_html(render_closing(card, texts))
    yield transcript(session, card.scenario, texts)


def _written(card: GradedCard, texts: Texts) -> Iterator[str]:
    made = card.submission
    reviews = standing(made.reviews, made.gradings)
    yield as_html(render_text_opening(card, texts)) + _objected(made.objections, "", texts)
    yield as_html(render_points(card, texts))
    for it in card.findings:
        shown = as_html(render_text_finding(it, texts, reviews))
        yield _decide(card, it.criterion, shown, texts)
    yield as_html(render_text_closing(card, texts))
    yield written_words(made, texts)


def _objected(objections: Sequence[Objection], criterion: str, texts: Texts) -> str:
    """What the learner sees differently in the score of a criterion, or of the whole where it is ""."""
    said = [quoted(it.text) for it in objections if it.criterion == criterion]
    return as_html("\n\n".join((f"**{texts('review.objection')}**", *said))) if said else ""


def _waits(said: Sequence[Objection], reviews: Sequence[Review]) -> bool:
    """Whether nobody has decided since the last of some objections to one score."""
    return bool(said) and all(it.criterion != said[-1].criterion or it.at < said[-1].at for it in reviews)


def _decide(
    card: DebriefCard | GradedCard, criterion: Criterion | TextCriterion, shown: str, texts: Texts
) -> str:
    """A score with the objections to it, and a form, which is open where one of them waits."""
    made = card.session if isinstance(card, DebriefCard) else card.submission
    said = [it for it in made.objections if it.criterion == criterion.id]
    levels = "".join(
        f'<label><input type="radio" name="level" value="{it.level}" required> '
        f"{it.level}. {html.escape(it.text)}</label>"
        for it in criterion.levels
    )
    return (
        f'<section id="{html.escape(criterion.id)}">{shown}{_objected(said, criterion.id, texts)}'
        f"<details{' open' if _waits(said, made.reviews) else ''}>"
        f"<summary>{_text('review.decide', texts)}</summary>"
        f'<form method="post" action="{REVIEW}/{html.escape(made.id)}">'
        f'<input type="hidden" name="criterion" value="{html.escape(criterion.id)}">'
        f'<input type="hidden" name="score" value="{scores(card)}">'
        f"<fieldset><legend>{_text('review.level', texts)}</legend>{levels}</fieldset>"
        f"<label>{_text('review.reason', texts)}"
        f'<textarea name="reason" rows="3" maxlength="{REASON}" required></textarea></label>'
        f"<label>{_text('review.name', texts)}"
        f'<input name="by" maxlength="{NAME}" autocomplete="name" required></label>'
        f"<button>{_text('review.keep', texts)}</button></form></details></section>"
    )


def _text(key: str, texts: Texts) -> str:
    return html.escape(texts(key))
