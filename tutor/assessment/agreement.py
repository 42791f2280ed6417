"""How well the judge's levels agree with people's: the figures of a calibration card."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tutor.domain.calibration import Agreement

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RESAMPLES = 500


def agreement(
    people: Sequence[int],
    judge: Sequence[int | None],
    *,
    levels: Sequence[int] = (1, 2, 3, 4, 5),
    resamples: int = RESAMPLES,
) -> Agreement:
    """Compare levels transcript by transcript; ValueError where the judge scored none of them."""
    import numpy as np

    pairs = np.array([(p, j) for p, j in zip(people, judge, strict=True) if j is not None], int)
    if not len(pairs):
        raise ValueError("The judge gave no level to any of the transcripts.")
    apart = np.abs(pairs[:, 0] - pairs[:, 1])
    kappas = [_kappa(pairs[rows], levels) for rows in _resampled(len(pairs), resamples)]
    known = [kappa for kappa in kappas if kappa is not None]
    kappa = _kappa(pairs, levels)
    low, high = (float(it) for it in np.quantile(known, (0.025, 0.975))) if known else (None, None)
    return Agreement(
        n=len(pairs),
        unscored=len(judge) - len(pairs),
        exact=float((apart == 0).mean()),
        near=float((apart <= 1).mean()),
        kappa=kappa,
        low=None if kappa is None else low,
        high=None if kappa is None else high,
        bias=float((pairs[:, 1] - pairs[:, 0]).mean()),
        table=tuple(tuple(int(((pairs == (p, j)).all(1)).sum()) for j in levels) for p in levels),
    )


def _kappa(pairs: "NDArray[np.int_]", levels: Sequence[int]) -> float | None:
    """Quadratically weighted kappa; None where neither side varies, as it is not defined then."""
    from sklearn.metrics import cohen_kappa_score

    if len(set(pairs.flat)) < 2:
        return None
    return float(cohen_kappa_score(pairs[:, 0], pairs[:, 1], labels=list(levels), weights="quadratic"))


def _resampled(n: int, times: int) -> "NDArray[np.int64]":
    import numpy as np

    return np.random.default_rng(0).integers(0, n, (times, n))
