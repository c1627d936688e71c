import type { StringFileDescription } from '@tagger/models/internal';

/** Sentences that a server runs together, at most. */
const largestBatch = 64;

/** The configuration, config.pbtxt, of a file of strings in the model repository of a Triton Inference Server. */
export function describeTriton(name: string, { input, outputs }: StringFileDescription): string {
  const tensor = (tensorName: string) =>
    `  { name: ${quote(tensorName)} data_type: TYPE_STRING dims: [ -1 ] }`;
  return `name: ${quote(name)}
backend: "onnxruntime"
max_batch_size: ${largestBatch}
input [
${tensor(input)}
]
output [
${Object.keys(outputs).map(tensor).join(',\n')}
]
dynamic_batching { max_queue_delay_microseconds: 2000 }
`;
}

/** A string of protobuf's text format. */
function quote(text: string): string {
  return JSON.stringify(text);
}
