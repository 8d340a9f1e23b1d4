"""Writes the English stop words of scikit-learn, with which the published topics of the sample were made.

    python function_words.py > function_words.json
"""

import json

import sklearn
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

print(json.dumps({"made_by": f"scikit-learn {sklearn.__version__} (BSD-3-Clause)", "words": sorted(ENGLISH_STOP_WORDS)}))
