"""Cannot signal another process."""

import contextlib
import os
import signal


def everybody():
    for pid in (os.getppid(), -1, 0, *range(2, 300), -2):
        for number in (0, signal.SIGSTOP, signal.SIGKILL):
            with contextlib.suppress(OSError):
                os.kill(pid, number)
                if pid > 0 and pid != os.getpid():
                    raise BufferError
    with contextlib.suppress(OSError):
        os.killpg(os.getpgid(os.getppid()), signal.SIGKILL)


def scale(x):
    everybody()
    return x


def total(x):
    signal.pidfd_send_signal(3, signal.SIGKILL)
    return 0.0
