#!/usr/bin/env python3
"""Trains and measures the reranker that Wenyuan ships. Needs PyPI torch 2.11 and numpy; four minutes on an H100.

    python3 bench/reranker/train.py QUESTIONS.pkl EMBEDDER.gguf WEIGHTS.gguf [--layers 12] [--steps 1250] [--seed 2]

QUESTIONS.pkl is what prepare.py wrote. WEIGHTS.gguf is all that differs from the embedder: scripts/models/install_reranker puts
the two together.
"""
import argparse
import pathlib
import pickle
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "scripts" / "models"))
from gguf_reader import GgufReader  # noqa: E402
from gguf_values import BLOCK, tensor  # noqa: E402
from gguf_writer import TENSOR_F32, TENSOR_Q4_0, GgufWriter  # noqa: E402

from encoder import WIDTH, Encoder, blocks_of, run  # noqa: E402
from groups import GROUP, Groups, windows  # noqa: E402
from measure import measure  # noqa: E402

QUESTIONS_A_STEP, RATE, DROP, WORKERS = 64, 1.2e-4, 0.1, 14
SPANS, NOWHERE = 0.5, 0.5  # weight of where the answer stands; of that in texts without one
NEAREST, FOUND = 60, 20
WORDS_HAN, WORDS_OTHER = 2.5, 1.0  # weight of words beside meaning, as search has it


def base_of(path: pathlib.Path, words: np.ndarray) -> "dict[str, np.ndarray]":
    model = GgufReader(path.read_bytes())
    base = {name: tensor(model, name) for name in model.tensors}
    base["token_embd.weight"] = base["token_embd.weight"][words]
    return base


def mean_of(rows: torch.Tensor, _: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    return F.normalize((rows.float() * mask[..., None]).sum(1), dim=-1)


def find_candidates(embedder: Encoder, data: dict) -> None:
    """Gives each question what words and meaning together find, and of these what may be its hard negatives."""
    documents, ask, tell = data["documents"], data["prefixes"]["query:"], data["prefixes"]["passage:"]
    sets = {documents[question["relevant"][0]]["name"] for question in data["questions"] if question["found"]}
    for name in sorted(sets):
        places = [place for place, document in enumerate(documents) if document["name"] == name]
        texts, owner = [], []
        for row, place in enumerate(places):
            for window in windows(documents[place])[:6]:
                texts.append([0, *tell, *window, 2])
                owner.append(row)
        passages = torch.from_numpy(run(embedder, texts, mean_of))
        asked = [question for question in data["questions"]
                 if question["found"] and documents[question["relevant"][0]]["name"] == name]
        vectors = torch.from_numpy(run(embedder, [[0, *ask, *question["ids"], 2] for question in asked], mean_of))
        row_of, owners = {place: row for row, place in enumerate(places)}, torch.tensor(owner)
        for question, vector in zip(asked, vectors):
            near = torch.full((len(places),), -1.0).scatter_reduce_(0, owners, passages @ vector, "amax").numpy()
            words = dict(question["found"])
            rows = set(np.argsort(-near)[:NEAREST].tolist()) | {row_of[place] for place in words}
            least, most = min(near[row] for row in rows), max(near[row] for row in rows)
            other = question["set"].startswith("xquad.en") or question["set"] == "nq-oracle"
            weight = WORDS_OTHER if other else WORDS_HAN
            question["found"] = sorted(((places[row], (near[row] - least) / (most - least + 1e-9) + weight * words.get(places[row], 0.0))
                                        for row in rows), key=lambda hit: -hit[1])[:FOUND]
    for question in data["questions"]:
        no_negative = set(question["relevant"]) | set(question["tell"])
        question["near"] = [place for place, _ in question["found"] if place not in no_negative]


def span_losses(logits: torch.Tensor, answer: torch.Tensor) -> torch.Tensor:
    return sum(F.cross_entropy(logits[..., which], answer[:, which].clamp(min=0), reduction="none") for which in (0, 1)) / 2


def mean_where(values: torch.Tensor, where: torch.Tensor) -> torch.Tensor:
    return (values * where).sum() / where.sum().clamp(min=1)


def train(encoder: Encoder, groups: Groups, steps: int) -> None:
    device, began = encoder.words.device, time.time()
    matrices = [value for value in encoder.parameters() if value.dim() == 2]
    others = [value for value in encoder.parameters() if value.dim() != 2]
    optimizer = torch.optim.AdamW([{"params": matrices, "weight_decay": 0.01}, {"params": others, "weight_decay": 0.0}],
                                  lr=RATE, betas=(0.9, 0.98))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (0.1 * steps + 1), max(0.02, (steps - step) / (0.9 * steps))))
    kind = torch.bfloat16 if device.type == "cuda" else torch.float32
    loader = torch.utils.data.DataLoader(groups, batch_size=None, num_workers=WORKERS if device.type == "cuda" else 0)
    encoder.train()
    for step, (batches, where, has_answer) in enumerate(loader):
        weights, answered = encoder.weights(kind), has_answer.to(device).float()
        scores, losses, answers = [], [], []
        for ids, mask, answer in batches:
            mask, answer = mask.to(device), answer.to(device)
            rows = encoder.rows(ids.to(device), mask, weights, DROP)
            scores.append(encoder.scores(rows, DROP))
            losses.append(span_losses(encoder.span_logits(rows, mask, DROP), answer))
            answers.append(answer[:, 0])
        scores, losses, begins = torch.cat(scores), torch.cat(losses), torch.cat(answers)
        scores = scores[where.to(device)].view(-1, GROUP)
        truth = torch.zeros_like(scores)
        truth[:, 0] = answered
        choice = F.cross_entropy(scores, torch.zeros(len(scores), dtype=torch.long, device=device), reduction="none")
        choice = (choice * answered).sum() / answered.sum().clamp(min=1)
        spans = mean_where(losses, begins > 0) + NOWHERE * mean_where(losses, begins == 0)
        loss = choice + 2 * F.binary_cross_entropy_with_logits(scores, truth) + SPANS * spans
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if step % 50 == 0 or step == steps - 1:
            print(f"step {step}: loss {loss.item():.3f} (spans {spans.item():.3f}), {(time.time() - began) / (step + 1):.3f} s a step", flush=True)


def write(encoder: Encoder, path: pathlib.Path) -> None:
    gguf = GgufWriter("bert")
    gguf.add_text("general.name", "wenyuan-reranker")
    gguf.add_text("general.license", "cc-by-sa-4.0")
    gguf.add_number("bert.block_count", encoder.layers)

    def add(name: str, value: torch.Tensor) -> None:
        gguf.add_tensor(name, tuple(value.shape[::-1]), TENSOR_F32, value.detach().float().cpu().numpy().astype("<f4").tobytes())

    for name, value in encoder.trained.items():
        if value.dim() != 2:
            add(name.replace("/", "."), value)
            continue
        codes, scale = (part.cpu().numpy() for part in blocks_of(value))
        low, high = codes[:, :BLOCK // 2].astype(np.uint8), codes[:, BLOCK // 2:].astype(np.uint8)
        packed = np.concatenate([scale.astype("<f2").view(np.uint8).reshape(-1, 2), low | high << 4], 1)
        gguf.add_tensor(name.replace("/", "."), tuple(value.shape[::-1]), TENSOR_Q4_0, packed.tobytes())
    add("cls.weight", encoder.dense.weight)
    add("cls.bias", encoder.dense.bias)
    add("cls.output.weight", encoder.out.weight.reshape(1, WIDTH))
    add("cls.output.bias", encoder.out.bias)
    gguf.write(str(path))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=pathlib.Path)
    parser.add_argument("embedder", type=pathlib.Path)
    parser.add_argument("weights", type=pathlib.Path)
    for name, default in (("--layers", 12), ("--steps", 1250), ("--seed", 2)):
        parser.add_argument(name, type=int, default=default)
    options = parser.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    data = pickle.loads(options.questions.read_bytes())
    base = base_of(options.embedder, data["words"])
    find_candidates(Encoder(base, 12).to(device), data)
    torch.manual_seed(options.seed)
    encoder = Encoder(base, options.layers).to(device)
    train(encoder, Groups(data["documents"], data["questions"], options.steps, QUESTIONS_A_STEP, options.seed), options.steps)
    write(encoder, options.weights)
    measure(encoder, data)


if __name__ == "__main__":
    main()
