"""Cannot end an element of XML, nor hold what XML cannot."""

TEXT = (
    "]]></failure></testcase><testcase name='got-through'/><x-got-through/>"
    "<!DOCTYPE x [<!ENTITY a 'got-through'><!ENTITY b '&a;&a;&a;'>]>&b;&a;&#0;&#x1b;"
    "<?x-got-through ?><!-- -- > \x00\x01\x08\x0b\x0c\x1f\x7f\ufffe\uffff\ud800 &amp;amp;"
)


def scale(x):
    print(TEXT)
    raise ValueError(TEXT)


def total(x):
    return TEXT


def label(x):
    return {TEXT: TEXT}
