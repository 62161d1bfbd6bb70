"""Cannot make a file, a folder, a pipe or a link, whatever call makes it."""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
FOLDERS = ("/tmp", "/dev/shm", "/var/tmp", "/", ".", "@COURSE@")


def make(call):
    for folder in FOLDERS:
        try:
            result = call(f"{folder}/got-through-{os.getpid()}-{id(call)}".encode())
        except OSError:
            continue
        if result is None or result >= 0:
            raise BufferError("got through")
    return 0.0


def scale(x):
    make(lambda name: os.open(name, os.O_CREAT | os.O_RDWR, 0o666))
    make(lambda name: libc.creat(name, 0o666))
    make(lambda name: os.open(os.path.dirname(name), os.O_TMPFILE | os.O_RDWR))
    return x


def total(x):
    return make(os.mkdir) + make(os.mkfifo) + make(lambda name: libc.mkdir(name, 7))


def walk(step, start):
    return make(lambda name: os.symlink(b"/etc/passwd", name))


def label(x):
    return make(lambda name: os.link(b"@COURSE@/exercises/course.yaml", name))
