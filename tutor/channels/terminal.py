"""The terminal as a channel: the same conversation, typed and drawn."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace

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


async def ask_dialogue(app: App, question: str, language: str, *, action: str = "") -> None:
    """Answer a question; without one, go on asking until the learner leaves.

    action is what the dialogue begins with, such as a quiz; while something is asked back, what is typed
    answers that, and ``/1`` presses the first button.
    """
    console = Console()
    if question and not action:
        await _ask(app, console, question, language, ())
        return
    spoken = language or app.settings.language or (detect(question) if question else "en")
    history: tuple[Said, ...] = ()
    quoted: tuple[Citation, ...] = ()
    reply = await _act(app, console, action, spoken) if action else Reply(())
    while (typed := _typed(console, "?")) is not None:
        number = _number(typed)
        pressed = number if typed.startswith("/") or not reply.expects else 0
        if pressed and not quoted and pressed <= len(reply.buttons):
            reply = await _act(app, console, reply.buttons[pressed - 1].action, spoken)
        elif pressed and pressed <= len(quoted):
            show_passage(console, await cited(quoted[pressed - 1], app.store.shelf))
            continue
        elif reply.expects and not typed.startswith("/"):
            reply = await _act(app, console, f"{reply.expects}{typed}", spoken)
        elif typed:
            reply = await _ask(app, console, typed, language, history)
        card = next((block for block in reply.blocks if isinstance(block, AnswerCard)), None)
        quoted = card.answer.citations if card and not reply.expects else ()
        if card:
            history += (Said("learner", card.answer.question), Said("tutor", card.answer.text))
            _offer_passages(console, quoted, Texts(card.answer.language))


async def _ask(app: App, console: Console, question: str, language: str, history: tuple[Said, ...]) -> Reply:
    spoken = language or app.settings.language or detect(question)
    message = Message(LEARNER, spoken, Activity.ASK, question, history=history)
    with _streaming(console) as hear:
        reply = await app.conversation.handle(message, hear)
    show(console, Reply(reply.blocks), Texts(spoken))
    return reply


async def _act(app: App, console: Console, action: str, language: str) -> Reply:
    """Do what a button does, and show it with its buttons where something is asked back."""
    message = Message(LEARNER, language, Activity.ASK, action=action)
    with _streaming(console) as hear:
        reply = await app.conversation.handle(message, hear)
    answered = any(isinstance(block, AnswerCard) for block in reply.blocks)
    buttons = tuple(it for it in reply.buttons if it.action != "practise" and not answered)
    show(console, Reply(reply.blocks, buttons), Texts(language))
    return replace(reply, buttons=buttons)


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
