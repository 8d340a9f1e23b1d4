"""Speed and memory of the heavy stages, each beside a Python peer in the same run: make bench

Whole processes are timed, one after the other and in turn (ours, peer, ours, peer ...), so that a machine that slows down
slows both. Quoted are medians, their ratio, and the largest resident memory of a process.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "bench"
PYTHON = ROOT / "build" / "bench-venv" / "bin" / "python"
RETENTION = str(ROOT / "bin" / "retention")
RUNS = 3
EMBEDDED_POSTS, CHECKED_POSTS = 300, 200_000
REPLICA = ROOT / "data" / "replica.csv"
# getrusage gives kilobytes, but on macOS bytes.
RSS_PER_MEGABYTE = 1024 * 1024 if sys.platform == "darwin" else 1024


def timed(command: list[str]) -> tuple[float, float]:
    """Seconds, and megabytes of the largest resident set, of one process."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    error = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    if status != 0:
        sys.exit(f"{' '.join(command)} failed:\n{error.decode(errors='replace')}")
    return seconds, usage.ru_maxrss / RSS_PER_MEGABYTE


def pair(name: str, ours, peer) -> None:
    runs = {"ours": [], "peer": []}
    for _ in range(RUNS):
        runs["ours"].append(timed(ours()))
        runs["peer"].append(timed(peer()))
    seconds = {who: statistics.median(s for s, _ in figures) for who, figures in runs.items()}
    memory = {who: max(m for _, m in figures) for who, figures in runs.items()}
    print(f"| {name} | {seconds['ours']:.1f} s | {seconds['peer']:.1f} s | {seconds['ours'] / seconds['peer']:.2f} "
          f"| {memory['ours']:,.0f} MB | {memory['peer']:,.0f} MB |", flush=True)


def prepare() -> None:
    if not PYTHON.exists():
        print("Installing the Python peers into build/bench-venv ...", file=sys.stderr)
        venv.create(PYTHON.parent.parent, with_pip=True)
        subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", "-r", ROOT / "bench" / "requirements.txt"], check=True)
    WORK.mkdir(parents=True, exist_ok=True)
    for name, posts in (("small", EMBEDDED_POSTS), ("large", CHECKED_POSTS)):
        if not (WORK / f"{name}.csv").exists():
            subprocess.run([RETENTION, "replica", "--posts", str(posts), "--out", WORK / f"{name}.csv"],
                           check=True, stdout=subprocess.DEVNULL)
    for posts, users in ((WORK / "small.csv", "users.csv"), (REPLICA, "replica_users.csv")):
        subprocess.run([RETENTION, "users", posts, "--out", WORK / users], check=True, stdout=subprocess.DEVNULL)


def embed() -> list[str]:
    shutil.rmtree(WORK / "store", ignore_errors=True)
    return [RETENTION, "embed", str(WORK / "small.csv"), "--layer", "12", "--pooling", "cls",
            "--store", str(WORK / "store"), "--out", str(WORK / "ours.npz")]


def main() -> None:
    prepare()
    encoder = next((ROOT / "build" / "encoder").glob("*/saved_model.pb")).parent
    print(f"{RUNS} runs each, in turn, medians; {os.cpu_count()} processors\n")
    print("| Stage | Ours | Python peer | Ratio | Our memory | Peer's memory |")
    print("|---|---|---|---|---|---|")
    pair(f"Embed the users of {EMBEDDED_POSTS} posts, start included", embed,
         lambda: [str(PYTHON), str(ROOT / "bench" / "embed_peer.py"), str(encoder), str(WORK / "users.csv"),
                  str(WORK / "peer.npz")])
    pair("Topics of the replica's users, from text", lambda: [RETENTION, "topics", str(REPLICA)],
         lambda: [str(PYTHON), str(ROOT / "bench" / "topics_peer.py"), str(WORK / "replica_users.csv")])
    pair(f"Quality report of {CHECKED_POSTS:,} posts", lambda: [RETENTION, "check", str(WORK / "large.csv")],
         lambda: [str(PYTHON), str(ROOT / "bench" / "check_peer.py"), str(WORK / "large.csv")])
    text_stage()


def text_stage() -> None:
    """The stages of text in notebooks 2 and 3, added up, from the last report over the replica."""
    results = ROOT / "build" / "report" / "results.json"
    if not results.exists():
        print("\nThe text stage of the notebooks: run make report first.")
        return
    report = json.loads(results.read_text(encoding="utf-8"))
    stages = {name: seconds for name, seconds in report["timings"].items() if name.startswith("text_")}
    print(f"\nThe text stage of notebooks 2 and 3 over {report['dataset']['name']}: {sum(stages.values()):.0f} s, of which "
          + ", ".join(f"{name.removeprefix('text_').replace('_', ' ')} {seconds:.1f}" for name, seconds in stages.items()) + ".")


if __name__ == "__main__":
    main()
