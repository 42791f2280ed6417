"""``python -m evals.train_guard``: train what tells a promise, praise or talk about oneself by its meaning.

Positive sentences are written by hand (evals/guard/acts); negative ones are the scenarios' own lines,
without those that perform the act by the patterns of guard.yaml. One logistic model an act, over the vectors
of both languages; the cut-off is set so that few of the scenarios' own sentences reach it. What it is worth
is measured on sentences that it has not seen (evals/guard/unseen.yaml, and the honest replies):
``python -m evals.guard``.
"""

import random
import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from tutor.authoring.loader import Library
from tutor.domain.scenario import Scenario
from tutor.embeddings.embedder import Embedder
from tutor.language import sentences
from tutor.roleplay.guarding.acts import ACTS, FILE, features
from tutor.roleplay.guarding.overstep import performs
from tutor.roleplay.guarding.untold import sayable
from tutor.settings import shipped

HERE = Path(__file__).parent / "guard" / "acts"
LANGUAGES = ("en", "nl")
MOST = 260
"""Lines of a scenario that are used."""
REACHED = {"accept": 0.9985, "praise": 0.999, "meta": 0.9992}
"""The share of the scenarios' own sentences that stay below the cut-off of an act."""
WEIGHT = 8.0
Floats = NDArray[np.float32]


def own_sentences(scenarios: tuple[Scenario, ...]) -> Iterator[str]:
    """Sentences of the scenarios, as many of each."""
    chance = random.Random(3)
    for scenario in scenarios:
        told = [line for fact in scenario.facts for step in fact.disclosures for line in step.lines]
        lines = [re.sub(r"\{[a-z-]+\}\s*", "", line) for line in (*sayable(scenario), *told)]
        for line in chance.sample(lines, min(MOST, len(lines))):
            yield from (line[start:end] for start, end in sentences(line, scenario.language))


def encoded(texts: list[str], language: str, embedder: Embedder) -> Floats:
    """The features of many sentences."""
    parts = [features(texts[at : at + 64], language, embedder) for at in range(0, len(texts), 64)]
    return np.vstack(parts)


def main() -> None:
    """Train, and write the weights beside the module that reads them."""
    from sklearn.linear_model import LogisticRegression

    embedder, library = Embedder(), Library((shipped(),))
    good: dict[str, list[Floats]] = {act: [] for act in ACTS}
    own: list[tuple[str, NDArray[np.float32]]] = []
    for language in LANGUAGES:
        listed: Mapping[str, list[str]] = yaml.safe_load((HERE / f"{language}.yaml").read_text("utf-8"))
        for act in ACTS:
            good[act].append(encoded(listed[act], language, embedder))
        texts = list(own_sentences(library.scenarios(language)))
        own += list(zip(texts, encoded(texts, language, embedder), strict=True))
    weights, bias, cut = [], [], []
    for act in ACTS:
        kept = np.array([row for text, row in own if not performs(act, text)])
        others = [rows for other in ACTS if other != act for rows in good[other]]
        positive = np.vstack(good[act])
        rows = np.vstack([positive, kept, *others])
        known = np.arange(len(rows)) < len(positive)
        model = LogisticRegression(C=1, max_iter=3000, class_weight={0: 1.0, 1: WEIGHT}).fit(rows, known)
        weights.append(model.coef_[0])
        bias.append(model.intercept_[0])
        cut.append(np.quantile(model.decision_function(kept), REACHED[act]))
        print(f"{act}: {len(positive)} sentences against {len(kept)}, cut-off {cut[-1]:.2f}")
    with (Path(str(files("tutor.roleplay.guarding"))) / FILE).open("wb") as file:
        numbers = {"weights": weights, "bias": bias, "cut": cut}
        np.savez(file, **{name: np.array(it, np.float32) for name, it in numbers.items()})


if __name__ == "__main__":
    main()
