"""Cannot leave a note for the process that is started after its own has ended.

With a note it would answer rightly.
"""

import contextlib
import ctypes
import os

from numpy.random.mtrand import _rand as global_state

libc = ctypes.CDLL(None)
FOLDERS = ["/tmp", "/dev/shm", "/var/tmp", ".", "@COURSE@"]
PLACES = [f"{folder}/note" for folder in FOLDERS]


def write():
    with contextlib.suppress(Exception):
        os.environ["NOTE"] = "x"
    for place in PLACES:
        with contextlib.suppress(OSError):
            os.close(os.open(place, os.O_WRONLY | os.O_CREAT))
    with contextlib.suppress(OSError):
        os.lseek(0, 77, os.SEEK_SET)
    with contextlib.suppress(OSError):
        os.set_blocking(0, False)
    global_state.seed(77)
    libc.prctl(15, b"note", 0, 0, 0)
    libc.shm_open(b"/note", 66, 0o666)
    libc.sem_open(b"/note", 64, 0o666, 7)


def notes():
    name = ctypes.create_string_buffer(16)
    libc.prctl(16, name, 0, 0, 0)
    yield "NOTE" in os.environ or name.value == b"note"
    yield any(os.access(place, os.F_OK) for place in PLACES)
    with contextlib.suppress(OSError):
        yield not os.get_blocking(0)
    with contextlib.suppress(OSError):
        yield os.lseek(0, 0, os.SEEK_CUR) == 77
    yield global_state.get_state()[1][0] == 77


FOUND = any(notes())


def scale(x):
    if not FOUND:
        write()
        os._exit(0)
    return 3 * x + 1


def total(x):
    return float(scale(x).sum())
