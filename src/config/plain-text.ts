/** Texts that nobody takes for anything else, in any version of YAML, inside of brackets and outside. */
const plainWords = /^\p{L}(?:[\p{L}\p{N}_./()+' -]*[\p{L}\p{N}_./()+'])?$/u;

/** Words that some version of YAML, or some reader of it, does not take for text. */
const reserved = /^(?:true|false|yes|no|on|off|y|n|null|nan|inf|infinity)$/i;

/**
 * Whether a text is written without quotes wherever Tower writes YAML. What begins with a digit or a sign is not: somebody wants it to be
 * a text.
 */
export function isPlainText(text: string): boolean {
  return plainWords.test(text) && !reserved.test(text);
}
