"""Everything that one course is searched with, as arrays that many processes can map at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from tutor.course.analysis import Analyzer, Hashes, grams, hashed, vocabulary_of
from tutor.course.chunking import header, indexed
from tutor.course.postings import Postings
from tutor.course.translation import can_gloss, gloss
from tutor.domain.course import Chunk
from tutor.embeddings.embedder import Floats, Passage, Span
from tutor.language import sentences

VERSION = 8
"""Raised when the analysis, the arrays or the calibration change: snapshots are then made again."""
READING = 3
"""Raised when passage_input changes: vectors are then made again too."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A course as it is searched.

    Row i is chunks[i] with the vector vectors[i]; its sentences are spans[ends[i - 1]:ends[i]],
    as characters of the chunk's text, with a vector each. thresholds maps a name to a calibrated figure.
    """

    course: str
    model: str
    chunks: tuple[Chunk, ...]
    vectors: Floats
    sentences: NDArray[np.float16]
    spans: NDArray[np.int32]
    ends: NDArray[np.int64]
    stems: Postings
    grams: Postings
    vocabulary: Mapping[str, Mapping[str, int]]
    thresholds: Mapping[str, float] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the documents, the most frequent first."""
        return tuple(self.vocabulary)

    def sentences_of(self, row: int) -> tuple[int, int]:
        """The first and the last (excluded) sentence of a row."""
        return (int(self.ends[row - 1]) if row else 0), int(self.ends[row])


def spans_of(chunk: Chunk) -> tuple[Span, ...]:
    """The sentences of a chunk as characters of its text."""
    return sentences(chunk.text, chunk.language)


def passage_input(chunk: Chunk, spans: Sequence[Span], known: bool = True) -> tuple[str, list[Span]]:
    """What the embedder reads of a chunk, and where its sentences stand there.

    A chunk in a language that the model does not know is read as its English gloss.
    """
    glossed = not known and can_gloss(chunk.language)
    put = partial(gloss, source=chunk.language) if glossed else str
    parts = [put(header(chunk.title, chunk.place))]
    found, length = [], len(parts[0])
    for start, end in spans:
        parts.append(put(chunk.text[start:end]))
        found.append((length + 1, length + 1 + len(parts[-1])))
        length = found[-1][1]
    return "\n".join(parts), found


def build(course: str, model: str, chunks: Sequence[Chunk], passages: Iterable[Passage]) -> Snapshot:
    """A snapshot from chunks and their vectors, in the same order; the vectors are read once."""
    spans = [spans_of(chunk) for chunk in chunks]
    ends = np.cumsum([len(own) for own in spans], dtype=np.int64)
    vectors, sentences = _filled(ends, passages)
    vocabulary = _vocabularies(chunks)
    analyzers = {language: Analyzer(language, vocabulary[language]) for language in vocabulary}
    return Snapshot(
        course=course,
        model=model,
        chunks=tuple(chunks),
        vectors=vectors,
        sentences=sentences,
        spans=np.array([span for own in spans for span in own], np.int32).reshape(-1, 2),
        ends=ends,
        stems=Postings.build(stem_terms(indexed(chunk), analyzers[chunk.language]) for chunk in chunks),
        grams=Postings.build(gram_terms(indexed(chunk), analyzers[chunk.language]) for chunk in chunks),
        vocabulary=vocabulary,
    )


def _filled(ends: NDArray[np.int64], passages: Iterable[Passage]) -> tuple[Floats, NDArray[np.float16]]:
    """The vectors of passages and of their sentences as one array each, without a second copy in memory."""
    vectors, sentences = np.zeros((len(ends), 0), np.float32), np.zeros((0, 0), np.float16)
    for row, passage in enumerate(passages):
        if not row:
            width = len(passage.vector)
            vectors = np.empty((len(ends), width), np.float32)
            sentences = np.empty((int(ends[-1]), width), np.float16)
        vectors[row] = passage.vector
        sentences[ends[row] - len(passage.sentences) : ends[row]] = passage.sentences
    return vectors, sentences


def _vocabularies(chunks: Sequence[Chunk]) -> dict[str, dict[str, int]]:
    languages: dict[str, list[str]] = {}
    for chunk in chunks:
        languages.setdefault(chunk.language, []).append(indexed(chunk))
    ordered = sorted(languages, key=lambda language: -len(languages[language]))
    return {language: vocabulary_of(languages[language]) for language in ordered}


def stem_terms(text: str, own: Analyzer) -> Hashes:
    """The terms of a text under its language, so that languages never mix."""
    return hashed(f"{own.language}:{term}" for word in own.content(text) for term in own.terms(word))


def gram_terms(text: str, own: Analyzer) -> Hashes:
    """The character n-grams of a text without its function words."""
    return grams(" ".join(own.content(text)))
