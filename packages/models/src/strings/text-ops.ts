import type { GraphBuilder } from '../onnx/graph-builder';
import { dataTypes } from '../onnx/model-proto';

/*
 * Axes:  N strings   L characters of the longest   K columns   U distinct characters
 */

/** Stands for the end of an axis in a slice. */
const end = Number.MAX_SAFE_INTEGER;

/** Writes operations on strings into a graph of opset 20. Values are names; `_NL` is a tensor of strings [N, L], filled up with empty ones. */
export class TextOps {
  readonly empty: string;

  constructor(readonly graph: GraphBuilder) {
    this.empty = graph.texts('');
  }

  /** The number of each string, or `missing`, int64. */
  lookUp(strings: string, numbers: ReadonlyMap<string, number>, missing = -1): string {
    if (numbers.size === 0) return this.lookUp(strings, new Map([['\0', missing]]), missing);
    return this.graph.foreignNode('ai.onnx.ml', 'LabelEncoder', [strings], {
      keys_strings: [...numbers.keys()],
      values_int64s: [...numbers.values()],
      default_int64: missing,
    });
  }

  /** Each string's replacement, or the string itself where it has none. */
  replace(strings: string, replacements: ReadonlyMap<string, string>): string {
    if (replacements.size === 0) return strings;
    const missing = '\0';
    const found = this.graph.foreignNode('ai.onnx.ml', 'LabelEncoder', [strings], {
      keys_strings: [...replacements.keys()],
      values_strings: [...replacements.values()],
      default_string: missing,
    });
    return this.choose(this.equal(found, this.graph.texts(missing)), strings, found);
  }

  /** Whether all of a string matches a pattern of RE2. */
  matches(strings: string, pattern: string): string {
    return this.graph.node('RegexFullMatch', [strings], { pattern: `(?s)${pattern}` });
  }

  equal(a: string, b: string): string {
    return this.graph.node('Equal', [a, b]);
  }

  choose(condition: string, a: string, b: string): string {
    return this.graph.node('Where', [condition, a, b]);
  }

  /** Numbers that `lookUp` has found, and others where it has found none. */
  orElse(found: string, otherwise: string): string {
    return this.choose(this.graph.node('Less', [found, this.graph.integers(0)]), otherwise, found);
  }

  concat(first: string, ...others: readonly string[]): string {
    return others.reduce((joined, each) => this.graph.node('StringConcat', [joined, each]), first);
  }

  /** The characters (code points) of each word [N, L]. At least one of the words must have some. */
  cut(words_N: string): string {
    return this.graph.foreignNode('com.microsoft', 'Tokenizer', [words_N], {
      mark: 0,
      mincharnum: 1,
      pad_value: '',
      tokenexp: '(?s).',
    });
  }

  /** The strings of each row, one behind the other [N]: pairs of columns become one, until one is left. */
  join(cells_NL: string): string {
    const { graph } = this;
    const rows = graph.node('Shape', [cells_NL], { start: 0, end: 1 });
    const size = graph.node('Concat', [rows, graph.integers(1)], { axis: 0 });
    const empty_N1 = graph.node('Expand', [this.empty, size]);
    const [first, second, columns] = [graph.integers(0), graph.integers(1), graph.integers(1)];
    const [last, two] = [graph.integers(end), graph.integers(2)];

    const body = graph.child('join');
    const [turn, go, cells] = ['turn', 'go', 'cells'].map((name) => body.uniqueName(name)) as [
      string,
      string,
      string,
    ];
    body.input(turn, 'int64', []);
    body.input(go, 'bool', []);
    body.input(cells, 'string', ['N', body.uniqueName('width')]);
    const left = body.node('Slice', [cells, first, last, columns, two]);
    const right = body.node('Slice', [cells, second, last, columns, two]);
    const padded = body.node('Concat', [right, empty_N1], { axis: 1 });
    const width = body.node('Shape', [left], { start: 1, end: 2 });
    const joined = body.node('StringConcat', [left, body.node('Slice', [padded, first, width, columns])]);
    const isLeft = body.node('Squeeze', [body.node('Greater', [width, columns])]);
    body.output(isLeft, 'bool', []);
    body.output(joined, 'string', ['N', body.uniqueName('width')]);

    const start = graph.node('Concat', [cells_NL, empty_N1], { axis: 1 });
    const always = graph.node('Cast', [graph.int32(1)], { to: dataTypes.bool });
    const joined_N1 = graph.node('Loop', ['', always, start], { body: { graph: body.build() } });
    return this.flatten(joined_N1);
  }

  /** The cells of each row at these columns, int64 [N, K] or [1, K]; what is outside of the row is empty. */
  pick(cells_NL: string, columns_NK: string): string {
    const { graph } = this;
    const [rows, width] = graph.nodes('Split', [graph.node('Shape', [cells_NL])], 2, {
      axis: 0,
      num_outputs: 2,
    }) as [string, string];
    const size = graph.node('Mul', [rows, width]);
    const starts_N1 = this.column(graph.node('Mul', [this.range(rows), width]));
    const isInside = graph.node('And', [
      graph.node('GreaterOrEqual', [columns_NK, graph.integers(0)]),
      graph.node('Less', [columns_NK, width]),
    ]);
    const places_NK = this.choose(isInside, graph.node('Add', [starts_N1, columns_NK]), size);
    const cells = graph.node('Concat', [this.flatten(cells_NL), graph.texts([''])], { axis: 0 });
    return graph.node('Gather', [cells, places_NK]);
  }

  /** Columns [N, K] of [N, L] that are there. */
  slice(cells_NL: string, from: number, to = end): string {
    const { graph } = this;
    return graph.node('Slice', [cells_NL, graph.integers(from), graph.integers(to), graph.integers(1)]);
  }

  /** One column [N] of [N, L]. */
  columnOf(cells_NL: string, column: number): string {
    return this.flatten(this.slice(cells_NL, column, column + 1));
  }

  /** The cells of each row that are not empty, int64 [N, 1]. */
  count(cells_NL: string): string {
    const { graph } = this;
    const isFull = graph.node('Not', [this.equal(cells_NL, this.empty)]);
    const ones = graph.node('Cast', [isFull], { to: dataTypes.int64 });
    return graph.node('ReduceSum', [ones, graph.integers(1)], { keepdims: 1 });
  }

  /** 0, 1, … int64 [size], of a size int64 [1]. */
  range(size: string): string {
    const { graph } = this;
    const scalar = (value: number) =>
      graph.initializer(graph.uniqueName('scalar'), {
        type: 'int64',
        dimensions: [],
        data: BigInt64Array.of(BigInt(value)),
      });
    return graph.node('Range', [scalar(0), graph.node('Squeeze', [size]), scalar(1)]);
  }

  flatten(value: string): string {
    return this.graph.node('Reshape', [value, this.graph.integers(-1)]);
  }

  /** [N] → [N, 1] */
  column(value_N: string): string {
    return this.graph.node('Unsqueeze', [value_N, this.graph.integers(1)]);
  }
}

/** The characters of words, of which each distinct one is read once. */
export class Letters {
  /** [U] */
  readonly distinct: string;
  /** [N, 1] */
  readonly counts: string;
  readonly #places: string;

  /** @param cells [N, L] */
  constructor(
    private readonly ops: TextOps,
    readonly cells: string,
  ) {
    const { graph } = ops;
    const [distinct, , places] = graph.nodes('Unique', [ops.flatten(cells)], 4) as [string, string, string];
    this.distinct = distinct;
    this.#places = graph.node('Reshape', [places, graph.node('Shape', [cells])]);
    this.counts = ops.count(cells);
  }

  static of(ops: TextOps, words_N: string): Letters {
    return new Letters(ops, ops.cut(words_N));
  }

  /** What belongs to each distinct character [U], at its places [N, L]. */
  spread(values_U: string): string {
    return this.ops.graph.node('Gather', [values_U, this.#places]);
  }

  /** Words with other characters in the place of theirs [N]. */
  rewrite(replacements: ReadonlyMap<string, string>): string {
    return this.ops.join(this.spread(this.ops.replace(this.distinct, replacements)));
  }
}
