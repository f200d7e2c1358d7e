import { executorAt } from '../../model/letter.ts';
import type { Model } from '../../model/model.ts';
import type { Courier, CourierTools } from '../../ports/channel.ts';
import type { Watch } from '../../runtime/watch.ts';
import { orderCourier } from './couriers/orders.ts';
import { couriersOf } from './couriers.ts';

/** The courier of an address, which is that of a channel or of an executor, as the configuration has it that is live. */
export function liveCouriers(
  watch: Watch,
  tools: CourierTools,
): (address: string) => Courier | undefined {
  let made:
    | {
        readonly model: Model;
        readonly couriers: ReadonlyMap<string, Courier>;
        readonly orders: ReadonlyMap<string, Courier>;
      }
    | undefined;
  return (address) => {
    const { model } = watch.live;
    if (made?.model !== model) {
      const orders = [...model.executors].map(
        ([id, executor]) => [id, orderCourier(executor, tools)] as const,
      );
      made = { model, couriers: couriersOf(model.channels, tools), orders: new Map(orders) };
    }
    const executor = executorAt(address);
    return executor === undefined ? made.couriers.get(address) : made.orders.get(executor);
  };
}
