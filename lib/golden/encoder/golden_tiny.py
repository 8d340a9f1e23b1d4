"""Makes the tiny DistilBERT fixture with the real export script, and what Hugging Face's own model gives for it.

    python golden_tiny.py

The weights are random (seeded): the fixture proves names, shapes and arithmetic, and means nothing. Written beside
this script: tiny-distilbert/ (the SavedModel) and tiny-distilbert.npy, float32 [text, readout, width], readouts: layer 2
cls, layer 1 mean.
"""

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_USE_LEGACY_KERAS"] = "1"

HERE = Path(__file__).resolve().parent
OUT = HERE
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE.parents[1] / "study" / "src" / "main" / "python"))

import numpy as np
from export_distilbert import export
from safetensors.numpy import save_file
from transformers import BertTokenizerFast, DistilBertConfig, TFDistilBertModel
from transformers.modeling_tf_pytorch_utils import load_pytorch_state_dict_in_tf2_model

TEXTS = ["hello cat", "你好 tiktok cat cat cat 你", "", "nothing of this is known but cat"]
VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "hello", "cat", "tik", "##tok", "你", "好", "##s"]

config = DistilBertConfig(
    vocab_size=len(VOCABULARY), dim=8, n_layers=2, n_heads=2, hidden_dim=16, max_position_embeddings=128
)


def shapes():
    yield "embeddings.word_embeddings.weight", [config.vocab_size, config.dim]
    yield "embeddings.position_embeddings.weight", [config.max_position_embeddings, config.dim]
    yield from pair("embeddings.LayerNorm", [config.dim])
    for layer in range(config.n_layers):
        name = f"transformer.layer.{layer}"
        for part in ("q_lin", "k_lin", "v_lin", "out_lin"):
            yield from pair(f"{name}.attention.{part}", [config.dim, config.dim])
        yield from pair(f"{name}.ffn.lin1", [config.hidden_dim, config.dim])
        yield from pair(f"{name}.ffn.lin2", [config.dim, config.hidden_dim])
        yield from pair(f"{name}.sa_layer_norm", [config.dim])
        yield from pair(f"{name}.output_layer_norm", [config.dim])


def pair(name, shape):
    yield f"{name}.weight", shape
    yield f"{name}.bias", shape[:1]


draw = np.random.default_rng(7)
weights = {f"distilbert.{name}": draw.normal(0, 0.5, shape).astype(np.float32) for name, shape in shapes()}

folder = OUT / "tiny-distilbert"
shutil.rmtree(folder, ignore_errors=True)
with tempfile.TemporaryDirectory() as source:
    source = Path(source)
    save_file(weights, source / "model.safetensors", metadata={"format": "pt"})
    (source / "config.json").write_text(json.dumps(config.to_dict()))
    (source / "vocab.txt").write_text("".join(token + "\n" for token in VOCABULARY), encoding="utf-8")
    export(source, folder)
(folder / "fingerprint.pb").unlink(missing_ok=True)

model = load_pytorch_state_dict_in_tf2_model(TFDistilBertModel(config), weights)
tokenizer = BertTokenizerFast(str(folder / "assets" / "vocab.txt"), do_lower_case=False)
tokens = tokenizer(TEXTS, return_tensors="tf", padding=True)
mask = tokens["attention_mask"].numpy()[:, :, None]
states = model(
    input_ids=tokens["input_ids"], attention_mask=tokens["attention_mask"], output_hidden_states=True
).hidden_states
mean = (states[1].numpy() * mask).sum(axis=1) / mask.sum(axis=1)
np.save(OUT / "tiny-distilbert.npy", np.stack([states[2].numpy()[:, 0], mean], axis=1).astype(np.float32))
