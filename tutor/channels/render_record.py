"""The record of a score as Markdown: earlier ones, what the learner says to it, what a trainer decided."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tutor.channels.safe import escape, quoted
from tutor.domain.oversight import NO_LEVEL, Objection, Review
from tutor.domain.rubric import EMBEDDED, Assessment, Evidence
from tutor.language import Texts


@dataclass(frozen=True, slots=True)
class Record:
    """All that was given and said: scores in order, the last one is shown; titles are of criteria, by id.

    rubric is the id and version of the rubric that has these criteria, ("", 0) where there is none any more;
    place says where a quote stands.
    """

    scores: tuple[Assessment, ...]
    objections: tuple[Objection, ...]
    reviews: tuple[Review, ...]
    titles: Mapping[str, str]
    rubric: tuple[str, int]
    place: Callable[[Evidence, Texts], str]


def render_again(scores: Sequence[Assessment], texts: Texts) -> str:
    """That a score was given before this one, for the top of a debrief; empty where there was none."""
    return f"*{texts('earlier.mark', when=_when(scores[-1], texts))}*" if len(scores) > 1 else ""


def render_record(record: Record, texts: Texts) -> list[str]:
    """Earlier scores, objections and decisions, each with the score that it is about."""
    parts = []
    if len(record.scores) > 1:
        rows = "\n".join(f"- {row}" for row in _earlier(record, texts))
        now = texts("earlier.now", when=_when(record.scores[-1], texts))
        parts.append(f"#### {texts('earlier.title')}\n\n{now}\n\n{rows}")
    if record.objections:
        said = [_objected(it, record, texts) for it in record.objections]
        parts.append(f"#### {texts('debrief.objections')}\n\n" + "\n\n".join(said))
    if record.reviews:
        given = [_about(it, record, texts) + _reviewed(it, texts) for it in record.reviews]
        parts.append(f"#### {texts('review.title')}\n\n" + "\n\n".join(given))
    return parts


def render_bygone(record: Record, criterion: str, texts: Texts) -> str:
    """What a learner sees differently in a criterion that the rubric has no more, and what was decided."""
    about = (it for it in record.objections if it.criterion == criterion)
    said = [_bygone(it, record, texts) + _rests(it, record, texts) + quoted(it.text) for it in about]
    given = [f"**{it}**" for it in (decided(record.reviews, criterion, texts),) if it]
    return "\n\n".join((f"#### {_title(criterion, record)}", *said, *given))


def standing(reviews: Sequence[Review], scores: Sequence[object]) -> tuple[Review, ...]:
    """Those that are about the score that is shown, the last of some scores."""
    return tuple(it for it in reviews if it.score in (0, len(scores)))


def decided(
    reviews: Sequence[Review], criterion: str, texts: Texts, put: Callable[[str], str] = escape
) -> str:
    """What a person decided last about a criterion, to stand beside its level; empty where nobody did.

    put is how that person's words are written, as they are where all of it is plain.
    """
    given = [it for it in reviews if it.criterion == criterion]
    return _reviewed(given[-1], texts, put) if given else ""


def _earlier(record: Record, texts: Texts) -> Iterator[str]:
    *before, now = record.scores
    for number, one in enumerate(before, 1):
        said = "; ".join(_changed(one, now, record, texts)) or texts("earlier.same")
        yield texts("earlier.one", number=number, when=_when(one, texts), levels=said)


def _changed(one: Assessment, now: Assessment, record: Record, texts: Texts) -> Iterator[str]:
    """The levels of an earlier score that are others now."""
    levels = {it.criterion: it.level for it in now.scores}
    for it in one.scores:
        if it.level != levels.get(it.criterion):
            slots = {"before": _level(it.level, texts), "now": _level(levels.get(it.criterion), texts)}
            yield texts("earlier.level", title=_title(it.criterion, record), **slots)


def _level(level: int | None, texts: Texts) -> str:
    return str(level) if level else texts("earlier.none")


def _title(criterion: str, record: Record) -> str:
    """What a criterion is called, or was when there was one; its id in records of before that was kept."""
    known = (it.titles.get(criterion) for it in reversed(record.scores))
    return escape(record.titles.get(criterion) or next(filter(None, known), criterion))


def _bygone(said: Objection, record: Record, texts: Texts) -> str:
    """That the rubric has changed since, where it does not have the criterion any more."""
    if not said.criterion or said.criterion in record.titles:
        return ""
    then = record.scores[said.score - 1] if 0 < said.score <= len(record.scores) else None
    names = [
        texts("objection.rubric", rubric=id, version=version)
        for id, version in (((then.rubric, then.version),) if then else ()) + (record.rubric,)
    ]
    if not record.rubric[0]:
        return f"*{escape(texts('objection.contentless', then=names[0]))}*\n\n" if then else ""
    slots = {"then": names[0], "now": names[-1]}
    return f"*{escape(texts('objection.bygone', **slots))}*\n\n"


def _when(one: Assessment, texts: Texts) -> str:
    """When a score was given, and by what."""
    date = f"{one.at:%d-%m-%Y}" if one.at else texts("earlier.undated")
    judge = texts("earlier.counted") if one.reader == EMBEDDED else texts("earlier.read", model=one.reader)
    made = f", {texts('earlier.program', program=one.program)}" if one.program else ""
    return escape(f"{date} ({texts('earlier.rubric', version=one.version)}, {judge}{made})")


def _about(said: Objection | Review, record: Record, texts: Texts) -> str:
    """Which criterion something is about, and which score where there are several."""
    parts = [f"**{_title(said.criterion, record) if said.criterion else texts('button.object.whole')}**"]
    if len(record.scores) > 1 and 0 < said.score <= len(record.scores):
        when = _when(record.scores[said.score - 1], texts)
        parts.append(f"*{texts('earlier.about', number=said.score, when=when)}*")
    return "".join(f"{part}\n\n" for part in parts)


def _objected(said: Objection, record: Record, texts: Texts) -> str:
    parts = (_about, _bygone, _rests)
    return "".join(part(said, record, texts) for part in parts) + quoted(said.text)


def _rests(said: Objection, record: Record, texts: Texts) -> str:
    """The level that an objection is about and the words which that rests on, for whoever has to decide."""
    if not said.criterion or not 0 < said.score <= len(record.scores):
        return ""
    score = next((it for it in record.scores[said.score - 1].scores if it.criterion == said.criterion), None)
    if score is None:
        return ""
    level = texts("objection.none") if score.level is None else texts("objection.level", level=score.level)
    rows = [f"- “{escape(' '.join(it.quote.split()))}” ({record.place(it, texts)})" for it in score.evidence]
    return "\n\n".join((f"{level} {escape(score.why)}", *(["\n".join(rows)] if rows else []), ""))


def _reviewed(review: Review, texts: Texts, put: Callable[[str], str] = escape) -> str:
    slots = {"by": put(review.by), "date": f"{review.at:%d-%m-%Y}", "reason": put(review.reason)}
    if review.level == NO_LEVEL:
        return texts("review.by.words", **slots)
    return texts("review.by", level=review.level, **slots)
