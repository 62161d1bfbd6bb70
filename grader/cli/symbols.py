r"""What LaTeX's commands are as characters, by what they do in a formula."""

from __future__ import annotations

from grader.cli.encodable import GREEK

LETTERS = {
    **{name: letter for letter, name in GREEK.items()},
    **{name.capitalize(): letter.upper() for letter, name in GREEK.items()},
    "varepsilon": "ε", "vartheta": "θ", "varphi": "φ", "varsigma": "ς",
    "ell": "ℓ", "hbar": "ħ", "infty": "∞", "emptyset": "∅", "top": "⊤", "dots": "…",
    "ldots": "…", "cdots": "…", "vdots": "⋮",
    "prime": "′", "$": "$", "%": "%", "#": "#", "&": "&", "_": "_",
    "backslash": "\\",
}  # fmt: skip

# What takes hold of the thing after it, so that no space stands between.
PREFIXES = {"partial": "∂", "nabla": "∇", "Delta": "Δ", "neg": "¬", "lnot": "¬"}

OPENING = {"{": "{", "lbrace": "{", "lbrack": "[", "langle": "⟨", "lVert": "‖",
           "lvert": "|", "lfloor": "⌊", "lceil": "⌈"}  # fmt: skip
CLOSING = {"}": "}", "rbrace": "}", "rbrack": "]", "rangle": "⟩", "rVert": "‖",
           "rvert": "|", "rfloor": "⌋", "rceil": "⌉"}  # fmt: skip

BIG = {"sum": "∑", "prod": "∏", "int": "∫", "forall": "∀", "exists": "∃"}

OPERATORS = {
    "cdot": "·", "times": "×", "odot": "⊙", "otimes": "⊗", "oplus": "⊕", "circ": "∘",
    "ast": "∗", "star": "∗", "div": "÷", "pm": "±", "mp": "∓", "le": "≤", "leq": "≤",
    "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "approx": "≈", "equiv": "≡",
    "sim": "∼", "ll": "≪", "gg": "≫", "lt": "<", "gt": ">", "in": "∈", "notin": "∉",
    "subset": "⊂", "subseteq": "⊆", "cup": "∪", "cap": "∩", "propto": "∝",
    "land": "∧", "wedge": "∧", "lor": "∨", "vee": "∨", "to": "→", "rightarrow": "→",
    "longrightarrow": "→", "leftarrow": "←", "gets": "←", "leftrightarrow": "↔",
    "Rightarrow": "⇒", "implies": "⇒", "Leftrightarrow": "⇔", "iff": "⇔",
    "mapsto": "↦", "uparrow": "↑", "downarrow": "↓", "mid": "|", "colon": ":",
}  # fmt: skip

BARS = {"|": "‖", "Vert": "‖", "vert": "|"}

FUNCTIONS = frozenset(
    "exp log ln max min sup inf sin cos tan sinh cosh tanh arg argmax argmin det dim "
    "lim tr diag Pr mod gcd".split()
)
FONTS = frozenset(
    "mathbf mathrm mathit mathsf mathtt mathcal boldsymbol bm operatorname "
    "textbf textit textrm".split()
)
BLACKBOARD = {"R": "ℝ", "N": "ℕ", "Z": "ℤ", "C": "ℂ", "E": "𝔼"}
ACCENTS = {
    "hat": "\u0302", "widehat": "\u0302", "bar": "\u0304", "overline": "\u0304",
    "tilde": "\u0303", "widetilde": "\u0303", "dot": "\u0307", "vec": "\u20d7",
}  # fmt: skip
WORD_OF_ACCENT = {"widehat": "hat", "overline": "bar", "widetilde": "tilde"}
SPACES = {",": " ", ";": " ", ":": " ", " ": " ", "quad": "  ", "qquad": "  ",
          "!": "", "~": " "}  # fmt: skip
SILENT = frozenset(
    "left right big Big bigg Bigg bigl bigr Bigl Bigr displaystyle textstyle limits "
    "nolimits nonumber middle".split()
)
