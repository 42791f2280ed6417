"""Courses: documents, the chunks they are searched in, and answers that cite them."""

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a document a text stands.

    headings run from the outermost to the innermost; page and slide count from 1; seconds is the start of
    a transcript cue.
    """

    headings: tuple[str, ...] = ()
    page: int | None = None
    slide: int | None = None
    seconds: float | None = None

    @property
    def locator(self) -> str:
        """The place in one line, the same in every language: ``p. 3 · Feedback › Steps``."""
        parts = [f"p. {self.page}"] if self.page else []
        parts += [f"slide {self.slide}"] if self.slide else []
        parts += [clock(self.seconds)] if self.seconds is not None else []
        parts += [" › ".join(self.headings)] if self.headings else []
        return " · ".join(parts)


def clock(seconds: float) -> str:
    """Seconds as ``1:02:03`` or ``2:03``."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


class BlockKind(StrEnum):
    """What a stretch of a document is; lists, tables, slides and cues stay whole where they fit."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    TABLE = "table"
    NOTES = "notes"
    CUE = "cue"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document's text, ``text[start:end]``, with its kind and place."""

    start: int
    end: int
    kind: BlockKind
    place: Place


@dataclass(frozen=True, slots=True)
class Document:
    """A course file as plain text.

    path is relative to the folder it was ingested from; digest is the SHA-256 of the file's bytes; blocks
    cover the text in order.
    """

    course: str
    path: str
    title: str
    language: str
    digest: str
    text: str
    blocks: tuple[Block, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage that is searched as one: ``document.text[start:end]``; id is a hash of place and content."""

    id: str
    course: str
    document: str
    title: str
    language: str
    text: str
    start: int
    end: int
    place: Place


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk found for a query; score is comparable within one query only."""

    chunk: Chunk
    score: float


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote and where it stands: ``document.text[start:end] == quote``."""

    number: int
    document: str
    title: str
    place: Place
    quote: str
    start: int
    end: int
    language: str


@dataclass(frozen=True, slots=True)
class Said:
    """One earlier message of the conversation with the tutor; role is ``learner`` or ``tutor``."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what was said before it.

    language is the learner's, found in the question where it is ""; learner is who asks, "" for nobody known.
    """

    question: str
    language: str = ""
    history: tuple[Said, ...] = ()
    learner: str = ""


class Coverage(StrEnum):
    """How far the course covers a question."""

    COVERED = "covered"
    PARTLY = "partly"
    NOT_COVERED = "not-covered"


@dataclass(frozen=True, slots=True)
class Section:
    """A pointer to a part of the course."""

    document: str
    title: str
    place: Place
    language: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the course says to a question, or why it says nothing.

    An answer that was declined has no text and no citations, but a reason and, where there is one, the
    nearest section. With an answer that was given, nearest is the section in which its list goes on. pointer
    is the topic of the organisation's pointer that the reason was taken from; such a question is the
    learner's own business and noted nowhere. engine is "embedded", or "model:" with the name of the model
    that worded the text; fallback is why a model that is set did not (a Failure, "unsupported", "language").
    offers are actions that suit the question, such as "practise" or "quiz:feedback".
    """

    question: str
    language: str
    text: str
    citations: tuple[Citation, ...]
    coverage: Coverage
    reason: str = ""
    nearest: Section | None = None
    engine: str = "embedded"
    pointer: str = ""
    fallback: str = ""
    offers: tuple[str, ...] = ()

    @property
    def declined(self) -> bool:
        return not self.citations

    @classmethod
    def decline(cls, question: str, language: str, reason: str, nearest: Section | None = None) -> "Answer":
        """An answer that says why there is none."""
        return cls(question, language, "", (), Coverage.NOT_COVERED, reason, nearest)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that ingestion left out, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What one ingestion did; counts are of the whole course afterwards."""

    course: str
    documents: int
    chunks: int
    skipped: tuple[Skipped, ...] = ()
    unchanged: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that the course does not answer, how often it was asked, and what came nearest."""

    course: str
    question: str
    language: str
    count: int
    nearest: str = ""
