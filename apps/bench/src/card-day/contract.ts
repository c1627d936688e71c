import { WgslEngine } from '@tagger/trainer';
import { findGraphicsCard } from '@tagger/trainer/internal';
import { describeEngine } from '@tagger/trainer/testing';

/* The contract suite of engines, on the card of this machine. */

const engine = await WgslEngine.create();
const { isSoftware } = await findGraphicsCard();
describeEngine(async () => engine, { isSlow: isSoftware });
