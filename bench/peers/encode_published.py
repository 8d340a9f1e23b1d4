"""The peer of `bin/retention embed` as the study published it: TensorFlow, one user at a time, padded to 128 tokens.

    python bench/peers/encode_published.py ENCODER_FOLDER USERS_CSV OUT_NPZ [--layer N] [--pooling cls|mean]

The model is the SavedModel that we run, in place of its published student.
"""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import tensorflow  # noqa: F401  imported here so that --start-only measures it
import tokenizers  # noqa: F401

import encoding

if __name__ == "__main__":
    options = encoding.arguments(__doc__)
    model, states = encoding.tensorflow_states(options)
    users = encoding.read_users(options)
    vectors = []
    for text in encoding.tokens(options, [user["text"] for user in users]):
        ids, mask = encoding.padded([text], encoding.MAX_TOKENS)
        vectors.append(encoding.pooled(states(ids, mask), mask, options.pooling)[0])
    encoding.write(options, users, vectors)
