"""Cannot outlast its deadline by stopping itself, or its threads, for good."""

import contextlib
import os
import signal
import threading
import time


def stop(number):
    with contextlib.suppress(OSError):
        os.kill(os.getpid(), number)
    with contextlib.suppress(OSError):
        signal.pthread_kill(threading.get_ident(), number)
    time.sleep(100)


def scale(x):
    stop(signal.SIGSTOP)


def total(x):
    signal.signal(signal.SIGTSTP, signal.SIG_DFL)
    stop(signal.SIGTSTP)
