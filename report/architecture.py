"""Draws which package of the library uses which, from the imports of its sources, into docs/architecture.md: python report/architecture.py"""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "architecture.md"
MARKS = ("<!-- picture: written by report/architecture.py -->", "<!-- end of picture -->")


def uses() -> dict[str, set[str]]:
    """The packages that each package imports from, by name."""
    found = {}
    for source in sorted((ROOT / "lib" / "src" / "main" / "java" / "retention").glob("*/*.java")):
        package = source.parent.name
        imports = re.findall(r"(?m)^import (?:static )?retention\.(\w+)\.", source.read_text(encoding="utf-8"))
        found.setdefault(package, set()).update(set(imports) - {package})
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
    lines = [f"    {name} --> {used}" for name in reversed(order(packages)) for used in sorted(arrows[name])]
    return "\n".join(["```mermaid", "graph TD", *lines, "```"])


def document(text: str) -> str:
    """The document with the picture of today's sources."""
    before, rest = text.split(MARKS[0])
    return f"{before}{MARKS[0]}\n{picture()}\n{MARKS[1]}{rest.split(MARKS[1])[1]}"


if __name__ == "__main__":
    DOCUMENT.write_text(document(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
