"""Cannot show its text in another order than it has, nor hide a part of it."""

TEXT = (
    "\u202epassed 01/01\u202c \u2066a\u2067b\u2068c\u2069 \u200f\u200e\u061c\u202a\u202b "
    "pass\u200bed \u200c\u200d\u2060\ufeff\u2061\u2064\u00ad\u180e\u034f\ufff9a\ufffab\ufffb "
    "\U000e0067\U000e006f\U000e0074\U000e007f \u206a\u206f \U0001d173x\U0001d17a \ue000"
)


def scale(x):
    print(TEXT)
    raise ValueError(TEXT)


def total(x):
    return TEXT


def label(x):
    return {TEXT: TEXT}
