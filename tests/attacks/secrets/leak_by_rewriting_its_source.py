"""Cannot carry a hidden input out in the line of its own that is shown."""

import linecache
import sys


def rewrite(number):
    line = f"raise ValueError  # {number}\n"
    linecache.cache["task.py"] = (1, None, [line] * 100, "task.py")
    own = sys.modules["task"]
    own.__file__ = own.__name__ = own.__doc__ = str(number)
    code = rewrite.__code__.replace(co_filename=f"{number}.py", co_name=str(number))
    rewrite.__code__ = code
    exec(compile(line, f"{number}.py", "exec"), {"__name__": str(number)})


def scale(x):
    rewrite(x[0])


def total(x):
    rewrite(x[0])


def walk(step, start):
    rewrite(step(start))


def label(x):
    scale.__qualname__ = scale.__name__ = label.__name__ = str(x)
    raise ValueError
