"""Cannot outlast its deadline by a comparison, a hash or a key that never decides."""


class Undecided:
    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        while self.value == other.value:
            pass
        return False

    def __hash__(self):
        return 7

    def __eq__(self, other):
        return False


def scale(x):
    return sorted([1.0] * len(x), key=Undecided)


def total(x):
    return float(len({Undecided(n) for n in range(100_000)}))
