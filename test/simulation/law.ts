/** Something happened that must not. */
export class Violation extends Error {
  readonly law: string;

  constructor(law: string, detail: string) {
    super(`${law}: ${detail}`);
    this.law = law;
  }
}

/** Says that something must hold. `detail` is only made where it does not. */
export function must(law: string, holds: boolean, detail: () => string): void {
  if (!holds) {
    throw new Violation(law, detail());
  }
}
