"""The peer of `bin/retention users` by Polars: one row per user of January 2025 by the corrected rules.

python bench/peers/users_polars.py POSTS_CSV USERS_CSV; --start-only imports everything and exits
"""

import sys
from datetime import datetime

import polars as pl

COUNTS = ["like_count", "collect_count", "comment_count", "share_count"]
COLUMNS = ["title", "content", "user_id", *COUNTS, "create_time", "post_id"]
UNITS = {"千": 1_000, "万": 10_000, "亿": 100_000_000}


def parsed(column: str) -> pl.Expr:
    """What displayed counts such as 1千+ stand for; nothing where they are no counts."""
    display = pl.col(column).str.strip_suffix("+")
    unit = display.str.slice(-1)
    factor = unit.replace_strict(UNITS, default=1, return_dtype=pl.Int64)
    number = display.str.strip_chars_end("千万亿").cast(pl.Float64, strict=False)
    return (number * factor).round().cast(pl.Int64).alias(column)


def main(file: str, out: str) -> None:
    time = pl.col("create_time")
    posts = (
        pl.scan_csv(file, infer_schema=False)
        .select(COLUMNS)
        .unique("post_id", keep="last")
        .with_columns(time.str.to_datetime("%Y-%m-%d %H:%M:%S"))
    )
    posts = posts.collect().lazy()
    returned = posts.filter(time.is_between(datetime(2025, 2, 1), datetime(2025, 3, 1), closed="left"))
    returned = returned.select("user_id", retained=pl.lit(True)).unique()
    text = pl.concat_str("title", "content", separator="\n", ignore_nulls=True)
    january = posts.filter(time.is_between(datetime(2025, 1, 1), datetime(2025, 2, 1), closed="left"))
    users = (
        january.with_columns(
            *[parsed(column) for column in COUNTS],
            lower_bounds=pl.sum_horizontal(pl.col(column).str.ends_with("+") for column in COUNTS),
        )
        .sort("create_time", "post_id")
        .group_by("user_id")
        .agg(
            *[pl.when(pl.col(column).count() > 0).then(pl.col(column).sum()).alias(column) for column in COUNTS],
            pl.col("lower_bounds").sum(),
            missing_counts=pl.sum_horizontal(pl.col(column).null_count() for column in COUNTS),
            posts=pl.len(),
            active_days=time.dt.date().n_unique(),
            first_post=time.min(),
            last_post=time.max(),
            text=text.unique(maintain_order=True).str.join("\n"),
        )
        .join(returned, on="user_id", how="left")
        .with_columns(pl.col("retained").fill_null(False))
    )
    made = pl.from_epoch(pl.col("user_id").str.head(8).str.to_integer(base=16) + 8 * 3600)
    age = (pl.col("first_post") - made).dt.total_seconds() / 86_400
    users = users.with_columns(account_age_days=age).sort("user_id").collect()
    columns = ["user_id", *COUNTS, "lower_bounds", "missing_counts", "posts", "active_days", "first_post", "last_post"]
    users.select(*columns, "account_age_days", "text", "retained").write_csv(out)
    print(len(users), int(users["retained"].sum()))


if __name__ == "__main__" and "--start-only" not in sys.argv:
    main(sys.argv[1], sys.argv[2])
