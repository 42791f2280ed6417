"""What a user would otherwise install: Chroma with MiniLM, BM25, and the reciprocal rank fusion of both."""

from collections.abc import Callable, Sequence

from tutor.domain.course import Chunk
from tutor.embeddings.embedder import Embedder

DEPTH = 50


def chroma(chunks: Sequence[Chunk], embedder: Embedder) -> Callable[[str], list[int]]:
    """Dense search in Chroma over the plain texts."""
    import chromadb

    client = chromadb.EphemeralClient()
    name = f"plain-{chunks[0].course}"
    collection = client.get_or_create_collection(
        name, embedding_function=None, metadata={"hnsw:space": "cosine", "hnsw:search_ef": 200}
    )
    vectors = embedder.encode([chunk.text for chunk in chunks])
    for first in range(0, len(chunks), 500):
        ids = [str(row) for row in range(first, min(first + 500, len(chunks)))]
        collection.upsert(ids=ids, embeddings=vectors[first : first + 500])

    def rank(text: str) -> list[int]:
        found = collection.query(query_embeddings=[embedder.encode_query(text)], n_results=DEPTH, include=[])
        return [int(one) for one in found["ids"][0]]

    return rank


def bm25(chunks: Sequence[Chunk], code: str) -> Callable[[str], list[int]]:
    """bm25s with the stemmer and stop words of a language (ISO 639-1)."""
    import bm25s
    import snowballstemmer

    name = {"nl": "dutch", "en": "english", "de": "german"}[code]
    stemmer = snowballstemmer.stemmer(name)
    words = lambda texts: bm25s.tokenize(  # noqa: E731 - the same call for documents and questions
        texts, stopwords=code, stemmer=stemmer.stemWords, show_progress=False
    )
    index = bm25s.BM25()
    index.index(words([f"{chunk.title} {chunk.text}" for chunk in chunks]), show_progress=False)

    def rank(text: str) -> list[int]:
        rows, scores = index.retrieve(words([text]), k=min(DEPTH, len(chunks)), show_progress=False)
        return [int(row) for row, score in zip(rows[0], scores[0], strict=True) if score > 0]

    return rank


def fused(*ranks: Callable[[str], list[int]]) -> Callable[[str], list[int]]:
    """Reciprocal rank fusion (Cormack et al. 2009) with its usual constant of 60."""

    def rank(text: str) -> list[int]:
        scores: dict[int, float] = {}
        for one in ranks:
            for place, row in enumerate(one(text)):
                scores[row] = scores.get(row, 0.0) + 1 / (60 + place + 1)
        return sorted(scores, key=lambda row: -scores[row])

    return rank
