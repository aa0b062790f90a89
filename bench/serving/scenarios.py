"""What a knowledge base asks of a model server. Each function measures one server, cold, and gives numbers by name."""
import random
import threading
import time

QUESTIONS = ["What is said here first?", "Who is named?", "Which year matters?", "What follows from it?", "Where was it?",
             "How many were there?", "Why did it happen?", "What changed later?"]


class Texts:
    """Passages of real text, each used once, so that no server knows a prompt from before."""

    def __init__(self, passages: "list[str]", seed: int):
        self.passages = list(passages)
        random.Random(seed).shuffle(self.passages)
        self.at = 0

    def take(self, characters: int) -> str:
        text = ""
        while len(text) < characters:
            text += self.passages[self.at % len(self.passages)] + "\n"
            self.at += 1
        return text[:characters]


def together(calls) -> list:
    results = [None] * len(calls)

    def run(at: int) -> None:
        results[at] = calls[at]()

    threads = [threading.Thread(target=run, args=(at,)) for at in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def prompt_of(context: str, question: str) -> str:
    return f"Answer from the text.\n\n{context}\n\nQuestion: {question}\nAnswer:"


def burst(server, texts: Texts, clients: int, characters: int, most_tokens: int = 16) -> dict:
    """Clients that come at once with different questions on one context."""
    return burst_on(server, texts.take(characters), clients, most_tokens)


def known_burst(server, texts: Texts, clients: int, characters: int) -> dict:
    """The same on a context that was asked about before the server was started again."""
    context = texts.take(characters)
    ask_twice(server, context)
    start_again(server)
    return burst_on(server, context, clients, 16)


def burst_on(server, context: str, clients: int, most_tokens: int) -> dict:
    began = time.monotonic()
    answers = together([lambda q=question: server.complete(prompt_of(context, q), most_tokens, **server.whole)
                        for question in QUESTIONS[:clients]])
    return {"total_s": time.monotonic() - began, "first_ttft_s": min(a.first_token for a in answers),
            "last_ttft_s": max(a.first_token for a in answers), "prompt_tokens": sum(a.prompt_tokens for a in answers),
            "computed_tokens": sum(a.computed_tokens for a in answers)}


def stall(server, texts: Texts, characters: int) -> dict:
    """One reads an answer while another's long prompt comes."""
    alone = server.complete(prompt_of(texts.take(characters), QUESTIONS[0]), 4, **server.whole)
    stream, newcomer = {}, {}

    def read() -> None:
        stream["answer"] = server.complete(prompt_of(texts.take(300), QUESTIONS[1]), 200, **server.whole)

    reader = threading.Thread(target=read)
    reader.start()
    time.sleep(2)
    newcomer = server.complete(prompt_of(texts.take(characters), QUESTIONS[2]), 4, **server.whole)
    reader.join()
    return {"longest_gap_s": stream["answer"].longest_gap, "newcomer_ttft_s": newcomer.first_token,
            "alone_ttft_s": alone.first_token, "newcomer_ratio": newcomer.first_token / alone.first_token}


def zipf(server, texts: Texts, seed: int, documents: int = 60, requests: int = 160, clients: int = 4, canonical: bool = True) -> dict:
    """Questions whose three passages come from few documents most of the time."""
    draw = random.Random(seed)
    system = texts.take(500)
    passages = [texts.take(800) for _ in range(documents)]
    weights = [1 / (rank + 1) for rank in range(documents)]
    prompts = []
    for request in range(requests):
        chosen: "list[int]" = []
        while len(chosen) < 3:
            one = draw.choices(range(documents), weights)[0]
            if one not in chosen:
                chosen.append(one)
        order = sorted(chosen) if canonical else chosen
        prompts.append(system + "\n".join(passages[at] for at in order) + f"\nQuestion {request}: {QUESTIONS[request % 8]}\n")
    answers, lock, waiting = [], threading.Lock(), list(reversed(prompts))

    def client() -> None:
        while True:
            with lock:
                if not waiting:
                    return
                prompt = waiting.pop()
            answer = server.complete(prompt, 4, **server.whole)
            with lock:
                answers.append(answer)

    began = time.monotonic()
    together([client] * clients)
    times = sorted(answer.first_token for answer in answers)
    total, computed = sum(a.prompt_tokens for a in answers), sum(a.computed_tokens for a in answers)
    return {"hit_rate": 1 - computed / total, "ttft_p50_s": times[len(times) // 2],
            "ttft_p95_s": times[int(len(times) * .95)], "total_s": time.monotonic() - began}


def copying(server, texts: Texts, most_tokens: int = 120) -> dict:
    """An answer that quotes the text."""
    context = texts.take(1_500)
    first = context.split(". ")[0]
    prompt = f"Text:\n{context}\n\nThe same text again, word for word:\n{first}"
    answer = server.complete(prompt, most_tokens)
    seconds = answer.times[-1] - answer.times[0] if len(answer.times) > 1 else 0
    return {"tokens_per_s": (answer.tokens - 1) / seconds if seconds else 0, "tokens": answer.tokens, "text": answer.text}


def plain(server, texts: Texts, characters: int = 2_000, most_tokens: int = 64) -> dict:
    """One stream, nothing shared, nothing drafted."""
    answer = server.complete(prompt_of(texts.take(characters), QUESTIONS[0]), most_tokens, **server.whole, **server.undrafted)
    seconds = answer.times[-1] - answer.times[0] if len(answer.times) > 1 else 0
    return {"prefill_tokens_per_s": answer.prompt_tokens / answer.first_token,
            "decode_tokens_per_s": (answer.tokens - 1) / seconds if seconds else 0}


def streams(server, texts: Texts, count: int, most_tokens: int = 128) -> dict:
    """Answers to different questions on different texts, all at once."""
    prompts = [prompt_of(texts.take(1_200), QUESTIONS[at % len(QUESTIONS)]) for at in range(count)]
    began = time.monotonic()
    answers = together([lambda p=prompt: server.complete(p, most_tokens, **server.whole, **server.undrafted)
                        for prompt in prompts])
    return {"all_tokens_per_s": sum(a.tokens for a in answers) / (time.monotonic() - began),
            "last_ttft_s": max(a.first_token for a in answers), "longest_gap_s": max(a.longest_gap for a in answers)}


def ask_twice(server, context: str):
    """The first answer. What was asked about twice is worth keeping."""
    cold = server.complete(prompt_of(context, "What is this about?"), 4, **server.whole)
    server.complete(prompt_of(context, "Why is it told?"), 4, **server.whole)
    return cold


def start_again(server) -> None:
    time.sleep(2)  # snapshots are written when nothing else is to do
    server.stop()
    server.start()
    server.complete("Hello", 2, **server.whole)  # warm


def restart(server, texts: Texts, characters: int) -> dict:
    """A question on passages that were asked about before the server was started again."""
    context = texts.take(characters)
    cold = ask_twice(server, context)
    start_again(server)
    known = server.complete(prompt_of(context, QUESTIONS[2]), 4, **server.whole)
    return {"cold_ttft_s": cold.first_token, "known_ttft_s": known.first_token,
            "share": known.first_token / cold.first_token, "cached_tokens": known.cached_tokens}
