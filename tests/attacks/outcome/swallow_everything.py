"""Cannot pass by swallowing every exception, its own deadline's too."""


def scale(x):
    while True:
        try:
            while True:
                pass
        except BaseException:  # noqa: BLE001
            pass


def walk(step, start):
    while True:
        try:
            step("nonsense")
        except BaseException:  # noqa: BLE001
            continue
