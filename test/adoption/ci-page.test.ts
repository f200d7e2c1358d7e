import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { root } from './tower-on-path.ts';

const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');
const page = textOf('docs/ci.md');

/** The block of the page whose first line names a file, without that line. */
function block(name: string): string {
  const found = [...page.matchAll(/^```yaml\n# (\S+?)(?::.*)?\n([\s\S]*?)^```/gm)].find(
    ([, file]) => file === name,
  );
  return found?.[2] ?? '';
}

const { version } = JSON.parse(textOf('package.json')) as { version: string };
const user = Number(/^USER (\d+):/m.exec(textOf('Dockerfile'))?.[1]);

interface Workflow {
  readonly jobs: Readonly<
    Record<
      string,
      { readonly steps: readonly { readonly uses?: string; readonly with?: object }[] }
    >
  >;
}

test('the workflow of the page uses the action at the tag of this version, with inputs that it has', () => {
  const action = parse(textOf('action.yml')) as { inputs: Record<string, unknown> };
  const workflows = [
    parse(block('.github/workflows/tower.yml')),
    parse(textOf('.github/workflows/check.yml')),
  ];
  const steps = (workflows as Workflow[]).flatMap(({ jobs }) =>
    Object.values(jobs).flatMap((job) => job.steps),
  );
  const used = steps.filter(
    ({ uses }) => uses === './' || uses?.startsWith('control-tower/tower@'),
  );
  expect(used.map(({ uses }) => uses)).toEqual([`control-tower/tower@v${version}`, './']);
  const names = used.flatMap((step) => Object.keys(step.with ?? {}));
  expect(names.filter((name) => !(name in action.inputs))).toEqual([]);
  const others = steps
    .flatMap(({ uses }) => uses ?? [])
    .filter((uses) => uses.startsWith('actions/'));
  expect(others.filter((uses) => !/^actions\/[\w-]+@v\d+$/.test(uses))).toEqual([]);
});

test('the pipeline of the page includes the template with inputs that it has', () => {
  const { include } = parse(block('.gitlab-ci.yml')) as {
    include: readonly { component: string; inputs: Record<string, string> }[];
  };
  const [head = ''] = textOf('templates/tower.yml').split(/^---$/m);
  const { spec } = parse(head) as { spec: { inputs: Record<string, unknown> } };
  expect(include.map(({ component }) => component.split('/').at(-1))).toEqual([`tower@${version}`]);
  expect(
    include.flatMap(({ inputs }) => Object.keys(inputs)).filter((name) => !(name in spec.inputs)),
  ).toEqual([]);
});

test('the hooks of the page are those of the repository, at the tag of this version', () => {
  const { repos } = parse(block('.pre-commit-config.yaml')) as {
    repos: readonly { rev: string; hooks: readonly { id: string }[] }[];
  };
  const known = (parse(textOf('.pre-commit-hooks.yaml')) as readonly { id: string }[]).map(
    ({ id }) => id,
  );
  expect(repos.map(({ rev }) => rev)).toEqual([`v${version}`]);
  expect(repos.flatMap(({ hooks }) => hooks.map(({ id }) => id)).sort()).toEqual([...known].sort());
});

test('the commands for any other server come to the worst exit code', () => {
  const [, script = ''] = /## Anywhere else\n+```sh\n([\s\S]*?)^```/m.exec(page) ?? [];
  const codes = ['0 0 0', '1 0 0', '1 2 0', '2 1 0', '0 0 70'].map((results) => {
    const fakes =
      'npm() { :; }; tower() { set -- $codes; eval "shift $n"; n=$((n+1)); return "$1"; }; n=0';
    const line = script.startsWith(`npm install --global @control-tower/tower@${version}\n`)
      ? `${fakes}\n${script}`
      : '';
    return spawnSync('bash', ['-c', line], { env: { codes: results } }).status;
  });
  expect(codes).toEqual([0, 1, 2, 2, 70]);
});

interface Watch {
  readonly words: readonly string[];
  readonly mounts: readonly string[];
  readonly port: number;
}

/** What both ways to run a watch have to agree on with the program and the image. */
function checkWatch({ words, mounts, port }: Watch): void {
  const [command, ...flags] = words;
  const { stdout } = spawnSync(process.execPath, [join(root, 'bin/tower.js'), 'watch', '--help'], {
    encoding: 'utf8',
  });
  const named = flags.filter((word) => word.startsWith('--'));
  expect(command).toBe('watch');
  expect(named.filter((flag) => !new RegExp(`${flag}\\b`).test(stdout))).toEqual([]);
  const wordAfter = (flag: string): string => flags[flags.indexOf(flag) + 1] ?? '';
  const kept = ['--root', '--state', '--secrets-dir'].map(wordAfter);
  expect(
    kept.filter((path) => !mounts.some((mount) => path === mount || path.startsWith(`${mount}/`))),
  ).toEqual([]);
  expect(wordAfter('--listen')).toBe(`0.0.0.0:${port}`);
  expect(wordAfter('--state')).toBe('/var/lib/tower');
}

test('the watch of compose.yaml has flags, mounts and a health check that fit', () => {
  const compose = parse(block('compose.yaml')) as {
    services: {
      tower: {
        command: string[];
        volumes: string[];
        secrets: string[];
        healthcheck: { test: string[] };
      };
    };
    volumes: object;
    secrets: object;
  };
  const { command, volumes, secrets, healthcheck } = compose.services.tower;
  const mounts = volumes.map((volume) => volume.split(':')[1] ?? '');
  checkWatch({ words: command, mounts: [...mounts, '/run/secrets'], port: 4747 });
  expect(healthcheck.test.join(' ')).toContain('http://127.0.0.1:4747/healthz');
  expect({ secrets: Object.keys(compose.secrets), volumes: Object.keys(compose.volumes) }).toEqual({
    secrets,
    volumes: ['tower-state'],
  });
});

test('the health check of compose.yaml fails where nothing listens', () => {
  const compose = parse(block('compose.yaml')) as {
    services: { tower: { healthcheck: { test: string[] } } };
  };
  const [, , ...words] = compose.services.tower.healthcheck.test;
  // Port 1 is one that nobody listens on.
  const script = words.map((word) => word.replace(':4747/', ':1/'));
  expect(spawnSync(process.execPath, script).status).toBe(1);
});

test('the watch of kubernetes.yaml has flags, mounts, probes and a user that fit', () => {
  const documents = parseAllDocuments(block('kubernetes.yaml')).map(
    (document) => document.toJS() as { kind: string },
  );
  const deployment = documents.find(({ kind }) => kind === 'Deployment') as unknown as {
    spec: {
      replicas: number;
      strategy: { type: string };
      selector: { matchLabels: object };
      template: { metadata: { labels: object }; spec: Pod };
    };
  };
  const { template, selector, replicas, strategy } = deployment.spec;
  const { securityContext, containers, volumes } = template.spec;
  const [container] = containers;
  const mounts = container?.volumeMounts ?? [];
  checkWatch({
    words: container?.args ?? [],
    mounts: mounts.map(({ mountPath }) => mountPath),
    port: container?.ports[0]?.containerPort ?? 0,
  });
  expect({
    kinds: documents.map(({ kind }) => kind),
    mounted: mounts.map(({ name }) => name),
    labels: template.metadata.labels,
    user: securityContext.runAsUser,
    probes: [container?.startupProbe, container?.livenessProbe, container?.readinessProbe].map(
      (probe) => probe?.httpGet,
    ),
    replicas,
    strategy,
  }).toEqual({
    kinds: ['PersistentVolumeClaim', 'Deployment', 'Service'],
    mounted: volumes.map(({ name }) => name),
    labels: selector.matchLabels,
    user,
    probes: [1, 2, 3].map(() => ({ path: '/healthz', port: 'http' })),
    replicas: 1,
    strategy: { type: 'Recreate' },
  });
});

interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
}

interface Pod {
  readonly securityContext: { readonly runAsUser: number };
  readonly volumes: readonly { readonly name: string }[];
  readonly containers: readonly {
    readonly args: readonly string[];
    readonly ports: readonly { readonly containerPort: number }[];
    readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
    readonly startupProbe: Probe;
    readonly livenessProbe: Probe;
    readonly readinessProbe: Probe;
  }[];
}
