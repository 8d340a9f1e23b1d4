"""The Python peer of `bin/retention embed --layer 12 --pooling cls`: the same SavedModel, tokens, cut and batch size.

    python bench/embed_peer.py ENCODER_FOLDER USERS_CSV OUT_NPZ
"""

import csv
import os
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np
import tensorflow as tf
from tokenizers import BertWordPieceTokenizer

MAX_TOKENS, TOKENS_A_BATCH = 128, 512


def main(folder: Path, users: Path, out: Path) -> None:
    csv.field_size_limit(sys.maxsize)
    with open(users, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    tokenizer = BertWordPieceTokenizer(str(folder / "assets" / "vocab.txt"), lowercase=False, strip_accents=False)
    tokenizer.enable_truncation(MAX_TOKENS)
    texts = list(dict.fromkeys(row["text"] for row in rows))
    ids = {text: encoding.ids for text, encoding in zip(texts, tokenizer.encode_batch(texts))}

    model = tf.saved_model.load(str(folder), tags=["serve"])
    run = model.signatures["serving_default"]
    vectors = {}
    batch, longest = [], 0

    def flush():
        tokens = np.zeros((len(batch), longest), np.int32)
        mask = np.zeros_like(tokens)
        for i, text in enumerate(batch):
            tokens[i, : len(ids[text])] = ids[text]
            mask[i, : len(ids[text])] = 1
        states = run(input_ids=tf.constant(tokens), input_mask=tf.constant(mask),
                     segment_ids=tf.zeros_like(tokens))["sequence_output"].numpy()
        vectors.update(zip(batch, states[:, 0]))

    for text in sorted(texts, key=lambda t: len(ids[t])):
        if batch and (len(batch) + 1) * len(ids[text]) > TOKENS_A_BATCH:
            flush()
            batch, longest = [], 0
        batch.append(text)
        longest = len(ids[text])
    if batch:
        flush()
    np.savez(out, keys=[row["user_id"] for row in rows], embeddings=np.stack([vectors[row["text"]] for row in rows]))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
