"""Replies drawn in a terminal with Rich, with a number for everything that can be chosen."""

from collections.abc import Iterable, Sequence

from rich.console import Console, Group, RenderableType
from rich.markdown import Markdown
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from tutor.channels.passages import Opened
from tutor.channels.render import about, render, stand
from tutor.channels.render_curve import render_curve
from tutor.channels.render_debrief import render_debrief
from tutor.language import Texts
from tutor.messages import Block, Button, DebriefCard, Reply, ScenarioList, Speech


def choices(reply: Reply) -> tuple[Button, ...]:
    """What can be chosen by number: the buttons, or all that is in a list of scenarios and practices."""
    listed = next((it for it in reply.blocks if isinstance(it, ScenarioList)), None)
    if listed is None:
        return reply.buttons
    briefs = (Button(f"brief:{it.id}", it.title) for it in listed.scenarios)
    past = (
        Button(f"{'resume' if it.open else 'debrief'}:{it.id}", it.scenario)
        for it in listed.sessions
        if it.turns
    )
    return *briefs, *past


def talking(reply: Reply) -> bool:
    """Whether a practice goes on, so that a bare number is something that is said."""
    return any(button.action == "stop" for button in reply.buttons)


def show(console: Console, reply: Reply, texts: Texts) -> None:
    """Draw a reply, and below it what can be chosen."""
    for block in reply.blocks:
        console.print(_drawn(block, texts))
    listed = any(isinstance(block, ScenarioList) for block in reply.blocks)
    shown = [] if listed else [f"/{n} {it.label}" for n, it in enumerate(reply.buttons, 1)]
    if reply.buttons:
        console.print(_footer([*shown, f"/q {texts('terminal.leave')}"], console.width))


def being_said(text: str) -> RenderableType:
    """What has been said of a reply so far."""
    return Panel(Text(text), border_style="dim")


def show_passage(console: Console, opened: Opened) -> None:
    """Draw a passage of the course, with what was cited in it marked."""
    text = Text(opened.before) + Text(opened.quote, style="black on yellow") + Text(opened.after)
    title = " › ".join(filter(None, (opened.title, opened.where)))
    console.print(Panel(text, title=Text(title), subtitle=Text(opened.document), title_align="left"))


def _footer(parts: Iterable[str], width: int) -> RenderableType:
    """Choices beside each other, none of them broken over two lines."""
    lines = [""]
    for part in parts:
        wider = f"{lines[-1]}   {part}".strip()
        lines[-1:] = [wider] if len(wider) <= width else [lines[-1], part]
    return Text("\n".join(lines), style="dim")


def _drawn(block: Block, texts: Texts) -> RenderableType:
    match block:
        case Speech(name, text):
            return Panel(Text(text), title=Text(name), title_align="left", border_style="cyan")
        case ScenarioList():
            return _listed(block, texts)
        case DebriefCard():
            return _debrief(block, Texts(block.session.language))
        case _:
            return Markdown(render(block, texts))


def _listed(block: ScenarioList, texts: Texts) -> RenderableType:
    lines: list[RenderableType] = [Markdown(texts("practise.choose"))]
    for number, it in enumerate(block.scenarios, 1):
        head = Text.assemble((f"/{number} ", "bold cyan"), (it.title, "bold"), f"  {about(it, texts)}")
        lines += [Padding(head, (1, 0, 0, 0)), Padding(Text(it.summary), (0, 0, 0, 3))]
    past = [it for it in block.sessions if it.turns]
    if past:
        lines.append(Padding(Text(texts("practise.earlier"), style="bold"), (1, 0, 0, 0)))
    titles = {it.id: it.title for it in block.scenarios}
    for number, one in enumerate(past, len(block.scenarios) + 1):
        title = titles.get(one.scenario, one.scenario)
        lines.append(Text.assemble((f"/{number} ", "bold cyan"), title, f"  {stand(one, texts)}"))
    return Group(*lines)


def _debrief(card: DebriefCard, texts: Texts) -> RenderableType:
    opening, *rest = render_debrief(card, texts)
    curve = render_curve(card.debrief.curve, card.debrief.turning, texts)
    page = Text(texts("terminal.page", id=card.session.id), style="dim")
    return Group(Markdown(opening), *_chart(curve, texts), *(Markdown(part) for part in rest), page)


def _chart(rows: Sequence[str], texts: Texts) -> list[RenderableType]:
    if not rows:
        return []
    title = Text(texts("debrief.curve"), style="bold")
    drawn = [Text(row, style="cyan" if row[-1] >= "▁" or "→" in row else "bold yellow") for row in rows]
    return [Padding(title, (1, 0, 0, 0)), *drawn, Text("")]
