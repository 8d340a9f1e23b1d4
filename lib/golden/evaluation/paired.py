"""The difference of two cross-validated AUCs by SciPy and loops over pairs: python paired.py OUT_FOLDER

Run with requirements-additions.txt. DeLong's variance of the difference of placements, within folds and with n, not n - 1, below;
the variance between repeats counts (n - m) / 2 / (m - 1) + 1 / repeats times, m being the retained of a fold.
"""

import json
import sys
from math import sqrt
from pathlib import Path

import numpy as np
from scipy import stats
from sklearn.metrics import roc_auc_score

RETAINED, LOST, FOLDS, REPEATS = 12, 48, 3, 4


def wins(a, b):
    return 1.0 if a > b else 0.5 if a == b else 0.0


def placement(user, labels, scores, test):
    """The share of the other class of its fold that the user is ahead of, or behind of if lost."""
    others = [other for other in range(len(labels)) if test[other] == test[user] and labels[other] != labels[user]]
    return np.mean([wins(scores[user], scores[o]) if labels[user] else wins(scores[o], scores[user]) for o in others])


rng = np.random.default_rng(20250113)
labels = np.arange(RETAINED + LOST) < RETAINED
repeats, users, between = [], [], []
for _ in range(REPEATS):
    shared = rng.normal(0.7 * labels)
    models = [np.round(shared + rng.normal(0, 0.8, len(labels)) + extra * labels, 1) for extra in (0.8, 0)]
    test = np.empty(len(labels), dtype=int)
    for of in np.flatnonzero(labels), np.flatnonzero(~labels):
        test[rng.permutation(of)] = np.arange(len(of)) % FOLDS
    ahead = np.array([np.subtract(*(placement(user, labels, s, test) for s in models)) for user in range(len(labels))])
    users.append(ahead[labels].var() / RETAINED + ahead[~labels].var() / LOST)
    aucs = [np.mean([roc_auc_score(labels[test == k], s[test == k]) for k in range(FOLDS)]) for s in models]
    between.append(aucs[0] - aucs[1])
    repeats.append({"first": models[0].tolist(), "second": models[1].tolist(), "test": test.tolist()})
a_fold = RETAINED / FOLDS
of_users = np.mean(users)
of_splits = ((RETAINED - a_fold) / 2 / (a_fold - 1) + 1 / REPEATS) * np.var(between, ddof=1)
error = sqrt(RETAINED / (RETAINED - 1) * (of_users + of_splits))
estimate = np.mean(between)
frozen = stats.t(df=RETAINED - 1, loc=estimate, scale=error)
made = {
    "repeats": repeats, "user_error": sqrt(of_users), "split_error": sqrt(of_splits), "level": 0.9,
    "interval": [estimate, *frozen.interval(0.9)], "p": 2 * min(frozen.cdf(0), frozen.sf(0)),
}  # fmt: skip
Path(sys.argv[1], "paired.json").write_text(json.dumps(made, separators=(",", ":")) + "\n", encoding="utf-8")
