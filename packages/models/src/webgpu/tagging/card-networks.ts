import { DeviceError } from '../../errors';
import type { TaggingNetworkFactory } from '../../tagger/network-factory';
import { Card } from '../card/card';
import type { CardOptions } from '../card/card-options';
import { CardNetwork } from './card-network';

/**
 * Runs models on a graphics card, by WebGPU. The card is given back when the last network of the factory is released.
 *
 * @throws DeviceError if there is none
 */
export async function createCardNetworks(options?: CardOptions): Promise<TaggingNetworkFactory> {
  const card = await Card.open(options);
  let users = 0;
  const leave = () => {
    users--;
    if (users === 0) card.destroy();
  };
  return {
    name: `WebGPU, ${card.name}`,
    async create(model) {
      users++;
      return CardNetwork.create(card, model, leave).catch((cause) => {
        leave();
        if (DeviceError.isInstance(cause)) throw cause;
        throw new DeviceError(`the graphics card cannot run this model: ${(cause as Error).message}`, {
          hint: 'use the device cpu',
          cause,
        });
      });
    },
  };
}
