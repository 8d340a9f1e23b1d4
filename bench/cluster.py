"""Users of posts on a cluster of this machine against a single process, in turn: seconds and memory.

    python bench/cluster.py FOLDER... [--repeat 3] [--only cluster|single]

Each folder holds files of posts. Memory is the largest sum of what the processes of one side hold at a time (resident set).

On a machine that does other work, compare the processor seconds: they are sampled and lack the last fifth of a second of each process.
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
TICKS = os.sysconf("SC_CLK_TCK")


def processes():
    """Parent, resident bytes and processor seconds of each process."""
    found = {}
    for folder in pathlib.Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
                resident = int((folder / "statm").read_text().split()[1]) * PAGE
                found[int(folder.name)] = int(fields[1]), resident, (int(fields[11]) + int(fields[12])) / TICKS
            except (OSError, ValueError):
                continue
    return found


def below(root):
    """A process and all that it has started: resident bytes and processor seconds by process."""
    found = processes()
    family = {root}
    while True:
        more = {pid for pid, (parent, _, _) in found.items() if parent in family} - family
        if not more:
            return {pid: found[pid][1:] for pid in family if pid in found}
        family |= more


def run(command):
    """Wall seconds, processor seconds and largest resident megabytes of a command; it must end well."""
    start = time.monotonic()
    cpu = {}
    most = 0
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=ROOT)
        while process.poll() is None:
            family = below(process.pid)
            most = max(most, sum(resident for resident, _ in family.values()))
            cpu.update({pid: seconds for pid, (_, seconds) in family.items()})
            time.sleep(0.2)
        seconds = time.monotonic() - start
        log.seek(0)
        if process.returncode:
            raise SystemExit(log.read().decode()[-4000:])
    return {"seconds": round(seconds, 1), "cpu": round(sum(cpu.values()), 1), "megabytes": most >> 20}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--only", choices=["cluster", "single"])
    arguments = parser.parse_args()
    for folder in arguments.folders:
        for _ in range(arguments.repeat):
            out = pathlib.Path(tempfile.mkdtemp())
            sides = {
                "single": ["bin/retention", "users", folder, "--out", str(out / "users.csv")],
                "cluster": ["bin/retention-spark", folder, "--out", str(out / "tables"), "--steps", "users",
                            "--workers", "2"],
            }
            for side, command in sides.items():
                if arguments.only in (None, side):
                    print(json.dumps({"folder": pathlib.Path(folder).name, "side": side, **run(command)}), flush=True)
            shutil.rmtree(out)


if __name__ == "__main__":
    main()
