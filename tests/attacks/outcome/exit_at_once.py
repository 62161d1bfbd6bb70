"""Cannot pass by ending its process with status 0."""

import os


def scale(x):
    os._exit(0)


total = walk = label = Scaler = scale
