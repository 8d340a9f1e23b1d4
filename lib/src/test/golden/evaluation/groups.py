"""Makes the golden file of tests between groups: python groups.py <folder of golden files>."""
import json
import sys
from pathlib import Path

import numpy as np
from scipy.stats import false_discovery_control, fisher_exact

groups = [(3, 40, 17, 3209), (0, 250, 20, 2999), (1, 9, 11, 14), (10, 10, 0, 10), (5, 20, 5, 20), (2, 12, 2, 12),
          (0, 0, 20, 3249), (0, 30, 0, 70), (30, 30, 70, 70), (20, 600, 0, 2649), (8, 300, 12, 2949), (1, 1, 0, 1),
          (150, 400, 90, 600), (2, 5, 3, 7)]
fisher = []
for a, n, b, m in groups:
    fisher.append([a, n, b, m, float(fisher_exact([[a, n - a], [b, m - b]]).pvalue) if n and m else 1.0])
p = [0.03, 0.0004, 0.9, 0.03, 0.21, 1.0, 0.011, 0.0, 0.5, 0.049]
q = false_discovery_control(np.array(p), method="bh").tolist()
Path(sys.argv[1], "groups.json").write_text(json.dumps({"fisher": fisher, "p": p, "q": q}) + "\n")
