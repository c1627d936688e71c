/**
 * FEATS in the order that Universal Dependencies ask for: by name, in any case. `_` and what is no list stay as they are.
 * https://universaldependencies.org/format.html#morphological-annotation
 */
export function sortFeatures(feats: string): string {
  if (!feats.includes('|')) return feats;
  const items = feats.split('|').map((item) => ({ item, name: nameOf(item) }));
  const isSorted = items.every(({ name }, at) => at === 0 || items[at - 1]!.name <= name);
  if (isSorted) return feats;
  const sorted = items.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return sorted.map(({ item }) => item).join('|');
}

/** `Case=Nom|Number=Sing` as an object; `_` has no features. An item without a value is left out. */
export function parseFeatures(feats: string): Readonly<Record<string, string>> {
  const pairs = listItems(feats).flatMap((item) => {
    const at = item.indexOf('=');
    return at > 0 ? [[item.slice(0, at), item.slice(at + 1)] as const] : [];
  });
  return Object.fromEntries(pairs);
}

/** The value of a key in a list such as FEATS or MISC, `_` if the list does not have it. */
export function readFeature(list: string, key: string): string {
  const item = listItems(list).find((own) => own.startsWith(`${key}=`));
  return item?.slice(key.length + 1) || '_';
}

/** The list with another value for a key; `_` removes it. */
export function setFeature(list: string, key: string, value: string): string {
  const items = listItems(list);
  const at = items.findIndex((own) => own.startsWith(`${key}=`));
  if (value === '_') return items.filter((_, index) => index !== at).join('|') || '_';
  const item = `${key}=${value}`;
  return (at === -1 ? [...items, item] : items.with(at, item)).join('|');
}

function listItems(list: string): string[] {
  return list === '_' ? [] : list.split('|');
}

/** Names are compared in lower case; those that differ by case alone keep an order of their own. */
function nameOf(item: string): string {
  const [name = ''] = item.split('=');
  return `${name.toLowerCase()} ${name}`;
}
