"""The notebooks in a real JupyterLab, as a student works with them: Run All, a knob, an error, an interrupt, and what is saved.

JupyterLab runs on copies of the notebooks, with a small replica, an empty home and no other host; Chromium shows it. Without Chromium
this is not done, which is said, and which fails where the variable CI is set.

    make lab-test

Not part of make test: it has not yet passed.
"""

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

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = [path.stem for path in sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))]
# What a saved notebook may take.
MOST_BYTES = 1_000_000
# A notebook that takes longer on a small replica hangs.
LONGEST = 480

# What the page itself offers: JupyterLab's application, the notebook that is open, and what its cells show.
OPEN = """(async () => {
    await jupyterapp.restored;
    const panel = await jupyterapp.commands.execute('docmanager:open', {path: 'notebooks/%s.ipynb', factory: 'Notebook'});
    jupyterapp.shell.activateById(panel.id);
    window.panel = panel;
    await panel.context.ready;
    await panel.sessionContext.ready;
    await panel.sessionContext.session.kernel.info;
})()"""
CELLS = "panel.content.widgets.filter(cell => cell.model.type === 'code')"
SHOWN = f"JSON.stringify({CELLS}.map(cell => ({{source: cell.model.sharedModel.getSource(), count: cell.model.executionCount, " \
    "outputs: cell.model.outputs.toJSON()})))"
# Each figure is brought into view, since a browser need not lay out what nobody sees.
FIGURES = """(async () => {
    const wrong = [];
    const pause = () => new Promise(done => setTimeout(done, 50));
    const all = [...panel.node.querySelectorAll('.jp-OutputArea-output.jp-RenderedPlotly, .jp-RenderedPlotly')];
    for (const [number, figure] of all.entries()) {
        figure.scrollIntoView({block: 'center'});
        const marks = () => [...figure.querySelectorAll('.main-svg .trace path, .main-svg .trace rect, .main-svg .hm image, .main-svg .points path')];
        for (let i = 0; i < 100 && !marks().some(mark => mark.getBoundingClientRect().width > 0); i++) await pause();
        const box = figure.getBoundingClientRect(), drawing = figure.querySelector('.main-svg')?.getBoundingClientRect();
        const inside = marks().map(mark => mark.getBoundingClientRect()).filter(mark => mark.width + mark.height > 0
            && mark.left >= box.left - 1 && mark.right <= box.right + 1 && mark.top >= box.top - 1 && mark.bottom <= box.bottom + 1);
        if (!drawing || drawing.width > box.width + 1 || !inside.length)
            wrong.push(`figure ${number + 1}: ${inside.length} of ${marks().length} marks inside`);
    }
    return JSON.stringify({figures: all.length, wrong});
})()"""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Lab(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        command = browser.find()
        if not command:
            if "CI" in os.environ:
                raise AssertionError("CI needs Chromium to look at JupyterLab")
            raise unittest.SkipTest("No Chromium or Chrome here: what JupyterLab shows was not checked.")
        folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        project = cls.folder / "project"
        project.mkdir()
        for entry in ROOT.iterdir():
            if entry.name not in ("notebooks", ".git", ".venv"):
                (project / entry.name).symlink_to(entry)
        shutil.copytree(ROOT / "notebooks", project / "notebooks", ignore=shutil.ignore_patterns(".*"))
        cls.notebooks = project / "notebooks"
        posts = cls.folder / "replica.csv"
        subprocess.run([ROOT / "bin" / "retention", "replica", "--posts", "400", "--out", posts], check=True, stdout=subprocess.DEVNULL)
        cls.start(project, posts)
        cls.page = browser.Browser(command)
        cls.addClassCleanup(cls.page.__exit__)
        cls.page.socket.settimeout(LONGEST)
        # Commands go to the notebook that has the focus, which a page without a window gets only so.
        cls.page.send("Emulation.setFocusEmulationEnabled", enabled=True)
        cls.load()

    @classmethod
    def start(cls, project: Path, posts: Path) -> None:
        """Starts JupyterLab, which ends with the tests whatever happens; its kernels end with it."""
        home = cls.folder / "home"
        home.mkdir()
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "JPY", "IPYTHON", "XDG"))}
        environment |= {
            "HOME": str(home), "IPYTHONDIR": str(home / "ipython"), "JUPYTER_CONFIG_DIR": str(home / "config"),
            "JUPYTER_DATA_DIR": str(home / "data"), "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
            "RETENTION_DATA": str(posts), "RETENTION_SETTINGS": os.devnull}
        token, port = secrets.token_hex(), free_port()
        cls.url = f"http://127.0.0.1:{port}/"
        log = (ROOT / "build" / "test-lab.log").open("w")
        cls.addClassCleanup(log.close)
        cls.lab = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}",
             f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={project}", "--LabApp.expose_app_in_browser=True",
             "--LabApp.news_url=", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"],
            cwd=project, env=environment, stdout=log, stderr=log, start_new_session=True)
        cls.addClassCleanup(cls.stop)
        cls.token = token
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        until = time.monotonic() + 120
        while True:
            try:
                opener.open(f"{cls.url}api?token={token}", timeout=10).close()
                return
            except OSError:
                if cls.lab.poll() is not None or time.monotonic() > until:
                    raise AssertionError("JupyterLab does not answer; build/test-lab.log says why.") from None
                time.sleep(0.3)

    @classmethod
    def stop(cls) -> None:
        cls.lab.terminate()
        try:
            cls.lab.wait(20)
        except subprocess.TimeoutExpired:
            pass
        try:
            os.killpg(cls.lab.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        cls.lab.wait()

    @classmethod
    def load(cls) -> None:
        """Loads the page of JupyterLab anew, with no notebook open."""
        cls.page.send("Emulation.setDeviceMetricsOverride", width=1280, height=900, deviceScaleFactor=1, mobile=False)
        cls.page.seen = browser.Seen()
        cls.page.send("Page.navigate", url=f"{cls.url}lab?token={cls.token}&reset")
        cls.wait(lambda: cls.page.run("document.readyState == 'complete' && typeof jupyterapp == 'object'"), 60)

    @staticmethod
    def wait(until, seconds: float) -> float:
        """How long it took until something holds; fails if it takes too long."""
        start = time.monotonic()
        while not until():
            if time.monotonic() - start > seconds:
                raise AssertionError(f"JupyterLab is not so far after {seconds} s.")
            time.sleep(0.1)
        return time.monotonic() - start

    def opened(self, notebook: str) -> None:
        self.page.run(OPEN % notebook)
        self.addCleanup(self.closed)

    def closed(self) -> None:
        """Ends the kernel and closes the notebook as it was saved last."""
        self.page.run("(async () => { await panel.sessionContext.shutdown(); "
                      "await panel.context.revert(); panel.dispose(); })()")

    def ran(self, command: str) -> float:
        """Executes a command of JupyterLab's and waits for its end; how long that took."""
        self.page.run(f"window.ended = false; jupyterapp.commands.execute('{command}').finally(() => window.ended = true); 0")
        return self.wait(lambda: self.page.run("window.ended"), LONGEST)

    def cells(self) -> list[dict]:
        return json.loads(self.page.run(SHOWN))

    def cell(self, beginning: str) -> int:
        return next(i for i, cell in enumerate(self.cells()) if cell["source"].startswith(beginning))

    def write(self, place: int, source: str) -> None:
        """Types into a code cell, and selects it."""
        self.page.run(f"(() => {{ const cell = {CELLS}[{place}], notebook = panel.content; "
                      f"cell.model.sharedModel.setSource({json.dumps(source)}); "
                      "notebook.activeCellIndex = notebook.widgets.indexOf(cell); notebook.deselectAll(); })()")

    def text(self, place: int) -> str:
        """What a cell shows, of whatever kind."""
        return json.dumps(self.cells()[place]["outputs"], ensure_ascii=False)

    def test_each_notebook_runs_is_drawn_and_stays_small(self):
        for notebook in NOTEBOOKS:
            with self.subTest(notebook):
                self.load()
                self.opened(notebook)
                self.ran("notebook:run-all-cells")
                cells = self.cells()
                errors = [output["evalue"] for cell in cells for output in cell["outputs"] if output["output_type"] == "error"]
                self.assertEqual(errors, [])
                self.assertTrue(all(cell["count"] for cell in cells))
                self.assertEqual([cell["source"] for cell in cells if "<progress" in json.dumps(cell["outputs"])], [])
                self.saved(notebook, cells)
                self.drawn(cells)
                self.doCleanups()
                # Opened again, it shows its figures without a kernel having run anything.
                self.load()
                self.opened(notebook)
                self.drawn(cells)
                self.doCleanups()

    def saved(self, notebook: str, cells: list[dict]) -> None:
        self.ran("docmanager:save")
        size = (self.notebooks / f"{notebook}.ipynb").stat().st_size
        self.assertLess(size, MOST_BYTES)
        self.assertGreater(size, len(json.dumps(cells)) / 2)

    def drawn(self, cells: list[dict]) -> None:
        """Every figure is drawn whole, by JupyterLab alone, without a message in the console or a request to another host."""
        expected = sum("application/vnd.plotly.v1+json" in output.get("data", {}) for cell in cells for output in cell["outputs"])
        self.wait(lambda: json.loads(self.page.run(FIGURES))["figures"] == expected, 30)
        self.assertEqual(json.loads(self.page.run(FIGURES))["wrong"], [])
        self.assertEqual(self.page.seen.errors, [])
        elsewhere = [url for url in self.page.seen.requests if not url.startswith((self.url, "data:", "blob:"))]
        self.assertEqual(elsewhere, [])

    def test_a_knob_an_error_and_an_interrupt(self):
        self.load()
        self.opened("03_eda")
        knob, topics = self.cell("var topics = 13;"), self.cell("var model = study.timed(")
        following = self.cell("var documents")
        source = self.cells()[knob]["source"]
        for place in range(topics + 1):
            if place in (0, 1, 2, knob, following, topics) or "vectorizer" in self.cells()[place]["source"]:
                self.write(place, self.cells()[place]["source"])
                self.ran("notebook:run-cell")
        before = self.text(topics)

        self.write(knob, source.replace("13", "5"))
        self.ran("notebook:run-cell")
        self.write(topics, self.cells()[topics]["source"])
        self.ran("notebook:run-cell")
        self.assertNotEqual(self.text(topics), before)
        self.assertEqual(self.text(topics).count("<tr>"), 1 + 5)

        # A lost semicolon: the cells below do not run with the old value.
        self.write(knob, source.replace("var topics = 13;", "var topics = 9\nvar other = 1;"))
        self.ran("notebook:run-all-below")
        self.assertIn("';' expected", self.text(knob))
        self.assertEqual([cell["count"] for cell in self.cells()[knob + 1:] if cell["count"]], [])
        self.assertEqual([cell["outputs"] for cell in self.cells()[knob + 1:] if cell["outputs"]], [])

        self.write(knob, "import numerics.topics.*; import numerics.matrix.*;\n"
                   "var random = new Random(1); var dense = new double[2000][300];\n"
                   "for (var row : dense) Arrays.setAll(row, i -> random.nextDouble());\n"
                   "Nmf.fit(SparseMatrix.of(300, dense), new Nmf.Settings(20, Nmf.Start.RANDOM, 0, 1_000_000, 1));")
        self.page.run("window.ended = false; jupyterapp.commands.execute('notebook:run-cell').finally(() => window.ended = true); 0")
        time.sleep(3)
        self.assertFalse(self.page.run("window.ended"))
        self.page.run("jupyterapp.commands.execute('notebook:interrupt-kernel'); 0")
        self.assertLess(self.wait(lambda: self.page.run("window.ended"), 30), 5)
        self.assertIn("Interrupted.", self.text(knob))


if __name__ == "__main__":
    unittest.main()
