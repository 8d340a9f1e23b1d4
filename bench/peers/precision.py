"""No peer, but what a precision changes: how far two files of embeddings of the same users lie apart, and how well a logistic
regression on either ranks those who were retained above the others.

    python bench/peers/precision.py NPZ NPZ USERS_CSV
"""

import csv
import sys

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import RepeatedStratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

FEWEST = 10


def aucs(vectors: np.ndarray, retained: np.ndarray) -> np.ndarray:
    """Of 20 test folds, the same for each precision."""
    folds = RepeatedStratifiedKFold(n_splits=5, n_repeats=4, random_state=1)
    model = make_pipeline(StandardScaler(), LogisticRegression(C=1e-4, class_weight="balanced", max_iter=1000))
    return np.array([roc_auc_score(retained[test], model.fit(vectors[train], retained[train]).predict_proba(vectors[test])[:, 1])
                     for train, test in folds.split(vectors, retained)])


if __name__ == "__main__":
    first, second = (np.load(file) for file in sys.argv[1:3])
    a, b = first["embeddings"], second["embeddings"]
    if list(first["keys"]) != list(second["keys"]):
        sys.exit("The two files have different users.")
    cosine = (a * b).sum(1) / np.linalg.norm(a, axis=1) / np.linalg.norm(b, axis=1)
    print(f"largest difference of a number {np.abs(a - b).max():.2g}, lowest cosine of two vectors {cosine.min():.4f}", end="")
    csv.field_size_limit(sys.maxsize)
    with open(sys.argv[3], encoding="utf-8-sig", newline="") as file:
        of_users = {row["user_id"]: row["retained"].lower() == "true" for row in csv.DictReader(file)}
    retained = np.array([of_users[str(key)] for key in first["keys"]])
    if min(retained.sum(), (~retained).sum()) >= FEWEST:
        each = [aucs(vectors, retained) for vectors in (a, b)]
        difference = each[0] - each[1]
        print(f"; AUC {each[0].mean():.3f} instead of {each[1].mean():.3f}, a difference of {difference.mean():+.4f}"
              f" with a standard deviation of {difference.std(ddof=1):.4f} over {len(difference)} folds", end="")
    print()
