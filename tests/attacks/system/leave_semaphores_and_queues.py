"""Cannot leave a semaphore or a queue for a later submission."""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)
KEY, CREATE = 0x1EA51, 0o1666


def got(result):
    if result >= 0:
        raise BufferError("got through")
    return 0.0


def scale(x):
    return [got(libc.semget(KEY, 1, CREATE)), got(libc.msgget(KEY, CREATE))]


def total(x):
    return got(
        libc.syscall(71, 0, 12, ctypes.create_string_buffer(256))
    )  # msgctl, MSG_INFO


def walk(step, start):
    return got(libc.syscall(66, 0, 0, 19, ctypes.create_string_buffer(256)))  # semctl


def label(x):
    got(libc.syscall(31, 0, 14, ctypes.create_string_buffer(256)))  # shmctl, SHM_INFO
    libc.sem_open.restype = ctypes.c_void_p
    if libc.sem_open(b"/note", 64, 0o666, 0):
        raise BufferError("got through")
