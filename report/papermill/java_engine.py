"""What papermill loads: its own engine for notebooks, after it was told how parameters are written in Java."""

import re

from java_parameters import assignments
from papermill.engines import NBClientEngine as JavaEngine
from papermill.models import Parameter
from papermill.translators import Translator, papermill_translators

__all__ = ["JavaEngine"]

KNOB = re.compile(r"^(?:var|\w+) (\w+) = (.+);\s*(?://\s*(.*))?$", re.MULTILINE)


class JavaTranslator(Translator):
    @classmethod
    def codify(cls, parameters, comment="Parameters"):
        return f"// {comment}\n{assignments(parameters)}"

    @classmethod
    def inspect(cls, parameters_cell):
        return [Parameter(name, "None", value, said or "") for name, value, said in KNOB.findall(parameters_cell["source"])]


papermill_translators.register("java", JavaTranslator)
