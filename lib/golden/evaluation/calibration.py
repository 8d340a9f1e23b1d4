"""Calibration by statsmodels and net benefit by its formula: pip install -r requirements-additions.txt && python calibration.py OUT_FOLDER"""

import json
import sys
from pathlib import Path

import numpy as np
import statsmodels.api as sm
from scipy.stats import t as student

THRESHOLDS = [0.01, 0.05, 0.2]

rng = np.random.default_rng(20250228)
logits = rng.normal(-2.5, 1, 600)
labels = rng.random(600) < 1 / (1 + np.exp(-0.7 * logits))
repetitions = [np.round(1 / (1 + np.exp(-logits - rng.normal(0, 0.2, 600))), 6) for _ in range(4)]


def interval(values, variances):
    n = min(labels.sum(), (~labels).sum())
    half = student.ppf(0.975, n - 1) * np.sqrt(n / (n - 1))
    half *= np.sqrt(np.mean(variances) + (1 + 1 / len(values)) * np.var(values, ddof=1))
    return [np.mean(values), np.mean(values) - half, np.mean(values) + half]


def fitted(columns, **more):
    return sm.GLM(labels.astype(float), columns, family=sm.families.Binomial(), **more).fit(tol=1e-14)


def figures():
    ones = np.ones(600)
    z = [np.log(p / (1 - p)) for p in repetitions]
    large = [fitted(ones, offset=each) for each in z]
    spread = [fitted(np.c_[ones, each]) for each in z]
    return {
        "intercept": interval([f.params[0] for f in large], [f.bse[0] ** 2 for f in large]),
        "slope": interval([f.params[1] for f in spread], [f.bse[1] ** 2 for f in spread]),
        "net_benefit": [
            float(np.mean([np.mean((p >= t) & labels) - np.mean((p >= t) & ~labels) * t / (1 - t) for p in repetitions]))
            for t in THRESHOLDS
        ],
        "net_benefit_everybody": [float(labels.mean() - (1 - labels.mean()) * t / (1 - t)) for t in THRESHOLDS],
    }


content = {
    "retained_rows": np.flatnonzero(labels).tolist(),
    "repetitions": [p.tolist() for p in repetitions],
    "thresholds": THRESHOLDS,
    "expected": figures(),
}
Path(sys.argv[1], "calibration.json").write_text(json.dumps(content, separators=(",", ":")) + "\n")
