"""Cannot become a formula in a table that others open."""

TEXT = (
    '=HYPERLINK("https://got-through.example","marks")\n+cmd|\' /C calc\'!A0\n'
    '-1+1\n@SUM(A1:A9)\n\t=1+1\n\r=1+1\n ;=1+1,=1+1\t=1+1"\n"=1+1\n＝1+1\n'
)


def scale(x):
    print(TEXT)
    raise ValueError(TEXT)


def total(x):
    return TEXT


def label(x):
    return {TEXT: TEXT}


class Scaler:
    seen = TEXT

    def scale(self, x):
        return [TEXT, TEXT]
