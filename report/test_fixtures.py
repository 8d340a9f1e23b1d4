"""The small files hold as little as their names say, and the same on every run."""

import csv
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import fixtures


class Fixtures(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.files = fixtures.write(Path(folder.name))

    def test_have_the_users_and_the_retained_that_they_name(self):
        for file in self.files:
            retained, users, *_ = fixtures.CASES[file.stem]
            with open(file, encoding="utf-8", newline="") as text:
                posts = list(csv.DictReader(text))
            january = {post["user_id"] for post in posts if post["create_time"].startswith("2025-01")}
            february = {post["user_id"] for post in posts if post["create_time"].startswith("2025-02")}
            self.assertEqual((len(january), len(january & february)), (users, retained), file.stem)
            self.assertEqual(len({post["post_id"] for post in posts}), len(posts), file.stem)

    def test_are_the_same_on_every_run(self):
        before = [file.read_bytes() for file in self.files]
        self.assertEqual([file.read_bytes() for file in fixtures.write(self.files[0].parent)], before)


if __name__ == "__main__":
    unittest.main()
