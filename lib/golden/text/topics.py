"""Makes what the tests of topics compare with: scikit-learn's NMF, SVD and mutual information.

Run: pip install -r requirements-topics.txt && python topics.py .
"""

import json
import sys
import warnings
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment, nnls
from scipy.sparse import csr_matrix
from sklearn.decomposition import NMF
from sklearn.metrics import adjusted_mutual_info_score, mutual_info_score, normalized_mutual_info_score

warnings.filterwarnings("ignore")
OUT = Path(sys.argv[1])


def write(name, value):
    (OUT / f"{name}.json").write_text(json.dumps(value, separators=(",", ":")) + "\n")


def digits(array, n=12):
    return [digits(row, n) for row in array] if np.ndim(array) > 1 else [float(f"{x:.{n}g}") for x in array]


def sparse(matrix):
    """The CSR arrays of a matrix of whole numbers."""
    m = csr_matrix(matrix)
    return {"columns": m.shape[1], "pointers": m.indptr.tolist(), "indices": m.indices.tolist(),
            "values": m.data.astype(int).tolist()}


def cosine_matches(a, b):
    cosines = (a / np.linalg.norm(a, axis=1, keepdims=True)) @ (b / np.linalg.norm(b, axis=1, keepdims=True)).T
    rows, columns = linear_sum_assignment(-cosines)
    return columns, cosines[rows, columns]


def planted(rng, documents=300, terms=150, topics=6, length=40):
    """Counts drawn from known topics: each has 20 terms of its own and some weight on 30 that all share."""
    h = np.zeros((topics, terms))
    for k in range(topics):
        h[k, 20 * k:20 * k + 20] = rng.dirichlet(np.full(20, 0.8))
        h[k, 20 * topics:] = 0.2 * rng.dirichlet(np.full(terms - 20 * topics, 5.0))
    h /= h.sum(axis=1, keepdims=True)
    w = rng.dirichlet(np.full(topics, 0.1), size=documents)
    x = np.stack([rng.multinomial(rng.poisson(length) + 1, row @ h) for row in w])
    return x, h


def nmf():
    rng = np.random.default_rng(7)
    x, h = planted(rng)
    train, held_out = x[:270], x[270:]
    starts = {}
    for start in ("nndsvd", "random"):
        model = NMF(6, init=start, solver="cd", random_state=0, tol=1e-4, max_iter=200)
        model.fit(csr_matrix(train.astype(float)))
        matched = cosine_matches(h, model.components_)[1]
        assert matched.min() > 0.95, matched
        starts[start] = {"relative_error": model.reconstruction_err_ / np.linalg.norm(train),
                         "iterations": model.n_iter_, "lowest_cosine": float(matched.min())}
    steps = NMF(6, init="nndsvd", solver="cd", random_state=0, tol=0, max_iter=5)
    w5 = steps.fit_transform(csr_matrix(train.astype(float)))
    write("nmf", {
        "train": sparse(train), "held_out": sparse(held_out), "planted": digits(h, 9), "starts": starts,
        "five_steps": {"h": digits(steps.components_), "w": digits(w5[:20])},
        "held_out_least_squares": digits([nnls(steps.components_.T, row.astype(float))[0] for row in held_out])})


def svd():
    rng = np.random.default_rng(11)
    # Five strong directions of different strength over noise: vectors of close singular values would not be defined well.
    strengths = np.array([30.0, 22.0, 16.0, 11.0, 7.0])
    x = rng.poisson((rng.dirichlet(np.full(40, 0.2), 5).T * strengths**2) @ rng.dirichlet(np.full(25, 0.2), 5) * 2)
    u, s, vt = np.linalg.svd(x.astype(float), full_matrices=False)
    for k in range(len(s)):
        if vt[k, np.argmax(np.abs(vt[k]))] < 0:
            vt[k], u[:, k] = -vt[k], -u[:, k]
    write("svd", {"matrix": sparse(x), "singular_values": digits(s[:5]), "left": digits(u[:, :5]),
                  "right": digits(vt[:5].T)})


def agreement():
    rng = np.random.default_rng(13)
    truth = rng.integers(0, 13, 600)
    noisy = np.where(rng.random(600) < 0.2, rng.integers(0, 13, 600), truth)
    cases = {
        "unrelated": (rng.integers(0, 13, 400), rng.integers(0, 13, 400)),
        "noisy": (truth, noisy),
        "renamed": (truth, 100 - 3 * truth),
        "refined": (truth // 4, truth),
        "many small classes": (rng.integers(0, 80, 120), rng.integers(0, 90, 120)),
        "one class against several": (np.zeros(50, int), rng.integers(0, 4, 50)),
        "one class in both": (np.zeros(9, int), np.ones(9, int)),
        "each its own": (np.arange(40), rng.permutation(40)),
        "each its own against few": (np.arange(40), rng.integers(0, 3, 40)),
        "opposed": (np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])),
    }
    write("agreement", [
        {"name": name, "first": a.tolist(), "second": b.tolist(), "mi": float(mutual_info_score(a, b)),
         "nmi": float(normalized_mutual_info_score(a, b)), "ami": float(adjusted_mutual_info_score(a, b))}
        for name, (a, b) in cases.items()])


def coherence():
    rng = np.random.default_rng(19)
    x = (rng.random((60, 12)) < rng.random(12)) * rng.integers(1, 4, (60, 12))
    x[:, 3] = x[:, 2]
    x[:, 5] = 1
    x[:, 6] = 2
    x[:, 7] *= x[:, 8] == 0
    here = x > 0
    values = []
    for terms in ([0, 1], [2, 3], [5, 6], [7, 8], [0, 5], [0, 1, 2, 4, 9], list(range(12))):
        pairs = []
        for i, a in enumerate(terms):
            for b in terms[:i]:
                p_a, p_b, p_ab = here[:, a].mean(), here[:, b].mean(), (here[:, a] & here[:, b]).mean()
                pairs.append(-1 if p_ab == 0 else 1 if p_ab == 1 else np.log(p_ab / p_a / p_b) / -np.log(p_ab))
        values.append({"terms": terms, "npmi": float(np.mean(pairs))})
    write("coherence", {"documents": sparse(x), "values": values})


for make in (nmf, svd, agreement, coherence):
    make()
