"""Cannot slow the judge down by the names that it defines, all nearly the right one."""

import string

globals().update({f"scal{n:06}": n for n in range(100_000)})
globals().update({"Scale" * 16 + letter: 0 for letter in string.ascii_letters})
globals().update({"s" * n: n for n in range(1, 2_000)})
globals()[7] = globals()[None] = 0  # names that are none
