"""The peer of bench/AsPublished.java: the published study in Python, from a CSV to its metrics, by the published rules.

    python bench/peers/study_original.py POSTS_CSV ENCODER_FOLDER [--start-only]

pandas reads and adds up, jieba finds words, scikit-learn makes TF-IDF and topics, gensim learns FastText vectors, TensorFlow encodes
one text at a time padded to 128 tokens, Keras trains the network. Growth, LSTM and what else the report only describes is left out.
Prints the seconds of each step and, last, the metrics.
"""

import os
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
BEGIN = time.perf_counter()

import jieba
import keras
import numpy as np
import pandas as pd
import tensorflow as tf
from gensim.models import FastText
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import accuracy_score, roc_auc_score
from sklearn.preprocessing import StandardScaler
from tokenizers import BertWordPieceTokenizer

COUNTS = ["like_count", "collect_count", "comment_count", "share_count"]
MAX_TOKENS = 128


def step(name: str) -> None:
    global BEGIN
    now = time.perf_counter()
    print(f"{name} {now - BEGIN:.2f} s", flush=True)
    BEGIN = now


def published_count(text: str) -> int:
    """Only 万 is a unit here, and a + is dropped: 1千+ is read as 1."""
    digits = "".join(c for c in text if c.isdigit() or c == ".")
    return int(float(digits) * 10_000) if "万" in text else int(float(digits))


def january_users(file: str) -> pd.DataFrame:
    posts = pd.read_csv(file, dtype=str)
    posts["create_time"] = pd.to_datetime(posts["create_time"])
    for column in COUNTS:
        posts[column] = posts[column].map(published_count)
    posts["text"] = posts["title"].fillna("") + " " + posts["content"].fillna("")
    january = posts[posts["create_time"].between("2025-01-01", "2025-02-01", inclusive="left")]
    february = posts[posts["create_time"].between("2025-02-01", "2025-02-28")]
    users = january.groupby("user_id").agg({**{c: "sum" for c in COUNTS}, "text": lambda texts: " ".join(dict.fromkeys(texts))})
    users["retained"] = users.index.isin(february["user_id"]).astype(int)
    return users.reset_index()


def vectors(texts: pd.Series, folder: str) -> np.ndarray:
    """The vector of [CLS] in the last layer, one text at a time."""
    tokenizer = BertWordPieceTokenizer(os.path.join(folder, "assets", "vocab.txt"), lowercase=False, strip_accents=False)
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.enable_padding(length=MAX_TOKENS)
    run = tf.saved_model.load(folder, tags=["serve"]).signatures["serving_default"]
    rows = []
    for text in texts:
        encoded = tokenizer.encode(text)
        states = run(input_ids=tf.constant([encoded.ids]), input_mask=tf.constant([encoded.attention_mask]),
                     segment_ids=tf.constant([encoded.type_ids]))["sequence_output"]
        rows.append(states[0, 0].numpy())
    return np.stack(rows)


def network(features: int) -> keras.Model:
    layers = keras.layers
    model = keras.Sequential([
        keras.Input((features,)),
        layers.Dense(128, activation="relu"), layers.BatchNormalization(), layers.Dropout(0.3),
        layers.Dense(64, activation="relu"), layers.BatchNormalization(), layers.Dropout(0.3),
        layers.Dense(1, activation="sigmoid"),
    ])
    model.compile(keras.optimizers.Adam(1e-3), "binary_crossentropy", metrics=["accuracy"])
    return model


def main(file: str, encoder: str) -> None:
    step("start")
    users = january_users(file)
    step("users")
    jieba.setLogLevel("ERROR")
    documents = [[word for word in jieba.lcut(text.lower()) if word.strip() and word.isalnum()] for text in users["text"]]
    step("words")
    matrix = TfidfVectorizer(analyzer=lambda words: words, min_df=5, max_df=0.3).fit_transform(documents)
    NMF(13, init="nndsvd", max_iter=400).fit(matrix)
    step("topics")
    FastText(documents, vector_size=64, epochs=10, window=5, min_count=2, min_n=2, max_n=5, bucket=100_000, sample=1e-4,
             sg=1, workers=os.cpu_count(), seed=42)
    step("fasttext")
    features = np.hstack([StandardScaler().fit_transform(users[COUNTS]), vectors(users["text"], encoder)]).astype(np.float32)
    step("vectors")
    labels = users["retained"].to_numpy()
    keras.utils.set_random_seed(42)
    model = network(features.shape[1])
    callbacks = [keras.callbacks.EarlyStopping(monitor="val_loss", patience=5, restore_best_weights=True),
                 keras.callbacks.ReduceLROnPlateau(monitor="val_loss", factor=0.5, patience=3)]
    model.fit(features, labels, epochs=30, batch_size=16, validation_split=0.2, callbacks=callbacks, verbose=0)
    predicted = model.predict(features, verbose=0).ravel()
    step("network")
    print(f"users {len(users)}, retained {labels.sum()}, accuracy {accuracy_score(labels, predicted > 0.5):.4f}, "
          f"AUC {roc_auc_score(labels, predicted):.4f}")


if __name__ == "__main__" and "--start-only" not in sys.argv:
    main(sys.argv[1], sys.argv[2])
