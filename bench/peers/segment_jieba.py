"""The Python peer of `Segmenter.segment`, warm: jieba in its accurate mode, on one core, by pandas' users.

    python bench/peers/segment_jieba.py USERS_CSV [ROUNDS]     USERS_CSV has a column text, as `bin/retention users --out` writes it
    python bench/peers/segment_jieba.py --start-only

Prints a line of JSON: seconds of the start (imports and dictionary), characters, and characters per second of the median round;
the first round, in which jieba fills its caches, does not count.
"""

import json
import statistics
import sys
import time

started = time.perf_counter()

import jieba
import pandas as pd

jieba.setLogLevel("ERROR")
jieba.initialize()
start = time.perf_counter() - started


def main(file: str, rounds: int) -> None:
    texts = pd.read_csv(file, dtype=str)["text"].fillna("").tolist()
    characters = sum(map(len, texts))
    seconds = []
    for _ in range(1 + rounds):
        began = time.perf_counter()
        tokens = sum(len(jieba.lcut(text)) for text in texts)
        seconds.append(time.perf_counter() - began)
    print(json.dumps({"start_seconds": round(start, 3), "characters": characters, "tokens": tokens,
                      "characters_per_second": round(characters / statistics.median(seconds[1:]))}))


if __name__ == "__main__" and sys.argv[1:] != ["--start-only"]:
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5)
