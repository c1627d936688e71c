/** Kernels between two readings, at most. */
const most = 512;

/**
 * Puts timestamps around each kernel that is recorded from now on, by a compute pass of its own for each. It takes the place of methods of WebGPU: nothing
 * else in the process may use it.
 */
export class KernelSpy {
  #recorded: GPUComputePipeline[] = [];
  #queries:
    | { readonly set: GPUQuerySet; readonly resolved: GPUBuffer; readonly staging: GPUBuffer }
    | undefined;

  /** Before the device is asked for. */
  static async install(): Promise<KernelSpy> {
    const { globals } = await import('webgpu');
    Object.assign(globalThis, globals);
    const spy = new KernelSpy();
    const { requestDevice } = GPUAdapter.prototype;
    GPUAdapter.prototype.requestDevice = function (descriptor) {
      return requestDevice.call(this, { ...descriptor, requiredFeatures: ['timestamp-query'] });
    };
    const { createCommandEncoder } = GPUDevice.prototype;
    GPUDevice.prototype.createCommandEncoder = function (descriptor) {
      return spy.#watch(createCommandEncoder.call(this, descriptor), this);
    };
    return spy;
  }

  /** What was recorded since the last call, after it has run. */
  async read(): Promise<readonly { readonly name: string; readonly milliseconds: number }[]> {
    const recorded = this.#recorded;
    this.#recorded = [];
    const { staging } = this.#queries!;
    await staging.mapAsync(GPUMapMode.READ);
    const times = new BigUint64Array(staging.getMappedRange().slice(0));
    staging.unmap();
    return recorded.map((pipeline, index) => ({
      name: pipeline.label,
      milliseconds: Number(times[2 * index + 1]! - times[2 * index]!) / 1e6,
    }));
  }

  /** An encoder that does what the real one does, with times. */
  #watch(encoder: GPUCommandEncoder, device: GPUDevice): GPUCommandEncoder {
    const usage = GPUBufferUsage;
    this.#queries ??= {
      set: device.createQuerySet({ type: 'timestamp', count: 2 * most }),
      resolved: device.createBuffer({ size: 16 * most, usage: usage.QUERY_RESOLVE | usage.COPY_SRC }),
      staging: device.createBuffer({ size: 16 * most, usage: usage.MAP_READ | usage.COPY_DST }),
    };
    const { set, resolved, staging } = this.#queries;
    const first = this.#recorded.length;
    const own: Partial<GPUCommandEncoder> = {
      beginComputePass: () => this.#watchPass(encoder, set),
      copyBufferToBuffer: (...args: unknown[]) =>
        (encoder.copyBufferToBuffer as (...args: unknown[]) => undefined)(...args),
      finish: () => {
        const count = this.#recorded.length;
        if (count > first) {
          encoder.resolveQuerySet(set, 0, 2 * count, resolved, 0);
          encoder.copyBufferToBuffer(resolved, 0, staging, 0, 16 * count);
        }
        return encoder.finish();
      },
    };
    return own as GPUCommandEncoder;
  }

  #watchPass(encoder: GPUCommandEncoder, querySet: GPUQuerySet): GPUComputePassEncoder {
    let pipeline: GPUComputePipeline;
    const groups: GPUBindGroup[] = [];
    const own = {
      setPipeline: (next: GPUComputePipeline) => {
        pipeline = next;
      },
      setBindGroup: (index: number, next: GPUBindGroup) => {
        groups[index] = next;
      },
      dispatchWorkgroups: (x: number, y?: number, z?: number) => {
        const at = 2 * this.#recorded.length;
        this.#recorded.push(pipeline);
        const pass = encoder.beginComputePass({
          timestampWrites: { querySet, beginningOfPassWriteIndex: at, endOfPassWriteIndex: at + 1 },
        });
        pass.setPipeline(pipeline);
        for (const [index, group] of groups.entries()) pass.setBindGroup(index, group);
        pass.dispatchWorkgroups(x, y, z);
        pass.end();
      },
      end() {},
    };
    return own as Partial<GPUComputePassEncoder> as GPUComputePassEncoder;
  }
}
