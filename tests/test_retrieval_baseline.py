"""A drop against the stored figures of the retrieval evaluation is named, and a missed bar as well."""

from dataclasses import replace
from pathlib import Path

import pytest

from evals import retrieval_figures
from evals.retrieval_figures import OnSet, drops, missed, reached, store

OTHERS = {"auroc": 0.99, "wrong": 0.03, "covered_declined": 0.02, "answers": 0.9, "verbatim": 1.0}


def on_set(ours: float, questions: int = 100, **others: float) -> OnSet:
    rows = {"bm25": reached([0.8], [True], [True], [0.01]), "ours": reached([ours], [True], [True], [0.02])}
    return OnSet(questions, rows, {**OTHERS, **others})


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retrieval_figures, "BASELINE", tmp_path / "baseline.json")
    store({"lessons": on_set(0.9), "letters": on_set(0.85)})


def test_the_same_figures_are_no_drop(stored: None) -> None:
    assert drops({"lessons": on_set(0.9), "letters": on_set(0.85)}) == []


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (on_set(0.88), "lessons: ndcg fell from 0.900 to 0.880"),
        (on_set(0.9, auroc=0.97), "lessons: auroc fell from 0.990 to 0.970"),
        (on_set(0.9, answers=0.85), "lessons: answers fell from 0.900 to 0.850"),
        (on_set(0.9, verbatim=0.999), "lessons: verbatim fell from 1.000 to 0.999"),
    ],
)
def test_a_figure_that_fell_is_named(stored: None, now: OnSet, said: str) -> None:
    assert drops({"lessons": now}) == [said]


def test_other_questions_are_not_compared(stored: None) -> None:
    assert drops({"lessons": on_set(0.5, questions=99), "new": on_set(0.5)}) == []


def test_storing_one_set_keeps_the_others(stored: None) -> None:
    store({"lessons": on_set(0.95)})
    assert drops({"letters": on_set(0.8)}) == ["letters: ndcg fell from 0.850 to 0.800"]


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (on_set(0.79), "below the best of the others"),
        (on_set(0.9, wrong=0.09), "wrong decisions"),
        (on_set(0.9, covered_declined=0.06), "declined"),
        (on_set(0.9, verbatim=0.99), "verbatim"),
    ],
)
def test_a_missed_bar_is_named(one: OnSet, said: str) -> None:
    assert any(said in line for line in missed({"lessons": one}))
    assert missed({"lessons": replace(one, others=OTHERS, retrievers=on_set(0.9).retrievers)}) == []
