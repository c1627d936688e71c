import { findPackage } from './find-package';

/** What can run the arithmetic, or a part of it. */
export interface RuntimePackage {
  readonly name: string;
  /** Absent if it is not installed. */
  readonly version?: string;
  readonly for: string;
}

const packages = [
  ['onnxruntime-node', '@tagger/trainer', 'CPU, WebGPU, CUDA on Linux x64'],
  ['onnxruntime-web', '@tagger/trainer', 'CPU, in WebAssembly'],
  ['@tensorflow/tfjs-core', '@tagger/trainer', 'TensorFlow.js'],
  ['@tensorflow/tfjs-backend-wasm', '@tagger/trainer', 'its CPU'],
  ['@tensorflow/tfjs-backend-webgpu', '@tagger/trainer', 'its WebGPU'],
  ['@tensorflow/tfjs-node-gpu', '@tagger/trainer', 'its CUDA'],
  ['webgpu', '@tagger/trainer', "its WebGPU; the card's name"],
] as const;

export function listRuntimes(): RuntimePackage[] {
  return packages.map(([name, owner, use]) => {
    const version = findPackage(name, owner)?.version;
    return { name, ...(version === undefined ? {} : { version }), for: use };
  });
}
