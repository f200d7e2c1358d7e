import type { CompiledCatalog } from '../../src/model/model.ts';

/** How soon people have to answer, as the built-in catalog says it. */
export const urgency: Pick<CompiledCatalog, 'priorities' | 'levels'> = {
  priorities: {
    p1: { respondMs: 300_000, escalateAfterMs: 900_000 },
    p2: { respondMs: 900_000, escalateAfterMs: 1_800_000 },
    p3: { respondMs: 3_600_000, escalateAfterMs: 7_200_000 },
    p4: { respondMs: 14_400_000, escalateAfterMs: undefined },
    p5: { respondMs: undefined, escalateAfterMs: undefined },
  },
  levels: new Map([
    ['automated', 300_000],
    ['on_call', 900_000],
    ['team_lead', 1_800_000],
    ['manager', 3_600_000],
    ['executive', 7_200_000],
  ]),
};
