import type { Model } from '../../model/model.ts';
import type { Courier, CourierTools } from '../../ports/channel.ts';
import type { Watch } from '../../runtime/watch.ts';
import { couriersOf } from './couriers.ts';

/** The courier of a channel as the configuration has it that is live. */
export function liveCouriers(
  watch: Watch,
  tools: CourierTools,
): (channel: string) => Courier | undefined {
  let made: { readonly model: Model; readonly couriers: ReadonlyMap<string, Courier> } | undefined;
  return (channel) => {
    const { model } = watch.live;
    if (made?.model !== model) {
      made = { model, couriers: couriersOf(model.channels, tools) };
    }
    return made.couriers.get(channel);
  };
}
