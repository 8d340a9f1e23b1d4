"""The tables of results as text: report/tables.py, and how index and README show them."""

import unittest

import readme
import tables

INTERVAL = {"estimate": 0.85984, "lower": 0.77604, "upper": 0.9156, "level": 0.95}
RESULTS = {
    "choices": {"topics": 13, "costs": {"cost_of_missing": 50.0, "cost_of_contact": 1.0}},
    "headline": [
        {"analysis": "five features", "users": 3249, "retained": 23, "auc_roc": INTERVAL, "average_precision": INTERVAL,
         "cost_per_user": INTERVAL},
        {"analysis": "newcomers, without reactions (planned)", "users": 900, "retained": 3},
        {"analysis": "nobody is retained", "users": 3249, "retained": 23},
    ],
    "published_beside_ours": [{"figure": "accuracy <b>", "published": "0.9938", "recomputed": "0.9938"}],
}


class Tables(unittest.TestCase):
    def test_a_model_has_figures_with_intervals_beside_those_of_no_model(self):
        self.assertEqual(tables.headline(RESULTS)[0], [
            "five features", "3,249", "23", "0.86 [0.78, 0.92]", "86.0 % [77.6, 91.6] (0.7 %)", "0.86 [0.78, 0.92] (0.35)"])

    def test_an_interval_has_as_many_digits_as_the_others_of_its_column(self):
        self.assertEqual(tables.interval({"estimate": 0.0418, "lower": 0.0156, "upper": 0.0680}, 1, " %"), "4.2 % [1.6, 6.8]")
        self.assertEqual(tables.interval({"estimate": 0.009, "lower": -0.0127, "upper": 0.0307}), "0.01 [-0.01, 0.03]")

    def test_an_analysis_of_too_few_says_so_and_nobody_needs_no_model(self):
        few, nobody = tables.headline(RESULTS)[1:]
        self.assertEqual(few[3], "too few retained")
        self.assertEqual(nobody[3:], ["0.50", "0.7 % (0.7 %)", "0.35 (0.35)"])

    def test_the_readme_lines_up(self):
        rows = tables.published(RESULTS)
        self.assertEqual(readme.table(tables.PUBLISHED, rows).splitlines(), [
            "| Figure | Published | Recomputed |", "|---|---|---|", "| accuracy <b> | 0.9938 | 0.9938 |"])


if __name__ == "__main__":
    unittest.main()
