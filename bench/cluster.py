"""Users of posts on a cluster of this machine against a single process, in turn: seconds and memory.

    python bench/cluster.py FOLDER... [--repeat 3] [--memory 1g] [--only cluster|single]

Each folder holds files of posts. Memory is the largest sum of what the processes of one side hold at a time (resident set).
Prints one line a run as JSON. What it measured is in docs/cluster.md.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = os.sysconf("SC_PAGE_SIZE")


def processes():
    """Parent and resident bytes of each process."""
    found = {}
    for folder in pathlib.Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
                found[int(folder.name)] = parent, int((folder / "statm").read_text().split()[1]) * PAGE
            except (OSError, ValueError):
                continue
    return found


def resident(root):
    """Resident bytes of a process and all below it."""
    found = processes()
    below = {root}
    while True:
        more = {pid for pid, (parent, _) in found.items() if parent in below} - below
        if not more:
            return sum(found[pid][1] for pid in below if pid in found)
        below |= more


def run(command):
    """Wall seconds, processor seconds and largest resident bytes of a command; it must end well."""
    before = os.times()
    start = time.monotonic()
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=ROOT)
        most = 0
        while process.poll() is None:
            most = max(most, resident(process.pid))
            time.sleep(0.5)
        seconds = time.monotonic() - start
        if process.returncode:
            log.seek(0)
            raise SystemExit(log.read().decode()[-4000:])
    after = os.times()
    busy = after.children_user + after.children_system - before.children_user - before.children_system
    return {"seconds": round(seconds, 1), "cpu": round(busy, 1), "megabytes": most >> 20}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--memory", default="1g")
    parser.add_argument("--only", choices=["cluster", "single"])
    arguments = parser.parse_args()
    for folder in arguments.folders:
        for _ in range(arguments.repeat):
            out = pathlib.Path(tempfile.mkdtemp())
            sides = {
                "single": ["bin/retention", "users", folder, "--out", str(out / "users.csv")],
                "cluster": ["bin/retention-spark", folder, "--out", str(out / "tables"), "--steps", "users",
                            "--workers", "2", "--memory", arguments.memory],
            }
            for side, command in sides.items():
                if arguments.only in (None, side):
                    print(json.dumps({"folder": pathlib.Path(folder).name, "side": side, **run(command)}), flush=True)
            shutil.rmtree(out)


if __name__ == "__main__":
    main()
