import type { Corpus, Licence } from './corpus';
import { blankSeparators, copy, joinListed, type Part, resplit } from './recipes';

const ccBySa4: Licence = {
  name: 'CC BY-SA 4.0',
  text: 'https://creativecommons.org/licenses/by-sa/4.0/legalcode',
  duty: 'name the source; share alike: changed versions keep this licence',
};

const ccBy4: Licence = {
  name: 'CC BY 4.0',
  text: 'https://creativecommons.org/licenses/by/4.0/legalcode',
  duty: 'name the source when you pass the corpus on, and say what you changed',
};

const notOfficial = "not upstream's split: scores compare with no published ones";

const japanese = (part: Part) =>
  resplit(part, ['ja_gsd-ud-dev.conllu', 'ja_gsd-ud-test.conllu'], 4_754_834 + 624_981 + 693_758);
const turkish = (part: Part) =>
  resplit(part, ['tr_boun-ud-dev.conllu', 'tr_boun-ud-test.conllu'], 1_561_573 + 195_334 + 186_639);

/**
 * What `tagger data` offers. A commit never changes, so the checksums never do; a newer commit is a new entry. Of the
 * formats, `.conllu` is CoNLL-U, and `.conll` has a token and its tag a line, with a TAB between them.
 */
export const catalogue: readonly Corpus[] = [
  {
    name: 'ewt',
    title: 'English Web Treebank, Universal Dependencies',
    language: 'English',
    tags: 'UPOS, XPOS',
    licence: ccBySa4,
    repository: 'UniversalDependencies/UD_English-EWT',
    commit: '15d613d8447b3478787d4c278730a1e48a945efb',
    train: { sentences: 12_544, tokens: 204_577 },
    dev: { sentences: 2_001, tokens: 25_147 },
    test: { sentences: 2_077, tokens: 25_094 },
    files: [
      {
        name: 'LICENSE.txt',
        size: 20_014,
        sha256: 'b3d1b0f4c6ae151f7eb78738f46ebd5ee140f8a7f76501ba26af123140d35ae7',
        recipe: copy('LICENSE.txt'),
      },
      {
        name: 'train.conllu',
        size: 14_203_025,
        sha256: '3fb78e2b55482c8ee00caa653af436c88c9e5bc9a73ce26e4ae3ddc79d2b7e7b',
        recipe: joinListed('not-to-release/file-lists/files.train', 'not-to-release/sources', 540),
      },
      {
        name: 'dev.conllu',
        size: 1_805_545,
        sha256: '531a54ff90d6ab12201c5a50c3e78e6ddac4de69abc4bce5d275d3cd29efe2b6',
        recipe: copy('en_ewt-ud-dev.conllu'),
      },
      {
        name: 'test.conllu',
        size: 1_804_515,
        sha256: 'e266e515a0a7547657ed3d90d9ba46487d6bd251f27ad4269d4e8a427c8555cd',
        recipe: copy('en_ewt-ud-test.conllu'),
      },
    ],
  },
  {
    name: 'ud-french-parisstories',
    title: 'ParisStories, spoken French, Universal Dependencies',
    language: 'French',
    tags: 'UPOS',
    licence: ccBySa4,
    repository: 'UniversalDependencies/UD_French-ParisStories',
    commit: 'c549ab63a3ac2af92ad9e87fff2b4f45742f2d42',
    train: { sentences: 1_387, tokens: 22_240 },
    dev: { sentences: 692, tokens: 10_274 },
    test: { sentences: 697, tokens: 10_275 },
    files: [
      {
        name: 'LICENSE.txt',
        size: 202,
        sha256: '899b1804a12ebc090b96339614eede1b64b686721b650a71430b55b5235f7f79',
        recipe: copy('LICENSE.txt'),
      },
      {
        name: 'train.conllu',
        size: 1_745_457,
        sha256: '59dde22a4454636f19f61472a67e51c6d81b43bc8aa5cd6677a6a9c19dfd49b7',
        recipe: copy('fr_parisstories-ud-train.conllu'),
      },
      {
        name: 'dev.conllu',
        size: 951_069,
        sha256: 'ac49efe3d2e2fe7479225a09ec45ad4fe1eaafb8fb1180f274a04789006cd29b',
        recipe: copy('fr_parisstories-ud-dev.conllu'),
      },
      {
        name: 'test.conllu',
        size: 930_682,
        sha256: '6080ff98e2b9fa0c437dd3833bf880809d1e476245ac31a578445f532be146df',
        recipe: copy('fr_parisstories-ud-test.conllu'),
      },
    ],
  },
  {
    name: 'ud-japanese-gsd-resplit',
    title: 'Japanese GSD, Universal Dependencies',
    language: 'Japanese',
    tags: 'UPOS, XPOS',
    licence: ccBySa4,
    repository: 'UniversalDependencies/UD_Japanese-GSD',
    commit: '7bc20119f476b552635e0640644e577b6fd3606b',
    train: { sentences: 840, tokens: 19_833 },
    dev: { sentences: 105, tokens: 2_589 },
    test: { sentences: 105, tokens: 2_899 },
    note: notOfficial,
    files: [
      {
        name: 'LICENSE.txt',
        size: 202,
        sha256: '899b1804a12ebc090b96339614eede1b64b686721b650a71430b55b5235f7f79',
        recipe: copy('LICENSE.txt'),
      },
      {
        name: 'train.conllu',
        size: 4_754_834,
        sha256: '43342983037a8f1a2c3ba19f81e70354ecea8fd549d61f4dda0ec2a953c1fe3c',
        recipe: japanese('train'),
      },
      {
        name: 'dev.conllu',
        size: 624_981,
        sha256: 'b042611a7a4811fd64b3705b3463036a06a6dc374dbae4d505d67d7c7e0187e0',
        recipe: japanese('dev'),
      },
      {
        name: 'test.conllu',
        size: 693_758,
        sha256: '8855b4b73bde45e25df4daebdfc4ae821290dac8f65df203b7d8b40f57ee204a',
        recipe: japanese('test'),
      },
    ],
  },
  {
    name: 'ud-korean-gsd',
    title: 'Korean GSD, Universal Dependencies',
    language: 'Korean',
    tags: 'UPOS, XPOS',
    licence: ccBySa4,
    repository: 'UniversalDependencies/UD_Korean-GSD',
    commit: 'c7af324a9256a9f7b8741265beabbafaf6ea6517',
    train: { sentences: 4_400, tokens: 56_687 },
    dev: { sentences: 950, tokens: 11_958 },
    test: { sentences: 989, tokens: 11_677 },
    note: '114 of 989 test sentences are in train, too: score without them as well',
    files: [
      {
        name: 'LICENSE.txt',
        size: 202,
        sha256: '899b1804a12ebc090b96339614eede1b64b686721b650a71430b55b5235f7f79',
        recipe: copy('LICENSE.txt'),
      },
      {
        name: 'train.conllu',
        size: 3_446_655,
        sha256: '34f0e126af447ff5bf082f2d4725a184e2790db676724bd15e4669f25410e64d',
        recipe: copy('ko_gsd-ud-train.conllu'),
      },
      {
        name: 'dev.conllu',
        size: 726_975,
        sha256: 'acef451c0db274b1b92f01f3e2ebedb0ed48d139a239e474e312ace00ec1a21c',
        recipe: copy('ko_gsd-ud-dev.conllu'),
      },
      {
        name: 'test.conllu',
        size: 708_450,
        sha256: 'a91516141a72f6a66fa913ff6c77b05ffacdf60a0f27ac12e01510b87b600226',
        recipe: copy('ko_gsd-ud-test.conllu'),
      },
    ],
  },
  {
    name: 'ud-turkish-boun-resplit',
    title: 'BOUN Treebank, Universal Dependencies',
    language: 'Turkish',
    tags: 'UPOS, XPOS',
    licence: ccBySa4,
    repository: 'UniversalDependencies/UD_Turkish-BOUN',
    commit: 'f828b02872123a8dfb336584eab0767c4e55c5f9',
    train: { sentences: 1_566, tokens: 19_646 },
    dev: { sentences: 196, tokens: 2_498 },
    test: { sentences: 196, tokens: 2_355 },
    note: notOfficial,
    files: [
      {
        name: 'LICENSE.txt',
        size: 202,
        sha256: '899b1804a12ebc090b96339614eede1b64b686721b650a71430b55b5235f7f79',
        recipe: copy('LICENSE.txt'),
      },
      {
        name: 'train.conllu',
        size: 1_561_573,
        sha256: 'b3e582cd227e4de0c9270d51694629f66c5572fe8121f4bc33312a85f697e904',
        recipe: turkish('train'),
      },
      {
        name: 'dev.conllu',
        size: 195_334,
        sha256: 'f0721cfcaf5e5930ad2c3f42264725526f3ec989cc4d08df7b33c46569d8e415',
        recipe: turkish('dev'),
      },
      {
        name: 'test.conllu',
        size: 186_639,
        sha256: 'bb932156862d78d3d07dec919196769ae96aae023e3fa820b964a1e9954a4feb',
        recipe: turkish('test'),
      },
    ],
  },
  {
    name: 'ud-uyghur-udt',
    title: 'Uyghur UDT, Universal Dependencies',
    language: 'Uyghur',
    tags: 'UPOS, XPOS',
    licence: ccBySa4,
    repository: 'UniversalDependencies/UD_Uyghur-UDT',
    commit: '24eb080e4832169315ffb5411beb6cbc8f0372c4',
    train: { sentences: 1_656, tokens: 19_262 },
    dev: { sentences: 900, tokens: 10_644 },
    test: { sentences: 900, tokens: 10_330 },
    files: [
      {
        name: 'LICENSE.txt',
        size: 202,
        sha256: '899b1804a12ebc090b96339614eede1b64b686721b650a71430b55b5235f7f79',
        recipe: copy('LICENSE.txt'),
      },
      {
        name: 'train.conllu',
        size: 2_020_717,
        sha256: '8b41b86261138009342b6c4b5f6a51fa45746079712e37a74afeab841600d285',
        recipe: copy('ug_udt-ud-train.conllu'),
      },
      {
        name: 'dev.conllu',
        size: 1_104_833,
        sha256: 'ae2ea20117e509bc9af19b80df58a911aba5d0e61f332c22b9aab2a47934dc90',
        recipe: copy('ug_udt-ud-dev.conllu'),
      },
      {
        name: 'test.conllu',
        size: 1_073_488,
        sha256: 'e0884a71a6e01ca24e175fce25f2e47a4ae750d734cae24fe974598b3aafd293',
        recipe: copy('ug_udt-ud-test.conllu'),
      },
    ],
  },
  {
    name: 'wnut17',
    title: 'Emerging Entities, WNUT 2017',
    language: 'English',
    tags: 'entities',
    licence: ccBy4,
    repository: 'leondz/emerging_entities_17',
    commit: 'e52a2d2a71ac1a051ca2d532eef28653c5c02603',
    train: { sentences: 3_394, tokens: 62_730 },
    dev: { sentences: 1_009, tokens: 15_733 },
    test: { sentences: 1_287, tokens: 23_394 },
    note: 'upstream has no file of the licence: README.md states it',
    files: [
      {
        name: 'README.md',
        size: 2_341,
        sha256: '7dba67f5d6f7789af3b36af9cbea54b73705f86df100002ae202a9c2f5750157',
        recipe: copy('README.md'),
      },
      {
        name: 'train.conll',
        size: 491_387,
        sha256: '707d8fbadf7ab186e7998fdcbea41470d25d0a453049f531d0c8d0c810a8d8cb',
        recipe: blankSeparators('wnut17train.conll'),
      },
      {
        name: 'dev.conll',
        size: 114_749,
        sha256: 'e053b752b8155113ca66e7db08af5f2f5f43ab993694e4774f1ec5bad42312d8',
        recipe: blankSeparators('emerging.dev.conll'),
      },
      {
        name: 'test.conll',
        size: 192_425,
        sha256: '2aa79b764e56ec9264a1b30fdd9b70195bd00ff400b62edd8f399d5f13c178f0',
        recipe: blankSeparators('emerging.test.annotated'),
      },
    ],
  },
];
