"""What Markdown and formulas look like on a screen, read aloud, and piped."""

from __future__ import annotations

import re
import shutil
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.cli.encodable import encodable
from grader.cli.markdown import Style, lines, phrase
from grader.cli.maths import readable
from grader.cli.out import plain
from grader.cli.wrapping import width

SCREEN = Style()
COLOR = Style(color=True)
LINEAR = Style(linear=True, encoding="ascii")
STYLES = [SCREEN, COLOR, LINEAR, Style(encoding="cp1252"), Style(encoding="ascii")]


def shown(text: str, room: int = 80, style: Style = SCREEN) -> str:
    return "\n".join(lines(text, room, style))


def marked(text: str) -> str:
    """Colours as marks that can be read in a test."""
    return re.sub("\x1b\\[(\\d*)m", r"<\1>", text)


# -- blocks -------------------------------------------------------------------------------


LONG = "A neuron receives numbers, multiplies each by its own weight, and adds them up."

BLOCKS = {
    "nothing": ("", "", ""),
    "a paragraph": (
        LONG,
        LONG,
        (
            "A neuron receives numbers, multiplies\n"
            "each by its own weight, and adds them\n"
            "up."
        ),
    ),
    "lines of one paragraph": ("one\ntwo\n\nthree", "one two\n\nthree", "same"),
    "a hard break": ("one  \ntwo\\\nthree", "one\ntwo\nthree", "same"),
    "headings": (
        "# One\n## Two\n### Three\ntext",
        "One\n===\n\nTwo\n---\n\nThree\n\ntext",
        "same",
    ),
    "a heading of two rows": (
        f"# {LONG[:55]}",
        f"{LONG[:55]}\n{'=' * 55}",
        "A neuron receives numbers, multiplies\neach by its own w\n" + "=" * 37,
    ),
    "bullets": (
        f"- {LONG}\n- two\n",
        (
            "- A neuron receives numbers, multiplies each by its own weight, and adds them\n"
            "  up.\n"
            "- two"
        ),
        (
            "- A neuron receives numbers, multiplies\n"
            "  each by its own weight, and adds them\n"
            "  up.\n"
            "- two"
        ),
    ),
    "a loose list": ("* one\n\n* two", "- one\n\n- two", "same"),
    "numbers": ("9. nine\n10. ten", " 9. nine\n10. ten", "same"),
    "numbers with brackets": ("2) two\n3) three", "2) two\n3) three", "same"),
    "lists in lists": (
        "1. one\n   - in\n     1. further in\n   - in\n\n     a paragraph\n2. two",
        "1. one\n   - in\n\n     1. further in\n\n   - in\n\n     a paragraph\n2. two",
        "same",
    ),
    "code in a list": (
        "- so:\n\n      x = 1\n\n- and\n  ```\n  y\n  ```",
        "- so:\n\n      x = 1\n\n- and\n\n      y",
        "same",
    ),
    "an empty item": ("-\n- two", "-\n- two", "same"),
    "a fence": (
        "```python\nif x:\n\n    *y*  # `z` $a$\n```",
        "    if x:\n\n        *y*  # `z` $a$",
        "same",
    ),
    "indented code": ("text\n\n    a  b", "text\n\n    a  b", "same"),
    "tabs in code": ("```\na\tb\n\tc\n```", "    a   b\n        c", "same"),
    "code that is too long stays whole": (
        "```\nx = [1, 2]\n" + "y" * 50 + "\n```",
        "    x = [1, 2]\n    " + "y" * 50,
        "  x = [1, 2]\n  " + "y" * 50,
    ),
    "a quotation": (
        f"> {LONG}\n>\n> - one",
        (
            "│ A neuron receives numbers, multiplies each by its own weight, and adds them\n"
            "│ up.\n│\n│ - one"
        ),
        (
            "│ A neuron receives numbers, multiplies\n"
            "│ each by its own weight, and adds them\n"
            "│ up.\n│\n│ - one"
        ),
    ),
    "a rule": ("a\n\n---", "a\n\n" + "─" * 80, "a\n\n" + "─" * 40),
    "HTML": (
        "a <b>c</b>\n\n<div>\n  d *e*\n</div>\n\n<!-- f -->",
        "a <b>c</b>\n\n<div>\nd *e*\n</div>\n\n<!-- f -->",
        "same",
    ),
    "a table": (
        "| a | long *b* | c |\n|---|--:|:-:|\n| 1 | `x` | three |\n| four | 5 | 6 |",
        (
            "a     long b    c\n"
            "────  ──────  ─────\n"
            "1        `x`  three\n"
            "four       5    6"
        ),
        "same",
    ),
    "a table with a long column": (
        f"| a | b |\n|---|---|\n| one | {LONG} |\n| two | b |",
        (
            "a    b\n"
            "───  ───────────────────────────────────────────────────────────────────────────\n"
            "one  A neuron receives numbers, multiplies each by its own weight, and adds them\n"
            "     up.\n"
            "two  b"
        ),
        (
            "a    b\n"
            "───  ───────────────────────────────────\n"
            "one  A neuron receives numbers,\n"
            "     multiplies each by its own weight,\n"
            "     and adds them up.\n"
            "\n"
            "two  b"
        ),
    ),
    "a table that is too wide": (
        (
            "| name | of shape | | to |\n|-|-|-|-|\n"
            "| `weighted_sum(inputs, bias)` | `(n,)` or `(m, n)` | add up | |\n"
            "| b | | d | e |"
        ),
        (
            "name                          of shape                    to\n"
            "────────────────────────────  ──────────────────  ──────  ──\n"
            "`weighted_sum(inputs, bias)`  `(n,)` or `(m, n)`  add up\n"
            "b                                                 d       e"
        ),
        (
            "name: `weighted_sum(inputs, bias)`\n"
            "  of shape: `(n,)` or `(m, n)`\n"
            "  add up\n"
            "\n"
            "name: b\n"
            "  d\n"
            "  to: e"
        ),
    ),
    "a table of wide characters": (
        "| 名 | b |\n|-|-|\n| 重み | 1 |\n| e\u0301 | 2 |",
        "名    b\n────  ─\n重み  1\ne\u0301     2",
        "same",
    ),
    "a table without rows": ("| a | b |\n|-|-|", "a  b\n─  ─", "same"),
    "formulas on lines of their own": (
        "so\n$$\ny = \\frac{1}{2}\n- x_1\n$$\nand\n\\[ a \\\\ b \\]\n",
        "so\n\n    y = 1/2 - x₁\n\nand\n\n    a\n    b",
        "same",
    ),
    "a long formula": (
        "$$a_{1} + b_{1} + c_{1} + d_{1} + e_{1} + f_{1} + g_{1} + h_{1}$$",
        "    a₁ + b₁ + c₁ + d₁ + e₁ + f₁ + g₁ + h₁",
        "    a₁ + b₁ + c₁ + d₁ + e₁ + f₁ + g₁ +\n      h₁",
    ),
    "no formula without an end": ("$$\na\n\nb", "$$ a\n\nb", "same"),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_blocks_at_80_and_at_40_columns(name):
    text, wide, narrow = BLOCKS[name]

    assert shown(text, 80) == wide
    assert shown(text, 40) == (wide if narrow == "same" else narrow)


INLINE = {
    "*a* _b_ **c** __d e__ ***f***": "a b c d e f",
    "`a  b` ``c`d`` `` `e` ``": "`a  b` ``c`d`` `` `e` ``",
    # Nothing that an author of formulas and shapes means is taken away.
    "W[l] @ a[l-1], [batch, features], [/n], [x][y]": "=",
    "[n]: the number of rows": "=",
    "a_i * b_i, snake_case_name, __init__, x < y, a <b and c> d": "=",
    "2*x*y, (a)*b + c*(d), 1*2 - 1*4, a**2 + b**2": "=",
    "f(*args, **kwargs)": "=",
    r"\*a\* \[b\] \$c": "*a* [b] $c",
    "&lt;x&gt; &amp; &copy;": "<x> & ©",
    # Dollars are formulas only around one.
    "$x$ and $a_1 + b$, $i$th": "x and a₁ + b, ith",
    r"\(x_1\) and $$x^2$$": "x₁ and x²",
    "$5 and $6, US$5, 5$ or $6.": "=",
    "$PATH, $HOME/bin:$PATH, $(a)/$(b), $A$B": "=",
    "`$x$` and `$PATH`": "=",
    "a $ b $ c, $ x$, $x $": "=",
    r"a price of \$5 and $x$": "a price of $5 and x",
    # Links and images.
    "[text](http://e.org/a_b) [top](#top)": "text (http://e.org/a_b) top",
    "<http://e.org> [http://e.org](http://e.org)": "http://e.org http://e.org",
    "<a@e.org> [to **b**](../c.md)": "a@e.org to b (../c.md)",
    "![a *loss* curve](a.png) ![](b.png)": "[image: a *loss* curve] [image: b.png]",
    "[x](javascript:alert(1))": "=",
}


@pytest.mark.parametrize("text", INLINE)
def test_what_stands_in_a_sentence(text):
    expected = INLINE[text]

    assert shown(text) == (text if expected == "=" else expected)


def test_code_is_kept_whole_while_it_fits_a_line():
    text = "At first the total is `z = x1*w1 + x2*w2 + b` and `np.random.default_rng(seed)`"

    assert lines(text, 40, SCREEN) == [
        "At first the total is",
        "`z = x1*w1 + x2*w2 + b` and",
        "`np.random.default_rng(seed)`",
    ]
    assert lines(text, 20, SCREEN) == [
        "At first the total",
        "is `z = x1*w1 +",
        "x2*w2 + b` and",
        "`np.random.default_rng(seed)`",  # to be copied, so never cut
    ]


def test_long_words_are_broken_and_addresses_are_not():
    assert lines("a" * 25, 20, SCREEN) == ["a" * 20, "a" * 5]
    assert lines(f"<http://{'a' * 25}>", 20, SCREEN) == ["http://" + "a" * 25]


def test_text_without_spaces_is_filled_by_its_width():
    assert lines("重みとバイアスを一つずつ足していく。", 20, SCREEN) == [
        "重みとバイアスを一つ",
        "ずつ足していく。",
    ]


def test_colours_stand_for_the_marks():
    text = "# T `c`\n\n`a b`, **c d** *e* <http://f>\n\n| g |\n|-|\n| `h` |"

    assert marked(shown(text, style=COLOR)).splitlines() == [
        "<1><4>T <0><36><1><4>c<0>",
        "",
        "<36>a b<0>, <1>c d<0> <3>e<0> <4>http://f<0>",
        "",
        "<1>g<0>",
        "─",
        "<36>h<0>",
    ]


def test_linear_output_sets_nothing_beside_anything():
    text = "# T\n\n| a | `b` | |\n|---|---|---|\n| 1 | 2 | 3 |\n| 4 | | |\n\n> q\n\n---"

    assert lines(text, 80, LINEAR) == [
        "T", "", "a: 1 | `b`: 2 | 3", "a: 4", "", "> q", "", "---",
    ]  # fmt: skip


# -- formulas -----------------------------------------------------------------------------


FORMULAS = {
    r"\sigma(z) = \frac{1}{1 + e^{-z}}": (
        "σ(z) = 1/(1 + e⁻ᶻ)",
        "sigma(z) = 1/(1 + e^(-z))",
    ),
    r"\frac{1}{2m} \sum_{i=1}^{m} (a_i - y_i)^2": (
        "(1/(2m)) ∑ᵢ₌₁ᵐ (aᵢ - yᵢ)²",
        "(1/(2m)) sum_(i=1)^m (a_i - y_i)^2",
    ),
    r"W^{[l]} a^{[l-1]} + b_{i,j}": ("W^[l] a^[l-1] + b_(i,j)",) * 2,
    r"\frac{\partial L}{\partial W} = \delta\, a^\top": (
        "∂L/∂W = δ aᵀ",
        "dL/dW = delta a^T",
    ),
    r"\theta\leftarrow\theta - \eta\nabla_\theta J": (
        "θ ← θ - η∇_θ J",
        "theta <- theta - eta grad_theta J",
    ),
    r"\partial^2 f, \Delta w, \nabla J": ("∂²f, Δw, ∇J", "d^2 f, Delta w, grad J"),
    r"\hat{y}, \bar x_i, \widehat{ab}": ("ŷ, x̄ᵢ, hat(ab)", "y_hat, x_bar_i, hat(ab)"),
    r"\sqrt{x_1} \sqrt{2\pi} \sqrt[3]{a+b}": (
        "√x₁ √(2π) (a+b)^(1/3)",
        "sqrt(x_1) sqrt(2 pi) (a+b)^(1/3)",
    ),
    r"a\cdot b \times c \odot d": ("a · b × c ⊙ d", "a * b x c (*) d"),
    r"x\le y, x \ge 0, x \ne y, x \to \infty": (
        "x ≤ y, x ≥ 0, x ≠ y, x → ∞",
        "x <= y, x >= 0, x != y, x -> infinity",
    ),
    r"\mathbf{W} \in \mathbb{R}^{n \times m}": ("W ∈ ℝ^(n × m)", "W in R^(n x m)"),
    r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}": ("[[1, 2], [3, 4]]",) * 2,
    r"\begin{array}{cc} a & b \end{array}": ("[[a, b]]",) * 2,
    r"\begin{cases} 1 & z > 0 \\ 0 & \text{else} \end{cases}": (
        ("{ 1, z > 0; 0, else }",) * 2
    ),
    r"\begin{aligned} a &= b \\ c &= d \end{aligned}": ("a = b\nc = d",) * 2,
    r"\left( \frac{a+b}{c} \right)^2": ("((a+b)/c)²", "((a+b)/c)^2"),
    r"\frac{a}{b}^2 \cdot 2": ("(a/b)² · 2", "(a/b)^2 * 2"),
    r"x \frac{a}{b} + a/\frac{b}{c}": ("x (a/b) + a/(b/c)",) * 2,
    r"\frac{\frac{a}{b}}{c \, d}": ("(a/b)/(c d)",) * 2,
    r"\text{if } x_{new}y, \operatorname{ReLU}(z)": ("if x_new y, ReLU(z)",) * 2,
    r"\log p + \max(0, z) + 2\exp x": ("log p + max(0, z) + 2 exp x",) * 2,
    r"f'(x) + x^2y": ("f′(x) + x²y", "f'(x) + x^2 y"),
    r"\|a\|_2 + \lVert b \rVert": ("‖a‖₂ + ‖b‖", "||a||_2 + ||b||"),
    r"\left\lfloor \frac{n}{s} \right\rfloor": ("⌊n/s⌋", "floor(n/s)"),
    r"\{1, \dots, k\}": ("{1, …, k}", "{1, ..., k}"),
    r"e^{z_i} + x^": ("e^(zᵢ) + x^", "e^(z_i) + x^"),
    r"\prod_k p_k \approx \epsilon": ("∏ₖ pₖ ≈ ε", "prod_k p_k ~= epsilon"),
    # What is not known, or not well formed, stays.
    r"\unknown{x}{y} \other": (r"\unknown{x}{y} \other",) * 2,
    "a } b": ("a } b",) * 2,
    "": ("", ""),
    "{" * 500: ("{" * 500,) * 2,
    r"\sqrt" * 500: (r"\sqrt" * 500,) * 2,
}


@pytest.mark.parametrize("latex", FORMULAS)
def test_formulas_in_unicode_and_in_ascii(latex):
    fancy, simple = FORMULAS[latex]

    assert readable(latex) == fancy
    assert encodable(readable(latex, unicode=False), "ascii") == simple


@pytest.mark.parametrize(
    ("text", "in_ascii", "in_cp1252"),
    [
        ("4 × 0.5 · “x” – …", '4 x 0.5 * "x" - ...', "4 × 0.5 · “x” – …"),
        ("2πr ≤ ∞", "2 pi r <= infinity", "2 pi r <= infinity"),
        ("∑ᵢ₌₁ᵐ xᵢ²", "sum_(i=1)^m x_i^2", "sum_(i=1)^m x_i²"),
        ("∂L/∂W → ∇J", "dL/dW -> grad J", "dL/dW -> grad J"),
        ("√x₁ ŷ x̄ Δ − µ", "sqrt(x_1) y_hat x_bar Delta - mu", None),
        ("größer 漢", "gr\\xf6\\xdfer \\u6f22", "größer \\u6f22"),
        ("~ plain [x] \\u", "~ plain [x] \\u", "~ plain [x] \\u"),
    ],
)
def test_what_an_encoding_lacks_is_spelled(text, in_ascii, in_cp1252):
    assert encodable(text, "ascii") == in_ascii
    assert encodable(text, "no such encoding") == in_ascii
    if in_cp1252 is not None:
        assert encodable(text, "cp1252") == in_cp1252
    assert encodable(text, "utf-8") == text


# -- whatever is written ------------------------------------------------------------------


PIECES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        "# |-|- | * ** _ ` ``` > - 1. [ ]( ) ![ $ $$ \\( \\) \\[ \\] \\frac{ ^{ _ } & "
        "\\\\ \\begin{ \\end{ <b> <!-- &#27; &#x202e; \x1b[31m \u202e \t \n \n\n "
        "漢字 e\u0301 🙂 \x00 \ud800".split(" ")
    ),
)
ROOMS = st.integers(20, 100)


@given(st.lists(PIECES, max_size=20).map("".join), ROOMS, st.sampled_from(STYLES))
@example("&#27;[31m $\x1b[31m$ `\x1b[31m` [a](<\x1b>)", 40, COLOR)
@example("a\u2028b\x0cc\x85d\x1ce", 40, SCREEN)
@example("- " * 60 + "x", 20, SCREEN)
@example("> " * 60 + "x", 20, LINEAR)
@example("*a" * 200 + "[" * 200 + "(" * 200, 20, SCREEN)
def test_any_text_is_shown_without_control_characters(text, room, style):
    rows = lines(text, room, style)

    for row in rows:
        bare = re.sub("\x1b\\[[\\d]+m", "", row) if style.color else row
        assert plain(bare) == bare
        bare.encode(style.encoding)


LETTERS = st.text("abcxyzßλ漢é", min_size=1, max_size=30)


@given(st.lists(LETTERS, min_size=1), ROOMS, st.sampled_from([SCREEN, COLOR]))
def test_no_word_is_lost_and_no_row_is_too_long(words, room, style):
    for text in (" ".join(words), "\n".join(words)):
        rows = lines(text, room, style)

        assert "".join("".join(rows).split()) == "".join(words)
        assert all(width(row) <= room for row in rows)


@given(st.lists(st.lists(LETTERS, min_size=3, max_size=3), min_size=1), ROOMS)
def test_no_cell_of_a_table_is_lost_and_no_row_is_too_long(table, room):
    source = "\n".join(f"| {' | '.join(row)} |" for row in table)

    rows = lines("|1|2|3|\n|-|-|-|\n" + source, room, SCREEN)

    letters = Counter("".join(map("".join, table)))
    assert Counter(re.sub(r"[123:─\s]", "", "".join(rows))) == letters
    assert all(width(row) <= room for row in rows)


@given(st.text("abnxyzABΔλ0123456789+-=<>(){}[]^_&,.|' \\\n", max_size=60))
@example(r"\begin{bmatrix} a & b \\")
@example(r"\frac\frac^_{\sqrt[")
@example(r"\text{a")
def test_any_formula_is_read(latex):
    for unicode in (True, False):
        assert isinstance(readable(latex, unicode), str)


# -- learn show ---------------------------------------------------------------------------


@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii"])
def test_a_task_reads_as_it_is_meant_to(learn, golden, columns, encoding):
    ran = learn.on_a_terminal(
        *("--color", "never", "show", "ex03"),
        columns=columns,
        env={"PYTHONIOENCODING": encoding},
    )

    golden(f"show_{columns}.{encoding}.screen.txt", ran.out)
    assert ran.code == 0
    assert "\\u" not in ran.out
    assert "\\x" not in ran.out


def test_a_task_reads_as_it_is_meant_to_where_there_is_no_terminal(learn, golden):
    ran = learn("show", "ex03")

    golden("show.txt", ran.out)
    assert ran.out.isascii()


def test_a_task_in_colour(learn, golden):
    ran = learn.on_a_terminal("show", "ex03")

    golden("show.colour.txt", ran.out.replace("\x1b", "<esc>"))


def test_raw_is_the_file_itself(learn):
    file = learn.folder / "exercises/ex03_apply_twice/README.md"

    ran = learn("show", "ex03", "--raw")

    assert (ran.code, ran.out, ran.err) == (0, file.read_text("utf-8"), "")
    assert learn.on_a_terminal("show", "ex03", "--raw").out == ran.out


@pytest.mark.parametrize("args", [["show", "ex01"], ["show", "ex01", "--raw"]])
def test_a_hostile_task_comes_out_literally(learn, args):
    file = learn.folder / "exercises/ex01_double/README.md"
    file.write_text(
        "# T\x1b]0;owned\x07\n\n`\x1b[31m`\t\u202ex\x0c $\x9b31m$\n", "utf-8"
    )

    ran = learn.on_a_terminal("--color", "never", *args)

    assert ran.code == 0
    for row in ran.out.splitlines():
        assert plain(row.replace("\t", "")) == row.replace("\t", "")
    assert "owned" in ran.out


def test_a_word_that_the_terminal_lacks_is_spelled(learn):
    shutil.copy(
        learn.folder / "exercises/ex03_apply_twice/README.md",
        learn.folder / "exercises/ex01_double/README.md",
    )

    ran = learn("--plain", "show", "ex01", env={"PYTHONIOENCODING": "ascii"})

    assert "y_i = f(f(x_i))  for 1 <= i <= n." in ran.out
    assert "sqrt(y^2) = lambda^2/1 * ||x||" in ran.out


@pytest.mark.parametrize(
    "text", ["> 0", "- 6", "1. 5", "# of rows", "W[l] @ a[l-1]", "2*x*y", "+ 3", "---"]
)
def test_a_phrase_of_one_line_has_no_blocks(text):
    assert phrase(text, 60, Style()) == [text]


def test_a_phrase_of_several_lines_has_them():
    assert phrase("- a\n- b", 60, Style(linear=True)) == ["- a", "- b"]
