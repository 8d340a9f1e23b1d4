"""No peer, but the peak of this machine: how long a product of square matrices takes for as many operations as `bin/retention embed`
needs at the least, by numpy or by TensorFlow, whichever is faster: numpy's library does not know every processor. “Times as fast as
the peer” is then the share of the peak that it reaches.

    python bench/peers/encode_sgemm.py ENCODER_FOLDER USERS_CSV OUT_NPZ [--layer N]

Counted are the products of matrices, over the tokens of texts that differ, without padding.
"""

import time
from collections.abc import Callable

import numpy as np
import tensorflow
import tokenizers  # noqa: F401

import encoding

WIDTH = 768
SIDE = 2048


def operations(tokens: int) -> int:
    """Floating-point operations of one layer of BERT: queries, keys, values, output, feed-forward; then attention."""
    return 24 * tokens * WIDTH**2 + 4 * tokens**2 * WIDTH


def fastest(product: Callable[[], object]) -> float:
    """The fewest seconds of twenty."""
    seconds = []
    for _ in range(20):
        begin = time.perf_counter()
        product()
        seconds.append(time.perf_counter() - begin)
    return min(seconds)


if __name__ == "__main__":
    options = encoding.arguments(__doc__)
    texts = set(encoding.tokens(options, [user["text"] for user in encoding.read_users(options)]))
    total = options.layer * sum(operations(len(text)) for text in texts)
    a, b = np.random.default_rng(1).standard_normal((2, SIDE, SIDE)).astype(np.float32)
    of_tensorflow = tensorflow.constant(a), tensorflow.constant(b)
    seconds = {"numpy": fastest(lambda: a @ b), "TensorFlow": fastest(lambda: tensorflow.matmul(*of_tensorflow).numpy())}
    who = min(seconds, key=seconds.get)
    peak = 2 * SIDE**3 / seconds[who]
    print(f"{total / 1e9:.0f} GFLOP at {peak / 1e9:.1f} GFLOP/s by {who}, seconds at peak {total / peak:.3f}")
