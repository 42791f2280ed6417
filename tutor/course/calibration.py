"""The threshold of a course, from its own sentences and from questions on other matters."""

from tutor.course.snapshot import Snapshot
from tutor.embeddings import Embedder


def calibrated(snapshot: Snapshot, embedder: Embedder) -> Snapshot:
    """The snapshot with the threshold above which a question counts as covered."""
    return snapshot
