"""Kills a report at random moments, then lets it end: its results must be those of a run that nobody disturbed.

    python report/faults.py build/test/replica.csv build/test/report/results.json --kills 20 --seconds 90

Each run is killed by SIGKILL, so that nothing can be tidied up, once alone and once with all its children in turn. At the end no
half-written file may be left beside the pages or in the folder of the study.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def without_times(file: Path) -> dict:
    return {key: value for key, value in json.loads(file.read_text(encoding="utf-8")).items() if key != "timings"}


def main(posts: Path, expected: Path, kills: int, longest: float, seed: int) -> int:
    draw = random.Random(seed)
    out = ROOT / "build" / "faults"
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, ROOT / "report" / "build.py", "--out", out, "--data", posts]
    killed = 0
    for number in range(kills):
        # The process is the leader of a group, to which its children belong.
        run = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        moment = draw.uniform(0.5, longest)
        try:
            run.wait(moment)
            print(f"ended by itself within {moment:.1f} s")
        except subprocess.TimeoutExpired:
            (os.killpg if number % 2 else os.kill)(run.pid, signal.SIGKILL)
            run.wait()
            killed += 1
            print(f"killed after {moment:.1f} s, {'with' if number % 2 else 'without'} its children", flush=True)
    started = time.monotonic()
    ended = subprocess.run(command, check=False).returncode
    study = subprocess.run([ROOT / "bin" / "retention", "where"], env={**os.environ, "RETENTION_DATA": str(posts.resolve())},
                           stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    left = [str(file) for folder in (out, Path(study)) for file in folder.rglob("*.partial")]
    same = ended == 0 and without_times(out / "results.json") == without_times(expected)
    print(f"{killed} kills survived: exit code {ended} after {time.monotonic() - started:.0f} s, results {'the same' if same else 'DIFFERENT'}, "
          f"half-written files: {left or 'none'}")
    return 0 if same and not left else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("posts", type=Path)
    parser.add_argument("expected", type=Path, help="results.json of an undisturbed run")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=90, help="the latest moment")
    parser.add_argument("--seed", type=int, default=20250123)
    given = parser.parse_args()
    sys.exit(main(given.posts, given.expected, given.kills, given.seconds, given.seed))
