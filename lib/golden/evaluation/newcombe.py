"""Intervals of differences of proportions by statsmodels, Newcombe's method: python newcombe.py OUT_FOLDER"""

import json
import sys
from pathlib import Path

from statsmodels.stats.proportion import confint_proportions_2indep

CASES = [(0, 23, 265, 3226), (5, 23, 400, 3226), (23, 23, 3000, 3226), (7, 10, 8, 12), (1, 20, 0, 3229)]
LEVELS = [0.95, 1 - 0.05 / 3]

rows = []
for first, of_first, second, of_second in CASES:
    for level in LEVELS:
        lower, upper = confint_proportions_2indep(
            first, of_first, second, of_second, method="newcomb", compare="diff", alpha=1 - level)
        rows.append([first, of_first, second, of_second, level, lower, upper])
Path(sys.argv[1], "newcombe.json").write_text(json.dumps({"rows": rows}, indent=1) + "\n")
