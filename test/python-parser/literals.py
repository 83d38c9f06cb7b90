"""Writes literals.json: what CPython makes of the literals below. Run with Python 3.8 or later, from the project's root.

Each row is the source, its kind, and its value: for numbers the decimal text (of a complex one, its imaginary part), for
strings their text, for bytes a text with one character for each byte, and null for what CPython refuses.
"""

import ast
import json
import warnings

NUMBERS = """
0 00 0_0 1 10 1_000 0xFF 0xff_ff 0X1 0b101 0B1_0 0o17 0O7 0x_f 9007199254740991 9007199254740992 -5
123456789012345678901234567890 0xffffffffffffffffffff 1. .5 1.5 1e3 1E3 1e-3 1.5e+3 1_0.0_1 1_0e1_0 1e400 5e-324 09.5 09e1
0.1 3.14159 1j 1.5J .5j 1e3j 0j 09j 01 0x 0b2 0o8 1__0 1_ 0_x1 1e 1_j 0b 012_3
""".split()

STRINGS = [
    r"'a'", r'"a"', r"'\n\t\r\a\b\f\v'", r"'\\\'\"'", r"'\0\12\101\1234\400\777'", r"'\x41\xff'", r"'\u00e9\u20ac'",
    r"'\U0001F600\U0010FFFF'", r"'\d\ \q\N'", r"'\d\ \q'", "'a\\\nb'", "'a\\\r\nb'", "'''a\nb'''", "'''a\r\nb\rc'''",
    "'''a\\\nb'''", r"r'\n\x'", r"R'\''", r"u'\u00e9'", "'a' 'b' \"c\"", r"'a' r'\n' '\n'", r"'''it's'''", r"'''a\''''",
    r'"""a"b""c\""""', r"''", r"''''''", r"'\x4'", r"'\x'", r"'\u12'", r"'\U0011FFFF'", r"'\N{}'", r"'\N'", "'é😀'", "'\\é'",
    "'😀\\n'", r"b'a'", r"b'\x00\xff\377\400'", r"b'\u1234\N{DASH}'", r"rb'\x'", r"Br'\''", r"bR'\n'", r"b'a' b'b'", "b'é'",
    r"b'a' 'b'", "b'a\\\nb'", r"'\ud800'", r"'{{}}'",
]  # fmt: skip


def row(source):
    warnings.simplefilter("ignore")
    try:
        value = ast.literal_eval(f"({source})")
    except SyntaxError:
        return [source, "refused", None]
    if isinstance(value, str):
        return [source, "str", value]
    if isinstance(value, bytes):
        return [source, "bytes", value.decode("latin-1")]
    return [source, type(value).__name__, repr(value.imag if isinstance(value, complex) else value)]


def main():
    rows = [row(source) for source in NUMBERS + STRINGS]
    with open("test/python-parser/literals.json", "w", encoding="utf-8") as file:
        file.write("[\n" + ",\n".join(f"  {json.dumps(row)}" for row in rows) + "\n]\n")


main()
