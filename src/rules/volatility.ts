import type { Policy } from '../model/model.ts';
export type Volatility = 'static' | 'own' | 'wide';
export function volatilityOf(_policy: Policy): Volatility {
  return 'wide';
}
