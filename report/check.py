"""Checks a finished report as its reader would: python report/check.py [--all] build/report [ANOTHER RUN]

Every page is there and not too large, says which data it ran on, loads nothing from another host, and shows no error, no log noise and no prose
that disagrees with its cells.
With Chromium the pages are opened at the widths of a phone, a tablet and a laptop and in print: every figure must be drawn whole, the
first within two seconds, without a request or a script error, and be saved with its title, the switch of the code must work and be
remembered, and axe must find nothing serious on a phone and a laptop, in light and in dark. Without Chromium this is not done, which is
said, and which fails where the variable CI is set. The folder of another run over the same data must hold the same results. With --all,
every section must have been done.
"""

import html
import json
import os
import re
import sys
import time
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import browser
import prose
from browser import Browser
from index import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
NAMES = [path.stem for path in sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))]
KEYS = [
    "dataset",
    "plan",
    "choices",
    "posts",
    "as_published",
    "published_beside_ours",
    "headline",
    "planned",
    "sensitivity",
    "detection",
    "claims",
    "claims_of_newcomers_alone",
    "topics",
    "sentences",
    "unmet",
    "timings",
    "versions",
    "not_done",
]


class Page(HTMLParser):
    """What a page would load, and what it shows."""

    def __init__(self):
        super().__init__()
        self.loads, self.figures, self.links, self.classes, self.ids = [], 0, [], [], set()

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.classes.extend((given.get("class") or "").split())
        self.ids.add(given.get("id"))
        if tag in ("script", "img", "iframe", "source") and given.get("src"):
            self.loads.append(given["src"])
        if tag == "link" and given.get("href"):
            self.loads.append(given["href"])
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        if tag == "div" and re.fullmatch(r"figure_\d+", given.get("id") or ""):
            self.figures += 1


# The widths of a phone, a tablet and a laptop in CSS pixels, and of an A4 page.
VIEWS = [(400, ""), (768, ""), (1280, ""), (700, "print")]

# The largest page in bytes, and when the first figure must be there, in milliseconds.
LARGEST = 8_000_000
FIRST_FIGURE = 2_000

DRAWN = "[...document.querySelectorAll('[id^=figure_]')].filter(figure => figure.querySelector('.main-svg .trace, .main-svg path')).length"
CUT = """JSON.stringify([...document.querySelectorAll('[id^=figure_]')].filter(figure => {
    const box = figure.getBoundingClientRect(), drawing = figure.querySelector('.main-svg').getBoundingClientRect();
    return drawing.right > innerWidth + 1 || drawing.width > box.width + 1;
}).map(figure => figure.id))"""
CODE = "[...document.querySelectorAll('.jp-CodeCell .jp-Cell-inputWrapper')].filter(cell => cell.offsetHeight > 0).length"
HIDDEN = "[...document.querySelectorAll('table')].filter(table => table.getBoundingClientRect().right > innerWidth + 1).length"
CLICK = "document.getElementById('show-code')?.click()"
# The first word of the title of the first figure that can be saved, and its file.
TITLE = "document.querySelector('figure:has(.save) .finding')?.textContent.split(' ')[0]"
SAVE = "document.querySelector('figure .save').click()"


def seen(opened: Browser, page: Path, figures: int) -> list[str]:
    """What is wrong with a page for its reader: at each width and in print, with its code shown and hidden, and for a screen reader."""
    wrong, firsts = [], []
    for width, media in VIEWS:
        at = f"{page.stem}, {width} px{' in print' if media else ''}"
        happened = opened.open(page, width, media=media)
        firsts.append(opened.run("window.firstFigure ?? 1e9"))
        if happened.requests:
            wrong.append(f"{at}: asks for {happened.requests[:3]}")
        if happened.errors:
            wrong.append(f"{at}: script errors {happened.errors[:3]}")
        if (drawn := opened.run(DRAWN)) < figures:
            wrong.append(f"{at}: draws {drawn} of {figures} figures")
        elif (cut := json.loads(opened.run(CUT))):
            wrong.append(f"{at}: cuts {cut[:3]}")
        if opened.run("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"{at}: scrolls sideways")
        if media and (hidden := opened.run(HIDDEN)):
            wrong.append(f"{at}: {hidden} tables are wider than the paper")
        # On a phone and a laptop, for a screen reader and for eyes that need contrast.
        for scheme in ("light", "dark") if width in (400, 1280) else ():
            opened.look(scheme=scheme)
            wrong += [f"{at}, {scheme}: axe finds {finding}" for finding in opened.serious()]
    # The fastest of several openings, since what else the machine does is no fault of the page.
    if figures and min(firsts) > FIRST_FIGURE:
        wrong.append(f"{page.stem}: shows its first figure after {min(firsts) / 1000:.1f} s, expected {FIRST_FIGURE / 1000:.0f} at most")
    if page.stem in NAMES and figures:
        opened.open(page, 1280)
        title = opened.run(TITLE)
        picture = opened.saved(SAVE) if title else "no figure can be saved"
        if not picture.startswith("<svg") or html.escape(title, quote=False) not in picture:
            wrong.append(f"{page.stem}: the first figure is not saved with its title {title}: {picture[:80]}")
    if page.stem in NAMES:
        opened.open(page, 1280)
        hidden = opened.run(CODE)
        opened.run(CLICK)
        shown = opened.run(CODE)
        if hidden or not shown or not any(remembered(opened, page, shown) for _ in range(4)):
            wrong.append(f"{page.stem}: the switch does not show the code, or is forgotten; pieces shown: {hidden}, then {shown}")
        opened.run(CLICK)
        if opened.run(CODE) > hidden:
            wrong.append(f"{page.stem}: the switch does not hide the code")
    return wrong


def remembered(opened: Browser, page: Path, shown: int) -> bool:
    """Whether a page shows as much code when it is opened again. The browser writes down what a page stores a moment later."""
    time.sleep(0.5)
    opened.open(page, 1280)
    return opened.run(CODE) == shown


def main(folder: Path, again: Path | None = None, everything: bool = False) -> int:
    passed, failures = 0, []

    def check(holds: bool, what: str) -> None:
        nonlocal passed
        if holds:
            passed += 1
        else:
            failures.append(what)

    results = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    check(list(results) == KEYS, f"results.json has {list(results)}, expected {KEYS}")
    if again:
        other = json.loads((again / "results.json").read_text(encoding="utf-8"))
        differing = [key for key in KEYS if key != "timings" and results[key] != other[key]]
        check(not differing, f"results.json of {again} differs in {differing}")
    not_done = results["not_done"]
    check(not (everything and not_done), f"sections were left out: {not_done}")
    readme = (ROOT / "README.md").read_text(encoding="utf-8").split("<!-- results")[1].split("<!-- end of results")[0]
    shown = [name for name in re.findall(r"(?m)^\| ([^|]+?) \|", readme) if name not in ("Analysis", "Figure")]
    expected = [row["analysis"] for row in results["headline"]] + [row["figure"] for row in results["published_beside_ours"]]
    # Where sections were left out, so are figures.
    check(shown == expected or bool(not_done),
          f"README's table has other figures than results.json, run make readme: {shown}")
    synthetic = results["dataset"]["synthetic"]
    figures = {}
    indices = [Path(name).stem for name, _ in LANGUAGES.values()]
    for name in [*indices, *NAMES]:
        text = (folder / f"{name}.html").read_text(encoding="utf-8")
        page = Page()
        page.feed(text)
        figures[name] = page.figures
        check(not [u for u in page.loads if re.match(r"(https?:)?//", u)], f"{name}: loads from another host: {page.loads}")
        check(len(text) < LARGEST, f"{name}: has {len(text):,} characters, expected fewer than {LARGEST:,}")
        check(("not findings" in text or "不是研究结论" in text) == synthetic, f"{name}: does not say whether its data are synthetic")
        for link in page.links:
            if not re.match(r"[a-z]+:|#", link):
                target = (folder / link.split("#")[0]).resolve()
                check(target.is_file(), f"{name}: the link {link} leads nowhere")
        sections = [link[1:] for link in page.links if link.startswith("#")]
        # As browsers do: the fragment as it stands, then decoded.
        lost = [section for section in sections if not {section, unquote(section)} & page.ids]
        check(not lost, f"{name}: links to sections that are not there: {lost}")
        if name in indices:
            check(all(f"{other}.html" in page.links for other in NAMES), f"{name}: lacks a link to a page")
            for each in not_done if name == "index" else []:
                check(each["reason"] in html.unescape(text).replace("\N{NO-BREAK SPACE}", " "), f"index: does not say {each}")
            continue
        lines = [each["reason"] for each in not_done if each["notebook"] == name]
        check(len(sections) >= 3 or bool(lines), f"{name}: has no list of its sections")
        check(text.count('<p class="study-not-done">') == len(lines) and all(line in html.unescape(text) for line in lines),
              f"{name}: does not say once each what was left out: {lines}")
        check("jp-RenderedText-error" not in text and 'data-mime-type="application/vnd.jupyter.error"' not in text,
              f"{name}: shows an error")
        check('data-mime-type="application/vnd.jupyter.stderr"' not in text, f"{name}: shows standard error")
        shown = re.sub(r'(?s)<script.*?</script>|<style.*?</style>|"data:[^"]*"', "", text)
        check(not re.search(r"\bNaN\b|\bnull\b", shown), f"{name}: shows NaN or null")
        check("Exception" not in shown, f"{name}: shows an exception")
        wrong = prose.disagreements(text)
        check(not wrong, f"{name}: {wrong}")
    command = browser.find()
    if command:
        with browser.Browser(command) as opened:
            for name, expected in figures.items():
                wrong = seen(opened, folder / f"{name}.html", expected)
                failures.extend(wrong)
                passed += not wrong
    else:
        print("No Chromium or Chrome here: what the pages look like was not checked.")
        check("CI" not in os.environ, "CI needs Chromium to look at the pages")
    for failure in failures:
        print(f"FAILED {failure}")
    print(f"pages: {passed} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    folders = [Path(folder).resolve() for folder in sys.argv[1:] if folder != "--all"]
    if not 1 <= len(folders) <= 2 or not all((folder / "results.json").is_file() for folder in folders):
        sys.exit("Which finished reports? python report/check.py [--all] REPORT [REPORT-MADE-AGAIN]")
    sys.exit(main(*folders, everything="--all" in sys.argv))
