import type { CatalogueRow } from './row.ts';

/** What `tower import` reads. */
export const importRows = {
  'import/not-metrics': {
    severity: 'error',
    title: 'a line is not a metric',
    explanation:
      'The file is to hold metrics in the text format of Prometheus or OpenMetrics: a name, labels in braces, a value, perhaps a timestamp. This line is something else, or it was cut off. Nothing of the file was used, since a part of a service graph looks like a whole one.',
    example:
      '-- metrics.txt --\ntraces_service_graph_request_total{client="web",server="orders} 3\n',
    fixed:
      '-- metrics.txt --\ntraces_service_graph_request_total{client="web",server="orders"} 3\n',
  },
  'import/not-compose': {
    severity: 'error',
    title: 'a part of a Compose file has another form',
    explanation:
      'The file is to be one of Docker Compose. The part that is named is not written as the Compose specification has it, such as a list where names with values belong, so that nobody knows what it means. `docker compose config` says what Docker makes of the file.',
    example: '-- compose.yaml --\nservices:\n  web: { image: "web:1", depends_on: 7 }\n',
    fixed: '-- compose.yaml --\nservices:\n  web: { image: "web:1" }\n',
  },
  'import/not-kubernetes': {
    severity: 'error',
    title: 'a part of a manifest has another form',
    explanation:
      'The file is to hold objects of Kubernetes. The part that is named is not written as its API has it, such as a single container where a list of them belongs, so that nobody knows what it means. `kubectl apply --dry-run=client` says what Kubernetes makes of the file.',
    example:
      '-- k8s/web.yaml --\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { template: { spec: { containers: { name: web, image: "web:1" } } } }\n',
    fixed:
      '-- k8s/web.yaml --\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { template: { spec: { containers: [{ name: web, image: "web:1" }] } } }\n',
  },
  'import/not-backstage': {
    severity: 'error',
    title: 'a part of a catalog has another form',
    explanation:
      'The file is to hold entities of a Backstage catalog. The part that is named is not written as Backstage has it, such as a single name where a list of references belongs, so that nobody knows what it means. Write it as the descriptor format says.',
    example:
      '-- catalog-info.yaml --\napiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: web }\nspec: { type: service, dependsOn: 7 }\n',
    fixed:
      '-- catalog-info.yaml --\napiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: web }\nspec: { type: service }\n',
  },
  'import/not-alertmanager': {
    severity: 'error',
    title: 'a part of an Alertmanager file has another form',
    explanation:
      'The file is to be the configuration of an Alertmanager. The part that is named is not written as Alertmanager has it, such as a route to a receiver that does not exist, so that nobody knows who is to be told. `amtool check-config` says what Alertmanager makes of the file.',
    example:
      '-- alertmanager.yml --\nroute: { receiver: pager }\nreceivers:\n  - name: mail\n    email_configs: [{ to: ops@acme.example }]\n',
    fixed:
      '-- alertmanager.yml --\nroute: { receiver: mail }\nreceivers:\n  - name: mail\n    email_configs: [{ to: ops@acme.example }]\n',
  },
  'import/no-counterpart': {
    severity: 'info',
    title: 'something in an Alertmanager file has no counterpart',
    explanation:
      'Tower routes incidents by the system that is their root and by their priority, and not by names of alerts, patterns or labels of single alerts. What cannot be said that way stays in what is printed as a comment, marked `tower: decide`, and is not in force. Read these comments, write down what you still want, and remove them.',
    example:
      '-- alertmanager.yml --\nroute:\n  receiver: mail\n  routes:\n    - matchers: [alertname=Watchdog]\nreceivers:\n  - name: mail\n    email_configs: [{ to: ops@acme.example }]\n',
    fixed:
      '-- alertmanager.yml --\nroute:\n  receiver: mail\n  routes:\n    - matchers: [severity=critical]\nreceivers:\n  - name: mail\n    email_configs: [{ to: ops@acme.example }]\n',
  },
  'import/nothing': {
    severity: 'error',
    title: 'there is nothing to import',
    explanation:
      'The file can be read, and holds nothing that could be imported: no metrics of a service graph, no services, no workloads, no components. An import of nothing would look like a fleet in which everything is missing. Look whether it is the right file, and whether the collector makes these metrics.',
    example: '-- metrics.txt --\nup{job="web"} 1\n',
    fixed:
      '-- metrics.txt --\nup{job="web"} 1\ntraces_service_graph_request_total{client="web",server="orders"} 3\n',
  },
  'import/bad-name': {
    severity: 'warning',
    title: 'a system has a name that cannot be kept',
    explanation:
      'Systems keep the name that they have elsewhere in a label, which takes 256 characters and no control characters. This one has a longer or an unprintable name, so that a later import could not find it again. It is left out, with its calls; give it another name at the source.',
    example:
      '-- metrics.txt --\ntraces_service_graph_request_total{client="web",server="orders"} 3\ntraces_service_graph_request_total{client="web",server="or\\nders"} 3\n',
    fixed:
      '-- metrics.txt --\ntraces_service_graph_request_total{client="web",server="orders"} 3\n',
  },
  'import/same-id': {
    severity: 'warning',
    title: 'two names come to the same id',
    explanation:
      'Ids are lower-case letters, digits and dashes, so that names which differ in other signs, such as `Orders` and `orders`, come to the same one. The second gets some digits behind its id. If both are one system, make one of them a `proxyFor` the other; else choose ids and keep the labels.',
    example:
      '-- metrics.txt --\ntraces_service_graph_request_total{client="Orders",server="orders"} 3\n',
    fixed:
      '-- metrics.txt --\ntraces_service_graph_request_total{client="orders-ui",server="orders"} 3\n',
  },
  'import/same-name': {
    severity: 'warning',
    title: 'two systems claim the same name',
    explanation:
      'A label of two systems says that they are called the same in what is imported. What is seen under that name belongs to one of them, and nobody can tell to which; it counts for the first one by id. Correct the label of one of them.',
    example:
      '-- tower.yaml --\ntower: v1\nsystems:\n  a: { type: service, labels: { service.name: orders } }\n  b: { type: service, labels: { service.name: orders } }\n-- metrics.txt --\ntraces_service_graph_request_total{client="web",server="orders"} 3\n',
    fixed:
      '-- tower.yaml --\ntower: v1\nsystems:\n  a: { type: service, labels: { service.name: orders } }\n-- metrics.txt --\ntraces_service_graph_request_total{client="web",server="orders"} 3\n',
  },
  'import/left-out': {
    severity: 'info',
    title: 'something is left out of an import',
    explanation:
      'Calls that say nothing about the fleet are not imported: those without a name at one end, those of `user`, who stands for everybody that sends no traces, those that were never counted, and dependencies on services that the file does not define. Of manifests and catalogs, documents and objects that say nothing about systems are told as well. Each reason is told once, with the number and the first place.',
    example:
      '-- metrics.txt --\ntraces_service_graph_request_total{client="web",server="orders"} 3\ntraces_service_graph_request_total{client="web",server=""} 1\n',
    fixed:
      '-- metrics.txt --\ntraces_service_graph_request_total{client="web",server="orders"} 3\n',
  },
  'import/not-followed': {
    severity: 'warning',
    title: 'an import leads to something that is not read',
    explanation:
      'The Compose file takes a part from elsewhere: `extends`, `include` or `env_file`. An import reads the file that is named and no other, so that services, dependencies and addresses may be missing. `docker compose config` prints the file with all of them in it; import that. Templates of Helm, overlays of Kustomize, Locations of Backstage and links out of a folder are left alone in the same way: import what `helm template` or `kubectl kustomize` prints, and name the other files as well.',
    example: '-- compose.yaml --\nservices:\n  web: { image: "web:1", env_file: .env }\n',
    fixed: '-- compose.yaml --\nservices:\n  web: { image: "web:1" }\n',
  },
  'import/variable': {
    severity: 'info',
    title: 'variables were not read',
    explanation:
      // biome-ignore lint/suspicious/noTemplateCurlyInString: that is how Compose writes it.
      'Values of a Compose file hold variables, and an import does not read the environment, so that everybody gets the same. Those with a default, such as `${TAG:-1.2}`, have it; what the others stand for is not known. `docker compose config` prints the file with all of them filled in; import that. Of Kubernetes, what comes from Secrets is not read either.',
    example: '-- compose.yaml --\nservices:\n  web: { image: "web:$TAG" }\n',
    fixed: '-- compose.yaml --\nservices:\n  web: { image: "web:1" }\n',
  },
  'import/not-added': {
    severity: 'warning',
    title: 'an update leaves something to people',
    explanation:
      'A dependency that was seen is not declared, and `--update` does not write it: its system stands in another file, is a group, or takes its dependencies from an alias that others share. Declare it by hand where the system stands, or say `# tower: ignore a->b` if it is none.',
    example:
      '-- tower.yaml --\ntower: v1\nsystems:\n  orders: { type: service }\n  web: { type: service }\n-- metrics.txt --\ntraces_service_graph_request_total{client="web",server="orders"} 3\n',
    fixed:
      '-- tower.yaml --\ntower: v1\nsystems:\n  orders: { type: service }\n  web: { type: service, dependsOn: { orders: hard } }\n-- metrics.txt --\ntraces_service_graph_request_total{client="web",server="orders"} 3\n',
  },
} as const satisfies Record<string, CatalogueRow>;
