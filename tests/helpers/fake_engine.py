"""An OCR engine for tests: reads a text file that lies beside the image, as if it stood on the image.

Each line of the text is ``left top height confidence text``; a line ``!`` ends the process, ``?`` raises an error. A
first line ``@90`` says that the image is to be turned clockwise by so much, and that the places are those on it then.
"""

from __future__ import annotations

import os
from pathlib import Path

from annotator.formats.images import read_facts
from annotator.formats.ocr.alto_writing import ReadCharacter, ReadLine
from annotator.formats.pdf_drawing import draw_page
from annotator.model.layout import Box


class FakeEngine:
    name = "fake 1"

    def __init__(self, password: str = "") -> None:
        self._password = password

    def size(self, path: Path, frame: int) -> tuple[int, int]:
        if path.suffix == ".pdf":
            page = draw_page(path, frame + 1, self._password)
            return page.width, page.height
        facts = read_facts(path)
        return facts.width, facts.height

    def turn(self, path: Path, frame: int) -> int:
        first = path.with_suffix(f".{frame}.txt").read_text("utf-8").partition("\n")[0]
        return int(first[1:]) if first.startswith("@") else 0

    def lines(self, path, frame, part, turn=0):
        found = []
        for line in path.with_suffix(f".{frame}.txt").read_text("utf-8").splitlines():
            if line.startswith("@"):
                continue
            if line == "!":
                os._exit(3)
            if line == "?":
                raise ValueError(line)
            left, top, height, confidence, text = line.split(" ", 4)
            left, top, height, sure = int(left), int(top), int(height), float(confidence)
            boxes = [
                Box(left + n * height, top, left + (n + 1) * height, top + height) for n in range(len(text))
            ]
            box = boxes[0].joined(boxes[-1])
            inside = box.left < part[2] and box.right > part[0] and box.top < part[3] and box.bottom > part[1]
            if inside:  # as a real engine does, it reads what is cut off by the part's edge in part
                shown = [
                    (char, each)
                    for char, each in zip(text, boxes, strict=True)
                    if part[0] <= each.left and each.right <= part[2]
                ]
                if shown:
                    whole = shown[0][1].joined(shown[-1][1])
                    characters = tuple(ReadCharacter(c, b, sure) for c, b in shown if c.strip())
                    found.append(ReadLine("".join(c for c, _ in shown), whole, sure, characters))
        return found


def open_engine(password: str = "") -> FakeEngine:
    return FakeEngine(password)
