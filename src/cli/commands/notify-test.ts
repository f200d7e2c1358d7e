import { withPlugins } from '../../config/plugin-settings.ts';
import type { Channel } from '../../model/model.ts';
import { didYouMean } from '../../model/nearest.ts';
import type { Delivery } from '../../ports/channel.ts';
import type { RenderContext } from '../../report/context.ts';
import { type Line, signsOf, words } from '../../report/look.ts';
import { answered } from '../answer.ts';
import { configurationOf } from '../configuration.ts';
import { failed, type Outcome } from '../outcome.ts';
import type { Session } from '../session.ts';
import { paragraph } from '../text.ts';
import { said } from '../validation.ts';
import { courierToolsOf, secretsFolder } from '../watch/courier-tools.ts';
import { courierOf } from '../watch/couriers.ts';
import { pluginsOf } from '../watch/plugins.ts';
import { testLetters } from '../watch/test-letters.ts';

export interface NotifyTestOptions {
  readonly secretsDir?: string;
  readonly plugin?: readonly string[];
}

/** Tells a channel something that did not happen, the way a watch would, and says what came of it. */
export async function notifyTest(
  session: Session,
  id: string,
  { secretsDir, plugin }: NotifyTestOptions,
): Promise<Outcome> {
  const opened = configurationOf(session, false);
  if ('outcome' in opened) {
    return opened.outcome;
  }
  const { model, project } = opened;
  const channel = model.channels.get(id);
  if (channel === undefined) {
    const help =
      model.channels.size === 0
        ? 'the configuration has no channels'
        : didYouMean(id, model.channels.keys());
    return failed(3, `\`${id}\` is not a channel`, help);
  }
  const secrets = secretsFolder(session, secretsDir);
  if ('outcome' in secrets) {
    return secrets.outcome;
  }
  const plugins = await pluginsOf(session, plugin);
  if ('outcome' in plugins) {
    return plugins.outcome;
  }
  const only = { ...model, channels: new Map([[id, channel]]) };
  const judged = withPlugins({ model: only, diagnostics: [] }, project.files, {
    channels: plugins.checks.channels,
    executors: undefined,
  });
  if (judged.model === undefined) {
    const found = { files: project.files.length, systems: model.systems.length };
    const { diagnostics } = judged;
    return said(session, { ...found, diagnostics }, project.sources);
  }
  const tools = courierToolsOf(session, {
    root: project.place.folder,
    secrets: secrets.folder,
    kept: [],
    plugins,
  });
  const courier = courierOf(channel, tools);
  let delivery: Delivery = { kind: 'delivered' };
  for (const letter of testLetters(model, channel, session.world.clock.now())) {
    delivery = await courier.send(letter, new AbortController().signal);
    if (delivery.kind !== 'delivered') {
      break;
    }
  }
  return outcomeOf(channel, delivery);
}

function outcomeOf(channel: Channel, delivery: Delivery): Outcome {
  const { id, kind } = channel;
  return {
    ...answered({ channel: id, kind, delivery }, (context) => linesOf(context, channel, delivery)),
    exitCode: delivery.kind === 'delivered' ? 0 : 1,
  };
}

function linesOf(
  context: RenderContext,
  { id, kind }: Channel,
  delivery: Delivery,
): readonly Line[] {
  const signs = signsOf(context);
  const name = words(context, `${id} (${kind})`);
  if (delivery.kind === 'delivered') {
    return [[{ text: `${signs.pass} ${name}`, paint: 'green' }, { text: ' has the test' }]];
  }
  const next = delivery.kind === 'later' ? 'A watch tries again.' : 'A watch gives it up.';
  return [
    [{ text: `${signs.fail} ${name}`, paint: 'red' }, { text: ' does not have the test' }],
    ...paragraph(context, delivery.reason, 2),
    ...paragraph(context, next, 2),
  ];
}
