"""Cannot escape by lying about its name, its file, its loader or its builtins."""

import linecache
import sys


class Liar(type(sys)):
    def __getattr__(self, name):
        return lambda *args: 8675310.25

    def __getattribute__(self, name):
        if name == "__dict__":
            return {"scale": 0, "__builtins__": {}}
        return super().__getattribute__(name)


module = sys.modules.pop("task", sys)
module.__class__ = Liar
__name__, __file__, __package__ = "grader.checks", "/etc/passwd", "pytest"
__loader__ = __spec__ = Liar("loader")
__builtins__ = {"print": lambda *args: 0}
linecache.cache.clear()
linecache.cache["task.py"] = (1, None, ["8675310.25\n"] * 100, "/etc/shadow")
sys.modules |= {"__main__": module, "task": Liar("task"), "conftest": module}
del module, Liar
