"""The figures of the index: report/pictures.py."""

import re
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

    def test_the_planned_analysis_is_named_or_else_the_best_and_one_that_may_be_chance(self):
        rows = [row("published network, out of fold", 0.55, 0.42, 0.68), row("five <features>", 0.86, 0.78, 0.92), {"analysis": "nobody"}]
        self.assertEqual(self.title(pictures.aucs({"headline": rows})),
                         "The AUC is highest for “five <features>” and near chance for the published network")
        rows.append(row("newcomers, without reactions (planned)", 0.74, 0.61, 0.84))
        self.assertEqual(self.title(pictures.aucs({"headline": rows})),
                         "The planned analysis has an AUC of 0.74, the published network one of 0.55; chance is 0.5")
        self.assertIsNone(pictures.aucs({"headline": [{"analysis": "nobody"}]}))

    def test_newcomers_are_diamonds_and_what_goes_without_reactions_is_hollow(self):
        def marks(picture: str) -> list[tuple[str, str]]:
            """Shape and fill of each analysis, from the best on."""
            return re.findall(r'<(circle|path) [^>]*?fill="([^"]+)" stroke', picture)

        rows = [row("five features", 0.8, 0.7, 0.9), row("without reactions", 0.7, 0.6, 0.8), row("newcomers, without reactions (planned)", 0.75, 0.6, 0.8)]
        picture = pictures.aucs({"headline": rows, "sensitivity": [row("newcomers, with reactions", 0.9, 0.8, 0.95), row("another", 0.9, 0.8, 0.95)]})
        self.assertEqual(marks(picture)[:4], [("path", "#0072B2"), ("circle", "#0072B2"), ("path", "#fff"), ("circle", "#fff")])
        self.assertIn("newcomers, without reactions *", picture)

    def test_a_picture_for_a_phone_is_as_narrow_and_leaves_its_title_to_the_page(self):
        results = {"as_published": {"users": 3249, "retained": 20, "accuracy": 0.99384, "recall": 0.0}}
        narrow = pictures.accuracy(results, pictures.Canvas(368, titled=False))
        self.assertTrue(self.title(narrow))
        self.assertEqual(narrow.count("99.38 % accurate, and"), 1)
        self.assertTrue(all(float(x) <= 368 for x in re.findall(r' x="([\d.]+)"', narrow)))
        self.assertEqual(narrow.count("<circle"), 40)

    def test_days_with_half_of_the_users_are_counted(self):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "users.csv")
            days = ["15", "15", "15", "16", "17", "18"]
            file.write_text("user_id,first_post,retained\n" + "".join(f"{n},2025-01-{day}T06:09,{n == 0}\n" for n, day in enumerate(days)))
            self.assertEqual(self.title(pictures.arrivals(file)), "Half of all 6 users were first seen on 1 day; 1 found again")
            self.assertIn("2025-01-15: 3 users, 1 found again; 2025-01-16: 1 user, 0 found again", pictures.arrivals(file))
            file.write_text("user_id,first_post,retained\n")
            self.assertIsNone(pictures.arrivals(file))


if __name__ == "__main__":
    unittest.main()
