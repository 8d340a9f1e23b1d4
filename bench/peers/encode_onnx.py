"""The peer of `bin/retention embed` in ONNX Runtime: the weights of the same SavedModel, float32, batched by length.

    python bench/peers/encode_onnx.py ENCODER_FOLDER USERS_CSV OUT_NPZ [--layer N] [--pooling cls|mean]

The graph is written with ONNX Runtime's own fused operators for BERT, which its optimiser would find in an exported model. The first
run converts the weights, which needs TensorFlow, and keeps the model beside OUT_NPZ.
"""

from pathlib import Path

import numpy as np
import onnxruntime
import tokenizers  # noqa: F401  imported here so that --start-only measures it

import encoding

FUSED = "com.microsoft"
EPSILON = 1e-12


def convert(weights: encoding.Weights, layers: int, path: Path) -> None:
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    nodes, constants = [], []

    def constant(name: str, array: np.ndarray | None = None) -> str:
        constants.append(numpy_helper.from_array(weights[name] if array is None else array, name))
        return name

    def node(kind: str, inputs: list[str], output: str, domain: str = FUSED, outputs: int = 1, **attributes) -> str:
        names = [output] + [f"{output}:{number}" for number in range(1, outputs)]
        nodes.append(helper.make_node(kind, inputs, names, domain=domain, **attributes))
        return output

    def norm(name: str, inputs: list[str], bias: str, output: str) -> str:
        scales = [constant(name + "gamma"), constant(name + "beta")]
        return node("SkipLayerNormalization", inputs + scales + [constant(bias)], output, epsilon=EPSILON)

    embeddings = [constant(f"embeddings/{name}_embeddings") for name in ("word", "position", "token_type")]
    scales = [constant(f"embeddings/LayerNorm/{name}") for name in ("gamma", "beta")]
    x = node("EmbedLayerNormalization", ["ids", "segments"] + embeddings + scales, "embedded", outputs=2, epsilon=EPSILON)
    for layer in (f"encoder/layer_{number}/" for number in range(layers)):
        kernel, bias = weights.attention(layer)
        packed = [constant(layer + "qkv/kernel", kernel), constant(layer + "qkv/bias", bias)]
        seen = node("Attention", [x] + packed + ["mask"], layer + "seen", num_heads=encoding.HEADS)
        dense = layer + "attention/output/dense/"
        output = node("MatMul", [seen, constant(dense + "kernel")], layer + "attended", domain="")
        x = norm(layer + "attention/output/LayerNorm/", [output, x], dense + "bias", layer + "attention")
        up = node("MatMul", [x, constant(layer + "intermediate/dense/kernel")], layer + "up", domain="")
        activated = node("FastGelu", [up, constant(layer + "intermediate/dense/bias")], layer + "activated")
        down = node("MatMul", [activated, constant(layer + "output/dense/kernel")], layer + "down", domain="")
        x = norm(layer + "output/LayerNorm/", [down, x], layer + "output/dense/bias", layer + "states")
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT32, ["texts", "tokens"]) for name in ("ids", "segments", "mask")]
    output = helper.make_tensor_value_info(x, TensorProto.FLOAT, ["texts", "tokens", 768])
    graph = helper.make_graph(nodes, "encoder", inputs, [output], constants)
    versions = [helper.make_opsetid("", 17), helper.make_opsetid(FUSED, 1)]
    partial = path.with_suffix(".partial")
    onnx.save(helper.make_model(graph, opset_imports=versions, ir_version=8), str(partial))
    partial.rename(path)


if __name__ == "__main__":
    options = encoding.arguments(__doc__)
    path = options.out.with_name(f"encoder-layer{options.layer}.onnx")
    if not path.exists():
        convert(encoding.Weights(options), options.layer, path)
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])

    def states(ids: np.ndarray, mask: np.ndarray) -> np.ndarray:
        return session.run(None, {"ids": ids, "segments": np.zeros_like(ids), "mask": mask})[0]

    encoding.encode_batched(options, states, tokens_per_batch=1024)
