"""Compares each jar in build/jars, but for our own, with its digest in jars.lock, so that no other file than the one that was tested is run:

    python report/jars.py [--write]

Native libraries differ by platform: a jar of another platform's, which nobody has listed yet, is named and let through.
"""

import hashlib
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OTHER_PLATFORM = re.compile(r"-(?:macosx|osx|windows|win|linux-a)[\w-]*\.jar$")


def found(folder: Path) -> dict[str, str]:
    """The digest of each jar of others, by its file's name."""
    jars = sorted(jar for jar in folder.glob("*.jar") if not jar.name.startswith("retention-"))
    return {jar.name: hashlib.sha256(jar.read_bytes()).hexdigest() for jar in jars}


def wrong(jars: dict[str, str], lock: Path) -> list[str]:
    """One line per jar that is not the one in the lock file."""
    known = {name: digest for digest, name in (line.split() for line in lock.read_text(encoding="utf-8").splitlines())}
    lines = []
    for name, digest in jars.items():
        if name not in known and OTHER_PLATFORM.search(name):
            print(f"{name}: not in {lock.name}, since nobody has listed this platform's yet.", file=sys.stderr)
        elif name not in known:
            lines.append(f"{name} is not in {lock.name}. After a change of dependencies: python report/jars.py --write")
        elif known[name] != digest:
            lines.append(f"{name} has the digest {digest}, expected {known[name]}. Delete it from the local Maven repository, and build again.")
    return lines


if __name__ == "__main__":
    lock = ROOT / "jars.lock"
    jars = found(ROOT / "build" / "jars")
    if sys.argv[1:] == ["--write"]:
        lock.write_text("".join(f"{digest}  {name}\n" for name, digest in jars.items()), encoding="utf-8")
    sys.exit("\n".join(wrong(jars, lock)) or 0)
