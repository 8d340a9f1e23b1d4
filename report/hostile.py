"""Plants attacks in a file of posts, and looks whether any of them fires in the report that is made of it.

    python report/hostile.py plant build/test/replica.csv     # every text column of the file gets every attack, in place
    python report/hostile.py look build/test/report           # with Chromium; ends with 1 if one fires

Posts are written by strangers, so that a page, its figures and its tables have to show what they wrote as text. Each attack that runs
in a page sets window.fired, opens a dialog, loads something from the host "tripwire.invalid" or leaves an element of the class
"tripwire"; none of these may be seen.
"""

import csv
import json
import os
import sys
from pathlib import Path

import browser

TEXTS = ("title", "content", "label", "user_name", "address", "ip_localtion", "image", "type")
ELEMENTS = ".tripwire, [onerror*='fired'], [onload*='fired'], [href^='javascript:'], base[href], [src*='tripwire.invalid']"

ATTACKS = [
    "<script>window.fired='script'</script>",
    "</script><script>window.fired='end of script'</script>",
    "</ScRiPt ><svg class=tripwire onload=window.fired='svg'>",
    "<img class=tripwire src=x onerror=window.fired='image'>",
    "\"><img class=tripwire src=x onerror=\"window.fired='attribute'\">",
    "'><img class=tripwire src=x onerror='window.fired=1'>",
    "<a class=tripwire href=\"javascript:window.fired='link'\">a</a>",
    "javascript:window.fired='address'",
    "<iframe class=tripwire srcdoc=\"<script>parent.fired='frame'</script>\"></iframe>",
    "<link rel=stylesheet href=https://tripwire.invalid/a.css><base href=https://tripwire.invalid/>",
    "<style class=tripwire>body{display:none;background:url(https://tripwire.invalid/b.png)}</style>",
    "<meta http-equiv=refresh content=0;url=https://tripwire.invalid/>",
    "<form class=tripwire action=https://tripwire.invalid/><input name=a autofocus onfocus=window.fired='focus'>",
    "<math><style><img class=tripwire src=x onerror=window.fired='mathematics'></style></math>",
    "<!--><img class=tripwire src=x onerror=window.fired='comment'>-->",
    "]]><img class=tripwire src=x onerror=window.fired='section'>",
    "{{constructor.constructor('window.fired=1')()}} ${window.fired=1} #{7*7} <%= 7*7 %> {% raw %}",
    "'];window.fired='list';['", "\\\";window.fired='string';//", "\\u003cscript\\u003ewindow.fired='escape'\\u003c/script\\u003e",
    "&lt;script&gt;window.fired='twice'&lt;/script&gt;", "\u2028window.fired='line'\u2029",
    "<b onmouseover=window.fired='over' class=tripwire>b</b>", "<a href='https://tripwire.invalid/'>figure's link</a>",
    "[a](javascript:window.fired=1) ![b](https://tripwire.invalid/c.png)", "$$\\href{javascript:window.fired=1}{x}$$",
    "=HYPERLINK(\"https://tripwire.invalid/\")", "\u001b[2J\u001b]0;owned\u0007", "\u202etxet\u202c\u2066", "#<img/src=x/onerror=fired=1>[话题]#",
    "#</script><script>fired=2</script>[话题]#", "__proto__ constructor toString", "\x00\x08",
]


def plant(file: Path) -> int:
    """Adds an attack to every text of a file of posts, each to each column in turn; how many."""
    csv.field_size_limit(1 << 30)
    with file.open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.DictReader(text))
    names = list(rows[0])
    planted = 0
    for number, row in enumerate(rows):
        for place, name in enumerate(name for name in TEXTS if name in names):
            attack = ATTACKS[(number + place) % len(ATTACKS)]
            row[name] = f"{attack} {row[name]}" if number % 2 else f"{row[name]} {attack}"
            planted += 1
    partial = file.with_name(f"{file.name}.partial")
    with partial.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    os.replace(partial, file)
    return planted


def arm(opened: browser.Browser) -> None:
    """Makes every page that is opened from now on note what asks or opens something."""
    opened.send("Page.addScriptToEvaluateOnNewDocument", source="for (const ask of ['alert', 'confirm', 'prompt', 'open', 'print'])"
                " window[ask] = () => { window.fired = ask; };")


def tripped(opened: browser.Browser, place: str = "document.body") -> list[str]:
    """What an attack did in the open page, by itself and when everything in an element is touched."""
    opened.run(f"for (const each of {place}.querySelectorAll('*')) for (const what of ['mouseover', 'focus', 'toggle'])"
               " each.dispatchEvent(new Event(what, {bubbles: true}))")
    found = [f"{by} ran" for by in [opened.run("String(window.fired ?? '')")] if by]
    elements = json.loads(opened.run(
        f"JSON.stringify([...{place}.querySelectorAll({json.dumps(ELEMENTS)})].map(e => e.outerHTML.slice(0, 200)))"))
    return found + [f"has the element {element}" for element in elements[:3]]


def fired(opened: browser.Browser, page: Path) -> list[str]:
    """What an attack did in a page."""
    happened = opened.open(page, 1280)
    opened.run("document.getElementById('show-code')?.click()")
    found = tripped(opened)
    if happened.requests:
        found.append(f"asks for {happened.requests[:3]}")
    return [f"{page.stem}: {each}" for each in found]


def shown(opened: browser.Browser) -> int:
    """How many attacks can be read in the open page as text, which shows that they came as far as there."""
    text = opened.run("document.body.innerText + document.body.innerHTML.replace(/&lt;/g, '<')")
    return sum(attack[:20] in text for attack in ATTACKS)


def look(folder: Path) -> int:
    """Opens every page of a report; 1 if an attack fired or none can be read."""
    command = browser.find()
    if not command:
        print("No Chromium or Chrome here: whether attacks fire was not looked at.")
        return 1 if "CI" in os.environ else 0
    wrong, seen, pages = [], 0, sorted(folder.glob("*.html"))
    with browser.Browser(command) as opened:
        arm(opened)
        for page in pages:
            wrong += fired(opened, page)
            seen += shown(opened)
    if not seen:
        wrong.append("no attack can be read in any page: were they planted?")
    for line in wrong:
        print(f"FAILED {line}")
    print(f"attacks: {len(ATTACKS)} planted in {len(TEXTS)} columns, read as text {seen} times in {len(pages)} pages, {len(wrong)} fired")
    return 1 if wrong else 0


if __name__ == "__main__":
    what, path = sys.argv[1:]
    if what == "plant":
        print(f"{path}: {plant(Path(path))} attacks planted")
    else:
        sys.exit(look(Path(path).resolve()))
