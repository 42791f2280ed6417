"""What learners share, as pages on which a trainer decides: a list, and each score with a form under it."""

import html
from collections.abc import Iterator, Mapping, Sequence

from tutor.channels.bargain_chart import bargain_charts
from tutor.channels.chart import chart_svg
from tutor.channels.page import as_html, as_told, document, transcript, written_words
from tutor.channels.render_bargain import render_bargain
from tutor.channels.render_coaching import tried
from tutor.channels.render_debrief import (
    practice_record,
    render_closing,
    render_finding,
    render_opening,
    reply_place,
)
from tutor.channels.render_graded import (
    place_of,
    render_points,
    render_text_closing,
    render_text_finding,
    render_text_opening,
    text_record,
)
from tutor.channels.render_record import Record, decided, render_bygone, standing
from tutor.channels.review_form import REVIEW, WHOLE, Target, Typed, decision, door_form
from tutor.channels.safe import quoted
from tutor.domain.history import SessionSummary
from tutor.domain.oversight import LEVELS, bygone
from tutor.domain.rubric import Criterion
from tutor.domain.session import Session
from tutor.domain.submission import Submission, SubmissionSummary
from tutor.domain.text_rubric import TextCriterion
from tutor.language import Texts
from tutor.messages import DebriefCard, GradedCard

Shared = SessionSummary | SubmissionSummary
Shown = DebriefCard | GradedCard | Session | Submission
"""What a page is about: a debrief, or what is in the store alone where the content of it is gone."""

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


def door_page(texts: Texts, to: str, *, wrong: bool = False) -> str:
    """What the pages are and what it takes to see them, for whoever has not shown the token."""
    title = texts("review.door")
    said = f'<p role="alert">{_text("review.wrong", texts)}</p>' if wrong else ""
    about = f"<h3>{html.escape(title)}</h3><p>{_text('review.door.about', texts)}</p>{said}"
    where = f"<p>{_text('review.door.where', texts)}</p>"
    way = f'<p><a href="/">{_text("page.way", texts)}</a></p>'
    return document(title, about + door_form(to, texts) + where + way, texts.language)


def entered_page(texts: Texts, to: str) -> str:
    """What is there for a moment between the door and the page behind it."""
    way = f'<p><a href="{html.escape(to)}">{_text("review.enter", texts)}</a></p>'
    return document(texts("review.door"), way, texts.language)


def gone_page(texts: Texts, reason: str = "") -> str:
    """That nothing is shared at an address, or not any more; with the reason of a decision that came late."""
    back = f'<p><a href="{REVIEW}">{_text("review.all", texts)}</a></p>'
    said = f'<p role="alert">{_text("review.gone", texts)}</p>'
    if reason:
        said += f"<p>{_text('review.unkept', texts)}</p>{as_html(quoted(reason))}"
    return document(texts("review.list"), back + said, texts.language)


def review_page(card: Shown, sign: str, *, kept: str = "", typed: Typed | None = None) -> str:
    """What was shared with all it rests on, and under each score a form to confirm or change its level.

    sign is what each form holds; kept is where a decision was kept just now, typed what was typed in one of
    the forms and not kept.
    """
    texts, made = texts_of(card), made_of(card)
    target = Target(made.id, scores(card), sign, kept, typed)
    if not isinstance(card, DebriefCard | GradedCard):
        return record_page(card, target)
    parts = _practice(card, target, texts) if isinstance(card, DebriefCard) else _written(card, target, texts)
    back = f'<p><a href="{REVIEW}">{_text("review.all", texts)}</a></p>'
    said = f'<p role="alert">{html.escape(typed.problem)}</p>' if typed else ""
    said += f"<p>{html.escape(texts('review.as-learner', learner=made.learner))}</p>"
    title = card.scenario.title if isinstance(card, DebriefCard) else card.assignment.title
    return document(f"{texts('review.list')}: {title}", back + said + "".join(parts), texts.language)


def record_page(made: Session | Submission, target: Target) -> str:
    """What is left to see and decide of what was shared, where its scenario, assignment or rubric is gone."""
    texts = Texts(made.language)
    if isinstance(made, Session):
        title, scored, place = made.scenario, made.assessments, reply_place
        words = as_told(_spoken(made, texts), texts)
    else:
        title, scored, place = made.assignment, tuple(it.assessment for it in made.gradings), place_of
        words = written_words(made, texts)
    record = Record(scored, made.objections, made.reviews, {}, ("", 0), place)
    about = texts("review.contentless", learner=made.learner)
    parts = (
        f'<p><a href="{REVIEW}">{_text("review.all", texts)}</a></p>',
        f'<p role="alert">{html.escape(target.typed.problem)}</p>' if target.typed else "",
        f"<h3>{html.escape(title)}</h3><p>{html.escape(about)}</p>",
        _whole(record, target, texts),
        *_bygone(record, target, texts),
        words,
    )
    return document(f"{texts('review.list')}: {title}", "".join(parts), texts.language)


def _spoken(session: Session, texts: Texts) -> list[tuple[str, str]]:
    """Who said what, without the names that only the scenario knows."""
    you, other = texts("page.you"), texts("page.other")
    rows = [(other, session.turns[0].utterance.text)] if session.turns else []
    for turn in session.turns[1:]:
        rows += [(f"{turn.number}. {you}", turn.text), (other, turn.utterance.text)]
    return rows


def made_of(shown: Shown) -> Session | Submission:
    """What was shared, in a debrief or alone."""
    if isinstance(shown, DebriefCard):
        return shown.session
    return shown.submission if isinstance(shown, GradedCard) else shown


def texts_of(shown: Shown) -> Texts:
    """The texts in the language of what was shared, which its page is in."""
    return Texts(made_of(shown).language)


def scores(shown: Shown) -> int:
    """How many scores were given so far; the last one is shown, and decided on."""
    made = made_of(shown)
    return len(made.assessments if isinstance(made, Session) else made.gradings)


def _practice(card: DebriefCard, target: Target, texts: Texts) -> Iterator[str]:
    session, record = card.session, practice_record(card)
    reviews = standing(session.reviews, session.assessments)
    yield as_html(render_opening(card, texts)) + _whole(record, target, texts)
    if card.analysis:
        yield as_html(render_bargain(card.analysis, card.scenario, texts))
        yield from map(chart_svg, bargain_charts(card.analysis, card.scenario, texts))
    for it in card.debrief.findings:
        shown = as_html(render_finding(it, texts, reviews))
        yield _decide(record, it.criterion, shown, target, texts) if session.assessments else shown
    yield from _bygone(record, target, texts)
    yield as_html(render_closing(card, texts))
    yield transcript(session, card.scenario, texts)


def _written(card: GradedCard, target: Target, texts: Texts) -> Iterator[str]:
    made, record = card.submission, text_record(card)
    reviews = standing(made.reviews, made.gradings)
    yield as_html(render_text_opening(card, texts)) + _whole(record, target, texts)
    yield as_html(render_points(card, texts))
    for it in card.findings:
        shown = as_html(render_text_finding(it, texts, reviews))
        yield _decide(record, it.criterion, shown, target, texts)
    yield from _bygone(record, target, texts)
    yield as_html(render_text_closing(card, texts))
    yield written_words(made, texts)


def _objected(record: Record, criterion: str, texts: Texts) -> str:
    """What the learner sees differently in the score of a criterion, or of the whole where it is ""."""
    said = [quoted(it.text) for it in record.objections if it.criterion == criterion]
    return as_html("\n\n".join((f"**{texts('review.objection')}**", *said))) if said else ""


def _waits(record: Record, criterion: str) -> bool:
    """Whether nobody has decided since the last of the objections to one score, or to the whole."""
    said = [it for it in record.objections if it.criterion == criterion]
    given = [it for it in record.reviews if it.criterion == criterion]
    return bool(said) and all(it.at < said[-1].at for it in given)


def _section(criterion: str, body: str) -> str:
    return f'<section id="{html.escape(criterion or WHOLE)}">{body}</section>'


def _whole(record: Record, target: Target, texts: Texts) -> str:
    """Objections to the whole with what was answered, and a form to answer them; nothing without one."""
    if not (said := _objected(record, "", texts)):
        return ""
    given = decided(record.reviews, "", texts)
    answered = as_html(f"**{given}**") if given else ""
    form = decision(target, "", (), texts, waits=_waits(record, "")) if record.scores else ""
    return _section("", said + answered + form)


def _decide(
    record: Record, criterion: Criterion | TextCriterion, shown: str, target: Target, texts: Texts
) -> str:
    """A score with the objections to it, and a form, which is open where one of them waits."""
    levels = [(it.level, it.text) for it in criterion.levels]
    form = decision(target, criterion.id, levels, texts, waits=_waits(record, criterion.id))
    return _section(criterion.id, shown + _objected(record, criterion.id, texts) + form)


def _bygone(record: Record, target: Target, texts: Texts) -> Iterator[str]:
    """Objections to what the rubric does not have any more, each with its level then, and a form."""
    levels = [(level, "") for level in LEVELS]
    for criterion in bygone(record.objections, record.titles):
        shown = as_html(render_bygone(record, criterion, texts))
        form = decision(target, criterion, levels, texts, waits=_waits(record, criterion))
        yield _section(criterion, shown + form)


def _text(key: str, texts: Texts) -> str:
    return html.escape(texts(key))
