"""What passes between a channel and a conversation: messages in, replies made of blocks out."""

from dataclasses import dataclass
from enum import StrEnum

from tutor.assessment.comparison import Comparison, Tried
from tutor.assessment.debrief import Debrief
from tutor.assessment.feedback import Feedback
from tutor.assessment.overall import Overall
from tutor.domain.assignment import Assignment
from tutor.domain.calibration import Card
from tutor.domain.course import Answer, Citation, Said
from tutor.domain.history import SessionSummary
from tutor.domain.quiz import Answered, Grade, Mark, Met, Question
from tutor.domain.rubric import Rubric, Score
from tutor.domain.scenario import Scenario
from tutor.domain.session import UNPREPARED, Preparation, Session
from tutor.domain.submission import Submission, SubmissionSummary
from tutor.domain.text_rubric import TextCriterion, TextRubric
from tutor.roleplay.bargaining.analysis import Analysis


class Activity(StrEnum):
    """What a learner is doing: asking the course, or practising."""

    ASK = "ask"
    PRACTISE = "practise"


@dataclass(frozen=True, slots=True)
class Message:
    """What a learner typed or pressed.

    action is that of a Button and wins over text; session is the practice it belongs to (none: the learner's
    last open one); history is what was asked and answered before, oldest first; preparation is what was
    written down for the practice that the message starts.
    """

    learner: str
    language: str
    activity: Activity
    text: str = ""
    action: str = ""
    session: str = ""
    history: tuple[Said, ...] = ()
    preparation: Preparation = UNPREPARED


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press: action comes back in the next Message."""

    action: str
    label: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something the product says itself; text may hold simple Markdown."""

    text: str


@dataclass(frozen=True, slots=True)
class Speech:
    """What the counterpart says, as plain text; nothing in it is markup."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """An answer of the course with its citations, or why there is none."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """A question of a quiz; number counts from 1."""

    question: Question
    number: int
    of: int


@dataclass(frozen=True, slots=True)
class GradeCard:
    """An answer beside what the course says; without a grade the learner asked to see that."""

    question: Question
    grade: Grade | None


@dataclass(frozen=True, slots=True)
class QuizResult:
    """How a quiz went: a mark a question, and what to read again."""

    marks: tuple[Mark, ...]
    again: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class QuizStanding:
    """How each question of a course was answered the last time, the longest ago first."""

    answers: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class AskBack:
    """A question asked back, with what the attempt before it already says and a clue for the rest.

    met are the points of the course that the attempt comes near to; left counts those still missing; clue and
    tries are empty before the first attempt.
    """

    ask: str
    met: tuple[Met, ...] = ()
    left: int = 0
    clue: str = ""
    where: Citation | None = None
    tries: int = 0


@dataclass(frozen=True, slots=True)
class ScenarioList:
    """The scenarios to choose from, and the learner's earlier practices, newest first."""

    scenarios: tuple[Scenario, ...]
    sessions: tuple[SessionSummary, ...]


@dataclass(frozen=True, slots=True)
class BriefingCard:
    """What a learner reads before a practice."""

    scenario: Scenario


@dataclass(frozen=True, slots=True)
class PreparationCard:
    """Asks what a learner wants to write down before a practice; earlier is what was written last time."""

    scenario: Scenario
    earlier: Preparation


@dataclass(frozen=True, slots=True)
class NotesCard:
    """What a learner wrote down, to keep at hand during the practice."""

    notes: Preparation


@dataclass(frozen=True, slots=True)
class HintCard:
    """A hint."""

    text: str


@dataclass(frozen=True, slots=True)
class FeedbackCard:
    """What the last reply did."""

    feedback: Feedback


@dataclass(frozen=True, slots=True)
class TurnList:
    """The replies of a practice, to go back to before one of them."""

    session: Session


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody said in a turn; who is the id of the speaker where there are two, else empty."""

    turn: int
    who: str
    name: str
    text: str
    marked: bool

    @property
    def action(self) -> str:
        """What marks it as never to be said."""
        return f"never:{self.turn}:{self.who}"


@dataclass(frozen=True, slots=True)
class LineList:
    """The counterpart's lines in a practice, to mark one that this person would never say."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class DebriefCard:
    """The debrief of a practice, with all it refers to.

    analysis is there only where something was negotiated, comparison only where there was a try before; tries
    are the last ones on the same criteria, oldest first, this one last, where there are three or more; next
    is the scenario to try after this one; card says how well such scores agree with people's; unread, that a
    language model can read now what it gave no answer on.
    """

    session: Session
    scenario: Scenario
    rubric: Rubric
    debrief: Debrief
    analysis: Analysis | None = None
    comparison: Comparison | None = None
    next: Scenario | None = None
    card: Card | None = None
    unread: bool = False
    tries: tuple[Tried, ...] = ()


@dataclass(frozen=True, slots=True)
class AssignmentList:
    """The written assignments to choose from, and what the learner handed in earlier, newest first."""

    assignments: tuple[Assignment, ...]
    earlier: tuple[SubmissionSummary, ...]


@dataclass(frozen=True, slots=True)
class TaskCard:
    """What a learner is asked to write; a text can be handed in below it."""

    assignment: Assignment


@dataclass(frozen=True, slots=True)
class TextFinding:
    """One criterion of a graded text: its score, what its level means, and what to do for a higher one."""

    criterion: TextCriterion
    score: Score
    meaning: str
    better: str


@dataclass(frozen=True, slots=True)
class GradedCard:
    """How a text was graded, with all it refers to; overall is None where no criterion has a level.

    unread says that a language model can read now what none has read yet.
    """

    submission: Submission
    assignment: Assignment
    rubric: TextRubric
    findings: tuple[TextFinding, ...]
    overall: Overall | None
    unread: bool = False


Block = (
    Note
    | Speech
    | AnswerCard
    | QuestionCard
    | GradeCard
    | QuizResult
    | QuizStanding
    | AskBack
    | ScenarioList
    | BriefingCard
    | PreparationCard
    | NotesCard
    | HintCard
    | FeedbackCard
    | TurnList
    | LineList
    | DebriefCard
    | AssignmentList
    | TaskCard
    | GradedCard
)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a channel shows: blocks from top to bottom, then buttons; session is the practice, if any.

    expects is the beginning of an action that what is typed next completes, "" where nothing is asked.
    """

    blocks: tuple[Block, ...]
    buttons: tuple[Button, ...] = ()
    session: str = ""
    expects: str = ""
