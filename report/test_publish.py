"""The website of a report: report/publish.py."""

import json
import os
import re
import tempfile
import unittest
from pathlib import Path
from unittest import mock
from urllib.parse import unquote

import build
import index
import nbformat
import publish
from check import Page
from nbconvert.exporters import HTMLExporter

LARGEST = 2_000_000
PLOTLY = f"<script>(function (define, module, exports) {{\n/* {'x' * 2_000_000} */\nwindow.drawn = true;\n}})();</script>"
DATA = f"<script>(function () {{ var target = document.getElementById('figure_1'); var y = '{'1' * 150_000}'; }})();</script>"


class Site(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name).resolve()
        (self.root / "docs").mkdir()
        (self.root / "README.md").write_text(
            "# Read me\n\nThe [plan](docs/plan.md#what-we-ask-), [notebook](notebooks/01_data.ipynb), a [folder](docs) and "
            "[another](https://example.org).\n\n![picture](docs/picture.svg)\n\n| a | b |\n|---|---|\n| 1 | <script> |\n")
        (self.root / "docs" / "plan.md").write_text(
            "# The plan\n\n## What we *ask* ...?\n\n[back](../README.md), [data](../NOTICE), [gone](gone.md)\n\n"
            "```mermaid\ngraph TD\n    a --> b\n    a --> c\n```\n")
        (self.root / "docs" / "picture.svg").write_text("<svg/>")
        (self.root / "NOTICE").write_text("licences")
        (self.root / "notebooks").mkdir()
        self.names = ["01_data", "02_model"]
        for name in self.names:
            cells = [nbformat.v4.new_markdown_cell(f"# 1 · {name}\n\n> About it.\n\n## A section\n\n[plan](../docs/plan.md)"),
                     nbformat.v4.new_code_cell("1;", outputs=[nbformat.v4.new_output("display_data", {"text/html": PLOTLY + DATA})])]
            nbformat.write(nbformat.v4.new_notebook(cells=cells), self.root / "notebooks" / f"{name}.ipynb")
        for patch in (mock.patch.object(build, "ROOT", self.root),
                      mock.patch.object(build, "NOTEBOOKS", [self.root / "notebooks" / f"{name}.ipynb" for name in self.names])):
            patch.start()
            self.addCleanup(patch.stop)
        self.report, self.site = self.root / "build" / "report", self.root / "build" / "site"
        self.report.mkdir(parents=True)
        exporter = HTMLExporter(template_name="template", extra_template_basedirs=[str(Path(publish.__file__).resolve().parent)])
        pages = [{"name": name, "href": f"{name}.html", "title": f"1 · {name}", "quote": ""} for name in self.names]
        for path in build.NOTEBOOKS:
            page = build.page_of(exporter, nbformat.read(path, as_version=4), path.stem, pages, self.report)
            (self.report / f"{path.stem}.html").write_text(page)
        (self.report / "results.json").write_text(json.dumps({"dataset": {"label": "Synthetic data: these numbers are not findings."}}))
        for name, _ in index.LANGUAGES.values():
            (self.report / name).write_text('<a href="01_data.html">1</a><!-- documents -->')
        publish.site(self.report, self.site, self.root)

    def parsed(self, file: Path) -> Page:
        page = Page()
        page.feed(file.read_text(encoding="utf-8"))
        return page

    def test_all_links_lead_somewhere_and_nothing_comes_from_elsewhere(self):
        pages = sorted(self.site.rglob("*.html"))
        self.assertEqual([str(page.relative_to(self.site)) for page in pages],
                         ["01_data.html", "02_model.html", "README.html", "docs/plan.html", "index.html", "index.zh-CN.html"])
        followed = 0
        for file in pages:
            page = self.parsed(file)
            self.assertEqual([load for load in page.loads if re.match("(https?:)?//", load)], [])
            for link in [each for each in page.links + page.loads if not re.match("[a-z]+:", each)]:
                place, _, anchor = link.partition("#")
                target = (file.parent / place).resolve() if place else file
                self.assertTrue(target.is_file() and target.is_relative_to(self.site), f"{file.name}: {link}")
                if anchor:
                    self.assertTrue({anchor, unquote(anchor)} & self.parsed(target).ids, f"{file.name}: {link}")
                followed += 1
        self.assertGreater(followed, 30)

    def test_pages_are_small_and_share_what_each_carried(self):
        self.assertLess(max(os.path.getsize(page) for page in self.site.rglob("*.html")), LARGEST)
        scripts = list(self.site.glob("script-*.js"))
        self.assertEqual(len(scripts), 1)
        self.assertIn("window.drawn", scripts[0].read_text())
        for name in self.names:
            text = (self.site / f"{name}.html").read_text()
            self.assertNotIn("window.drawn", text)
            self.assertIn("getElementById('figure_1')", text)

    def test_documents_say_that_the_report_is_of_synthetic_data_and_link_what_the_site_has(self):
        readme = (self.site / "README.html").read_text()
        self.assertIn("not findings", readme)
        self.assertIn('href="01_data.html">notebook', readme)
        self.assertIn('href="docs/plan.html#what-we-ask-">plan</a>', readme)
        self.assertIn("a folder and", readme)
        self.assertIn('href="https://example.org"', readme)
        self.assertTrue((self.site / "docs" / "picture.svg").is_file() and (self.site / "NOTICE").is_file())
        plan = (self.site / "docs" / "plan.html").read_text()
        self.assertIn("</a>, gone</p>", plan)
        self.assertIn("<li><code>a</code> → <code>b</code>, <code>c</code></li>", plan)

    def test_a_folder_of_other_things_is_not_overwritten_and_a_report_must_be_finished(self):
        other = self.root / "other"
        other.mkdir()
        (other / "mine.txt").write_text("precious")
        with self.assertRaisesRegex(SystemExit, "holds other files than a site"):
            publish.site(self.report, other, self.root)
        self.assertTrue((other / "mine.txt").exists())
        (other / ".nojekyll").touch()
        for place in (other, other / "mine.txt", self.report.parent):
            with self.assertRaisesRegex(SystemExit, "holds other files than a site"):
                publish.site(self.report, place, self.root)
        self.assertTrue((other / "mine.txt").exists())
        with self.assertRaisesRegex(SystemExit, "No finished report in .* Run: make report"):
            publish.site(self.root / "docs", self.site, self.root)
        publish.site(self.report, self.site, self.root)


if __name__ == "__main__":
    unittest.main()
