import fc from 'fast-check';

/** A route of Alertmanager as its file has it. */
export interface WrittenRoute {
  readonly receiver?: string;
  readonly matchers?: readonly string[];
  readonly continue?: boolean;
  readonly routes?: readonly WrittenRoute[];
}

export const receiverNames = ['a', 'b', 'c', 'd'];

const matcher = fc.constantFrom(
  'team=x',
  'team="y"',
  'team=~"x|y"',
  'env=prod',
  'env!=prod',
  'severity="critical"',
  'severity!="critical"',
  'severity=~"warning|info"',
);

/** Trees of routes of which every matcher has a counterpart. */
export const routeTrees: fc.Arbitrary<WrittenRoute> = fc
  .letrec<{ readonly route: WrittenRoute }>((tie) => ({
    route: fc.record(
      {
        receiver: fc.constantFrom(...receiverNames),
        matchers: fc.uniqueArray(matcher, { maxLength: 2 }),
        continue: fc.boolean(),
        routes: fc.array(tie('route'), { maxLength: 3, depthIdentifier: 'route' }),
      },
      { requiredKeys: [] },
    ),
  }))
  .route.map((route) => ({ receiver: 'a', routes: [route, ...(route.routes ?? [])] }));

/** What stands in the place of each secret, and must be nowhere else. */
export const secret = 'sesame';

const integrations: Readonly<Record<string, readonly unknown[]>> = {
  slack_configs: [
    { api_url: `https://hooks.slack.com/services/T0/B0/${secret}`, channel: '#shop' },
    { api_url: `https://hooks.slack.com/${secret}`, channel: '{{ .x }}' },
    { channel: 'shop' },
    null,
  ],
  pagerduty_configs: [{ routing_key: secret }, { service_key: secret }],
  webhook_configs: [
    { url: `http://user:${secret}@bridge:9095/${secret}?token=${secret}#${secret}` },
    { url: `https://hooks.acme.example/${secret}`, http_config: { bearer_token: secret } },
    { url: secret },
    { url_file: `/etc/${secret}` },
  ],
  email_configs: [
    { to: 'Ops <ops@acme.example>, dev@acme.example', auth_password: secret },
    { to: '{{ template }}', auth_identity: secret },
  ],
  opsgenie_configs: [{ api_key: secret }],
  telegram_configs: [{ bot_token: secret, chat_id: 1 }],
  'odd: "kind"\n_configs': [{ key: secret }],
};

const receiver = fc
  .uniqueArray(fc.constantFrom(...Object.keys(integrations)), { maxLength: 3 })
  .chain((kinds) =>
    fc.tuple(
      ...kinds.map((kind) =>
        fc
          .array(fc.constantFrom(...(integrations[kind] ?? [])), { minLength: 1, maxLength: 2 })
          .map((list) => [kind, list] as const),
      ),
    ),
  )
  .map((lists) => Object.fromEntries(lists));

const oddNames = ['null', 'Team A', '# x: "y"\n- z', '__proto__', 'é', 'x'.repeat(80)];

const time = {
  name: 'office',
  time_intervals: [
    { weekdays: ['monday:friday'], times: [{ start_time: '09:00', end_time: '17:00' }] },
  ],
};

/** Files of Alertmanager with secrets wherever there may be one, and awkward names. */
export const alertmanagerFiles: fc.Arbitrary<string> = fc
  .record({
    tree: routeTrees,
    receivers: fc.tuple(receiver, receiver, receiver, receiver),
    odd: fc.constantFrom(...oddNames),
    extra: fc.constantFrom(
      {},
      { matchers: ['alertname=~"Kube.+"'] },
      { match: { severity: 'odd' }, group_by: ['...'] },
      { match_re: { 'x y': 'a' }, repeat_interval: '1m' },
      { matchers: ['{team="x", env!="y", app!="z"}'], group_by: ['team'], group_wait: '1w' },
      { active_time_intervals: ['office'], match: { team: 'x' }, mute_time_intervals: ['never'] },
    ),
  })
  .map(({ tree, receivers, odd, extra }) =>
    JSON.stringify({
      global: { slack_api_url: `https://x/${secret}`, smtp_auth_password: secret },
      time_intervals: [time],
      inhibit_rules: [{ source_match: { severity: 'critical' }, target_matchers: ['team=x'] }],
      route: { ...tree, routes: [{ receiver: odd, ...extra }, ...(tree.routes ?? [])] },
      receivers: [
        ...receiverNames.map((name, index) => ({ name, ...receivers[index] })),
        { name: odd, webhook_configs: [{ url: `https://x/${secret}` }] },
      ],
    }),
  );
