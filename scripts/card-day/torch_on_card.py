#!/usr/bin/env python3
"""The report's LSTM in PyTorch on a card: usage: torch_on_card.py torch_tagger.py TRAIN BATCH

Takes the network and the batches of torch_tagger.py, and moves them to the card. Prints one JSON line: the fastest of the epochs after the first.
"""
import collections, importlib.util, json, sys, time
import torch

path, train, size = sys.argv[1], sys.argv[2], int(sys.argv[3])
spec = importlib.util.spec_from_file_location("torch_tagger", path)
tagger = importlib.util.module_from_spec(spec)
spec.loader.exec_module(tagger)
torch.manual_seed(1)
data = tagger.read(train)
counts = collections.Counter(w for s in data for w, _ in s)
words = {w: i + 2 for i, w in enumerate(w for w, c in counts.items() if c >= 2)}
tags = {t: i for i, t in enumerate(sorted({t for s in data for _, t in s}))}
data = [([words.get(w, 1) for w, _ in s], [tags[t] for _, t in s]) for s in data]
tokens = sum(len(x) for x, _ in data)
model = tagger.Tagger("lstm", len(words) + 2, 200, len(tags)).to("cuda")
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
# Batches are made before the clock starts, and wait in pinned memory.
batches = [(x.pin_memory(), y.pin_memory(), lengths) for x, y, lengths in tagger.batches(data, size, True)]
times = []
for epoch in range(4):
    torch.cuda.synchronize()
    start = time.time()
    for x, y, lengths in batches:
        x, y = x.to("cuda", non_blocking=True), y.to("cuda", non_blocking=True)
        optimizer.zero_grad()
        scores = model(x, lengths).flatten(0, 1)
        loss = torch.nn.functional.cross_entropy(scores, y.flatten(), ignore_index=-100, reduction="sum") / len(lengths)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
    torch.cuda.synchronize()
    times.append(time.time() - start)
seconds = min(times[1:])
print(json.dumps({"seconds": round(seconds, 3), "tokens_per_second": round(tokens / seconds)}))
