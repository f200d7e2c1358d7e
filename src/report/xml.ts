/** An element with what it contains: other elements, or text. */
export interface Element {
  readonly name: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly content: readonly Element[] | string;
}

/** A document in UTF-8, two blanks a level; text is kept as it is but for characters that XML does not have. */
export function xmlDocument(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written(root, '')}`;
}

function written(element: Element, indent: string): string {
  const attributes = element.attributes
    .map(([name, value]) => ` ${name}="${escapedAttribute(value)}"`)
    .join('');
  const start = `${indent}<${element.name}${attributes}`;
  if (element.content.length === 0) {
    return `${start}/>\n`;
  }
  const inside =
    typeof element.content === 'string'
      ? xmlText(element.content)
      : `\n${element.content.map((child) => written(child, `${indent}  `)).join('')}${indent}`;
  return `${start}>${inside}</${element.name}>\n`;
}

/** Characters that XML 1.0 forbids however they are written, and those that turn the direction of writing. */
const forbidden =
  /[^\t\n\r\u{20}-\u{7e}\u{85}\u{a0}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]|\p{Bidi_Control}/gu;

/** Text inside an element. */
export function xmlText(text: string): string {
  return text
    .replace(forbidden, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

/** A parser turns line breaks and tabs in attributes to blanks unless they are written as references. */
function escapedAttribute(text: string): string {
  return xmlText(text).replaceAll('"', '&quot;').replaceAll('\t', '&#9;').replaceAll('\n', '&#10;');
}
