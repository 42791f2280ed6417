"""Quizzes and thinking first as Markdown; what the course and the learner say is shown as it stands."""

import re
from dataclasses import replace

from tutor.channels.safe import escape
from tutor.domain.course import Citation, Place
from tutor.domain.quiz import Grade, Mark, Met, due
from tutor.language import Texts
from tutor.messages import AskBack, GradeCard, QuestionCard, QuizResult, QuizStanding

Study = QuestionCard | GradeCard | QuizResult | QuizStanding | AskBack
MOST_DUE = 8
"""Questions that are listed to come back."""
SIGNS = {Mark.YES: "✓", Mark.PARTLY: "≈", Mark.NO: ""}


def render_study(block: Study, texts: Texts) -> str:
    """A card of a quiz, or one that asks back."""
    match block:
        case QuestionCard(question, number, of):
            head = texts("quiz.question", number=number, of=of)
            return f"**{head}** {escape(question.text)}"
        case GradeCard():
            return render_grade(block, texts)
        case QuizResult():
            return render_result(block, texts)
        case QuizStanding():
            return render_standing(block, texts)
        case AskBack():
            return render_asking(block, texts)


def render_grade(card: GradeCard, texts: Texts, *, pointing: bool = True) -> str:
    """How an answer was marked, and what the course says, point by point, with its place unless shown."""
    points = card.question.points
    met = card.grade.met if card.grade else tuple(Met(point, Mark.NO) for point in points)
    mark = card.grade.mark.value if card.grade else "shown"
    parts = [f"**{texts(f'quiz.mark.{mark}')}**", "\n".join(_point(it, texts, told=True) for it in met)]
    if card.grade and _unsure(card.grade):
        parts.append(f"*{texts('quiz.unsure')}*")
    if pointing:
        parts.append(texts("quiz.source", section=named(points[0].title, points[0].place)))
    return "\n\n".join(parts)


def _unsure(grade: Grade) -> bool:
    return any(it.mark is Mark.PARTLY for it in grade.met)


def _point(met: Met, texts: Texts, *, told: bool) -> str:
    """A point of the course with the learner's words that come near it; told gives the mark a sign too."""
    sign = f"{SIGNS[met.mark]} ".lstrip() if told else ""
    said = f" {texts('quiz.said', said=escape(_short(met.said)))}" if met.said else ""
    return f"- {sign}“{escape(_short(met.point.quote))}”{said}"


def render_result(card: QuizResult, texts: Texts) -> str:
    """How many answers were right and in part, and what to read again."""
    count = {mark: sum(it is mark for it in card.marks) for mark in Mark}
    of, yes, partly = len(card.marks), count[Mark.YES], count[Mark.PARTLY]
    parts = [texts("quiz.result", yes=yes, of=of, partly=partly) if of else texts("quiz.left")]
    if card.again:
        lines = "\n".join(f"- {named(it.title, it.place)}" for it in card.again)
        parts.append(f"**{texts('quiz.again')}**\n\n{lines}")
    return "\n\n".join(parts)


def render_standing(card: QuizStanding, texts: Texts) -> str:
    """How the questions of a course were answered the last time, and which come back first."""
    if not card.answers:
        return texts("quiz.standing.none")
    count = {mark.value: sum(it.mark is mark for it in card.answers) for mark in Mark}
    parts = [texts("quiz.standing", all=len(card.answers), **count)]
    waiting = due(card.answers)
    shown = [it for it in card.answers if it.question in waiting][:MOST_DUE]
    lines = [f"- {escape(it.text)} ({escape(it.section)})" for it in shown]
    if len(waiting) > len(shown):
        lines.append(f"- {texts('quiz.standing.more', count=len(waiting) - len(shown))}")
    if lines:
        parts.append(f"**{texts('quiz.standing.due')}**\n\n" + "\n".join(lines))
    return "\n\n".join(parts)


def render_asking(card: AskBack, texts: Texts) -> str:
    """What an attempt already says, a clue, and the question asked back."""
    if not card.tries:
        return f"{texts('socratic.start')} **{escape(card.ask)}**"
    parts = []
    if card.met:
        lines = "\n".join(_point(it, texts, told=False) for it in card.met)
        parts.append(f"**{texts('socratic.met')}**\n\n{lines}")
        if any(it.mark is Mark.PARTLY for it in card.met):
            parts.append(f"*{texts('quiz.unsure')}*")
    if card.where and card.clue:
        place = named(card.where.title, card.where.place)
        parts.append(texts("socratic.clue", left=card.left, section=place, clue=escape(card.clue)))
    if card.ask:
        parts.append(f"**{escape(card.ask)}**")
    else:
        rest = "socratic.told" if card.met else "socratic.none"
        parts.append(texts(rest if card.left else "socratic.all"))
    return "\n\n".join(parts)


def named(title: str, place: Place) -> str:
    """A document and the place in it, as Markdown."""
    where = within(title, place)
    return f"**{escape(title)}**" + (f", {escape(where)}" if where else "")


def within(title: str, place: Place) -> str:
    """The place in a document, without its first heading where that is the document's title."""
    headings = place.headings[1:] if place.headings[:1] == (title,) else place.headings
    return replace(place, headings=headings).locator


def source(card: GradeCard) -> Citation:
    """The passage in which to read on: the first point, as all stand together."""
    return card.question.points[0]


def _short(text: str, most: int = 300) -> str:
    flat = re.sub(r"\s+", " ", text).strip()
    return flat if len(flat) <= most else flat[: most - 1] + "…"
