"""Whatever a user does in whatever order, the pane shows what its owner holds."""

import random

import pytest
from PySide6.QtCore import Qt

from annotator.model.article import Role
from annotator.ui.editor.pane_text import LIMIT, Mark, PaneBlock, shown

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key
PIECES = ("好", "𠮷", "e\u0301", "\u00a0", "\u3000", "a", "，", "一二三", "\u2028", "\x00", "\t")
KEYS = (
    *(Key.Key_Backspace, Key.Key_Delete, Key.Key_Return, Key.Key_A, Key.Key_Space, Key.Key_Period),
    *(Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down, Key.Key_Home, Key.Key_End),
)


class User:
    """Does one random thing after the other."""

    def __init__(self, dice, view, owner, preedit, commit_text, press, paste):
        self.dice, self.view, self.owner = dice, view, owner
        self.preedit, self.commit, self.press, self.paste = preedit, commit_text, press, paste

    def text(self, most=4):
        return "".join(self.dice.choices(PIECES, k=self.dice.randint(1, most)))

    def place(self):
        block = self.dice.choice(self.owner.blocks)
        return block.id, self.dice.randint(0, len(block.text))

    def type_key(self):
        self.press(self.dice.choice(KEYS), self.dice.choice([Qt.KeyboardModifier.NoModifier, CTRL, SHIFT]))

    def compose(self):
        for _ in range(self.dice.randint(1, 3)):
            self.preedit(self.dice.choice(["ni", "ni'h", "𠮷"]))
        self.commit(self.text()) if self.dice.random() < 0.7 else self.preedit("")

    def select(self):
        one, other = self.place(), self.place()
        self.view.select(*one, *other)

    def paste_text(self):
        self.paste("\n".join(self.text() for _ in range(self.dice.choice([1, 1, 2, 3]))))

    def move_caret(self):
        self.view.set_caret(*self.place())

    def refuse_once(self):
        self.owner.refuse = True
        self.dice.choice([self.type_key, self.compose, self.paste_text])()
        self.owner.refuse = False

    def owner_changes(self):
        index = self.dice.randrange(len(self.owner.blocks))
        block = self.owner.blocks[index]
        role = self.dice.choice([Role.BODY, Role.TITLE])
        self.owner.blocks[index] = PaneBlock(block.id, role, block.text[1:] + self.text())
        self.view.set_blocks(self.owner.blocks)

    def mark(self):
        block = self.dice.choice(self.owner.blocks)
        start, end = sorted(self.dice.choices(range(len(block.text) + 1), k=2))
        self.view.set_marks(block.id, [Mark(start, end, "label", "t", "词"), Mark(start, end, "flag")])

    def act(self):
        self.dice.choice(
            [
                *[self.type_key] * 6,
                *[self.compose] * 3,
                *[self.select] * 2,
                *(self.paste_text, self.move_caret, self.refuse_once, self.owner_changes, self.mark),
            ]
        )()


@pytest.mark.parametrize("seed", range(12))
def test_pane_shows_what_the_owner_holds(
    own, view, preedit, commit_text, press, paste, document_texts, qtbot, seed
):
    dice = random.Random(seed)
    long = "长段里的一句话，到此为止。" * (LIMIT // 13 + 30)
    owner = own("标题", "甲乙丙丁", "𠮷野家\u00a0里", "", long, "末段")
    user = User(dice, view, owner, preedit, commit_text, press, paste)
    for step in range(120):
        user.act()
        held = owner.texts()
        assert [block.text for block in view.blocks()] == held, f"step {step}"
        assert [block.id for block in view.blocks()] == [block.id for block in owner.blocks]
        assert "".join(document_texts(view)) == shown("".join(held)), f"step {step}"
        block_id, position = view.caret()
        assert 0 <= position <= len(owner.blocks[owner.index(block_id)].text)
    view.grab()
