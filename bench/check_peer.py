"""The Python peer of `bin/retention check`: the same counts by pandas. python bench/check_peer.py POSTS_CSV"""

import sys

import pandas as pd

posts = pd.read_csv(sys.argv[1], dtype=str)
counts = ["like_count", "collect_count", "comment_count", "share_count"]
print(len(posts), posts.notna().sum().to_dict())
print(posts["post_id"].duplicated().sum(), posts.duplicated(["user_id", "title", "content"]).sum())
print({column: int(posts[column].str.endswith("+").sum()) for column in counts})
created = pd.to_datetime(posts["create_time"], format="%Y-%m-%d %H:%M:%S")
inside = pd.to_datetime(posts["post_id"].str[:8].map(lambda digits: int(digits, 16)) + 8 * 3600, unit="s")
print(int(((inside - created).abs() >= pd.Timedelta(minutes=1)).sum()))
