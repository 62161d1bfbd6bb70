"""Cannot escape a deadline, or hurt its server, by signals that keep coming."""

import contextlib
import os
import signal
import threading


def again(number, frame):
    os.kill(os.getpid(), number)
    raise KeyboardInterrupt


for number in (signal.SIGALRM, signal.SIGUSR1, signal.SIGIO, signal.SIGCHLD):
    signal.signal(number, again)


def scale(x):
    signal.raise_signal(signal.SIGUSR1)
    return x


def total(x):
    while True:
        with contextlib.suppress(BaseException):
            signal.raise_signal(signal.SIGALRM)


def walk(step, start):
    me = threading.get_ident()

    def nag():
        while True:
            signal.pthread_kill(me, signal.SIGIO)

    threading.Thread(target=nag, daemon=True).start()
    return step(start)
