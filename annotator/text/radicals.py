"""Radical symbols that stand where a character belongs.

A PDF's text layer often gives U+2F17 ⼗ for U+5341 十, because the font draws both with one glyph: they look alike
and compare unequal, so searches, dictionaries and models miss them. Folding keeps the length of the text, so every
position stays valid.
"""

from __future__ import annotations

import re
import unicodedata

# Radical and unified ideograph of the block CJK Radicals Supplement, from Unicode's EquivalentUnifiedIdeograph.txt
# (version 14). U+2E80 ⺀ has no equivalent and stays.
_SUPPLEMENT = (
    "⺁厂 ⺂乛 ⺃乚 ⺄乙 ⺅亻 ⺆冂 ⺇𠘨 ⺈刀 ⺉刂 ⺊卜 ⺋㔾 ⺌小 ⺍小 ⺎兀 ⺏尣 ⺐尢 "
    "⺑𡯂 ⺒巳 ⺓幺 ⺔彑 ⺕彐 ⺖忄 ⺗心 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歺 ⺟母 ⺠民 ⺡氵 "
    "⺢氺 ⺣灬 ⺤爫 ⺥爫 ⺦丬 ⺧牛 ⺨犭 ⺩王 ⺪𤴔 ⺫目 ⺬示 ⺭礻 ⺮𥫗 ⺯糹 ⺰纟 ⺱罓 "
    "⺲罒 ⺳㓁 ⺴冗 ⺵𦉫 ⺶羊 ⺷𦍌 ⺸𦍋 ⺹耂 ⺺肀 ⺻聿 ⺼肉 ⺽𦥑 ⺾艹 ⺿艹 ⻀艹 ⻁虎 "
    "⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻇𧢲 ⻈讠 ⻉贝 ⻊𧾷 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏邑 ⻐钅 ⻑長 "
    "⻒镸 ⻓长 ⻔门 ⻕𨸏 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻞𩙿 ⻟飠 ⻠饣 ⻡𩠐 "
    "⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 "
    "⻲亀 ⻳龟"
)

# Each Kangxi radical has its ideograph as its compatibility decomposition.
_KANGXI = range(0x2F00, 0x2FD6)

_FOLDED = {ord(pair[0]): pair[1] for pair in _SUPPLEMENT.split()}
_FOLDED.update((code, unicodedata.normalize("NFKC", chr(code))) for code in _KANGXI)
# Of all of them, this one alone is drawn in simplified print like a character that is not its decomposition 戶: the
# fonts of simplified Chinese have one glyph for U+2F3E and U+6237.
_FOLDED[0x2F3E] = "户"

_RADICAL = re.compile("[\u2e80-\u2fdf]")


def fold_radicals(text: str) -> str:
    """Return the text with radical symbols (U+2E80–2FDF) as the ideographs they look like; the length is kept."""
    if _RADICAL.search(text) is None:
        return text
    return text.translate(_FOLDED)


def radical_positions(text: str) -> list[int]:
    """Return the code point positions that ``fold_radicals`` would change."""
    return [match.start() for match in _RADICAL.finditer(text) if ord(match.group()) in _FOLDED]
