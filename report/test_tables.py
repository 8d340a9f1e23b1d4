"""The tables of results as text: report/tables.py, and how index and README show them."""

import unittest

import build
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
            "five features", "3,249", "23", "0.860 [0.776, 0.916]", "0.860 [0.776, 0.916] (0.007)",
            "0.860 [0.776, 0.916] (0.354)"])

    def test_an_analysis_of_too_few_says_so_and_nobody_needs_no_model(self):
        few, nobody = tables.headline(RESULTS)[1:]
        self.assertEqual(few[3], "too few retained")
        self.assertEqual(nobody[3:], ["0.500", "0.007 (0.007)", "0.354 (0.354)"])

    def test_the_index_escapes_and_the_readme_lines_up(self):
        rows = tables.published(RESULTS)
        self.assertIn("<td>accuracy &lt;b&gt;</td>", build.table(tables.PUBLISHED, rows))
        self.assertEqual(readme.table(tables.PUBLISHED, rows).splitlines(), [
            "| Figure | Published | Recomputed |", "|---|---|---|", "| accuracy <b> | 0.9938 | 0.9938 |"])


if __name__ == "__main__":
    unittest.main()
