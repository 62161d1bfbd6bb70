"""Cannot keep anybody busy with exceptions that are each other's cause.

Promise: stop_the_run
"""


def circle(kind):
    first, second = kind("first"), kind("second")
    first.__cause__, second.__cause__ = second, first
    first.__context__, second.__context__ = second, first
    first.add_note("x" * 100_000)
    return first


def scale(x):
    raise circle(ValueError)


def total(x):
    chain = KeyError()
    for _ in range(20_000):
        link = KeyError()
        link.__cause__, chain = chain, link
    raise chain


def walk(step, start):
    nested = ExceptionGroup("group", [circle(OSError)])
    for _ in range(500):
        nested = ExceptionGroup("group", [nested, nested])
    raise nested


def label(x):
    raise circle(RecursionError) from circle(SystemError)
