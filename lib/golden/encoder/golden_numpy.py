"""Writes what NumPy writes for the arrays of NumpyArchiveTest: numpy-keys.npy and numpy-embeddings.npy."""

from pathlib import Path

import numpy as np

OUT = Path(__file__).resolve().parent
np.save(OUT / "numpy-keys.npy", np.array(["a", "bcd"]))
np.save(OUT / "numpy-embeddings.npy", np.array([[0, 1, -2.5], [np.nan, 1e-30, 3]], dtype=np.float32))
