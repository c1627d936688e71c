import { evaluate, type ValueNode } from '@humanwhocodes/momoa';
import { SettingsError } from '@tagger/core';
import { SpanRules, type SpanRulesDefinition, SpanRulesError } from '@tagger/models';
import { parseJsonObject } from '../config/parse-json-object';

/** Characters: a gazetteer of some hundred thousand names. */
const largest = 20_000_000;

/**
 * Reads rules for spans from a JSON file.
 *
 * @throws FileError if it cannot be read
 * @throws SettingsError with the line of what is invalid
 */
export async function readRules(path: string): Promise<SpanRules> {
  const body = await parseJsonObject(path, { largest, kind: 'file of rules' });
  const definition: unknown = evaluate(body);
  try {
    return await SpanRules.create(definition as SpanRulesDefinition);
  } catch (error) {
    if (!(error instanceof SpanRulesError)) throw error;
    const { message, hint, path: place } = error;
    throw new SettingsError(message, { location: { file: path, line: findLine(body, place) }, hint });
  }
}

/** The line of a part of a JSON text, or of what should have it. */
function findLine(body: ValueNode, path: readonly (string | number)[]): number {
  let node = body;
  for (const part of path) {
    const next = childOf(node, part);
    if (!next) break;
    node = next;
  }
  return node.loc.start.line;
}

function childOf(node: ValueNode, part: string | number): ValueNode | undefined {
  if (node.type === 'Array') return node.elements[Number(part)]?.value;
  if (node.type !== 'Object') return undefined;
  return node.members.find(({ name }) => (name.type === 'String' ? name.value : name.name) === part)?.value;
}
