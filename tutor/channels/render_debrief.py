"""A debrief as Markdown: how it ended and turned, each criterion with its quotes, and what was hidden."""

from collections.abc import Sequence

from tutor.assessment.debrief import Finding, Hidden, TurningPoint
from tutor.assessment.helped import Help
from tutor.assessment.preparation import Compared, Planned
from tutor.channels.render_agreement import render_card
from tutor.channels.render_bargain import render_bargain
from tutor.channels.render_coaching import (
    render_comparison,
    render_overall,
    render_story,
    render_tries,
    tried,
)
from tutor.channels.render_record import Record, decided, render_again, render_record, standing
from tutor.channels.safe import escape, quoted
from tutor.domain.oversight import Review
from tutor.domain.rubric import EMBEDDED, Evidence, Reading
from tutor.domain.session import Mode
from tutor.language import Texts
from tutor.messages import DebriefCard

SHOWN = 600
"""Characters of a reply that are quoted where it stands whole elsewhere."""


def render_debrief(card: DebriefCard, texts: Texts) -> tuple[str, ...]:
    """The parts of a debrief: opening (a chart may follow it), negotiation if any, findings, and closing."""
    reviews = standing(card.session.reviews, card.session.assessments)
    findings = "\n\n".join(render_finding(it, texts, reviews) for it in card.debrief.findings)
    bargain = (render_bargain(card.analysis, card.scenario, texts),) if card.analysis else ()
    return render_opening(card, texts), *bargain, findings, render_closing(card, texts)


def render_opening(card: DebriefCard, texts: Texts) -> str:
    """How it ended, what that means, and the reply at which it turned."""
    parts = [f"### {texts('debrief.title')}: {escape(card.scenario.title)}\n\n*{_which(card, texts)}*"]
    if ending := card.debrief.ending:
        outcome = texts(f"outcome.{ending.kind.value}")
        parts.append(f"**{texts('debrief.outcome')}: {outcome}.** {escape(ending.meaning)}")
    else:
        parts.append(texts("debrief.stopped"))
    parts.append(render_overall(card.debrief.overall, texts))
    parts.append(render_again(card.session.assessments, texts))
    if card.session.mode is Mode.ASSESSMENT:
        parts.append(f"*{texts('assessment.mark')}*")
    if turning := card.debrief.turning:
        parts.append(render_turning(turning, texts))
    return "\n\n".join(filter(None, (*parts[:2], render_short(card, texts), *parts[2:])))


def _which(card: DebriefCard, texts: Texts) -> str:
    """Which try this was, and when."""
    session = card.session
    title = tried(session.mode, session.attempt, card.debrief.help.back, texts)
    return escape(f"{title[:1].upper()}{title[1:]}, {session.started:%d-%m-%Y}")


def render_short(card: DebriefCard, texts: Texts) -> str:
    """What to keep and what to try next, for who reads no further; empty when nothing was scored."""
    by_id = {it.criterion.id: it for it in card.debrief.findings}
    keep, grow = (by_id.get(it.id) if it else None for it in (card.debrief.strongest, card.debrief.weakest))
    lines = []
    if keep:
        lines.append(texts("debrief.keep", title=escape(keep.criterion.title)))
    if grow:
        line = texts("debrief.grow", title=escape(grow.criterion.title), better=escape(grow.better))
        lines.append(line)
    return "\n".join(f"- {line}" for line in lines)


def render_turning(turning: TurningPoint, texts: Texts) -> str:
    """The reply that moved the conversation most, and the answer to it."""
    key = "debrief.turning.better" if turning.better else "debrief.turning.worse"
    answer = texts("debrief.turning.answer", name=_both(turning.by, texts))
    return "\n\n".join(
        (
            f"**{texts(key, turn=turning.turn)}**",
            quoted(turning.reply, SHOWN),
            answer,
            quoted(turning.answer, SHOWN),
        )
    )


def render_finding(finding: Finding, texts: Texts, reviews: Sequence[Review] = ()) -> str:
    """One criterion: its level and what it means, why, the learner's own words, and a better line.

    What a person decided about it stands right below its level.
    """
    score = finding.score
    parts = [f"#### {escape(finding.criterion.title)}", level_line(finding, texts)]
    if given := decided(reviews, finding.criterion.id, texts):
        parts.append(f"**{given}**")
    if score.unscored is None:
        parts.append(escape(score.why))
    if score.evidence:
        label = texts("debrief.indication" if score.unscored else "debrief.quotes")
        parts.append(f"**{label}**\n\n{_quotes(score.evidence, texts)}")
    if score.against:
        parts.append(f"**{texts('debrief.against')}**\n\n{_quotes(score.against, texts)}")
    if higher := finding.higher:
        parts.append(f"**{texts('debrief.higher', level=higher.level)}:** {escape(higher.text)}")
    parts.append(f"**{texts('debrief.better')}:** “{escape(finding.better)}”")
    if score.reading:
        parts.append(f"*{escape(reading_line(score.reading, texts))}*")
    return "\n\n".join(parts)


def reading_line(reading: Reading, texts: Texts) -> str:
    """Which model read it, with which prompt, and what the program counted; or that it gave no answer."""
    if reading.failed:
        return f"{texts(f'model.failed.{reading.failed}')} ({reading.model})"
    parts = [texts("reading.model", model=reading.model, prompt=reading.prompt)]
    if len(reading.levels) > 1:
        parts.append(texts("reading.levels", levels=", ".join(map(str, reading.levels))))
    counted = reading.counted
    parts.append(texts("reading.uncounted" if counted is None else "reading.counted", level=counted))
    return " ".join(parts)


def level_line(finding: Finding, texts: Texts) -> str:
    """The level as a row of dots and in words with its meaning, or that there is none and why."""
    level = finding.score.level
    if level is None:
        return f"○ **{texts('debrief.unscored')}.** {escape(finding.score.why)}"
    highest = finding.criterion.levels[-1].level
    dots = "●" * level + "○" * (highest - level)
    return f"{dots} **{texts('debrief.level', level=level, highest=highest)}.** {escape(finding.meaning)}"


def render_closing(card: DebriefCard, texts: Texts, *, reading: bool = True, standing: bool = True) -> str:
    """What the counterpart kept back, where to read on and who sees it (unless shown otherwise), help, and
    the source.
    """
    found = card.debrief
    parts = [render_comparison(card.comparison, texts)] if card.comparison else []
    if card.tries:
        titles = {it.id: it.title for it in card.rubric.criteria}
        parts.append(render_tries(card.tries, titles, texts))
    if found.plan:
        parts.append(render_plan(found.plan, texts))
    if found.story:
        parts.append(render_story(found.story, texts))
    name = _both([person.name for person in card.scenario.people], texts)
    if found.hidden:
        title = texts("debrief.hidden", name=name)
        parts.append(f"#### {title}\n\n" + "\n".join(_hidden(it, texts) for it in found.hidden))
    if len(found.hidden) < len(card.scenario.facts):
        parts.append(texts("debrief.hidden.later", name=name))
    if reading and found.weakest:
        parts.append(texts("debrief.read", heading=f"*{escape(found.weakest.passage.heading)}*"))
    if card.next:
        parts.append(texts("next.title", title=f"*{escape(card.next.title)}*"))
    parts.append(render_help_had(found.help, texts))
    if standing:
        parts.append(texts("release.shared" if card.session.released else "release.private"))
    parts += render_record(practice_record(card), texts)
    return "\n\n".join((*parts, f"*{render_made(card, texts)} {render_card(card.card, texts)}*"))


def practice_record(card: DebriefCard) -> Record:
    """All that was given and said of a practice."""
    session, rubric = card.session, card.rubric
    titles = {it.id: it.title for it in rubric.criteria}
    made = (rubric.id, rubric.version)
    return Record(session.assessments, session.objections, session.reviews, titles, made, reply_place)


def render_help_had(had: Help, texts: Texts) -> str:
    """Which help the learner had; without any, that there was none."""
    if not had:
        return texts("help.none")
    said = [texts(f"help.{name}", count=count) for name, count in _counts(had) if count]
    back = (texts("help.back", turn=had.back),) if had.back else ()
    return " ".join((*said, *back, texts("help.so")))


def _counts(had: Help) -> tuple[tuple[str, int], ...]:
    return ("hints", had.hints), ("feedback", had.feedback)


def render_made(card: DebriefCard, texts: Texts) -> str:
    """What gave the scores, with which rubric."""
    read = [it.score.engine for it in card.debrief.findings if it.score.engine != EMBEDDED]
    slots = {"rubric": escape(card.rubric.title), "version": card.rubric.version}
    made = (
        texts("debrief.made.model", model=escape(read[0]), **slots)
        if read
        else texts("debrief.made", **slots)
    )
    session = card.session
    difficulty = texts(f"difficulty.{session.difficulty.value}")
    return f"{texts('debrief.setting', version=session.version, difficulty=difficulty)} {made}"


def render_plan(plan: tuple[Compared, ...], texts: Texts) -> str:
    """What was prepared, each beside the learner's own words that come nearest."""
    rows = []
    for it in plan:
        line = f"- **{texts(f'prepare.{it.part.value}')}.** {escape(_flat(it.planned))}"
        if it.said:
            said = texts(f"plan.{it.part.value}.said", turn=it.said.turn)
            line += f"\n  - {said} “{escape(_flat(it.said.text))}”"
        elif it.part is not Planned.GOAL:
            line += f"\n  - *{texts(f'plan.{it.part.value}.unsaid')}*"
        rows.append(line)
    return f"#### {texts('plan.title')}\n\n" + "\n".join(rows) + f"\n\n*{texts('plan.how')}*"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _quotes(evidence: tuple[Evidence, ...], texts: Texts) -> str:
    lines = [f"- “{escape(it.quote)}” ({reply_place(it, texts)})" for it in evidence]
    return "\n".join(lines)


def reply_place(one: Evidence, texts: Texts) -> str:
    """Where in a conversation a quote stands."""
    return texts("debrief.turn", turn=one.turn)


def _hidden(hidden: Hidden, texts: Texts) -> str:
    told = texts(f"debrief.hidden.{hidden.degree.value}", turn=hidden.turn or "")
    whose = f"**{escape(hidden.owner)}.** " if hidden.owner else ""
    return f"- {whose}{escape(hidden.truth)} *({told})*"


def _both(names: Sequence[str], texts: Texts) -> str:
    return f" {texts('debrief.and')} ".join(escape(name) for name in names)
