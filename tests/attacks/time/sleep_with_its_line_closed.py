"""Cannot outlast its deadline by hanging up and sleeping."""

import os
import time


def scale(x):
    os.close(3)
    time.sleep(1e6)


def total(x):
    os.closerange(0, 100)
    time.sleep(1e6)
