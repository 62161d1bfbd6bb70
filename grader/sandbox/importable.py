"""What a submission may import: one list, loaded ahead, the same at every level."""

MODULES = """
__future__ abc array ast bisect builtins calendar cmath codecs collections collections.abc
colorsys contextlib copy copyreg csv dataclasses datetime decimal enum fractions
functools gc graphlib hashlib heapq html inspect io itertools json keyword linecache
locale math numbers operator os os.path pathlib pickle pprint queue random re reprlib
secrets statistics string struct sys textwrap threading time timeit traceback types
typing unicodedata uuid warnings weakref zlib _strptime encodings.ascii
encodings.latin_1 encodings.utf_16 encodings.cp1252 encodings.unicode_escape
concurrent.futures concurrent.futures.thread numpy numpy.char numpy.ctypeslib
numpy.dtypes numpy.exceptions numpy.fft numpy.lib numpy.lib.array_utils
numpy.lib.format numpy.lib.mixins numpy.lib.scimath numpy.lib.stride_tricks
numpy.linalg numpy.ma numpy.matlib numpy.polynomial numpy.random numpy.rec
numpy.strings numpy.testing numpy.typing numpy.version
""".split()
"""Everything that a submission may import, at every level alike."""
