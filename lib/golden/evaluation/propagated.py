"""Intervals of figures that follow from recall and specificity, such as the cost per user: python propagated.py OUT_FOLDER

Run with requirements-additions.txt. Writes golden intervals by Newcombe's "PropImp" (Communications in Statistics 40 (2011)), found
with SciPy's minimiser, and prints how often 95 % intervals hold the truth, exactly: the table of docs/methods.md. 23 retained and 3,226
lost users, a miss costs as much as 50 calls; each cell is over recalls of 0.01, 0.05, 0.1, 0.3, 0.5 and 0.9 and specificities of 0.5,
0.9, 0.95 and 0.99, of which the mean and the lowest. "bootstrap" has percentiles of resampled users; both go as many standard errors to
each side as Student's t of 22 degrees of freedom asks for.
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


def savings(recall, specificity, retained, lost):
    """Less cost per user, which grows with both."""
    return -(retained * (50 - 49 * recall) + lost * (1 - specificity)) / (retained + lost)


METRICS = [balanced_accuracy, savings]
ERRORS = stats.t.ppf(0.975, RETAINED - 1) * np.sqrt(RETAINED / (RETAINED - 1))


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
        of_recall = wilson(recall, RETAINED, ERRORS * np.cos(angle))
        of_specificity = wilson(specificity, LOST, ERRORS * np.sin(angle))
        lower = np.minimum(lower, metric(of_recall[0], of_specificity[0], RETAINED, LOST))
        upper = np.maximum(upper, metric(of_recall[1], of_specificity[1], RETAINED, LOST))
    return lower, upper


def bootstrapped(metric, recall, specificity, rng):
    """One table at a time: resampled counts are binomial."""
    lower, upper = np.empty(recall.shape), np.empty(recall.shape)
    for i in np.ndindex(recall.shape):
        drawn = metric(
            rng.binomial(RETAINED, recall[i], 2000) / RETAINED, rng.binomial(LOST, specificity[i], 2000) / LOST, RETAINED, LOST
        )
        tail = stats.norm.cdf(-ERRORS)
        lower[i], upper[i] = np.quantile(drawn, [tail, 1 - tail])
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
