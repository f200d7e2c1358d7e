import { sayDuration } from '../../model/time.ts';

/** How long ago something was, by a clock in milliseconds: in whole seconds, beyond a minute in whole minutes. */
export function sayAge({ at }: { readonly at: number }, since: number): string {
  const seconds = Math.max(0, Math.floor((at - since) / 1_000));
  const step = seconds < 60 ? 1 : 60;
  return sayDuration(Math.floor(seconds / step) * step * 1_000);
}
