"""Does to a report what happens to reports, and looks whether its results are those of a run that nobody disturbed.

    python report/faults.py build/test/replica.csv build/test/report/results.json [--only kills] [--kills 20]

- kills: runs are killed at random moments (SIGKILL, so that nothing can be tidied up), one with its children and the next
  without; then one runs to its end. No kernel runs on.
- disk: the disk of what a run keeps is full, then that of its pages; it ends with one line that says so; the next one, with room
  again, to its end. (Linux: a small file system of its own.)
- together: two runs at once over the same posts, each to its own folder.
- damage: files that an earlier run kept are cut or overwritten.
- little: posts that hold little of something, such as one user or no newcomer, have a report, too, in which no number is NaN.
- elsewhere: one processor, another time zone, no locale, a folder with blanks and Chinese in its name.

At the end of each no half-written file may be left beside the pages or in the folder of the study.
"""

import argparse
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import fixtures

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "build" / "faults"


def without_times(file: Path) -> dict:
    return {key: value for key, value in json.loads(file.read_text(encoding="utf-8")).items() if key != "timings"}


def shown(page: Path) -> str:
    """A page without its scripts and the bytes of its pictures."""
    return re.sub(r"(?s)<script.*?</script>|data:image/[^\"]*", "", page.read_text(encoding="utf-8"))


def kernels() -> set[str]:
    """The numbers of the processes that are kernels of this project."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,args="], stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()
    return {line.split()[0] for line in listed if str(ROOT / "build" / "kernel") in line}


class Trials:
    """Reports over one file of posts.

    expected: what results.json holds when nothing happens, without its timings.
    """

    def __init__(self, posts: Path, expected: Path, kills: int, longest: float, seed: int):
        self.posts = posts.resolve()
        self.expected = without_times(expected)
        self.kills = kills
        self.longest = longest
        self.draw = random.Random(seed)
        asked = subprocess.run([ROOT / "bin" / "retention", "where"], env={**os.environ, "RETENTION_DATA": str(self.posts)},
                               stdout=subprocess.PIPE, text=True, check=True)
        self.study = Path(asked.stdout.strip())

    def command(self, out: Path = OUT, root: Path = ROOT) -> list:
        return [sys.executable, root / "report" / "build.py", "--out", out, "--data", self.posts]

    def ends_well(self, out: Path = OUT) -> str:
        """Runs a report to its end; what is wrong with it, or nothing."""
        return self.wrong(subprocess.run(self.command(out), stdout=subprocess.DEVNULL, check=False).returncode, out)

    def wrong(self, code: int, out: Path = OUT, study: Path | None = None) -> str:
        if code != 0:
            return f"exit code {code}"
        left = [str(file) for folder in (out, study or self.study) for file in folder.rglob("*.partial")]
        if left:
            return f"half-written files: {', '.join(left)}"
        return "" if without_times(out / "results.json") == self.expected else f"other results in {out / 'results.json'}"

    def forget(self) -> None:
        """Leaves nothing of earlier runs but the encoder's vectors, which take longest."""
        shutil.rmtree(OUT, ignore_errors=True)
        for file in self.study.glob("*.*"):
            if file.is_file():
                file.unlink()

    def test_kills(self) -> str:
        self.forget()
        before = kernels()
        number = 0
        while number < self.kills:
            # The process is the leader of a group, to which its children belong.
            run = subprocess.Popen(self.command(), start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            moment = self.draw.uniform(0.5, self.longest)
            try:
                if wrong := self.wrong(run.wait(moment)):
                    return wrong
                print(f"  ended by itself within {moment:.1f} s, so that the next one begins anew", flush=True)
                self.forget()
            except subprocess.TimeoutExpired:
                (os.killpg if number % 2 else os.kill)(run.pid, signal.SIGKILL)
                run.wait()
                print(f"  killed after {moment:.1f} s, {'with' if number % 2 else 'without'} its children", flush=True)
                number += 1
        wrong = self.ends_well()
        left = kernels() - before
        return wrong or (f"kernels that run on: {', '.join(left)}" if left else "")

    def test_disk(self) -> str:
        self.forget()
        if not shutil.which("unshare"):
            return "not tried: there is no unshare here"
        for folder in (ROOT / "build" / "study", OUT):
            folder.mkdir(parents=True, exist_ok=True)
            small = f'mount -t tmpfs -o size=300k none "{folder}" && exec "$@"'
            run = subprocess.run(["unshare", "-rm", "sh", "-c", small, "sh", *self.command()], capture_output=True, text=True, check=False)
            said = run.stderr.strip()
            print(f"  {folder.name}: exit code {run.returncode}: {said[:300]}")
            if run.returncode != 1 or "No space left on device" not in said or "Traceback" in said or "\tat " in said:
                return "a full disk was not named"
        return self.ends_well()

    def test_together(self) -> str:
        self.forget()
        other = OUT.with_name("faults-together")
        shutil.rmtree(other, ignore_errors=True)
        runs = [subprocess.Popen(self.command(out), stdout=subprocess.DEVNULL) for out in (OUT, other)]
        codes = [run.wait() for run in runs]
        return self.wrong(codes[0]) or self.wrong(codes[1], other)

    def test_damage(self) -> str:
        wrong = self.ends_well()
        files = [file for file in sorted(self.study.rglob("*")) if file.is_file()]
        for number, file in enumerate(files):
            whole = file.read_bytes()
            # One file is cut, the next one begins otherwise.
            file.write_bytes(whole[:len(whole) // 2] if number % 2 else b"\x00\xff damaged" + whole[10:])
        print(f"  {len(files)} files damaged: {', '.join(sorted({file.name for file in files}))}")
        return wrong or self.ends_well()

    def test_little(self) -> str:
        out = OUT.with_name("faults-little")
        wrong = []
        for file in fixtures.write(OUT.with_name("fixtures")):
            shutil.rmtree(out, ignore_errors=True)
            command = [sys.executable, ROOT / "report" / "build.py", "--out", out, "--data", file]
            code = subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode
            pages = [page.name for page in out.glob("*.html") if "NaN" in shown(page)]
            if code or pages:
                wrong.append(f"{file.stem}: exit code {code}, NaN in {pages}")
        return "; ".join(wrong)

    def test_elsewhere(self) -> str:
        root = OUT.with_name("另一个 folder")
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns("build", ".venv", ".git", "target"))
        (root / "build").mkdir()
        for name in ("jars", "encoder", "fonts", "plotly.min.js"):
            if (ROOT / "build" / name).exists():
                (root / "build" / name).symlink_to(ROOT / "build" / name)
        env = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
        env |= {"TZ": "Pacific/Auckland", "LC_ALL": "C"}
        one = ["taskset", "-c", "0"] if shutil.which("taskset") else []
        out = root / "build" / "report"
        code = subprocess.run([*one, *self.command(out, root)], env=env, stdout=subprocess.DEVNULL, check=False).returncode
        wrong = self.wrong(code, out, root / "build" / "study")
        if not wrong:
            shutil.rmtree(root)
        return wrong


def main(posts: Path, expected: Path, only: list[str], kills: int, longest: float, seed: int) -> int:
    trials = Trials(posts, expected, kills, longest, seed)
    failed = 0
    for name in [name.removeprefix("test_") for name in dir(Trials) if name.startswith("test_")]:
        if only and name not in only:
            continue
        print(name, flush=True)
        start = time.monotonic()
        wrong = getattr(trials, f"test_{name}")()
        failed += bool(wrong)
        print(f"  {wrong or 'as expected'}, {time.monotonic() - start:.0f} s", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("posts", type=Path)
    parser.add_argument("expected", type=Path, help="results.json of an undisturbed run")
    parser.add_argument("--only", nargs="*", default=[], help="these trials")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=90, help="the latest moment of a kill")
    parser.add_argument("--seed", type=int, default=20250123)
    given = parser.parse_args()
    sys.exit(main(given.posts, given.expected, given.only, given.kills, given.seconds, given.seed))
