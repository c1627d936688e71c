/** Marks of several characters. */
export const markPatterns = [
  // arrows: -> ==> <-
  '[-=]{1,80}>|<[-=]{1,80}(?![-=])',
  // the ellipsis, which may have a stop of its own: ... …. and a run of ! and ?
  String.raw`\.{2,}|…+\.*|[?!]{2,}`,
  // dashes, rules and decoration, a run of one mark each; but brackets and straight quotes stay single: )|)
  String.raw`-{2,}|[—–―]+|\*{2,}|={2,}|_{2,}|~{2,}|\+{2,}|#{2,}|\${2,}|\/{2,}|\\{2,}|<{2,}|>{2,}`,
  // double quotes typed with two characters
  "''|``|’’|‘‘|‘’",
];
