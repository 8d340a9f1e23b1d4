"""The topics of January users' texts with jieba and scikit-learn: what `retention topics` is timed against."""

import sys

import jieba
import pandas as pd
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import TfidfVectorizer

jieba.setLogLevel("ERROR")
users = pd.read_csv(sys.argv[1], dtype=str).fillna("")
documents = [[word for word in jieba.lcut(text.lower()) if word.strip() and word.isalnum()] for text in users["text"]]
vectorizer = TfidfVectorizer(analyzer=lambda words: words, min_df=5, max_df=0.3)
matrix = vectorizer.fit_transform(documents)
model = NMF(13, init="nndsvd", max_iter=400).fit(matrix)
terms = vectorizer.get_feature_names_out()
for topic in model.components_:
    print(" ".join(terms[i] for i in topic.argsort()[::-1][:5]))
