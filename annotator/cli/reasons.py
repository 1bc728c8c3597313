"""Reasons of flags in words for the command line, in English and Chinese: what the window says, without Qt."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.cli.messages import speaks_chinese
from annotator.model.flag import Flag
from annotator.text.filling import filled

ENGLISH: Mapping[str, str] = {
    "lattice.unlikely": "These characters hardly ever stand in such a sentence.",
    "consistency.term": "“{0}” stands here {1} {1:time|times}, “{2}” {3} {3:time|times}.",
    "consistency.name": "The name “{0}” stands here {1} {1:time|times}, “{2}” {3} {3:time|times}.",
    "consistency.transliteration": "The foreign name “{0}” stands here {1} {1:time|times}, “{2}” {3} {3:time|times}.",
    "repetition.characters": "“{0}” is written several times in a row.",
    "repetition.stretch": "“{0}” is written twice in a row.",
    "characters.private": "A private character that only one font knows ({0}).",
    "characters.replacement": "The sign for a character that was lost ({0}).",
    "characters.radical": "A radical in place of the character ({0}).",
    "characters.compatibility": "A compatibility form of a character ({0}).",
    "characters.control": "A control character ({0}).",
    "characters.invisible": "An invisible character ({0}).",
    "characters.surrogate": "Half of a character ({0}).",
    "characters.unassigned": "Unicode has no such character ({0}).",
    "characters.box": "A box in place of a character ({0}).",
    "characters.component": "A part of a character by itself ({0}).",
    "numbers.letter": "A letter among figures: “{0}”.",
    "numbers.sign": "“{0}” behind a figure; probably a per cent sign.",
    "numbers.date_sign": "“{0}” in a date; probably “{1}”.",
    "numbers.month": "There is no month {0}.",
    "numbers.day": "Month {0} has no day {1}.",
    "numbers.time": "{0} is no time of day.",
    "numbers.share": "{0} % is more than the whole.",
    "numbers.groups": "The number {0} is parted in a wrong way.",
    "numbers.space": "A space inside the number “{0}”.",
    "numbers.range": "The character 一 between figures; probably a dash.",
    "punctuation.doubled": "The mark “{0}” is written several times.",
    "punctuation.clash": "The marks “{0}” do not follow each other.",
    "punctuation.particle": "“{0}” parts “{1}” from its word.",
    "punctuation.inside_quote": "“{0}” does not stand at the edge of a quotation.",
    "punctuation.ascii": "A half-width “{0}” among Chinese characters.",
    "punctuation.space": "A space before a mark.",
    "punctuation.start": "“{0}” does not begin a paragraph.",
    "punctuation.missing_end": "The paragraph has no end mark.",
    "punctuation.dot": "“{0}” between Chinese characters that are no foreign name.",
    "punctuation.dash": "The characters 一一; probably a dash.",
    "punctuation.colon": "A colon that announces nothing.",
    "marks.missing": "Probably “{0}” is missing here.",
    "marks.other": "“{0}” here; “{1}” would be usual.",
    "marks.extra": "“{0}” where no mark is usual.",
    "brackets.unclosed": "Opened here and never closed.",
    "brackets.unopened": "Closed here and never opened.",
    "brackets.direction": "The mark is turned the wrong way.",
    "brackets.mismatched": "This mark does not close the one that is open.",
    "brackets.crossed": "Two pairs of marks cross each other.",
    "brackets.nested": "A quotation inside a quotation needs the other marks.",
    "brackets.straight": "A straight quotation mark among curly ones.",
    "brackets.odd": "An odd number of quotation marks.",
    "brackets.empty": "Nothing stands between the marks.",
    "mixed_script.word": "Another script inside the word “{0}”.",
    "mixed_script.homoglyph": "“{0}” has letters of another alphabet that look like “{1}”.",
    "mixed_script.kana": "Japanese “{0}” in Chinese text.",
    "mixed_script.traditional": "Traditional “{0}” in simplified text.",
    "mixed_script.simplified": "Simplified “{0}” in traditional text.",
    "house_rules.replace": "House rule: “{1}”, not “{0}”. {2}",
    "misspellings.known": "“{0}” is a common misspelling of “{1}”.",
    "engine.reading": "The OCR engine might also have read “{1}” in place of “{0}”, which goes better here.",
    "neural.unlikely": "Your own model expects “{1}” in place of “{0}” ({2} %).",
    "memory.corrected": "“{0}” was corrected to “{1}” here {2} {2:time|times}.",
    "house_rules.forbidden": "House rule: “{0}” is not to be written. {2}",
    "lattice.no_word": "“{0}” is no word",
    "lattice.word": "“{0}” is unlikely in this sentence",
    "lattice.phrase": "“{0}” is common",
    "lattice.follows": "“{0}” is common",
    "lattice.issue": "“{0}” stands {1} {1:time|times} in this issue",
    "lattice.alike": "{0} look alike",
}

CHINESE: Mapping[str, str] = {
    "lattice.unlikely": "这些字在这样的句子里几乎不出现。",
    "consistency.term": "“{0}”出现 {1} 次，“{2}”出现 {3} 次。",
    "consistency.name": "人名“{0}”出现 {1} 次，“{2}”出现 {3} 次。",
    "consistency.transliteration": "译名“{0}”出现 {1} 次，“{2}”出现 {3} 次。",
    "repetition.characters": "“{0}”连续重复。",
    "repetition.stretch": "“{0}”连写两遍。",
    "characters.private": "私用区字符，只有个别字体认得（{0}）。",
    "characters.replacement": "丢失字符的替代符（{0}）。",
    "characters.radical": "用部首代替了汉字（{0}）。",
    "characters.compatibility": "兼容字形（{0}）。",
    "characters.control": "控制字符（{0}）。",
    "characters.invisible": "不可见字符（{0}）。",
    "characters.surrogate": "半个字符（{0}）。",
    "characters.unassigned": "Unicode 没有这个字符（{0}）。",
    "characters.box": "方框代替了字（{0}）。",
    "characters.component": "单独的偏旁（{0}）。",
    "numbers.letter": "数字里混有字母：“{0}”。",
    "numbers.sign": "数字后的“{0}”，可能是百分号。",
    "numbers.date_sign": "日期里的“{0}”，可能是“{1}”。",
    "numbers.month": "没有 {0} 月。",
    "numbers.day": "{0} 月没有 {1} 日。",
    "numbers.time": "{0} 不是钟点。",
    "numbers.share": "{0}% 超过了全部。",
    "numbers.groups": "数字 {0} 分节有误。",
    "numbers.space": "数字“{0}”里有空格。",
    "numbers.range": "数字之间的“一”，可能是连接号。",
    "punctuation.doubled": "标点“{0}”重复。",
    "punctuation.clash": "标点“{0}”不能连用。",
    "punctuation.particle": "“{0}”把“{1}”与前面的词隔开了。",
    "punctuation.inside_quote": "“{0}”不该在引号边上。",
    "punctuation.ascii": "汉字之间的半角“{0}”。",
    "punctuation.space": "标点前有空格。",
    "punctuation.start": "“{0}”不能在段首。",
    "punctuation.missing_end": "段末没有句末标点。",
    "punctuation.dot": "“{0}”前后不是外国人名。",
    "punctuation.dash": "“一一”可能是破折号。",
    "punctuation.colon": "冒号后没有引出内容。",
    "marks.missing": "这里可能缺“{0}”。",
    "marks.other": "此处是“{0}”，通常用“{1}”。",
    "marks.extra": "此处通常没有标点，却有“{0}”。",
    "brackets.unclosed": "有开无合。",
    "brackets.unopened": "有合无开。",
    "brackets.direction": "引号方向反了。",
    "brackets.mismatched": "与前面的标点不成对。",
    "brackets.crossed": "两对标点交叉。",
    "brackets.nested": "引号里的引号应换用另一种。",
    "brackets.straight": "弯引号里混有直引号。",
    "brackets.odd": "引号是奇数个。",
    "brackets.empty": "引号或括号里没有内容。",
    "mixed_script.word": "词“{0}”里夹着别的文字。",
    "mixed_script.homoglyph": "“{0}”混有外文字母，形似“{1}”。",
    "mixed_script.kana": "中文里的日文“{0}”。",
    "mixed_script.traditional": "简体文中的繁体字“{0}”。",
    "mixed_script.simplified": "繁体文中的简体字“{0}”。",
    "house_rules.replace": "本社规定：用“{1}”，不用“{0}”。{2}",
    "misspellings.known": "“{0}”是“{1}”的常见误写。",
    "engine.reading": "识别引擎在“{0}”处也可能读作“{1}”，后者更合上下文。",
    "neural.unlikely": "自选模型认为“{0}”处应为“{1}”（{2} %）。",
    "memory.corrected": "“{0}”在本项目里已 {2} 次改为“{1}”。",
    "house_rules.forbidden": "本社规定：不用“{0}”。{2}",
    "lattice.no_word": "“{0}”不成词",
    "lattice.word": "“{0}”在此句中少见",
    "lattice.phrase": "“{0}”常见",
    "lattice.follows": "“{0}”常见",
    "lattice.issue": "“{0}”在本期出现 {1} 次",
    "lattice.alike": "{0} 字形相近",
}


def explanation(flag: Flag) -> str:
    """Return the reason of a flag in words; that of somebody's plug-in as it is, with its values."""
    catalogue, joint = (CHINESE, "；") if speaks_chinese() else (ENGLISH, "; ")
    values = flag.values
    parts = list(zip(values[::3], values[1::3], values[2::3], strict=False))
    if parts and 3 * len(parts) == len(values) and all(part in catalogue for part, *_ in parts):
        return joint.join(
            _filled(catalogue[part], (about.replace(" ", ""), number)) for part, about, number in parts
        )
    pattern = catalogue.get(flag.reason)
    return _filled(pattern, values) if pattern else " ".join((flag.reason, *values))


def _filled(pattern: str, values: tuple[str, ...]) -> str:
    return filled(pattern, *values).strip()
