"""Writes what imbalanced-learn draws, for the tests of Resampling.

Run: pip install -r requirements-learners.txt && python resampling.py ../../resources/golden/model
"""

import json
import sys
from pathlib import Path

import numpy as np
from imblearn.over_sampling import SMOTE, RandomOverSampler
from imblearn.under_sampling import RandomUnderSampler
from sklearn.neighbors import NearestNeighbors

rng = np.random.default_rng(37)


def labels(retained, rows):
    return rng.permutation((np.arange(rows) < retained).astype(int))


def counts(sampler, y):
    """Lost and retained rows afterwards, or nothing where it refuses."""
    try:
        return np.bincount(sampler.fit_resample(np.arange(len(y), dtype=float).reshape(-1, 1), y)[1]).tolist()
    except ValueError:
        return []


cases = []
for retained, rows in ((16, 2599), (20, 3249), (7, 30), (23, 30), (15, 30)):
    y = labels(retained, rows)
    for ratio in (0.005, 0.01, 0.05, 0.1, 1 / 3, 0.5, 0.75, 1.0):
        cases.append({"retained": retained, "rows": rows, "ratio": ratio,
                      "over": counts(RandomOverSampler(sampling_strategy=ratio, random_state=0), y),
                      "under": counts(RandomUnderSampler(sampling_strategy=ratio, random_state=0), y)})

x = rng.normal(size=(80, 3)).astype("float32")
y = labels(12, 80)
made, made_y = SMOTE(sampling_strategy=0.5, k_neighbors=4, random_state=0).fit_resample(x, y)
minority = np.flatnonzero(y)
nearest = NearestNeighbors(n_neighbors=5).fit(x[minority]).kneighbors(x[minority], return_distance=False)[:, 1:]
assert (made[:80] == x).all() and made_y[80:].all()
Path(sys.argv[1], "resampling.json").write_text(json.dumps({
    "cases": cases,
    "smote": {"x": [[float(str(v)) for v in row] for row in x], "y": y.tolist(), "ratio": 0.5, "neighbours": 4,
              "rows": len(made), "nearest": minority[nearest].tolist(),
              "made": [[float(str(v)) for v in row] for row in made[80:]]}}, separators=(",", ":")) + "\n")
