"""Right: slots and a base class."""


class Base:
    __slots__ = ("total",)


class Counter(Base):
    def __init__(self, start):
        self.total = int(start)

    def add(self, n):
        self.total = n + self.total
