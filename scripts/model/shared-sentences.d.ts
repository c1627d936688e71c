export function removeSharedSentences(test: string, train: string): { text: string; shared: number };
