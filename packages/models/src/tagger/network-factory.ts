import type { WordReader } from '@tagger/core/internal';
import type { FileWeights } from '../model-file/file-weights';
import type { StoredPrecision } from '../model-file/weights';
import type { Network } from '../network/network';
import type { JointColumn } from './joint-columns';
import type { KnownLabels } from './known-labels';
import type { TaggingNetwork } from './tagging-network';

/** A model, as a factory makes a network of it that is ready to run. */
export interface NetworkModel {
  readonly network: Network;
  readonly weights: FileWeights;
  readonly precision: StoredPrecision;
  readonly lexicon: WordReader;
  /** Outputs whose tags are chosen together with those of the first one. */
  readonly joint?: readonly JointColumn[] | undefined;
  readonly known?: KnownLabels | undefined;
  /** The outputs whose `BatchTags.emissions` are wanted, by their places. */
  readonly spanOutputs?: readonly number[] | undefined;
  /** Of the model file, for errors. */
  readonly fileName: string;
}

/** What networks on ONNX Runtime read of a model, beside its weights. */
export type OnnxModel = Omit<NetworkModel, 'weights' | 'known' | 'fileName'>;

/** What runs models: the seam between `Tagger` and its runtimes. */
export interface TaggingNetworkFactory {
  /** As people know it, with its version if it has one. */
  readonly name: string;
  /**
   * @throws ModelError if it cannot run the model
   * @throws DeviceError if the device is not available
   */
  create(model: NetworkModel): Promise<TaggingNetwork>;
}
