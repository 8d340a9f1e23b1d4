"""The check of prose finds each kind of contradiction, in pages as nbconvert makes them, and leaves what is right alone."""

import json
import re
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import prose
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

TASKS = ["## Try it\n\n### 1 · Once", "### 2 · Twice", "### 3 · Again", "### Answers\n\n<details>\n<summary>Show</summary>\n\nYes.\n\n</details>"]


def table(caption: str, columns: list[str], *rows: list[str]) -> str:
    head = "".join(f"<th>{column}</th>" for column in columns)
    body = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def code(source: str, *shown: str):
    return new_code_cell(source, outputs=[new_output("display_data", {"text/html": html}) for html in shown])


def page(*cells) -> str:
    framed = [code("lead();", '<ul class="lead"><li>A.</li><li>B.</li><li>C.</li></ul>'),
              *[new_markdown_cell(cell) if isinstance(cell, str) else cell for cell in cells], *map(new_markdown_cell, TASKS)]
    exporter = HTMLExporter(template_name="lab")
    return exporter.from_notebook_node(new_notebook(cells=framed), {"metadata": {"name": "p"}, "study_pages": []})[0]


class Prose(unittest.TestCase):
    def finds(self, what: str, *cells) -> None:
        wrong = prose.disagreements(page(*cells))
        self.assertEqual(len(wrong), 1, wrong)
        self.assertIn(what, wrong[0])

    def agrees(self, *cells) -> None:
        self.assertEqual(prose.disagreements(page(*cells)), [])

    def test_a_number_that_no_cell_shows(self):
        shows = code("show(count);", "<p>12,987 users</p>")
        self.finds("shows 13,000", "## Users\n\nThere are 13,000 of them.", shows)
        self.agrees("## Users\n\nThere are 12,987 of them.", shows)

    def test_a_number_of_another_section(self):
        self.finds("shows 14", "## One", code("show(14);"), "## Two\n\nThe 14 topics.", code("show(13);"), "## End")

    def test_a_number_in_words(self):
        shows = code("var starts = 3;", "<p>9,000 or more</p>")
        self.finds("shows five", "Of five random starts we take the best.", shows)
        self.agrees("Of three random starts, nine thousand posts.", shows)

    def test_constants_dates_and_references_are_no_results(self):
        self.agrees("A 95 % interval on 31 January 2025 (Dunning 1993), as in notebook 3. [4 · Model](04.ipynb) takes `x = 77`.", code("1"))

    def test_a_published_figure_where_it_is_called_published(self):
        self.agrees("The published network has 108,033 parameters.", code("1"))
        self.finds("shows 108,033", "The network has 108,033 parameters.", code("1"))

    def test_more_neighbours_than_the_table_has(self):
        two = table("The 3 nearest others", ["text"], ["who"], ["one"], ["two"])
        self.finds("has 2", "Neighbours.", code("nearest(3);", two))
        three = table("The 3 nearest others", ["text"], ["who"], ["one"], ["two"], ["three"])
        self.agrees("The three nearest others.", code("nearest(3);", three))
        self.finds('"four nearest"', "The four nearest others.", code("nearest(4);", three))

    def test_a_table_that_is_not_shown(self):
        one = table("Only", ["group"], ["a"])
        self.finds("second table", "The first table is about all, the second table about some.", code("show(a);", one))
        self.agrees("The first table is about all, the second table about some.", code("show(a);", one, one))

    def test_a_column_that_is_not_there(self):
        self.finds("column known", "Its column *known* says so.", code("show(a);", table("T", ["word"], ["a"])))
        self.agrees("Its column *known* says so.", code("show(a);", table("T", ["known"], ["a"])))

    def test_a_dashed_line_that_is_not_drawn(self):
        self.finds("dashed", "The dashed line is chance.", code("show(a);", "<script>draw({width: 2})</script>"))
        self.agrees("The dashed line is chance.", code("show(a);", "<script>draw({dash: 'dash'})</script>"))

    def test_what_is_said_to_be_left_out(self):
        marked = table("Tokens", ["token"], ["#meme[话题]#"])
        self.finds("without [话题]", "A tag is one token, without the app's marker `[话题]`.", code("show(a);", marked))
        self.agrees("A tag is one token, without the app's marker `[话题]`.", code("show(a);", table("T", ["token"], ["#meme"])))

    def test_what_is_said_never_to_occur(self):
        self.finds("never becomes 0", code("show(a);", table("Counts", ["count"], ["0"])), "A text never becomes 0.")
        self.agrees(code("show(a);", table("Counts", ["count"], ["missing"])), "A text never becomes 0.")

    def test_a_section_that_is_not_there(self):
        self.finds("no section The plan", "See the section *The plan*.", code("1"))
        self.agrees("## The plan\n\nSee the section *The plan*.", code("1"))

    def test_a_page_without_its_frame(self):
        bare = page("Prose.", code("1")).replace("<li>C.</li>", "").replace("<details>", "<div>").replace("3 · Again", "Again")
        self.assertEqual([line.split(":")[0] for line in prose.disagreements(bare)], [
            "does not lead with three sentences", "does not end with three tasks", "has no folded answers"])

    def test_numbers_are_read_in_words_and_digits(self):
        for text, number in (("12,987", 12987), ("twenty-three", 23), ("nine thousand", 9000), ("two hundred", 200), ("0.25", 0.25)):
            self.assertEqual(prose.value(text), number)

    def test_documents_name_sections_of_notebooks_that_are_there(self):
        headings = {path.name[1]: {re.sub(r"^\d · ", "", title) for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
                                   if cell["cell_type"] == "markdown" for title in re.findall(r"(?m)^#+ (.+)$", "".join(cell["source"]))}
                    for path in (prose.ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb")}
        for document in (prose.ROOT / "docs").glob("*.md"):
            text = " ".join(document.read_text(encoding="utf-8").split())
            for number, named in re.findall(r"[Nn]otebook (\d), ((?:\*[^*]+\*(?:, | and )?)+)", text):
                self.assertLessEqual(set(re.findall(r"\*([^*]+)\*", named)), headings[number], f"{document.name}, notebook {number}")


if __name__ == "__main__":
    unittest.main()
