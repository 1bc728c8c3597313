from __future__ import annotations

from collections.abc import Callable

import pytest

Typesetter = Callable[..., list[str]]


@pytest.fixture
def typeset() -> Typesetter:
    """Set paragraphs in a column as a PDF text layer gives them: one line per printed line, the indent lost."""

    def lines(width: int, *paragraphs: str, indent: str = "") -> list[str]:
        rows = []
        for paragraph in paragraphs:
            rows.append(indent + paragraph[: width - 2])
            rest = paragraph[width - 2 :]
            rows += [rest[i : i + width] for i in range(0, len(rest), width)]
        return rows

    return lines


@pytest.fixture
def stories() -> dict[str, list[str]]:
    """Short articles on different matters, made up for the tests."""
    return {
        "果园喜获丰收": [
            "柳溪村的果园今年迎来了丰收季节，村民们一大早就提着竹篮上山，采摘挂满枝头的红苹果。山路上，运果的小车一辆接着一辆。",
            "果园负责人说，今年雨水充足，果树的长势比往年都要好，预计每亩果园能够增收三千多元钱。",
            "村里还办起了采摘节，城里的游客带着孩子来到果园，体验采摘的乐趣，也带动了农家乐的生意。短短半个月，采摘节"
            "已经接待了两千多名游客，卖出了四万多斤苹果。",
        ],
        "老码头变身文化街区": [
            "经过两年修缮，青石镇的老码头重新开放。旧仓库变成了书店和茶馆，吸引了许多居民前来。",
            "设计师保留了老码头的木梁和砖墙，只在屋顶加了玻璃，让阳光照进原来昏暗的旧仓库。书店的二楼伸向水面，坐在窗边"
            "就能看见来往的渡船。",
            "附近的居民说，小时候常在码头看船，如今又能在这里喝茶读书，心里觉得格外亲切。",
        ],
        "夜间公交延长运营": [
            "市交通部门宣布，从下月起，六条夜间公交线路将延长运营时间，末班车推迟到凌晨一点发出。",
            "夜间公交主要经过医院、火车站和工业园区，方便夜班职工和赶路的旅客回家。过去，最后一班车在十点半就开走了，不少"
            "夜班护士只能拼车或者步行回家，这一回总算有了着落。",
            "部门同时调整了票价，夜间公交与白天同价，并在站台加装照明和电子站牌，方便乘客候车时查看到站时间。",
        ],
    }
