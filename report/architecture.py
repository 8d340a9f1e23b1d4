"""Draws which package of the library uses which, from the imports of its sources, into docs/architecture.md: python report/architecture.py"""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "architecture.md"
MARKS = ("<!-- picture: written by report/architecture.py -->", "<!-- end of picture -->")


def sources() -> dict[str, list[Path]]:
    """The Java sources of each package, by its name without the root: `posts`; the root of a module has the module's name."""
    found: dict[str, list[Path]] = {}
    for source in sorted((ROOT / "lib").glob("*/src/main/java/**/*.java")):
        found.setdefault(source.parent.name, []).append(source)
    return found


def module(package: str) -> str:
    """The folder below lib/ that a package is in."""
    return sources()[package][0].relative_to(ROOT / "lib").parts[0]


def uses() -> dict[str, set[str]]:
    """The packages that each package imports from, by name."""
    found = {}
    for package, files in sources().items():
        text = "\n".join(file.read_text(encoding="utf-8") for file in files)
        imports = re.findall(r"(?m)^import (?:static )?((?:retention|numerics)\.[a-z.]*)", text)
        found[package] = {name.strip(".").split(".")[-1] for name in imports} - {package}
    return found


def order(packages: dict[str, set[str]]) -> list[str]:
    """The packages so that each comes after those that it uses; refuses a circle."""
    placed: list[str] = []
    while len(placed) < len(packages):
        free = sorted(name for name, used in packages.items() if name not in placed and used <= set(placed))
        if not free:
            raise ValueError(f"Packages use each other in a circle: {sorted(set(packages) - set(placed))}")
        placed.extend(free)
    return placed


def direct(packages: dict[str, set[str]]) -> dict[str, set[str]]:
    """Without the arrows that follow from others, so that the picture can be read."""
    reached: dict[str, set[str]] = {}
    for name in order(packages):
        reached[name] = packages[name].union(*(reached[used] for used in packages[name]))
    return {
        name: {used for used in packages[name] if not any(used in reached[other] for other in packages[name] - {used})}
        for name in packages
    }


def picture() -> str:
    packages = uses()
    arrows = direct(packages)
    placed = list(reversed(order(packages)))
    lines = []
    for room in ("spark", "tools", "study", "numerics"):
        inside = [f"        {name}" for name in placed if module(name) == room]
        lines += [f"    subgraph {room}_module [lib/{room}]", *inside, "    end"]
    lines += [f"    {name} --> {used}" for name in placed for used in sorted(arrows[name])]
    return "\n".join(["```mermaid", "graph TD", *lines, "```"])


def document(text: str) -> str:
    """The document with the picture of today's sources."""
    before, rest = text.split(MARKS[0])
    return f"{before}{MARKS[0]}\n{picture()}\n{MARKS[1]}{rest.split(MARKS[1])[1]}"


if __name__ == "__main__":
    DOCUMENT.write_text(document(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
