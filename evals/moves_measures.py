"""Agreement and calibration measures for found moves."""

from collections.abc import Sequence

import numpy as np


def f1(truth: Sequence[bool], found: Sequence[bool]) -> float:
    """F1 of one move (0–1); 0 when it neither occurs nor is found."""
    both = sum(t and f for t, f in zip(truth, found, strict=True))
    return 2 * both / max(sum(truth) + sum(found), 1)


def kappa(truth: Sequence[bool], found: Sequence[bool]) -> float:
    """Agreement beyond chance (Cohen 1960), −1 to 1; 0 when nothing varies."""
    count = len(truth)
    if not count:
        return 0.0
    agreed = sum(t == f for t, f in zip(truth, found, strict=True)) / count
    yes, said = sum(truth) / count, sum(found) / count
    chance = yes * said + (1 - yes) * (1 - said)
    return (agreed - chance) / (1 - chance) if chance < 1 else 0.0


def calibration_error(confidence: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error (Naeini et al. 2015): mean gap between confidence and accuracy, 0–1."""
    sure, good = np.asarray(confidence), np.asarray(right, float)
    if not len(sure):
        return 0.0
    places = np.minimum((sure * bins).astype(int), bins - 1)
    gaps = [
        abs(sure[places == b].mean() - good[places == b].mean()) * (places == b).sum()
        for b in range(bins)
        if (places == b).any()
    ]
    return float(sum(gaps) / len(sure))
