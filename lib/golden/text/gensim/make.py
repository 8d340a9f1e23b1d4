"""Makes what gensim, which reads and writes fastText's files, gives for words in several scripts.

    python make.py

Written below ../fasttext: subwords.json (for each word the buckets of its n-grams of 2 to 5
characters among 100,000) and model.bin (a model of 8 numbers and 50 buckets that gensim trained and saved as fastText
does) with vectors.json (its vectors for known and unknown words).

    python make.py check FILE WORD...

prints what gensim reads from a file that we saved.
"""

import json
import sys
from pathlib import Path

from gensim.models.fasttext import FastText, ft_ngram_hashes, load_facebook_model, save_facebook_model

OUT = Path(__file__).resolve().parents[1] / "fasttext"
WORDS = ["a", "cat", "tiktokrefugee", "猫", "猫税", "难民", "新年快乐", "小红书", "đối", "Ünïcödé", "привет", "مرحبا", "😀",
         "👩‍👩‍👧", "𠮷野家", "cat猫tax", "2025", "c++", "<", "한국어"]
SENTENCES = [["cat", "tax", "cute", "猫", "猫税"], ["ban", "news", "clock", "难民", "新闻"], ["cat", "猫税", "cute", "kitten"],
             ["news", "难民", "ban", "tiktok"]] * 10


def make() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    subwords = {word: [int(h) for h in ft_ngram_hashes(word, 2, 5, 100_000)] for word in WORDS}
    (OUT / "subwords.json").write_text(json.dumps(subwords, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")

    model = FastText(SENTENCES, vector_size=8, sg=1, negative=5, min_n=2, max_n=4, bucket=50, min_count=2, epochs=3,
                     workers=1, seed=1)
    save_facebook_model(model, str(OUT / "model.bin"))
    vectors = {word: [float(x) for x in load_facebook_model(str(OUT / "model.bin")).wv[word]]
               for word in ["cat", "猫税", "tiktok", "cats", "猫猫", "难"]}
    (OUT / "vectors.json").write_text(json.dumps(vectors, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) > 2 and sys.argv[1] == "check":
        vectors = load_facebook_model(sys.argv[2]).wv
        print(len(vectors), "words")
        for word in sys.argv[3:]:
            print(word, word in vectors.key_to_index, [float(x) for x in vectors[word][:4]])
    else:
        make()
