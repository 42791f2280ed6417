"""The terminal as a channel: the same conversation, drawn with Rich."""

from dataclasses import asdict

from rich.console import Console
from rich.markdown import Markdown
from rich.panel import Panel
from rich.prompt import Prompt
from rich.text import Text

from tutor.app import App
from tutor.channels.render import render
from tutor.domain.course import Said
from tutor.domain.scenario import Difficulty
from tutor.domain.session import UNPREPARED, Preparation
from tutor.language import Texts, detect
from tutor.messages import Activity, AnswerCard, Block, Message, PreparationCard, Reply, Speech

LEARNER = "local"


async def ask_dialogue(app: App, course: str, question: str, language: str) -> None:
    """Answer a question; without one, go on asking until the learner leaves."""
    console = Console()
    history: list[Said] = []
    once = bool(question)
    while question := question or _typed("?"):
        spoken = language or app.settings.language or detect(question)
        message = Message(LEARNER, spoken, Activity.ASK, question, history=tuple(history))
        reply = await app.conversation.handle(message)
        _show(console, reply, Texts(spoken))
        history += [Said("user", question), *_answers(reply)]
        question = ""
        if once:
            return


def _answers(reply: Reply) -> list[Said]:
    cards = [block for block in reply.blocks if isinstance(block, AnswerCard)]
    return [Said("assistant", card.answer.text) for card in cards if card.answer.text]


async def practise(
    app: App, scenario: str, language: str, difficulty: Difficulty, *, prepare: bool = False
) -> None:
    """Practise until the conversation has ended or the learner leaves; what was said is kept."""
    console, texts = Console(), Texts(language)
    await app.store.learner(LEARNER, LEARNER, language)
    if not scenario:
        reply = await _send(app, language, action="practise")
    else:
        reply = await _send(app, language, action=f"brief:{scenario}")
        _show(console, Reply(reply.blocks), texts)
        first = f"prepare:{scenario}" if prepare else f"start:{scenario}:{difficulty.value}"
        reply = await _send(app, language, action=first)
    while True:
        if card := next((it for it in reply.blocks if isinstance(it, PreparationCard)), None):
            _show(console, Reply(reply.blocks), texts)
            start = f"start:{card.scenario.id}:{difficulty.value}"
            reply = await _send(app, language, action=start, preparation=_prepared(card, texts))
        _show(console, reply, texts)
        if not (typed := _typed("›")):
            return
        reply = await _send(app, language, reply.session, *_chosen(typed, reply))


def _prepared(card: PreparationCard, texts: Texts) -> Preparation:
    """What the learner writes down, part by part; Enter alone keeps what was written the last time."""
    return Preparation(**{part: _noted(part, before, texts) for part, before in asdict(card.earlier).items()})


def _noted(part: str, before: str, texts: Texts) -> str:
    label = Text(texts(f"prepare.{part}"), style="bold")
    return Prompt.ask(label, default=before, show_default=bool(before))


def _chosen(typed: str, reply: Reply) -> tuple[str, str]:
    """What was typed as text and action: a number in square brackets or alone presses that button.

    Where the reply asked for something, what is typed is the answer to that.
    """
    buttons = reply.buttons
    if reply.expects:
        return "", f"{reply.expects}{typed}"
    number = typed.strip("[] ")
    if number.isdigit() and 1 <= int(number) <= len(buttons):
        return "", buttons[int(number) - 1].action
    return typed, ""


async def _send(
    app: App,
    language: str,
    session: str = "",
    text: str = "",
    action: str = "",
    *,
    preparation: Preparation = UNPREPARED,
) -> Reply:
    message = Message(LEARNER, language, Activity.PRACTISE, text, action, session, preparation=preparation)
    return await app.conversation.handle(message)


def _typed(prompt: str) -> str:
    """A line from the keyboard; empty when the learner leaves (Ctrl-D, Ctrl-C, exit)."""
    try:
        typed = Prompt.ask(Text(prompt, style="bold cyan"))
    except (EOFError, KeyboardInterrupt):
        return ""
    return "" if typed.strip().lower() in {"exit", "quit", "stop!"} else typed


def _show(console: Console, reply: Reply, texts: Texts) -> None:
    for block in reply.blocks:
        console.print(_drawn(block, texts))
    if reply.buttons:
        numbered = "   ".join(f"[{n}] {button.label}" for n, button in enumerate(reply.buttons, 1))
        console.print(Text(numbered, style="dim"))


def _drawn(block: Block, texts: Texts) -> Panel | Markdown:
    if isinstance(block, Speech):
        return Panel(Text(block.text), title=block.name, title_align="left", border_style="cyan")
    return Markdown(render(block, texts))
