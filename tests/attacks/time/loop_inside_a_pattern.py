"""Cannot outlast its deadline inside of a regular expression."""

import re


def scale(x):
    return re.match(r"(a+)+$", "a" * 50 + "b")
