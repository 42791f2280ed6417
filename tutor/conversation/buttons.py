"""Which buttons stand under what; a channel sends back the action of the one that was pressed."""

from collections.abc import Sequence

from tutor.domain.assignment import Assignment
from tutor.domain.course import Answer
from tutor.domain.rubric import Rubric
from tutor.domain.scenario import Difficulty, Scenario
from tutor.domain.session import Mode, Session
from tutor.domain.submission import Submission, SubmissionSummary
from tutor.language import Texts
from tutor.messages import Button, DebriefCard, GradedCard

MANNERS = ("button.simpler", "button.example", "button.short")
"""Ways to put an answer otherwise: what they say is asked as a follow-up."""
ABOUT = 200
"""Characters of a question that say what a quiz is about."""


def cancel(language: str, action: str = "cancel") -> Button:
    """Leave a choice as it was; stands last under what is asked on the way to something."""
    return Button(action, Texts(language)("button.cancel"))


def home(language: str) -> tuple[Button, ...]:
    """Nothing is going on: choose a conversation."""
    return (Button("practise", Texts(language)("button.others")),)


def starts(scenario: str, language: str) -> tuple[Button, ...]:
    """Start, at each difficulty."""
    texts = Texts(language)
    levels = [level.value for level in Difficulty]
    return tuple(Button(f"start:{scenario}:{level}", texts(f"button.start.{level}")) for level in levels)


def briefed(scenario: str, language: str) -> tuple[Button, ...]:
    """The briefing was read: start, prepare first, start in another way, or choose another."""
    other_ways = Button(f"ways:{scenario}", Texts(language)("button.ways"))
    return *starts(scenario, language), _prepare(scenario, language), other_ways, *home(language)


def _prepare(scenario: str, language: str) -> Button:
    return Button(f"prepare:{scenario}", Texts(language)("button.prepare"))


def ways(scenario: str, language: str) -> tuple[Button, ...]:
    """Start with feedback on each reply, or without any help; or as usual, for who thinks better of it."""
    texts = Texts(language)
    normal = Difficulty.NORMAL.value
    others = (
        Button(f"start:{scenario}:{normal}:{mode.value}", texts(f"button.start.{mode.value}"))
        for mode in (Mode.COACHED, Mode.ASSESSMENT)
    )
    return *others, *starts(scenario, language), _prepare(scenario, language), *home(language)


def during(session: Session) -> tuple[Button, ...]:
    """A conversation goes on: ask for help of some kind, or stop; in an assessment there is no help."""
    texts = Texts(session.language)
    stop = Button("stop", texts("button.stop"))
    if session.mode is Mode.ASSESSMENT:
        return (stop,)
    buttons = [Button("hint", texts("button.hint"))]
    if len(session.turns) > 1:
        if session.mode is Mode.PRACTICE:
            buttons.append(Button("feedback", texts("button.feedback")))
        buttons.append(Button("turns", texts("button.turns")))
    return *buttons, stop


def debriefed(card: DebriefCard, *, marking: bool = False) -> tuple[Button, ...]:
    """The debrief was read: try again, go back to where it turned, read on, object, or choose another.

    marking says whether a line may be marked as one that would never be said.
    """
    session, texts = card.session, Texts(card.session.language)
    again = f"start:{card.scenario.id}:{session.difficulty.value}:{session.mode.value}"
    buttons = [Button(again, texts("button.again"))]
    if session.mode is not Mode.ASSESSMENT:
        if turning := card.debrief.turning:
            buttons.append(Button(f"rewind:{turning.turn - 1}", texts("button.rewind", turn=turning.turn)))
        buttons.append(Button("turns", texts("button.turns")))
    if weakest := card.debrief.weakest:
        buttons.append(Button(f"ask:{weakest.question}", texts("button.learn")))
    if card.next:
        buttons.append(Button(f"brief:{card.next.id}", texts("button.next", title=card.next.title)))
    if card.unread:
        buttons.append(Button("reread", texts("button.reread")))
    buttons.append(Button("object", texts("button.object")))
    share = "withdraw" if session.released else "release"
    never = (Button("never", _would_never(card.scenario, texts)),) if marking else ()
    return *buttons, Button(share, texts(f"button.{share}")), *never, *home(session.language)


def _would_never(scenario: Scenario, texts: Texts) -> str:
    return texts("button.never.two") if scenario.second else texts("button.never", name=scenario.persona.name)


def objections(rubric: Rubric, language: str) -> tuple[Button, ...]:
    """Which score an objection is about: one of the criteria, or the whole."""
    whole = Button("object:", Texts(language)("button.object.whole"))
    each = (Button(f"object:{it.id}", it.title) for it in rubric.criteria)
    return *each, whole, cancel(language)


def assignments_home(
    language: str, assignments: Sequence[Assignment], earlier: Sequence[SubmissionSummary]
) -> tuple[Button, ...]:
    """The assignments and what was handed in, to choose from; or practise instead."""
    titles = {it.id: it.title for it in assignments}
    tasks = (Button(f"assignment:{it.id}", it.title) for it in assignments)
    past = (Button(f"text:{it.id}", titles.get(it.assignment, it.assignment)) for it in earlier)
    return *tasks, *past, Button("practise", Texts(language)("web.ask.practise"))


def graded_buttons(card: GradedCard) -> tuple[Button, ...]:
    """How a text was graded was read: write it again, object, share it, or choose another assignment."""
    made, texts = card.submission, Texts(card.submission.language)
    share = "withdraw" if made.released else "release"
    again = (Button(f"text-reread:{made.id}", texts("button.reread")),) if card.unread else ()
    return (
        *again,
        Button(f"assignment:{card.assignment.id}", texts("button.rewrite")),
        Button("assignments", texts("button.assignments")),
        Button(f"text-object:{made.id}", texts("button.object")),
        Button(f"text-{share}:{made.id}", texts(f"button.{share}")),
    )


def text_objections(card: GradedCard) -> tuple[Button, ...]:
    """Which score of a text an objection is about: one of the criteria, or the whole."""
    start, texts = f"text-object:{card.submission.id}", Texts(card.submission.language)
    each = (Button(f"{start}:{it.id}:", it.title) for it in card.rubric.criteria)
    return *each, Button(f"{start}::", texts("button.object.whole")), text_cancel(card.submission)


def text_cancel(made: Submission) -> Button:
    """Leave what was begun with a text as it was."""
    return cancel(made.language, f"text-cancel:{made.id}")


def answered(answer: Answer) -> tuple[Button, ...]:
    """A question was answered: put it otherwise, be asked about it; think first the next time."""
    texts = Texts(answer.language)
    think = Button("socratic", texts("button.socratic"))
    if answer.declined:
        return () if answer.pointer else (think,)
    manners = tuple(Button(f"ask:{texts(key)}", texts(key)) for key in MANNERS)
    quiz = Button(f"quiz:{answer.question[:ABOUT]}", texts("button.quiz.about"))
    return *_offered(answer.offers, texts), *manners, quiz, think


def _offered(offers: Sequence[str], texts: Texts) -> tuple[Button, ...]:
    """What an agent offers beside its answer; a quiz stands there anyway."""
    labels = {"practise": "web.ask.practise", "brief": "button.brief", "progress": "button.progress"}
    kinds = ((action, labels.get(action.partition(":")[0])) for action in offers)
    return tuple(Button(action, texts(label)) for action, label in kinds if label)


def quizzed(code: str, language: str) -> tuple[Button, ...]:
    """A question of a quiz: see what the course says, or stop."""
    texts = Texts(language)
    return Button(f"reveal:{code}", texts("button.reveal")), Button(f"leave:{code}", texts("button.leave"))


def quiz_over(language: str, *, progress: bool = True) -> tuple[Button, ...]:
    """A quiz is over: another one, see how all of them went (unless that is shown), or practise."""
    texts = Texts(language)
    shown = (Button("progress", texts("button.progress")),) if progress else ()
    again = Button("quiz", texts("button.quiz.again"))
    return again, *shown, Button("practise", texts("web.ask.practise"))


def thinking(code: str, language: str) -> tuple[Button, ...]:
    """A learner thinks: give the answer."""
    return (Button(f"tell:{code}", Texts(language)("button.tell")),)
