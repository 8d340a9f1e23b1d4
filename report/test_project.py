"""The project's own files: notebooks as they should be stored, pins that agree, a README that is true."""

import contextlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import architecture
import jars

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LONGEST_CELL = 15


def cells(notebook: Path, kind: str) -> list[dict]:
    return [c for c in json.loads(notebook.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == kind]


# Numbers in prose are those of the design: dates, layers, thresholds, the level of the intervals, the published split, a power of ten.
DESIGN = {"95 %", "20 %", "1,000"}
WORDS = "two three four five six seven eight nine ten eleven twelve thirteen fifteen sixteen twenty thirty forty fifty hundred thousand"
RESULT = re.compile(
    r"""(?ix)
      \b\d+(?:\.\d+)?\s?%                                      # a percentage
    | \b0\.\d{2,}                                             # a share with two decimals or more
    | \b\d{1,3}(?:,\d{3})+\b                                  # thousands
    | \b(?:\d+|WORDS)[\s-](?:[\w-]+\s){0,2}(?:users|people|newcomers|accounts|posts|parameters|repetitions|epochs)\b
    """.replace("WORDS", "|".join(WORDS.split())))


def typed_results(prose: str) -> list[str]:
    """Numbers that code should print, in prose without its code, links and references."""
    prose = re.sub(r"(?ms)^## References.*?(?=^## |\Z)", "", prose)
    prose = re.sub(r"(?s)```.*?```|`[^`]*`", "", prose)
    prose = re.sub(r"\]\([^)]*\)", "]", prose)
    return [found for found in (match.group(0) for match in RESULT.finditer(prose)) if found not in DESIGN]


class Notebooks(unittest.TestCase):
    def test_there_are_five_numbered_by_step(self):
        self.assertEqual(
            [p.stem for p in NOTEBOOKS], ["01_data", "02_preprocessing", "03_eda", "04_model", "05_results"])

    def test_are_stored_without_outputs(self):
        for notebook in NOTEBOOKS:
            for cell in cells(notebook, "code"):
                self.assertEqual(cell["outputs"], [], notebook.name)
                self.assertIsNone(cell["execution_count"], notebook.name)

    def test_have_short_cells(self):
        for notebook in NOTEBOOKS:
            for cell in cells(notebook, "code"):
                lines = "".join(cell["source"]).splitlines()
                self.assertLessEqual(len(lines), LONGEST_CELL, f"{notebook.name}: {lines[0]}")

    def test_begin_with_a_title_and_a_quoted_line(self):
        for notebook in NOTEBOOKS:
            self.assertRegex("".join(cells(notebook, "markdown")[0]["source"]), r"\A# \d · .+\n\n> .+")

    def test_are_set_up_by_one_file_and_imports_in_their_first_cell_and_nothing_else(self):
        for notebook in NOTEBOOKS:
            lines = "".join(cells(notebook, "code")[0]["source"]).splitlines()
            self.assertEqual(lines[0], "%load setup.jsh", notebook.name)
            self.assertTrue(all(line.startswith("import ") for line in lines[1:]), notebook.name)
            for cell in cells(notebook, "code")[1:]:
                self.assertNotRegex("".join(cell["source"]), r"(?m)^[%]", notebook.name)
        setup = (ROOT / "notebooks" / "setup.jsh").read_text(encoding="utf-8").splitlines()
        self.assertEqual(setup[0], "%classpath ../build/jars/*.jar")
        self.assertEqual([line for line in setup[1:] if line.startswith("%")], [])

    def test_import_few_packages_of_the_library(self):
        sources = ["".join(cells(notebook, "code")[0]["source"]) for notebook in NOTEBOOKS]
        sources.append((ROOT / "notebooks" / "setup.jsh").read_text(encoding="utf-8"))
        packages = set(re.findall(r"(?m)^import ((?:retention|numerics)\.[a-z.]*[a-z])\.", "\n".join(sources)))
        self.assertLessEqual(packages, {
            "numerics.evaluation", "numerics.learning", "retention.features", "retention.figures", "retention.model",
            "retention.study", "retention.text", "retention.users"})

    def test_say_which_data_they_run_on(self):
        for notebook in NOTEBOOKS:
            self.assertTrue(any("show(study);" in "".join(c["source"]) for c in cells(notebook, "code")), notebook.name)

    def test_type_no_result_into_their_prose(self):
        for notebook in NOTEBOOKS:
            for cell in cells(notebook, "markdown"):
                found = typed_results("".join(cell["source"]))
                self.assertEqual(found, [], f"{notebook.name}, {cell['id']}: let code print it")

    def test_that_a_result_was_typed_is_found(self):
        for prose in (
            "A network with 108,033 parameters", "learns from ten people", "Why 99 % means nothing", "an AUC of 0.87",
            "means over four repetitions", "of 20 retained users", "in 3,249 rows", "accuracy of 99.38 %",
            "Two hundred newcomers", "one of the twenty-three retained users",
        ):
            self.assertNotEqual(typed_results(prose), [], prose)

    def test_numbers_of_the_design_are_no_results(self):
        for prose in (
            "A 95 % interval", "on 31 January 2025, at 10:30", "five features", "a threshold of 0.5, dropout 0.2", "`var topics = 13;`",
            "Change `List.of(0.25, 0.5)` or [notebook 4](04_model.ipynb#600-users)", "layer 9 of 12", "[CLS] of 128 tokens",
            "one half of the pairs", "## References\n\n- D. Firth, Biometrika 80 (1993), 0.05 of 20 users.\n",
        ):
            self.assertEqual(typed_results(prose), [], prose)


class Pins(unittest.TestCase):
    def test_requirements_are_pinned_exactly(self):
        for line in (ROOT / "requirements.txt").read_text().splitlines():
            if line and not line.startswith("#"):
                self.assertRegex(line, r"^[a-z0-9-]+==[0-9][0-9a-z.]*$")

    def test_the_lock_holds_every_pin_and_a_digest_of_every_package(self):
        lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
        pins = [line for line in (ROOT / "requirements.txt").read_text().splitlines() if not line.startswith("#")]
        self.assertLessEqual(set(pins), {line.split(" ")[0] for line in lock.splitlines()})
        for package in re.split(r"\n(?=[\w.-]+==)", re.sub(r"(?m)^#.*\n", "", lock)):
            self.assertRegex(package, r"^[\w.-]+==\S+ .*\\\n +--hash=sha256:[0-9a-f]{64}\b")

    def test_the_conda_environment_takes_its_pins_from_requirements_and_its_jdk_from_the_pom(self):
        environment = (ROOT / "environment.yml").read_text()
        self.assertRegex(environment, r"(?m)^ +- pip:\n +- -r requirements\.txt$")
        self.assertEqual(re.findall(r"==", environment), [])
        pom = ElementTree.parse(ROOT / "pom.xml").getroot()
        space = {"m": "http://maven.apache.org/POM/4.0.0"}
        release = pom.find("m:properties/m:maven.compiler.release", space).text
        self.assertIn(f"- openjdk={release}\n", environment)

    def test_the_libraries_are_those_that_are_listed(self):
        self.assertEqual(jars.wrong(jars.found(ROOT / "build" / "jars"), ROOT / "jars.lock"), [])

    def test_a_library_that_is_another_one_is_named(self):
        with tempfile.TemporaryDirectory() as folder:
            lock = Path(folder) / "jars.lock"
            for name in ("known-1.jar", "changed-1.jar", "new-1.jar", "retention-study-1.jar"):
                (Path(folder) / name).write_text(name, encoding="utf-8")
            digests = jars.found(Path(folder))
            self.assertEqual(list(digests), ["changed-1.jar", "known-1.jar", "new-1.jar"])
            lock.write_text(f"{digests['known-1.jar']}  known-1.jar\n{'0' * 64}  changed-1.jar\n", encoding="utf-8")
            changed, new = jars.wrong(digests, lock)
            self.assertRegex(changed, "^changed-1.jar has the digest [0-9a-f]{64}, expected 0000")
            self.assertRegex(new, "^new-1.jar is not in jars.lock")

    def test_a_native_library_of_another_platform_is_let_through(self):
        with tempfile.NamedTemporaryFile("w+") as lock, contextlib.redirect_stderr(io.StringIO()):
            self.assertEqual(jars.wrong({"pytorch-native-cpu-2.7.1-osx-aarch64.jar": "0"}, Path(lock.name)), [])
            self.assertEqual(len(jars.wrong({"pytorch-native-cpu-2.7.1-linux-x86_64.jar": "0"}, Path(lock.name))), 1)

    def test_no_module_states_a_version_of_its_own(self):
        modules = sorted((ROOT / "lib").glob("*/pom.xml"))
        self.assertEqual([module.parent.name for module in modules], ["numerics", "spark", "study", "tools"])
        for module in modules:
            for version in re.findall(r"<version>(.*?)</version>", module.read_text().split("</parent>")[1]):
                self.assertRegex(version, r"^\$\{[a-z0-9-]+\.version\}$")


class Readme(unittest.TestCase):
    TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
    CHINESE = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")

    def test_takes_a_few_minutes_to_read(self):
        self.assertLessEqual(len(self.TEXT.split()), 900)

    def test_names_only_make_targets_that_exist(self):
        targets = set(re.findall(r"(?m)^([a-z-]+):.*##", (ROOT / "Makefile").read_text()))
        documents = [ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "lib").glob("*/README.md"), ROOT / "bench" / "README.md"]
        for text in (self.TEXT, self.CHINESE, *(document.read_text(encoding="utf-8") for document in documents)):
            for target in re.findall(r"(?m)(?:`|^)make ([a-z-]+)", text):
                self.assertIn(target, targets)

    def test_names_only_files_that_exist(self):
        for path in re.findall(r"\]\((?!https?:)([^)#]+)\)", self.TEXT + self.CHINESE):
            self.assertTrue((ROOT / path).exists(), path)

    def test_names_every_notebook_in_order(self):
        for text in (self.TEXT, self.CHINESE):
            named = re.findall(r"notebooks/(\d\d_\w+)\.ipynb", text)
            self.assertEqual(list(dict.fromkeys(named)), [p.stem for p in NOTEBOOKS])

    def test_the_chinese_edition_keeps_in_step(self):
        def figures(text: str) -> list[str]:
            """The numbers of the results but for those in the names of rows, which are months in Chinese."""
            block = text.split("<!-- results")[1].split("<!-- end of results")[0]
            return re.findall(r"\d+(?:[.,]\d+)*", re.sub(r"(?m)^\| [^|]+", "", block))

        for part in (
            lambda text: re.findall(r"(?m)^#+", text),
            lambda text: re.findall(r"(?s)```.*?```", text),
            figures,
            lambda text: [path for path in re.findall(r"\]\(([^)]+)\)", text.replace(".zh-CN.svg", ".svg")) if "README" not in path
                          or "/" in path],
        ):
            self.assertEqual(part(self.CHINESE), part(self.TEXT))

    def test_each_knob_is_in_the_notebooks_that_it_names(self):
        rows = re.findall(r"(?m)^\| (`var .+?) \| ([^|]+) \|$", (ROOT / "docs" / "students.md").read_text(encoding="utf-8"))
        self.assertGreater(len(rows), 5)
        for knobs, where in rows:
            for number in re.findall(r"\d", where.split("used in")[0]):
                text = "".join("".join(c["source"]) for c in cells(NOTEBOOKS[int(number) - 1], "code"))
                for knob in re.findall(r"`(var [^`]+)`", knobs):
                    self.assertTrue(re.sub(r"[\s,]*\.\.\..*", "", knob) in text, f"{number}: {knob}")

    def test_the_workflow_for_windows_runs_the_commands_of_the_document(self):
        document = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
        job = (ROOT / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8").split("\n  windows:")[1]
        commands = [line.replace("%%", "%").replace(" --quiet", "") for line in re.findall(r"(?m)- run: (.+)$", job)]
        self.assertEqual(commands[:6], document.split("```")[1].strip().splitlines()[:6])
        for command in commands[6:]:
            self.assertIn(command.split("\\")[-1].split(" --out")[0], document)

    def test_make_lists_every_command_with_what_it_does(self):
        listed = subprocess.run(["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        expected = re.findall(r"(?m)^([a-z-]+):.*## (.+)$", (ROOT / "Makefile").read_text())
        self.assertEqual(listed.splitlines(), [f"make {target:15}{what}" for target, what in expected])

    def test_documents_link_to_files_that_exist(self):
        for document in sorted((ROOT / "docs").glob("*.md")):
            for path in re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text(encoding="utf-8")):
                self.assertTrue((document.parent / path).exists(), f"{document.name}: {path}")


class Architecture(unittest.TestCase):
    def test_the_picture_is_that_of_the_sources(self):
        text = architecture.DOCUMENT.read_text(encoding="utf-8")
        self.assertEqual(text, architecture.document(text), "run python report/architecture.py")

    def test_numerics_speaks_of_no_application(self):
        sources = sorted((ROOT / "lib" / "numerics" / "src" / "main").rglob("*.java"))
        self.assertGreater(len(sources), 30)
        for source in sources:
            words = re.findall(r"(?i)\b(?:users?|retained|retention|posts?|lost|reactions?)\b", source.read_text(encoding="utf-8"))
            self.assertEqual(words, [], source.name)

    def test_packages_that_use_each_other_in_a_circle_are_refused(self):
        with self.assertRaisesRegex(ValueError, "circle.*posts.*users"):
            architecture.order({"posts": {"users"}, "users": {"posts"}, "text": set()})

    def test_arrows_that_follow_from_others_are_left_out(self):
        self.assertEqual(
            architecture.direct({"a": set(), "b": {"a"}, "c": {"a", "b"}}), {"a": set(), "b": {"a"}, "c": {"b"}})

    def test_files_that_the_map_names_exist(self):
        named = re.findall(r"`(\w+/\w+\.java)`", architecture.DOCUMENT.read_text(encoding="utf-8"))
        self.assertGreater(len(named), 5)
        for file in named:
            self.assertEqual(len(list((ROOT / "lib").glob(f"*/src/main/java/*/{file}"))), 1, file)


class Command(unittest.TestCase):
    """bin/retention, with a Java that only says how it was called."""

    def is_compiled_fast(self, *arguments: object) -> bool:
        with tempfile.TemporaryDirectory() as folder:
            java = Path(folder, "java")
            java.write_text('#!/bin/sh\necho "$@"\n')
            java.chmod(0o755)
            run = subprocess.run([ROOT / "bin" / "retention", *map(str, arguments)], capture_output=True, text=True, check=True,
                                 env=dict(os.environ, PATH=f"{folder}:{os.environ['PATH']}"))
        self.assertEqual(run.stderr, "")
        self.assertTrue(run.stdout.rstrip().endswith(" ".join(["retention.cli.Retention", *map(str, arguments)])), run.stdout)
        return "TieredStopAtLevel=1" in run.stdout

    def test_small_files_alone_are_read_without_optimised_code(self):
        with tempfile.TemporaryDirectory() as folder:
            small, large = Path(folder, "small posts.csv"), Path(folder, "large.csv")
            small.write_bytes(bytes(1000))
            large.touch()
            os.truncate(large, 100_000_001)
            self.assertTrue(self.is_compiled_fast("check", small))
            self.assertTrue(self.is_compiled_fast("users", small, "--out", Path(folder, "new.csv")))
            self.assertTrue(self.is_compiled_fast("--help"))
            self.assertFalse(self.is_compiled_fast("check", small, large))
            self.assertFalse(self.is_compiled_fast("check", folder))
            self.assertFalse(self.is_compiled_fast("score", small))

    def test_embed_is_run_without_optimised_code_whatever_the_size(self):
        self.assertTrue(self.is_compiled_fast("embed", ROOT / "lib"))


class BadInput(unittest.TestCase):
    def test_make_does_not_run_what_a_file_name_holds(self):
        name = "$(shell echo run) $HOME `pwd` 'a' \\"
        run = subprocess.run(
            ["make", "-s", "--eval", 'said:\n\t@printf %s "$$DATA"', "said", f"DATA={name}"],
            cwd=ROOT, capture_output=True, text=True, check=True)
        self.assertEqual(run.stdout, name)

    def test_a_missing_prerequisite_is_named_in_one_line(self):
        run = subprocess.run(
            ["/bin/sh", str(ROOT / "bin" / "prerequisites"), "no-such-python"], capture_output=True, text=True, check=False)
        self.assertEqual(run.returncode, 1)
        self.assertRegex(run.stderr, r"(?m)^Missing: Python 3\.10 or newer, as no-such-python\. .*$")

    def prerequisites(self, **commands: str) -> subprocess.CompletedProcess:
        """Runs the check where these commands print something else than here."""
        with tempfile.TemporaryDirectory() as folder:
            for name, script in commands.items():
                file = Path(folder, name)
                file.write_text(f"#!/bin/sh\n{script}\n")
                file.chmod(0o755)
            return subprocess.run(
                ["/bin/sh", str(ROOT / "bin" / "prerequisites"), sys.executable], capture_output=True, text=True,
                check=False, env={**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"})

    def test_a_platform_without_native_libraries_is_named(self):
        uname = 'case "$1" in -s) echo {} ;; *) echo {} ;; esac'
        for system, machine, expected in (
            ("Linux", "aarch64", "native libraries for Linux on aarch64"),
            ("Darwin", "x86_64", "native libraries for Darwin on x86_64"),
            ("MINGW64_NT-10.0", "x86_64", "Linux. On Windows, run this inside WSL"),
        ):
            run = self.prerequisites(uname=uname.format(system, machine))
            self.assertEqual(run.returncode, 1)
            self.assertIn(f"Missing: {expected}", run.stderr)
        for system, machine in (("Linux", "x86_64"), ("Darwin", "arm64")):
            self.assertEqual(self.prerequisites(uname=uname.format(system, machine)).stderr, "")

    def test_an_old_java_beside_a_new_compiler_is_named(self):
        run = self.prerequisites(java="echo 'openjdk version \"1.8.0_402\"' >&2")
        self.assertEqual(run.returncode, 1)
        self.assertRegex(run.stderr, r"(?m)\AMissing: Java 17 or newer as java on the PATH\. .*$")

    def test_make_passes_a_name_with_blanks_on_as_one(self):
        for target in ("check", "score"):
            run = subprocess.run(
                ["make", "-n", "-s", "-o", "build/jars/.stamp", target, "DATA=data/tt refugee.csv"],
                cwd=ROOT, capture_output=True, text=True, check=True)
            last = run.stdout.splitlines()[-1].replace("bin/retention", "printf '%s|'")
            printed = subprocess.run(
                ["/bin/sh", "-c", last], capture_output=True, text=True, check=True,
                env={**os.environ, "DATA": "data/tt refugee.csv"})
            self.assertEqual(printed.stdout, f"{target}|data/tt refugee.csv|")

    def test_a_quick_look_is_at_no_posts_of_ones_own(self):
        run = subprocess.run(
            ["make", "-s", "-o", "setup", "report", "QUICK=1", "DATA=posts.csv"], cwd=ROOT, capture_output=True, text=True, check=False)
        self.assertNotEqual(run.returncode, 0)
        self.assertRegex(run.stderr, r"(?m)\AQUICK=1 looks at a replica\. Of your posts: make report DATA=\.\.\.$")

    def test_make_refuses_a_quick_look_that_it_does_not_know_or_cannot_give(self):
        for said in (["report", "QUICK=yes"], ["site", "QUICK=1"], ["readme", "QUICK=1"]):
            run = subprocess.run(["make", "-n", *said], cwd=ROOT, capture_output=True, text=True, check=False)
            self.assertNotEqual(run.returncode, 0, said)
            self.assertRegex(run.stderr, "QUICK=(yes|1)", said)

    def test_programs_say_in_one_line_which_arguments_they_take(self):
        for arguments in (["publish.py"], ["publish.py", "a", "b", "c"], ["check.py"], ["check.py", "nowhere"], ["readme.py", "build"]):
            run = subprocess.run([sys.executable, *arguments], cwd=ROOT / "report", capture_output=True, text=True, check=False)
            self.assertEqual(run.returncode, 1, arguments)
            self.assertEqual(len(run.stderr.splitlines()), 1, run.stderr)
            self.assertIn(f"python report/{arguments[0]}", run.stderr)

    def test_the_size_of_an_output_is_asked_without_reading_it(self):
        with tempfile.TemporaryDirectory() as folder:
            run = subprocess.run(
                ["sh", "-c", f"'{ROOT}/bin/retention' users data/replica.csv --out /dev/stdout >> '{folder}/all.csv'"],
                cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
            self.assertEqual((run.returncode, run.stderr), (0, ""))
            self.assertTrue(Path(folder, "all.csv").read_text(encoding="utf-8-sig").startswith("user_id,"))

    def test_a_closed_standard_input_is_an_empty_one(self):
        run = subprocess.run(
            ["sh", "-c", f"'{ROOT}/bin/retention' check - <&-"], capture_output=True, text=True, check=False, timeout=120)
        self.assertEqual((run.returncode, run.stdout), (1, ""))
        self.assertRegex(run.stderr, r"^-: the file is empty.*\n$")

    def test_a_chinese_file_name_is_read_whatever_the_locale(self):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "小 红书", "帖 子.csv")
            file.parent.mkdir()
            file.write_bytes((ROOT / "data" / "replica.csv").read_bytes())
            for environment in ({"LC_ALL": "C"}, {}):
                run = subprocess.run(
                    [ROOT / "bin" / "retention", "check", file], capture_output=True, check=False,
                    env={"PATH": os.environ["PATH"], **environment})
                self.assertEqual(run.returncode, 0, run.stderr.decode())
                self.assertIn("usable rows", run.stdout.decode())

    def test_posts_that_cannot_be_used_end_the_report_with_one_line(self):
        with tempfile.TemporaryDirectory() as folder:
            empty = Path(folder, "empty.csv")
            empty.write_text("title,user_id,like_count,create_time\n")
            for file, reason in ((Path(folder, "absent.csv"), "no such file"), (empty, "there is no row below the header")):
                run = subprocess.run(
                    [sys.executable, ROOT / "report" / "build.py", "--out", Path(folder, "out"), "--data", file],
                    capture_output=True, text=True, check=False)
                self.assertEqual(run.returncode, 1)
                self.assertRegex(run.stderr, rf"\A[^\n]*{file.name}: {reason}[^\n]*\n\Z")
                self.assertEqual(run.stdout, "")

    def test_a_failing_cell_is_named(self):
        sys.path.insert(0, str(ROOT / "report"))
        import build
        import nbformat

        notebook = nbformat.v4.new_notebook(cells=[
            nbformat.v4.new_markdown_cell("# Title"),
            nbformat.v4.new_code_cell("int ok = 1;"),
            nbformat.v4.new_code_cell('throw new IllegalStateException("on purpose");'),
        ])
        failure, not_done = build.execute(notebook, subprocess.DEVNULL)
        self.assertRegex(failure, r"^cell 3: .*IllegalStateException.*on purpose")
        self.assertEqual(not_done, [])

    def test_a_killed_kernel_is_named_in_one_line(self):
        sys.path.insert(0, str(ROOT / "report"))
        import build
        import nbformat

        notebook = nbformat.v4.new_notebook(cells=[
            nbformat.v4.new_markdown_cell("# Title"), nbformat.v4.new_code_cell("Runtime.getRuntime().halt(137);")])
        failure, _ = build.execute(notebook, subprocess.DEVNULL)
        self.assertRegex(failure, r"^cell 2: the Java kernel died, most likely because memory ran out: [^\n]+$")

    def test_a_section_that_the_data_refuse_says_so_and_the_page_goes_on(self):
        sys.path.insert(0, str(ROOT / "report"))
        import build
        import nbformat

        def text(source):
            return nbformat.v4.new_markdown_cell(source)

        def code(source):
            return nbformat.v4.new_code_cell(source)

        notebook = nbformat.v4.new_notebook(cells=[
            text("# Title\n\n> Quoted."), code("int one = 1;"),
            text("The last word before.\n\n## Models\n\nWhat they are."),
            code('if (one == 1) throw new IllegalArgumentException("1 of 5 users was retained; this takes <10>.");\nint two = 2;'),
            text("### Below"), code("System.exit(1);"),
            text("A reading of the models.\n\n## Data"), code("one + 1"),
            text("## Built upon"), code("two + 1"),
        ])
        failure, not_done = build.execute(notebook, subprocess.DEVNULL)
        self.assertIsNone(failure)
        self.assertEqual(not_done, [
            {"section": "Models", "reason": "1 of 5 users was retained; this takes <10>."},
            {"section": "Built upon",
             "reason": "This builds on a section that was left out. 1 of 5 users was retained; this takes <10>."},
        ])
        self.assertEqual([cell.source for cell in notebook.cells], [
            "# Title\n\n> Quoted.", "int one = 1;",
            "The last word before.\n\n## Models",
            '<p class="study-not-done"><b>Not done:</b> 1 of 5 users was retained; this takes &lt;10&gt;.</p>',
            "## Data", "one + 1",
            "## Built upon", notebook.cells[-1].source,
        ])
        self.assertEqual([output.output_type for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs],
                         ["execute_result"])


if __name__ == "__main__":
    unittest.main()
