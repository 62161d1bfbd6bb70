"""Cannot end the element of a page that it stands in and begin its own."""

TEXT = "".join(
    f"</{tag}><x-got-through><script>document.title='got-through'</script>"
    for tag in (
        "style", "script", "title", "textarea", "template", "noscript", "svg",
        "pre", "code", "td", "details", "body", "iframe", "plaintext", "xmp",
    )
) + "--><x-got-through>]]><x-got-through><!--<x-got-through>&lt;x-got-through&gt;"  # fmt: skip


def scale(x):
    print(TEXT)
    raise ValueError(TEXT)


def total(x):
    return TEXT


def label(x):
    return {TEXT: TEXT}
