"""Cannot outlast its deadline inside of one long integer operation."""


def scale(x):
    return len(str(7**7**9))
