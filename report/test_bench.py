"""The runner of the benchmarks: what it compares, and what it says of what it cannot run."""

import argparse
import contextlib
import io
import os
import re
import subprocess
import sys
import tempfile
import unittest
import unittest.mock
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "bench"))

import bench


def prints(text: str) -> list[str]:
    return [sys.executable, "-c", f"print({text!r})"]


class Runner(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.addCleanup(setattr, bench, "WORK", bench.WORK)
        bench.WORK = Path(folder.name)

    def test_both_sides_run_in_turn_and_are_compared(self):
        order = []
        sides = [bench.Side(name, prints(""), before=lambda name=name: order.append(name)) for name in ("ours", "peer")]
        with self.quiet():
            measured = bench.Stage("", sides[0], sides[1:], lambda ours, peer: "yes").measured(2)
        self.assertEqual(order, ["ours", "peer"] * 2)
        peer = measured["peers"][0]
        self.assertEqual(peer["same"], "yes")
        self.assertLessEqual(peer["lowest"], peer["highest"])

    def test_a_peer_that_is_not_installed_is_named_and_the_others_run(self):
        absent = bench.Side("absent", [sys.executable, "-c", "import no_such_library"])
        with self.quiet():
            peers = bench.Stage("", bench.Side("ours", prints("")), [absent, bench.Side("there", prints(""))]).measured(1)["peers"]
        self.assertIn("no_such_library", peers[0]["not_done"])
        self.assertNotIn("\n", peers[0]["not_done"])
        self.assertIn("times_as_fast", peers[1])

    def test_a_program_that_is_not_there_is_named(self):
        with self.quiet():
            measured = bench.Stage("", bench.Side("ours", ["/no/such/program"]), []).measured(1)
        self.assertIn("/no/such/program", measured["ours"]["not_done"])

    def test_a_figure_that_is_printed_counts_instead_of_the_whole_process(self):
        with self.quiet():
            measured = bench.Stage("", bench.Side("ours", prints("start 9 s, warm 0.25 s"), figure=bench.printed("warm")), []).measured(1)
        self.assertEqual(measured["ours"]["median"], 0.25)

    def test_a_peer_finds_the_columns_of_a_table_that_begins_with_a_byte_order_mark(self):
        sys.path.insert(0, str(ROOT / "bench" / "peers"))
        with unittest.mock.patch.dict(sys.modules, {"numpy": unittest.mock.MagicMock()}):
            import encoding
        bench.WORK.joinpath("users.csv").write_text("user_id,text\n1,\u4f60\u597d\n", encoding="utf-8-sig")
        read = encoding.read_users(argparse.Namespace(users=bench.WORK / "users.csv", limit=None))
        self.assertEqual(read, [{"user_id": "1", "text": "\u4f60\u597d"}])

    def test_a_count_that_differs_is_named(self):
        ours = bench.Side("ours", [], printed="   usable rows  |   300  |  posts\n   repeated texts  |   2  |  twice\n")
        same = bench.Side("peer", [], printed="usable rows 300\nrepeated texts 2")
        other = bench.Side("peer", [], printed="usable rows 300\nrepeated texts 3")
        self.assertEqual(bench.same_report(ours, same), "2 counts")
        self.assertEqual(bench.same_report(ours, other), "no: repeated texts 2 and 3")

    def test_growth_takes_the_start_off(self):
        side = {"name": "ours", "median": 3.0, "start": 1.0, "megabytes": 100}
        lines = bench.growth([{"title": "Quality report of 1,000,000 posts", "posts": 1_000_000, "ours": side, "peers": []}])
        self.assertEqual(lines[-1], "| Quality report | ours | 2.00 s, 100 MB |")

    def quiet(self):
        return contextlib.redirect_stderr(io.StringIO())


class Commands(unittest.TestCase):
    def test_a_stage_that_does_not_exist_is_refused_in_one_line(self):
        run = subprocess.run([sys.executable, str(ROOT / "bench" / "bench.py")], env={**os.environ, "STAGE": "no_such"},
                             capture_output=True, text=True)
        self.assertNotEqual(run.returncode, 0)
        self.assertRegex(run.stderr, r"^STAGE=no_such is no stage; expected some of start, .*\n$")

    def test_each_stage_is_described(self):
        described = re.findall(r"(?m)^\| `(\w+)` \|", (ROOT / "bench" / "README.md").read_text(encoding="utf-8"))
        self.assertEqual(described, [*bench.STAGES, "kernels"])

    def test_what_the_stages_run_exists(self):
        source = (ROOT / "bench" / "bench.py").read_text(encoding="utf-8")
        for java in re.findall(r'ours_java\("(\w+\.java)"', source):
            self.assertTrue((ROOT / "bench" / java).is_file(), java)
        for peer in re.findall(r'peer\("(\w+)"', source):
            self.assertTrue((ROOT / "bench" / "peers" / f"{peer}.py").is_file(), peer)

    def test_requirements_are_pinned_exactly(self):
        for file in ("requirements.txt", "requirements-torch.txt"):
            for line in (ROOT / "bench" / file).read_text().splitlines():
                self.assertTrue(line.startswith("#") or re.fullmatch(r"[\w-]+==[\w.]+", line), line)


class Archive(unittest.TestCase):
    """The archive of parsed classes is a matter of speed alone."""

    ARCHIVE = ROOT / "build" / "retention.jsa"

    def test_a_damaged_or_missing_archive_is_not_mentioned(self):
        expected = self.help()
        kept = self.ARCHIVE.read_bytes() if self.ARCHIVE.is_file() else None
        try:
            for damaged in (b"", b"no archive", None):
                self.ARCHIVE.unlink(missing_ok=True)
                if damaged is not None:
                    self.ARCHIVE.write_bytes(damaged)
                self.assertEqual(self.help(), expected)
        finally:
            self.ARCHIVE.unlink(missing_ok=True)
            if kept is not None:
                self.ARCHIVE.write_bytes(kept)

    def help(self) -> str:
        run = subprocess.run([str(ROOT / "bin" / "retention"), "--help"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertEqual(run.returncode, 0, run.stdout)
        return run.stdout


if __name__ == "__main__":
    unittest.main()
