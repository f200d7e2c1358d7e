import type * as file from '../model/config.generated.ts';
import type { Problems } from './problems.ts';
import { type Item, placeIn, type Tree } from './tree.ts';

/** Stage 4 for how likely systems fail: said once, whole, and of something that can. */
export function checkProbabilities(tree: Tree, problems: Problems): void {
  for (const item of tree.table('systems').values()) {
    const { failureProbability, mtbf, mttr } = item.value;
    if (failureProbability !== undefined || mtbf !== undefined || mttr !== undefined) {
      checkProbability(item, problems);
    }
  }
}

function checkProbability(item: Item<file.System>, problems: Problems): void {
  const { id, value } = item;
  const tell = (key: string, message: string, help: string): void => {
    problems.tell('topology/failure-probability', placeIn(item, [key], 'key'), message, { help });
  };
  const { failureProbability, mtbf, mttr } = value;
  const durationKey = mtbf === undefined ? 'mttr' : 'mtbf';
  if (value.logical === true) {
    const key = failureProbability === undefined ? durationKey : 'failureProbability';
    tell(
      key,
      `\`${id}\` is logical and has no failure of its own`,
      `remove \`${key}\`, or \`logical\``,
    );
  } else if (failureProbability !== undefined && (mtbf !== undefined || mttr !== undefined)) {
    tell(
      durationKey,
      `\`${id}\` says how likely it fails twice: by \`failureProbability\` and by \`${durationKey}\``,
      'keep one of the two',
    );
  } else if ((mtbf === undefined) !== (mttr === undefined)) {
    const missing = mtbf === undefined ? 'mtbf' : 'mttr';
    tell(
      durationKey,
      `\`${id}\` has \`${durationKey}\` and no \`${missing}\``,
      `add \`${missing}\`: neither says by itself how likely it is down`,
    );
  }
}
