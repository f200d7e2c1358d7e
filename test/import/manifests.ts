/** What a manifest says beside its name and its image. */
export interface Told {
  readonly kind?: string;
  readonly apiVersion?: string;
  readonly namespace?: string;
  readonly metadata?: object;
  readonly spec?: object;
  readonly pod?: object;
  readonly podMetadata?: object;
  /** The main container. */
  readonly container?: object;
}

/** A workload of Kubernetes as a document. */
export function workload(name: string, image: string, told: Told = {}): string {
  const {
    kind = 'Deployment',
    apiVersion = 'apps/v1',
    namespace,
    metadata,
    spec,
    pod,
    podMetadata,
  } = told;
  const own = {
    containers: [{ name: 'main', image, ...told.container }],
    ...pod,
  };
  const template = { metadata: { labels: { app: name }, ...podMetadata }, spec: own };
  return document({
    apiVersion,
    kind,
    metadata: { name, ...(namespace === undefined ? {} : { namespace }), ...metadata },
    spec: { template, ...spec },
  });
}

/** A Service before the workload of the same name. */
export function service(
  name: string,
  told: { readonly namespace?: string; readonly spec?: object } = {},
): string {
  return document({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, ...(told.namespace === undefined ? {} : { namespace: told.namespace }) },
    spec: told.spec ?? { selector: { app: name }, ports: [{ port: 80 }] },
  });
}

export function document(value: object): string {
  return `---\n${JSON.stringify(value, undefined, 1)}\n`;
}

/** Variables of a container. */
export function env(values: Readonly<Record<string, string>>): object {
  return { env: Object.entries(values).map(([name, value]) => ({ name, value })) };
}
