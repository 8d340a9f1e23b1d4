"""Executes the notebooks in order with nbconvert and writes the report: one page a notebook, an index, results.json.

A page is not made again if its notebook, those before it, data, library and pins are what they were, and what it
left for the others are still the ones there.

    python report/build.py --out build/report [--data FILE]

A section that the data have too little for, such as models of one retained user, is left out: where a cell is refused with an
IllegalArgumentException of the library, the page says why in one line and goes on with the next section of the same rank. The index
lists these first, and results.json under not_done.

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

import nbformat
import pictures
import tables
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbconvert.exporters import HTMLExporter
from nbconvert.preprocessors import ExecutePreprocessor

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
    asked = subprocess.run([ROOT / "bin" / "retention", "where"], stdout=subprocess.PIPE, encoding="utf-8", check=False)
    return Path(asked.stdout.strip()) if asked.returncode == 0 else None


def fingerprint(study: Path) -> bytes:
    """Changes when anything changes that all pages are made of: library, pins, set-up, encoder, this folder; posts and settings, of which
    the study's folder has its name."""
    digest = hashlib.sha256()
    own = [p for p in sorted((ROOT / "report").rglob("*")) if p.suffix in (".py", ".j2", ".json")]
    library = [path for name in ("numerics", "study") for path in sorted((ROOT / "build" / "jars").glob(f"retention-{name}-*.jar"))]
    encoder = os.environ.get("RETENTION_ENCODER", "").strip()
    weights = [ROOT / encoder / part for part in ("saved_model.pb", "variables/variables.index")] if encoder else []
    for path in [ROOT / "pom.xml", ROOT / "requirements.lock", ROOT / "notebooks" / "setup.jsh", *own, *library, ROOT / "data" / "published.json", *weights]:
        digest.update(f"{path.name}\n".encode())
        if path.is_file():
            digest.update(path.read_bytes())
    digest.update("\n".join([study.name, os.environ.get("RETENTION_DATA", ""), encoder, os.environ.get("RETENTION_QUOTE", "")]).encode())
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
    """Writes a file so that it is there either whole or not at all."""
    partial = file.with_name(f"{file.name}.partial")
    partial.write_text(text, encoding="utf-8")
    os.replace(partial, file)


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


def table(head: list[str], rows: list[list[str]]) -> str:
    """An HTML table of text."""
    def line(cells: list[str], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in cells) + "</tr>"

    body = "\n".join(line(row, "td") for row in rows)
    return f'<div class="table" tabindex="0"><table>\n<thead>{line(head, "th")}</thead>\n<tbody>\n{body}\n</tbody>\n</table></div>'


def claims(results: dict) -> str:
    """The published claims, each with its verdict and the figures that decide it."""
    cards = []
    for claim in results["claims"]:
        figures = "".join(f"<li>{html.escape(each['name'])}: {tables.interval(each['interval'], 2)}</li>" for each in claim["figures"])
        verdict = claim["verdict"].replace("_", " ").lower().replace("with hindsight", "supported, with hindsight")
        cards.append(f'<article><h3>{html.escape(claim["text"])}</h3><p><b>{html.escape(verdict)}</b></p>'
                     f'<p>{html.escape(claim["reading"])}</p><ul>{figures}</ul></article>')
    return "\n".join(cards) or "<p>There were too few retained users to compare.</p>"


def drawn(results: dict, users: Path) -> str:
    """The figures that the data are enough for."""
    figures = [pictures.accuracy(results) if "accuracy" in results["as_published"] else None, pictures.aucs(results),
               pictures.arrivals(users) if users.is_file() else None]
    return "\n".join(f"<figure>{figure}</figure>" for figure in figures if figure)


def index(pages: list[dict], results: dict, users: Path) -> str:
    data = results["dataset"]
    plan = "The plan of {date} names one primary analysis; all else is exploratory.".format(**results["plan"])
    note = " They show what the method does on a calibrated replica." if data["synthetic"] else ""
    kind = "label" if data["synthetic"] else "label real"
    label = f'<p class="{kind}"><b>{html.escape(data["label"])}</b>{note}</p>'
    reasons = {}
    for each in results["not_done"]:
        page = next(p for p in pages if p["name"] == each["notebook"])
        place = f'{html.escape(each["section"])} ({html.escape(page["title"].split()[0])})'
        reasons.setdefault(each["reason"], []).append(f'<a href="{page["href"]}">{place}</a>')
    absent = "".join(f"<li>{html.escape(reason)} Left out: {', '.join(places)}.</li>\n" for reason, places in reasons.items())
    if absent:
        absent = f'<div class="label"><b>Not everything could be done with these data.</b>\n<ul>\n{absent}</ul></div>\n'
    sentences = "\n".join(f"<li>{html.escape(sentence)}</li>" for sentence in results["sentences"])
    items = "\n".join(
        f'<li><a href="{p["href"]}">{html.escape(p["title"])}</a><br><span>{html.escape(p["quote"])}</span></li>'
        for p in pages
    )
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Who stays on Xiaohongshu?</title>
<style>
body {{ font: 16px/1.6 system-ui, sans-serif; max-width: 56em; margin: 2em auto; padding: 0 1.2em; color: #222; background: #fff }}
a {{ color: #0072B2 }} li {{ margin: .6em 0 }} li span {{ color: #555 }}
figure {{ margin: 1.6em 0 }} figure svg {{ width: 100%; height: auto }}
.label {{ border-left: 6px solid #D55E00; background: #fdf3e7; padding: .6em 1em }}
.label.real {{ border-color: #0072B2; background: #eef5fb }}
.table {{ overflow-x: auto }}
.claims {{ display: grid; grid-template-columns: repeat(auto-fill, minmax(16em, 1fr)); gap: 1em }}
article {{ border: 1px solid #ddd; border-radius: 6px; padding: .8em 1em; font-size: .85em }}
article h3 {{ margin: 0; font-size: 1.05em }} article b {{ color: #0072B2 }} article li {{ margin: 0 }} article ul {{ padding-left: 1.2em }}
table {{ border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .85em }}
td:not(:first-child) {{ white-space: nowrap }}
th, td {{ text-align: left; padding: .35em 1em .35em 0; border-bottom: 1px solid #ddd; vertical-align: top }}
@media print {{ article, figure, tr {{ break-inside: avoid }} td:not(:first-child) {{ white-space: normal }} }}
</style>
</head>
<body>
<main>
<h1>Who stays on Xiaohongshu?</h1>
<p>Which of the “TikTok refugees” who arrived in January 2025 were seen again in February, and could anybody have known?
A published study, repeated as it was and then done again properly.</p>
{label}
{absent}<p>Data: <code>{html.escape(data["name"])}</code>, {data["rows"]:,} posts, {data["users"]:,} users observed in {html.escape(data["observed_name"])} and looked for again in {html.escape(data["outcome_name"])}. {html.escape(data["reading"])}</p>
{drawn(results, users)}
<h2>What can be said</h2>
<ol>
{sentences}
</ol>
<h2>How well can one tell who is found again?</h2>
{table(tables.HEADLINE, tables.headline(results)) if results["headline"] else "<p>Too few users were retained to judge a model.</p>"}
<p>Each model was judged on users whom it had not seen. In brackets: 95 % intervals. {html.escape(plan)}</p>
<h2>What was claimed</h2>
<div class="claims">
{claims(results)}
</div>
<h2>Published, and recomputed as published</h2>
{table(tables.PUBLISHED, tables.published(results))}
<h2>The notebooks</h2>
<ol>
{items}
</ol>
<p>For machines: <a href="results.json">results.json</a>.</p>
</main>
</body>
</html>
"""


def with_plotly(page: str) -> str:
    """A page with what draws its figures, if it has any, before all of them."""
    if "drawFigure(" not in page:
        return page
    plotly = (ROOT / "build" / "plotly.min.js").read_text(encoding="utf-8").replace("</script", "<\\/script")
    return page.replace("</head>", f"<script>{plotly}</script>\n</head>", 1)


def with_contents(page: str) -> str:
    """A page with the list of its sections on top."""
    sections = re.findall(r'<h2 id="([^"]+)">(.*?)<a class="anchor-link"', page)
    items = "".join(f'<li><a href="#{target}">{title}</a></li>' for target, title in sections)
    return page.replace("<!-- contents -->", f'<nav class="study-tools" aria-label="On this page"><ol>{items}</ol></nav>', 1)


def main() -> int:
    options = argparse.ArgumentParser(description="Executes the notebooks and writes the report.")
    options.add_argument("--out", type=Path, required=True, help="the folder of the pages")
    options.add_argument("--alone", action="store_true", help="let no notebook find what another left")
    options.add_argument("--data", help="a file of posts or a folder of them, instead of the one in data/")
    given = options.parse_args()
    out = given.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
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
    inputs = fingerprint(study)
    left = Left(study)
    file = out / "results.json"
    before = read(file)
    seconds = dict(before.get("timings", {}).get("notebooks", {}))
    again = not before
    for path, notebook in notebooks:
        print(f"{path.relative_to(ROOT)} ...", end=" ", flush=True)
        # A page is made of what the pages before it left, so of their notebooks too.
        inputs = hashlib.sha256(inputs + path.read_bytes()).digest()
        page_file = out / f"{path.stem}.html"
        again = again or not holds(stamps.get(path.stem), inputs, page_file, left)
        if not again:
            print("unchanged", flush=True)
            continue
        start = time.monotonic()
        # Whatever happens now, neither this page nor an index over it passes for a finished one.
        stamps.pop(path.stem, None)
        write(stamps_file, json.dumps(stamps, indent=2) + "\n")
        (out / "index.html").unlink(missing_ok=True)
        if given.alone:
            left.forget()
        earlier = left.written()
        with open(out / f"{path.stem}.log", "w", encoding="utf-8") as log:
            failure, not_done = execute(notebook, log)
        seconds[path.stem] = round(time.monotonic() - start, 1)
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                cell.source = re.sub(r"\]\((\d\d_\w+)\.ipynb\)", r"](\1.html)", cell.source)
                # Documents stay where they are; a page may lie anywhere.
                cell.source = cell.source.replace("](../docs/", f"]({os.path.relpath(ROOT / 'docs', out)}/")
        page, _ = exporter.from_notebook_node(notebook, {"metadata": {"name": path.stem}, "study_pages": pages})
        write(page_file, with_plotly(with_contents(page)))
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
    write(out / "index.html", index(pages, results, study / "users_CORRECTED.csv"))
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
