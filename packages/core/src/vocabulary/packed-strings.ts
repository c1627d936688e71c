const quote = 0x22;
const backslash = 0x5c;
/** Escapes may be of any characters. */
const beyondAscii = /[^\0-\x7f]|\\/g;
/** What a JSON string has as an escape alone. */
const control = /\p{Cc}/u;

/**
 * Strings in ascending order, numbered from 1, in the text of a JSON list. A model has tens of thousands of words of which a text has few: as strings
 * of their own all of them would take several times the memory, and most of the time that a model takes to load.
 */
export class PackedStrings {
  private constructor(
    private readonly json: string,
    /** Where each string starts; behind the last one, where another would. */
    private readonly starts: Int32Array,
  ) {}

  /**
   * @returns nothing if the text is not a list of strings without blanks between them, or they do not ascend
   * @throws SyntaxError if it is not JSON
   */
  static parse(json: string): PackedStrings | undefined {
    if (!json.startsWith('["') || !json.endsWith('"]') || control.test(json)) return undefined;
    let starts = new Int32Array(1024);
    let count = 0;
    for (let at = 1; at < json.length; ) {
      const end = findEnd(json, at + 1);
      if (json.charCodeAt(at) !== quote || end < 0) return undefined;
      if (count + 2 > starts.length) starts = grow(starts);
      starts[count++] = at + 1;
      if (json[end + 1] !== (end + 2 === json.length ? ']' : ',')) return undefined;
      at = end + 2;
    }
    starts[count] = json.length + 1;
    const strings = new PackedStrings(json, starts.slice(0, count + 1));
    return strings.#isAscending() ? strings : undefined;
  }

  get length(): number {
    return this.starts.length - 1;
  }

  at(place: number): string {
    const text = this.json.slice(this.starts[place], this.starts[place + 1]! - 3);
    return text.includes('\\') ? JSON.parse(`"${text}"`) : text;
  }

  /** The places of strings that have more than ASCII, and perhaps others. */
  *placesBeyondAscii(): Generator<number> {
    let last = -1;
    for (const { index } of this.json.matchAll(beyondAscii)) {
      // The first string that starts behind it comes after its own.
      const place = this.#findFirst((candidate) => this.starts[candidate]! > index) - 1;
      if (place !== last) yield place;
      last = place;
    }
  }

  /** In the order of their UTF-16 units; then none is there twice. */
  #isAscending(): boolean {
    let last = this.at(0);
    for (let place = 1; place < this.length; place++) {
      const next = this.at(place);
      if (!(last < next)) return false;
      last = next;
    }
    return true;
  }

  /** The number of a string, if it is there. */
  get(string: string): number | undefined {
    const place = this.#findFirst((candidate) => this.at(candidate) >= string);
    return place < this.length && this.at(place) === string ? place + 1 : undefined;
  }

  /** The first place for which a condition is true, which is true for all behind it. */
  #findFirst(isTrue: (place: number) => boolean): number {
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isTrue(middle)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** All of them, as strings of their own. */
  unpack(): string[] {
    return JSON.parse(this.json) as string[];
  }
}

/** The quotation mark at the end of a string. @returns −1 if there is none */
function findEnd(json: string, start: number): number {
  let end = json.indexOf('"', start);
  while (end >= 0 && isEscaped(json, start, end)) end = json.indexOf('"', end + 1);
  return end;
}

function isEscaped(json: string, start: number, at: number): boolean {
  let first = at;
  while (first > start && json.charCodeAt(first - 1) === backslash) first--;
  return (at - first) % 2 === 1;
}

function grow(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(2 * numbers.length);
  grown.set(numbers);
  return grown;
}
