"""Parameters as Java code."""

import json
import math
import re

NAME = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")


def literal(value: object) -> str:
    """A value of JSON or YAML as a Java expression: a number, a text, true or false, a list, a map of texts."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() if -(2**31) <= value < 2**31:
            return str(value)
        case int() if -(2**63) <= value < 2**63:
            return f"{value}L"
        case float() if math.isfinite(value):
            return repr(value)
        case str():
            return json.dumps(value)
        case list():
            return f"java.util.List.of({', '.join(map(literal, value))})"
        case dict():
            entries = (f"java.util.Map.entry({literal(str(key))}, {literal(each)})" for key, each in value.items())
            return f"java.util.Map.ofEntries({', '.join(entries)})"
    raise ValueError(f"{value!r} cannot be a parameter of a Java notebook: expected a number of at most 64 bits, a text, true or false, "
                     "or a list or a map of these.")


def assignments(parameters: dict[str, object]) -> str:
    """One line of Java for each parameter."""
    for name in parameters:
        if not NAME.fullmatch(name):
            raise ValueError(f"{name!r} cannot be the name of a parameter: expected one of a Java variable, such as topics.")
    return "".join(f"var {name} = {literal(value)};\n" for name, value in parameters.items())
