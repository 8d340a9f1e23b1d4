# /// script
# requires-python = ">=3.10,<3.13"
# dependencies = ["tensorflow-cpu==2.16.2", "safetensors==0.8.0"]
# ///
"""Exports DistilBERT as a SavedModel that the encoder reads, to run exactly the published one.

The weights are Hugging Face's; this project does not distribute them. Put config.json, model.safetensors and vocab.txt
of https://huggingface.co/distilbert/distilbert-base-multilingual-cased into a folder, and

    uv run lib/study/src/main/python/export_distilbert.py FOLDER build/encoder/distilbert

or, without uv, `pip install` the dependencies above in a virtual environment of its own and run it with its python.
Then name the exported folder to the study:

    RETENTION_ENCODER=build/encoder/distilbert make report

The signature takes input_ids and attention_mask (int32, [texts, tokens]) and gives layer_1, layer_2, ... (float32,
[texts, tokens, width]), the last of them also as last_hidden_state. DistilBERT has no segments.

The network is written out below, in plain TensorFlow, because Hugging Face's library has no TensorFlow models any
more. A test compares it with their last one.
"""

import argparse
import json
import os
import shutil
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import tensorflow as tf
from safetensors.numpy import load_file

# torch.nn.LayerNorm's in this model, not its default.
EPSILON = 1e-12


class DistilBert(tf.Module):
    """Sanh et al. 2019, as in transformers' modeling_distilbert.py, for inference: there is no dropout."""

    def __init__(self, folder):
        super().__init__()
        self.config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        if self.config["model_type"] != "distilbert" or self.config.get("activation", "gelu") != "gelu":
            raise ValueError(f"{folder}/config.json describes a {self.config['model_type']}, expected a distilbert with gelu.")
        prefix = "distilbert."
        # A model with a head, like the published one, has its encoder under a prefix; the head is left out.
        weights = {name.removeprefix(prefix): value for name, value in load_file(folder / "model.safetensors").items()}
        self.weights = {
            name: tf.Variable(value, trainable=False, name=name)
            for name, value in weights.items()
            if name.startswith(("embeddings.", "transformer."))
        }

    def linear(self, states, name):
        return tf.einsum("bti,oi->bto", states, self.weights[f"{name}.weight"]) + self.weights[f"{name}.bias"]

    def norm(self, states, name):
        mean, variance = tf.nn.moments(states, axes=[-1], keepdims=True)
        scale, offset = self.weights[f"{name}.weight"], self.weights[f"{name}.bias"]
        return tf.nn.batch_normalization(states, mean, variance, offset, scale, EPSILON)

    def heads(self, states, name):
        shape = tf.shape(states)
        heads = self.config["n_heads"]
        return tf.reshape(self.linear(states, name), [shape[0], shape[1], heads, self.config["dim"] // heads])

    def attention(self, states, mask, name):
        query, key, value = (self.heads(states, f"{name}.{part}") for part in ("q_lin", "k_lin", "v_lin"))
        scores = tf.einsum("bqhd,bkhd->bhqk", query / (query.shape[-1] ** 0.5), key)
        scores = tf.where(mask[:, None, None, :] == 0, tf.float32.min, scores)
        context = tf.einsum("bhqk,bkhd->bqhd", tf.nn.softmax(scores), value)
        return self.linear(tf.reshape(context, tf.shape(states)), f"{name}.out_lin")

    def layer(self, states, mask, name):
        states = self.norm(states + self.attention(states, mask, f"{name}.attention"), f"{name}.sa_layer_norm")
        hidden = tf.nn.gelu(self.linear(states, f"{name}.ffn.lin1"), approximate=False)
        return self.norm(states + self.linear(hidden, f"{name}.ffn.lin2"), f"{name}.output_layer_norm")

    @tf.function(input_signature=[tf.TensorSpec([None, None], tf.int32), tf.TensorSpec([None, None], tf.int32)])
    def serve(self, input_ids, attention_mask):
        words = tf.gather(self.weights["embeddings.word_embeddings.weight"], input_ids)
        places = self.weights["embeddings.position_embeddings.weight"][: tf.shape(input_ids)[1]]
        states = self.norm(words + places, "embeddings.LayerNorm")
        layers = {}
        for k in range(self.config["n_layers"]):
            states = self.layer(states, attention_mask, f"transformer.layer.{k}")
            states.set_shape([None, None, self.config["dim"]])
            layers[f"layer_{k + 1}"] = states
        return {**layers, "last_hidden_state": tf.identity(states)}


def export(weights, folder):
    """Writes the SavedModel of the DistilBERT in a folder of weights, with its vocabulary beside it."""
    model = DistilBert(weights)
    tf.saved_model.save(model, str(folder), signatures={"serving_default": model.serve})
    assets = folder / "assets"
    assets.mkdir(exist_ok=True)
    shutil.copyfile(weights / "vocab.txt", assets / "vocab.txt")
    return model.config


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path, help="the folder with config.json, model.safetensors and vocab.txt")
    parser.add_argument("folder", type=Path, help="where to write the SavedModel; must not exist")
    arguments = parser.parse_args()
    for file in ("config.json", "model.safetensors", "vocab.txt"):
        if not (arguments.weights / file).is_file():
            parser.error(f"No {file} in {arguments.weights}: get it from the model's page, see --help.")
    if arguments.folder.exists():
        parser.error(f"{arguments.folder} exists already: name a new folder, or delete it.")
    config = export(arguments.weights, arguments.folder)
    print(f"{arguments.folder}: {config['n_layers']} layers of width {config['dim']}")


if __name__ == "__main__":
    main()
