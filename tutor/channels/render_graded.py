"""Written assignments as Markdown: the task, and how a text was graded with its quotes."""

from collections.abc import Sequence

from babel.numbers import format_decimal

from tutor.assessment.overall import Overall
from tutor.channels.render_debrief import reading_line
from tutor.channels.render_record import Record, decided, render_again, render_record, standing
from tutor.channels.safe import escape
from tutor.domain.assignment import Assignment, Covered, Found
from tutor.domain.oversight import Review
from tutor.domain.rubric import EMBEDDED, Evidence
from tutor.domain.submission import SubmissionSummary, by_point
from tutor.domain.submission import quoted as stretch
from tutor.language import Texts
from tutor.messages import AssignmentList, GradedCard, TaskCard, TextFinding

SHORT = 240
"""Characters of a quote; a longer one is cut in the middle."""
MARKS = {Found.FOUND: "●", Found.PERHAPS: "◐", Found.NOT_FOUND: "○"}


def render_written(block: AssignmentList | TaskCard | GradedCard, texts: Texts) -> str:
    """A block about written assignments."""
    match block:
        case AssignmentList(assignments, earlier):
            return render_assignments(assignments, earlier, texts)
        case TaskCard(assignment):
            return render_task(assignment, texts)
        case GradedCard():
            return "\n\n".join(render_graded(block, Texts(block.submission.language)))


def render_assignments(
    assignments: Sequence[Assignment], earlier: Sequence[SubmissionSummary], texts: Texts
) -> str:
    """The assignments to choose from, then what was handed in earlier."""
    parts = [texts("assignments.choose" if assignments else "assignments.none")]
    parts += [f"**{escape(it.title)}** ({asked(it, texts)})\n{escape(it.summary)}" for it in assignments]
    if earlier:
        titles = {it.id: it.title for it in assignments}
        lines = [f"- {handed(it, titles.get(it.assignment, it.assignment), texts)}" for it in earlier]
        parts.append(f"**{texts('assignments.earlier')}**\n\n" + "\n".join(lines))
    return "\n\n".join(parts)


def asked(assignment: Assignment, texts: Texts) -> str:
    """How long a text should be."""
    return texts("assignments.words", shortest=assignment.shortest, longest=assignment.longest)


def handed(summary: SubmissionSummary, title: str, texts: Texts) -> str:
    """An earlier text in a list: its assignment, date and file, and whether it is shared."""
    return f"{escape(title)}: {escape(handed_in(summary, texts))}"


def handed_in(summary: SubmissionSummary, texts: Texts) -> str:
    """When a text was handed in, from which file, whether it is shared and decided on, as plain text."""
    shared = texts("try.shared") if summary.released else ""
    answer = texts("try.reviewed") if summary.reviews else ""
    return " · ".join(filter(None, (f"{summary.handed:%d-%m-%Y %H:%M}", summary.name, shared, answer)))


def render_task(assignment: Assignment, texts: Texts) -> str:
    """What a learner is asked to write: paragraphs with empty lines between them, and lists."""
    task = "\n\n".join(_paragraph(it) for it in assignment.task.strip().split("\n\n"))
    how = texts("assignments.how", words=asked(assignment, texts))
    return f"### {escape(assignment.title)}\n\n{task}\n\n*{how}*"


def _paragraph(text: str) -> str:
    lines = [line.strip() for line in text.splitlines()]
    if all(line.startswith("- ") for line in lines):
        return "\n".join(f"- {escape(line[2:])}" for line in lines)
    return escape(" ".join(lines))


def render_graded(card: GradedCard, texts: Texts) -> tuple[str, ...]:
    """The parts of a debrief of a text: opening, model points, each criterion, and what else there is."""
    parts = [render_text_opening(card, texts), render_points(card, texts)]
    reviews = standing(card.submission.reviews, card.submission.gradings)
    parts += [render_text_finding(it, texts, reviews) for it in card.findings]
    return *parts, render_text_closing(card, texts)


def render_text_opening(card: GradedCard, texts: Texts) -> str:
    """Which text this is about, the overall picture, and what of the text did not count."""
    graded = card.submission.graded
    parts = [f"### {texts('graded.title')}: {escape(card.assignment.title)}"]
    parts.append(texts("graded.words", words=graded.words))
    parts.append(_overall(card.overall, texts) if card.overall else texts("overall.none"))
    parts.append(render_again([it.assessment for it in card.submission.gradings], texts))
    return "\n\n".join(filter(None, parts))


def _overall(found: Overall, texts: Texts) -> str:
    low, high = (format_decimal(it, format="0.0", locale=texts.language) for it in (found.low, found.high))
    slots = {"low": low, "high": high, "scored": found.scored, "all": found.all}
    how = texts("graded.overall.how")
    return f"**{texts('overall.title')}:** {texts('overall.range', **slots)} *{how}*"


def render_points(card: GradedCard, texts: Texts) -> str:
    """Each model point, whether it was found, and the sentence that says it."""
    found, rows = by_point(card.submission.graded), []
    for point in card.assignment.points:
        if one := found.get(point.id):
            rows.append(f"- {MARKS[one.found]} **{stand_of(one, texts)}** {escape(point.statement)}")
            if one.end:
                rows.append(f"  - “{escape(short(stretch(card.submission, one)))}”")
    return f"#### {texts('graded.points')}\n\n" + "\n".join(rows) + f"\n\n*{texts('graded.points.how')}*"


def stand_of(one: Covered, texts: Texts) -> str:
    """Whether a model point was found, in words."""
    return f"{texts('found.denied' if one.denied else f'found.{one.found.value}')}."


def render_text_finding(finding: TextFinding, texts: Texts, reviews: Sequence[Review] = ()) -> str:
    """One criterion: its level and what it means, why, the learner's own words, and what to do next.

    What a person decided about it stands right below its level.
    """
    score = finding.score
    parts = [f"#### {escape(finding.criterion.title)}"]
    if score.level is None:
        parts.append(f"○ **{texts('debrief.unscored')}.** {escape(score.why)}")
        parts.append("\n".join(f"- {it.level}. {escape(it.text)}" for it in finding.criterion.levels))
    else:
        highest = finding.criterion.levels[-1].level
        dots = "●" * score.level + "○" * (highest - score.level)
        level = texts("debrief.level", level=score.level, highest=highest)
        parts.append(f"{dots} **{level}.** {escape(finding.meaning)}")
        parts.append(escape(score.why))
    if given := decided(reviews, finding.criterion.id, texts):
        parts.insert(2, f"**{given}**")
    if score.evidence:
        parts.append(f"**{texts('graded.quotes')}**\n\n{_quotes(score.evidence, texts)}")
    if score.against:
        parts.append(f"**{texts('debrief.against')}**\n\n{_quotes(score.against, texts)}")
    if score.level != finding.criterion.levels[-1].level:
        parts.append(f"**{texts('graded.better')}:** {escape(finding.better)}")
    if score.reading:
        parts.append(f"*{escape(reading_line(score.reading, texts))}*")
    return "\n\n".join(parts)


def render_text_closing(card: GradedCard, texts: Texts) -> str:
    """What did not count, what people said of the scores, and how they were made."""
    submission = card.submission
    parts = []
    if left := submission.graded.left:
        rows = [
            f"- “{escape(short(stretch(submission, it)))}” ({texts(f'left.{it.reason}')})" for it in left[:12]
        ]
        parts.append(f"#### {texts('graded.left', count=len(left))}\n\n" + "\n".join(rows))
    parts += render_record(text_record(card), texts)
    engine = submission.graded.assessment.reader
    slots = {"rubric": escape(card.rubric.title), "version": card.rubric.version, "model": escape(engine)}
    made = texts("graded.made" if engine == EMBEDDED else "graded.made.model", **slots)
    return "\n\n".join((*parts, f"*{made}*"))


def text_record(card: GradedCard) -> Record:
    """All that was given and said of a text."""
    made, rubric = card.submission, card.rubric
    scores = tuple(it.assessment for it in made.gradings)
    titles = {it.id: it.title for it in rubric.criteria}
    return Record(scores, made.objections, made.reviews, titles, (rubric.id, rubric.version), place_of)


def short(text: str, most: int = SHORT) -> str:
    """A stretch of a text in one line, cut in the middle when it is long."""
    flat = " ".join(text.split())
    half = most // 2
    return flat if len(flat) <= most else f"{flat[:half].rstrip()} … {flat[-half:].lstrip()}"


def _quotes(evidence: Sequence[Evidence], texts: Texts) -> str:
    return "\n".join(f"- “{escape(short(it.quote))}” ({place_of(it, texts)})" for it in evidence)


def place_of(one: Evidence, texts: Texts) -> str:
    """Where in a text a quote stands."""
    return texts("graded.paragraph", number=one.turn) if one.turn else texts("graded.heading")
