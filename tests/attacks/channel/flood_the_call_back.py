"""Cannot keep the judge busy by calling back without end."""


def walk(step, start):
    while True:
        step(0.0)
