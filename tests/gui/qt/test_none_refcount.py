"""The Qt binding gives back what it takes.

PySide6 6.12.0 loses one reference to None with every void call and so stops Python 3.11 after some thousand of
them; this shows it within a second, before a user does.
"""

import sys

import pytest
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument

CALLS = 1000
TOLERANCE = 50


def _set_position(cursor):
    cursor.setPosition(1)


def _merge_format(cursor):
    cursor.mergeCharFormat(QTextCharFormat())


def _set_underline(cursor):
    QTextCharFormat().setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)


@pytest.mark.parametrize("call", [_set_position, _merge_format, _set_underline])
def test_void_qt_calls_keep_the_references_to_none(call, qapp):
    document = QTextDocument("文字")
    cursor = QTextCursor(document)
    call(cursor)  # what is made once only, on first use, must not count
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        call(cursor)
    assert abs(sys.getrefcount(None) - before) <= TOLERANCE
