import { defineConfig } from 'tsup';

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    'train-epochs': 'src/train-epochs.ts',
    'wink-server': 'src/serve/wink-server.ts',
    'measure-process': 'src/peers/measure-process.ts',
  },
  format: ['esm'],
  target: 'node20',
  clean: true,
});
