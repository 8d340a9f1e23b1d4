"""Writes what scikit-learn's gradient boosting predicts, for the tests of Boosting.

Run: pip install -r requirements-learners.txt && python boosting.py ../../resources/golden/model
"""

import json
import sys
from pathlib import Path

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier

rng = np.random.default_rng(31)
x = rng.normal(size=(300, 3)).round(4).astype("float32")
y = (x[:, 0] * x[:, 1] + 0.5 * x[:, 2] + 0.5 * rng.normal(size=300) > 1).astype(int)
model = GradientBoostingClassifier(n_estimators=25, max_depth=2, min_samples_leaf=10, learning_rate=0.1, random_state=0)
probabilities = model.fit(x[:240], y[:240]).predict_proba(x)[:, 1]
Path(sys.argv[1], "boosting.json").write_text(json.dumps({
    "x": [[float(str(v)) for v in row] for row in x], "y": y.tolist(), "rows": 240, "trees": 25, "depth": 2,
    "leaf_rows": 10, "learning_rate": 0.1, "probabilities": probabilities.tolist()}, separators=(",", ":")) + "\n")
