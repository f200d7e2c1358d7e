import type { Path } from '../config/source.ts';
import type { Setting } from './compose-values.ts';
import type { Fields } from './fields.ts';

/** A service of a Compose file, with what has to be known of it before its calls can be told. */
export interface Service {
  readonly name: string;
  readonly fields: Fields;
  readonly path: Path;
  readonly image: string | undefined;
  readonly environment: readonly Setting[];
  /** Whether it only watches the others. */
  readonly isTelemetry: boolean;
}
