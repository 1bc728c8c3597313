"""Names of people: surnames, the characters of transliterated names, and the words that stand beside a name.

Names are what a language model of common words knows least, so that a detector must be slow to doubt them.
"""

from __future__ import annotations

_COMPOUND = (
    "欧阳 上官 司马 东方 独孤 南宫 夏侯 诸葛 尉迟 皇甫 慕容 司徒 令狐 公孙 轩辕 宇文 "
    "长孙 端木 百里 呼延 东郭 澹台 闻人 西门 申屠 公冶 宗政 濮阳 淳于 单于 太叔 仲孙 "
    "鲜于 闾丘 拓跋 完颜 赫连 万俟 钟离"
)
_BEFORE = (
    "记者 通讯员 书记 主任 主席 市长 县长 镇长 乡长 村长 局长 院长 校长 厂长 队长 部长 "
    "经理 董事长 总裁 教授 医生 老师 村民 居民 市民 农民 工人 学生 选手 先生 同志 代表 "
    "委员 党员 干部 负责人 队员 战士 民警 总理 总统 首相 外长 大使 主编 编辑 作者 导演 "
    "演员 教练 司机 工程师 会长 秘书长 理事长 科长 处长 站长 所长 社长 员工 职工 户 叫 "
    "画家 歌手 学者 专家 球员 技术员 研究员 院士 博士 师傅 组长 支书 邻居 校友 志愿者 传承人 带头人 创始人 获得者 "
    "版式 校对 摄影"
)
_AFTER = (
    "说 表示 介绍 告诉 认为 指出 强调 报道 摄 文 同志 先生 女士 主任 书记 教授 老师 "
    "医生 市长 县长 镇长 局长 院长 校长 队长 部长 经理 董事长 主席 总统 总理 坦言 笑着 "
    "感慨 回忆 谈到 主持 出席 参加 一家 家 夫妇 率 会见 等人 等"
)

_SURNAMES = (  # the common ones first
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季"
    "裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦"
    "戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻"
    "苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花强帅屠豆朴盖练"
    "廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况宿"
    "鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干尉冶斯元束檀衣展阴昝智幸奉植衡富尧闭由"
    "缑逄戢宓佴郗禚綦隗乜仉郄訾弋羿郏郐郦酆钭桓暨蓟籍汲糜麹皋邴芈隽贲滑沃蔚夔厍那毋巢蒯竺郈琴赏墨谯笪苌矫柘啜洼蒿麴"
    "庾俎韶鄂咸赖鬱苍莘贡扶堵宰郤璩濮寿阎宦慎弘禄殳萧荀菅钮恽郇郯雒妫闳琚睢"  # these are rare
)

SURNAMES = frozenset(_SURNAMES)
"""Surnames of one character (百家姓 and today's most frequent)."""

COMPOUND_SURNAMES = frozenset(_COMPOUND.split())
"""Surnames of two characters."""

TRANSLITERATION = frozenset(
    "阿埃艾爱安昂奥巴白班邦包保鲍贝本比彼别宾波伯博布查察茨达戴丹当德登邓迪蒂丁东杜顿多厄恩尔法凡范菲费芬"
    "丰佛夫弗福富盖冈戈格葛根贡古圭哈海汉豪赫亨洪侯胡华怀惠霍基吉纪季加贾简杰金津卡凯坎康考柯科克肯孔库夸"
    "奎昆拉莱赖兰朗劳勒雷里利莉列林琳隆卢鲁伦罗洛吕玛马迈麦曼芒毛梅门蒙米密明摩莫默姆穆纳娜奈南内尼涅宁纽"
    "农努诺欧帕派潘庞佩彭蓬皮匹平普齐奇恰乔切琴琼丘让热仁日荣茹儒瑞若撒萨塞赛桑沙莎山尚绍舍申圣施什史舒斯"
    "丝松苏索塔泰坦汤唐陶特滕提廷图托瓦万旺威韦维温翁沃乌武西希锡夏香肖谢辛欣雄休许雅亚延扬耶叶伊因英永尤"
    "于约宰泽曾扎詹珍朱兹卓佐森娅妮薇蕾露珀狄柏弥赞茜拜泊娃济丽茵琪蓓吐逊捷"
)
"""Characters that newspapers use to spell foreign names by sound."""

BEFORE_NAME = tuple(_BEFORE.split())
"""Words a person's name often follows."""

AFTER_NAME = tuple(_AFTER.split())
"""Words that often follow a person's name."""

PLACE_ENDINGS = frozenset("省市县区旗州盟镇乡村屯庄寨湾沟岭江河湖山路街站桥港岛")
"""Characters that end the name of a place."""

GIVEN_NAMES = frozenset(
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰华玲红建文国志海玉春梅晓小丹凤云龙飞鹏鑫宇浩然子轩雨欣怡佳"
    "慧莉莹琳琪琴瑶瑞瑾璐雪雯雷霖露青颖风馨亮仁俊信健元光克全兴凯利剑力勤博卫原君启和哲喜嘉坤城培士天奇媛婷婧嫣"
    "学安宏定宝家宾富寒尚山岩岭峰崇川巧帅平广庆康延弘彤彦彬彪德心志忠思恒恩悦惠成才振捷政敬斌新旭昊昌昕星晋晓晔晖"
    "晨景智晶曙月朋朝本权来松林柏柯树桐楠楹榕正武民永江池沛沙河泉泓波泽洁洪流浩润涵淑清渊源滨漪潇澜炎炜炳烁"
    "焕煜熙燕爱玥玮珂珊珍珠理琦琼瑜璇生田男益盛真睿硕祖祥福秋科立竹章童笑米红纪纯纲维绍绪翔翀耀聪胜能自良艺芝"
    "芬芮芸苗若茂茜茵茹荣莎莲菁菊菲萌萍董蓉蓓蓝蔚蕊薇虎虹蕾西诗诚谦谷豪贝贤贵赛超跃轩辉达迎远连迪逸邦郁金铁铭锋锐"
    "锦镇长阳阔陆雁雄霄静非韬顺颂颜飘香骏骥高魁鸣鸿鹤麒麟黎齐依伊乐仪倩冉冬冰凡军利勋卓厚可吉同向含启咏品哲善"
)
"""Characters that given names are often made of."""

_NAME, _RARE_SURNAME, _GIVEN, _RARE_GIVEN, _BESIDE = -9.0, -2.5, -5.0, -8.0, 3.0
_COMMON_SURNAMES = 60
_COMMON = frozenset(_SURNAMES[:_COMMON_SURNAMES])
_LONGEST = 4


def likely_name(text: str, start: int, end: int) -> bool:
    """Tell whether ``text[start:end]`` looks like a person's name or a name spelt by sound.

    A Chinese name is a surname with one or two more characters, beside a word or mark that goes with names; a foreign
    one is three or more characters used to spell by sound, or two beside the dot of foreign names.

    Args:
        text: the text around.
        start: first code point of the supposed name.
        end: one past its last.
    """
    name = text[start:end]
    dotted = text[start - 1 : start] == "·" or text[end : end + 1] == "·"
    if all(character in TRANSLITERATION for character in name) and len(name) >= (1 if dotted else 3):
        return True
    surname = 2 if name[:2] in COMPOUND_SURNAMES else 1 if name[:1] in SURNAMES else 0
    if not surname or not surname < len(name) <= surname + 2:
        return False
    return _beside_name(text, start, end)


def _beside_name(text: str, start: int, end: int) -> bool:
    """Tell whether a word that goes with names stands before or after; blanks between do not matter."""
    before, after = text[max(0, start - _LONGEST) : start], text[end : end + _LONGEST]
    return before.rstrip().endswith(BEFORE_NAME) or after.lstrip().startswith(AFTER_NAME)


def within_name(text: str, start: int, end: int) -> bool:
    """Tell whether ``text[start:end]`` lies inside something that looks like a name, see :func:`likely_name`."""
    return any(
        likely_name(text, begin, stop)
        for begin in range(max(0, end - _LONGEST), start + 1)
        for stop in range(max(end, begin + 2), min(len(text), begin + _LONGEST) + 1)
    )


def before_place_ending(text: str, end: int) -> bool:
    """Tell whether the ending of a place's name stands at ``end`` or one character on."""
    return any(character in PLACE_ENDINGS for character in text[end : end + 2])


def name_spans(text: str, start: int, end: int) -> list[tuple[int, int, float]]:
    """Find what could be Chinese people's names in a stretch of Han characters.

    Args:
        text: the text around.
        start: first code point of the stretch.
        end: one past its last.

    Returns:
        ``(start, end, log probability)`` of each possible name. The probabilities are rough, and low enough that a
        name is only believed where ordinary words would have to be broken into single characters.
    """
    spans = []
    for begin in range(start, end - 1):
        surname = 2 if text[begin : begin + 2] in COMPOUND_SURNAMES else 1 if text[begin] in SURNAMES else 0
        if not surname:
            continue
        log_surname = _NAME if text[begin] in _COMMON else _NAME + _RARE_SURNAME
        for stop in range(begin + surname + 1, min(begin + surname + 2, end) + 1):
            given = sum(
                _GIVEN if text[at] in GIVEN_NAMES else _RARE_GIVEN for at in range(begin + surname, stop)
            )
            beside = _BESIDE if _beside_name(text, begin, stop) else 0.0
            spans.append((begin, stop, log_surname + given + beside))
    return spans
