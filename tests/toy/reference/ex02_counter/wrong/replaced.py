"""Wrong: the new number replaces the total."""


class Counter:
    def __init__(self, start):
        self.total = start

    def add(self, n):
        self.total = n
