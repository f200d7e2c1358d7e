/** A text as a JSON value; undefined where it is not JSON, which no JSON value is. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
