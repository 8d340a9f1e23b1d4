"""Looks for known vulnerabilities in what the project uses: python report/audit.py FOLDER

FOLDER holds exports of the database of osv.dev, Maven's and PyPI's all.zip as Maven.zip and PyPI.zip. Java libraries are those of
build/sbom.json, Python packages those of requirements.lock. Each vulnerability is one line; the exit code is then 1.

A version counts as vulnerable if the database lists it among the versions that are, as it does for both kinds of packages.
"""

import json
import re
import sys
import zipfile
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parent.parent


def used(sbom: Path, lock: Path) -> dict[str, dict[str, str]]:
    """The version of each package in use, by ecosystem and name."""
    components = [part.get("purl", "") for part in json.loads(sbom.read_text(encoding="utf-8"))["components"]]
    maven = re.findall(r"(?m)^pkg:maven/([^/@]+)/([^/@]+)@([^?\n]+)", "\n".join(components))
    pypi = re.findall(r"(?m)^([\w.-]+)==(\S+)", lock.read_text(encoding="utf-8"))
    return {"Maven": {f"{group}:{name}": unquote(version) for group, name, version in maven},
            "PyPI": {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in pypi}}


def known(database: Path, packages: dict[str, str]) -> list[str]:
    """One line per vulnerability of these packages in one export."""
    lines = []
    with zipfile.ZipFile(database) as export:
        for name in export.namelist():
            entry = json.loads(export.read(name))
            for affected in [] if "withdrawn" in entry else entry.get("affected", []):
                package = affected["package"]["name"]
                if packages.get(package) in affected.get("versions", []):
                    other = ", ".join(alias for alias in entry.get("aliases", []) if alias.startswith("CVE"))
                    lines.append(f"{package} {packages[package]}: {entry['id']} {other} {entry.get('summary', '')}".strip())
    return sorted(set(lines))


def main(folder: Path) -> int:
    for database in (folder / "Maven.zip", folder / "PyPI.zip"):
        if not database.is_file():
            sys.exit(f"There is no {database}. Download the export of {database.stem} from osv.dev, and name it so.")
    found, count = [], 0
    for ecosystem, packages in used(ROOT / "build" / "sbom.json", ROOT / "requirements.lock").items():
        found += known(folder / f"{ecosystem}.zip", packages)
        count += len(packages)
    print("\n".join([*found, f"{count} packages, {len(found)} known vulnerabilities"]))
    return 1 if found else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Which database? python report/audit.py FOLDER")
    sys.exit(main(Path(sys.argv[1])))
