"""The peer of `bin/retention embed` in TensorFlow for Python: the same SavedModel, cut behind the layer, batched by length.

    python bench/peers/encode_tensorflow.py ENCODER_FOLDER USERS_CSV OUT_NPZ [--layer N] [--pooling cls|mean]
"""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import tensorflow  # noqa: F401  imported here so that --start-only measures it
import tokenizers  # noqa: F401

import encoding

if __name__ == "__main__":
    options = encoding.arguments(__doc__)
    model, states = encoding.tensorflow_states(options)
    encoding.encode_batched(options, states, tokens_per_batch=512)
