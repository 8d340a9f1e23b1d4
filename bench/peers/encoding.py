"""What the peers of `bin/retention embed` have in common: arguments, tokens, batches, the weights, and the file they write.

Arguments: ENCODER_FOLDER USERS_CSV OUT_NPZ [--layer N] [--pooling cls|mean] [--limit N] [--start-only]
"""

import argparse
import csv
import sys
from pathlib import Path

import numpy as np

MAX_TOKENS = 128
HEADS = 12


def arguments(peer: str) -> argparse.Namespace:
    """Of the command line; the libraries are imported by then, so that --start-only measures them."""
    parser = argparse.ArgumentParser(description=peer)
    parser.add_argument("encoder", type=Path, nargs="?", help="folder of the TensorFlow SavedModel")
    parser.add_argument("users", type=Path, nargs="?", help="CSV with the columns user_id and text")
    parser.add_argument("out", type=Path, nargs="?", help="the .npz to write; converted weights are kept beside it")
    parser.add_argument("--layer", type=int, default=12)
    parser.add_argument("--pooling", choices=("cls", "mean"), default="cls")
    parser.add_argument("--limit", type=int, help="only the first users")
    parser.add_argument("--start-only", action="store_true", help="import everything and end")
    options = parser.parse_args()
    if options.start_only:
        sys.exit(0)
    if options.out is None:
        parser.error("expected ENCODER_FOLDER USERS_CSV OUT_NPZ")
    return options


def read_users(options: argparse.Namespace) -> list[dict[str, str]]:
    csv.field_size_limit(sys.maxsize)
    with open(options.users, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))[: options.limit]


def tokens(options: argparse.Namespace, texts: list[str]) -> list[tuple[int, ...]]:
    from tokenizers import BertWordPieceTokenizer

    tokenizer = BertWordPieceTokenizer(str(options.encoder / "assets" / "vocab.txt"), lowercase=False, strip_accents=False)
    tokenizer.enable_truncation(MAX_TOKENS)
    return [tuple(encoding.ids) for encoding in tokenizer.encode_batch(texts)]


def padded(batch: list[tuple[int, ...]], length: int) -> tuple[np.ndarray, np.ndarray]:
    """Token ids and mask, both int32 of shape (texts, length)."""
    ids = np.zeros((len(batch), length), np.int32)
    mask = np.zeros_like(ids)
    for row, text in enumerate(batch):
        ids[row, : len(text)] = text
        mask[row, : len(text)] = 1
    return ids, mask


def pooled(states: np.ndarray, mask: np.ndarray, pooling: str) -> np.ndarray:
    if pooling == "cls":
        return states[:, 0]
    return (states * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)


def write(options: argparse.Namespace, users: list[dict[str, str]], vectors) -> None:
    np.savez(options.out, keys=[user["user_id"] for user in users], embeddings=np.stack(vectors).astype(np.float32))


def encode_batched(options: argparse.Namespace, states, tokens_per_batch: int) -> None:
    """Equal texts once, sorted by length, padded to the longest of a batch; states(ids, mask) gives a layer's hidden states."""
    users = read_users(options)
    of_users = tokens(options, [user["text"] for user in users])
    vectors = {}
    batch = []

    def flush():
        ids, mask = padded(batch, len(batch[-1]))
        vectors.update(zip(batch, pooled(states(ids, mask), mask, options.pooling)))
        batch.clear()

    for text in sorted(set(of_users), key=len):
        if batch and (len(batch) + 1) * len(text) > tokens_per_batch:
            flush()
        batch.append(text)
    if batch:
        flush()
    write(options, users, [vectors[text] for text in of_users])


def tensorflow_states(options: argparse.Namespace):
    """The SavedModel itself, cut behind the layer."""
    import tensorflow as tf

    model = tf.saved_model.load(str(options.encoder), tags=["serve"])
    run = model.prune(
        feeds=["input_ids:0", "input_mask:0", "segment_ids:0"],
        fetches=f"module_apply_tokens/bert/encoder/Reshape_{options.layer + 1}:0",
    )

    def states(ids: np.ndarray, mask: np.ndarray) -> np.ndarray:
        return run(tf.constant(ids), tf.constant(mask), tf.zeros_like(ids)).numpy()

    return model, states


class Weights:
    """The SavedModel's variables by short names, converted once by TensorFlow into an .npz beside the output."""

    def __init__(self, options: argparse.Namespace):
        path = options.out.with_name("encoder-weights.npz")
        if not path.exists():
            import tensorflow as tf

            reader = tf.train.load_checkpoint(str(options.encoder / "variables" / "variables"))
            prefix = "module/bert/"
            names = [name for name in reader.get_variable_to_shape_map() if name.startswith(prefix)]
            partial = path.with_suffix(".partial.npz")
            np.savez(partial, **{name.removeprefix(prefix): reader.get_tensor(name) for name in names})
            partial.rename(path)
        self._arrays = np.load(path)

    def __getitem__(self, name: str) -> np.ndarray:
        return self._arrays[name]

    def attention(self, layer: str) -> tuple[np.ndarray, np.ndarray]:
        """Kernel (width, 3 width) and bias (3 width) of queries, keys and values at once."""
        parts = [f"{layer}attention/self/{part}/" for part in ("query", "key", "value")]
        kernels = np.concatenate([self[part + "kernel"] for part in parts], axis=1)
        return kernels, np.concatenate([self[part + "bias"] for part in parts])
