import { listColumnNames } from '../columns/column-names';
import { listJointColumns } from '../columns/list-joint-columns';
import { planNetwork } from '../kernels/plan-network';
import type { ReadModelFile } from '../model-file/decode-model-file';
import type { FileGraph } from '../model-file/file-graph';
import type { FileWeights } from '../model-file/file-weights';
import type { ModelDescription } from '../model-file/model-description';
import { copyWeight, writeWeight } from '../model-file/weights';
import type { Network } from '../network/network';
import { GraphBuilder } from '../onnx/graph-builder';
import { dataTypes, type GraphProto } from '../onnx/model-proto';
import { OnnxOps } from '../ops/onnx-ops';
import type { Output } from '../outputs/output';
import type { SpanOutput } from '../spans/span-decoder';
import { constrainOutputs, listModelSpans } from '../spans/span-outputs';
import { chooseTogether } from './joint-graph';
import { applyScripts, findScripts, listCandidates, listScripts, preferKnown } from './lemma-graph';
import { decodeTags } from './tag-graph';
import { TextOps } from './text-ops';
import { buildWholeLayer, findWholeRecurrences } from './whole-graph';
import { writeOutputs } from './whole-outputs';
import { buildWordInputs } from './word-graph';

/*
 * Axes:  B batch   T time   R distinct words of the batch   D a word's vector
 */

/** The input of a graph of strings: words [batch, time], filled up with empty strings behind the last word of a sentence. */
export const wordsName = 'words';

/** The name of an output: `tags` of the first one, `tags.NAME` of the others. */
export function nameOutput({ name }: Pick<Output, 'name'>, index: number): string {
  return index === 0 ? 'tags' : `tags.${name}`;
}

/** A network that takes the words of sentences, and gives their tags, as strings [batch, time]. */
export function buildStringGraph(
  network: Network,
  { description, weights: given, precision }: ReadModelFile,
): GraphProto {
  const graph = new GraphBuilder('tagger', 20);
  const ops = new TextOps(graph);
  const spans = listModelSpans(description);
  const plan = planNetwork(network, given);
  const whole = precision === 'int8' ? findWholeRecurrences(plan.layers[0]!) : undefined;
  const weights = {
    ...writeWeights(graph, network, spans, given),
    ...(whole && writeOutputs(graph, network, plan)),
  };
  graph.input(wordsName, 'string', ['batch', 'time']);

  const { distinct_R, places_TB } = findDistinct(ops);
  const file: FileGraph = {
    graph,
    ops: new OnnxOps(graph),
    weights,
    lengths: countWords(ops),
    computed: buildWordInputs(ops, description, distinct_R),
  };
  const vectors_R1D = network.encoder.export(file);
  const vectors_RD = graph.node('Squeeze', [vectors_R1D, graph.integers(1)]);
  let hidden_TBS = whole
    ? buildWholeLayer(file, whole, vectors_RD, places_TB)
    : graph.node('Gather', [vectors_RD, places_TB]);
  for (const layer of network.layers.slice(whole ? 1 : 0)) hidden_TBS = layer.export(file, hidden_TBS);

  const environment = { parameters: weights, inputs: {} };
  const outputs = network.outputs.map((output) => ({
    output,
    tagCount: output.tagCount,
    logits_TBK: output.forward(file.ops, environment, hidden_TBS).output,
  }));
  const joint = listJointColumns(
    listColumnNames(description),
    description.combinations,
    spans.map(({ index }) => index),
  );
  const together = joint.length > 0 ? chooseTogether(graph, joint, outputs) : new Map<number, string>();
  const tags = outputs.map(({ output, logits_TBK }, index) => {
    const span = spans.find((own) => own.index === index);
    const tags_TB = together.get(index) ?? decodeTags(file, output, logits_TBK, span);
    return graph.node('Transpose', [tags_TB], { perm: [1, 0] });
  });
  const isWord = graph.node('Not', [ops.equal(wordsName, ops.empty)]);
  for (const [index, labels] of nameTags(ops, description, tags, outputs).entries()) {
    const name = nameOutput(network.outputs[index]!, index);
    graph.node('Where', [isWord, labels, ops.empty], {}, name);
    graph.output(name, 'string', ['batch', 'time']);
  }
  return graph.build();
}

/** The tags of all outputs as strings, and lemmas. @param tags of each output, int64 [B, T] */
function nameTags(
  ops: TextOps,
  description: ModelDescription,
  tags: readonly string[],
  outputs: readonly { readonly output: Output; readonly logits_TBK: string }[],
): string[] {
  const { graph } = ops;
  const { lemmas, lookup } = description;
  const names = [description.tags, ...(description.otherTags ?? [])];
  const columns = listColumnNames(description);
  const named = tags.map((ids, index) => graph.node('Gather', [graph.texts(names[index]!), ids]));
  if (!lemmas) return named;
  const index = columns.indexOf(lemmas.column);
  const given = columns.indexOf(lemmas.dictionary?.tagColumn ?? '');
  // A word more makes sure that there is a letter.
  const add = (value: string, one: string) => graph.node('Concat', [ops.flatten(value), one], { axis: 0 });
  const words = add(wordsName, graph.texts(['a']));
  const scripts = listScripts(names[index]!, lemmas);
  const count = names[index]!.length;
  const { output, logits_TBK } = outputs[index]!;
  const hasCandidates = lemmas.dictionary !== undefined && index > 0 && !output.hasScores;
  const candidates = hasCandidates ? listCandidates(graph, logits_TBK, count) : [tags[index]!];
  const tagsOfWords = given < 0 ? undefined : add(named[given]!, graph.texts(['']));
  const chosen = findScripts(ops, lemmas, {
    words,
    tags: tagsOfWords,
    candidates: candidates.map((candidate) => add(candidate, graph.integers(0))),
    count,
  });
  const made = preferKnown(
    ops,
    lemmas,
    chosen.map((own) => applyScripts(ops, scripts, { words, chosen: own }, lookup.caseLanguage)),
    lookup.caseLanguage,
  );
  const own = graph.node('Slice', [made, graph.integers(0), graph.integers(-1)]);
  return named.with(index, graph.node('Reshape', [own, graph.node('Shape', [wordsName])]));
}

/** The weights as the file has them, and the transitions of conditional random fields that keep to the schemes of their spans. */
function writeWeights(
  graph: GraphBuilder,
  network: Network,
  spans: readonly SpanOutput[],
  given: FileWeights,
) {
  const constrained = constrainOutputs(network, spans, (name) => given.values(name));
  return Object.fromEntries(
    network.parameters.map((spec) => [
      spec.name,
      constrained[spec.name]
        ? writeWeight(graph, spec, constrained[spec.name]!, 'float32')
        : copyWeight(graph, spec, given.initializers),
    ]),
  );
}

/** The distinct words of a batch, and where among them each step has its own. One more makes sure that there is a character. */
function findDistinct({ graph }: TextOps) {
  const all = graph.node(
    'Concat',
    [graph.node('Reshape', [wordsName, graph.integers(-1)]), graph.texts(['a'])],
    { axis: 0 },
  );
  const [distinct_R, , places] = graph.nodes('Unique', [all], 4) as [string, string, string];
  const own = graph.node('Slice', [places, graph.integers(0), graph.integers(-1)]);
  const places_BT = graph.node('Reshape', [own, graph.node('Shape', [wordsName])]);
  return { distinct_R, places_TB: graph.node('Transpose', [places_BT], { perm: [1, 0] }) };
}

/** Number of words of each sentence, up to its last one, int32 [B]. */
function countWords(ops: TextOps): string {
  const { graph } = ops;
  const isWord = graph.node('Cast', [graph.node('Not', [ops.equal(wordsName, ops.empty)])], {
    to: dataTypes.int64,
  });
  const steps_T = ops.range(graph.node('Shape', [wordsName], { start: 1, end: 2 }));
  const numbers_BT = graph.node('Mul', [graph.node('Add', [steps_T, graph.integers(1)]), isWord]);
  return graph.node('Cast', [graph.reduceMax(numbers_BT, 1, 0)], { to: dataTypes.int32 });
}
