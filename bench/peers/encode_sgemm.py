"""No peer, but the peak of this machine: how long numpy's product of square matrices takes for as many operations as
`bin/retention embed` needs at the least. “Times as fast as the peer” is then the share of the peak that it reaches.

    python bench/peers/encode_sgemm.py ENCODER_FOLDER USERS_CSV OUT_NPZ [--layer N]

Counted are the products of matrices, over the tokens of texts that differ, without padding.
"""

import time

import numpy as np
import tokenizers  # noqa: F401

import encoding

WIDTH = 768
SIDE = 2048


def operations(tokens: int) -> int:
    """Floating-point operations of one layer of BERT: queries, keys, values, output, feed-forward; then attention."""
    return 24 * tokens * WIDTH**2 + 4 * tokens**2 * WIDTH


if __name__ == "__main__":
    options = encoding.arguments(__doc__)
    texts = set(encoding.tokens(options, [user["text"] for user in encoding.read_users(options)]))
    total = options.layer * sum(operations(len(text)) for text in texts)
    a, b = np.random.default_rng(1).standard_normal((2, SIDE, SIDE)).astype(np.float32)
    seconds = []
    for _ in range(20):
        begin = time.perf_counter()
        a @ b
        seconds.append(time.perf_counter() - begin)
    peak = 2 * SIDE**3 / min(seconds)
    print(f"{total / 1e9:.0f} GFLOP at {peak / 1e9:.1f} GFLOP/s, seconds at peak {total / peak:.3f}")
