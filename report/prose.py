"""What the text of a page says against what its cells show: python report/prose.py build/report

A number in prose, in digits or as a word, must stand in a cell or an output nearby: in its section, or in the code next to it. Figures
of data/published.json may be named where the paragraph says that they are published. Shapes are checked as well: how many
neighbours a table has, how many tables a cell shows, that a column or a section that is named is there, that a line is dashed, that what
is said to be left out or never to occur does not. Each page leads with its result, and ends with three tasks and folded answers.
"""

import json
import re
import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UNITS = {word: value for value, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split())}
TENS = {word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
POWERS = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
WORD = "|".join([*UNITS, *TENS, *POWERS])
# "One" and "two" are articles and pairs more often than counts.
FEWEST = 3

# What no cell shows: the levels and thresholds of conventions, the shares of the published split, and what words mean in general.
CONSTANTS = {
    "95": "the level of the intervals", "20": "the published split, and one in twenty of 95 %", "0.5": "chance, and the published threshold",
    "0": "nothing", "1": "all", "10": "an axis", "100": "per cent, and an axis", "1000": "per thousand, and an axis",
}
DATED = re.compile(r"\b\d{1,2} (?:January|February|March|April|December)\b|\b(?:19|20)\d\d\b|\bPublic Law \d+-\d+|\bnotebooks? \d(?:(?:,| and| to) \d)*", re.IGNORECASE)
NUMBER = re.compile(rf"(?<![\w.])\d+(?:,\d{{3}})*(?:\.\d+)?|\b(?:{WORD})\b(?:[- ](?:{WORD})\b)*", re.IGNORECASE)
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}


@dataclass
class Shown:
    """A table of an output: its title, the names of its columns, and its rows."""

    caption: str = ""
    columns: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


@dataclass
class Cell:
    """A cell of a page: prose with `code` and *emphasis* marked, or code with what it showed."""

    code: bool
    source: str = ""
    output: str = ""
    script: str = ""
    tables: list[Shown] = field(default_factory=list)


class Cells(HTMLParser):
    """The cells of a page that nbconvert made."""

    def __init__(self):
        super().__init__()
        self.cells: list[Cell] = []
        self.stack: list[tuple[str, set[str]]] = []
        self.classes: set[str] = set()

    def inside(self, *names: str) -> bool:
        return any(name in classes or name == tag for tag, classes in self.stack for name in names)

    def handle_starttag(self, tag, attributes):
        classes = set((dict(attributes).get("class") or "").split())
        if "jp-Cell" in classes:
            self.cells.append(Cell("jp-CodeCell" in classes))
        if tag in ("br", "img", "input", "meta", "link", "hr", "wbr", "col"):
            return
        self.stack.append((tag, classes))
        if not self.cells:
            return
        cell = self.cells[-1]
        if not cell.code:
            cell.source += {"code": "`", "em": "*", "summary": "\n"}.get(tag, "") + ("\n# " if re.fullmatch("h[1-6]", tag) else "")
        elif tag == "table":
            cell.tables.append(Shown())
        elif tag == "tr" and cell.tables:
            cell.tables[-1].rows.append([])
        elif tag == "td" and cell.tables and cell.tables[-1].rows:
            cell.tables[-1].rows[-1].append("")
        elif tag == "th" and cell.tables:
            cell.tables[-1].columns.append("")

    def handle_endtag(self, tag):
        while self.stack:
            left, _ = self.stack.pop()
            if left == tag:
                break
        if self.cells and not self.cells[-1].code:
            self.cells[-1].source += {"code": "`", "em": "*"}.get(tag, "") + ("\n\n" if tag in ("p", "li") or re.fullmatch("h[1-6]", tag) else "")

    def handle_data(self, data):
        if not self.cells or self.inside("style", "jp-InputPrompt", "jp-OutputPrompt", "anchor-link"):
            return
        cell = self.cells[-1]
        if self.inside("script"):
            # Not the library that draws: what a figure is made of.
            cell.script += data if len(data) < 200_000 else ""
        elif not cell.code:
            cell.source += data
        elif self.inside("jp-Cell-outputWrapper"):
            cell.output += data + " "
            if cell.tables:
                table = cell.tables[-1]
                if self.inside("caption"):
                    table.caption += data
                elif self.inside("th") and table.columns:
                    table.columns[-1] += data
                elif self.inside("td") and table.rows and table.rows[-1]:
                    table.rows[-1][-1] += data
        elif self.inside("jp-Cell-inputWrapper"):
            cell.source += data


def cells_of(page: str) -> list[Cell]:
    parser = Cells()
    parser.feed(page)
    for cell in parser.cells:
        for table in cell.tables:
            table.rows = [row for row in table.rows if row]
    return parser.cells


def value(text: str) -> float:
    """A number in digits, or in words such as "nine thousand" and "twenty-three"."""
    if text[0].isdigit():
        return float(text.replace(",", ""))
    total, last = 0, 0
    for word in re.split("[- ]", text.lower()):
        if word in POWERS:
            total, last = total + max(1, last) * POWERS[word], 0
        else:
            last += {**UNITS, **TENS}[word]
    return total + last


def numbers(text: str) -> set[float]:
    return {float(found.replace(",", "")) for found in re.findall(r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?", text)}


def published() -> set[float]:
    return numbers((ROOT / "data" / "published.json").read_text(encoding="utf-8"))


def is_heading(cell: Cell) -> bool:
    return not cell.code and "\n# " in cell.source


def section(cells: list[Cell], place: int) -> list[Cell]:
    """The code cells between the headings around a cell, and the one before it where it does not begin with a heading; of answers, all
    cells of their tasks."""
    opens = "\n# Try it" if "\n# Answers" in cells[place].source else "\n# "
    start = next((i for i in range(place, -1, -1) if not cells[i].code and opens in cells[i].source), 0)
    end = next((i for i in range(place + 1, len(cells)) if is_heading(cells[i])), len(cells))
    begins = start if cells[place].source.lstrip().startswith("# ") else min(start, max(0, place - 1))
    return [cell for cell in cells[begins:end] if cell.code]


def run(cells: list[Cell], place: int, step: int) -> list[Cell]:
    """The code cells next to a cell, after it or before it, up to the next prose."""
    found = []
    place += step
    while 0 <= place < len(cells) and cells[place].code:
        found.append(cells[place])
        place += step
    return found


def wrong_numbers(prose: str, near: list[Cell]) -> list[str]:
    plain = DATED.sub("", re.sub(r"`[^`]*`|\b\d · ", "", re.sub(r"(?m)^# .*$", "", prose)))
    code = "\n".join(f"{cell.source}\n{cell.output}" for cell in near)
    there = numbers(code) | {float(len(table.rows)) for cell in near for table in cell.tables} \
        | {float(len(table.columns)) for cell in near for table in cell.tables}
    wrong = []
    for paragraph in plain.split("\n\n"):
        allowed = published() if re.search(r"(?i)\bpublished\b|\breport\b", paragraph) else set()
        for found in NUMBER.findall(paragraph):
            number = value(found)
            typed = found[0].isdigit()
            known = f"{number:g}" in CONSTANTS if typed or found.lower() in ("twenty", "zero") else number < FEWEST
            if not (known or number in there or number in allowed or not typed and re.search(rf"(?i)\b{found}\b", code)):
                wrong.append(f'no cell near "{excerpt(paragraph, found)}" shows {found}')
    return wrong


def wrong_shapes(prose: str, cells: list[Cell], place: int) -> list[str]:
    near, after, before = section(cells, place), run(cells, place, 1), run(cells, place, -1)
    tables = [table for cell in near for table in cell.tables]
    wrong = []
    for ordinal in re.findall(r"(?i)\b(first|second|third|fourth) table\b", prose):
        shown = max(sum(len(cell.tables) for cell in cells) for cells in (after, before, near))
        if ORDINALS[ordinal.lower()] > shown:
            wrong.append(f'"the {ordinal} table" where {shown} are shown')
    for count in re.findall(rf"(?i)\b({WORD}|\d+) nearest (?:other|neighbour)s?\b", prose):
        for table in [table for cell in after for table in cell.tables if "nearest" in table.caption]:
            if len(table.rows) - 1 != value(count):
                wrong.append(f'"{count} nearest" above a table of {len(table.rows) - 1}: {table.caption}')
    for column in re.findall(r"\bcolumns? [*`]([^*`]+)[*`]", prose):
        if tables and column not in [name for table in tables for name in table.columns]:
            wrong.append(f"no table nearby has a column {column}")
    if re.search(r"(?i)\bdashed\b", prose) and not any("dash" in cell.script for cell in near):
        wrong.append("no figure nearby has a dashed line")
    shown = {text.strip() for cell in [*after, *before] for table in cell.tables for row in table.rows for text in row}
    for absent in re.findall(r"(?i)\bwithout [^.`]{0,60}`([^`]+)`", prose):
        if any(absent in text for text in shown):
            wrong.append(f'"without {absent}", but a table beside it has that')
    for absent in re.findall(r"(?i)\bnever becomes `?([\w%]+)`?", prose):
        if absent in shown:
            wrong.append(f'"never becomes {absent}", but a table beside it shows that')
    titles = [title for cell in cells if not cell.code for title in re.findall(r"(?m)^# (.+)$", cell.source)]
    for title in re.findall(r"\bsection \*([^*]+)\*|\bunder \*([^*]+)\*", prose):
        if "".join(title) not in titles:
            wrong.append(f"there is no section {''.join(title)}")
    return wrong


def wrong_captions(cell: Cell) -> list[str]:
    """Titles that count what stands below them."""
    wrong = []
    for table in cell.tables:
        for count in re.findall(rf"(?i)\b({WORD}|\d+) nearest other", table.caption):
            if value(count) != len(table.rows) - 1:
                wrong.append(f'"{table.caption}" has {len(table.rows) - 1}')
    return wrong


def wrong_frame(page: str, cells: list[Cell]) -> list[str]:
    """What every page has, unless the data were too few for it: its result on top, three tasks, and answers that are folded."""
    if '<p class="study-not-done">' in page:
        return []
    wrong = []
    lead = re.search(r'(?s)<ul class="lead">(.*?)</ul>', page)
    if not lead or lead.group(1).count("<li>") != 3:
        wrong.append("does not lead with three sentences")
    titles = [title for cell in cells if not cell.code for title in re.findall(r"(?m)^# (.+)$", cell.source)]
    tasks = titles[titles.index("Try it"):] if "Try it" in titles else []
    if [title[0] for title in tasks[1:4]] != ["1", "2", "3"]:
        wrong.append(f"does not end with three tasks: {tasks}")
    if not re.search(r"(?s)<details>\s*<summary>.*?</details>", page.split('id="Try-it"')[-1]):
        wrong.append("has no folded answers")
    return wrong


def excerpt(text: str, found: str) -> str:
    at = text.index(found)
    return " ".join(text[max(0, at - 40):at + 40].split())


def disagreements(page: str) -> list[str]:
    """Each place of a page where its text says something else than its cells, in a line."""
    cells = cells_of(page)
    wrong = wrong_frame(page, cells)
    for place, cell in enumerate(cells):
        if cell.code:
            wrong += wrong_captions(cell)
        elif not cell.source.lstrip().startswith("Not done:"):
            wrong += wrong_numbers(cell.source, section(cells, place)) + wrong_shapes(cell.source, cells, place)
    return wrong


def main(folder: Path) -> int:
    wrong = [f"{page.stem}: {line}" for page in sorted(folder.glob("[0-9][0-9]_*.html"))
             for line in disagreements(page.read_text(encoding="utf-8"))]
    print("\n".join(wrong) or "The text of every page agrees with its cells.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
