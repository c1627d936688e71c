"""What a model of Tagger reads of words: ids of words, features, vectors and characters, by the rules of docs/model-file.md.

Needs Python's standard library and the package onnx (python3-onnx of Debian and Ubuntu) alone.
"""

import json
import re
import unicodedata

import onnx

INVISIBLE = re.compile(
    '[\u00ad\u061c\u180b-\u180d\u180f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]'
)
SCRIPTS = {  # Unicode's Scripts.txt, and the mark of long vowels with Katakana
    'h': r'\u2e80-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff'
    r'\uf900-\ufa6d\ufa70-\ufad9\U00016fe2\U00016fe3\U00016ff0-\U00016ff6\U00020000-\U000323af',
    'k': r'\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u32d0-\u32fe\u3300-\u3357\uff66-\uff6f\uff71-\uff9d'
    r'\U0001aff0-\U0001affe\U0001b000\U0001b120-\U0001b122\U0001b155\U0001b164-\U0001b167',
    'g': r'\u1100-\u11ff\u302e\u302f\u3131-\u318e\u3200-\u321e\u3260-\u327e\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7fb'
    r'\uffa0-\uffdc',
}
SCRIPTS = {letter: re.compile(f'[{characters}]') for letter, characters in SCRIPTS.items()}
KINDS = ('\0letter', '\0small', '\0digit')
LONGEST = 20


def clean(word):
    """Rule 1."""
    return unicodedata.normalize('NFC', INVISIBLE.sub('', word) or word)


def without_accents(word):
    """Rule 2. None for a word that has none."""
    marks = re.sub('[\u0300-\u036f]', '', unicodedata.normalize('NFD', word))
    plain = unicodedata.normalize('NFC', marks)
    return None if plain == word else plain


def lower(word, language):
    """Rule 3."""
    if language in ('tr', 'az'):
        word = word.replace('I\u0307', 'i').replace('I', 'ı').replace('İ', 'i')
    return word.lower()


def capitalise(word, language=None):
    """A word in lower case with an initial capital."""
    first = 'İ' if language in ('tr', 'az') and word[:1] == 'i' else word[:1].upper()
    return unicodedata.normalize('NFC', first[:1] + first[1:].lower() + word[1:])


def case_forms(word, language):
    """Rule 4: the forms in which a missing word is looked up, the likeliest first."""
    small = unicodedata.normalize('NFC', word.lower())
    common = [small, capitalise(word.lower())]
    if language in ('tr', 'az'):
        own = lower(word, language)
        return [unicodedata.normalize('NFC', own), capitalise(own, language), *common]
    if language == 'nl':
        return [small, re.sub('^ij', 'IJ', small), common[1]]
    if language == 'de' and 'SS' in word:
        sharp = word.lower().replace('ss', 'ß')
        return [*common, sharp, capitalise(sharp)]
    return common


def kind(text):
    """Rule 5: the name of a kind, or None for marks, emoji and the like."""
    categories = [unicodedata.category(character) for character in text]
    letters = [each for each in categories if each[0] == 'L'] or [each for each in categories if each in ('Mn', 'Mc')]
    if letters:
        return KINDS[1] if letters[0] == 'Ll' else KINDS[0]
    return KINDS[2] if any(each[0] == 'N' for each in categories) else None


def shape_of(character):
    category = unicodedata.category(character)
    if category in ('Lu', 'Ll'):
        return {'Lu': 'X', 'Ll': 'x'}[category]
    if category[0] == 'N':
        return 'd'
    for letter, pattern in SCRIPTS.items():
        if pattern.match(character):
            return letter
    return {'L': 'o', 'M': 'o', 'S': 's'}.get(category[0], character)


def feature(name, word, language):
    """Rule 6: the value of a feature of a clean word."""
    if name == 'shape':
        kinds = [shape_of(character) for character in word]
        return ''.join(
            each for index, each in enumerate(kinds) if index < 2 or each != kinds[index - 1] or each != kinds[index - 2]
        )
    plain = ''.join('0' if unicodedata.category(each) == 'Nd' else each for each in lower(word, language))
    if name == 'lower':
        return plain
    length = int(name[-1])
    if name.startswith('prefix'):
        return plain[:length]
    return (unicodedata.normalize('NFD', plain) if name.startswith('end') else plain)[-length:]


class Rows:
    """Rule 7: the rows of the values of a feature, or of characters."""

    def __init__(self, values):
        self.rows = {value: index + 1 for index, value in enumerate(values)}
        self.has_kinds = any(name in self.rows for name in KINDS)
        self.size = len(values) + 1

    def find(self, own, similar, missing):
        row = self.rows.get(own)
        if row is None and self.has_kinds and similar is not None:
            row = self.rows.get(similar)
        return self.rows.get(missing, 0) if row is None else row


class Vocabulary:
    """Rule 4."""

    def __init__(self, words, case_fallback, language):
        self.ids = {word: index + 1 for index, word in enumerate(words)}
        for index, word in enumerate(words):
            self.ids.setdefault(unicodedata.normalize('NFC', word), index + 1)
        self.case_fallback, self.language = case_fallback, language

    def find(self, word):
        forms = [word, *(case_forms(word, self.language) if self.case_fallback else [])]
        return next((self.ids[form] for form in forms if form in self.ids), 0)


class ModelReader:
    """The lists in the metadata of a model file, and the ids of words by them."""

    def __init__(self, path):
        metadata = {entry.key: entry.value for entry in onnx.load(path).metadata_props}
        read = lambda key: json.loads(metadata.get(f'tagger.{key}', 'null'))
        lookup = read('lookup')
        self.language = lookup.get('caseLanguage')
        self.words = Vocabulary(read('words'), lookup['caseFallback'], self.language)
        self.features = [(each['name'], Rows(each['values'])) for each in read('features') or []]
        vectors, characters = read('vectorWords'), read('characters')
        self.vectors = vectors and Vocabulary(vectors, True, self.language)
        self.characters = characters and Rows(characters)

    def feature_values(self, word):
        return [feature(name, clean(word), self.language) for name, _ in self.features]

    def ids(self, word):
        """The inputs of the graph for a word, by name."""
        own = clean(word)
        plain = without_accents(own)
        # Longer than one unit of UTF-16.
        similar = plain if plain is not None and len(plain.encode('utf-16-le')) > 2 else None
        ids = {'words': self.words.find(own)}
        if self.features:
            ids['featureIds'], offset = [], 0
            for name, rows in self.features:
                value = lambda form: None if form is None else feature(name, form, self.language)
                ids['featureIds'].append(offset + rows.find(value(own), value(similar), kind(own)))
                offset += rows.size
        if self.vectors:
            ids['vectorIds'] = self.vectors.find(own)
        if self.characters:
            read = own if len(own) <= 2 * LONGEST else own[:LONGEST] + own[-LONGEST:]
            ids['characterIds'] = [self.characters.find(each, without_accents(each), kind(each)) for each in read]
            ids['characterCounts'] = max(len(read), 1)
        return ids
