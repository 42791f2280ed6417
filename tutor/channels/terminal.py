"""The terminal as a channel: the same conversation, typed and drawn."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

from rich.console import Console
from rich.live import Live
from rich.prompt import Prompt
from rich.text import Text

from tutor.app import App
from tutor.channels.drawing import being_said, choices, show, show_passage, talking
from tutor.channels.passages import cited
from tutor.domain.course import Citation, Said
from tutor.domain.hearing import Hear
from tutor.domain.scenario import Difficulty
from tutor.domain.session import UNPREPARED, Preparation
from tutor.language import Texts, detect
from tutor.messages import Activity, AnswerCard, Message, PreparationCard, Reply

LEARNER = "local"
LEAVE = ("/q", "/quit", "exit", "quit")


async def ask_dialogue(app: App, question: str, language: str) -> None:
    """Answer a question; without one, go on asking until the learner leaves."""
    console = Console()
    if question:
        await _ask(app, console, question, language, ())
        return
    history: tuple[Said, ...] = ()
    quoted: tuple[Citation, ...] = ()
    while (typed := _typed(console, "?")) is not None:
        number = _number(typed)
        if number and number <= len(quoted):
            show_passage(console, await cited(quoted[number - 1], app.store.shelf))
        elif typed:
            card = await _ask(app, console, typed, language, history)
            if card:
                history += (Said("learner", typed), Said("tutor", card.answer.text))
                quoted = card.answer.citations
                _offer_passages(console, quoted, Texts(card.answer.language))


async def _ask(
    app: App, console: Console, question: str, language: str, history: tuple[Said, ...]
) -> AnswerCard | None:
    spoken = language or app.settings.language or detect(question)
    message = Message(LEARNER, spoken, Activity.ASK, question, history=history)
    with _streaming(console) as hear:
        reply = await app.conversation.handle(message, hear)
    show(console, Reply(reply.blocks), Texts(spoken))
    return next((block for block in reply.blocks if isinstance(block, AnswerCard)), None)


def _offer_passages(console: Console, quoted: tuple[Citation, ...], texts: Texts) -> None:
    if quoted:
        console.print(Text(texts("terminal.passages", last=len(quoted)), style="dim"))


async def practise(
    app: App, scenario: str, language: str, difficulty: Difficulty, *, prepare: bool = False
) -> None:
    """Practise until the learner leaves; what was said is kept."""
    console, texts = Console(), Texts(language)
    await app.store.learner(LEARNER, LEARNER, language)
    if not scenario:
        reply = await _send(app, console, language, action="practise")
    else:
        reply = await _send(app, console, language, action=f"brief:{scenario}")
        show(console, Reply(reply.blocks), texts)
        first = f"prepare:{scenario}" if prepare else f"start:{scenario}:{difficulty.value}"
        reply = await _send(app, console, language, action=first)
    while True:
        if card := next((it for it in reply.blocks if isinstance(it, PreparationCard)), None):
            show(console, Reply(reply.blocks), texts)
            start = f"start:{card.scenario.id}:{difficulty.value}"
            reply = await _send(app, console, language, action=start, preparation=_prepared(card, texts))
        show(console, reply, texts)
        choice = _choice(console, reply, texts)
        if choice is None:
            if talking(reply):
                console.print(Text(texts("terminal.kept"), style="dim"))
            return
        reply = await _send(app, console, language, reply.session, *choice)


def _choice(console: Console, reply: Reply, texts: Texts) -> tuple[str, str] | None:
    """What was typed, as text and action; None when the learner leaves.

    ``/2`` presses the second button, and so does a bare 2 where nothing is being said. Where the reply asked
    for something, what is typed is the answer to that; what is typed after a practice is a question.
    """
    buttons = choices(reply)
    while (typed := _typed(console, "›")) is not None:
        number = _number(typed) if typed.startswith("/") or not talking(reply) else 0
        if reply.expects and not typed.startswith("/"):
            return "", f"{reply.expects}{typed}"
        if 0 < number <= len(buttons):
            return "", buttons[number - 1].action
        if typed and not typed.startswith("/") and (talking(reply) or not buttons):
            return typed, ""
        if typed and not typed.startswith("/") and reply.session and not number:
            return "", f"ask:{typed}"
        said = "practise.empty" if talking(reply) and not typed else "terminal.choose"
        console.print(Text(texts(said), style="dim"))
    return None


def _prepared(card: PreparationCard, texts: Texts) -> Preparation:
    """What the learner writes down, part by part; Enter alone keeps what was written the last time."""
    return Preparation(**{part: _noted(part, before, texts) for part, before in asdict(card.earlier).items()})


def _noted(part: str, before: str, texts: Texts) -> str:
    label = Text(texts(f"prepare.{part}"), style="bold")
    return Prompt.ask(label, default=before, show_default=bool(before))


async def _send(
    app: App,
    console: Console,
    language: str,
    session: str = "",
    text: str = "",
    action: str = "",
    *,
    preparation: Preparation = UNPREPARED,
) -> Reply:
    message = Message(LEARNER, language, Activity.PRACTISE, text, action, session, preparation=preparation)
    with _streaming(console) as hear:
        return await app.conversation.handle(message, hear)


@contextmanager
def _streaming(console: Console) -> Iterator[Hear]:
    """Shows sentences while the reply is being made, and clears them for the reply itself."""
    said: list[str] = []
    with Live(console=console, transient=True, auto_refresh=False) as live:

        async def hear(sentence: str) -> None:
            said.append(sentence)
            live.update(being_said(" ".join(said)), refresh=True)

        yield hear


def _number(typed: str) -> int:
    """The number in ``/3`` or ``3``; 0 when it is none."""
    digits = typed.removeprefix("/").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 4 else 0


def _typed(console: Console, prompt: str) -> str | None:
    """A line from the keyboard without the space around it; None when the learner leaves."""
    try:
        typed = console.input(Text(f"{prompt} ", style="bold cyan")).strip()
    except (EOFError, KeyboardInterrupt):
        return None
    return None if typed.lower() in LEAVE else typed
