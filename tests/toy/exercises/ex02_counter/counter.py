"""A counter: edit this file, then `learn check ex02`."""


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
        raise NotImplementedError("write Counter")

    def add(self, n: int) -> None:
        """Add `n` to the total."""
        raise NotImplementedError("write Counter.add")
