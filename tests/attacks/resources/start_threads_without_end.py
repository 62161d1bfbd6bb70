"""Cannot fill the machine with threads."""

import threading
import time


def scale(x):
    while True:
        threading.Thread(target=time.sleep, args=(1e6,), daemon=True).start()
        if threading.active_count() == 20:
            raise BufferError


def total(x):
    try:
        scale(x)
    except RuntimeError:
        return 0.0
