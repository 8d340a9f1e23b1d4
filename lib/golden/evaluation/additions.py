"""Golden figures for costs and cross-validated AUCs.

Run: pip install -r requirements-additions.txt && python additions.py OUT_FOLDER
"""

import json
import sys
from math import sqrt
from pathlib import Path

import numpy as np
from scipy import stats
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix, roc_auc_score


def costs(rng):
    """The cheapest threshold by trying all of them."""
    cases = []
    for users, retained, steps, missing, calling in (
        (400, 40, 0, 10, 1), (400, 40, 12, 10, 1), (300, 5, 0, 5, 4), (300, 150, 0, 50, 1), (60, 30, 3, 2, 1),
    ):  # fmt: skip
        labels = np.arange(users) < retained
        scores = 1 / (1 + np.exp(-rng.normal(1.0 * labels)))
        if steps:
            scores = np.round(scores * steps) / steps
        best = None
        for threshold in [np.inf, *sorted(set(scores), reverse=True)]:
            _, false_calls, missed, found = confusion_matrix(labels, scores >= threshold, labels=[False, True]).ravel()
            cost = (missing * missed + calling * (found + false_calls)) / users
            if best is None or cost < best[0]:
                best = [cost, None if np.isinf(threshold) else threshold, int(found), int(false_calls)]
        cases.append({
            "retained": retained, "scores": scores.tolist(), "missing": missing, "calling": calling, "best": best,
            "nobody": missing * retained / users, "everybody": calling,
        })  # fmt: skip
    return cases


def placements(rng):
    """DeLong's variances of an AUC with n, not n - 1, below; and of two repeats in two folds, AUCs within them."""
    labels = np.arange(60) < 12
    repeats = []
    for _ in range(3):
        scores = np.round(rng.normal(0.8 * labels), 1)
        test = np.empty(60, dtype=int)
        for of in np.flatnonzero(labels), np.flatnonzero(~labels):
            test[rng.permutation(of)] = np.arange(len(of)) % 3
        wins = np.sign(scores[labels][:, None] - scores[~labels][None, :]) / 2 + 0.5
        repeats.append({
            "scores": scores.tolist(), "test": test.tolist(), "pooled": roc_auc_score(labels, scores),
            "variance": wins.mean(1).var() / 12 + wins.mean(0).var() / 48,
            "within": np.mean([roc_auc_score(labels[test == k], scores[test == k]) for k in range(3)]),
        })  # fmt: skip
    within = np.array([r["within"] for r in repeats])
    users = np.mean([r["variance"] for r in repeats])
    splits = (1 + 1 / 3) * within.var(ddof=1)
    auc = within.mean()
    half = stats.t.ppf(0.975, 11) * sqrt(12 / 11 * (users + splits)) / (auc * (1 - auc))
    limits = [1 / (1 + np.exp(-(np.log(auc / (1 - auc)) + h))) for h in (-half, half)]
    return {
        "repeats": repeats, "user_error": sqrt(users), "split_error": sqrt(splits),
        "interval": [auc, *limits],
    }  # fmt: skip


if __name__ == "__main__":
    made = {
        function.__name__: function(np.random.default_rng(20250113))
        for function in (costs, placements)
    }
    Path(sys.argv[1], "additions.json").write_text(json.dumps(made, separators=(",", ":")) + "\n", encoding="utf-8")
