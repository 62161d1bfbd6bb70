"""Cannot end a string of JSON, nor hold what JSON or UTF-8 cannot."""

TEXT = (
    '", "score": 10, "status": "passed", "x": "\\", \\u0000 \\" {} [] }}]] \x00\x08\x1f'
    "\ud800 \udfff\ud800 \udc80\udcff \ufffe\uffff \U0010ffff NaN \\ud83d \ud83d\ude00 \\"
)


def scale(x):
    print(TEXT)
    return TEXT


def total(x):
    raise ValueError(TEXT)


def label(x):
    return {"result": TEXT, TEXT: 1.0}
