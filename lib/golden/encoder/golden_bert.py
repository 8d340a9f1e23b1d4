"""Makes the golden tokens and embeddings of the multilingual BERT that `make setup` installs.

    python golden_bert.py ENCODER_FOLDER

Written beside this script:
tokens.jsonl      200 mixed strings, each with the ids that BertTokenizerFast gives, cut at 128
embeddings.jsonl  the texts that are embedded
embeddings.npy    float32 [text, readout, 768], from TensorFlow running the same SavedModel in full, all texts padded
                  to 128; readouts: layer 12 cls, layer 6 mean, layer 6 cls, layer 12 mean, layer 1 mean
"""

import json
import os
import random
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np
import tensorflow.compat.v1 as tf
from transformers import BertTokenizerFast

MAX_TOKENS = 128
OUT = Path(__file__).resolve().parent
folder = Path(sys.argv[1])

# --- strings -----------------------------------------------------------------------------------------------------

PIECES = [
    "TikTok refugee", "tiktokrefugee", "#tiktokrefugee[话题]#", "#猫税[话题]#", "小红书", "你好", "我来自美国", "今天天气真好",
    "欢迎来到小红书！", "Hello from Ohio", "I'm new here", "don't know any Chinese yet", "cat tax 🐱", "谢谢你们❤️", "😂😂😂",
    "👩‍👩‍👧‍👦", "👍🏽", "🇺🇸🇨🇳", "naïve café", "cafe\u0301", "Ünïcödé", "İstanbul", "straße", "Привет, как дела?", "مرحبا بالعالم",
    "שלום עולם", "नमस्ते दुनिया", "สวัสดีชาวโลก", "こんにちは世界", "カタカナ", "ｶﾀｶﾅ", "안녕하세요", "Việt Nam", "１２３４５", "$19.99",
    "100%", "3.14159", "2025-01-13", "@user_name", "https://example.org/a?b=c&d=e", "a_b-c/d", "...", "！？。，、", "「引用」",
    "\n", "\t", "\r\n", "  ", "\u3000", "\u00a0", "\u200b", "\u200d", "\ufe0f", "\u202e", "\ufeff", "\ufffd", "\x00",
    "\x07", "\x7f", "\u2028", "\u0085", "𠮷野家", "𝒳𝓎", "㍿", "①②③", "ﬁ", "½", "™", "[CLS]", "[SEP]", "[MASK]", "[UNK]", "##ing",
    "supercalifragilisticexpialidocious", "aaaaaaaaaa", "ok", "LOL", "QAQ", "yyds", "666", "早上好呀", "學中文", "廣東話",
]


def strings():
    draw = random.Random(20250113)
    fixed = [
        "", " ", "\n\n", "\x00", "\u200d", "\ufe0f", "\ufffd", "。", "a", "中", "😀", "👩‍👩‍👧‍👦" * 20, "x" * 99, "x" * 100, "x" * 101,
        "中" * 126, "中" * 127, "中" * 300, "word " * 200, "é" * 50, "e\u0301" * 50, "#" * 140, "[CLS][SEP]", "[cls] [sep]",
        "مرحبا " * 60, "a\u0300\u0301\u0302b", "1" * 150, "\u202eabc\u202c", "𠮷" * 5, "\U0001f9d1\u200d\U0001f4bb",
    ]
    while len(fixed) < 120:
        fixed.append(draw.choice(["", " "]).join(draw.choices(PIECES, k=draw.randint(1, 12))))
    while len(fixed) < 160:
        fixed.append(" ".join(draw.choices(PIECES, k=draw.randint(20, 80))))
    # Any code point at all, but for surrogates, which UTF-8 cannot carry.
    blocks = [(0, 0x24F), (0x300, 0x36F), (0x400, 0x7FF), (0x900, 0xFFF), (0x2000, 0x2BFF), (0x3000, 0x9FFF),
              (0xAC00, 0xD7A3), (0xE000, 0xFFFD), (0x10000, 0x1FFFF), (0x20000, 0x2FA1F)]
    while len(fixed) < 200:
        points = [draw.randint(*draw.choice(blocks)) for _ in range(draw.randint(1, 60))]
        fixed.append("".join(map(chr, points)))
    return fixed


tokenizer = BertTokenizerFast(str(folder / "assets" / "vocab.txt"), do_lower_case=False)
with open(OUT / "tokens.jsonl", "w", encoding="utf-8", newline="\n") as out:
    for text in strings():
        ids = tokenizer(text, truncation=True, max_length=MAX_TOKENS)["input_ids"]
        out.write(json.dumps({"text": text, "ids": ids}, separators=(",", ":")) + "\n")

# --- embeddings --------------------------------------------------------------------------------------------------

TEXTS = [
    "大家好，我是从TikTok来的难民，请多关照！",
    "Hello everyone! I'm a TikTok refugee from Ohio. 🐱 Here is my cat tax.",
    "#tiktokrefugee[话题]# #猫税[话题]# My cat says 你好 😂❤️",
    "",
    "😀😂🎉👩‍👩‍👧‍👦",
    "ok",
    "今天天气真好，我们去公园散步吧。孩子们都很开心。" * 12,
    "I grew up in a small town and never thought that I would learn Chinese, but here we are. " * 3,
    "naïve café, straße, İstanbul, Việt Nam",
    "مرحبا بالعالم، كيف حالكم؟",
    "第一行\nsecond line\n\n第三行\tend",
    "1千+ likes, 1.2万 collects: $19.99, 100% yyds!!!",
]
with open(OUT / "embeddings.jsonl", "w", encoding="utf-8", newline="\n") as out:
    out.writelines(json.dumps(text) + "\n" for text in TEXTS)

tokens = tokenizer(TEXTS, truncation=True, max_length=MAX_TOKENS, padding="max_length", return_tensors="np")
mask = tokens["attention_mask"]
with tf.Session(graph=tf.Graph()) as session:
    graph = tf.saved_model.load(session, ["serve"], str(folder))
    signature = graph.signature_def["serving_default"]
    last = signature.outputs["sequence_output"].name
    states = session.run(
        {12: last, 6: last.replace("Reshape_13", "Reshape_7"), 1: last.replace("Reshape_13", "Reshape_2")},
        {
            signature.inputs["input_ids"].name: tokens["input_ids"],
            signature.inputs["input_mask"].name: mask,
            signature.inputs["segment_ids"].name: np.zeros_like(mask),
        },
    )


def cls(layer):
    return states[layer][:, 0]


def mean(layer):
    return (states[layer] * mask[:, :, None]).sum(axis=1, dtype=np.float64) / mask.sum(axis=1, keepdims=True)


readouts = [cls(12), mean(6), cls(6), mean(12), mean(1)]
np.save(OUT / "embeddings.npy", np.stack(readouts, axis=1).astype(np.float32))
