"""The notebooks in a real JupyterLab, as a student works with them.

    python report/lab.py [posts.csv]     make test names the replica whose pages it has just made; without a file: a replica of its own,
                                         in which attacks are planted

Each notebook is opened and run as a whole and saved. Then a knob is changed, a semicolon is lost, and a long cell is interrupted. At last
the notebook is opened again as it was saved. All the time nothing may fail, complain in the console, ask another host or do what a post
says. Chromium shows JupyterLab; without Chromium this is not done, which is said, and which fails where the variable CI is set.
"""

import contextlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.request
from pathlib import Path

import browser
import hostile

ROOT = Path(__file__).resolve().parent.parent
POSTS = [Path(argument).resolve() for argument in sys.argv[1:]]
# What a saved notebook may take.
MOST_BYTES = 1_000_000
# Whatever takes longer on a small replica hangs. A machine that does other things as well is slow, which is no failure.
LONGEST = 480
# After an interrupt, a cell may go on for so long.
LONGEST_AFTER_INTERRUPT = 5

# In each notebook a cell by its first line, with another value for its knob, and what the cell shows then.
KNOBS = {
    "01_data": ('var column = "title";', 'var column = "label";', "Posts without a label"),
    "02_preprocessing": ('var texts = List.of("14", "10+",', 'var texts = List.of("14", "35万",', "350,000"),
    "03_eda": ("var bins = 30;", "var bins = 7;", "7 equal bins"),
    "04_model": ('var yours = List.of("likes", "weekend");', 'var yours = List.of("likes");', "AUC-ROC of 1 features"),
    "05_results": ("var level = 0.95;", "var level = 0.5;", "features differ at a level of 0.5"),
}

LONG = """import numerics.topics.*; import numerics.matrix.*;
var random = new java.util.Random(1); var dense = new double[4000][300];
for (var row : dense) java.util.Arrays.setAll(row, i -> random.nextDouble());
show("Factorising.");
Nmf.fromRandom(SparseMatrix.of(300, dense), 200, 1);"""

OPEN = """(async () => {
    await jupyterapp.restored;
    window.panel = await jupyterapp.commands.execute('docmanager:open', {path: 'notebooks/%s.ipynb', factory: 'Notebook'});
    jupyterapp.shell.activateById(panel.id);
    await panel.context.ready;
    await panel.sessionContext.ready;
    await panel.sessionContext.session.kernel.info;
})()"""
CELLS = "panel.content.widgets.filter(cell => cell.model.type === 'code')"
SHOWN = f"JSON.stringify({CELLS}.map(cell => ({{source: cell.model.sharedModel.getSource(), count: cell.model.executionCount, " \
    "outputs: cell.model.outputs.toJSON()})))"
# What is wrong with each figure. A browser need not lay out what nobody sees, so each is brought into view.
FIGURES = """(async () => {
    const figures = [...panel.node.querySelectorAll('.jp-RenderedPlotly')], wrong = [];
    for (const [number, figure] of figures.entries()) {
        figure.scrollIntoView({block: 'center'});
        const box = figure.getBoundingClientRect();
        const marks = () => [...figure.querySelectorAll('.trace path, .trace rect, .hm image, .points path')]
            .map(mark => mark.getBoundingClientRect()).filter(mark => mark.width + mark.height > 0);
        for (let i = 0; i < 1200 && !marks().length; i++) await new Promise(done => setTimeout(done, 50));
        if (!marks().some(mark => mark.left >= box.left - 1 && mark.right <= box.right + 1))
            wrong.push(`figure ${number + 1} shows none of its ${marks().length} marks`);
        const {title, meta} = figure.layout ?? {};
        // A figure that jsplot makes by itself has a title only.
        const caption = title?.subtitle?.text || meta?.label === title?.text + '. ';
        if (!title?.text || !caption || !meta?.label || figure.getAttribute('aria-label') !== meta.label)
            wrong.push(`figure ${number + 1} has no title, no caption or no label`);
    }
    return JSON.stringify(wrong);
})()"""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Lab:
    """JupyterLab on copies of the notebooks, with an empty home, and the page that shows it."""

    def __init__(self, folder: Path, posts: Path, page: browser.Browser):
        self.page = page
        page.socket.settimeout(LONGEST)
        # Commands go to the notebook that has the focus, which a page without a window gets only so.
        page.send("Emulation.setFocusEmulationEnabled", enabled=True)
        page.send("Emulation.setDeviceMetricsOverride", width=1280, height=900, deviceScaleFactor=1, mobile=False)
        hostile.arm(page)
        project, home = folder / "project", folder / "home"
        for made in (project, home):
            made.mkdir()
        for entry in ROOT.iterdir():
            if entry.name not in ("notebooks", ".git", ".venv"):
                (project / entry.name).symlink_to(entry)
        self.notebooks = shutil.copytree(ROOT / "notebooks", project / "notebooks", ignore=shutil.ignore_patterns(".*"))
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "JPY", "IPYTHON", "XDG"))}
        environment |= {"HOME": str(home), "IPYTHONDIR": str(home / "ipython"), "RETENTION_DATA": str(posts), "RETENTION_SETTINGS": os.devnull}
        token = secrets.token_hex()
        self.url = f"http://127.0.0.1:{free_port()}/"
        self.start = f"{self.url}lab?token={token}&reset"
        with (ROOT / "build" / "test-lab.log").open("w") as log:
            self.server = subprocess.Popen(
                [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={self.url.split(':')[-1][:-1]}",
                 f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={project}", "--LabApp.expose_app_in_browser=True"],
                cwd=project, env=environment, stdout=log, stderr=log, start_new_session=True)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        until = time.monotonic() + LONGEST
        while True:
            try:
                opener.open(f"{self.url}api?token={token}", timeout=10).close()
                return
            except OSError:
                if self.server.poll() is not None or time.monotonic() > until:
                    self.stop()
                    raise AssertionError("JupyterLab does not answer; build/test-lab.log says why.") from None
                time.sleep(0.3)

    def stop(self) -> None:
        """Ends JupyterLab and, whatever happens, all that it started."""
        self.server.terminate()
        try:
            self.server.wait(20)
        except subprocess.TimeoutExpired:
            pass
        try:
            os.killpg(self.server.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.server.wait()

    def open(self, notebook: str) -> None:
        """Loads JupyterLab anew, and opens a notebook in it."""
        self.page.send("Page.navigate", url="about:blank")
        self.page.seen = browser.Seen()
        self.page.send("Page.navigate", url=self.start)
        wait(lambda: self.page.run("document.readyState == 'complete' && typeof jupyterapp == 'object'"))
        self.page.run(OPEN % notebook)

    def close(self) -> None:
        """Ends the kernel; what was not saved is lost when the page is loaded anew."""
        self.page.run("panel.sessionContext.shutdown()")

    def command(self, name: str) -> None:
        """Begins one of JupyterLab's commands."""
        self.page.run(f"window.ended = false; jupyterapp.commands.execute('{name}').finally(() => window.ended = true); 0")

    def ended(self, longest: float = LONGEST) -> float:
        """Waits for the end of the command that began last; for how many seconds."""
        return wait(lambda: self.page.run("window.ended"), longest)

    def cells(self) -> list[dict]:
        """What the code cells say and show, and as the how manieth each was run."""
        return json.loads(self.page.run(SHOWN))

    def write(self, place: int, source: str) -> None:
        """Types into a code cell, and selects it."""
        self.page.run(f"(() => {{ const cell = {CELLS}[{place}], notebook = panel.content; "
                      f"cell.model.sharedModel.setSource({json.dumps(source)}); "
                      "notebook.activeCellIndex = notebook.widgets.indexOf(cell); notebook.deselectAll(); })()")


def wait(until, longest: float = LONGEST) -> float:
    """Waits until something holds; for how many seconds."""
    start = time.monotonic()
    while not until():
        if time.monotonic() - start > longest:
            raise AssertionError(f"JupyterLab is not so far after {longest} s.")
        time.sleep(0.1)
    return time.monotonic() - start


def shown(cell: dict) -> str:
    """What a cell shows, of whatever kind."""
    return json.dumps(cell["outputs"], ensure_ascii=False)


class Notebooks(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        command = browser.find()
        if not command:
            if "CI" in os.environ:
                raise AssertionError("CI needs Chromium to look at JupyterLab")
            raise unittest.SkipTest("No Chromium or Chrome here: what JupyterLab shows was not checked.")
        opened = contextlib.ExitStack()
        cls.addClassCleanup(opened.close)
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        if POSTS:
            posts = POSTS[0]
        else:
            posts = folder / "replica.csv"
            subprocess.run([ROOT / "bin" / "retention", "replica", "--posts", "400", "--out", posts], check=True, stdout=subprocess.DEVNULL)
            hostile.plant(posts)
        cls.page = opened.enter_context(browser.Browser(command))
        cls.lab = Lab(folder, posts, cls.page)
        opened.callback(cls.lab.stop)

    def test_a_student_works_with_each_notebook(self):
        for notebook in KNOBS:
            with self.subTest(notebook), self.opened(notebook):
                ran = self.runs()
                figures = self.draws()
                attacks = hostile.shown(self.page)
                size = self.saves(notebook)
                knob = self.has_the_knob(*KNOBS[notebook])
                self.stops_at_an_error(knob)
                stopped = self.is_interrupted(knob)
                self.lab.close()
                self.lab.open(notebook)
                self.assertEqual(self.draws(), figures)
                print(f"{notebook}: run in {ran:.0f} s, {figures} figures, {size / 1000:.0f} kB, {attacks} attacks shown as text, "
                      f"interrupted in {stopped:.1f} s", flush=True)

    @contextlib.contextmanager
    def opened(self, notebook: str):
        """A notebook with a kernel, which ends with it whatever happens."""
        self.lab.open(notebook)
        try:
            yield
        finally:
            self.lab.close()

    def runs(self) -> float:
        """Run All ends without an error, and no progress is left over; how many seconds it took."""
        self.lab.command("notebook:run-all-cells")
        seconds = self.lab.ended()
        cells = self.lab.cells()
        errors = [output["evalue"] for cell in cells for output in cell["outputs"] if output["output_type"] == "error"]
        self.assertEqual(errors, [])
        self.assertEqual([cell["source"] for cell in cells if not cell["count"] or "<progress" in shown(cell)], [])
        return seconds

    def draws(self) -> int:
        """Every figure is drawn whole, by JupyterLab alone, and nothing else happens; how many figures there are."""
        expected = sum(shown(cell).count("application/vnd.plotly.v1+json") for cell in self.lab.cells())
        wait(lambda: self.page.run("panel.node.querySelectorAll('.jp-RenderedPlotly').length") == expected)
        self.assertEqual(json.loads(self.page.run(FIGURES)), [])
        self.assertEqual(hostile.tripped(self.page, "panel.node"), [])
        self.assertEqual(self.page.seen.errors, [])
        self.assertEqual([url for url in self.page.seen.requests if not url.startswith((self.lab.url, "about:", "data:", "blob:"))], [])
        return expected

    def saves(self, notebook: str) -> int:
        """The notebook is saved with all that it shows; how many bytes that takes."""
        self.lab.command("docmanager:save")
        self.lab.ended()
        file = self.lab.notebooks / f"{notebook}.ipynb"
        saved = [cell for cell in json.loads(file.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
        self.assertEqual([len(cell["outputs"]) for cell in saved], [len(cell["outputs"]) for cell in self.lab.cells()])
        self.assertLess(file.stat().st_size, MOST_BYTES)
        return file.stat().st_size

    def has_the_knob(self, before: str, after: str, expected: str) -> int:
        """A cell whose knob is changed and which is run shows the new value; which one it is."""
        place, cell = next((place, cell) for place, cell in enumerate(self.lab.cells()) if cell["source"].startswith(before))
        self.assertNotIn(expected, shown(cell))
        self.lab.write(place, cell["source"].replace(before, after))
        self.lab.command("notebook:run-cell")
        self.lab.ended()
        self.assertIn(expected, shown(self.lab.cells()[place]))
        return place

    def stops_at_an_error(self, place: int) -> None:
        """Where a semicolon is lost, the cell says so, and those below are not run with the old value."""
        self.lab.write(place, "var knob = 9\nvar other = 1;")
        self.lab.command("notebook:run-all-below")
        self.lab.ended()
        self.assertIn("';' expected", shown(self.lab.cells()[place]))
        self.below_was_not_run(place)

    def is_interrupted(self, place: int) -> float:
        """An interrupt ends a long cell and what waits behind it, and then the kernel answers; after how many seconds."""
        self.lab.write(place, LONG)
        self.lab.command("notebook:run-all-below")
        wait(lambda: "Factorising." in shown(self.lab.cells()[place]))
        self.assertFalse(self.page.run("window.ended"))
        self.page.run("jupyterapp.commands.execute('notebook:interrupt-kernel'); 0")
        seconds = self.lab.ended(LONGEST_AFTER_INTERRUPT)
        self.assertIn("Interrupted.", shown(self.lab.cells()[place]))
        self.below_was_not_run(place)
        self.lab.write(place, "20 + 1")
        self.lab.command("notebook:run-cell")
        self.lab.ended()
        self.assertIn('"21"', shown(self.lab.cells()[place]))
        return seconds

    def below_was_not_run(self, place: int) -> None:
        below = self.lab.cells()[place + 1:]
        self.assertTrue(below)
        self.assertEqual([cell["source"] for cell in below if cell["count"] or cell["outputs"]], [])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
