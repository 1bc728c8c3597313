"""Errors of the user's world, told apart from bugs.

A ``UserError`` carries a code and values, never a sentence: the window and the command line each have a
catalogue that turns the code into one clear sentence in the user's language.
"""

from __future__ import annotations


class UserError(Exception):
    """Something outside the program is wrong: a file, a disk, an encoding, malformed input.

    Attributes:
        code: dotted name of the sentence, e.g. ``"import.empty"``; the part before the dot names the area.
        values: what the sentence needs (file names, counts), as plain strings and numbers.
    """

    def __init__(self, code: str, **values: str | int | float) -> None:
        self.code = code
        self.values = values
        super().__init__(code, values)

    def __str__(self) -> str:
        listed = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.code}({listed})"
