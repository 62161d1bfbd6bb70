"""Cannot fill memory or disk with output."""

import os
import sys


def scale(x):
    while True:
        print("x" * (1 << 16))


def total(x):
    while True:
        os.write(2, b"\x1b[2J" * 10_000)


def walk(step, start):
    sys.stdout.write("\0" * (1 << 22))
    return 0.0
