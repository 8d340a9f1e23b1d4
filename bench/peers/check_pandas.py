"""The peer of `bin/retention check` by pandas: the same counts of the same file.

python bench/peers/check_pandas.py POSTS_CSV; --start-only imports everything and exits
"""

import re
import sys

import pandas as pd

COUNTS = ["like_count", "collect_count", "comment_count", "share_count"]
READABLE = re.compile(r"\d+(?:\.\d+)?[千万亿]?\+?")


def main(file: str) -> None:
    posts = pd.read_csv(file, dtype=str)
    print(f"usable rows {len(posts)}")
    repeated = posts["post_id"].duplicated()
    print(f"repeated post ids {repeated.sum()}")
    texts = posts.loc[~repeated, ["user_id", "title", "content"]]
    print(f"repeated texts {texts.duplicated().sum()}")
    created = pd.to_datetime(posts["create_time"], format="%Y-%m-%d %H:%M:%S")
    seconds = posts["post_id"].str[:8].map(lambda digits: int(digits, 16)) + 8 * 3600
    off = (pd.to_datetime(seconds, unit="s") - created).abs() > pd.Timedelta(minutes=2)
    print(f"time mismatches {off.sum()}")
    values = {column: posts[column].value_counts() for column in COUNTS}
    print(f"unreadable counts {sum(n for v in values.values() for text, n in v.items() if not READABLE.fullmatch(text))}")
    for column, counts in values.items():
        print(f"lower bounds in {column} {counts[counts.index.str.endswith('+')].sum()}")
    print(posts.isna().sum().to_string())
    print(posts.loc[off, ["create_time", "post_id"]].to_string())


if __name__ == "__main__" and "--start-only" not in sys.argv:
    main(sys.argv[1])
