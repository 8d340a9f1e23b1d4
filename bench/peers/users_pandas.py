"""The peer of `bin/retention users` by pandas: one row per user of January 2025 by the corrected rules.

python bench/peers/users_pandas.py POSTS_CSV USERS_CSV; --start-only imports everything and exits
"""

import re
import sys

import pandas as pd

COUNTS = ["like_count", "collect_count", "comment_count", "share_count"]
COLUMNS = ["title", "content", "user_id", *COUNTS, "create_time", "post_id"]
UNITS = {"": 1, "千": 1_000, "万": 10_000, "亿": 100_000_000}
DISPLAY = re.compile(r"(\d+(?:\.\d+)?)([千万亿]?)\+?")


def parsed(display: str) -> float:
    """What a displayed count such as 1千+ stands for; nothing where it is no count."""
    match = DISPLAY.fullmatch(display)
    return round(float(match[1]) * UNITS[match[2]]) if match else float("nan")


def main(file: str, out: str) -> None:
    posts = pd.read_csv(file, usecols=COLUMNS, dtype=str).drop_duplicates("post_id", keep="last")
    posts["create_time"] = pd.to_datetime(posts["create_time"], format="%Y-%m-%d %H:%M:%S")
    february = posts["create_time"].between("2025-02-01", "2025-03-01", inclusive="left")
    returned = posts.loc[february, "user_id"].unique()
    january = posts[posts["create_time"].between("2025-01-01", "2025-02-01", inclusive="left")].copy()
    january["lower_bounds"] = january["missing_counts"] = 0
    for column in COUNTS:
        text = january[column]
        january["lower_bounds"] += text.str.endswith("+", na=False)
        january[column] = text.map({display: parsed(display) for display in text.dropna().unique()}).astype("Int64")
        january["missing_counts"] += january[column].isna()
    january["day"] = january["create_time"].dt.normalize()
    january = january.sort_values(["user_id", "create_time", "post_id"])
    groups = january.groupby("user_id", sort=True)
    users = groups[COUNTS].sum(min_count=1)
    users[["lower_bounds", "missing_counts"]] = groups[["lower_bounds", "missing_counts"]].sum()
    users["posts"] = groups.size()
    users["active_days"] = groups["day"].nunique()
    users["first_post"] = groups["create_time"].first()
    users["last_post"] = groups["create_time"].last()
    made = pd.to_datetime(users.index.str[:8].map(lambda digits: int(digits, 16)) + 8 * 3600, unit="s")
    users["account_age_days"] = (users["first_post"] - made).dt.total_seconds() / 86_400
    both = january["title"].notna() & january["content"].notna()
    january["text"] = january["title"].fillna("") + both.map({True: "\n", False: ""}) + january["content"].fillna("")
    texts = january[["user_id", "text"]].drop_duplicates()
    users["text"] = texts.groupby("user_id")["text"].agg("\n".join)
    users["retained"] = users.index.isin(returned)
    users.to_csv(out)
    print(len(users), int(users["retained"].sum()))


if __name__ == "__main__" and "--start-only" not in sys.argv:
    main(sys.argv[1], sys.argv[2])
