"""Which buttons stand under what; a channel sends back the action of the one that was pressed."""

from tutor.domain.scenario import Difficulty
from tutor.language import Texts
from tutor.messages import Button, DebriefCard


def home(language: str) -> tuple[Button, ...]:
    """Nothing is going on: choose a conversation."""
    return (Button("practise", Texts(language)("button.others")),)


def starts(scenario: str, language: str) -> tuple[Button, ...]:
    """Start, at each difficulty."""
    texts = Texts(language)
    return tuple(
        Button(f"start:{scenario}:{level.value}", texts(f"button.start.{level.value}"))
        for level in Difficulty
    )


def briefed(scenario: str, language: str) -> tuple[Button, ...]:
    """The briefing was read: start, prepare first, or choose another."""
    prepare = Button(f"prepare:{scenario}", Texts(language)("button.prepare"))
    return *starts(scenario, language), prepare, *home(language)


def during(language: str) -> tuple[Button, ...]:
    """A conversation goes on: ask for a hint, or stop."""
    texts = Texts(language)
    return Button("hint", texts("button.hint")), Button("stop", texts("button.stop"))


def debriefed(card: DebriefCard) -> tuple[Button, ...]:
    """The debrief was read: try again, read on, object, or choose another."""
    language = card.session.language
    texts = Texts(language)
    again = Button(f"start:{card.scenario.id}:{card.session.difficulty.value}", texts("button.again"))
    weakest = card.debrief.weakest
    learn = (Button(f"ask:{weakest.question}", texts("button.learn")),) if weakest else ()
    return again, *learn, Button("object", texts("button.object")), *home(language)
