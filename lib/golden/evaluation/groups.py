"""Makes the golden file of q-values: python groups.py <folder of golden files>."""
import json
import sys
from pathlib import Path

import numpy as np
from scipy.stats import false_discovery_control

p = [0.03, 0.0004, 0.9, 0.03, 0.21, 1.0, 0.011, 0.0, 0.5, 0.049]
q = false_discovery_control(np.array(p), method="bh").tolist()
Path(sys.argv[1], "groups.json").write_text(json.dumps({"p": p, "q": q}) + "\n")
