"""Cannot outlast its deadline by waiting: for a lock, for a signal, for input."""

import queue
import select
import signal
import threading


def scale(x):
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()


def total(x):
    signal.pause()


def walk(step, start):
    select.poll().poll()
    select.select([], [], [])


def label(x):
    return queue.Queue().get()


class Scaler:
    seen = 1

    def scale(self, x):
        waiting = threading.Barrier(2)
        waiting.wait()
