"""Exact p-values of rank tests with many ties, by SciPy's permutation_test over all relabellings: python permutation.py OUT_FOLDER

Run with requirements-additions.txt. The statistic is how far Mann-Whitney's U is from its mean, to either side.
"""

import json
import sys
from pathlib import Path

import numpy as np
from scipy.stats import mannwhitneyu, permutation_test

CASES = {
    "nearly all the same": [3, 1, 0, 0, 0] + [0] * 9 + [1, 2],
    "few values": [2, 2, 1, 2, 2] + [0, 1, 1, 0, 2, 1, 0, 0, 1, 1, 2],
    "yes and no": [1, 1, 1, 1, 0] + [0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0],
    "no ties": [9.5, 3.25, 7, 11, 8] + [1, 2, 3, 4, 5, 6, 0.5, 10, 2.5, 3.5, 4.5],
    "smaller ones retained": [0, 0, 1, 0, 0] + [1, 3, 3, 2, 1, 1, 0, 5, 5, 2, 1],
}  # fmt: skip


def distance(retained, lost):
    return abs(mannwhitneyu(retained, lost, method="asymptotic").statistic - len(retained) * len(lost) / 2)


rows = []
for values in CASES.values():
    test = permutation_test((values[:5], values[5:]), distance, n_resamples=np.inf, alternative="greater")
    rows.append([*values, test.pvalue])
Path(sys.argv[1], "permutation.json").write_text(json.dumps({"retained": 5, "rows": rows}, indent=1) + "\n")
