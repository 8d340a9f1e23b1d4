"""Which pages are made again, on which file, with whose predictions: report/build.py with notebooks that execute nothing."""

import contextlib
import io
import json
import os
import shutil
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parent))
import build
import nbformat

NAMES = ["01_data", "02_model", "03_results"]


class Report(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name).resolve()
        for name in ("data", "notebooks", "build", "elsewhere"):
            (self.root / name).mkdir()
        shutil.copytree(build.ROOT / "report" / "template", self.root / "report" / "template")
        for name in ("pom.xml", "requirements.lock", "data/published.json"):
            (self.root / name).write_text(name)
        for name in NAMES:
            self.edit(name, "1;")
        self.executed = []
        self.refused = {}
        self.failures = {}
        self.model = "one"
        self.choice = ""
        self.posts = "0123456789aa"
        environment = {key: value for key, value in os.environ.items() if not key.startswith("RETENTION_")}
        for patch in (
            mock.patch.object(build, "ROOT", self.root),
            mock.patch.object(build, "NOTEBOOKS", [self.root / "notebooks" / f"{name}.ipynb" for name in NAMES]),
            mock.patch.object(build, "execute", self.execute),
            mock.patch.object(build, "study_folder", self.study),
            mock.patch.dict(os.environ, environment, clear=True),
        ):
            patch.start()
            self.addCleanup(patch.stop)

    def edit(self, name: str, code: str) -> None:
        cells = [nbformat.v4.new_markdown_cell(f"# {name}\n\n> About {name}."), nbformat.v4.new_code_cell(code)]
        for number, cell in enumerate(cells):
            cell["id"] = f"cell-{number}"
        nbformat.write(nbformat.v4.new_notebook(cells=cells), self.root / "notebooks" / f"{name}.ipynb")

    def study(self) -> Path:
        return self.root / "build" / "study" / self.posts

    def execute(self, notebook, log):
        """The second notebook keeps predictions, the third writes results of them, made first if there are none."""
        name = notebook.cells[0].source.split()[1]
        self.executed.append(name)
        kept = self.study() / "predictions_CORRECTED.json"
        if name == NAMES[1] or name == NAMES[2] and not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(self.model)
        if name == NAMES[1] and self.choice:
            (self.study() / "choice_settings.json").write_text(self.choice)
        if name == NAMES[2]:
            results = {
                "dataset": {"name": "replica.csv", "synthetic": True, "rows": 1, "users": 1, "label": "Synthetic.",
                            "observed_name": "January", "outcome_name": "February", "reading": "All 1 rows were read."},
                "posts": {"languages": {"English": 1}, "cohorts": {"joined in the wave": 1, "joined before the wave": 0}},
                "plan": {"date": "2026-11-26"},
                "choices": {"costs": {"cost_of_missing": 50.0}},
                "headline": [],
                "published_beside_ours": [],
                "as_published": {},
                "claims": [{"text": "Users <b> stay.", "verdict": "NOT_SUPPORTED", "reading": "As a difference.", "figures": []}],
                "sentences": [kept.read_text()],
                "timings": {},
            }
            Path(os.environ["RETENTION_REPORT"], "results.json").write_text(json.dumps(results))
        return self.failures.get(name), self.refused.get(name, [])

    def report(self, *options: str, ends: int = 0) -> list[str]:
        """The notebooks that were executed."""
        self.executed.clear()
        arguments = ["build.py", "--out", str(self.root / "build" / "report"), *options]
        self.said = io.StringIO()
        with mock.patch.object(sys, "argv", arguments), contextlib.redirect_stdout(io.StringIO()), \
                contextlib.redirect_stderr(self.said):
            self.assertEqual(build.main(), ends)
        return list(self.executed)

    def test_is_made_once(self):
        self.assertEqual(self.report(), NAMES)
        self.assertEqual(self.report(), [])

    def test_a_quick_look_says_so_on_each_page_and_nothing_else_does(self):
        for options, expected in (([], 0), (["--quick", "--out", str(self.root / "build" / "quick")], 1)):
            self.report(*options)
            pages = list((self.root / "build" / (options[-1].split("/")[-1] if options else "report")).glob("*.html"))
            self.assertEqual(len(pages), len(NAMES) + 2)
            for page in pages:
                self.assertEqual(page.read_text(encoding="utf-8").count("快速浏览。" if "zh" in page.name else "A quick look."), expected, page.name)

    def test_what_was_a_quick_look_is_made_again_without_it(self):
        self.assertEqual(self.report("--quick"), NAMES)
        self.assertEqual(self.report(), NAMES)
        for page in (self.root / "build" / "report").glob("*.html"):
            self.assertNotIn("A quick look.", page.read_text(encoding="utf-8"))

    def test_an_edited_notebook_makes_the_pages_after_it_again(self):
        self.report()
        self.edit(NAMES[1], "2;")
        self.assertEqual(self.report(), NAMES[1:])
        self.edit(NAMES[2], "2;")
        self.assertEqual(self.report(), NAMES[2:])

    def test_a_lost_page_makes_those_after_it_again(self):
        self.report()
        (self.root / "build" / "report" / f"{NAMES[1]}.html").unlink()
        self.assertEqual(self.report(), NAMES[1:])

    def test_a_page_that_was_cut_makes_those_from_it_on_again(self):
        self.report()
        (self.root / "build" / "report" / f"{NAMES[1]}.html").write_text("<html>")
        self.assertEqual(self.report(), NAMES[1:])

    def test_a_page_that_failed_is_no_finished_one_though_its_notebook_is_again_what_it_was(self):
        self.report()
        self.failures[NAMES[1]] = "cell 2: no such column"
        self.edit(NAMES[1], "2;")
        self.assertEqual(self.report(ends=1), [NAMES[1]])
        self.assertEqual(list((self.root / "build" / "report").glob("index*.html")), [])
        self.failures.clear()
        self.edit(NAMES[1], "1;")
        self.assertEqual(self.report(), NAMES[1:])
        self.assertTrue((self.root / "build" / "report" / "index.html").exists())

    def test_damaged_files_of_an_earlier_run_are_named_and_made_again(self):
        for name in ("stamps.json", "results.json"):
            for damage in ("{", "[]", ""):
                self.report()
                (self.root / "build" / "report" / name).write_text(damage)
                self.assertEqual(self.report(), NAMES)
                self.assertRegex(self.said.getvalue(), f"{name} is damaged: all pages are made again")

    def test_predictions_that_a_page_did_not_leave_make_it_again(self):
        self.report()
        (self.study() / "predictions_CORRECTED.json").write_text("of another network, tried out in the lab")
        self.assertEqual(self.report(), NAMES[1:])
        results = json.loads((self.root / "build" / "report" / "results.json").read_text())
        self.assertEqual(results["sentences"], ["one"])

    def test_a_choice_that_a_page_did_not_leave_makes_it_again(self):
        self.report()
        (self.study() / "choice_settings.json").write_text("tried out in the lab")
        self.assertEqual(self.report(), [])
        self.choice = "20"
        self.edit(NAMES[1], "2;")
        self.assertEqual(self.report(), NAMES[1:])
        (self.study() / "choice_settings.json").write_text("tried out in the lab")
        self.assertEqual(self.report(), NAMES[1:])

    def test_what_was_tried_out_in_the_lab_is_no_choice_of_the_report(self):
        self.report()
        choice = self.study() / "choice_settings.json"
        choice.write_text("tried out in the lab")
        self.edit(NAMES[0], "2;")
        self.assertEqual(self.report(), NAMES)
        self.assertFalse(choice.exists())

    def test_what_a_page_chose_holds_for_those_after_it(self):
        self.choice = "20"
        self.report()
        self.edit(NAMES[2], "2;")
        self.assertEqual(self.report(), NAMES[2:])
        self.assertEqual((self.study() / "choice_settings.json").read_text(), "20")

    def test_another_library_setup_data_or_encoder_makes_all_pages_again(self):
        self.report()
        (self.root / "notebooks" / "setup.jsh").write_text("code")
        self.assertEqual(self.report(), NAMES)
        (self.root / "build" / "jars").mkdir()
        (self.root / "build" / "jars" / "retention-study-1.jar").write_text("code")
        self.assertEqual(self.report(), NAMES)
        self.posts = "0123456789bb"
        self.assertEqual(self.report(), NAMES)
        os.environ["RETENTION_ENCODER"] = "elsewhere"
        self.assertEqual(self.report(), NAMES)
        (self.root / "elsewhere" / "saved_model.pb").write_text("graph")
        self.assertEqual(self.report(), NAMES)
        self.assertEqual(self.report(), [])

    def test_alone_forgets_the_predictions_of_this_file_and_of_no_other(self):
        other = self.root / "build" / "study" / "0123456789ab" / "predictions_CORRECTED.json"
        other.parent.mkdir(parents=True)
        other.write_text("of another study")
        self.report()
        self.model = "two"
        self.edit(NAMES[2], "2;")
        self.assertEqual(self.report("--alone"), NAMES[2:])
        self.assertEqual((self.study() / "predictions_CORRECTED.json").read_text(), "two")
        self.assertEqual(other.read_text(), "of another study")

    def test_where_pages_cannot_go_and_a_file_without_a_name_are_said_in_a_line(self):
        file = self.root / "file"
        file.write_text("")
        for options, said in ((["--out", file], f"Cannot write {file}: File exists"),
                              (["--out", file / "below"], f"Cannot write {file / 'below'}: Not a directory"),
                              (["--out", ""], "The name of a file is empty"),
                              (["--out", self.root / "out", "--data", ""], "The name of a file is empty")):
            with self.subTest(said), mock.patch.object(sys, "argv", ["build.py", *map(str, options)]):
                with self.assertRaises(SystemExit) as ended:
                    build.main()
                self.assertTrue(str(ended.exception.code).startswith(said), ended.exception.code)

    def test_what_was_left_out_is_on_the_index_and_in_the_results_of_every_run(self):
        self.refused[NAMES[1]] = [{"section": "Models", "reason": "1 of 5 users was retained; this takes <10>."}]
        for _ in range(2):
            self.report()
            results = json.loads((self.root / "build" / "report" / "results.json").read_text())
            self.assertEqual(results["not_done"], [{"notebook": NAMES[1], **self.refused[NAMES[1]][0]}])
            index = (self.root / "build" / "report" / "index.html").read_text()
            self.assertRegex(index, r'(?s)this takes &lt;10&gt;\. Left out: <a href="02_model.html">Models.*What was claimed')
        self.edit(NAMES[1], "2;")
        self.refused.clear()
        self.report()
        results = json.loads((self.root / "build" / "report" / "results.json").read_text())
        self.assertEqual(results["not_done"], [])
        self.assertNotIn("Left out", (self.root / "build" / "report" / "index.html").read_text())

    def test_posts_that_cannot_be_used_end_it(self):
        with mock.patch.object(build, "study_folder", return_value=None), \
                mock.patch.object(sys, "argv", ["build.py", "--out", str(self.root / "build" / "report")]):
            self.assertEqual(build.main(), 1)
        self.assertEqual(self.executed, [])

    @unittest.skipUnless(os.path.exists("/dev/full"), "No device here that is always full.")
    def test_a_full_disk_ends_it_with_one_line_and_leaves_the_old_page(self):
        page = self.root / "page.html"
        page.write_text("old")
        partial = self.root / "page.html.partial"
        partial.symlink_to("/dev/full")
        with self.assertRaises(SystemExit) as ended:
            build.write(page, "new")
        self.assertEqual(ended.exception.code, f"Cannot write {page}: No space left on device")
        self.assertEqual(page.read_text(), "old")
        self.assertFalse(partial.is_symlink())


if __name__ == "__main__":
    unittest.main()
