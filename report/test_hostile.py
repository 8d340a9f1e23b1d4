"""Attacks are planted in every text of a file, and an attack that fires in a page is seen: report/hostile.py."""

import csv
import html
import os
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import browser
import hostile

NAMES = [*hostile.TEXTS, "user_id", "like_count"]


class Planted(unittest.TestCase):
    def test_every_attack_comes_into_every_column_and_nothing_else_changes(self):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "posts.csv"
            with file.open("w", encoding="utf-8", newline="") as text:
                csv.writer(text).writerows([NAMES] + [[f"text {i}", *["x"] * 7, f"user {i}", str(i)] for i in range(100)])
            self.assertEqual(800, hostile.plant(file))
            with file.open(encoding="utf-8", newline="") as text:
                rows = list(csv.DictReader(text))
        self.assertEqual([str(i) for i in range(100)], [row["like_count"] for row in rows])
        self.assertTrue(all(f"text {i}" in row["title"] for i, row in enumerate(rows)))
        for name in hostile.TEXTS:
            for attack in hostile.ATTACKS:
                self.assertTrue(any(attack in row[name] for row in rows), f"{attack!r} is not in {name}")


@unittest.skipUnless(browser.find() or "CI" in os.environ, "no Chromium or Chrome here")
class Fired(unittest.TestCase):
    """Each attack in a page of its own, as it stands and escaped."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.page = Path(folder.name).resolve() / "page.html"

    def fired(self, opened: browser.Browser, body: str) -> list[str]:
        self.page.write_text(f"<!DOCTYPE html><meta charset=utf-8><title>t</title><body><p>{body}</p></body>", encoding="utf-8")
        return hostile.fired(opened, self.page)

    def test_what_runs_asks_or_stays_is_seen_and_text_is_not(self):
        with browser.Browser(browser.find()) as opened:
            hostile.arm(opened)
            for attack in hostile.ATTACKS:
                self.assertEqual([], self.fired(opened, html.escape(attack)), attack)
            for attack in (each for each in hostile.ATTACKS if "<" in each[:3] and "refresh" not in each and "<a href" not in each):
                self.assertNotEqual([], self.fired(opened, attack), attack)
            self.assertNotEqual([], self.fired(opened, "<script>alert(1)</script>"))


if __name__ == "__main__":
    unittest.main()
