/**
 * Whether a name is selected: whether it contains the pattern, in which `*` stands for any text. Case does not matter. It is no
 * regular expression, whose time could grow beyond all bounds: the parts are looked for one after the other.
 */
export function isSelected(pattern: string, name: string): boolean {
  const text = name.toLowerCase();
  let from = 0;
  for (const part of pattern.toLowerCase().split('*')) {
    const at = text.indexOf(part, from);
    if (at === -1) {
      return false;
    }
    from = at + part.length;
  }
  return true;
}
