"""Cannot change what its judge's own files mean, or how they are read."""

SUBMITTED = b"""\
from __future__ import annotations, barry_as_FLUFL

import codecs
import sys
import warnings


def decode(data, errors="strict"):
    return "EXPECTED = 0.0\\n", len(data)


codecs.register(lambda name: codecs.CodecInfo(decode, decode, name=name))
codecs.register_error("strict", lambda error: ("", error.end))
sys.set_int_max_str_digits(0)
sys.setswitchinterval(1e-9)
warnings.simplefilter("error")


def scale(x):
    return x
"""
