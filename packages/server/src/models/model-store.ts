import { SettingsError } from '@tagger/core';
import { RequestError } from '../errors/request-error';
import type { ModelOption } from './model-option';
import { ServedModel } from './served-model';

/** The models of a server by their names; the first is the one of requests that name none. */
export class ModelStore {
  private constructor(private readonly models: ReadonlyMap<string, ServedModel>) {}

  /**
   * Loads all models.
   *
   * @throws SettingsError if there is none, or a name is there twice or empty
   * @throws ModelError if one cannot be read
   */
  static async load(options: readonly ModelOption[], workers: number | undefined): Promise<ModelStore> {
    if (options.length === 0) throw new SettingsError('there is no model to serve');
    const names = options.map(({ name }) => name);
    const twice = names.find((name, index) => names.indexOf(name) < index);
    if (twice !== undefined)
      throw new SettingsError(`two models have the name ${JSON.stringify(twice)}`, {
        hint: 'give one of them another name',
      });
    if (names.includes('')) throw new SettingsError('a model has no name');
    const loaded = await Promise.allSettled(options.map((option) => ServedModel.load(option, workers)));
    const models = new Map<string, ServedModel>();
    let failure: PromiseRejectedResult | undefined;
    for (const each of loaded) {
      if (each.status === 'rejected') failure ??= each;
      else models.set(each.value.name, each.value);
    }
    const store = new ModelStore(models);
    if (!failure) return store;
    await store.release();
    throw failure.reason;
  }

  get all(): readonly ServedModel[] {
    return [...this.models.values()];
  }

  get default(): ServedModel {
    return this.all[0]!;
  }

  /** @throws RequestError if there is no model of this name */
  find(name: string | undefined): ServedModel {
    const found = name === undefined ? this.default : this.models.get(name);
    if (found) return found;
    throw new RequestError('unknown_model', 'there is no such model', 'GET /v1/models lists them');
  }

  /** The model of this name, or the first whose name starts so: clients of UDPipe write `en` for `en-ewt`. */
  findByPrefix(name: string | undefined): ServedModel {
    if (name === undefined || name === '' || this.models.has(name)) return this.find(name || undefined);
    return this.all.find((model) => model.name.startsWith(name)) ?? this.find(name);
  }

  async release(): Promise<void> {
    await Promise.all(this.all.map((model) => model.release()));
  }
}
