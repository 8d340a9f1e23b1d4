"""Prepares what pip installed: the Java kernel's environment, and plotly.js where the figures look for it."""

import json
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
    "JJAVA_JVM_OPTS": "-Xmx1500m -Djava.awt.headless=true",
}


def main(build: Path) -> None:
    kernel = Path(sysconfig.get_path("data"), "share", "jupyter", "kernels", "java", "kernel.json")
    if not kernel.is_file():
        sys.exit(f"No Java kernel at {kernel}; expected the one of jjava. Run: make clean setup")
    spec = json.loads(kernel.read_text(encoding="utf-8"))
    spec["env"] = ENVIRONMENT
    kernel.write_text(json.dumps(spec, indent=2) + "\n", encoding="utf-8")

    plotly = next(f for f in files("plotly") if f.name == "plotly.min.js")
    build.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(plotly.locate(), build / "plotly.min.js")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
