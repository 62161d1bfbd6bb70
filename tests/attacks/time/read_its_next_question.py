"""Cannot gain by taking the next question away before it is asked."""

import os
import threading

SEEN = []


def steal():
    while part := os.read(3, 1 << 16):
        SEEN.append(part)


threading.Thread(target=steal, daemon=True).start()


def scale(x):
    return x


def total(x):
    os.dup2(3, 9)
    threading.Thread(target=os.read, args=(9, 1 << 16), daemon=True).start()
    return 0.0
