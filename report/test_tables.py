"""The tables of results as text: report/tables.py, and how index and README show them."""

import unittest

import readme
import tables

RESULTS = {
    "headline": [
        {"analysis": "five features", "users": 3249, "retained": 23,
         "shown": {"auc_roc": "0.86 [0.78, 0.92]", "average_precision": "5.5 % [1.8, 15.8] (0.7 %)", "cost_per_user": "0.24 [0.15, 0.35] (0.35)"}},
        {"analysis": "newcomers, without reactions (planned)", "users": 0, "retained": 0,
         "shown": {"auc_roc": "too few retained", "average_precision": "too few retained", "cost_per_user": "too few retained"}},
    ],
    "published_beside_ours": [{"figure": "accuracy <b>", "published": "0.9938", "recomputed": "0.9938"}],
}


class Tables(unittest.TestCase):
    def test_an_analysis_has_the_figures_of_the_results_also_where_it_is_of_nobody(self):
        self.assertEqual(tables.headline(RESULTS), [
            ["five features", "3,249", "23", "0.86 [0.78, 0.92]", "5.5 % [1.8, 15.8] (0.7 %)", "0.24 [0.15, 0.35] (0.35)"],
            ["newcomers, without reactions (planned)", "0", "0", *3 * ["too few retained"]]])

    def test_an_interval_has_as_many_digits_as_the_others_of_its_column(self):
        self.assertEqual(tables.interval({"estimate": 0.0418, "lower": 0.0156, "upper": 0.0680}, 1, " %"), "4.2 % [1.6, 6.8]")
        self.assertEqual(tables.interval({"estimate": 0.009, "lower": -0.0127, "upper": 0.0307}), "0.01 [-0.01, 0.03]")

    def test_the_readme_lines_up(self):
        rows = tables.published(RESULTS)
        self.assertEqual(readme.table(tables.PUBLISHED, rows).splitlines(), [
            "| Figure | Published | Recomputed |", "|---|---|---|", "| accuracy <b> | 0.9938 | 0.9938 |"])


if __name__ == "__main__":
    unittest.main()
