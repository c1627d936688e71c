/** Keys of labels, in their order: those that do something else on the page are left out (n, u, v, x). */
const keys = [...'1234567890qwertyiopasdfghjklzcbm'];

/** The key of each label; undefined of those behind the last key. */
export function keyOf(index: number): string | undefined {
  return keys[index];
}
