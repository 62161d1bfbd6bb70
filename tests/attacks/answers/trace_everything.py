"""Cannot reach a check through a trace function, an audit hook or a warning."""

import sys
import threading
import warnings


def trace(frame, event, arg):
    for name in list(frame.f_locals):
        if name in {"expected", "EXPECTED", "want"}:
            raise SystemExit(0)
    return trace


sys.settrace(trace)
sys.setprofile(trace)
threading.settrace(trace)
sys.addaudithook(lambda *args: None)
sys.excepthook = sys.unraisablehook = lambda *args: None
warnings.simplefilter("ignore")


def scale(x):
    return x


def total(x):
    return 0.0
