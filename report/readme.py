"""Writes what came out into both READMEs and docs/real-posts.md, and the READMEs' pictures into docs/pictures: make readme.

The results of the replica are those of build/report, what real posts are like those of build/real, if a report of the sample of real
posts is there.
"""

import json
import sys
from pathlib import Path

import pictures
import tables
from words import Words

ROOT = Path(__file__).resolve().parent.parent
READMES = {"en": ROOT / "README.md", "zh-CN": ROOT / "README.zh-CN.md"}
RESULTS = ("<!-- results: written by report/readme.py -->", "<!-- end of results -->")
REAL_POSTS = ("<!-- real posts: written by report/readme.py -->", "<!-- end of real posts -->")
SENTENCES = {
    "en": ("**Synthetic: these numbers are not findings.** Made by `make report` from `data/{name}`, {rows:,} posts.",
           "AUC-ROC is the chance that a user who was found again is ranked above another. The five features are likes, comments, posts, "
           "recency and newcomer. The replica's retention was drawn from the first four, so their AUC is no evidence. The AUC of five "
           "features less that of likes alone is {less}. The corrected rules count {corrected} as retained, the published ones {published}."),
    "zh-CN": ("**合成数据：这些数字不是研究结论。** 由 `make report` 根据 `data/{name}` 生成，共 {rows:,} 条帖子。",
              "AUC-ROC 是再次出现的用户排在另一位用户之前的概率。五个特征是点赞数、评论数、发帖数、距最后一帖的天数和是否新账号。"
              "仿制数据的留存正是按前四个抽取的，因此它们的 AUC 不能作为证据。五个特征的 AUC 减去只用点赞数的 AUC 是 {less}。"
              "按修正后的规则留存 {corrected} 位，按已发表的规则留存 {published} 位。"),
}


def results(report: dict, language: str = "en") -> str:
    """How well each analysis ranks, and the published figures beside ours; the pages have the rest."""
    data, say = report["dataset"], Words(language)
    if not data["synthetic"]:
        sys.exit("The report was made from another file than the replica; the README shows its results only.")

    def part(head: list[str], rows: list[list[str]], columns: int) -> str:
        return table([say(cell) for cell in head[:columns]], [[say.of(cell) for cell in row[:columns]] for row in rows])

    note, drivers = SENTENCES[language]
    retained = {"corrected": data["retained"], "published": report["as_published"]["retained"]}
    less = next(row["auc_less_that_of_likes"] for row in report["headline"] if "auc_less_that_of_likes" in row)
    return "\n\n".join([note.format(**data), part(tables.HEADLINE, tables.headline(report), 4),
                        drivers.format(less=tables.interval(less), **retained), part(tables.PUBLISHED, tables.published(report), 3)])


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


def draw(report: dict, language: str) -> None:
    """The pictures that a README shows."""
    folder, ending = ROOT / "docs" / "pictures", "" if language == "en" else f".{language}"
    folder.mkdir(exist_ok=True)
    on = pictures.Canvas(say=Words(language))
    for name, picture in (("accuracy", pictures.accuracy(report, on)), ("aucs", pictures.aucs(report, on))):
        (folder / f"{name}{ending}.svg").write_text(picture, encoding="utf-8")


def put(document: Path, marks: tuple[str, str], block: str) -> None:
    document.write_text(replaced(document.read_text(encoding="utf-8"), marks, block), encoding="utf-8")


def main() -> None:
    replica, real = (ROOT / "build" / folder / "results.json" for folder in ("report", "real"))
    if replica.exists():
        report = json.loads(replica.read_text(encoding="utf-8"))
        for language, document in READMES.items():
            put(document, RESULTS, results(report, language))
            draw(report, language)
    if real.exists():
        put(ROOT / "docs" / "real-posts.md", REAL_POSTS, real_posts(json.loads(real.read_text(encoding="utf-8"))))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit("python report/readme.py takes no arguments: it reads build/report and build/real.")
    main()
