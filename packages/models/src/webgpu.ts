/**
 * Computing on graphics cards by WebGPU: `WgslOps` records what a network computes, a `Program` makes kernels of that, and a `Card`
 * runs them. For the trainer; it may change with every version.
 */
export * from './webgpu/card/card';
export type { CardOptions } from './webgpu/card/card-options';
export type { CompiledProgram } from './webgpu/card/compiled-program';
export * from './webgpu/card/describe-adapter';
export { canHaveWebGpu, findVulkanDrivers } from './webgpu/card/platform';
export * from './webgpu/card/program-runner';
export * from './webgpu/compile/program';
export type { StorageKey } from './webgpu/compile/quantities';
export type { GroupLimits } from './webgpu/compile/scan/write-scan';
export type { Space, WgslNode } from './webgpu/graph/node';
export * from './webgpu/graph/shape';
export { WgslOps } from './webgpu/graph/wgsl-ops';
