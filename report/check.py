"""Checks a finished report as its reader would: python report/check.py [--all] build/report [ANOTHER RUN]

Every page is there, says which data it ran on, loads nothing from another host, shows no error and no log noise, and its
figures are complete. With Chromium on the PATH the pages are opened and must draw every figure without a script error;
without it that one check is named as skipped. The folder of another run over the same data must hold the same results. With
--all, every section must have been done.
"""

import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

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


def chromium() -> str | None:
    return next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)


def drawn(browser: str, page: Path) -> tuple[int, list[str]]:
    """How many figures a browser draws without a network, and the script errors it reports."""
    with tempfile.TemporaryDirectory() as profile:
        run = subprocess.run(
            [browser, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", f"--user-data-dir={profile}",
             "--proxy-server=127.0.0.1:9", "--virtual-time-budget=20000", "--dump-dom", page.as_uri()],
            capture_output=True, text=True, timeout=180, check=False)
    errors = [line for line in run.stderr.splitlines() if "CONSOLE" in line and ("Error" in line or "ERR_" in line)]
    return len(re.findall(r'class="[^"]*\bmain-svg\b[^"]*"[^>]*>\s*<defs id="defs-', run.stdout)), errors


def main(folder: Path, again: Path | None = None, everything: bool = False) -> int:
    passed, failures, skipped = 0, [], 0

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
    browser = chromium()
    for name in ["index", *NAMES]:
        text = (folder / f"{name}.html").read_text(encoding="utf-8")
        page = Page()
        page.feed(text)
        check(not [u for u in page.loads if re.match(r"(https?:)?//", u)], f"{name}: loads from another host: {page.loads}")
        check(("not findings" in text) == synthetic, f"{name}: does not say whether its data are synthetic")
        for link in page.links:
            if not re.match(r"[a-z]+:|#", link):
                target = (folder / link.split("#")[0]).resolve()
                check(target.is_file(), f"{name}: the link {link} leads nowhere")
        sections = [link[1:] for link in page.links if link.startswith("#")]
        # As browsers do: the fragment as it stands, then decoded.
        lost = [section for section in sections if not {section, unquote(section)} & page.ids]
        check(not lost, f"{name}: links to sections that are not there: {lost}")
        if name == "index":
            check(all(f"{other}.html" in page.links for other in NAMES), "index: lacks a link to a page")
            for each in not_done:
                check(each["reason"] in html.unescape(text), f"index: does not say {each}")
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
        if browser:
            figures, errors = drawn(browser, folder / f"{name}.html")
            check(figures >= page.figures, f"{name}: draws {figures} of {page.figures} figures")
            check(not errors, f"{name}: script errors {errors[:3]}")
        else:
            skipped += 2
    if skipped:
        print("No Chromium on the PATH: whether the figures draw was not checked.")
    for failure in failures:
        print(f"FAILED {failure}")
    print(f"pages: {passed} passed, {len(failures)} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failures else 0


if __name__ == "__main__":
    folders = [Path(folder).resolve() for folder in sys.argv[1:] if folder != "--all"]
    sys.exit(main(*folders, everything="--all" in sys.argv))
