"""Cannot carry a hidden input out as the name of an exception."""


def scale(x):
    raise type(str(x.tolist()), (ValueError,), {})


def total(x):
    raise type(str(x.tolist()), (Exception,), {})


def walk(step, start):
    raise type(str(step(start)), (BaseException,), {})


def label(x):
    raise type(f"Got{x}", (type(f"Was{x}", (KeyError,), {}),), {})
