import type { Channel } from '../../../model/alerting.ts';
import type { PluginChannel } from '../../../model/config.generated.ts';
import type { BuiltInChannel, Courier, CourierTools, Delivery } from '../../../ports/channel.ts';
import type { ChannelPlugin } from '../../../ports/plugin.ts';
import { later } from '../../../runtime/http-answers.ts';
import { contained } from '../contained.ts';
import { pluginTools } from '../plugin-tools.ts';

/** A channel that a plugin brings. */
export const plugged: BuiltInChannel = {
  kind: 'plugin',
  create: (channel, tools) => {
    const { name } = channel.settings as unknown as PluginChannel;
    const plugin = tools.plugged.channels.get(name);
    return plugin === undefined ? missing(name) : courierBy(plugin, channel, tools);
  },
};

/** Nothing is lost while the operator has not named the plugin. */
function missing(name: string): Courier {
  const delivery = later(`no plugin brings the channel \`${name}\`: name it with \`--plugin\``);
  return { send: () => Promise.resolve(delivery) };
}

function courierBy(plugin: ChannelPlugin, channel: Channel, tools: CourierTools): Courier {
  const { name, settings = {}, secrets = {} } = channel.settings as unknown as PluginChannel;
  const seen = new Set<string>();
  const own = pluginTools(tools, secrets, seen);
  let courier: Courier | undefined;
  return {
    send: (letter, cancel): Promise<Delivery> =>
      contained({ name, seen, cancel }, (signal) => {
        // Made with the first letter, so that a plugin that throws keeps nothing else from being made.
        courier ??= plugin.create({ id: channel.id, settings }, own);
        return courier.send(letter, signal);
      }),
  };
}
