"""Submissions that solve nothing: no grader may give one of them a point.

They are made from an exercise's declared functions and classes, so every
exercise is tried with all of them without its author's doing.
"""

from __future__ import annotations

from grader.model import ExerciseFile

LIE = """
class Lie(float):
    def _yes(self, *others):
        return True
    __eq__ = __le__ = __ge__ = __lt__ = __gt__ = _yes
    def __ne__(self, other):
        return False
    def _self(self, *others):
        return self
    __sub__ = __rsub__ = __add__ = __radd__ = __abs__ = __mul__ = __rmul__ = _self
    __hash__ = float.__hash__
"""

# What every function and method does, by the name of the junk.
BODIES = {
    "returns_none": "return None",
    "returns_a_string": "return 'nothing'",
    "returns_a_scalar": "return 0.5",
    "returns_zero": "return 0",
    "returns_one": "return 1",
    "returns_true": "return True",
    "returns_zeros": "return np.zeros_like(first(args), dtype=float)",
    "returns_nan": "return np.full(np.shape(first(args)), np.nan)",
    "returns_a_ragged_list": "return [[1.0], [1.0, 2.0]]",
    "returns_an_empty_array": "return np.array([])",
    "returns_its_input": "return first(args)",
    "returns_objects": "return np.array([object(), None], dtype=object)",
    "returns_a_lie": "return Lie(12345.0)",
    "returns_a_dict": "return {}",
    "returns_a_pair": "return (True, 0.0)",
    "returns_itself": "return first",
    "raises": "raise ValueError('no')",
    "exits": "raise SystemExit(0)",
    "leaves": "os._exit(0)",
    "closes_output": "os.close(1); return None",
    "prints_much": "print('x' * 10_000_000); return None",
    "allocates_8_gib": "return np.ones(1 << 30)",
    "recurses_without_end": "return endless()",
    "loops": "\n        while True: pass",
    "mutates_its_argument": "spoil(args); return first(args)",
    "answers_ahead": "os.write(3, b'\\x05\\0\\0\\0m\\0\\0\\0\\0'); return None",
}

_HEAD = f"""
import os
import numpy as np
{LIE}

def first(args):
    return args[0] if args else 0.0

def spoil(args):
    for a in args:
        if isinstance(a, np.ndarray) and a.size:
            a[...] = 0
        elif isinstance(a, list) and a:
            a[0] = 0

def endless():
    return endless()
"""


def junk_submissions(spec: ExerciseFile) -> dict[str, bytes]:
    """Write every junk submission for an exercise, by name."""
    made = {
        name: _module(spec, "*args, **kwargs", body) for name, body in BODIES.items()
    }
    made["wrong_arity"] = _module(spec, "a, b, c, d, e, f, g, h", "return 0.0")
    made["defines_nothing"] = "import numpy as np\n"
    made["is_empty"] = ""
    made["has_a_syntax_error"] = "def broken(:\n    return 1\n"
    made["raises_on_import"] = "raise RuntimeError('no')\n"
    made["loops_on_import"] = "while True: pass\n"
    made["exits_on_import"] = "import os\nos._exit(0)\n"
    made["is_binary"] = "\0\1\2"
    made["names_are_not_callable"] = "\n".join(
        f"{name} = 1" for name in (*spec.functions, *spec.classes)
    )
    return {name: text.encode() for name, text in made.items()}


def _module(spec: ExerciseFile, parameters: str, body: str) -> str:
    parts = [_HEAD]
    for name in spec.functions:
        parts.append(f"def {name}({parameters}):\n    if True:\n        {body}\n")
    for name, declared in spec.classes.items():
        parts.append(f"class {name}:\n    def __init__(self, *args, **kwargs):\n")
        for attribute in declared.attributes:
            parts.append(f"        self.{attribute} = 0.0\n")
        parts.append("        pass\n")
        for method in declared.methods:
            parts.append(
                f"    def {method}(self, {parameters}):\n        if True:\n"
                f"            {body.strip()}\n"
            )
    return "\n".join(parts)
