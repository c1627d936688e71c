/** What WebGPU runs on. */
export interface GraphicsCard {
  readonly name: string;
  /** Whether it is a program that computes on the CPU, slower than computing there at once. */
  readonly isSoftware: boolean;
}

/** What WebGPU tells of an adapter. */
export interface AdapterInfo {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  readonly isFallbackAdapter?: boolean;
}

/** Of Google, Mesa and Microsoft. */
const softwareNames = /swiftshader|llvmpipe|lavapipe|basic render|\bwarp\b|software/i;

export function describeAdapter({
  vendor,
  architecture,
  device,
  description,
  isFallbackAdapter = false,
}: AdapterInfo): GraphicsCard {
  const names = [description, device, architecture, vendor];
  return {
    name: names.find((name) => name !== '') ?? 'a graphics card',
    isSoftware: isFallbackAdapter || names.some((name) => softwareNames.test(name)),
  };
}
