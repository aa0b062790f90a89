"""The encoder that is trained: BERT as libllama reads it, its matrices in Q4_0 from the first step on."""
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

WIDTH, HEADS, BLOCK = 384, 12, 32
MATRICES = ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_up", "ffn_down")
NORMS = ("attn_output_norm", "layer_output_norm")
FIRST, SEPARATOR = 0, 2
LONGEST_SPAN = 40  # tokens


def blocks_of(weight: torch.Tensor) -> "tuple[torch.Tensor, torch.Tensor]":
    """Codes 0..15 and half-precision scales, as ggml rounds to Q4_0."""
    blocks = weight.detach().float().reshape(-1, BLOCK)
    largest = blocks.gather(1, blocks.abs().argmax(1, keepdim=True))
    scale = (largest / -8).half().float()
    inverse = torch.where(scale != 0, 1 / scale, torch.zeros_like(scale))
    return (blocks * inverse + 8.5).floor().clamp(0, 15), scale


def rounded(weight: torch.Tensor) -> torch.Tensor:
    """As it will be in the file; gradients pass as if it were not rounded."""
    codes, scale = blocks_of(weight)
    return weight + (((codes - 8) * scale).reshape(weight.shape) - weight).detach()


class Encoder(nn.Module):
    def __init__(self, base: "dict[str, np.ndarray]", layers: int):
        super().__init__()
        self.layers = layers
        self.register_buffer("words", torch.from_numpy(base["token_embd.weight"]))
        self.register_buffer("places", torch.from_numpy(base["position_embd.weight"] + base["token_types.weight"][0]))
        names = ["token_embd_norm"] + [f"blk.{layer}.{part}" for layer in range(layers) for part in MATRICES + NORMS]
        self.trained = nn.ParameterDict({f"{name}.{kind}".replace(".", "/"): nn.Parameter(torch.from_numpy(base[f"{name}.{kind}"]).clone())
                                         for name in names for kind in ("weight", "bias")})
        self.dense, self.out, self.ends = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, 1), nn.Linear(WIDTH, 2)
        for linear in (self.dense, self.out, self.ends):
            nn.init.normal_(linear.weight, std=0.02)
            nn.init.zeros_(linear.bias)

    def weights(self, kind: torch.dtype) -> "dict[str, torch.Tensor]":
        """What a step computes with, once for all its batches."""
        return {name.replace("/", "."): (rounded(value) if value.dim() == 2 else value).to(kind) for name, value in self.trained.items()}

    def rows(self, ids: torch.Tensor, mask: torch.Tensor, weights: "dict[str, torch.Tensor]", drop: float = 0.0) -> torch.Tensor:
        """The rows of all tokens: texts x tokens x width. `mask`: where there is a token."""
        def norm(name: str, x: torch.Tensor) -> torch.Tensor:
            return F.layer_norm(x, (WIDTH,), weights[name + ".weight"], weights[name + ".bias"], 1e-12)

        def linear(name: str, x: torch.Tensor) -> torch.Tensor:
            return F.linear(x, weights[name + ".weight"], weights[name + ".bias"])

        texts, tokens = ids.shape
        x = (F.embedding(ids, self.words) + self.places[:tokens]).to(weights["token_embd_norm.weight"].dtype)
        x = norm("token_embd_norm", x)
        for layer in range(self.layers):
            block = f"blk.{layer}."
            heads = [linear(block + part, x).view(texts, tokens, HEADS, WIDTH // HEADS).transpose(1, 2) for part in MATRICES[:3]]
            attended = F.scaled_dot_product_attention(*heads, attn_mask=mask[:, None, None, :])
            attended = linear(block + "attn_output", attended.transpose(1, 2).reshape(texts, tokens, WIDTH))
            x = norm(block + "attn_output_norm", x + F.dropout(attended, drop, self.training))
            inner = F.gelu(linear(block + "ffn_up", x), approximate="tanh")
            x = norm(block + "layer_output_norm", x + F.dropout(linear(block + "ffn_down", inner), drop, self.training))
        return x

    def scores(self, rows: torch.Tensor, drop: float = 0.0) -> torch.Tensor:
        first = F.dropout(rows[:, 0].float(), drop, self.training)
        return self.out(F.dropout(torch.tanh(self.dense(first)), drop, self.training))[:, 0]

    def span_logits(self, rows: torch.Tensor, mask: torch.Tensor, drop: float = 0.0) -> torch.Tensor:
        """How likely each token begins and ends the answer: texts x tokens x 2. The first token stands for no answer (Devlin et al., BERT, 2019, section 4.3)."""
        logits = self.ends(F.dropout(rows.float(), drop, self.training))
        return logits.masked_fill(~mask[..., None], -1e4)

    def best_spans(self, rows: torch.Tensor, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Of each text the first and last token of the likeliest span of its passage: texts x 2."""
        logits = self.span_logits(rows, mask)
        separators = (ids == SEPARATOR) & mask
        passage = (separators.cumsum(1) == 1) & mask & ~separators
        begin, end = (logits[..., which].masked_fill(~passage, -1e4) for which in (0, 1))
        tokens = ids.shape[1]
        band = torch.ones(tokens, tokens, dtype=torch.bool, device=ids.device).triu().tril(LONGEST_SPAN - 1)
        both = (begin[:, :, None] + end[:, None, :]).masked_fill(~band, -1e5).flatten(1)
        at = both.argmax(1)
        return torch.stack([at // tokens, at % tokens], 1).float()


def padded(texts: "list[list[int]]") -> "tuple[torch.Tensor, torch.Tensor]":
    tokens = (max(map(len, texts)) + 7) // 8 * 8
    ids, mask = np.ones((len(texts), tokens), np.int64), np.zeros((len(texts), tokens), bool)
    for row, text in enumerate(texts):
        ids[row, :len(text)] = text
        mask[row, :len(text)] = True
    return torch.from_numpy(ids), torch.from_numpy(mask)


def run(encoder: Encoder, texts: "list[list[int]]", what, tokens_at_once: int = 60_000) -> np.ndarray:
    """what(rows, ids, mask) of every text, in their order."""
    device = encoder.words.device
    kind = torch.bfloat16 if device.type == "cuda" else torch.float32
    encoder.eval()
    order, results = sorted(range(len(texts)), key=lambda place: len(texts[place])), [None] * len(texts)
    with torch.no_grad():
        weights, at = encoder.weights(kind), 0
        while at < len(order):
            end = at + 1
            while end < len(order) and (end - at + 1) * (len(texts[order[end]]) + 8) <= tokens_at_once:
                end += 1
            ids, mask = (part.to(device) for part in padded([texts[place] for place in order[at:end]]))
            for place, result in zip(order[at:end], what(encoder.rows(ids, mask, weights), ids, mask).float().cpu().numpy()):
                results[place] = result
            at = end
    return np.stack(results)
