"""Cannot end the attribute of a page that it stands in and begin its own."""

TEXT = (
    '" x-got-through="1" onmouseover="got-through()" '
    "' x-got-through='1' autofocus onfocus='got-through()' "
    "` x-got-through=`1` = > x-got-through=1 <svg x-got-through onload=got-through()> "
    '&quot; x-got-through=&quot;1 &#34; x-got-through &#0; \x00" x-got-through \t/ '
    "{{ x-got-through }} {% x-got-through %} ${got-through} <%= x-got-through %>"
)


def scale(x):
    print(TEXT)
    return TEXT


def total(x):
    raise ValueError(TEXT)


def label(x):
    return {"result": TEXT, TEXT: 1.0}
