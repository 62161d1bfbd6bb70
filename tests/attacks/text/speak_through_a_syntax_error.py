"""Cannot say by a line that is no Python what a text may not say."""

LINE = (
    'def scale(\x1b[2J\x9b8m\u202e <x-got-through> " x-got-through=1 =1+1 FORGED 10/10'
)
SUBMITTED = f"""\
# {LINE}\x0c
x = 1
{LINE} '\u2028\x85
""".encode()
