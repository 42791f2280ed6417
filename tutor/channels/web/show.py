"""Replies as Chainlit shows them: messages and cards that outlive a reload; after shell.settle."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from chainlit.element import CustomElement
from chainlit.message import Message

from tutor.channels.passages import cited, section
from tutor.channels.render import (
    about,
    render,
    render_answer,
    render_declined,
    stand,
)
from tutor.channels.render_study import render_grade, source
from tutor.channels.web import written
from tutor.channels.web.debriefed import debriefed
from tutor.channels.web.sources import sources
from tutor.course.index import Shelf
from tutor.domain.course import Answer
from tutor.domain.scenario import Difficulty
from tutor.domain.session import Session
from tutor.language import Texts
from tutor.messages import (
    AnswerCard,
    AssignmentList,
    Block,
    Button,
    DebriefCard,
    GradeCard,
    GradedCard,
    HintCard,
    LineList,
    PreparationCard,
    Reply,
    ScenarioList,
    Speech,
    TaskCard,
    TurnList,
)

ROW, FORM, TURNS, HAND_IN = PRESSED = ("Buttons", "Preparation", "Turns", "HandIn")
"""The elements that are pressed: a row of buttons, a form that ends in one, a list; the newest stays."""
QUIET = ("hint", "feedback", "turns", "stop")
"""Buttons that stand beside what the learner says in a practice, and do not ask for attention."""
BESIDE = (*QUIET, "ask", "socratic", "reveal", "leave", "tell", "cancel", "text-cancel")
"""What buttons do, up to a colon, that stand beside what the learner types anywhere."""


@dataclass(frozen=True)
class Stage:
    """What replies are shown with: the language of the page, where passages are looked up, the language of
    the practice, and its turn."""

    texts: Texts
    shelf: Shelf
    spoken: Texts
    turn: int = 0


async def compose(reply: Reply, stage: Stage) -> list[Message]:
    """The messages for a reply, not yet sent; the last one carries the buttons."""
    messages: list[Any] = [it for block in reply.blocks for it in await _messages(block, reply, stage)]
    buttons = _free(reply)
    if buttons and messages:
        messages[-1].elements = [*messages[-1].elements, _buttons(buttons, stage.spoken)]
    return messages


async def _messages(block: Block, reply: Reply, stage: Stage) -> list[Message]:
    texts = stage.texts
    match block:
        case Speech(name, _):
            told = {"kind": "speech", "practice": reply.session, "turn": stage.turn}
            return [Message(render(block, texts), author=name, metadata=told)]
        case AnswerCard(answer):
            return [await _answer(answer, stage)]
        case GradeCard():
            opened = [await cited(source(block), stage.shelf)]
            read = [sources(opened, texts("ask.sources"), texts)]
            return [Message(render_grade(block, texts, pointing=False), elements=read)]
        case ScenarioList():
            return [Message(texts("practise.choose"), elements=[_scenarios(block, texts)])]
        case PreparationCard():
            return [Message(render(block, texts), elements=[_preparation(block, reply, texts)])]
        case TurnList() | LineList():
            return [_rows(block, reply, texts)]
        case HintCard(text):
            hint = {"title": texts("hint.title"), "text": text}
            return [Message("", elements=[CustomElement(name="Hint", props=hint)])]
        case DebriefCard():
            return await debriefed(block, stage.shelf)
        case AssignmentList() | TaskCard() | GradedCard():
            return written.messages(block, texts, HAND_IN)
        case _:
            return [Message(render(block, texts))]


async def _answer(answer: Answer, stage: Stage) -> Message:
    said = {"kind": "answer", "asked": answer.question, "said": answer.text}
    if answer.declined:
        near = answer.nearest
        opened = near and await section(near.document, lambda place: place == near.place, stage.shelf)
        shown = [sources([opened], stage.texts("ask.near"), stage.texts)] if opened else []
        content = render_declined(answer, stage.texts, pointing=not shown)
        return Message(content, elements=shown, metadata=said)
    content = render_answer(answer, stage.texts, "[{0}](#source-{0})".format)
    quoted = [await cited(citation, stage.shelf) for citation in answer.citations]
    return Message(
        content, elements=[sources(quoted, stage.texts("ask.sources"), stage.texts)], metadata=said
    )


def _scenarios(block: ScenarioList, texts: Texts) -> CustomElement:
    cards = [
        {"action": f"brief:{it.id}", "title": it.title, "summary": it.summary, "about": about(it, texts)}
        for it in block.scenarios
    ]
    titles = {it.id: it.title for it in block.scenarios}
    earlier = [
        {
            "action": f"{'resume' if it.open else 'debrief'}:{it.id}",
            "label": texts("web.session.resume" if it.open else "web.session.debrief"),
            "title": titles.get(it.scenario, it.scenario),
            "stand": stand(it, texts),
        }
        for it in block.sessions
        if it.turns
    ]
    words = {"open": texts("web.scenario.open"), "past": texts("practise.earlier")}
    return CustomElement(name="Scenarios", props={"cards": cards, "earlier": earlier, **words})


def _preparation(card: PreparationCard, reply: Reply, texts: Texts) -> CustomElement:
    """A form with a field for each part and the buttons that start the practice with it."""
    fields = [
        {"name": name, "label": texts(f"prepare.{name}"), "value": value}
        for name, value in asdict(card.earlier).items()
    ]
    fields[1]["hint"] = texts("prepare.interests.more")
    return CustomElement(name=FORM, props={"fields": fields, "buttons": _listed(reply.buttons)})


def _rows(block: TurnList | LineList, reply: Reply, texts: Texts) -> Message:
    """A list to press in, under words that stay when it goes: an empty message would show a bare avatar."""
    if isinstance(block, TurnList):
        return Message(texts("turns.title"), elements=[_turns(block.session, reply, texts)])
    return Message(texts("never.which"), elements=[_lines(block, reply, texts)])


def _turns(session: Session, reply: Reply, texts: Texts) -> CustomElement:
    """The replies with how each was answered, and the way back to before it."""
    rows = [
        {"number": turn.number, "reply": turn.text, "answer": turn.utterance.words, "action": button.action}
        for turn, button in zip(session.turns[1:], reply.buttons, strict=False)
    ]
    out = _listed(_others(reply, "rewind:"))
    return CustomElement(name=TURNS, props={"rows": rows, "open": texts("turns.back"), "buttons": out})


def _others(reply: Reply, rows: str) -> list[Button]:
    """The buttons that no row of a list has."""
    return [button for button in reply.buttons if not button.action.startswith(rows)]


def _lines(block: LineList, reply: Reply, texts: Texts) -> CustomElement:
    """What the counterpart said, and a way to mark each line."""
    rows = [
        {"number": it.turn, "reply": it.text, "answer": it.name, "action": it.action, "done": it.marked}
        for it in block.lines
    ]
    words = {"open": texts("never.mark"), "done": texts("never.marked")}
    out = _listed(_others(reply, "never:"))
    return CustomElement(name=TURNS, props={"rows": rows, "buttons": out, **words})


def _free(reply: Reply) -> tuple[Button, ...]:
    """The buttons that no card of the reply has already."""
    taken: tuple[str, ...] = ()
    for block in reply.blocks:
        if isinstance(block, ScenarioList):
            taken += ("brief:", "resume:")
        if isinstance(block, AssignmentList):
            taken += ("assignment:", "text:")
        if isinstance(block, PreparationCard):
            taken += ("start:",)
        if isinstance(block, TurnList):
            taken += ("rewind:", "cancel")
        if isinstance(block, LineList):
            taken += ("never:", "cancel")
    return tuple(button for button in reply.buttons if not (taken and button.action.startswith(taken)))


def _buttons(buttons: Sequence[Button], texts: Texts) -> CustomElement:
    """A row of buttons under what holds as long as it stands there: whether the trainer can read along."""
    does = {button.action.partition(":")[0] for button in buttons}
    private = {"release", "text-release"} & does
    shared = {"withdraw", "text-withdraw"} & does
    note = texts("release.private") if private else texts("release.shared") if shared else ""
    return CustomElement(name=ROW, props={"buttons": _listed(buttons), "note": note})


def _listed(buttons: Sequence[Button]) -> list[dict[str, Any]]:
    """Buttons with the one that calls for attention marked."""
    calling = [it.action for it in buttons if it.action.partition(":")[0] not in BESIDE]
    main = next((it for it in calling if it.endswith(f":{Difficulty.NORMAL.value}")), (calling or [""])[0])
    return [{"action": it.action, "label": it.label, "main": it.action == main} for it in buttons]


async def send(message: Message) -> None:
    """Send a message and then its elements, one after the other: Chainlit would let them race."""
    elements, message.elements = message.elements, []
    await message.send()  # type: ignore[no-untyped-call]
    message.elements = elements
    for element in elements:
        await element.send(for_id=message.id)


def row_of(messages: Sequence[Message]) -> str:
    """The id of the last row of buttons, or form, among some messages; empty without one."""
    rows = [it.id for message in messages for it in message.elements if it.name in PRESSED]
    return rows[-1] if rows else ""
