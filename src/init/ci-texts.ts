import { mark } from '../import/draft-yaml.ts';

/** A workflow of GitHub that checks each pull request. */
export function githubText(version: string, folder: string): string {
  const at =
    folder === '.' ? [] : ['        with:', `          working-directory: ${literal(folder)}`];
  return [
    '# Validates the configuration, evaluates its policies and runs its scenarios.',
    'name: Tower',
    'on: [pull_request]',
    'permissions:',
    '  contents: read',
    'jobs:',
    '  tower:',
    '    runs-on: ubuntu-latest',
    '    steps:',
    '      - uses: actions/checkout@v6',
    '        with: { persist-credentials: false }',
    `      - uses: control-tower/tower@v${version}`,
    ...at,
    '',
  ].join('\n');
}

/** A text in a workflow: what would be an expression in it is written as one that says it. */
function literal(text: string): string {
  return JSON.stringify(text.replace(/\$\{\{/g, (open) => `\${{ '${open}' }}`));
}

/** What a pipeline of GitLab includes for the same. */
export function gitlabText(version: string, folder: string): string {
  return [
    'include:',
    `  - component: $CI_SERVER_FQDN/platform/tower/tower@${version}  # ${mark} (your mirror)`,
    ...(folder === '.' ? [] : ['    inputs:', `      root: ${JSON.stringify(folder)}`]),
    '',
  ].join('\n');
}

/** Settings of an editor for the schemas, which stand beside. */
export const editorText = `${JSON.stringify(
  {
    'yaml.schemas': {
      '.tower/tower.schema.json': ['tower.yaml', 'topology/**/*.yaml', 'policies/**/*.yaml'],
      '.tower/scenario.schema.json': ['*.scenario.yaml'],
    },
  },
  undefined,
  2,
)}
`;

/** Lines of CODEOWNERS for what is written. */
export function ownerLines(folder: string): readonly string[] {
  const root = folder === '.' ? '/' : `/${folder}/`;
  return ['tower.yaml', 'topology/', 'policies/', 'scenarios/'].map(
    (path) => `${root}${path} @TEAM`,
  );
}
