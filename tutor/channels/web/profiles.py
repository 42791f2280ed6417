"""The two things a learner can do, with something to begin with for each; after shell.settle."""

from collections.abc import Iterator
from itertools import zip_longest

from chainlit.types import ChatProfile, Starter

from tutor.app import App
from tutor.errors import TutorError
from tutor.language import Texts, sentences
from tutor.messages import Activity, Message, ScenarioList

ASK = "ask"
PRACTISE = "practise"
QUESTIONS = 4
SCENARIOS = 6


async def profiles(app: App, learner: str, language: str) -> list[ChatProfile]:
    """The profiles in a language; an unfinished practice of the learner comes first."""
    texts = Texts(language)
    listed = await _listed(app, learner, language)
    return [
        ChatProfile(
            name=ASK,
            display_name=texts("web.ask.name"),
            markdown_description=texts("web.ask.about"),
            icon="/public/ask.svg",
            default=True,
            starters=[
                *_open(listed, texts),
                Starter(
                    label=texts("web.ask.practise"),
                    message=texts("web.ask.practise"),
                    command="practise",
                    icon="/public/practise.svg",
                ),
                *_write(app, texts),
                *(
                    Starter(label=label, message=label, command=action, icon="/public/ask.svg")
                    for action, label in (
                        ("quiz", texts("button.quiz")),
                        ("socratic", texts("button.socratic")),
                    )
                ),
                *(
                    Starter(label=it, message=it, icon="/public/ask.svg")
                    for it in _questions(app, listed, language)
                ),
            ],
        ),
        ChatProfile(
            name=PRACTISE,
            display_name=texts("web.practise.name"),
            markdown_description=texts("web.practise.about"),
            icon="/public/practise.svg",
            starters=[*_open(listed, texts), *_scenarios(listed)],
        ),
    ]


def _write(app: App, texts: Texts) -> Iterator[Starter]:
    """A way to the written assignments, where there are any in the language."""
    if app.library.assignments(texts.language):
        label = texts("web.ask.write")
        yield Starter(label=label, message=label, command="assignments", icon="/public/write.svg")


async def _listed(app: App, learner: str, language: str) -> ScenarioList:
    asked = Message(learner, language, Activity.PRACTISE, action="practise")
    reply = await app.conversation.handle(asked)
    return next((block for block in reply.blocks if isinstance(block, ScenarioList)), ScenarioList((), ()))


def _questions(app: App, listed: ScenarioList, language: str) -> list[str]:
    """Questions that the rubrics point learners to, one for each rubric in turn."""
    rows = zip_longest(*(_asked(app, it.rubric, language) for it in listed.scenarios), fillvalue="")
    return list(dict.fromkeys(question for row in rows for question in row if question))[:QUESTIONS]


def _asked(app: App, rubric: str, language: str) -> list[str]:
    try:
        return [criterion.question for criterion in app.library.rubric(rubric, language).criteria]
    except TutorError:  # a rubric that is missing or wrong is for tutor lint; the way in stays open
        return []


def _open(listed: ScenarioList, texts: Texts) -> Iterator[Starter]:
    titles = {it.id: it.title for it in listed.scenarios}
    for session in listed.sessions:
        if session.open and session.turns and session.scenario in titles:
            label = texts("web.practise.resume", title=titles[session.scenario])
            yield Starter(
                label=label, message=label, command=f"resume:{session.id}", icon="/public/resume.svg"
            )
            return


def _scenarios(listed: ScenarioList) -> Iterator[Starter]:
    for it in listed.scenarios[:SCENARIOS]:
        start, end = next(iter(sentences(it.summary, it.language)), (0, 0))
        label = f"{it.title}\n{it.summary[start:end]}"
        yield Starter(label=label, message=it.title, command=f"brief:{it.id}", icon="/public/practise.svg")
