"""Writes what scikit-learn and SciPy make of a few seeded cases, for the tests of retention.evaluation.

Run: pip install -r requirements.txt && python golden.py
Every case is one JSON file beside this script.
"""

import json
import warnings
from pathlib import Path

import numpy as np
from scipy import stats
from sklearn import metrics
from sklearn.calibration import calibration_curve

OUT = Path(__file__).resolve().parent
THRESHOLD = 0.5


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def cases():
    rng = np.random.default_rng(20250113)

    labels = rng.random(400) < 0.3
    yield "random", labels, sigmoid(rng.normal(size=400) + labels)

    labels = rng.random(300) < 0.4
    yield "heavy_ties", labels, np.round(np.clip(rng.normal(0.4 + 0.1 * labels, 0.25), 0, 1), 1)

    # As many users, and as few of them retained, as in the study; some get a certain and wrong prediction.
    labels = np.zeros(3249, dtype=bool)
    labels[rng.choice(3249, 20, replace=False)] = True
    scores = np.round(sigmoid(rng.normal(-5 + 2.5 * labels, 1.8)), 4)
    scores[np.flatnonzero(labels)[0]] = 0.0
    scores[np.flatnonzero(~labels)[0]] = 1.0
    yield "imbalanced", labels, scores

    labels = rng.random(50) < 0.2
    yield "constant", labels, np.full(50, 0.25)

    labels = rng.random(60) < 0.5
    yield "perfect", labels, np.where(labels, 0.75, 0.125) + rng.random(60) / 16

    labels = np.zeros(200, dtype=bool)
    labels[rng.choice(200, 5, replace=False)] = True
    yield "all_negative_at_half", labels, 0.49 * rng.random(200)

    yield "two_users", np.array([True, False]), np.array([0.5, 0.5])


def curve(*columns):
    return [[float(v) for v in column] for column in columns]


def golden(labels, scores):
    predicted = scores >= THRESHOLD
    tn, fp, fn, tp = metrics.confusion_matrix(labels, predicted).ravel()
    u = stats.mannwhitneyu(scores[labels], scores[~labels], method="asymptotic", use_continuity=True)
    result = {
        "confusion": [int(tp), int(fp), int(fn), int(tn)],
        "accuracy": metrics.accuracy_score(labels, predicted),
        "precision": metrics.precision_score(labels, predicted),
        "recall": metrics.recall_score(labels, predicted),
        "specificity": metrics.recall_score(~labels, ~predicted),
        "f1": metrics.f1_score(labels, predicted),
        "auc_roc": metrics.roc_auc_score(labels, scores),
        "average_precision": metrics.average_precision_score(labels, scores),
        "log_loss": metrics.log_loss(labels, scores),
        "mann_whitney_u": float(u.statistic),
        "mann_whitney_p": float(u.pvalue),
        "recall_wilson_95": list(
            stats.binomtest(int(tp), int(tp + fn)).proportion_ci(0.95, method="wilson")
        ),
    }
    result = {name: value if isinstance(value, list) else float(value) for name, value in result.items()}
    observed, promised = calibration_curve(labels, scores, n_bins=10, strategy="quantile")
    result["calibration_quantile"] = curve(promised, observed)
    return result


def correlations():
    rng = np.random.default_rng(7)
    likes = np.floor(np.exp(rng.normal(2, 2, 250)))
    comments = np.floor(likes * rng.random(250) / 5)
    shares = rng.integers(0, 4, 250).astype(float)
    columns = {"likes": likes, "comments": comments, "shares": shares, "negated": -likes}
    labels = rng.random(250) < 0.1 + 0.4 * (likes > 10)
    pairs = {}
    for first, x in columns.items():
        for second, y in columns.items():
            if first < second:
                p, s = stats.pearsonr(x, y), stats.spearmanr(x, y)
                pairs[f"{first}/{second}"] = [float(v) for v in (p.statistic, p.pvalue, s.statistic, s.pvalue)]
    biserial = {name: [float(v) for v in stats.pointbiserialr(labels, x)] for name, x in columns.items()}
    return {
        "columns": {name: x.tolist() for name, x in columns.items()},
        "labels": labels.tolist(),
        "pairs": pairs,
        "point_biserial": biserial,
    }


def write(name, content):
    (OUT / f"{name}.json").write_text(json.dumps(content, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    for case, case_labels, case_scores in cases():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            expected = golden(case_labels, case_scores)
        write(
            case,
            {
                "retained_rows": np.flatnonzero(case_labels).tolist(),
                "scores": case_scores.tolist(),
                "expected": expected,
            },
        )
    write("correlations", correlations())
