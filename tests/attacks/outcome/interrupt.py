"""Cannot stop a run by KeyboardInterrupt or a signal to itself."""

import os
import signal


def scale(x):
    raise KeyboardInterrupt


def total(x):
    os.kill(os.getpid(), signal.SIGINT)
    os.kill(os.getpid(), signal.SIGKILL)
    return 0.0


def walk(step, start):
    signal.raise_signal(signal.SIGTERM)
    return 0.0


def label(x):
    raise BaseException
