"""Executes the notebooks in order with nbconvert and writes the report: one page a notebook, an index in two languages, results.json.

A page is not made again if its notebook, those before it, data, library and pins are what they were, and what it
left for the others are still the ones there.

    python report/build.py --out build/report [--data FILE]

A section that the data have too little for, such as models of one retained user, is left out: where a cell is refused with an
IllegalArgumentException of the library, the page says why in one line and goes on with the next section of the same rank. The index
lists these, and results.json under not_done.

Ends with 1, naming notebook and cell, when a cell fails; the pages written so far stay, the failing one included.
"""

import argparse
import hashlib
import html
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# IPython, which nbconvert imports, would make a folder in HOME.
os.environ.setdefault("IPYTHONDIR", str(ROOT / "build" / "ipython"))

import index
import nbformat
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbconvert.exporters import HTMLExporter
from nbconvert.preprocessors import ExecutePreprocessor
from words import ENGLISH

NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))


def heading(notebook) -> tuple[str, str]:
    """The title and the quoted line below it, from a notebook's first cell."""
    text = notebook.cells[0].source
    title = re.search(r"^# (.+)$", text, re.MULTILINE)
    quote = re.search(r"^> (.+)$", text, re.MULTILINE)
    return title.group(1), quote.group(1) if quote else ""


HEADING = re.compile(r"^(#{1,6}) (.+)$", re.MULTILINE)
REFUSAL = re.compile(r"(?:java\.lang\.)?IllegalArgumentException(?:, |: )(.+)", re.DOTALL)

# What JShell says where a cell uses what an earlier one would have defined.
MISSING = re.compile(r"cannot find symbol|UnresolvedReferenceException")


def section_of(cells: list, place: int) -> tuple[int, str, int]:
    """The section that a cell is in: the cell that holds its heading, the heading's text, and the cell where the next one of the
    same or a higher rank begins, or the number of cells."""
    start = next((i for i in range(place, -1, -1) if cells[i].cell_type == "markdown" and HEADING.search(cells[i].source)), 0)
    headings = list(HEADING.finditer(cells[start].source))
    rank, title = (len(headings[-1].group(1)), headings[-1].group(2)) if headings else (1, "")
    end = next((i for i in range(place + 1, len(cells)) if next_heading(cells[i], rank)), len(cells))
    return start, title, end


def next_heading(cell, rank: int) -> re.Match | None:
    """The first heading in a cell that is of this rank or a higher one."""
    if cell.cell_type != "markdown":
        return None
    return next((found for found in HEADING.finditer(cell.source) if len(found.group(1)) <= rank), None)


def leave_out(notebook, place: int, reason: str) -> str:
    """Puts one line in the place of a cell and of what follows it in its section; the section's title."""
    cells = notebook.cells
    start, title, end = section_of(cells, place)
    heading = list(HEADING.finditer(cells[start].source))[-1:]
    if heading and not any(cell.cell_type == "code" for cell in cells[start + 1:place]):
        # Nothing of the section was shown, so nothing is left to introduce; the page's own title keeps what it says.
        if len(heading[0].group(1)) > 1:
            cells[start].source = cells[start].source[:heading[0].end()]
    if end < len(cells):
        rank = len(heading[0].group(1)) if heading else 1
        cells[end].source = cells[end].source[next_heading(cells[end], rank).start():]
    line = nbformat.v4.new_markdown_cell(f'<p class="study-not-done"><b>Not done:</b> {html.escape(reason)}</p>')
    line["id"] = cells[place]["id"]
    cells[place:end] = [line]
    return title


class Execution(ExecutePreprocessor):
    """nbconvert's own execution, with the kernel's log in a file instead of on the terminal, which passes over what the data refuse.

    refused: the place of each cell that was refused, and why.
    """

    def __init__(self, log, **options):
        super().__init__(**options)
        self.log_file = log
        self.refused: list[tuple[int, str]] = []
        self.until = 0
        self.at = 0

    def start_new_kernel(self, **options):
        return super().start_new_kernel(stderr=self.log_file, **options)

    def preprocess_cell(self, cell, resources, index):
        self.at = index
        if index < self.until:
            return cell, resources
        try:
            return super().preprocess_cell(cell, resources, index)
        except CellExecutionError as error:
            reason = self.reason(cell, error)
            if not reason:
                raise
            self.refused.append((index, reason))
            self.until = section_of(self.nb.cells, index)[2]
            return cell, resources

    def reason(self, cell, error: CellExecutionError) -> str | None:
        """Why the data refuse a cell; nothing if it failed for another reason."""
        refusal = REFUSAL.fullmatch(f"{error.ename}: {error.evalue}".removeprefix("RuntimeException: "))
        if refusal:
            return " ".join(refusal.group(1).split())
        shown = "\n".join(line for output in cell.outputs if output.output_type == "error" for line in output.traceback)
        if self.refused and MISSING.search(shown):
            return f"This builds on a section that was left out. {self.refused[0][1]}"
        return None


def execute(notebook, log) -> tuple[str | None, list[dict]]:
    """Runs all cells in place, but for the sections that the data refuse, which it takes out.

    The number and the message of the cell that failed, or nothing; and each section that was taken out, with the reason.
    """
    runner = Execution(log, timeout=None, kernel_name="java", allow_errors=False)
    failure = None
    try:
        runner.preprocess(notebook, {"metadata": {"path": str(ROOT / "notebooks")}})
    except CellExecutionError as error:
        failure = f"cell {runner.at + 1}: {error.ename}: {error.evalue}\n{notebook.cells[runner.at].source}"
    except DeadKernelError:
        failure = (f"cell {runner.at + 1}: the Java kernel died, most likely because memory ran out: close other programs, or "
                   "give it more: RETENTION_NOTEBOOK_HEAP=3g .venv/bin/python report/kernel.py build")
    # From the last on, since each makes the notebook shorter.
    not_done = [{"section": leave_out(notebook, place, reason), "reason": reason} for place, reason in reversed(runner.refused)]
    return failure, not_done[::-1]


def study_folder() -> Path | None:
    """Where the library keeps what it makes of the posts, which are read for it; nothing if they cannot be used, which is said."""
    command = ROOT / "bin" / ("retention.cmd" if os.name == "nt" else "retention")
    asked = subprocess.run([command, "where"], stdout=subprocess.PIPE, encoding="utf-8", check=False)
    return Path(asked.stdout.strip()) if asked.returncode == 0 else None


def fingerprint(study: Path, quick: bool) -> bytes:
    """Changes when anything changes that all pages are made of: library, pins, set-up, encoder, this folder; posts and settings, of which
    the study's folder has its name; whether the pages say that they are a quick look."""
    digest = hashlib.sha256()
    own = [p for p in sorted((ROOT / "report").rglob("*")) if p.suffix in (".py", ".j2", ".json", ".css", ".js")]
    library = [path for name in ("numerics", "study") for path in sorted((ROOT / "build" / "jars").glob(f"retention-{name}-*.jar"))]
    encoder = os.environ.get("RETENTION_ENCODER", "").strip()
    weights = [ROOT / encoder / part for part in ("saved_model.pb", "variables/variables.index")] if encoder else []
    for path in [ROOT / "pom.xml", ROOT / "requirements.lock", ROOT / "notebooks" / "setup.jsh", *own, *library, ROOT / "data" / "published.json", *weights]:
        digest.update(f"{path.name}\n".encode())
        if path.is_file():
            digest.update(path.read_bytes())
    digest.update("\n".join([study.name, os.environ.get("RETENTION_DATA", ""), encoder, os.environ.get("RETENTION_QUOTE", ""), str(quick)]).encode())
    return digest.digest()


class Left:
    """What one notebook leaves for another, in the folder of the study: predictions, runs of other seeds, choices."""

    def __init__(self, study: Path):
        self.study = study

    def files(self) -> list[Path]:
        return sorted(file for kind in ("predictions_*", "seeds_*", "choice_*") for file in self.study.glob(kind))

    def written(self) -> dict[str, int]:
        return {file.name: file.stat().st_mtime_ns for file in self.files()}

    def since(self, earlier: dict[str, int]) -> dict[str, str]:
        """The digest of each file that was written since then."""
        return {file.name: self.digest(file) for file in self.files() if earlier.get(file.name) != file.stat().st_mtime_ns}

    @staticmethod
    def digest(file: Path) -> str | None:
        return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None

    def forget(self) -> None:
        for file in self.files():
            file.unlink()

    def forget_choices(self, but: set[str]) -> None:
        """Forgets what was chosen in a notebook that somebody tried out, but for the files that pages of the report left."""
        for file in self.study.glob("choice_*"):
            if file.name not in but:
                file.unlink()


def read(file: Path) -> dict:
    """A JSON object that an earlier run wrote; an empty one, with a line, if there is a file but it is damaged."""
    if not file.exists():
        return {}
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        if isinstance(found, dict):
            return found
    except ValueError:
        pass
    print(f"{file} is damaged: all pages are made again.", file=sys.stderr)
    return {}


def write(file: Path, text: str) -> None:
    """Writes a file so that it is there either whole or not at all; ends the program with one line if it cannot, as on a full disk."""
    partial = file.with_name(f"{file.name}.partial")
    try:
        partial.write_text(text, encoding="utf-8")
        os.replace(partial, file)
    except OSError as error:
        partial.unlink(missing_ok=True)
        sys.exit(f"Cannot write {file}: {error.strerror}")


def holds(stamp: object, inputs: bytes, page: Path, left: Left) -> bool:
    """Whether a page was made of these inputs, and neither it nor what it left was changed since."""
    return (
        isinstance(stamp, dict)
        and stamp.keys() >= {"inputs", "page", "left", "not_done"}
        and isinstance(stamp["left"], dict)
        and stamp["inputs"] == inputs.hex()
        and stamp["page"] == left.digest(page)
        and all(left.digest(left.study / name) == digest for name, digest in stamp["left"].items())
    )


def page_of(exporter: HTMLExporter, notebook, name: str, pages: list[dict], out: Path) -> str:
    """A notebook's page, with the list of its sections, for the folder out."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = re.sub(r"\]\((\d\d_\w+)\.ipynb\)", r"](\1.html)", cell.source)
            # Documents stay where they are; a page may lie anywhere.
            cell.source = cell.source.replace("](../docs/", f"]({os.path.relpath(ROOT / 'docs', out)}/")
    title = next(page["title"] for page in pages if page["name"] == name)
    page, _ = exporter.from_notebook_node(
        notebook, {"metadata": {"name": name}, "study_pages": pages, "title": title, "say": ENGLISH})
    # nbconvert makes every paragraph a stop of the tab key.
    page = page.replace('<div class="jp-Cell-inputWrapper" tabindex="0">', '<div class="jp-Cell-inputWrapper">')
    sections = re.findall(r'<h2 id="([^"]+)">(.*?)<a class="anchor-link"', page)
    return with_plotly(page.replace("<!-- contents -->", contents(sections), 1))


def with_plotly(page: str) -> str:
    """A page with what draws its figures, if it has any, before all of them."""
    if "drawFigure(" not in page:
        return page
    plotly = (ROOT / "build" / "plotly.min.js").read_text(encoding="utf-8").replace("</script", "<\\/script")
    return page.replace("</head>", f"<script>{plotly}</script>\n</head>", 1)


def contents(sections: list[tuple[str, str]]) -> str:
    """The list of a page's sections, of anchor and title."""
    # The list has numbers of its own.
    items = "".join(f'<li><a href="#{target}">{re.sub("^[0-9]+ · ", "", title)}</a></li>\n' for target, title in sections)
    return f'<nav class="contents" aria-label="On this page"><details><summary>On this page</summary><ol>\n{items}</ol></details></nav>'


QUICK = {
    "en": "<b>A quick look.</b> This page is made of a small synthetic replica, so that the whole report is there within minutes. With so few "
          "users, intervals are far wider than those of <code>make report</code>, and figures differ from the ones in the README.",
    "zh-CN": "<b>快速浏览。</b>本页由一份很小的合成仿制数据生成，几分钟即可看到整份报告。用户这么少，区间比 <code>make report</code> 的宽得多，"
             "数字也与 README 中的不同。",
}


def marked(page: str, quick: bool, language: str = "en") -> str:
    """A page that says below its title that it is only a quick look, if it is one."""
    return page.replace("</h1>", f'</h1>\n<p class="label warning">{QUICK[language]}</p>', 1) if quick else page


def main() -> int:
    options = argparse.ArgumentParser(description="Executes the notebooks and writes the report.")
    options.add_argument("--out", required=True, help="the folder of the pages")
    options.add_argument("--alone", action="store_true", help="let no notebook find what another left")
    options.add_argument("--data", help="a file of posts or a folder of them, instead of the one in data/")
    options.add_argument("--quick", action="store_true", help="say on each page that it is a quick look at few users")
    given = options.parse_args()
    if "" in (given.data, given.out):
        sys.exit("The name of a file is empty; expected a path.")
    out = Path(given.out).resolve()
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        sys.exit(f"Cannot write {out}: {error.strerror}")
    os.environ["RETENTION_REPORT"] = str(out)
    if given.data:
        os.environ["RETENTION_DATA"] = str(Path(given.data).resolve())
    study = study_folder()
    if not study:
        return 1

    notebooks = [(path, nbformat.read(path, as_version=4)) for path in NOTEBOOKS]
    pages = []
    for path, notebook in notebooks:
        title, quote = heading(notebook)
        pages.append({"name": path.stem, "href": f"{path.stem}.html", "title": title, "quote": quote})
    exporter = HTMLExporter(template_name="template", extra_template_basedirs=[str(ROOT / "report")])

    stamps_file = out / "stamps.json"
    stamps = read(stamps_file)
    inputs = fingerprint(study, given.quick)
    left = Left(study)
    file = out / "results.json"
    before = read(file)
    seconds = dict(before.get("timings", {}).get("notebooks", {}))
    again = not before
    kept: set[str] = set()
    made = 0
    for path, notebook in notebooks:
        print(f"{path.relative_to(ROOT)} ...", end=" ", flush=True)
        # A page is made of what the pages before it left, so of their notebooks too.
        inputs = hashlib.sha256(inputs + path.read_bytes()).digest()
        page_file = out / f"{path.stem}.html"
        again = again or not holds(stamps.get(path.stem), inputs, page_file, left)
        if not again:
            kept |= stamps[path.stem]["left"].keys()
            print("unchanged", flush=True)
            continue
        if made == 0:
            left.forget_choices(but=kept)
        made += 1
        start = time.monotonic()
        # Whatever happens now, neither this page nor an index over it passes for a finished one.
        stamps.pop(path.stem, None)
        write(stamps_file, json.dumps(stamps, indent=2) + "\n")
        for name, _ in index.LANGUAGES.values():
            (out / name).unlink(missing_ok=True)
        if given.alone:
            left.forget()
        earlier = left.written()
        with open(out / f"{path.stem}.log", "w", encoding="utf-8") as log:
            failure, not_done = execute(notebook, log)
        seconds[path.stem] = round(time.monotonic() - start, 1)
        write(page_file, marked(page_of(exporter, notebook, path.stem, pages, out), given.quick))
        if failure:
            print(f"failed\n{path.relative_to(ROOT)}, {failure}", file=sys.stderr)
            return 1
        print(f"{seconds[path.stem]:.0f} s", flush=True)
        stamps[path.stem] = {
            "inputs": inputs.hex(),
            "page": left.digest(page_file),
            "left": left.since(earlier),
            "not_done": not_done,
        }
        write(stamps_file, json.dumps(stamps, indent=2) + "\n")

    results = json.loads(file.read_text(encoding="utf-8"))
    results["not_done"] = [
        {"notebook": path.stem, **section} for path in NOTEBOOKS for section in stamps[path.stem]["not_done"]]
    results["timings"]["notebooks"] = seconds
    write(file, json.dumps(results, indent=2, ensure_ascii=False) + "\n")
    for language, (name, _) in index.LANGUAGES.items():
        write(out / name, marked(index.page(language, pages, results, study / "users_CORRECTED.csv", out), given.quick, language))
    print(f"{out / 'index.html'}")
    return 0


def stopped(signal_number: int, _frame) -> None:
    """Ends the build as an exception does, so that the kernel is ended, too."""
    sys.exit(128 + signal_number)


if __name__ == "__main__":
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), stopped)
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("\nStopped. What was finished is kept: make report goes on from there.")
