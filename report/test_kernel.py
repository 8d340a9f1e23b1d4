"""The Java kernel as Jupyter drives it: what an error or an interrupt does to the cells that wait, and what a student's mistakes say."""

import json
import os
import queue
import re
import signal
import subprocess
import sys
import time
import unittest
from pathlib import Path
from unittest import mock

from jupyter_client.manager import KernelManager

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "report" / "papermill"))

from java_parameters import assignments


def code(notebook: str, beginning: str = "") -> list[str]:
    """The code cells of a notebook that begin so."""
    cells = json.loads((ROOT / "notebooks" / f"{notebook}.ipynb").read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    return [source for source in sources if source.startswith(beginning)]


class Ending(unittest.TestCase):
    def test_a_kernel_ends_with_the_process_that_started_it(self):
        self.ends_after("client = kernel.client(); client.start_channels(); client.wait_for_ready(timeout=120); ")

    def test_a_kernel_ends_when_the_process_that_started_it_is_gone_before_it_runs(self):
        self.ends_after("")

    def ends_after(self, waiting: str) -> None:
        starting = (
            "import subprocess, time; from jupyter_client.manager import KernelManager; "
            f"kernel = KernelManager(kernel_name='java'); kernel.start_kernel(stdout=subprocess.DEVNULL); {waiting}"
            "print(kernel.provisioner.pid, flush=True); time.sleep(120)"
        )
        starter = subprocess.Popen([sys.executable, "-c", starting], stdout=subprocess.PIPE, text=True)
        kernel = int(starter.stdout.readline())
        starter.kill()
        starter.wait()
        starter.stdout.close()
        deadline = time.monotonic() + 20
        while runs(kernel) and time.monotonic() < deadline:
            time.sleep(0.1)
        left = runs(kernel)
        if left:
            os.kill(kernel, signal.SIGKILL)
        self.assertFalse(left)


def runs(process: int) -> bool:
    try:
        os.kill(process, 0)
        return True
    except ProcessLookupError:
        return False


class Kernel(unittest.TestCase):
    """One kernel for all tests, in which notebook 3 has run as far as its users."""

    @classmethod
    def setUpClass(cls):
        environment = {**os.environ, "RETENTION_SETTINGS": os.devnull}
        environment.pop("JPY_SESSION_NAME", None)
        cls.manager = KernelManager(kernel_name="java")
        log = (ROOT / "build" / "test-kernel.log").open("w")
        cls.addClassCleanup(log.close)
        cls.manager.start_kernel(cwd=ROOT / "notebooks", env=environment, stdout=log, stderr=log)
        cls.addClassCleanup(cls.manager.shutdown_kernel, now=True)
        cls.client = cls.manager.client()
        cls.client.start_channels()
        cls.addClassCleanup(cls.client.stop_channels)
        cls.client.wait_for_ready(timeout=120)
        users, = code("03_eda", "study.require(Requirement.USERS)")
        cls.too_early = cls.run_all(users)[0]
        cells = code("03_eda")
        for cell in cells[:cells.index(users) + 1]:
            status, shown = cls.run_all(cell)[0]
            assert status == "ok", shown

    @classmethod
    def run_all(cls, *cells: str, interrupt_after: float = 0) -> list[tuple[str, str]]:
        """Sends all cells at once, as a page does that runs all of them; each one's status, and the text that it showed."""
        asked = [cls.client.execute(cell) for cell in cells]
        interrupt_at = time.monotonic() + interrupt_after if interrupt_after else float("inf")
        replies, shown, idle = {}, dict.fromkeys(asked, ""), set()
        last = time.monotonic()
        while len(replies) < len(asked) or not idle >= set(asked):
            if time.monotonic() > interrupt_at:
                cls.manager.interrupt_kernel()
                interrupt_at = float("inf")
            message = cls.next_message()
            if message is None:
                if time.monotonic() - last > 120:
                    raise TimeoutError(f"{len(replies)} of {len(asked)} cells were answered, {len(idle)} ended")
                continue
            last = time.monotonic()
            cell, content = message["parent_header"].get("msg_id"), message["content"]
            if message["msg_type"] == "execute_reply":
                replies[cell] = content["status"]
            elif content.get("execution_state") == "idle":
                idle.add(cell)
            elif cell in shown:
                shown[cell] += "\n".join(content.get("traceback", [])) + content.get("text", "")
                shown[cell] += content.get("data", {}).get("text/plain", "")
        return [(replies[cell], re.sub(r"\x1b\[[0-9;]*m", "", shown[cell])) for cell in asked]

    @classmethod
    def next_message(cls) -> dict | None:
        """What a cell shows, or the answer to one; nothing if none comes at once."""
        for channel in (cls.client.get_iopub_msg, cls.client.get_shell_msg):
            try:
                return channel(timeout=0.05)
            except queue.Empty:
                pass
        return None

    def says(self, cell: str, *expected: str) -> None:
        """A cell fails, and its message has these words."""
        (status, shown), = self.run_all(cell)
        self.assertEqual(status, "error", shown)
        for words in expected:
            self.assertIn(words, shown)

    def test_an_error_ends_what_waits(self):
        statuses = self.run_all("int earlier = 1;", 'throw new IllegalStateException("on purpose");', "int later = 2;", "int last = 3;")
        self.assertEqual([status for status, _ in statuses], ["ok", "error", "aborted", "aborted"])
        self.says("later", "cannot find symbol")
        self.assertEqual(self.run_all("earlier + 1"), [("ok", "2")])

    def test_an_error_that_is_allowed_ends_nothing(self):
        asked = [self.client.execute(cell, stop_on_error=False) for cell in ("int zero = 1 / 0;", "1 + 1")]
        replies = {}
        while len(replies) < 2:
            reply = self.client.get_shell_msg(timeout=60)
            replies[reply["parent_header"]["msg_id"]] = reply["content"]["status"]
        self.assertEqual([replies[cell] for cell in asked], ["error", "ok"])

    def test_a_lost_semicolon_does_not_run_what_follows_with_the_old_value(self):
        self.assertEqual(self.run_all("var knob = 8;", "knob")[1], ("ok", "8"))
        statuses = self.run_all("var knob = 9\nvar other = 1;", "knob")
        self.assertEqual(statuses[0][0], "error")
        self.assertIn("';' expected", statuses[0][1])
        self.assertIn("put a semicolon behind it", statuses[0][1])
        self.assertEqual(statuses[1], ("aborted", ""))

    def interrupted(self, cell: str) -> None:
        """An interrupt ends a cell and all of its work within five seconds, and what waits behind it."""
        running = time.monotonic()
        (status, shown), waiting = self.run_all(cell, "1 + 1", interrupt_after=2)
        self.assertLess(time.monotonic() - running, 2 + 5)
        self.assertEqual((status, shown), ("error", "Interrupted."))
        self.assertEqual(waiting, ("aborted", ""))
        threads = 'Thread.getAllStackTraces().values().stream().flatMap(Stream::of).map(StackTraceElement::getClassName)' \
            '.filter(name -> name.startsWith("numerics.") || name.startsWith("retention.model")).distinct().toList()'
        self.assertEqual(self.run_all(threads), [("ok", "[]")])

    def test_an_interrupt_ends_the_search_for_topics(self):
        self.run_all("import numerics.topics.*; import numerics.matrix.*;")
        self.interrupted(
            "var random = new Random(1); var dense = new double[4000][300];\n"
            "for (var row : dense) Arrays.setAll(row, i -> random.nextDouble());\n"
            "Nmf.fromRandom(SparseMatrix.of(300, dense), 200, 1);")

    def test_an_interrupt_ends_shuffles(self):
        self.interrupted(
            "boolean[] labels = new boolean[1000]; labels[3] = true;\n"
            "numerics.evaluation.LabelPermutation.of(labels, shuffled -> shuffled[5] ? 1 : 0, 2_000_000_000, 1);")

    def test_an_interrupt_ends_fits_on_other_threads(self):
        self.run_all("import numerics.learning.*; import retention.features.*;")
        self.interrupted(
            "var half = new boolean[400]; for (int i = 0; i < 200; i++) half[2 * i] = true;\n"
            "var values = new float[400][40]; for (var row : values) for (int i = 0; i < 40; i++) row[i] = (float) Math.random();\n"
            "var names = IntStream.range(0, 40).mapToObj(i -> \"x\" + i).toList();\n"
            "var rows = new LabelledMatrix(FeatureMatrix.of(names, values), half);\n"
            "numerics.learning.Fits.run(Collections.nCopies(100_000, (java.util.function.Supplier<Object>) () ->"
            " new FirthLogistic().fit(rows, 1)), numerics.Progress.NONE);")

    def test_an_interrupt_ends_a_loop_of_the_cell(self):
        self.interrupted("for (int i = 0; i < 1_000_000; i++) Thread.sleep(10);")

    def test_an_interrupt_while_a_cell_shows_something_leaves_the_kernel_alive(self):
        for _ in range(3):
            (status, shown), = self.run_all("for (long n = 0; n < 1_000_000_000L; n++) System.out.println(n);", interrupt_after=1)
            self.assertEqual(status, "error")
            self.assertIn("Interrupted", shown)
            self.assertEqual(self.run_all("1 + 1"), [("ok", "2")])

    def test_a_cell_that_is_run_too_early_names_the_one_to_run_first(self):
        status, shown = self.too_early
        self.assertEqual(status, "error")
        self.assertIn("`Requirement` comes with the notebook's first cell, `%load setup.jsh`: run it first.", shown)
        self.assertIn('`study` is made by the cell `var study = Study.open();` under the heading "3 · Exploration": run it first.', shown)
        self.says(code("03_eda", "var model = ")[0], "`matrix` is made by the cell `var documents", 'heading "Topics": run it first.')

    def test_knobs_are_checked_where_they_are_typed(self):
        knob, = code("03_eda", "var topics = 13;")
        self.says(knob.replace("13", "-3"), "topics must be a whole number from 1; you gave -3.")
        self.says(knob.replace("13", '"13"'), "incompatible types", "String cannot be converted to int")
        self.says(code("03_eda", "var bins = 30;")[0].replace("30", "0"), "bins must be a whole number from 1; you gave 0.")
        self.says("Vectorizer.tfIdf().minDocuments(0)", "minDocuments must be a whole number from 1; you gave 0.")
        self.says("Vectorizer.tfIdf().maxShare(30)", "maxShare must be above 0 and at most 1; you gave 30.0.")
        self.says("new ExpectedCost(-50, 1)", "-50.0", "above 0")

    def test_a_knob_of_another_type_says_which_one_is_meant(self):
        knob, = code("03_eda", "var topics = 13;")
        self.says(knob.replace("13", "2.5"), "A whole number is expected, such as 13.")
        self.says(knob.replace("13", '"13"'), "A number is expected: write it without quotation marks.")
        self.says("String word = 13;", "A text is expected: put it into quotation marks.")
        self.says("var dropout = 0,3;", "Decimals are written with a point, such as 0.3.")
        self.says('Segmenter.standard().withoutStopWords(List.of("cat"));', "leave out List.of( and its ).")

    def test_the_examples_for_students_run(self):
        examples = re.findall(r"(?s)```java\n(.*?)```", (ROOT / "docs" / "students.md").read_text(encoding="utf-8"))
        self.assertGreater(len(examples), 2)
        for example in examples:
            asked = self.client.execute(example)
            data = []
            while not data or data[-1] is not None:
                message = self.client.get_iopub_msg(timeout=60)
                if message["parent_header"].get("msg_id") == asked:
                    self.assertNotEqual(message["msg_type"], "error", message["content"])
                    data.append(None if message["content"].get("execution_state") == "idle" else message["content"].get("data", {}))
            self.client.get_shell_msg(timeout=60)
            self.assertTrue(any("text/html" in each for each in data[:-1]), example)

    def test_a_value_that_was_lost_says_what_to_run(self):
        self.says("numerics.evaluation.MetricIntervals.auc(null, 0.95);", "run the cells above it again")

    def test_the_layers_of_a_network_are_checked(self):
        self.says("new retention.model.SeededDropout(3);", "The rate of dropout is 3.0, expected at least 0 and below 1.")
        self.says("ai.djl.nn.core.Linear.builder().setUnits(-1).build();", "a whole number of units from 1")

    def test_texts_topics_neighbours_and_features_that_are_not_there(self):
        self.says("Vectorizer.tfIdf().fitTransform(List.<List<String>>of());", "No texts: expected one or more.")
        words = 'Vectorizer.counts().minDocuments(1).maxShare(1).fitTransform(List.of(List.of("cat", "dog"), List.of("cat")))'
        self.says(f"{words}.nmf(1_000_000_000);", "1000000000 topics of SparseMatrix[2 x 2, 3 not zero]: ask for fewer")
        self.says("users.nearest(new float[users.size()][3], 999999, 4);", "Row 999999, expected 0 to ")
        self.run_all("import numerics.learning.*;")
        self.says('FeatureMatrix.of(List.of("likes"), new float[1][1]).columns("like");', "No feature 'like' among [likes]")

    def test_a_file_that_is_not_there_is_named(self):
        self.says('Study.of(java.nio.file.Path.of("posts.csv"));', "posts.csv: no such file. Check the path")

    def test_a_full_disk_is_named_with_the_systems_reason(self):
        full = 'throw new java.io.UncheckedIOException("Cannot append to vectors.bin", new java.io.IOException("No space left on device"));'
        whole = "Cannot append to vectors.bin (IOException: No space left on device)"
        self.says(full, f"UncheckedIOException: {whole}")
        # What the report prints is the reply.
        self.client.execute(full)
        self.assertEqual(self.client.get_shell_msg(timeout=60)["content"]["evalue"], f"java.io.UncheckedIOException: {whole}")
        wrapped = 'throw new java.io.UncheckedIOException(new java.io.IOException("No space left on device"));'
        self.assertEqual(self.run_all(wrapped)[0][1].splitlines()[0],
                         "UncheckedIOException: java.io.IOException: No space left on device")

    def test_a_misspelt_constant_lists_those_that_there_are(self):
        self.says("users.only(Cohort.NEWCOMERS);", "Cohort` has these constants: [ESTABLISHED, WAVE, LATER]")
        self.says("study.settings().withScale(true);", "NetworkProtocol.Sums` has these constants: [RAW, LOG")

    def test_a_message_has_no_frames_of_java(self):
        (_, shown), = self.run_all('Vectorizer.tfIdf().fitTransform(List.<List<String>>of());')
        self.assertNotIn("java.base", shown)
        self.assertEqual(shown.splitlines()[0], "IllegalArgumentException: No texts: expected one or more.")

    def test_a_misspelt_column_lists_those_that_there_are(self):
        self.says('show(users.table().selectColumns("user_id", "like_cuont"));',
                  "`users.table()` has these columns: [user_id, like_count, ", "like_cuont does not exist")
        self.says('users.table().summarize("likes", tech.tablesaw.aggregate.AggregateFunctions.mean).by("retained")',
                  "`users.table()` has these columns: [user_id, like_count, ")
        self.says('var column = "likes"; users.table().numberColumn(column);', "`users.table()` has these columns: [user_id, like_count, ")

    def test_a_misspelt_name_is_mended(self):
        self.says("show(usres.table());", "`usres` is not there; is `users` meant?")

    def test_a_variable_that_is_there_is_not_called_missing(self):
        (_, shown), = self.run_all("String absent = null; absent.length();")
        self.assertNotIn("is not there", shown)

    def test_parameters_are_written_in_java(self):
        given = {"topics": 5, "most": 2**40, "share": 0.5, "shown": True, "words": ['a"\\u0022\n;', "猫"], "costs": {"missing": 50}}
        shown = 'topics + most + " " + share + shown + words.get(0).equals("a\\"\\\\" + "u0022\\n;") + words.get(1) + costs'
        self.assertEqual(self.run_all(assignments(given) + shown), [("ok", f"{2**40 + 5} 0.5truetrue猫{{missing=50}}")])
        for name, value in (("my-knob", 1), ("knob", None), ("knob", 2**63), ("knob", float("nan"))):
            with self.assertRaisesRegex(ValueError, "expected"):
                assignments({name: value})

    def test_a_figure_is_data_of_the_standard_type_and_nothing_is_shown_twice(self):
        self.client.execute('show(Distributions.equalBins(2, List.of(DoubleColumn.create("</script><b>", 1, 2.5)))); show("text");')
        shown = []
        while len(shown) < 2:
            message = self.client.get_iopub_msg(timeout=60)
            self.assertNotIn(message["msg_type"], ("stream", "error"), message["content"])
            if message["msg_type"] == "display_data":
                shown.append(message["content"]["data"])
        self.client.get_shell_msg(timeout=60)
        figure = shown[0]["application/vnd.plotly.v1+json"]
        self.assertEqual(figure["data"][0]["type"], "bar")
        self.assertEqual(figure["layout"]["xaxis"]["title"]["text"], "&lt;/script&gt;&lt;b&gt;")
        self.assertEqual(shown[0]["text/html"].count("</script>"), 1)
        self.assertEqual(shown[1], {"text/html": '<div class="retention"><p>text</p></div>\n', "text/plain": ""})

    def test_what_is_not_closed_says_so(self):
        self.says('var words = List.of("cat);', "unclosed string literal", "put a quotation mark behind it")
        self.says('var words = List.of("cat"', "Incomplete input", "close it with ) or }")

    def test_an_error_of_the_library_shows_neither_the_kernel_nor_its_message_twice(self):
        (_, shown), = self.run_all("Vectorizer.tfIdf().maxShare(30)")
        self.assertTrue(shown.startswith("IllegalArgumentException: maxShare must be"), shown)
        self.assertNotIn("jjava", shown)


if __name__ == "__main__":
    unittest.main()
