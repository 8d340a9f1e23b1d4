"""The figures of the index: report/pictures.py."""

import tempfile
import unittest
from pathlib import Path
from xml.etree import ElementTree

import pictures


def row(analysis: str, estimate: float, lower: float, upper: float) -> dict:
    return {"analysis": analysis, "auc_roc": {"estimate": estimate, "lower": lower, "upper": upper}}


class Pictures(unittest.TestCase):
    def title(self, picture: str) -> str:
        """The title of a picture, which must be well-formed and say its figures to a screen reader."""
        root = ElementTree.fromstring(picture)
        space = "{http://www.w3.org/2000/svg}"
        self.assertEqual(root.get("role"), "img")
        self.assertTrue(root.find(f"{space}desc").text)
        return root.find(f"{space}title").text

    def test_accuracy_is_said_with_whom_it_finds(self):
        results = {"as_published": {"users": 3249, "retained": 20, "accuracy": 0.99384, "recall": 0.0}}
        self.assertEqual(self.title(pictures.accuracy(results)), "99.38 % accurate, and 0 of 20 retained users found")
        results["as_published"]["recall"] = 0.25
        self.assertIn("5 of 20 retained users found", self.title(pictures.accuracy(results)))

    def test_the_best_analysis_is_named_first_and_one_that_may_be_chance(self):
        rows = [row("published network, out of fold", 0.55, 0.42, 0.68), row("five <features>", 0.86, 0.78, 0.92), {"analysis": "nobody"}]
        self.assertEqual(self.title(pictures.aucs({"headline": rows})),
                         "The AUC is highest for five <features> and near chance for the published network")
        self.assertIsNone(pictures.aucs({"headline": [{"analysis": "nobody"}]}))

    def test_days_with_half_of_the_users_are_counted(self):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "users.csv")
            days = ["15", "15", "15", "16", "17", "18"]
            file.write_text("user_id,first_post,retained\n" + "".join(f"{n},2025-01-{day}T06:09,{n == 0}\n" for n, day in enumerate(days)))
            self.assertEqual(self.title(pictures.arrivals(file)), "Half of all 6 users were first seen on 1 day; 1 was found again")
            file.write_text("user_id,first_post,retained\n")
            self.assertIsNone(pictures.arrivals(file))


if __name__ == "__main__":
    unittest.main()
