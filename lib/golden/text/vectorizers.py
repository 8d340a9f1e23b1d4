"""Writes what scikit-learn makes of seeded documents, and log-odds by NumPy, for the tests of retention.text.

Run: pip install -r requirements-segmentation.txt && python vectorizers.py
Out: vectorizers.json and log_odds.json.
"""

import json
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

OUT = Path(__file__).resolve().parent

WORDS = (
    ["猫税", "小红书", "英语", "𠮷", "𨭎", "\uff21", "龘", "#猫税", "#meme", "cat", "tax", "hello", "don't", "it's", "bill", "é"]
    + [f"word{i}" for i in range(20)]
    + [f"词{i}" for i in range(20)]
)
SETTINGS = [
    {"weighting": "COUNT"},
    {"weighting": "PRESENCE"},
    {"weighting": "TF_IDF"},
    {"weighting": "COUNT", "shortest": 1, "longest": 2, "min": 2},
    {"weighting": "TF_IDF", "shortest": 2, "longest": 3},
    {"weighting": "TF_IDF", "shortest": 1, "longest": 2, "min": 3, "max": 0.3},
    {"weighting": "TF_IDF", "min": 2, "max": 0.5},
]


def documents(rng, number):
    weights = 1 / np.arange(1, len(WORDS) + 1)
    order = rng.permutation(WORDS)
    for _ in range(number):
        yield [str(word) for word in rng.choice(order, rng.integers(0, 25), p=weights / weights.sum())]


def same(words):
    return words


def vectorizer(weighting, shortest=1, longest=1, min=1, max=1.0):
    make = TfidfVectorizer if weighting == "TF_IDF" else CountVectorizer
    return make(
        preprocessor=same,
        tokenizer=same,
        token_pattern=None,
        lowercase=False,
        ngram_range=(shortest, longest),
        min_df=min,
        max_df=max,
        binary=weighting == "PRESENCE",
    )


def rows(matrix):
    matrix = matrix.tocsr().astype(float)
    matrix.sort_indices()
    return [
        [[int(j), float(x)] for j, x in zip(row.indices, row.data, strict=True)] for row in matrix
    ]


def vectorizers(rng):
    training = list(documents(rng, 40)) + [[], ["cat"]]
    validation = list(documents(rng, 10)) + [["never", "seen"], []]
    cases = []
    for settings in SETTINGS:
        fitted = vectorizer(**settings)
        trained = fitted.fit_transform(training)
        cases.append(
            {
                "settings": {"shortest": 1, "longest": 1, "min": 1, "max": 1.0} | settings,
                "terms": fitted.get_feature_names_out().tolist(),
                "training": rows(trained),
                "validation": rows(fitted.transform(validation)),
            }
        )
    return {"training": training, "validation": validation, "cases": cases}


def log_odds(rng):
    """Monroe, Colaresi and Quinn (2008), on arrays: first against second, under a prior of some weight."""
    share = rng.dirichlet(np.full(60, 0.3), size=2)
    first, second = rng.multinomial(150, share[0] * 0.3 + share[1] * 0.7), rng.multinomial(9000, share[1])
    seen = (first + second) > 0
    first, second = first[seen], second[seen]
    words = [f"w{i:02}" for i in range(len(first))]
    cases = []
    for prior_words in (1.0, 150.0, 9150.0):
        prior = prior_words * (first + second) / (first + second).sum()
        logits = [
            np.log(count + prior) - np.log(count.sum() + prior.sum() - count - prior)
            for count in (first, second)
        ]
        delta = logits[0] - logits[1]
        z = delta / np.sqrt(1 / (first + prior) + 1 / (second + prior))
        cases.append({"prior_words": prior_words, "log_odds": delta.tolist(), "z": z.tolist()})
    return {"words": words, "first": first.tolist(), "second": second.tolist(), "cases": cases}


def main():
    rng = np.random.default_rng(20250119)
    for name, made in (("vectorizers", vectorizers(rng)), ("log_odds", log_odds(rng))):
        (OUT / f"{name}.json").write_text(json.dumps(made, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
