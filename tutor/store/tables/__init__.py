"""The tables, as SQLAlchemy sees them; the migrations make them, and a test compares the two."""

from tutor.store.tables.calls import calls
from tutor.store.tables.chats import elements, entries, ratings, threads
from tutor.store.tables.columns import metadata
from tutor.store.tables.courses import documents, gaps, quiz_answers
from tutor.store.tables.practices import (
    assessments,
    cards,
    feedback,
    hints,
    learners,
    objections,
    reviews,
    sessions,
    turns,
)
from tutor.store.tables.written import gradings, submission_objections, submission_reviews, submissions

__all__ = [
    "assessments",
    "calls",
    "cards",
    "documents",
    "elements",
    "entries",
    "feedback",
    "gaps",
    "gradings",
    "hints",
    "learners",
    "metadata",
    "objections",
    "quiz_answers",
    "ratings",
    "reviews",
    "sessions",
    "submission_objections",
    "submission_reviews",
    "submissions",
    "threads",
    "turns",
]
