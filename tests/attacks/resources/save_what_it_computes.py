"""Cannot write to a disk by NumPy, a log, an archive or a temporary file."""

import contextlib
import logging
import shutil
import tempfile
import zipfile

import numpy as np

PLACES = ("/tmp/got-through", "/dev/shm/got-through", "got-through")


def works(save):
    for place in PLACES:
        with contextlib.suppress(OSError, RuntimeError, ImportError):
            save(place)
            raise BufferError("got through")


def scale(x):
    works(lambda place: np.save(place, x))
    works(lambda place: np.savez_compressed(place, x=x))
    works(lambda place: x.tofile(place))
    return x


def total(x):
    works(lambda place: np.savetxt(place, x))
    works(lambda place: np.memmap(place, mode="w+", shape=9))
    return 0.0


def walk(step, start):
    works(lambda place: tempfile.TemporaryFile().close())
    works(lambda place: tempfile.mkdtemp())
    return 0.0


def label(x):
    works(lambda place: zipfile.ZipFile(place, "w").writestr("x", "x"))
    works(lambda place: logging.FileHandler(place))
    works(lambda place: shutil.copy("@COURSE@/exercises/course.yaml", place))
