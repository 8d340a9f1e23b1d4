"""The search for known vulnerabilities: report/audit.py."""

import json
import tempfile
import unittest
import zipfile
from pathlib import Path

import audit


class Audit(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def database(self, *entries: dict) -> Path:
        path = self.folder / "Maven.zip"
        with zipfile.ZipFile(path, "w") as export:
            for number, entry in enumerate(entries):
                export.writestr(f"{number}.json", json.dumps(entry))
        return path

    def test_reads_what_is_in_use(self):
        sbom, lock = self.folder / "sbom.json", self.folder / "lock"
        sbom.write_text(json.dumps({"components": [
            {"purl": "pkg:maven/com.google.code.gson/gson@2.13.1?type=jar"}, {"purl": "pkg:maven/a.b/c@1.0%2B2"}, {"name": "other"}]}))
        lock.write_text("# made by uv\njupyter_client==8.6.3 \\\n    --hash=sha256:00\n    # via ipykernel\nzope.interface==7.2 ; python_version > '3' \\\n")
        self.assertEqual(audit.used(sbom, lock), {
            "Maven": {"com.google.code.gson:gson": "2.13.1", "a.b:c": "1.0+2"},
            "PyPI": {"jupyter-client": "8.6.3", "zope-interface": "7.2"}})

    def test_names_what_is_vulnerable_and_nothing_else(self):
        affected = {"package": {"name": "g:a"}, "versions": ["1.0", "1.1"]}
        database = self.database(
            {"id": "GHSA-1", "aliases": ["CVE-2026-1", "X"], "summary": "Reads too much.", "affected": [affected]},
            {"id": "GHSA-2", "withdrawn": "2026-01-01", "affected": [affected]},
            {"id": "GHSA-3", "affected": [{"package": {"name": "g:a"}, "versions": ["1.2"]}, {"package": {"name": "g:b"}}]})
        self.assertEqual(audit.known(database, {"g:a": "1.1"}), ["g:a 1.1: GHSA-1 CVE-2026-1 Reads too much."])
        self.assertEqual(audit.known(database, {"g:a": "1.3", "g:b": "1.1"}), [])

    def test_a_database_that_is_not_there_is_named(self):
        with self.assertRaisesRegex(SystemExit, "There is no .*Maven.zip. Download the export"):
            audit.main(self.folder)
