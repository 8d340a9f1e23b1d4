"""The index of the report, in English and in Chinese: what was asked, what came out, the claims, the data, and how to cite it."""

import os
import re
from pathlib import Path

import jinja2
import pictures
import tables
import yaml
from markupsafe import Markup
from words import FOLDER, Words

LANGUAGES = {"en": ("index.html", "English"), "zh-CN": ("index.zh-CN.html", "中文")}
TEMPLATES = jinja2.Environment(loader=jinja2.FileSystemLoader(FOLDER), autoescape=True)
ROOT = Path(__file__).resolve().parent.parent
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))

FEATURES = "five features (likes, comments, number of posts, days since the last one, new or older account)"
VERDICTS = {"SUPPORTED": "supported", "WITH_HINDSIGHT": "supported, with hindsight", "NOT_SUPPORTED": "not supported",
            "UNDECIDABLE": "undecidable with these data", "NOT_MEASURABLE": "not measurable here", "UNTESTABLE": "untestable by construction"}


def lead(results: dict, say: Words) -> list[str]:
    """The study in three sentences; who wrote what, where the data are not enough for models."""
    rows = {row["analysis"]: row for row in results["headline"] if "auc_roc" in row}
    network, features = rows.get("published network, out of fold"), next((name for name in rows if name.endswith(" features")), None)
    planned = next((row for name, row in rows.items() if "(planned)" in name), None)
    if "accuracy" not in results["as_published"] or not (network and features and planned):
        return [say.of(results["sentences"][0]), *described(results["posts"], results["dataset"], say)]
    told = results["as_published"]

    def pairs(row: dict) -> str:
        return tables.interval(row["auc_roc"], 0, " %")

    return [
        say("The published network is right for {share:.2f} % of the users and finds {found} of the {retained} who were seen again. Saying "
            "that nobody is seen again is right for {nobody:.2f} %.", share=100 * told["accuracy"], retained=told["retained"],
            found=round((told["recall"] or 0) * told["retained"]), nobody=100 - 100 * told["retained"] / told["users"]),
        say("On users whom it had not seen, it ranks a user who was seen again above one who was not in {pairs} of pairs; a coin would do so "
            "in 50 %.", pairs=pairs(network)),
        say("A regression on {features} does so in {five}, but reactions such as likes were counted after the fact. The planned analysis, of newcomers and "
            "without reactions, does so in {planned}.", features=say(FEATURES if features == "five features" else features),
            five=pairs(rows[features]), planned=pairs(planned)) + " " + say.of(f"By the plan: {results['planned']['conclusion'].split(':')[0]}."),
    ]


def described(posts: dict, data: dict, say: Words) -> list[str]:
    """In which language most posts are, and how many users joined in the wave."""
    language = max(posts["languages"], key=posts["languages"].get)
    return [
        say("The most frequent language is {language}, with {posts:,} of {all:,} posts.", language=say(language),
            posts=posts["languages"][language], all=data["rows"]),
        say("Of the users, {newcomers:,} made their account in the wave and {before:,} before it.",
            newcomers=posts["cohorts"]["joined in the wave"], before=posts["cohorts"]["joined before the wave"]),
    ]


def figures(results: dict, users: Path, say: Words) -> list[dict]:
    """The figures that the data are enough for, for a wide page and for a phone."""
    drawn = []
    for draw, data, enough in ((pictures.accuracy, results, "accuracy" in results["as_published"]), (pictures.aucs, results, True),
                               (pictures.arrivals, users, users.is_file())):
        wide, narrow = (draw(data, pictures.Canvas(width, False, say)) if enough else None for width in (720, 368))
        if wide:
            title = wide.partition("</title>")[0].rpartition(">")[2]
            drawn.append({"title": Markup(title), "wide": Markup(wide.replace("<svg ", '<svg class="wide" ', 1)),
                          "narrow": Markup(narrow.replace("<svg ", '<svg class="narrow" ', 1))})
    return drawn


def claims(results: dict) -> list[dict]:
    """The published claims, each with its verdict and the figures that decide it, drawn and in numbers."""
    return [{**claim, "kind": claim["verdict"].lower(), "verdict": VERDICTS[claim["verdict"]], "figures": [
        {"name": re.sub(r"([a-z]+)_count", r"\1s", figure["name"]), "drawn": Markup(pictures.interval(figure["interval"])), "numbers": tables.interval(figure["interval"])}
        for figure in claim["figures"]]} for claim in results["claims"]]


def absent(pages: list[dict], results: dict) -> dict[str, list[dict]]:
    """Each reason why something could not be done, and the sections that are left out for it."""
    reasons = {}
    for each in results["not_done"]:
        page = next(page for page in pages if page["name"] == each["notebook"])
        reasons.setdefault(each["reason"], []).append({**page, "section": each["section"], "number": page["title"].split()[0]})
    return reasons


def page(language: str, pages: list[dict], results: dict, users: Path, out: Path) -> str:
    """The index in a language, over a study's results and its table of users, for the folder out."""
    say = Words(language)
    other = next(code for code in LANGUAGES if code != language)
    headline = tables.headline(results)
    text = TEMPLATES.get_template("report.html.j2").render(
        say=say, pages=pages, docs=os.path.relpath(ROOT / "docs", out), data={**results["dataset"], "rows": f"{results['dataset']['rows']:,}", "users": f"{results['dataset']['users']:,}"},
        plan=results["plan"], costs=results["choices"]["costs"], as_published=results["as_published"], other={"language": other, "page": LANGUAGES[other][0], "name": LANGUAGES[other][1]},
        absent=absent(pages, results), lead=lead(results, say), figures=figures(results, users, say),
        headline=[tables.HEADLINE, *headline], claims=claims(results), published=[tables.PUBLISHED, *tables.published(results)],
        citation={**CITATION, "repeats": CITATION["references"][0]["title"]}, sentences=results["sentences"])
    return text.replace(" %", "\N{NO-BREAK SPACE}%")

