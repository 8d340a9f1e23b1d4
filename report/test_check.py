"""What report/check.py finds on a page in a browser: pages with one fault each."""

import os
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import browser
import check

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,">
<style>body {{ color: #000; background: #fff }} .jp-CodeCell {{ display: none }} body:has(:checked) .jp-CodeCell {{ display: block }}</style>
{head}</head><body><main><h1>A page</h1><label><input type="checkbox" id="show-code"> code</label>
<div class="jp-CodeCell"><div class="jp-Cell-inputWrapper">1;</div></div>{body}</main>
<script>const box = document.getElementById("show-code"); box.checked = localStorage.getItem(location.href) === "1";
box.onchange = () => localStorage.setItem(location.href, box.checked ? "1" : "0");</script>{end}</body></html>"""


class Seen(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        command = browser.find()
        if not command:
            if "CI" in os.environ:
                raise OSError("CI needs Chromium to look at pages.")
            raise unittest.SkipTest("No Chromium or Chrome here.")
        cls.opened = cls.enterClassContext(browser.Browser(command)) if hasattr(cls, "enterClassContext") else browser.Browser(command)

    @classmethod
    def tearDownClass(cls):
        if not hasattr(cls, "enterClassContext"):
            cls.opened.__exit__()

    def wrong(self, head: str = "", body: str = "", end: str = "", figures: int = 0) -> str:
        with tempfile.TemporaryDirectory() as folder, mock.patch.object(check, "NAMES", ["page"]), mock.patch.object(browser, "SECONDS", 1), \
                mock.patch.object(check, "FIRST_FIGURE", 300):
            page = Path(folder, "page.html")
            page.write_text(PAGE.format(head=head, body=body, end=end))
            return "\n".join(check.seen(self.opened, page, figures))

    def test_a_page_without_fault(self):
        self.assertEqual(self.wrong(), "")

    def test_contrast_that_is_missing_in_the_dark_alone(self):
        wrong = self.wrong("<style>@media (prefers-color-scheme: dark) { body { background: #222; color: #444 } }</style>")
        self.assertIn("400 px, dark: axe finds color-contrast", wrong)
        self.assertNotIn("light", wrong)

    def test_a_page_that_scrolls_sideways_on_a_phone(self):
        wrong = self.wrong(body='<p style="width: 500px">wide</p>')
        self.assertIn("400 px: scrolls sideways", wrong)
        self.assertNotIn("768 px: scrolls sideways", wrong)

    def test_a_table_that_paper_would_cut(self):
        table = '<div style="overflow-x: auto" tabindex="0"><table><tr><td style="min-width: 720px">wide</td></tr></table></div>'
        self.assertIn("700 px in print: 1 tables are wider than the paper", self.wrong(body=table))

    def test_a_request_and_a_script_error(self):
        wrong = self.wrong(end='<script src="http://127.0.0.1:9/plotly.js"></script><script>nothing();</script>')
        self.assertIn("asks for ['http://127.0.0.1:9/plotly.js']", wrong)
        self.assertIn("ReferenceError: nothing is not defined", wrong)

    def test_a_switch_that_does_nothing_or_is_forgotten(self):
        self.assertIn("pieces shown: 0, then 0", self.wrong(end="<script>box.onclick = () => false</script>"))
        self.assertIn("pieces shown: 0, then 1", self.wrong(end="<script>box.checked = false; box.onchange = null</script>"))
        self.assertIn("does not hide", self.wrong(end="<script>box.onclick = () => box.checked</script>"))

    def test_a_figure_that_is_not_drawn_or_late(self):
        figure = '<div id="figure_1"></div>'
        self.assertIn("draws 0 of 1 figures", self.wrong(body=figure, figures=1))
        late = "<script>setTimeout(() => figure_1.innerHTML = '<svg class=main-svg><path d=M0,0/></svg>', 600)</script>"
        self.assertIn("shows its first figure after 0.", self.wrong(body=figure, end=late, figures=1))

    def test_a_figure_that_cannot_be_saved_or_without_its_title(self):
        figure = """<figure><p class="finding">Likes rise</p><div id="figure_1"><svg class="main-svg"><path d="M0,0"/></svg></div>
            <button class="save">Save as SVG</button></figure>
            <script>document.querySelector(".save").onclick = () => Object.assign(document.createElement("a"),
                {href: URL.createObjectURL(new Blob(["<svg>Likes</svg>"])), download: "1.svg"}).click()</script>"""
        self.assertNotIn("saved", self.wrong(body=figure, figures=1))
        self.assertIn("not saved with its title Likes: <svg>Shares", self.wrong(body=figure.replace("<svg>Likes", "<svg>Shares"), figures=1))
        self.assertIn("no figure can be saved", self.wrong(body=figure.replace('class="save"', ""), figures=1))


if __name__ == "__main__":
    unittest.main()
