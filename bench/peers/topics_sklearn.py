"""The Python peer of `bin/retention topics`: jieba's words, scikit-learn's TF-IDF and NMF, with the same settings.

    python bench/peers/topics_sklearn.py USERS_CSV             USERS_CSV has a column text, as `bin/retention users --out` writes it
    python bench/peers/topics_sklearn.py --matrix MATRIX.npz   NMF alone, of a sparse matrix that scipy.sparse.save_npz wrote
    python bench/peers/topics_sklearn.py --start-only

Terms are in five users or more and at most three tenths of them; 13 topics start from singular vectors and descend until the
projected gradient is a ten thousandth of the first one, in 200 iterations at most. Prints the topics' words, and as the last line
JSON: documents, terms, iterations, and the reconstruction error relative to the length of the matrix.
"""

import json
import sys
import warnings

import jieba
import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import TfidfVectorizer

TOPICS, WORDS = 13, 5


def fit(matrix) -> NMF:
    warnings.filterwarnings("ignore", message="Maximum number of iterations")
    return NMF(TOPICS, init="nndsvd", solver="cd", tol=1e-4, max_iter=200, random_state=42).fit(matrix)


def main(file: str) -> None:
    jieba.setLogLevel("ERROR")
    texts = pd.read_csv(file, dtype=str)["text"].fillna("")
    documents = [[word for word in jieba.lcut(text.lower()) if word.isalnum()] for text in texts]
    vectorizer = TfidfVectorizer(analyzer=lambda words: words, min_df=5, max_df=0.3)
    matrix = vectorizer.fit_transform(documents)
    model = fit(matrix)
    terms = vectorizer.get_feature_names_out()
    for topic in model.components_:
        print(" ".join(terms[i] for i in topic.argsort()[::-1][:WORDS]))
    report(matrix, model)


def report(matrix, model: NMF) -> None:
    print(json.dumps({"documents": matrix.shape[0], "terms": matrix.shape[1], "iterations": model.n_iter_,
                      "relative_error": model.reconstruction_err_ / float(np.sqrt(matrix.multiply(matrix).sum()))}))


if __name__ == "__main__" and sys.argv[1:] != ["--start-only"]:
    if sys.argv[1] == "--matrix":
        given = sparse.load_npz(sys.argv[2])
        report(given, fit(given))
    else:
        main(sys.argv[1])
