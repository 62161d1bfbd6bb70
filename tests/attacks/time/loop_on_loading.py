"""Cannot outlast its deadline before it is asked anything."""

import itertools

for _ in itertools.count():
    pass
