"""The index in both languages: report/index.py, report/words.py."""

import re
import tempfile
import unittest
from pathlib import Path

import index
import pictures
from words import FOLDER, Words

INTERVAL = {"estimate": 0.55, "lower": 0.42, "upper": 0.68}
PAGES = [{"name": "01_data", "href": "01_data.html", "title": "1 · The data", "quote": "Nobody <translated> this."}]


def judged(analysis: str) -> dict:
    return {"analysis": analysis, "users": 100, "retained": 20, "auc_roc": INTERVAL, "average_precision": INTERVAL, "cost_per_user": INTERVAL,
            "shown": {"auc_roc": "0.55 [0.42, 0.68]", "average_precision": "5.5 % [4.2, 6.8] (2.0 %)", "cost_per_user": "0.55 [0.42, 0.68] (1.00)"}}


def results(**other) -> dict:
    return {
        "dataset": {"name": "replica.csv", "synthetic": True, "rows": 1234, "users": 100, "reading": "All 1,234 rows were read.",
                    "label": "Synthetic data: these numbers are not findings.", "observed_name": "January 2025", "outcome_name": "February 2025"},
        "plan": {"date": "2026-11-26"},
        "choices": {"costs": {"cost_of_missing": 50.0, "cost_of_contact": 1.0}},
        "as_published": {"users": 100, "retained": 20, "accuracy": 0.8, "recall": 0.0},
        "headline": [judged("five features"), judged("newcomers, without reactions (planned)"), judged("published network, out of fold")],
        "claims": [{"text": "Users <b> stay.", "verdict": "WITH_HINDSIGHT", "reading": "The claim restates the outcome.",
                    "figures": [{"name": "Cliff's delta of like_count", "interval": INTERVAL}]}],
        "published_beside_ours": [{"figure": "users in January", "published": "3,249", "recomputed": "not given"}],
        "sentences": ["To quote."],
        "planned": {"conclusion": "undecided: the interval says what is compatible with the data"},
        "posts": {"languages": {"Chinese": 1, "English": 3}, "cohorts": {"joined before the wave": 12, "joined in the wave": 88}},
        "not_done": [],
        **other,
    }


class Index(unittest.TestCase):
    def page(self, language: str, told: dict) -> str:
        with tempfile.TemporaryDirectory() as folder:
            users = Path(folder, "users.csv")
            users.write_text("user_id,first_post,retained\n1,2025-01-15T06:09,True\n2,2025-01-16T06:09,False\n")
            return index.page(language, PAGES, told, users, Path(folder)).replace("\N{NO-BREAK SPACE}", " ")

    def test_the_study_is_said_in_three_sentences_with_what_they_leave_open_and_drawn_in_three_figures(self):
        page = self.page("en", results())
        self.assertIn("right for 80.00 % of the users and finds 0 of the 20", page)
        self.assertIn("in 55 % [42, 68] of pairs", page)
        self.assertIn("does so in 55 % [42, 68]. By the plan: undecided.</li>", page)
        self.assertIn('<li>No figure here shows why users stay. <a href="05_results.html#What-is-associated-with-staying?">', page)
        self.assertIn("A missed user costs 50, a contact 1.", page)
        self.assertEqual(len(re.findall("<figure>", page)), 3)
        self.assertEqual(page.count("not findings"), 1)

    def test_a_regression_on_fewer_features_is_named_by_their_number(self):
        self.assertIn("A regression on five features (likes, comments, number of posts, days since the last one, new or older account) does so in", self.page("en", results()))
        self.assertIn("使用五个特征（点赞数", self.page("zh-CN", results()))
        fewer = [judged("four features"), *results()["headline"][1:]]
        self.assertIn("A regression on four features does so in", self.page("en", results(headline=fewer)))
        self.assertIn("用四个特征的回归可达", self.page("zh-CN", results(headline=fewer)))

    def test_where_no_model_could_be_judged_it_says_who_wrote_what(self):
        page = self.page("en", results(headline=[], as_published={}, claims=[]))
        self.assertIn("<li>To quote.</li>\n<li>The most frequent language is English, with 3 of 1,234 posts.</li>", page)
        self.assertIn("Too few users were retained to judge a model.", page)
        self.assertNotIn("why users stay", page)
        self.assertEqual(len(re.findall("<figure>", page)), 1)

    def test_text_of_the_study_is_escaped(self):
        page = self.page("en", results(published_beside_ours=[{"figure": "accuracy <b>", "published": "1", "recomputed": "1"}]))
        self.assertIn('<th scope="row">accuracy &lt;b&gt;</th>', page)
        self.assertIn("Users &lt;b&gt; stay.", page)

    def test_a_claim_shows_its_verdict_in_words_and_its_interval_drawn_on_the_common_axis(self):
        page = self.page("en", results())
        self.assertIn('<p class="verdict with_hindsight">supported, with hindsight</p>', page)
        self.assertIn('<line x1="71.0%" x2="84.0%"', page)
        self.assertIn("0.55 [0.42, 0.68]", page)

    def test_the_chinese_index_has_the_same_figures_and_marks_what_stays_english(self):
        page = self.page("zh-CN", results())
        self.assertIn('<html lang="zh-CN">', page)
        self.assertIn("对 80.00 % 的用户判断正确，而在 20 位再次出现的用户中找到 0 位", page)
        self.assertIn("得到支持，但属事后之见", page)
        self.assertIn("2025 年 1 月发帖的", page)
        self.assertIn("全部 1,234 行均已读入", page)
        self.assertIn('<span lang="en">Nobody &lt;translated&gt; this.</span>', page)
        self.assertIn('<span lang="en">Users &lt;b&gt; stay.</span>', page)
        self.assertIn('<li lang="en">To quote.</li>', page)

    def test_each_text_of_the_pages_has_a_translation(self):
        known = Words("zh-CN").known
        used = {text for file in ("report.html.j2", "frame.html.j2") for text in re.findall(r"say\('([^']+)'", (FOLDER / file).read_text())}
        for source in (index, pictures):
            code = re.sub(r'"\n\s+"', "", Path(source.__file__).read_text())
            used |= set(re.findall(r'say\(\s*"([^"]+)"', code)) | set(re.findall(r"say\('([^']+)'", code))
        self.assertGreater(len(used), 40)
        self.assertEqual(sorted(used - known.keys()), [])
        self.assertEqual([own for english, own in known.items() if re.findall(r"\{(\w+)", english) and
                          {*re.findall(r"\{(\w+)", english)} != {*re.findall(r"\{(\w+)", own)}], [])


if __name__ == "__main__":
    unittest.main()
