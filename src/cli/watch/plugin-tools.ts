import type { PluginSecrets } from '../../model/config.generated.ts';
import type { CourierTools } from '../../ports/channel.ts';
import type { PluginTools } from '../../ports/plugin.ts';
import { deliveryOf } from '../../runtime/http-answers.ts';

/** What a plugin gets for a destination with these secrets. Values that it reads are added to `seen`. */
export function pluginTools(
  { clock, secrets, http }: Pick<CourierTools, 'clock' | 'secrets' | 'http'>,
  named: PluginSecrets,
  seen: Set<string>,
): PluginTools {
  return {
    now: () => clock.now(),
    secret: (name) => {
      const secret = Object.hasOwn(named, name) ? named[name] : undefined;
      if (secret === undefined) {
        return { failure: `the configuration gives the plugin no secret \`${name}\`` };
      }
      const read = secrets.read(secret);
      if (read.value !== undefined) {
        seen.add(read.value);
      }
      return read;
    },
    post: async (request, cancel) => deliveryOf(await http.post(request, cancel), clock.now()),
  };
}
