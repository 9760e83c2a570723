"""Parameters of notebooks: found, named and typed by the cell tagged ``parameters``, checked before a run."""

import difflib
import json
import math
import re

_TRUTH = {"true": True, "yes": True, "false": False, "no": False}
_PYTHON = {kind.__name__: kind for kind in (str, int, bool, list, dict)}
_PYTHON |= {"float": (int, float), "tuple": list}
_SAID = {"int": "a whole number", "float": "a number", "bool": "true or false", "str": "text"}


class Refused(ValueError):
    """The input or the options are wrong; nothing has been run."""


def describe(notebook):
    """Parameters of a notebook node in order: name -> {"type", "default", "help"}."""
    from papermill import inspect_notebook

    return {
        name: {"type": _kind(known["inferred_type_name"]), "default": known["default"], "help": known["help"]}
        for name, known in inspect_notebook(notebook).items()
    }


def _kind(annotation):
    return "any" if annotation == "None" else annotation.strip().replace(" ", "")


def check(given, known):
    """Read the `given` values (name -> text or value) for each notebook of `known` (name -> describe()).

    Returns notebook -> name -> value, with the parameters that the notebook has. Raises `Refused` for a
    name that no notebook has and for a value that is not of its type.
    """
    everywhere = sorted({name for parameters in known.values() for name in parameters})
    for name in given:
        if name not in everywhere:
            near = difflib.get_close_matches(name, everywhere, n=1)
            meant = f"did you mean {near[0]}?" if near else f"they have {listed(everywhere)}"
            raise Refused(f"parameter {name}: no such parameter in these notebooks; {meant}")
    return {
        notebook: {name: read(name, given[name], has[name]["type"]) for name in given if name in has}
        for notebook, has in known.items()
    }


def read(name, value, kind):
    """Value of a parameter of type `kind` from the text of a command line, or from Python.

    >>> read("window", "12", "int"), read("strict", "false", "bool"), read("topic", "007", "str")
    (12, False, '007')
    >>> read("terms", "oil, gas", "list[str]"), read("years", "[2023, 2024]", "list[int]")
    (['oil', 'gas'], [2023, 2024])
    >>> read("window", "12.5", "int")
    Traceback (most recent call last):
    newsfigures.running.parameters.Refused: parameter window: '12.5' is not a whole number (int)
    """
    base, _, inner = kind.rstrip("]").partition("[")
    try:
        result = _from_text(name, value, base, inner) if isinstance(value, str) else value
        expected = _PYTHON.get(base, object)
        if isinstance(result, expected) and (base == "bool" or base == "any" or not isinstance(result, bool)):
            return result
    except Refused:
        raise
    except (ValueError, KeyError):
        pass
    raise Refused(f"parameter {name}: {value!r} is not {_SAID.get(base, 'a ' + base)} ({kind})")


def _from_text(name, text, base, inner):
    if base == "bool":
        return _TRUTH[text.strip().lower()]
    if base == "int":
        if not re.fullmatch(r"\s*[+-]?[0-9]+\s*", text):
            raise ValueError(text)
        return int(text)
    if base == "float":
        if not math.isfinite(float(text)) or "_" in text:
            raise ValueError(text)
        return float(text)
    if base in ("list", "tuple", "set"):
        parts = [part.strip() for part in text.split(",") if part.strip()]
        parts = json.loads(text) if text.lstrip().startswith("[") else parts
        return [read(name, part, inner.partition(",")[0]) for part in parts] if inner else parts
    return json.loads(text) if base == "dict" else text


def listed(names):
    return ", ".join(names) or "none"
