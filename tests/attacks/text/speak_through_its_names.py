"""Cannot say by the names that it defines what a text may not say."""

for end in ("\x1b[2J", "\nFORGED", "\u202e", "\x9b8m", "<x-got-through>", "`", "\x00"):
    for name in ("scale", "total", "walk", "label", "Scaler"):
        globals()[name + end] = lambda *args: 0
        globals()[end + name[:-1]] = 0
