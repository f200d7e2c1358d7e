/** Work in steps, each of which takes a second or two at most, that comes to an answer. */
export type Steps<T> = Generator<undefined, T>;

/** Takes all steps at once. */
export function finished<T>(steps: Steps<T>): T {
  let step = steps.next();
  while (step.done !== true) {
    step = steps.next();
  }
  return step.value;
}
