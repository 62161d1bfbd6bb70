"""Cannot bend a comparison by patching builtins, pytest or AssertionError."""

import builtins
import sys
import types


class Never(Exception):
    pass


for name in ("abs", "all", "any", "max", "min", "repr", "sum"):
    setattr(builtins, name, lambda *args: True)
builtins.AssertionError = Never
pytest = types.ModuleType("pytest")
pytest.raises = pytest.approx = lambda *args: 0
sys.modules |= {"pytest": pytest, "_pytest": pytest, "grader.checks": pytest}


def scale(x):
    return [0.0, 0.0]


def total(x):
    return 0.0
