"""Cannot format a report: headings, images, links, mentions or a fence that ends."""

TEXT = """
```
~~~
# got-through 10/10
![x](https://got-through.example/x.png) [x](javascript:got-through) <x-got-through>
[x]: https://got-through.example
@everyone #1 :tada: <https://got-through.example> $\\href{javascript:1}{x}$ | a | b |
--- | ---
***
"""


def scale(x):
    print(TEXT)
    return TEXT


def total(x):
    raise ValueError(TEXT)


def label(x):
    return {"result": TEXT, TEXT: 1.0}
