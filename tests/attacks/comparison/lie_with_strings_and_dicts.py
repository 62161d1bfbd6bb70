"""Cannot pass with strings, lists and dicts that say something else each time."""


class Text(str):
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    __hash__ = str.__hash__


class Dict(dict):
    def __getitem__(self, key):
        return Text("anything")

    def items(self):
        return [("result", Text("anything"))]

    get = __getitem__


class List(list):
    def __iter__(self):
        return iter([4.0, 7.0])

    def __len__(self):
        return 2

    __getitem__ = lambda self, i: 4.0  # noqa: E731


def scale(x):
    return List()


def label(x):
    return Dict(result=Text("nothing"))


def total(x):
    return Text("nothing")
