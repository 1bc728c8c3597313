"""Character classes that several detectors share; ``HAN`` is the inside of a bracket."""

from __future__ import annotations

import re

from annotator.text.widths import HAN

__all__ = ["ANNOUNCING", "HAN", "HAN_STRETCH", "SURNAMES", "TRANSLITERATING"]

ANNOUNCING = frozenset(
    "说道示出称问答喊写读是为有括如下即曰者士媒员定议强调着告诉呼吁知介绍题表图因于分布列例账明信"
)
"""Last characters of words that a colon follows."""

HAN_STRETCH = re.compile(f"[{HAN}]+")
"""A stretch of Han characters."""

SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文窦庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦"
    "申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁"
    "柯阮桂闵解强柴车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连肖闫付代仇尚巩岑骆蒙闻"
)
"""Common surnames of one character."""

TRANSLITERATING = frozenset(
    "阿艾安奥巴贝本比彼宾波伯博布查达戴丹德登迪蒂丁顿多杜厄恩尔法菲费芬弗福盖冈戈格古瓜哈海汉赫亨胡霍基吉加贾杰金喀卡凯坎康科克肯"
    "库拉莱赖兰劳勒雷里利莉丽列林琳伦罗洛卢鲁吕马玛迈麦曼梅门蒙米密摩莫姆穆拿纳娜内尼涅宁努诺欧帕潘庞佩彭皮珀普奇乔切琼丘茹若萨赛"
    "桑瑟沙珊绍舍什圣施史舒斯司丝苏索塔泰坦汤特滕提图托瓦万旺威韦维温沃乌武西希锡夏香肖谢辛休雅亚扬耶叶伊因英尤约泽扎詹珍朱兹佐"
)
"""Characters that transliterate foreign names."""
