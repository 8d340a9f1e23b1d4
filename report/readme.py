"""Writes the results table of the README from build/report/results.json: make readme."""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- results: written by report/readme.py -->", "<!-- end of results -->"


def table(results: dict) -> str:
    data = results["dataset"]
    if not data["synthetic"]:
        sys.exit("The report was made from another file than the replica; the README shows the replica only.")
    lines = [
        f"**Synthetic: these numbers are not findings.** Made by `make report` from `data/{data['name']}`, "
        f"{data['rows']:,} posts.",
        "",
        "| Figure | Published | As published, recomputed | Corrected [95 % interval] |",
        "|---|---|---|---|",
    ]
    lines += ["| {figure} | {published} | {as_published} | {corrected} |".format(**row) for row in results["summary"]]
    return "\n".join(lines)


def main() -> None:
    readme = ROOT / "README.md"
    results = json.loads((ROOT / "build" / "report" / "results.json").read_text(encoding="utf-8"))
    before, rest = readme.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    readme.write_text(f"{before}{BEGIN}\n{table(results)}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
