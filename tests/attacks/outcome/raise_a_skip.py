"""Cannot have a check skipped, expected to fail or stopped."""


class OutcomeException(BaseException):
    def __init__(self, msg="", pytrace=True):
        self.msg, self.pytrace = msg, pytrace


class Skipped(OutcomeException):
    __module__ = "builtins"
    allow_module_level = True


class XFailed(Skipped):
    pass


class SkipTest(Exception):
    __module__ = "unittest.case"


class Exit(BaseException):
    returncode = 0


def scale(x):
    raise Skipped("skip")


def total(x):
    raise SkipTest("skip")


def walk(step, start):
    raise XFailed("skip")


def label(x):
    raise Exit
