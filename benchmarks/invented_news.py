"""Invented newspaper stories for benchmarks: sentences written for this purpose, filled in by chance."""

from __future__ import annotations

import random
from dataclasses import dataclass

_PLACES = "青河 白桥镇 柳湾 石门乡 东陵 红岭 沙洲 清水铺 南塘 北原 松坪 云岗 长堤 新港 梅园 古渡".split()  # noqa: SIM905
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN = "建国 秀英 志强 海燕 文斌 晓梅 立新 春华 永福 玉兰 俊杰 雪松 德明 小军 丽萍 光辉".split()  # noqa: SIM905
_UNITS = "市农业局 县水务局 交通运输局 教育局 文化馆 市场监管局 供电公司 社区居委会 卫生院".split()  # noqa: SIM905

_MATTERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "大棚": (
        ("{place}大棚蔬菜抢鲜上市", "{n}座新大棚让冬天也有好收成", "大棚里长出致富路"),
        (
            "走进{place}的蔬菜基地，一排排大棚整齐排列，棚内黄瓜和番茄长势喜人。",
            "种植户{person}一边采摘黄瓜一边说，大棚装了自动卷帘机，一个人就能管{n}亩地。",
            "{unit}派技术员每周到大棚里查看土壤湿度，教菜农合理施肥。",
            "往年一到冬天菜地就空着，如今大棚让蔬菜提前{n}天上市，价格也高出一截。",
            "据统计，基地已建成温室大棚{n}座，年产蔬菜{m}吨，带动{n}户村民增收。",
            "“大棚保温好，番茄个头匀，收购商天天来等着装车。”{person}笑着说。",
            "下一步，{place}还将引进滴灌设备，把蔬菜卖到更远的城市。",
            "合作社统一供苗、统一销售，菜农不用再为卖菜发愁。",
        ),
    ),
    "水库": (
        ("{place}水库除险加固工程完工", "一库清水润良田", "水库大坝迎来汛前体检"),
        (
            "汛期将至，{place}水库的除险加固工程近日通过验收，大坝面貌焕然一新。",
            "水库始建于上世纪六十年代，坝体渗漏严重，多年来一直限制蓄水。",
            "{unit}投入资金{m}万元，对溢洪道、放水涵洞和坝坡进行了整治。",
            "施工负责人{person}介绍，坝体灌浆共用水泥{m}吨，渗漏量下降了九成。",
            "如今水库可多蓄水{m}万立方米，下游{n}个村的灌溉有了保障。",
            "守坝人每天沿着坝顶巡查两遍，记录水位和雨量。",
            "“水渠通到田头，插秧再也不用半夜排队等水。”村民{person}说。",
            "自动监测设备装上以后，水位超过警戒线会立即报警。",
        ),
    ),
    "公交": (
        ("{n}路公交线路今起调整", "乡村公交开到家门口", "夜班公交方便晚归人"),
        (
            "记者从{unit}获悉，为方便市民出行，{n}路公交线路从今天起延长至{place}。",
            "调整后的线路全长{n}公里，沿途新设{n}个站点，首班车早上六点发出。",
            "乘客{person}每天要倒两趟车上班，线路延长以后可以少走{n}分钟的路。",
            "公交公司新购置了{n}辆新能源客车，车上装有无障碍踏板和空调。",
            "“老人上下车慢，我们要求驾驶员停稳再开门。”车队队长{person}说。",
            "市民可以用手机查询车辆到站时间，也可以刷卡换乘优惠。",
            "沿线居民建议早高峰加密班次，公司表示将根据客流及时调整。",
            "去年全市公交客运量达到{m}万人次，准点率有了明显提高。",
        ),
    ),
    "戏曲": (
        ("老戏台又响起锣鼓声", "{place}地方戏传承班开课", "小演员唱响家乡戏"),
        (
            "锣鼓一响，{place}的老戏台前就坐满了人，台上演的是一出传统折子戏。",
            "剧团团长{person}从艺{n}年，他说唱腔要一句一句地磨，身段要一招一式地练。",
            "{unit}请来老艺人给孩子们授课，教他们认识行头、脸谱和曲牌。",
            "十岁的学员每天放学后都来练功，压腿、吊嗓，一练就是两个小时。",
            "剧团每年下乡演出{n}场，戏迷们自带板凳，早早来占位置。",
            "“年轻人愿意学，老戏就不会断。”{person}看着台下的孩子说。",
            "老艺人还把{n}个剧本抄录下来，交给文化馆保存。",
            "演出结束以后，观众久久不愿离去，围着演员合影。",
        ),
    ),
    "足球": (
        ("校园足球联赛{place}队夺冠", "绿茵场上少年追梦", "女足姑娘踢出好成绩"),
        (
            "昨天下午，全市校园足球联赛决赛在{place}体育场举行，看台上座无虚席。",
            "比赛第{n}分钟，主队前锋接角球头槌破门，率先取得领先。",
            "下半场客队连续射门，守门员{person}高接低挡，力保球门不失。",
            "教练{person}说，球队每周训练四次，体能和配合都有进步。",
            "联赛共有{n}支球队参加，踢了{n}场比赛，打进{n}个球。",
            "{unit}为学校翻修了草皮球场，还配发了训练器材。",
            "终场哨声响起，队员们拥抱在一起，把教练抛向空中。",
            "不少家长到场为孩子加油，喊哑了嗓子。",
        ),
    ),
    "医院": (
        ("专家下乡义诊进{place}", "家庭医生上门送健康", "乡镇卫生院添了新设备"),
        (
            "一大早，{place}的卫生院门口排起长队，市里的专家来这里义诊。",
            "内科医生{person}为老人量血压、听心肺，耐心解答用药问题。",
            "当天义诊共接待患者{n}人次，发放宣传册{m}份，免费检查{n}人。",
            "患高血压多年的{person}说，在家门口就能看上专家，省了路费和时间。",
            "{unit}给每户居民建立健康档案，签约医生每季度随访一次。",
            "卫生院新添置了彩超和心电图机，结果可以传到市医院会诊。",
            "护士提醒大家，冬季要注意保暖，慢性病患者不要随意停药。",
            "今年以来，全县家庭医生签约率达到了百分之{n}。",
        ),
    ),
    "古树": (
        ("{place}千年古树有了身份证", "护住村口那棵老槐树", "古树名木挂牌保护"),
        (
            "村口的老槐树树干要三个人才能合抱，村民说它已经守了村子八百年。",
            "护林员{person}每天绕着古树走一圈，查看有没有虫眼和枯枝。",
            "{unit}普查登记古树名木{n}株，逐株测量树高、胸径和冠幅。",
            "工作人员给古树挂上二维码铭牌，扫码就能看到树龄和保护等级。",
            "去年一场大风刮断了侧枝，专家用钢索为树冠做了支撑。",
            "“小时候我们在树下捉迷藏，现在轮到孙子在树下玩。”{person}感慨地说。",
            "树根周围的水泥地面已经凿开，换成了透气的碎石和栅栏。",
            "{place}计划把散落的古树连成一条步道，供游人参观。",
        ),
    ),
    "电商": (
        ("直播间里卖山货", "{place}特产搭上电商快车", "快递进村盘活土特产"),
        (
            "晚上八点，返乡青年{person}准时打开直播，向网友推荐家乡的木耳和核桃。",
            "一场直播下来，订单有{m}多件，仓库里的打包台忙个不停。",
            "{unit}建起电商服务中心，免费教村民拍摄短视频、回复客户留言。",
            "快递车每天两趟进村取件，运费比过去便宜了三成。",
            "去年{place}的网上销售额超过{m}万元，木耳卖到了全国各地。",
            "“以前山货靠贩子收，价格人家说了算，现在自己定价。”{person}说。",
            "为了保证质量，合作社给每袋核桃贴上追溯码。",
            "有了回头客，店铺评分一直保持在高位。",
        ),
    ),
    "养老": (
        ("社区食堂暖了老人胃", "{place}建成日间照料中心", "助老志愿者常来敲门"),
        (
            "中午十一点半，社区食堂飘出饭菜香，老人们端着餐盘排队打饭。",
            "一荤两素加一碗汤只要{n}元，八十岁以上的老人还有补贴。",
            "食堂管理员{person}每天换着花样做软烂清淡的菜，记得住谁不吃辣。",
            "{unit}在照料中心设了理疗室、棋牌室和午休床位，可同时接待{n}位老人。",
            "独居老人家里装了呼叫器，按一下就有志愿者上门。",
            "“孩子在外地上班，有这个食堂他们也放心。”{person}一边吃饭一边说。",
            "志愿者队伍有{n}人，分片包户，帮老人买药、理发、打扫卫生。",
            "{place}打算再建{n}个助餐点，让老人走路十分钟就能吃上热饭。",
        ),
    ),
    "地铁": (
        ("地铁{n}号线隧道贯通", "盾构机穿江而过", "新站装修进入尾声"),
        (
            "随着刀盘破土而出，地铁{n}号线{place}区间的隧道昨天顺利贯通。",
            "这段隧道长{m}米，从江底穿过，最深处离水面{n}米。",
            "项目经理{person}说，盾构机每掘进一环都要复测姿态，误差控制在毫米级。",
            "江底土层含水量大，施工人员用泥水平衡的办法防止涌水。",
            "目前全线{n}座车站中已有大半封顶，轨道铺设同步进行。",
            "{unit}表示，线路开通以后，从{place}到市中心只要{n}分钟。",
            "车站装修以家乡山水为主题，墙面用陶板拼出江景。",
            "隧道内的通风、照明和信号设备将在下半年安装调试。",
        ),
    ),
    "图书": (
        ("{place}农家书屋夜里亮着灯", "流动书车开进山村", "全民阅读季启动"),
        (
            "天刚擦黑，{place}的农家书屋就坐满了看书的孩子。",
            "书屋管理员{person}把新到的图书分类上架，少儿绘本最受欢迎。",
            "流动书车每月进山{n}次，带去图书{m}册，也收回读者的借书单。",
            "{unit}举办朗读比赛，孩子们朗诵自己写的作文。",
            "“书里能看到山外面的世界。”读五年级的孩子抱着一本科普书说。",
            "阅览室延长开放到晚上九点，家长接孩子时也愿意坐下来翻几页。",
            "去年书屋借阅量达到{m}册次，比前年翻了一番。",
            "退休教师{person}义务辅导孩子读书，一干就是{n}年。",
        ),
    ),
    "河道": (
        ("巡河员守护一湾碧水", "{place}臭水沟变身亲水公园", "河长制让河流重新清澈"),
        (
            "清晨，巡河员{person}撑着小船打捞水面上的落叶和塑料袋。",
            "过去这条河又黑又臭，两岸居民夏天不敢开窗。",
            "{unit}关停了沿河{n}个排污口，清出淤泥{m}立方米。",
            "岸边铺上步道，种了芦苇和菖蒲，白鹭又飞回来觅食。",
            "水质监测显示，河水的氨氮浓度下降了一半，达到三类标准。",
            "“现在孩子们能在河边钓鱼，我们晚饭后都来走走。”居民{person}说。",
            "各级河长每月巡河，发现问题当场拍照上传，限期整改。",
            "{place}段还要建一座湿地，让雨水先过滤再入河。",
        ),
    ),
    "职教": (
        ("职校学生成了企业抢手货", "{place}技能大赛比出真功夫", "产教融合办进车间"),
        (
            "在{place}职业学校的实训车间里，学生们正在数控机床前加工零件。",
            "指导老师{person}手把手地教学生对刀、编程，误差不能超过一根头发丝。",
            "学校与{n}家企业签订协议，学生在校学理论，到车间练技术。",
            "毕业生还没离校就被预订一空，平均月薪达到{m}元。",
            "“学一门手艺，走到哪里都有饭吃。”焊接专业的学生说。",
            "{unit}举办技能大赛，设焊工、电工、烹饪等{n}个项目。",
            "企业把淘汰下来的设备捐给学校，又派工程师来兼课。",
            "今年学校扩招{n}人，新增无人机和护理两个专业。",
        ),
    ),
    "民宿": (
        ("老院子变成网红民宿", "{place}旅游旺季一房难求", "乡村游带火农家菜"),
        (
            "周末还没到，{place}的民宿已经订满，院子里停满外地车。",
            "民宿主人{person}把祖屋修旧如旧，保留了青砖灰瓦和雕花木窗。",
            "客人白天登山采茶，晚上围着火炉听溪水声。",
            "{unit}整修了进村的道路，还统一设计了路牌和停车场。",
            "全村现有民宿{n}家、床位{m}张，旺季平均入住率超过八成。",
            "“一桌农家菜里，腊肉和笋干最受欢迎。”{person}说。",
            "村里请来设计师指导装修，要求不砍树、不填塘。",
            "去年接待游客{m}人次，村民把空房子租出去，坐在家里有收入。",
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Story:
    """An invented story.

    Attributes:
        matter: what it is about; stories of one page have different ones.
        kicker: a line above the title, or empty.
        title: the title.
        subtitle: a line below it, or empty.
        byline: who wrote it, or empty; then the first paragraph has a dateline.
        paragraphs: texts with their roles, ``body`` or ``heading``.
        caption: of its picture.
    """

    matter: str
    kicker: str
    title: str
    subtitle: str
    byline: str
    paragraphs: tuple[tuple[str, str], ...]
    caption: str


def matters() -> list[str]:
    """Return what stories can be about."""
    return list(_MATTERS)


def tell(chance: random.Random, matter: str, characters: int) -> Story:
    """Return a story on a matter of about so many characters."""
    titles, sentences = _MATTERS[matter]
    title = _filled(chance, chance.choice(titles))
    signed = chance.random() < 0.55
    name = _person(chance)
    paragraphs: list[tuple[str, str]] = []
    pool: list[str] = []
    length = since = 0
    while length < characters:
        text = ""
        for _ in range(chance.choice((1, 2, 2, 3, 3, 4))):
            pool = pool or chance.sample(sentences, len(sentences))
            text += _filled(chance, pool.pop())
        if not paragraphs and not signed:
            text = f"本报讯（记者 {name}）{text}"
        if since > 420 and characters - length > 250 and chance.random() < 0.7:
            heading = chance.choice(
                ("从无到有", "一步一个脚印", "难题怎样解开", "日子有了奔头", "还要再加把劲")
            )
            paragraphs.append(("heading", heading))
            since = 0
        paragraphs.append(("body", text))
        length += len(text)
        since += len(text)
    return Story(
        matter,
        _filled(chance, chance.choice(("{unit}三年攻坚见成效", "{place}探索新办法", "新春走基层"))),
        title,
        _filled(
            chance, chance.choice(("{place}用{n}个月解开老难题", "{n}项措施落到实处", "惠及居民{m}多人"))
        ),
        f"本报记者 {name}" if signed else "",
        tuple(paragraphs),
        f"图为{_filled(chance, sentences[0])[:28].rstrip('，。')}。本报记者 {_person(chance)} 摄",
    )


def _person(chance: random.Random) -> str:
    return chance.choice(_SURNAMES) + chance.choice(_GIVEN)


def _filled(chance: random.Random, pattern: str) -> str:
    text = pattern
    for slot, make in (
        ("{place}", lambda: chance.choice(_PLACES)),
        ("{person}", lambda: _person(chance)),
        ("{unit}", lambda: chance.choice(_UNITS)),
        ("{n}", lambda: str(chance.randint(3, 60))),
        ("{m}", lambda: str(chance.randint(100, 9000))),
    ):
        while slot in text:
            text = text.replace(slot, make(), 1)
    return text
