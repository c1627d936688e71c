import { it } from 'vitest';
import { describeOps } from '../../models/src/testing/describe-ops';
import { howToGetVulkan, useSoftwareVulkan } from '../../models/test/software-vulkan';
import { Card } from '../src/engines/wgsl/card/card';
import { createWgslRunner } from './wgsl-runner';

useSoftwareVulkan();

const card = await Card.open().catch((error: Error) => error);

if (card instanceof Error) it.skip(`WgslOps (${card.message}; ${howToGetVulkan})`);
else
  describeOps({
    name: 'WgslOps',
    create: async () => createWgslRunner(card),
    // A kernel sums thousands of values one after the other.
    tolerance: 3e-5,
  });
