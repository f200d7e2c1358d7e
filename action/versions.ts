/** Whether a text is an exact version, a version cut short, or a tag of the registry: nothing that npm takes for a flag, a path or an address. */
export function isVersion(text: string): boolean {
  return /^(\d+(\.\d+){0,2}(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?|latest|next)$/.test(text);
}

/** What npm is told to install one version of the package into a folder. */
export function installWords(version: string, folder: string): readonly string[] {
  return [
    'install',
    '--prefix',
    folder,
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    `@control-tower/tower@${version}`,
  ];
}
