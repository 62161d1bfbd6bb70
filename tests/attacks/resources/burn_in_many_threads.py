"""Cannot use more processor time than it is given by using it in many threads."""

import threading
import zlib


def burn():
    data = bytes(1 << 22)
    while True:
        zlib.crc32(data)  # without Python's lock


def scale(x):
    for _ in range(8):
        threading.Thread(target=burn, daemon=True).start()
    burn()


def total(x):
    threads = [threading.Thread(target=burn) for _ in range(4)]
    for thread in threads:
        thread.start()
    threads[0].join()
