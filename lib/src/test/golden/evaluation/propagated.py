"""Intervals of balanced accuracy, F1 and Matthews' correlation from those of recall and specificity: python propagated.py OUT_FOLDER

Run with requirements-additions.txt. Writes golden intervals by Newcombe's "PropImp" (Communications in Statistics 40 (2011)), found
with SciPy's minimiser, and prints how often 95 % intervals hold the truth, exactly: the figures in IntervalScorecard's Javadoc.
23 retained and 3,226 lost users; each cell is over recalls of 0.01, 0.05, 0.1, 0.3, 0.5 and 0.9 and specificities of 0.5, 0.9, 0.95
and 0.99, of which the mean and the lowest. "bootstrap" is what IntervalScorecard had: the logit of the bootstrap's standard error (Wilson
at 0 and 1), for Matthews' correlation percentiles, with t of 22 degrees of freedom.

balanced accuracy    bootstrap mean 82.5 %, lowest 20.6 %  propagated mean 96.4 %, lowest 95.2 %
f1                   bootstrap mean 96.6 %, lowest 91.1 %  propagated mean 96.4 %, lowest 94.9 %
matthews             bootstrap mean 80.2 %, lowest 20.6 %  propagated mean 96.0 %, lowest 95.1 %
"""

import json
import sys
from pathlib import Path

import numpy as np
from scipy import stats
from scipy.optimize import minimize_scalar

RETAINED, LOST = 23, 3226
RECALLS, SPECIFICITIES = (0.01, 0.05, 0.1, 0.3, 0.5, 0.9), (0.5, 0.9, 0.95, 0.99)


def balanced_accuracy(recall, specificity, retained, lost):
    return (recall + specificity) / 2


def f1(recall, specificity, retained, lost):
    return 2 * recall * retained / (recall * retained + retained + (1 - specificity) * lost + (recall == 0) * 1e-300)


def matthews(recall, specificity, retained, lost):
    predicted = (recall * retained + (1 - specificity) * lost) / (retained + lost)
    spread = np.sqrt(predicted * (1 - predicted))
    share = retained / (retained + lost)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(spread > 0, (recall + specificity - 1) * np.sqrt(share * (1 - share)) / spread, 0)


METRICS = [balanced_accuracy, f1, matthews]


def wilson(p, n, z):
    centre, scale = p + z * z / (2 * n), 1 + z * z / n
    half = z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return np.where(p == 0, 0, (centre - half) / scale), np.where(p == 1, 1, (centre + half) / scale)


def propagated(metric, recall, specificity, retained, lost, level):
    z = stats.norm.ppf((1 + level) / 2)

    def at(angle, side):
        of_recall = wilson(recall, retained, z * np.cos(angle))[side]
        return metric(of_recall, wilson(specificity, lost, z * np.sin(angle))[side], retained, lost)

    limits = []
    for side, sign in (0, 1), (1, -1):
        grid = np.linspace(0, np.pi / 2, 51)
        best = grid[np.argmin([sign * at(angle, side) for angle in grid])]
        around = max(0, best - 0.04), min(np.pi / 2, best + 0.04)
        found = minimize_scalar(lambda angle: sign * at(angle, side), bounds=around, method="bounded", options={"xatol": 1e-10})
        limits.append(float(sign * min(found.fun, *(sign * at(angle, side) for angle in around))))
    return limits


def grid_propagated(metric, recall, specificity):
    """The same over a grid of angles, for many tables at once."""
    lower, upper = np.inf, -np.inf
    for angle in np.linspace(0, np.pi / 2, 46):
        of_recall = wilson(recall, RETAINED, 1.959964 * np.cos(angle))
        of_specificity = wilson(specificity, LOST, 1.959964 * np.sin(angle))
        lower = np.minimum(lower, metric(of_recall[0], of_specificity[0], RETAINED, LOST))
        upper = np.maximum(upper, metric(of_recall[1], of_specificity[1], RETAINED, LOST))
    return lower, upper


def bootstrapped(metric, recall, specificity, rng):
    """One table at a time: resampled counts are binomial."""
    t = stats.t.ppf(0.975, RETAINED - 1) * np.sqrt(RETAINED / (RETAINED - 1))
    lower, upper = np.empty(recall.shape), np.empty(recall.shape)
    for i in np.ndindex(recall.shape):
        estimate = metric(recall[i], specificity[i], RETAINED, LOST)
        drawn = metric(
            rng.binomial(RETAINED, recall[i], 2000) / RETAINED, rng.binomial(LOST, specificity[i], 2000) / LOST, RETAINED, LOST
        )
        if metric is matthews:
            tail = stats.norm.cdf(-t)
            lower[i], upper[i] = np.quantile(drawn, [tail, 1 - tail])
        elif estimate in (0, 1):
            lower[i], upper[i] = wilson(estimate, RETAINED, 1.959964)
        else:
            middle, half = np.log(estimate / (1 - estimate)), t * drawn.std(ddof=1) / (estimate * (1 - estimate))
            lower[i], upper[i] = 1 / (1 + np.exp(half - middle)), 1 / (1 + np.exp(-half - middle))
    return lower, upper


def coverage(rng):
    found = np.arange(RETAINED + 1)
    for metric in METRICS:
        held = {"bootstrap": [], "propagated": []}
        for true_recall in RECALLS:
            for true_specificity in SPECIFICITIES:
                truth = metric(true_recall, true_specificity, RETAINED, LOST)
                # Counts of true negatives by their quantiles: 21 equally likely slices.
                negatives = stats.binom.ppf((np.arange(21) + 0.5) / 21, LOST, true_specificity)
                recall, specificity = (a.astype(float) for a in np.meshgrid(found / RETAINED, negatives / LOST, indexing="ij"))
                weight = stats.binom.pmf(found, RETAINED, true_recall)[:, None] / 21
                for name, (lower, upper) in {
                    "propagated": grid_propagated(metric, recall, specificity),
                    "bootstrap": bootstrapped(metric, recall, specificity, rng),
                }.items():
                    held[name].append((weight * ((lower <= truth) & (truth <= upper))).sum())
        print(metric.__name__.replace("_", " ").ljust(20), "  ".join(
            f"{name} mean {100 * np.mean(h):.1f} %, lowest {100 * np.min(h):.1f} %" for name, h in held.items()), flush=True)


if __name__ == "__main__":
    rows = []
    for found, retained, kept, lost in (0, 23, 3055, 3226), (1, 23, 3052, 3226), (20, 20, 300, 380), (3, 20, 380, 380), (9, 20, 0, 5):
        for level in 0.95, 0.8:
            limits = [propagated(m, found / retained, kept / lost, retained, lost, level) for m in METRICS]
            rows.append([found, retained, kept, lost, level, *sum(limits, [])])
    Path(sys.argv[1], "propagated.json").write_text(json.dumps({"rows": rows}, indent=1) + "\n")
    coverage(np.random.default_rng(20250113))
