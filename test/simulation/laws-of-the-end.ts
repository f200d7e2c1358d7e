/** Laws about what there is once everything has been well for long, for which short worlds are too short. */
export const ofTheEnd: ReadonlySet<string> = new Set([
  'all letters leave',
  'all letters come to an end',
  'everything is well in the end',
  'what is on the disk is live',
  'who was told of a problem is told of its end',
]);
