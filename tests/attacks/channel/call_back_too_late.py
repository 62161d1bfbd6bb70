"""Cannot call a function of ours when its own call has ended."""

import gc
import threading
import time

FOUND = []
ended = threading.Event()


def keep_asking(step, number):
    ended.wait()
    for _ in range(20):
        time.sleep(0.001)
        try:
            FOUND.append(step(number))
        except TypeError:
            continue


def walk(step, start):
    number = step(start)
    threading.Thread(target=keep_asking, args=(step, number), daemon=True).start()
    return 0.0


def label(x):
    ended.set()
    time.sleep(0.01)
    return {"result": str(max(FOUND, default=0.0))}


class Scaler:
    seen = 1

    def __del__(self):
        gc.collect()

    def scale(self, x):
        return [max(FOUND, default=0.0)]
