"""The peer of `bin/retention users` by DuckDB: one row per user of January 2025 by the corrected rules.

python bench/peers/users_duckdb.py POSTS_CSV USERS_CSV; --start-only imports everything and exits
"""

import sys

import duckdb

COUNTS = ["like_count", "collect_count", "comment_count", "share_count"]


def parsed(column: str) -> str:
    """What displayed counts such as 1千+ stand for; nothing where they are no counts."""
    display = f"rtrim({column}, '+')"
    return f"""cast(round(try_cast(rtrim({display}, '千万亿') AS DOUBLE) * CASE right({display}, 1)
        WHEN '千' THEN 1000 WHEN '万' THEN 10000 WHEN '亿' THEN 100000000 ELSE 1 END) AS BIGINT)"""


def main(file: str, out: str) -> None:
    database = duckdb.connect()
    database.execute("SET preserve_insertion_order = true")
    database.execute(f"""
        CREATE TABLE posts AS SELECT user_id, post_id, {", ".join(COUNTS)}, concat_ws(chr(10), title, content) AS text,
            create_time::TIMESTAMP AS time, row_number() OVER () AS line
        FROM read_csv(?, all_varchar = true, header = true, delim = ',', quote = '"', escape = '"')""", [file])
    database.execute(f"""
        CREATE TABLE users AS WITH counted AS (
            SELECT p.* FROM posts p JOIN (SELECT max(line) AS line FROM posts GROUP BY post_id) USING (line)
        ), january AS (
            SELECT user_id, post_id, time, text,
                {", ".join(f"{parsed(column)} AS {column}" for column in COUNTS)},
                {" + ".join(f"coalesce({column} LIKE '%+', false)::INT" for column in COUNTS)} AS lower_bounds
            FROM counted WHERE time >= '2025-01-01' AND time < '2025-02-01'
        ), texts AS (
            SELECT user_id, string_agg(text, chr(10) ORDER BY time, post_id) AS text FROM (
                SELECT user_id, text, min(time) AS time, arg_min(post_id, (time, post_id)) AS post_id
                FROM january GROUP BY user_id, text)
            GROUP BY user_id
        ), sums AS (
            SELECT user_id, {", ".join(f"sum({column})::BIGINT AS {column}" for column in COUNTS)},
                sum(lower_bounds)::INT AS lower_bounds,
                sum({" + ".join(f"({column} IS NULL)::INT" for column in COUNTS)})::INT AS missing_counts,
                count(*) AS posts, count(DISTINCT time::DATE) AS active_days,
                min(time) AS first_post, max(time) AS last_post
            FROM january GROUP BY user_id
        )
        SELECT sums.*, (epoch(first_post) - 8 * 3600 - ('0x' || user_id[:8])::BIGINT) / 86400 AS account_age_days, text,
            user_id IN (SELECT user_id FROM counted WHERE time >= '2025-02-01' AND time < '2025-03-01') AS retained
        FROM sums JOIN texts USING (user_id) ORDER BY user_id""")
    database.execute("COPY users TO ? (HEADER)", [out])
    print(*database.execute("SELECT count(*), count(*) FILTER (retained) FROM users").fetchone())


if __name__ == "__main__" and "--start-only" not in sys.argv:
    main(sys.argv[1], sys.argv[2])
