"""Compares features and ids with the test vectors of `tagger export MODEL --test-vectors CORPUS -o vectors.json`.

    python3 check_vectors.py model.onnx vectors.json
"""

import json
import sys

from model_reader import ModelReader

model, vectors = sys.argv[1:]
reader = ModelReader(model)
with open(vectors, encoding='utf-8') as file:
    sentences = json.load(file)['sentences']
known, differing, count = {}, 0, 0
for sentence in sentences:
    for index, word in enumerate(sentence['words']):
        if word not in known:
            known[word] = reader.feature_values(word), reader.ids(word)
        values, ids = known[word]
        expected = {name: each[index] for name, each in sentence['ids'].items()}
        count += 1
        if values != sentence.get('features', [[]] * index + [[]])[index] or ids != expected:
            differing += 1
            print(f'{word!r}: {values} {ids}, not {sentence.get("features")} {expected}', file=sys.stderr)
print(f'{count} words of {len(sentences)} sentences, {differing} differ')
sys.exit(1 if differing else 0)
