"""Cannot outlast its deadline by masking every signal."""

import signal

signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))


def scale(x):
    while True:
        pass


total = scale
