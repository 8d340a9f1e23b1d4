"""Speed and memory of the study's stages, beside what a Python user would run instead: make bench

    make bench                       every stage; STAGE=users,check only these
    make bench STAGE=users RUNS=5    so many runs of each side (default: 3)
    make bench BIG=1                 also 10 million posts, and the published loop over every user of the replica

Both sides run as whole processes and in turn (ours, first peer, second peer, ours ...), so that a machine that slows down slows
all of them. Results go to bench/results.json, where those of other stages stay, and from there to bench/results.md.
BENCH_PYTHON names a Python that has the peers' packages already.
"""

import csv
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import time
import venv
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BENCH = ROOT / "bench"
WORK = ROOT / "build" / "bench"
PYTHON = Path(os.environ.get("BENCH_PYTHON") or ROOT / "build" / "bench-venv" / "bin" / "python")
RETENTION = ROOT / "bin" / "retention"
REPLICA = ROOT / "data" / "replica.csv"
BIG = os.environ.get("BIG") == "1"
HUGE = 10_000_000
SIZES = (10_000, 100_000, 1_000_000) + ((HUGE,) if BIG else ())
# getrusage gives kilobytes, but on macOS bytes.
RSS_PER_MEGABYTE = 1024 * 1024 if sys.platform == "darwin" else 1024
COUNTS = ["like_count", "collect_count", "comment_count", "share_count"]


@dataclass
class Side:
    """One program: its command, the same command without work, and what it writes."""

    name: str
    command: list
    start: list | None = None
    out: Path | None = None
    before: Callable = lambda: None
    figure: Callable[[str], float] | None = None
    seconds: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    printed: str = ""
    failure: str = ""

    def run(self) -> None:
        """Runs once. The seconds are those of the whole process, or those that its figure finds in what it prints."""
        self.before()
        seconds, megabytes, self.printed = timed(self.command)
        self.seconds.append(self.figure(self.printed) if self.figure else seconds)
        self.megabytes.append(megabytes)

    def json(self) -> dict:
        if self.failure:
            return {"name": self.name, "not_done": self.failure}
        start = {"start": round(statistics.median(self.starts), 3)} if self.starts else {}
        return {"name": self.name, "median": round(statistics.median(self.seconds), 4),
                "seconds": [round(s, 4) for s in self.seconds], "megabytes": round(max(self.megabytes)), **start}


@dataclass
class Stage:
    """One row of the table: our side, those that it is compared with, and whether both give the same."""

    title: str
    ours: Side
    peers: list[Side]
    same: Callable[[Side, Side], str] = lambda ours, peer: ""
    posts: int | None = None
    most_runs: int = 100

    def measured(self, runs: int) -> dict:
        sides = [self.ours, *self.peers]
        for _ in range(min(runs, self.most_runs)):
            for side in sides:
                if not side.failure:
                    self.attempt(side)
        peers = [self.beside(peer) for peer in self.peers]
        return {"title": self.title, "date": date.today().isoformat(), "load_before": round(os.getloadavg()[0], 1),
                **({"posts": self.posts} if self.posts else {}), "ours": self.ours.json(), "peers": peers}

    def attempt(self, side: Side) -> None:
        try:
            if side.start:
                side.starts.append(timed(side.start)[0])
            side.run()
            print(f"  {side.name}: {side.seconds[-1]:.3g} s, {side.megabytes[-1]:,.0f} MB", file=sys.stderr, flush=True)
        except RuntimeError as e:
            side.failure = str(e)
            print(f"  {side.name}: not done: {e}", file=sys.stderr, flush=True)

    def beside(self, peer: Side) -> dict:
        if peer.failure or self.ours.failure:
            return peer.json()
        # A pair is what ran one after the other.
        pairs = [theirs / ours for ours, theirs in zip(self.ours.seconds, peer.seconds)]
        ratio = statistics.median(peer.seconds) / statistics.median(self.ours.seconds)
        return {**peer.json(), "times_as_fast": round(ratio, 3), "lowest": round(min(pairs), 3), "highest": round(max(pairs), 3),
                "same": self.same(self.ours, peer)}


def timed(command: list) -> tuple[float, float, str]:
    """Seconds and megabytes of the largest resident set of one process, and what it printed."""
    command = [str(part) for part in command]
    with open(WORK / "stdout.txt", "w+b") as out, open(WORK / "stderr.txt", "w+b") as err:
        start = time.monotonic()
        try:
            process = subprocess.Popen(command, stdout=out, stderr=err)
        except OSError as e:
            raise RuntimeError(f"{command[0]}: {e.strerror}") from e
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        printed, error = (file.read().decode(errors="replace").strip() for file in (out, err))
    if process.returncode != 0:
        last = (error or printed).splitlines()[-1:] or [f"exit code {process.returncode}"]
        raise RuntimeError(last[0][:200])
    return seconds, usage.ru_maxrss / RSS_PER_MEGABYTE, printed


def ours(*command, out: Path | None = None, before: Callable = lambda: None) -> Side:
    return Side("ours", [RETENTION, *command], [RETENTION, "--help"], out, before)


def ours_java(file: str, *arguments) -> Side:
    java = ["java", "-Xmx2g", "-Duser.language=en", "-Duser.country=US", "-Djava.awt.headless=true", f"-Dretention.root={ROOT}",
            "-cp", f"{ROOT}/build/jars/*", BENCH / file]
    return Side("ours", [*java, *arguments])


def peer(name: str, *arguments, out: Path | None = None) -> Side:
    file = BENCH / "peers" / f"{name}.py"
    return Side(name.replace("_", " "), [PYTHON, file, *arguments], [PYTHON, file, "--start-only"], out)


def printed(what: str) -> Callable[[str], float]:
    """Finds the number behind these words in what a program prints."""
    def find(text: str) -> float:
        found = re.search(rf'\b{what}"?:? ([\d.]+)', text)
        if not found:
            raise RuntimeError(f"it prints no “{what}”")
        return float(found[1])

    return find


def posts(number: int) -> Path:
    """A replica of so many posts, made when it is first asked for."""
    file = WORK / f"posts_{number}.csv"
    if not file.exists():
        print(f"Writing {number:,} posts ...", file=sys.stderr)
        partial = WORK / "partial.csv"
        subprocess.run([RETENTION, "replica", "--posts", str(number), "--out", partial], check=True, stdout=subprocess.DEVNULL)
        partial.replace(file)
        partial.with_suffix(".truth.json").replace(file.with_suffix(".truth.json"))
    return file


def user_table(file: Path) -> Path:
    """The users of a file of posts, made by our own command: what peers of later stages begin with."""
    users = WORK / f"users_of_{file.stem}.csv"
    if not users.exists():
        subprocess.run([RETENTION, "users", file, "--out", users], check=True, stdout=subprocess.DEVNULL)
    return users


def same_users(ours: Side, peer: Side) -> str:
    """Compares the numbers of users and of retained ones, and the sums of all counts."""
    def totals(file: Path) -> dict:
        csv.field_size_limit(sys.maxsize)
        found = dict.fromkeys(["users", "retained", *COUNTS], 0)
        with open(file, encoding="utf-8-sig", newline="") as rows:
            for row in csv.DictReader(rows):
                found["users"] += 1
                found["retained"] += row["retained"].lower() in ("true", "1")
                for column in COUNTS:
                    found[column] += int(float(row[column] or 0))
        return found

    mine, theirs = totals(ours.out), totals(peer.out)
    differing = [f"{key} {mine[key]:,} and {theirs[key]:,}" for key in mine if mine[key] != theirs[key]]
    return f"no: {', '.join(differing)}" if differing else f"{mine['users']:,} users, {mine['retained']:,} retained, all sums"


def same_report(ours: Side, peer: Side) -> str:
    """Compares each count that the peer prints as `name number` with our row of that name."""
    rows = dict(re.findall(r"^ *([\w ]+?)  \| +(\d+)  \|", ours.printed, re.M))
    theirs = {name: number for name, number in re.findall(r"^([a-z][\w ]*?) (\d+)$", peer.printed, re.M) if name in rows}
    differing = [f"{name} {rows[name]} and {number}" for name, number in theirs.items() if rows[name] != number]
    return f"no: {', '.join(differing)}" if differing or not theirs else f"{len(theirs)} counts"


def same_vectors(ours: Side, peer: Side) -> str:
    """The largest difference of a number in the vectors of all users."""
    code = ("import sys, numpy as np; a, b = (np.load(f) for f in sys.argv[1:]); i, j = (np.argsort(x['keys'].astype(str)) for x in (a, b));"
            "print('%.1e' % np.abs(a['embeddings'][i] - b['embeddings'][j]).max())")
    run = subprocess.run([PYTHON, "-c", code, ours.out, peer.out], capture_output=True, text=True)
    if run.returncode:
        return f"no: {run.stderr.splitlines()[-1]}"
    return ("" if float(run.stdout) <= 1e-4 else "no: ") + f"largest difference {run.stdout.strip()}"


def printed_users(ours: Side, peer: Side) -> str:
    both = [re.search(r"users (\d+), retained (\d+).*", side.printed) for side in (ours, peer)]
    return ("" if both[0].groups() == both[1].groups() else "no: ") + f"ours {both[0][0]}; theirs {both[1][0]}"


def start() -> list[Stage]:
    ten = WORK / "ten.csv"
    with open(REPLICA, encoding="utf-8", newline="") as rows, open(ten, "w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(row for _, row in zip(range(11), csv.reader(rows)))
    imports = {"pandas": "pandas", "Polars": "polars", "DuckDB": "duckdb", "jieba and scikit-learn": "jieba, sklearn.decomposition",
               "TensorFlow": "tensorflow", "Keras": "keras", "ONNX Runtime": "onnxruntime", "PyTorch": "torch"}
    return [
        Stage("Start alone: `bin/retention --help`, and Python with an import", ours("--help"),
              [Side("nothing", [PYTHON, "-c", "pass"]),
               *(Side(name, [PYTHON, "-c", f"import {modules}"]) for name, modules in imports.items())]),
        Stage("Quality report of ten posts", ours("check", ten), [peer("check_pandas", ten)], same_report),
    ]


def check() -> list[Stage]:
    return [Stage(f"Quality report of {n:,} posts", ours("check", posts(n)), [peer("check_pandas", posts(n))], same_report, posts=n,
                  most_runs=1 if n == HUGE else 100)
            for n in SIZES]


def users() -> list[Stage]:
    def written(who: str) -> Path:
        return WORK / f"{who}_users.csv"

    return [Stage(f"CSV to user table, {n:,} posts",
                  ours("users", posts(n), "--out", written("ours"), out=written("ours"), before=lambda: written("ours").unlink(True)),
                  [peer(f"users_{who}", posts(n), written(who), out=written(who)) for who in ("pandas", "polars", "duckdb")],
                  same_users, posts=n, most_runs=1 if n == HUGE else 100)
            for n in SIZES]


def topics() -> list[Stage]:
    return [Stage("Words, TF-IDF and NMF of the replica's users, whole process", ours("topics", REPLICA),
                  [peer("topics_sklearn", user_table(REPLICA))],
                  lambda ours, peer: "not compared here: a test holds the error within 1 % of scikit-learn's")]


def encode() -> list[Stage]:
    file = REPLICA if BIG else posts(1000)
    encoder = next((ROOT / "build" / "encoder").glob("*/saved_model.pb")).parent
    readout = ["--layer", "12", "--pooling", "cls"]
    store, mine = WORK / "store", WORK / "ours.npz"
    embed = ["embed", file, *readout, "--store", store, "--out", mine]

    def forget() -> None:
        shutil.rmtree(store, ignore_errors=True)

    def theirs(who: str) -> Side:
        out = WORK / f"{who}.npz"
        side = peer(f"encode_{who}", encoder, user_table(file), out, *readout, out=out)
        # The first run converts the weights and keeps them, which is no part of the work.
        side.before = cache(lambda: subprocess.run([*side.command, "--limit", "1"], capture_output=True))
        return side

    def same(ours: Side, theirs: Side) -> str:
        return same_vectors(ours, theirs) if theirs is not peak else f"the share of the peak: {theirs.printed}"

    def changed(ours: Side, theirs: Side) -> str:
        return timed([PYTHON, BENCH / "peers" / "precision.py", ours.out, theirs.out, user_table(file)])[2]

    quick, quick_store = WORK / "bfloat16.npz", WORK / "store-bfloat16"
    quicker = ours("embed", file, *readout, "--precision", "bfloat16", "--store", quick_store, "--out", quick, out=quick,
                   before=lambda: shutil.rmtree(quick_store, ignore_errors=True))
    exact = ours(*embed, out=mine, before=forget)
    exact.name = "ours in float32"
    peak = theirs("sgemm")
    peak.figure = printed("seconds at peak")
    title = f"Encode the users of {'the replica' if BIG else '1,000 posts'}, layer 12, [CLS]"
    return [Stage(title, ours(*embed, out=mine, before=forget),
                  [*map(theirs, ("published", "tensorflow", "onnx", "pytorch")), peak], same, most_runs=1 if BIG else 2),
            Stage("Encode again with nothing changed", ours(*embed, out=mine), []),
            Stage("Encode the same in bfloat16", quicker, [exact], changed, most_runs=1 if BIG else 2)]


def train() -> list[Stage]:
    sides = [ours_java("TrainEpoch.java"), peer("train_keras")]
    for side in sides:
        side.figure = printed("median epoch")
    return [Stage("An epoch of the published network, batches of 16", sides[0], sides[1:])]


def segment() -> list[Stage]:
    mine, theirs = ours_java("Segment.java", user_table(REPLICA)), peer("segment_jieba", user_table(REPLICA))
    mine.figure = printed("warm")
    theirs.figure = lambda text: printed("characters")(text) / printed("characters_per_second")(text)
    return [Stage("Segmentation of the replica's users on one core, warm", mine, [theirs])]


def study() -> list[Stage]:
    file = REPLICA if BIG else posts(1000)
    encoder = next((ROOT / "build" / "encoder").glob("*/saved_model.pb")).parent
    return [Stage(f"The published study from {'the replica' if BIG else '1,000 posts'} to its metrics",
                  ours_java("AsPublished.java", file, WORK), [peer("study_original", file, encoder)], printed_users, most_runs=1)]


def kernels() -> list[dict]:
    """The microbenchmarks of bench/jmh, by JMH."""
    run = subprocess.run(["mvn", "-B", "-ntp", "-q", "-Dstyle.color=never", "-Pkernels", "-pl", "bench/jmh", "-am", "package", "-DskipTests"],
                         cwd=ROOT, capture_output=True, text=True)
    if run.returncode:
        return [{"not_done": (run.stdout + run.stderr).strip().splitlines()[0]}]
    out = WORK / "jmh.json"
    run = subprocess.run(["java", "-Xmx2g", f"-Dretention.root={ROOT}", "-cp", f"{BENCH}/jmh/target/classes:{BENCH}/jmh/target/jars/*:{ROOT}/build/jars/*",
                          "org.openjdk.jmh.Main", "-rf", "json", "-rff", out, "-foe", "true"], stdout=sys.stderr)
    if run.returncode:
        return [{"not_done": "JMH failed; what it said stands above"}]
    return [{"name": each["benchmark"].rsplit(".", 1)[1], "score": each["primaryMetric"]["score"],
             "error": float(each["primaryMetric"]["scoreError"]), "unit": each["primaryMetric"]["scoreUnit"]}
            for each in json.loads(out.read_text())]


STAGES = {each.__name__: each for each in (start, check, users, segment, topics, encode, train, study)}


def machine() -> dict:
    def of(file: str, key: str) -> str:
        try:
            found = re.search(rf"^{key}\s*:\s*(.+)$", Path(file).read_text(), re.M)
        except OSError:
            found = None
        return found[1] if found else "unknown"

    memory = f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB"
    java = subprocess.run(["java", "-version"], capture_output=True, text=True).stderr.splitlines()[0]
    packages = subprocess.run([PYTHON, "-m", "pip", "list", "--format=json", "--disable-pip-version-check"], capture_output=True, text=True)
    wanted = re.findall(r"^([\w-]+)==", (BENCH / "requirements.txt").read_text() + (BENCH / "requirements-torch.txt").read_text(), re.M)
    installed = {each["name"].lower(): each["version"] for each in json.loads(packages.stdout or "[]")}
    return {"processor": of("/proc/cpuinfo", "model name"), "cores": os.cpu_count(), "memory": memory,
            "system": f"{platform.system()} {platform.machine()}", "java": java, "python": platform.python_version(),
            "packages": {name: installed.get(name, "not installed") for name in wanted}}


def spoken(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s" if seconds < 100 else f"{seconds:,.0f} s"


def row(stage: dict, peer: dict | None) -> str:
    mine = stage["ours"]
    cells = [stage["title"], spoken(mine["median"]), f"{mine['megabytes']:,} MB"] if "median" in mine else [stage["title"], "not done", ""]
    if peer is None:
        return "| " + " | ".join([*cells, "", "", "", "", ""]) + " |"
    if "median" not in peer:
        return "| " + " | ".join([*cells, peer["name"], "not done", "", "", peer["not_done"].replace("|", "/")]) + " |"
    start = spoken(peer["start"]) if "start" in peer else ""
    ratio = f"**{peer['times_as_fast']:.2f}** [{peer['lowest']:.2f}, {peer['highest']:.2f}]" if "times_as_fast" in peer else ""
    return "| " + " | ".join([*cells, peer["name"], f"{spoken(peer['median'])}{f', start {start}' if start else ''}",
                              f"{peer['megabytes']:,} MB", ratio, peer.get("same", "")]) + " |"


def growth(stages: list[dict]) -> list[str]:
    """Seconds of work for each million posts, without the start, by the number of posts."""
    series = {}
    for stage in stages:
        if "posts" in stage:
            for side in (stage["ours"], *stage["peers"]):
                if "median" in side:
                    per_million = (side["median"] - side.get("start", 0)) / stage["posts"] * 1e6
                    name = (stage["title"].split(" of ")[0].split(",")[0], side["name"])
                    series.setdefault(name, {})[stage["posts"]] = f"{per_million:.2f} s, {side['megabytes']:,} MB"
    sizes = sorted({size for each in series.values() for size in each})
    lines = ["| Stage | Who | " + " | ".join(f"{size:,} posts" for size in sizes) + " |", "|---|---|" + "---|" * len(sizes)]
    return lines + [f"| {stage} | {who} | " + " | ".join(each.get(size, "") for size in sizes) + " |" for (stage, who), each in series.items()]


def page(results: dict) -> str:
    m = results["machine"]
    stages = [stage for group in results["stages"].values() for stage in group]
    loads = [stage["load_before"] for stage in stages]
    busy = [f"Other work went on: {min(loads)} to {max(loads)} processes wanted to run before a stage, so times are long and only ratios count."
            ] if max(loads) > m["cores"] else []
    runs = sorted({len(s["ours"].get("seconds", [])) for s in stages} - {0})
    lines = [
        "# Speed and memory", "",
        "Written by `make bench`; [README.md](README.md) says how to read it. Each stage's date and load stand in [results.json](results.json).", "",
        f"{m['processor']}, {m['cores']} cores, {m['memory']} of memory; {m['system']}; {m['java']}; Python {m['python']}; "
        + ", ".join(f"{name} {version}" for name, version in m["packages"].items()) + ".", "",
        f"Whole processes in turn, medians of {' or '.join(map(str, runs))} run{'s' if runs != [1] else ''}. “Times as fast” is the peer's "
        "median over ours, in brackets the lowest and the highest of the pairs; above 1 we are faster. Memory is the largest resident set.",
        *busy, "",
        "| Stage | Ours | Memory | Peer | Its time | Its memory | Times as fast as the peer | The same result? |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for stage in stages:
        rows = [row(stage, peer) for peer in stage["peers"] or [None]]
        # Our side stands in the first row of a stage only.
        lines += rows[:1] + [re.sub(r"^(\|[^|]*){3}\|", "| | | |", each) for each in rows[1:]]
    if any("posts" in stage for stage in stages):
        lines += ["", "## Growth", "", "Seconds of work for each million posts, the start taken off, and the largest resident set.", "", *growth(stages)]
    steps = results["stages"].get("study", [])
    if steps and "steps" in steps[0]:
        ours, theirs = steps[0]["steps"]
        lines += ["", "## The published study, step by step", "", "| Step | Ours | Python |", "|---|---|---|"]
        lines += [f"| {name} | {spoken(ours[name]) if name in ours else ''} | {spoken(theirs[name]) if name in theirs else ''} |"
                  for name in dict.fromkeys([*theirs, *ours])]
    if "kernels" in results:
        lines += ["", "## Kernels", "", "By JMH, warm, one thread unless the name says otherwise; ± is JMH's 99.9 % interval.", "",
                  "| Kernel | Time | ± |", "|---|---|---|"]
        lines += [f"| {k['name']} | {k['score']:.4g} {k['unit']} | {k['error']:.2g} |" if "name" in k else f"| not done | {k['not_done']} | |"
                  for k in results["kernels"]]
    return "\n".join(lines) + "\n"


def steps(printed: str) -> dict[str, float]:
    return {name: float(seconds) for name, seconds in re.findall(r"^(\w+) ([\d.]+) s$", printed, re.M)}


def main() -> None:
    chosen = [name for name in os.environ.get("STAGE", "").split(",") if name] or [*STAGES, "kernels"]
    for name in chosen:
        if name not in STAGES and name != "kernels":
            sys.exit(f"STAGE={name} is no stage; expected some of {', '.join([*STAGES, 'kernels'])}.")
    runs = os.environ.get("RUNS", "3")
    if not runs.isdigit() or int(runs) < 1:
        sys.exit(f"RUNS={runs}: expected a whole number from 1.")
    WORK.mkdir(parents=True, exist_ok=True)
    if not PYTHON.exists():
        print("Installing the Python peers into build/bench-venv ...", file=sys.stderr)
        venv.create(PYTHON.parent.parent, with_pip=True)
        subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", "-r", BENCH / "requirements.txt"], check=True)
    file = BENCH / "results.json"
    results = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {"stages": {}}
    results["machine"] = machine()
    for name in chosen:
        if name == "kernels":
            results["kernels"] = kernels()
        else:
            results["stages"][name] = []
            for stage in STAGES[name]():
                print(f"{stage.title} ...", file=sys.stderr, flush=True)
                measured = stage.measured(int(runs))
                if name == "study" and not stage.ours.failure and not stage.peers[0].failure:
                    measured["steps"] = [steps(stage.ours.printed), steps(stage.peers[0].printed)]
                results["stages"][name].append(measured)
        results["stages"] = {known: results["stages"][known] for known in STAGES if known in results["stages"]}
        file.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        (BENCH / "results.md").write_text(page(results), encoding="utf-8")
    print(BENCH / "results.md")


if __name__ == "__main__":
    main()
