import type { Executor } from '../../../model/alerting.ts';
import type { PluginExecutor, Executor as Written } from '../../../model/config.generated.ts';
import { orderIn } from '../../../model/letter.ts';
import type { Courier, CourierTools, Delivery } from '../../../ports/channel.ts';
import type { Executor as Executing } from '../../../ports/plugin.ts';
import { orderBody } from '../../../report/letters/order.ts';
import { deliveryOf, later } from '../../../runtime/http-answers.ts';
import { contained } from '../contained.ts';
import { pluginTools } from '../plugin-tools.ts';

/** What carries orders to an executor, as couriers carry letters. */
export function orderCourier(executor: Executor, tools: CourierTools): Courier {
  const executing =
    executor.kind === 'webhook' ? webhookOf(executor, tools) : pluggedOf(executor, tools);
  return {
    send: (letter, cancel) => {
      const order = orderIn(letter);
      return order === undefined
        ? Promise.resolve({ kind: 'refused', reason: 'it is no order' })
        : executing.execute(order, cancel);
    },
  };
}

/** An automation that gets a request for each run, under its key. */
function webhookOf({ settings }: Executor, { clock, http, secrets }: CourierTools): Executing {
  const { url, token } = settings as NonNullable<Written['webhook']>;
  return {
    execute: async (order, cancel) => {
      const secret = token === undefined ? undefined : secrets.read(token);
      if (secret?.failure !== undefined) {
        return later(secret.failure);
      }
      const headers = {
        'content-type': 'application/json; charset=utf-8',
        'idempotency-key': order.run.key,
        ...(secret === undefined ? {} : { authorization: `Bearer ${secret.value}` }),
      };
      return deliveryOf(
        await http.post({ url, headers, body: orderBody(order) }, cancel),
        clock.now(),
      );
    },
  };
}

function pluggedOf(executor: Executor, tools: CourierTools): Executing {
  const { name, settings = {}, secrets = {} } = executor.settings as unknown as PluginExecutor;
  const plugin = tools.plugged.executors.get(name);
  if (plugin === undefined) {
    const delivery = later(`no plugin brings the executor \`${name}\`: name it with \`--plugin\``);
    return { execute: () => Promise.resolve(delivery) };
  }
  const seen = new Set<string>();
  const own = pluginTools(tools, secrets, seen);
  let executing: Executing | undefined;
  return {
    execute: (order, cancel): Promise<Delivery> =>
      contained({ name, seen, cancel }, (signal) => {
        executing ??= plugin.create({ id: executor.id, settings }, own);
        return executing.execute(order, signal);
      }),
  };
}
