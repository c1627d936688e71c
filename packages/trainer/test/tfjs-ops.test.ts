import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { describeOps } from '../../models/src/testing/describe-ops';
import { createTfjsRunner } from './tfjs-runner';

for (const backend of ['cpu', 'wasm'])
  describeOps({
    name: `TfjsOps on ${backend}`,
    create: () => createTfjsRunner(tf, backend),
    tolerance: 1e-5,
  });
