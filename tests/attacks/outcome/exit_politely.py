"""Cannot pass by SystemExit, quit() or an exit handler."""

import atexit
import os
import sys

atexit.register(os._exit, 0)


def scale(x):
    sys.exit(0)


def total(x):
    raise SystemExit


def walk(step, start):
    raise GeneratorExit


def label(x):
    atexit._run_exitfuncs()
