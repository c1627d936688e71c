import { DeviceError } from '@tagger/models';
import { describe, it } from 'vitest';
import { howToGetVulkan, useSoftwareVulkan } from '../../models/test/software-vulkan';
import { WgslEngine } from '../src/engines/wgsl/wgsl-engine';
import { describeEngine } from '../src/testing/describe-engine';

useSoftwareVulkan();

const engine = await WgslEngine.create().catch((error: Error) => error);

if (engine instanceof Error) {
  if (!DeviceError.isInstance(engine)) throw engine;
  it.skip(`WgslEngine (${engine.message}; ${howToGetVulkan})`);
} else describe('WgslEngine', () => describeEngine(async () => engine, { isSlow: true }));
