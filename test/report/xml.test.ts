import { expect, test } from 'vitest';
import { xmlDocument } from '../../src/report/xml.ts';

test('markup in text and attributes is escaped, forbidden characters are left out', () => {
  const text = '<a href="x">&\u0000\u001b[31m\u202e\ud800]]></a>\r\n\t😀';
  expect(xmlDocument({ name: 'e', attributes: [['a', text]], content: text })).toBe(
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<e a="&lt;a href=&quot;x&quot;&gt;&amp;[31m]]&gt;&lt;/a&gt;&#13;&#10;&#9;😀">&lt;a href="x"&gt;&amp;[31m]]&gt;&lt;/a&gt;&#13;',
      '\t😀</e>',
      '',
    ].join('\n'),
  );
});

test('elements are indented, those without content closed at once', () => {
  const leaf = { name: 'leaf', attributes: [], content: '' };
  expect(xmlDocument({ name: 'root', attributes: [], content: [leaf, leaf] })).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n<root>\n  <leaf/>\n  <leaf/>\n</root>\n',
  );
});
