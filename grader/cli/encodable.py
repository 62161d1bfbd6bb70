"""Write a text with fewer characters: words and ASCII signs for what is missing.

A terminal, or the ASCII of linear output, may lack the letters and signs of
mathematics. ``π ≤ x₁²`` is then ``pi <= x_1^2``. Every character that the
encoding has is kept, and what no table knows (a letter of a name, an emoji) is
escaped as Python would write it.
"""

from __future__ import annotations

import re

GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψω",
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi "
        "omicron pi rho sigma tau upsilon phi chi psi omega".split(),
        strict=True,
    )
)
"""The name of each small Greek letter."""

SUPERSCRIPTS = dict(
    zip(
        "0123456789+-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ",
        strict=True,
    )
)
"""What Unicode has as a superscript."""

SUBSCRIPTS = dict(
    zip(
        "0123456789+-=()aehijklmnoprstuvxβγρφχ",
        "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
        strict=True,
    )
)
"""What Unicode has as a subscript."""

_LOWERED = {mark: sign for sign, mark in SUBSCRIPTS.items()}
_RAISED = {mark: sign for sign, mark in SUPERSCRIPTS.items()}

# A word stands off from a letter or digit beside it: 2π is "2 pi".
_WORDS = {
    **GREEK,
    **{small.upper(): name.capitalize() for small, name in GREEK.items()},
    "ς": "sigma", "ϕ": "phi", "ϵ": "epsilon", "ϑ": "theta", "µ": "mu",
    "∑": "sum", "∏": "prod", "∫": "integral", "∇": "grad", "∞": "infinity",
    "√": "sqrt", "∈": "in", "∉": "not in", "∀": "for all", "∃": "there is",
    "∪": "union", "∩": "intersection", "∅": "empty set", "⊂": "subset of",
    "⊆": "subset of", "∝": "proportional to", "↑": "up", "↓": "down",
    "∧": "and", "∨": "or", "€": "EUR", "°": "degrees",
}  # fmt: skip

_SIGNS = {
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'",
    "′": "'", "″": "''", "…": "...", "⋯": "...", "⋮": ":", "‐": "-", "‑": "-",
    "–": "-", "—": "-", "−": "-", "•": "*", "\xa0": " ", "\u2009": " ",
    "\u202f": " ", "×": "x", "·": "*", "⋅": "*", "⊙": "(*)", "⊗": "(x)",
    "⊕": "(+)", "∘": " o ", "∗": "*", "÷": "/", "±": "+-", "∓": "-+",
    "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~=", "≡": "==", "∼": "~", "≪": "<<",
    "≫": ">>", "←": "<-", "→": "->", "↔": "<->", "⇐": "<==", "⇒": "=>",
    "⇔": "<=>", "↦": "|->", "∂": "d", "ℝ": "R", "ℕ": "N", "ℤ": "Z", "ℂ": "C",
    "𝔼": "E", "ℓ": "l", "⊤": "T", "‖": "||", "∣": "|", "⟨": "<", "⟩": ">",
    "⌊": "floor(", "⌋": ")", "⌈": "ceil(", "⌉": ")",
    "½": "1/2", "¼": "1/4", "¾": "3/4", "¬": "not ", "└": "+", "├": "+",
    "─": "-", "│": "|",
}  # fmt: skip

# Marks that stand over the letter before them.
_ACCENTS = {
    "\u0302": "_hat", "\u0304": "_bar", "\u0303": "_tilde", "\u0307": "_dot",
    "\u20d7": "_vec", "ŷ": "y_hat", "ẋ": "x_dot",
}  # fmt: skip

# Not compiled here: most output needs neither, and every command loads this.
_SCRIPT = f"[{''.join(_RAISED)}]+|[{''.join(_LOWERED)}]+"
_UNDER_A_ROOT = r"√(\w+)"


def encodable(text: str, encoding: str) -> str:
    """Keep what an encoding has, and spell the rest.

    Parameters
    ----------
    encoding : str
        As Python names it; an unknown one counts as ASCII.
    """
    if fits(text, encoding):
        return text
    text = re.sub(_SCRIPT, lambda m: _script(m[0], encoding), text)
    if not fits("√", encoding):
        text = re.sub(_UNDER_A_ROOT, r"√(\1)", text)
    done: list[str] = []
    after_word = False
    for char in text:
        if fits(char, encoding):
            done.append(" " + char if after_word and char.isalnum() else char)
            after_word = False
        elif char in _WORDS:
            close = after_word or (bool(done) and done[-1][-1:].isalnum())
            done.append(" " * close + _WORDS[char])
            after_word = True
        else:
            done.append(_SIGNS.get(char) or _ACCENTS.get(char) or _escaped(char))
            after_word = False
    return "".join(done)


def fits(text: str, encoding: str) -> bool:
    """Whether an encoding has every character of a text."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    except LookupError:
        return text.isascii()
    return True


def _script(marks: str, encoding: str) -> str:
    if fits(marks, encoding):
        return marks
    sign, table = ("^", _RAISED) if marks[0] in _RAISED else ("_", _LOWERED)
    inner = "".join(table[mark] for mark in marks)
    return sign + (inner if re.fullmatch(r"\w+", inner) else f"({inner})")


def _escaped(char: str) -> str:
    return char.encode("ascii", "backslashreplace").decode()
