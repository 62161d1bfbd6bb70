"""Cannot outlast its deadline in a thread that never lets go of Python's lock."""

import ctypes
import threading

held = ctypes.PyDLL(None)


def scale(x):
    threading.Thread(target=held.sleep, args=(1000,), daemon=True).start()
    return x


def total(x):
    state = ctypes.pythonapi.PyGILState_Ensure
    ctypes.CDLL(None).sleep(0)
    threading.Thread(target=lambda: [held.pause(), state()], daemon=True).start()
    return 0.0
