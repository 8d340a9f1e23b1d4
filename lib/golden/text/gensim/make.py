"""Makes what gensim, which follows fastText, gives for words in several scripts.

    python make.py

Written: ../fasttext/subwords.json, for each word the buckets of its n-grams of 2 to 5 characters among 100,000.
"""

import json
from pathlib import Path

from gensim.models.fasttext import ft_ngram_hashes

OUT = Path(__file__).resolve().parents[1] / "fasttext"
WORDS = ["a", "cat", "tiktokrefugee", "猫", "猫税", "难民", "新年快乐", "小红书", "đối", "Ünïcödé", "привет", "مرحبا", "😀",
         "👩‍👩‍👧", "𠮷野家", "cat猫tax", "2025", "c++", "<", "한국어"]

OUT.mkdir(parents=True, exist_ok=True)
subwords = {word: [int(h) for h in ft_ngram_hashes(word, 2, 5, 100_000)] for word in WORDS}
(OUT / "subwords.json").write_text(json.dumps(subwords, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
