"""Writes what jieba for Python makes of 500 texts, for the tests of retention.text.

Run: pip install -r requirements-segmentation.txt && python segmentation.py
The texts are 400 of the replica's, drawn with a seed, and 100 written by hand or put together from hand-written parts, to be hard.
Out: segmentation.jsonl, one {"text", "words"} a line: all words of jieba's accurate mode with its
hidden Markov model and our dictionary.
"""

import csv
import json
import logging
import random
from pathlib import Path

import jieba

HERE = Path(__file__).resolve()
ROOT = HERE.parents[3]
DICTIONARY = ROOT / "lib/study/src/main/resources/retention/text/dictionary.txt"
OUT = HERE.with_name("segmentation.jsonl")

HARD = """
他来到了网易杭研大厦
小明硕士毕业于中国科学院计算所，后在日本京都大学深造
乒乓球拍卖完了，南京市长江大桥又堵车
研究生命起源的研究生说：“真的只要和平。”
结婚的和尚未结婚的都来交猫税
下雨天留客天留我不留
工信处女干事每月经过下属科室都要亲口交代24口交换机等技术性器件的安装工作
我买了T恤和T恤衫，还去卡拉OK唱了一下午K歌
A股跌了，B站涨了，C语言还没学会，IC卡丢了
这台iPhone15Pro真的绝绝子，5G网速快到飞起yyds
2025年1月19日TikTok停服，12小时后又回来了
房租$2300/月，学贷3.5万美元，时薪15.75刀
中美对账第3天：救护车一趟3000美元，是真的吗？
李华终于收到回信了，韩梅梅和李雷还好吗
歪果仁问我什么是打工人、内卷、躺平和摆烂
周受资出席听证会，扎克伯格坐不住了
特朗普签署行政令，TikTok禁令推迟75天
洋抖难民涌入小红书，小红薯们连夜学英语
求互关必回！！！涨粉互助，不互关就掉粉
铲屎官的日常：铲屎、喂猫条、买猫砂、换猫粮
橘猫偷吃小鱼干，狸花猫在云养猫，布偶猫在吸猫
评论区里都是搭子，显眼包和社恐一起逛公园
跨境电商独立站选品，海外仓发货，短视频带货
哈哈哈哈哈哈哈哈笑死我了hhhh
啊啊啊啊啊太可爱了吧awsl
魑魅魍魉饕餮耄耋龃龉
𠮷野家的牛肉饭和𨭎元素，龘靐齉爩
二〇二五年正月初一，人人都说恭喜发财
々〇〻
我😂你👩‍👩‍👧‍👦他🏳️‍🌈她👍🏽们🇨🇳
Hello你好World世界
don't你懂的，it's真的
用3.14元买π，占比99.9%
A/B测试的p值<0.05，R²=0.8
邮箱是someone@example.invalid，网址https://notes.example.invalid/a?b=c，欢迎来信
@小红薯66 谢谢关注 @另一个用户 再见
#tiktokrefugee[话题]# #猫税[话题]# 今天也要开心
[笑哭R][害羞R]你们好[派对R]
全角ＡＢＣ１２３和半角ABC123
《三体》里说：给岁月以文明，而不是给文明以岁月。
床前明月光，疑是地上霜。举头望明月，低头思故乡。
路漫漫其修远兮，吾将上下而求索
臣妾做不到啊，皇上您快看看这个瓜保熟吗
尊嘟假嘟，我勒个豆，泰裤辣，遥遥领先
栓Q，芭比Q了，绝绝子，yyds，emo了
老铁双击666，给力！
繁體中文：臺灣的朋友們，你們好嗎？這個軟體很好用
廣東話：你哋食咗飯未呀？我哋去飲茶啦
吉林和辽宁的朋友，黑龙江省哈尔滨市道里区
维吾尔族小伙阿卜杜拉·买买提在乌鲁木齐跳舞
奥巴马和布林肯访问了斯德哥尔摩
克里斯蒂亚诺·罗纳尔多来小红书了
""".strip().split("\n")

STARTS = ["我的外国朋友", "第一次见面的网友", "隔壁老王家的橘猫", "来自Ohio的大叔", "刚下载小红书的她", "弹幕里的李华"]
VERBS = ["连夜学会了", "居然不认识", "一口气吃完了", "把评论区当成", "认真地翻译了", "忍不住吐槽"]
ENDS = ["螺蛳粉和老干妈", "TikTok上的谐音梗", "3个小时的听证会", "王者荣耀里的貂蝉", "八千块的医疗账单", "春晚小品", "高考数学卷"]


def replica_texts():
    with open(ROOT / "data/replica.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            parts = [part for part in (row["title"], row["content"]) if part.strip()]
            if parts:
                yield "\n".join(parts)


def main():
    jieba.setLogLevel(logging.CRITICAL)
    with open(DICTIONARY, encoding="utf-8") as file:
        for line in file:
            if line.strip() and not line.startswith("# "):
                word, _, frequency = line.strip().partition(" ")
                jieba.add_word(word, int(frequency or 1000))

    rng = random.Random(20250119)
    texts = rng.sample(sorted(set(replica_texts())), 400) + HARD
    made = [start + verb + end for start in STARTS for verb in VERBS for end in ENDS]
    texts += rng.sample(made, 500 - len(texts))

    with open(OUT, "w", encoding="utf-8", newline="\n") as out:
        for text in texts:
            out.write(json.dumps({"text": text, "words": jieba.lcut(text)}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
