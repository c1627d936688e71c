/** Faces typed with punctuation. Those with a letter in them must stand free of other letters, or `http:D` would smile. */
export const EMOTICON = [
  // eyes, perhaps a tear, nose and mouth: :-) ;) =( :'(
  String.raw`[<>]?[:;=]'?-?[)(\]]+(?![\p{L}\p{N}])`,
  // the same with a mouth that is a letter or a slash: :D :-P :/
  String.raw`(?<![\p{L}\p{N}])[:;=]-?[DPpOo/\\|](?![\p{L}\p{N}/\\])`,
  // the same turned round, mouth first: (: (-; but a bracket that something is before only closes: (50 %);
  String.raw`(?<![\p{L}\p{N}])\(-?[:;=](?![\p{L}\p{N}])|(?<!\P{White_Space})\)-?[:;=](?![\p{L}\p{N}])`,
  // eyes side by side: ^_^ -_- >_< o_O
  String.raw`(?<![\p{L}\p{N}])(?:\^_*\^|-_+-|>_+<|[oO]_+[oO]|T_+T)(?![\p{L}\p{N}])`,
  // a heart, whole or broken, but not the comparison x<3
  String.raw`(?<![\p{L}\p{N}])<\/?3(?![\p{L}\p{N}])`,
].join('|');
