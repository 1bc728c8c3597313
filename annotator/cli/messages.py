"""Sentences of the command line for the codes of the core, in English and Chinese."""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping

from annotator.errors import UserError

ENGLISH: Mapping[str, str] = {
    "import.missing": "{file}: there is no such file or folder.",
    "import.folder": "{file} is a folder, not a page file.",
    "import.unreadable": "{file} cannot be read: {reason}.",
    "import.empty": "{file} holds no text.",
    "import.empty_folder": "The folder {file} holds no text files.",
    "import.binary": "{file} is not a text file.",
    "import.too_large": "{file} is larger than {limit} MB; that is no page of a newspaper.",
    "import.no_files": "No page files were given.",
    "import.encoding_guessed": "{file}: the encoding was guessed as {encoding}; --encoding overrides it.",
    "import.replaced": "{file}: {count} broken characters were replaced by U+FFFD.",
    "import.numbers": "There are {count} page numbers for {files} files.",
    "encoding.unknown": "{encoding} is not the name of an encoding.",
    "encoding.undecodable": "{file} is not written in {encoding} (byte {position} does not fit).",
    "encoding.none_fits": "{file} is in no encoding known here (byte {position} fits none).",
    "export.format": "{format} is no export format here.",
    "export.write": "{file} cannot be written: {reason}.",
    "export.read_back": "{file} did not read back as it was written; nothing was replaced.",
    "export.no_issue": "{file} holds no issue yet.",
    "export.issue": "The project has no issue named {issue}.",
    "export.choose_issue": "The project has {count} issues; name one with --issue.",
    "loss.labels": "Not in this format: {count} labels.",
    "loss.corrections": "Not in this format: what stood there before {count} corrections.",
    "loss.furniture": "Not in this format: {count} characters of furniture.",
    "loss.unplaced": "Not in this format: {count} characters that found no place.",
    "loss.gaps": "Not in this format: the gaps of {count} labels.",
    "loss.overlaps": "Not in this format: {count} labels that overlap others.",
    "loss.characters": "{count} characters that XML cannot hold are written as U+FFFD.",
    "export.no_sources": "The pages of {issue} did not come from files of an OCR engine.",
    "ocr.xml": "{file} is no sound XML (line {line}: {reason}).",
    "ocr.entities": "{file} declares entities, which pages have no need of.",
    "ocr.format": "{file} is neither hOCR nor ALTO nor PAGE XML.",
    "import.pdf": "{file} is no sound PDF.",
    "import.pdf_locked": "{file} is locked by a password.",
    "import.pdf_images": "{file} holds images without text; it needs OCR first.",
    "import.pdf_slow": "{file} could not be read in time.",
    "import.pdf_left_out": "{file}: {count} pages without text were left out.",
    "import.docx": "{file} is no sound Word document.",
    "image.format": "{file} is no image of a page (PNG, JPEG or TIFF).",
    "image.damaged": "{file} is damaged, or no image at all.",
    "project.exists": "{file} exists already.",
    "project.missing": "{file}: there is no such project.",
    "project.not_project": "{file} is not a project of this program.",
    "project.folder": "{file} is a folder, not a project.",
    "project.no_folder": "There is no folder {folder} for {file}.",
    "project.read": "{file} could not be read: {detail}.",
    "project.newer": "{file} was made by a newer version of this program.",
    "project.damaged": "{file} is damaged; annotator doctor may help.",
    "project.permission": "{file} may not be opened or written.",
    "project.in_use": "{file} is open in another program.",
    "project.read_only": "{file} is read-only.",
    "project.write": "{file} could not be written: {detail} ({reason}).",
    "version.name": "A version needs a name of at most {longest} characters.",
    "version.article": "There is no such article.",
    "scheme.unreadable": "The label scheme of {file} cannot be read.",
    "rules.line": "{file}, line {line}: expected “wrong,right,note”.",
    "scorer.not_installed": "A model of your own needs the package onnxruntime (pip install annotator[neural]).",
    "scorer.unreadable": "{file} is no ONNX model that can be read.",
    "scorer.vocabulary": "{file} is not the vocabulary of a Chinese BERT model.",
    "scorer.other_kind": "{file} is a model of another kind: it must turn input_ids into values for every token.",
    "plugin.failed": "The detector {name} was left out: {reason}",
    "word.too_short": "“{word}” is too short for a project word.",
    "word.too_long": "“{word}” is longer than {most} characters.",
    "word.line_break": "A project word has no line break.",
    "find.pattern": "This is no regular expression: {detail}.",
    "find.too_slow": "This expression takes too long, so the search was stopped.",
    "find.too_large": "This expression is too large.",
    "replace.template": "The replacement {part} means nothing in this expression.",
    "decision.choice": "{order}: no open decision has such a choice.",
    "newspaper.missing": "Nothing of the key {habit} is known of the newspaper.",
    "newspaper.unreadable": "What {file} has learnt about its newspaper cannot be read.",
    "rerun.done": "{issue}: rebuilt; everything people did was kept.",
    "rerun.lost": "{issue}: rebuilt; {count} things people did need a look.",
    "rerun.same": "{issue}: nothing has changed.",
    "check.record": "{file}, line {line}: expected a JSON object with the texts “id” and “text”.",
    "check.input": "Name one file, or one with --jsonl.",
    "output.closed": "The output was closed early.",
    "bug": "Something went wrong inside the program. The details are in {file}.",
}

CHINESE: Mapping[str, str] = {
    "import.missing": "{file}：没有这个文件或文件夹。",
    "import.folder": "{file} 是文件夹，不是版面文件。",
    "import.unreadable": "无法读取 {file}：{reason}。",
    "import.empty": "{file} 里没有文字。",
    "import.empty_folder": "文件夹 {file} 里没有文本文件。",
    "import.binary": "{file} 不是文本文件。",
    "import.too_large": "{file} 超过 {limit} MB，不像一个报纸版面。",
    "import.no_files": "没有给出版面文件。",
    "import.encoding_guessed": "{file}：编码推测为 {encoding}，可用 --encoding 指定。",
    "import.replaced": "{file}：{count} 个损坏的字符已换成 U+FFFD。",
    "import.numbers": "给了 {count} 个版次，却有 {files} 个文件。",
    "encoding.unknown": "{encoding} 不是编码名称。",
    "encoding.undecodable": "{file} 不是 {encoding} 编码（第 {position} 字节不符）。",
    "encoding.none_fits": "{file} 不是已知的编码（第 {position} 字节不符）。",
    "export.format": "这里没有 {format} 这种导出格式。",
    "export.write": "无法写入 {file}：{reason}。",
    "export.read_back": "{file} 写出后读回不一致，没有替换任何文件。",
    "export.no_issue": "{file} 里还没有一期版面。",
    "export.issue": "项目里没有名为 {issue} 的一期。",
    "export.choose_issue": "项目里有 {count} 期，请用 --issue 指定一期。",
    "loss.labels": "此格式不含：{count} 个标签。",
    "loss.corrections": "此格式不含：{count} 处改正之前的文字。",
    "loss.furniture": "此格式不含：版面杂项 {count} 字。",
    "loss.unplaced": "此格式不含：未归文字 {count} 字。",
    "loss.gaps": "此格式不含：{count} 个标签中间的空档。",
    "loss.overlaps": "此格式不含：{count} 个与他者重叠的标签。",
    "loss.characters": "XML 不容的 {count} 个字符写作 U+FFFD。",
    "export.no_sources": "{issue} 的版面不是来自 OCR 文件。",
    "ocr.xml": "{file} 不是完好的 XML（第 {line} 行：{reason}）。",
    "ocr.entities": "{file} 声明了实体，版面文件不需要这些。",
    "ocr.format": "{file} 不是 hOCR、ALTO 或 PAGE XML。",
    "import.pdf": "{file} 不是完好的 PDF。",
    "import.pdf_locked": "{file} 有密码保护。",
    "import.pdf_images": "{file} 只有图像没有文字，需要先做 OCR。",
    "import.pdf_slow": "{file} 读取超时。",
    "import.pdf_left_out": "{file}：有 {count} 页没有文字，未导入。",
    "import.docx": "{file} 不是完好的 Word 文档。",
    "image.format": "{file} 不是版面图像（PNG、JPEG 或 TIFF）。",
    "image.damaged": "{file} 已损坏，或者根本不是图像。",
    "project.exists": "{file} 已经存在。",
    "project.missing": "{file}：没有这个项目。",
    "project.not_project": "{file} 不是本程序的项目文件。",
    "project.folder": "{file} 是文件夹，不是项目。",
    "project.no_folder": "{file} 所在的文件夹 {folder} 不存在。",
    "project.read": "无法读取 {file}：{detail}。",
    "project.newer": "{file} 是由更新版本的程序建立的。",
    "project.damaged": "{file} 已损坏，可试用 annotator doctor。",
    "project.permission": "没有权限打开或写入 {file}。",
    "project.in_use": "{file} 正在另一个程序中打开。",
    "project.read_only": "{file} 是只读的。",
    "project.write": "{file} 写入失败：{detail}（{reason}）。",
    "version.name": "版本要有名称，最多 {longest} 个字符。",
    "version.article": "没有这篇文章。",
    "scheme.unreadable": "无法读取 {file} 的标签方案。",
    "rules.line": "{file} 第 {line} 行：应为“错,对,备注”。",
    "scorer.not_installed": "自选模型需要 onnxruntime（pip install annotator[neural]）。",
    "scorer.unreadable": "{file} 不是可读的 ONNX 模型。",
    "scorer.vocabulary": "{file} 不是中文 BERT 模型的词表。",
    "scorer.other_kind": "{file} 不是合适的模型：应由 input_ids 得出每个字的概率。",
    "plugin.failed": "检测插件 {name} 未能使用：{reason}",
    "word.too_short": "“{word}”太短，不能作为项目词。",
    "word.too_long": "“{word}”超过 {most} 个字。",
    "word.line_break": "项目词里不能有换行。",
    "find.pattern": "正则表达式有误：{detail}。",
    "find.too_slow": "这个表达式耗时过长，已停止查找。",
    "find.too_large": "这个表达式过大。",
    "replace.template": "替换文字中的 {part} 在这个表达式里没有意义。",
    "decision.choice": "{order}：没有这样的待定项或做法。",
    "newspaper.missing": "关于本报没有学到过 {habit}。",
    "newspaper.unreadable": "{file} 里关于本报的记录无法读取。",
    "rerun.done": "{issue}：已重新整理，人工所做的全部保留。",
    "rerun.lost": "{issue}：已重新整理，有 {count} 处人工所做的需要查看。",
    "rerun.same": "{issue}：没有变化。",
    "check.record": "{file} 第 {line} 行：应为带 “id” 和 “text” 两个文本的 JSON 对象。",
    "check.input": "请给出一个文件，或用 --jsonl 给出一个。",
    "output.closed": "输出被提前关闭。",
    "bug": "程序内部出错，详情见 {file}。",
}


class _Values(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return f"<{key}>"


def speaks_chinese() -> bool:
    """Tell whether the user's locale is a Chinese one."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return value.lower().startswith("zh")
    return (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese"))


def sentence(code: str, values: Mapping[str, object]) -> str:
    """Return the sentence of a code; an unknown code is shown with its values rather than hidden."""
    catalogue = CHINESE if speaks_chinese() else ENGLISH
    pattern = catalogue.get(code)
    if pattern is None:
        return str(UserError(code, **{key: str(value) for key, value in values.items()}))
    return pattern.format_map(_Values(values))
