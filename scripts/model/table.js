/** A row of a table in Markdown. @param {string[]} cells */
export function row(cells) {
  return `| ${cells.join(' | ')} |`;
}

/** @param {number} share */
export function percent(share) {
  return `${(100 * share).toFixed(2)} %`;
}
