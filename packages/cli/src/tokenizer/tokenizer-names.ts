/** What cuts text into tokens: a network that is learnt, the rules of the language, or the better of both on the dev corpus. */
export const tokenizerNames = ['auto', 'learn', 'rules'] as const;
export type TokenizerName = (typeof tokenizerNames)[number];
