"""Writes what came out into the README and docs/real-posts.md, and the README's pictures into docs/pictures: make readme.

The results of the replica are those of build/report, what real posts are like those of build/real, if a report of the sample of real
posts is there.
"""

import json
import sys
from pathlib import Path

import pictures
import tables

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
RESULTS = ("<!-- results: written by report/readme.py -->", "<!-- end of results -->")
REAL_POSTS = ("<!-- real posts: written by report/readme.py -->", "<!-- end of real posts -->")


def results(report: dict) -> str:
    data = report["dataset"]
    if not data["synthetic"]:
        sys.exit("The report was made from another file than the replica; the README shows its results only.")
    note = (f"**Synthetic: these numbers are not findings.** Made by `make report` from `data/{data['name']}`, "
            f"{data['rows']:,} posts.")
    return "\n\n".join([note, table(tables.HEADLINE, tables.headline(report)), drivers(report),
                        table(tables.PUBLISHED, tables.published(report))])


def drivers(report: dict) -> str:
    """What the five features are, and how much better they are than one of them."""
    less = next(row["auc_less_that_of_likes"] for row in report["headline"] if "auc_less_that_of_likes" in row)
    return ("Four of the five features are what the replica's retention was drawn from. The AUC of five features is higher than that of likes alone "
            f"by {tables.interval(less, 3)}.")


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table of text."""
    lines = ["| " + " | ".join(row) + " |" for row in [head, *rows]]
    return "\n".join([lines[0], "|---" * len(head) + "|", *lines[1:]])


def shares(counts: dict[str, int]) -> str:
    """Such as `English 65 %, mixed 16 %`, the most frequent first, without what is not there."""
    total = sum(counts.values())
    ordered = sorted((name for name in counts if counts[name]), key=lambda name: -counts[name])
    percent = {name: 100 * counts[name] / total for name in ordered}
    return ", ".join(f"{name} {share:.0f} %" if share >= 1 else f"{name} under 1 %" for name, share in percent.items())


def real_posts(report: dict) -> str:
    data, posts = report["dataset"], report["posts"]
    if data["synthetic"]:
        sys.exit("The report in build/real was made from synthetic posts.")
    odd = ", ".join(f"{name} {count:,}" for name, count in posts["quality"].items() if count)
    rows = [
        ("posts, users observed, retained", f"{data['rows']:,}, {data['users']:,}, {data['retained']:,}"),
        ("reading", f"{data['reading']} Of these: {odd}"),
        ("languages of posts", shares(posts["languages"])),
        ("themes that the model finds", shares(posts["themes"])),
        ("how right the themes are", f"{posts['agreement']} Measurable: {', '.join(posts['measurable_themes'])}"),
        ("users", f"{shares(posts['cohorts'])}. {posts['wave']}"),
        ("retention", report["sentences"][0]),
    ]
    return "\n".join(["| | |", "|---|---|", *(f"| {name} | {text} |" for name, text in rows)])


def replaced(text: str, marks: tuple[str, str], block: str) -> str:
    before, rest = text.split(marks[0])
    return f"{before}{marks[0]}\n{block}\n{marks[1]}{rest.split(marks[1])[1]}"


def draw(report: dict) -> None:
    """The pictures that the README shows."""
    folder = ROOT / "docs" / "pictures"
    folder.mkdir(exist_ok=True)
    for name, picture in (("accuracy", pictures.accuracy(report)), ("aucs", pictures.aucs(report))):
        (folder / f"{name}.svg").write_text(picture, encoding="utf-8")


def main() -> None:
    places = (("report", README, RESULTS, results), ("real", ROOT / "docs" / "real-posts.md", REAL_POSTS, real_posts))
    for folder, document, marks, block in places:
        file = ROOT / "build" / folder / "results.json"
        if file.exists():
            report = json.loads(file.read_text(encoding="utf-8"))
            text = replaced(document.read_text(encoding="utf-8"), marks, block(report))
            document.write_text(text, encoding="utf-8")
            if folder == "report":
                draw(report)


if __name__ == "__main__":
    main()
