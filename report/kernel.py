"""Prepares what pip installed: the Java kernel's environment, plotly.js and a Chinese font where the figures look.

The kernel's memory is 1500m, or what RETENTION_NOTEBOOK_HEAP says: RETENTION_NOTEBOOK_HEAP=3g .venv/bin/python report/kernel.py build
"""

import json
import os
import shutil
import sys
import sysconfig
from importlib.metadata import files
from pathlib import Path

ENVIRONMENT = {
    # TensorFlow's C++ log obeys nothing but this variable.
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "DJL_OFFLINE": "true",
    "OPT_OUT_TRACKING": "true",
    # Java reads file names by the locale; this one knows UTF-8, whatever the session's is.
    "LC_ALL": "C.UTF-8",
    # What a cell formats looks the same on every machine.
    "JJAVA_JVM_OPTS": f"-Xmx{os.environ.get('RETENTION_NOTEBOOK_HEAP', '1500m')} -Djava.awt.headless=true -Duser.language=en -Duser.country=US",
}


# Java asks fontconfig for fonts, and fails where there is not a single one. This adds ours to those of the system.
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{folder}</dir>
  <cachedir>{folder}/cache</cachedir>
</fontconfig>
"""


def main(build: Path) -> None:
    kernel = Path(sysconfig.get_path("data"), "share", "jupyter", "kernels", "java", "kernel.json")
    if not kernel.is_file():
        sys.exit(f"No Java kernel at {kernel}; expected the one of jjava. Run: make clean setup")
    spec = json.loads(kernel.read_text(encoding="utf-8"))
    fonts = (build / "fonts").resolve()
    spec["env"] = {**ENVIRONMENT, "FONTCONFIG_FILE": str(fonts / "fonts.conf")}
    build.mkdir(parents=True, exist_ok=True)
    kernel.write_text(json.dumps(spec, indent=2) + "\n", encoding="utf-8")

    plotly = next(f for f in files("plotly") if f.name == "plotly.min.js")
    shutil.copyfile(plotly.locate(), build / "plotly.min.js")
    font = next(f for f in files("pylopdf-fonts-zh-cn") if f.name == "NotoSansSC-Regular.otf")
    fonts.mkdir(exist_ok=True)
    shutil.copyfile(font.locate(), fonts / "cjk.otf")
    (fonts / "fonts.conf").write_text(FONTS.format(folder=fonts), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
