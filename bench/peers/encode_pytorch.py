"""The peer of `bin/retention embed` in PyTorch: the weights of the same SavedModel, float32, batched by length.

    python bench/peers/encode_pytorch.py ENCODER_FOLDER USERS_CSV OUT_NPZ [--layer N] [--pooling cls|mean]

The first run converts the weights, which needs TensorFlow, and keeps them beside OUT_NPZ.
"""

import tokenizers  # noqa: F401  imported here so that --start-only measures it
import torch
from torch.nn import functional

import encoding


def network(weights: encoding.Weights, layers: int):
    def tensor(name: str) -> torch.Tensor:
        return torch.from_numpy(weights[name])

    def linear(name: str) -> tuple[torch.Tensor, torch.Tensor]:
        return tensor(name + "kernel").T.contiguous(), tensor(name + "bias")

    def norm(name: str):
        gamma, beta = tensor(name + "gamma"), tensor(name + "beta")
        return lambda x: functional.layer_norm(x, gamma.shape, gamma, beta, eps=1e-12)

    def block(name: str):
        kernel, bias = (torch.from_numpy(array) for array in weights.attention(name))
        kernel = kernel.T.contiguous()
        output, up, down = (linear(name + part) for part in ("attention/output/dense/", "intermediate/dense/", "output/dense/"))
        norm_attention, norm_output = norm(name + "attention/output/LayerNorm/"), norm(name + "output/LayerNorm/")

        def forward(x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
            texts, length, width = x.shape
            heads = functional.linear(x, kernel, bias).view(texts, length, 3, encoding.HEADS, width // encoding.HEADS)
            query, key, value = heads.permute(2, 0, 3, 1, 4)
            seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
            x = norm_attention(x + functional.linear(seen.transpose(1, 2).reshape(x.shape), *output))
            return norm_output(x + functional.linear(functional.gelu(functional.linear(x, *up), approximate="tanh"), *down))

        return forward

    words, positions = tensor("embeddings/word_embeddings"), tensor("embeddings/position_embeddings")
    segment = tensor("embeddings/token_type_embeddings")[0]
    norm_embeddings = norm("embeddings/LayerNorm/")
    blocks = [block(f"encoder/layer_{layer}/") for layer in range(layers)]

    def states(ids, mask):
        with torch.inference_mode():
            x = norm_embeddings(words[torch.from_numpy(ids).long()] + positions[: ids.shape[1]] + segment)
            seen = torch.from_numpy(mask).bool()[:, None, None, :]
            for forward in blocks:
                x = forward(x, seen)
            return x.numpy()

    return states


if __name__ == "__main__":
    options = encoding.arguments(__doc__)
    encoding.encode_batched(options, network(encoding.Weights(options), options.layer), tokens_per_batch=1024)
