"""Golden figures for comparisons, costs, uniformity, partial dependence and cross-validated AUCs.

Run: pip install -r requirements-additions.txt && python additions.py OUT_FOLDER
"""

import json
import sys
from math import sqrt
from pathlib import Path

import numpy as np
from scipy import stats
from sklearn.inspection import partial_dependence
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix, roc_auc_score


def corrected_t(rng):
    """Nadeau & Bengio's test, written from its definition with SciPy's t distribution."""
    cases = []
    for count, train, test, level in (10, 90, 10, 0.95), (100, 2599, 650, 0.95), (2, 50, 50, 0.8), (15, 600, 300, 0.99):
        differences = rng.normal(0.02, 0.05, count)
        squares = sum((d - differences.sum() / count) ** 2 for d in differences) / (count - 1)
        frozen = stats.t(df=count - 1, loc=differences.mean(), scale=sqrt(squares * (1 / count + test / train)))
        statistic = differences.mean() / frozen.kwds["scale"]
        p = 2 * min(frozen.cdf(0), frozen.sf(0))
        cases.append([differences.tolist(), train, test, level, statistic, p, *frozen.interval(level)])
    return cases


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


def uniformity(rng):
    cases = []
    for values in rng.random(10), rng.random(200), rng.random(50) ** 1.5, np.array([0.2, 0.2, 0.9]):
        test = stats.kstest(values, "uniform", method="exact")
        cases.append([values.tolist(), test.statistic, test.pvalue])
    return cases


def dependence(rng):
    rows = np.round(rng.lognormal(0, 1, (60, 3)), 2).astype(np.float32).astype(float)
    model = LogisticRegression()
    model.classes_ = np.array([0, 1])
    model.coef_ = np.array([[0.8, -0.5, 0.1]])
    model.intercept_ = np.array([-1.5])
    model.n_features_in_ = 3
    curves = []
    for column in range(3):
        grid = np.quantile(rows[:, column], np.linspace(0, 1, 9), method="inverted_cdf")
        made = partial_dependence(model, rows, [column], method="brute", kind="average", custom_values={column: grid})
        curves.append([made["grid_values"][0].tolist(), made["average"][0].tolist()])
    # One permutation, by hand: what the AUC loses when column 0 is turned upside down.
    labels = rng.random(60) < model.predict_proba(rows)[:, 1]
    turned = rows.copy()
    turned[:, 0] = rows[::-1, 0]
    drop = roc_auc_score(labels, model.predict_proba(rows)[:, 1]) - roc_auc_score(labels, model.predict_proba(turned)[:, 1])
    return {
        "rows": rows.tolist(), "coefficients": [-1.5, 0.8, -0.5, 0.1], "curves": curves,
        "labels": labels.tolist(), "turned_drop": drop,
    }  # fmt: skip


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
        for function in (corrected_t, costs, uniformity, dependence, placements)
    }
    Path(sys.argv[1], "additions.json").write_text(json.dumps(made, separators=(",", ":")) + "\n", encoding="utf-8")
