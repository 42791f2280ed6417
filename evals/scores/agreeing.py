"""Does the judge agree with the levels of the rated transcripts, and with itself across languages?"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import ceil
from statistics import fmean

from evals.scores.desk import Figure
from tutor.assessment.agreement import agreement
from tutor.assessment.overall import OF_TALKS
from tutor.domain.calibration import Agreement
from tutor.domain.record import RatedTranscript

KAPPA, APART, SHARE = 0.75, 0.25, 0.9

Scored = Sequence[tuple[RatedTranscript, dict[str, int]]]
"""Rated transcripts with the levels that the judge gave."""


def figures(scored: Scored) -> Iterator[Figure]:
    """Agreement with the rater over all criteria, by rubric and language."""
    places = sorted({(one.rubric, one.language) for one, _ in scored})
    for rubric, language in places:
        some = [(one, it) for one, it in scored if (one.rubric, one.language) == (rubric, language)]
        yield _agrees(f"agreement with the rater, {rubric}, {language}", some)
    yield _agrees("agreement with the rater, all", scored)


def _agrees(what: str, some: Scored) -> Figure:
    pairs = [(level, found.get(it)) for one, found in some for it, level in one.levels.items()]
    found: Agreement = agreement([people for people, _ in pairs], [judge for _, judge in pairs])
    kappa = found.kappa or 0.0
    value = f"{kappa:.2f} ({found.low:.2f}-{found.high:.2f}), n={found.n}"
    return Figure(what, value, f"QWK >= {KAPPA}", kappa >= KAPPA)


def whole(some: Sequence[tuple[float, float]]) -> Figure:
    """Within what the judge's mean level lies of the rater's on nine of ten; some are (rater's, judge's)."""
    gaps = sorted(abs(judge - rater) for rater, judge in some)
    within = gaps[ceil(SHARE * len(gaps)) - 1]
    what, value = "mean level beside the rater's, 9 of 10 within", f"{within:.2f}, n={len(gaps)}"
    return Figure(what, value, f"<= {OF_TALKS}", within <= OF_TALKS)


def means(scored: Scored) -> Iterator[tuple[float, float]]:
    """The mean level of the rater and of the judge, over the criteria on which both gave one."""
    for one, found in scored:
        both = one.levels.keys() & found.keys()
        yield fmean(one.levels[it] for it in both), fmean(found[it] for it in both)


def languages(what: str, some: Sequence[tuple[str, str, dict[str, int]]]) -> Figure:
    """How far the mean levels of parallel conversations lie apart; some are (rubric, language, levels).

    Those of a rubric stand in the same order in both languages.
    """
    found = defaultdict[str, dict[str, list[dict[str, int]]]](lambda: defaultdict(list))
    for rubric, language, given in some:
        found[rubric][language].append(given)
    gaps = defaultdict[tuple[str, str], list[int]](list)
    for rubric, by in found.items():
        for english, dutch in zip(by["en"], by["nl"], strict=True):
            for criterion in english.keys() & dutch.keys():
                gaps[rubric, criterion].append(dutch[criterion] - english[criterion])
    apart = {key: fmean(some) for key, some in sorted(gaps.items())}
    over = {key: gap for key, gap in apart.items() if abs(gap) > APART}
    for (rubric, criterion), gap in over.items():
        n = len(gaps[rubric, criterion])
        print(f"  {what}, but not: {rubric} {criterion} {gap:+.2f} (n={n})")
    value = f"{len(apart) - len(over)}/{len(apart)} criteria, mean {fmean(map(abs, apart.values())):.2f}"
    return Figure(what, value, f"all <= {APART}", not over)
