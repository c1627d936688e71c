import type { Target } from '../target';
import { apiArguments } from './api-arguments';
import { checkpoints } from './checkpoints';
import { configFiles } from './config-files';
import { corpora } from './corpora';
import { modelFiles } from './model-files';
import { tokens } from './tokens';
import { vectorFiles } from './vector-files';

export const targets: readonly Target[] = [
  corpora,
  tokens,
  modelFiles,
  checkpoints,
  vectorFiles,
  configFiles,
  apiArguments,
];
