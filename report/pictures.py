"""The figures of the index and the README, as SVG drawn from results.json and the users table; each says its finding in its title."""

import csv
import html
import itertools
from collections import Counter
from pathlib import Path

BLUE, ORANGE, GREY, TEXT = "#0072B2", "#D55E00", "#767676", "#222"
WIDTH = 720


def svg(height: int, title: str, description: str, body: list[str]) -> str:
    """A picture that scales with the page; its title and description are what a screen reader says."""
    name = "".join(letter for letter in title.lower() if letter.isalnum())[:24]
    said = "\n".join(body)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="{name}-t {name}-d" \
font-family="system-ui, sans-serif" font-size="14" fill="{TEXT}">
<title id="{name}-t">{html.escape(title)}</title>
<desc id="{name}-d">{html.escape(description)}</desc>
<rect width="{WIDTH}" height="{height}" fill="#fff"/>
{text(0, 20, title, weight=600, size=15)}
{said}
</svg>
"""


def text(x: float, y: float, words: str, anchor: str = "start", colour: str = TEXT, weight: int = 400, size: int = 14) -> str:
    return (f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" font-weight="{weight}" font-size="{size}">'
            f"{html.escape(words)}</text>")


def line(x1: float, y1: float, x2: float, y2: float, colour: str = GREY, width: float = 1, dashes: str = "") -> str:
    return (f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{width}"'
            + (f' stroke-dasharray="{dashes}"' if dashes else "") + "/>")


def accuracy(results: dict) -> str:
    """The published network's accuracy beside that of predicting that nobody is retained, and whom each finds."""
    published = results["as_published"]
    nobody = 1 - published["retained"] / published["users"]
    found = round((published["recall"] or 0) * published["retained"])
    rows = [("the published network", published["accuracy"], found), ("predicting nobody", nobody, 0)]
    title = f"{100 * published['accuracy']:.2f} % accurate, and {found} of {published['retained']} retained users found"
    body = []
    for place, (name, share, users) in enumerate(rows):
        y = 46 + 44 * place
        body += [
            text(0, y + 17, name),
            f'<rect x="170" y="{y}" width="{330 * share:.1f}" height="26" fill="{BLUE if place == 0 else GREY}"/>',
            text(180, y + 18, f"{100 * share:.2f} % accurate", colour="#fff"),
            text(520, y + 18, f"finds {users} of {published['retained']}", colour=ORANGE, weight=600),
        ]
    said = "; ".join(f"{name}: accuracy {100 * share:.2f} %, finds {users}" for name, share, users in rows)
    return svg(140, title, said, body)


def aucs(results: dict) -> str | None:
    """The AUC of each analysis with its interval, the best first; nothing if no model could be judged."""
    rows = sorted((row for row in results["headline"] if "auc_roc" in row), key=lambda row: -row["auc_roc"]["estimate"])
    if not rows:
        return None
    chance = [row["analysis"] for row in rows if row["auc_roc"]["lower"] <= 0.5]
    best = rows[0]["analysis"]
    title = f"The AUC is highest for {best}" + (f" and near chance for the {chance[-1].split(',')[0]}" if chance else "")

    def x(value: float) -> float:
        return 290 + 400 * (value - 0.3) / 0.7

    bottom = 46 + 30 * len(rows)
    body = [line(x(0.5), 36, x(0.5), bottom, dashes="4 4")]
    for place, row in enumerate(rows):
        value, y = row["auc_roc"], 54 + 30 * place
        colour = BLUE if value["lower"] > 0.5 else ORANGE
        low = max(value["lower"], 0.3)
        body += [
            text(280, y + 5, row["analysis"].removesuffix(" (planned)") + (" *" if "(planned)" in row["analysis"] else ""), "end"),
            line(x(low), y, x(value["upper"]), y, colour, 2),
            f'<circle cx="{x(value["estimate"]):.1f}" cy="{y}" r="5" fill="{colour}"/>',
        ]
    body += [text(x(tick), bottom + 16, f"{tick:.1f}", "middle", size=12) for tick in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)]
    body += [text(x(0.5), bottom + 34, "chance", "middle", size=12),
             text(x(0.8), bottom + 34, "AUC-ROC on users not seen, 95 % interval", "middle", size=12)]
    if any("(planned)" in row["analysis"] for row in rows):
        body.append(text(0, bottom + 34, "* the planned analysis", size=12))
    said = "; ".join("{0}: {estimate:.2f}, from {lower:.2f} to {upper:.2f}".format(row["analysis"], **row["auc_roc"]) for row in rows)
    return svg(bottom + 44, title, said, body)


def arrivals(users: Path) -> str | None:
    """On which days users were first seen, and how many of them were found again; nothing if nobody was seen."""
    with open(users, encoding="utf-8", newline="") as file:
        seen = [(row["first_post"][:10], row["retained"].lower() in ("true", "1")) for row in csv.DictReader(file)]
    if not seen:
        return None
    everybody = Counter(day for day, _ in seen)
    retained = Counter(day for day, again in seen if again)
    days = sorted(everybody)
    busiest = sorted(everybody.values(), reverse=True)
    half = next(n for n, total in enumerate(itertools.accumulate(busiest), 1) if 2 * total >= len(seen))
    again = sum(retained.values())
    title = f"Half of all {len(seen):,} users were first seen on {half} day{'s' if half > 1 else ''}; {again} {'was' if again == 1 else 'were'} found again"
    most, step = busiest[0], 640 / len(days)
    apart = min(10, 130 / max(1, *retained.values())) if retained else 10
    body = [line(60, 190, 700, 190), text(52, 58, f"{most:,}", "end", size=12), text(52, 194, "0", "end", size=12),
            text(60, 40, "users by the day of their first post; dots: those who were found again", size=12)]
    for place, day in enumerate(days):
        left, height = 60 + step * place, 140 * everybody[day] / most
        body.append(f'<rect x="{left + 1:.1f}" y="{190 - height:.1f}" width="{step - 2:.1f}" height="{height:.1f}" fill="{BLUE}" '
                    f'opacity="0.55"><title>{day}: {everybody[day]:,} users, {retained[day]} found again</title></rect>')
        body += [f'<circle cx="{left + step / 2:.1f}" cy="{183 - apart * n:.1f}" r="4" fill="{ORANGE}"/>' for n in range(retained[day])]
        if len(days) <= 10 or place % 5 == 0:
            body.append(text(left + step / 2, 206, day[5:], "middle", size=12))
    said = "; ".join(f"{day}: {everybody[day]} users, {retained[day]} found again" for day in days)
    return svg(214, title, said, body)
