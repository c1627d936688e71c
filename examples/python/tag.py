"""Tags sentences by a file of strings: tagger export model.onnx --strings -o words.onnx"""

import unicodedata

import numpy
import onnxruntime

session = onnxruntime.InferenceSession('words.onnx')
sentences = [['She', 'read', 'it', '.'], ['Stop', '!']]
longest = max(map(len, sentences))
rows = [[unicodedata.normalize('NFC', word) for word in words] + [''] * (longest - len(words)) for words in sentences]
(tags,) = session.run(['tags'], {'words': numpy.array(rows, dtype=object)})
for words, row in zip(sentences, tags):
    print(' '.join(f'{word}/{tag}' for word, tag in zip(words, row)))
