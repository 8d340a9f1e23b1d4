"""The figures of the index and the README, as SVG drawn from results.json and the users table; each says its finding in its title."""

import csv
import html
import itertools
import textwrap
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from words import ENGLISH

BLUE, ORANGE, GREY, TEXT = "#0072B2", "#D55E00", "#767676", "#222"


@dataclass(frozen=True)
class Canvas:
    """How wide a figure is, in pixels at the size of its text, whether its title is drawn above it, and in which language."""

    width: int = 720
    titled: bool = True
    say: Callable[..., str] = ENGLISH

    @property
    def narrow(self) -> bool:
        """As on a phone: labels stand above what they name."""
        return self.width < 500

    def svg(self, height: float, title: str, description: str, body: list[str]) -> str:
        """A picture that scales with the page; its title and description are what a screen reader says."""
        name = "".join(letter for letter in title.lower() if letter.isalnum())[:24] + f"-{self.width}"
        lines, said = textwrap.wrap(title, 80) if self.titled else [], "\n".join(body)
        top = 10 + 20 * len(lines) if lines else 0
        return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 {-top} {self.width} {height + top:.0f}" role="img" \
aria-labelledby="{name}-t {name}-d" font-family="system-ui, sans-serif" font-size="14" fill="{TEXT}">
<title id="{name}-t">{html.escape(title)}</title>
<desc id="{name}-d">{html.escape(description)}</desc>
<rect y="{-top}" width="{self.width}" height="{height + top:.0f}" fill="#fff"/>
{"".join(text(0, 20 - top + 20 * line, words, weight=600, size=15) for line, words in enumerate(lines))}
{said}
</svg>
"""


PAGE = Canvas()


def text(x: float, y: float, words: str, anchor: str = "start", colour: str = TEXT, weight: int = 400, size: int = 14) -> str:
    return (f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" font-weight="{weight}" font-size="{size}">'
            f"{html.escape(words)}</text>")


def line(x1: float, y1: float, x2: float, y2: float, colour: str = GREY, width: float = 1, dashes: str = "") -> str:
    return (f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{width}"'
            + (f' stroke-dasharray="{dashes}"' if dashes else "") + "/>")


def mark(x: float, y: float, colour: str, filled: bool = True, diamond: bool = False, size: float = 5) -> str:
    """A dot or a diamond, filled or hollow."""
    look = f'fill="{colour if filled else "#fff"}" stroke="{colour}" stroke-width="2"'
    if diamond:
        size *= 1.35
        return f'<path d="M{x:.1f} {y - size:.1f}l{size} {size}l{-size} {size}l{-size} {-size}z" {look}/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size}" {look}/>'


def accuracy(results: dict, on: Canvas = PAGE) -> str:
    """The published network's accuracy beside that of predicting that nobody is retained, and whom each finds of the retained."""
    published, say = results["as_published"], on.say
    retained = published["retained"]
    nobody = 1 - retained / published["users"]
    found = round((published["recall"] or 0) * retained)
    rows = [(say("the published network"), published["accuracy"], found), (say("predicting nobody"), nobody, 0)]
    title = say("{share:.2f} % accurate, and {found} of {retained} retained users found",
                share=100 * published["accuracy"], found=found, retained=retained)
    body, left, bar, step = [], 0 if on.narrow else 170, on.width if on.narrow else 250, 88 if on.narrow else 44
    apart = min(15, ((on.width if on.narrow else 285) - 124) / max(1, retained))
    for place, (name, share, users) in enumerate(rows):
        y = 12 + step * place
        top, dots = (y + 6, y + 48) if on.narrow else (y, y + 13)
        start = 0 if on.narrow else left + bar + 14
        body += [
            text(0, y if on.narrow else y + 18, name),
            f'<rect x="{left}" y="{top}" width="{bar * share:.1f}" height="26" fill="{BLUE if place == 0 else GREY}"/>',
            text(left + 10, top + 18, say("{share:.2f} % accurate", share=100 * share), colour="#fff"),
            *(mark(start + 6 + apart * n, dots, ORANGE, n < users, size=min(5, apart / 3)) for n in range(retained if apart > 3 else 0)),
            text(on.width, dots + 5, say("finds {found} of {retained}", found=users, retained=retained), "end", "#B34E00", 600),
        ]
    said = "; ".join(f"{name}: {say('{share:.2f} % accurate', share=100 * share)}, "
                     f"{say('finds {found} of {retained}', found=users, retained=retained)}" for name, share, users in rows)
    return on.svg(2 * step + 12, title, said, body)


def aucs(results: dict, on: Canvas = PAGE) -> str | None:
    """The AUC of each analysis with its interval, the best first, marked by what it knows and of whom; nothing if no model could be
    judged."""
    say = on.say
    rows = [row for row in results["headline"] if "auc_roc" in row]
    rows += [row for row in results.get("sensitivity", []) if row["analysis"] == "newcomers, with reactions" and "auc_roc" in row and rows]
    rows.sort(key=lambda row: -row["auc_roc"]["estimate"])
    if not rows:
        return None
    chance = [row["analysis"] for row in rows if row["auc_roc"]["lower"] <= 0.5]
    planned, network = (next((row["auc_roc"]["estimate"] for row in rows if part in row["analysis"]), None) for part in ("(planned)", "network"))
    if planned and network:
        title = say("The planned analysis has an AUC of {planned:.2f}, the published network one of {network:.2f}; chance is 0.5",
                    planned=planned, network=network)
    else:
        title = say("The AUC is highest for “{best}” and near chance for {last}" if chance else "The AUC is highest for “{best}”",
                    best=say(rows[0]["analysis"]), last=say("the published network" if "network" in (chance or [""])[-1] else (chance or [""])[-1]))
    left, step, shift = (12, 46, 20) if on.narrow else (290, 30, 0)

    def x(value: float) -> float:
        return left + (on.width - left - 26) * (max(value, 0.3) - 0.3) / 0.7

    bottom = 6 + step * len(rows)
    body = [line(x(0.5), 2, x(0.5), bottom, dashes="4 4")]
    for place, row in enumerate(rows):
        name, value, y = row["analysis"], row["auc_roc"], 16 + step * place + shift
        colour = BLUE if value["lower"] > 0.5 else GREY
        label = say(name.removesuffix(" (planned)")) + (" *" if "(planned)" in name else "")
        body += [
            text(0, y - 15, label) if on.narrow else text(left - 10, y + 5, label, "end"),
            line(x(value["lower"]), y, x(value["upper"]), y, colour, 2),
            mark(x(value["estimate"]), y, colour, "without reactions" not in name, name.startswith("newcomers")),
        ]
    body += [text(x(tick), bottom + 16, say("chance") if tick == 0.5 else f"{tick:.1f}", "middle", size=12)
             for tick in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)]
    body.append(text(on.width, bottom + 36, say("AUC-ROC on users not seen, 95 % interval"), "end", size=12))
    legend = [(say("with reactions"), True, False), (say("without"), False, False), (say("newcomers alone"), True, True)]
    places = (6, 150, 230) if on.narrow else (6, 130, 210)
    for start, (name, filled, diamond) in zip(places, legend):
        y = bottom + (58 if on.narrow else 32)
        body += [mark(start, y, BLUE, filled, diamond, 4), text(start + 10, y + 4, name, size=12)]
    if any("(planned)" in row["analysis"] for row in rows):
        body.append(text(0, bottom + (82 if on.narrow else 54), say("* the planned analysis"), size=12))
    said = "; ".join("{0}: {estimate:.2f} [{lower:.2f}, {upper:.2f}]".format(say(row["analysis"]), **row["auc_roc"]) for row in rows)
    return on.svg(bottom + (90 if on.narrow else 62), title, said, body)


def arrivals(users: Path, on: Canvas = PAGE) -> str | None:
    """On which days users were first seen, and how many of them were found again; nothing if nobody was seen."""
    say = on.say
    with open(users, encoding="utf-8-sig", newline="") as file:
        seen = [(row["first_post"][:10], row["retained"].lower() in ("true", "1")) for row in csv.DictReader(file)]
    if not seen:
        return None
    everybody = Counter(day for day, _ in seen)
    retained = Counter(day for day, again in seen if again)
    first, last = (date.fromisoformat(end(everybody)) for end in (min, max))
    days = [str(first + timedelta(day)) for day in range((last - first).days + 1)]
    busiest = sorted(everybody.values(), reverse=True)
    half = next(n for n, total in enumerate(itertools.accumulate(busiest), 1) if 2 * total >= len(seen))
    again = sum(retained.values())

    def told(day: str) -> str:
        return say("{day}: 1 user, {again} found again" if everybody[day] == 1 else "{day}: {users:,} users, {again} found again",
                   day=day, users=everybody[day], again=retained[day])

    title = say("Half of all {users:,} users were first seen on 1 day; {again} found again" if half == 1
                else "Half of all {users:,} users were first seen on {half} days; {again} found again", users=len(seen), half=half, again=again)
    most, left = busiest[0], 42
    step = (on.width - left - 12) / len(days)
    apart = min(10, 130 / max(1, *retained.values())) if retained else 10
    body = [line(left, 176, on.width - 12, 176), text(left - 8, 44, f"{most:,}", "end", size=12), text(left - 8, 180, "0", "end", size=12),
            text(left, 16, say("users by the day of their first post"), size=12),
            mark(left + (6 if on.narrow else 240), 30 if on.narrow else 12, ORANGE, size=3),
            text(left + (16 if on.narrow else 250), 34 if on.narrow else 16, say("one who was found again"), size=12)]
    every = 1 if len(days) <= 10 and not on.narrow else 10 if on.narrow else 5
    for place, day in enumerate(days):
        start, height, gap = left + step * place, 136 * everybody[day] / most, min(1, step / 8)
        body.append(f'<rect x="{start + gap:.1f}" y="{176 - height:.1f}" width="{step - 2 * gap:.1f}" height="{height:.1f}" fill="{BLUE}" '
                    f'opacity="0.55"><title>{html.escape(told(day))}</title></rect>')
        body += [mark(start + step / 2, 169 - apart * n, ORANGE, size=min(3, step / 3)) for n in range(retained[day])]
        if place % every == 0:
            body.append(text(start + step / 2, 192, day[5:], "middle", size=12))
    said = "; ".join(told(day) for day in days if everybody[day])
    return on.svg(200, title, said, body)


def interval(value: dict) -> str:
    """An estimate with its interval on an axis from -1 to 1, to stand in a line of text, which says the numbers."""
    def x(number: float) -> str:
        return f"{50 * (1 + max(-1, min(1, number))):.1f}%"

    return ('<svg aria-hidden="true"><line x1="0" x2="100%" y1="7" y2="7" stroke="currentColor" opacity=".25"/>'
            '<line x1="50%" x2="50%" y1="1" y2="13" stroke="currentColor" opacity=".6"/>'
            f'<line x1="{x(value["lower"])}" x2="{x(value["upper"])}" y1="7" y2="7" stroke="currentColor" stroke-width="2.5"/>'
            f'<circle cx="{x(value["estimate"])}" cy="7" r="4" fill="currentColor"/></svg>')
