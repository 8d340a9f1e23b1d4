"""Writes small files of invented posts that hold little: few retained users, one user, no Chinese, no reactions, and so on.

    python report/fixtures.py build/fixtures

The same files on every run, one for each of CASES. report/faults.py makes a report of each.
"""

import csv
import random
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

HEADER = ["title", "content", "address", "label", "user_name", "user_id", "like_count", "collect_count", "comment_count",
          "share_count", "create_time", "post_id", "ip_localtion", "image", "type"]
USERS = 470
CHINA = timezone(timedelta(hours=8))
ENGLISH = ("hello everyone i am new here and looking for friends my cat says hi the food in china looks great "
           "learning chinese is fun thank you for the warm welcome what music do you like today i cooked dinner "
           "my dog loves snow please help me with homework art travel photos from home the app ban is sad").split()
CHINESE = ["你好", "欢迎", "朋友", "小猫", "美食", "学习", "中文", "英语", "谢谢", "音乐", "今天", "做饭", "小狗", "下雪", "帮忙", "作业",
           "艺术", "旅行", "照片", "家乡", "软件", "难过", "开心", "大家", "新人", "报到", "中国", "美国", "视频", "工作", "早上", "晚安"]

# Retained users, users, languages, whether texts differ, whether posts have reactions, and the share of newcomers.
CASES = {
    **{f"retained_{n}": (n, USERS, "both", True, True, 0.6) for n in (0, 1, 3, 5, 8, 13, USERS)},
    "one_user": (0, 1, "both", True, True, 0.6),
    "few_users": (3, 8, "both", True, True, 0.6),
    "no_chinese": (13, USERS, "english", True, True, 0.6),
    "no_english": (13, USERS, "chinese", True, True, 0.6),
    "equal_texts": (13, USERS, "english", False, True, 0.6),
    "no_reactions": (13, USERS, "both", True, False, 0.6),
    "no_newcomers": (13, USERS, "both", True, True, 0),
    "newcomers_alone": (13, USERS, "both", True, True, 1),
}


def identifier(draw: random.Random, second: datetime) -> str:
    """24 hexadecimal digits that begin with a time, as the app's ids do."""
    return f"{int(second.timestamp()):08x}{draw.getrandbits(64):016x}"


def text(draw: random.Random, languages: str, differ: bool) -> str:
    if not differ:
        return "hello everyone i am new here"
    english = languages == "english" or languages == "both" and draw.random() < 0.6
    words = draw.choices(ENGLISH if english else CHINESE, k=draw.randint(5, 15))
    return (" " if english else "").join(words)


def post(draw: random.Random, user: str, name: str, at: datetime, case: tuple) -> list[str]:
    _, _, languages, differ, reactions, _ = case
    counts = [str(int(draw.paretovariate(0.8)) - 1) if reactions else "0" for _ in range(4)]
    identity = identifier(draw, at)
    return [text(draw, languages, differ)[:20] if differ else "hello", text(draw, languages, differ),
            f"https://notes.example.invalid/{identity}", "tiktokrefugee", name, user, *counts,
            at.strftime("%Y-%m-%d %H:%M:%S"), identity, "", "", draw.choice(["normal", "video"])]


def rows(case: tuple) -> list[list[str]]:
    retained, users, *_, newcomers = case
    draw = random.Random(users * 1000 + retained)
    wave = datetime(2025, 1, 13, tzinfo=CHINA)
    posts = []
    for number in range(users):
        created = wave + timedelta(hours=draw.randint(1, 200)) if draw.random() < newcomers else \
            datetime(2020, 1, 1, tzinfo=CHINA) + timedelta(days=draw.randint(0, 1500))
        user, name = identifier(draw, created), f"user {number}"
        for _ in range(draw.choice([1, 1, 1, 2, 3])):
            posts.append(post(draw, user, name, max(created, wave) + timedelta(hours=draw.randint(1, 230)), case))
        if number % max(1, users // max(1, retained)) == 0 and number // max(1, users // max(1, retained)) < retained:
            at = datetime(2025, 2, 3, tzinfo=CHINA) + timedelta(hours=draw.randint(0, 500))
            posts.append(post(draw, user, name, at, case))
    return posts


def write(folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, case in CASES.items():
        files.append(folder / f"{name}.csv")
        with open(files[-1], "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADER)
            writer.writerows(rows(case))
    return files


if __name__ == "__main__":
    for written in write(Path(sys.argv[1])):
        print(written)
