"""Prepares what pip installed: the Java kernel and its environment, JupyterLab, plotly.js and a Chinese font where the figures look.

    python report/kernel.py build            compiles lib/kernel against JJava's jar, which Jupyter then starts as the kernel java
    python report/kernel.py build --archive  runs the notebooks' first cells and keeps the classes that this loads, for faster starts

The kernel's memory is 1500m, or what RETENTION_NOTEBOOK_HEAP says: RETENTION_NOTEBOOK_HEAP=3g .venv/bin/python report/kernel.py build
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from importlib.metadata import files
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "lib" / "kernel" / "src"
JUPYTER = Path(sysconfig.get_path("data"), "share", "jupyter")
SPECIFICATION = JUPYTER / "kernels" / "java" / "kernel.json"

ENVIRONMENT = {
    # TensorFlow's C++ log obeys nothing but this variable.
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "DJL_OFFLINE": "true",
    "OPT_OUT_TRACKING": "true",
    # Java reads file names by the locale; this one knows UTF-8, whatever the session's is.
    "LC_ALL": "C.UTF-8",
}

OPTIONS = [
    f"-Xmx{os.environ.get('RETENTION_NOTEBOOK_HEAP', '1500m')}",
    "-Djava.awt.headless=true",
    # What a cell formats looks the same on every machine.
    "-Duser.language=en",
    "-Duser.country=US",
    # JJava looks into JShell's snippets.
    "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED",
    # Half of a start was the optimising compiler, at work on what runs once. It comes ten times later, which long loops do not notice.
    "-XX:Tier4InvocationThreshold=50000",
    "-XX:Tier4MinInvocationThreshold=20000",
    "-XX:Tier4CompileThreshold=150000",
    "-XX:Tier4BackEdgeThreshold=400000",
]

# JupyterLab would ask whether it may fetch news from its makers' site.
SETTINGS = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false"}}

# Java asks fontconfig for fonts, and fails where there is not a single one. This adds ours to those of the system.
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{folder}</dir>
  <cachedir>{folder}/cache</cachedir>
</fontconfig>
"""


def compiled(build: Path) -> Path:
    """The jar of lib/kernel, compiled against the JJava that pip installed, if there is none that is newer than all of it is made of."""
    jar, jjava = build / "kernel" / "retention-kernel.jar", SPECIFICATION.with_name("jjava.jar")
    sources = sorted(SOURCES.rglob("*.java"))
    if jar.is_file() and jar.stat().st_mtime > max(file.stat().st_mtime for file in [*sources, jjava, Path(__file__)]):
        return jar
    jar.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as classes:
        subprocess.run(["javac", "-encoding", "UTF-8", "-Xlint:all", "-Werror", "--release", "17", "-d", classes, "-cp", jjava, *sources],
                       check=True)
        subprocess.run(["jar", "--create", "--file", jar, "-C", classes, "."], check=True)
    return jar


def specify(build: Path) -> None:
    """Writes what Jupyter runs for the kernel java: ours, in one process instead of JJava's two, with the archive if there is one."""
    spec = json.loads(SPECIFICATION.read_text(encoding="utf-8"))
    path = os.pathsep.join([str(compiled(build)), str(SPECIFICATION.with_name("jjava.jar"))])
    kept = build / "kernel" / "classes.jsa"
    # Java says in its log that an archive is not of this Java or of these jars, and goes on without it.
    archived = [f"-XX:SharedArchiveFile={kept}", "-Xlog:disable"] if kept.is_file() else []
    spec["argv"] = ["java", *OPTIONS, *archived, "-cp", path, "retention.kernel.Main", "{connection_file}"]
    spec["env"] = {**ENVIRONMENT, "FONTCONFIG_FILE": str(build / "fonts" / "fonts.conf")}
    SPECIFICATION.write_text(json.dumps(spec, indent=2) + "\n", encoding="utf-8")


def archive(build: Path) -> None:
    """Keeps the classes of a start, so that Java maps them into memory instead of reading them."""
    from jupyter_client.manager import KernelManager

    kept = build / "kernel" / "classes.jsa"
    kept.unlink(missing_ok=True)
    specify(build)
    manager = KernelManager(kernel_name="java", shutdown_wait_time=120)
    manager.kernel_spec.argv.insert(1, f"-XX:ArchiveClassesAtExit={kept}")
    manager.start_kernel(cwd=ROOT / "notebooks", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=120)
        for notebook in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb")):
            cells = [cell for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
            for cell in cells[:2]:
                client.execute_interactive("".join(cell["source"]), output_hook=lambda _: None, timeout=120)
    finally:
        client.stop_channels()
        manager.shutdown_kernel()
    specify(build)


def main(build: Path) -> None:
    if not SPECIFICATION.is_file():
        sys.exit(f"No Java kernel at {SPECIFICATION}; expected the one of jjava. Run: make clean setup")
    build = build.resolve()
    specify(build)
    settings = JUPYTER / "lab" / "settings" / "overrides.json"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(json.dumps(SETTINGS, indent=2) + "\n", encoding="utf-8")

    plotly = next(f for f in files("plotly") if f.name == "plotly.min.js")
    shutil.copyfile(plotly.locate(), build / "plotly.min.js")
    font = next(f for f in files("pylopdf-fonts-zh-cn") if f.name == "NotoSansSC-Regular.otf")
    fonts = build / "fonts"
    fonts.mkdir(exist_ok=True)
    shutil.copyfile(font.locate(), fonts / "cjk.otf")
    (fonts / "fonts.conf").write_text(FONTS.format(folder=fonts), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path, help="the folder of everything that can be rebuilt")
    parser.add_argument("--archive", action="store_true", help="keep the classes of a start")
    given = parser.parse_args()
    main(given.build)
    if given.archive:
        archive(given.build.resolve())
