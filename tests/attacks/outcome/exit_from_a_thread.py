"""Cannot pass by ending everything from a thread of its own.

Promise: stop_the_run
"""

import _thread
import os
import sys
import threading


def run(function, *args):
    threading.Thread(target=function, args=args).start()


def scale(x):
    run(sys.exit, 0)
    run(os._exit, 0)
    threading.Event().wait()


def total(x):
    run(_thread.interrupt_main)
    threading.Event().wait(0.05)
    return 0.0


def walk(step, start):
    threading.excepthook = lambda *args: os._exit(0)
    run(step)
    threading.Event().wait(0.05)
    return 0.0
