"""Reference for ex02: a counter."""


class Counter:
    """Adds up whole numbers.

    Parameters
    ----------
    start : int

    Attributes
    ----------
    total : int
    """

    def __init__(self, start: int) -> None:
        self.total = start

    def add(self, n: int) -> None:
        """Add `n` to the total."""
        self.total += n
