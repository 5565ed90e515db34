/** One element as text. Attributes are escaped, numbers rounded to a tenth; `inside` is markup. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  inside: readonly string[] = [],
): string {
  const written = Object.entries(attributes)
    .map(
      ([key, value]) => ` ${key}="${escaped(typeof value === 'number' ? String(Math.round(value * 10) / 10) : value)}"`,
    )
    .join('');
  return inside.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${inside.join('')}</${name}>`;
}

export function label(
  x: number,
  y: number,
  words: string,
  attributes: Readonly<Record<string, string | number>> = {},
): string {
  return element('text', { x, y, ...attributes }, [escaped(words)]);
}

export const line = (x1: number, y1: number, x2: number, y2: number, kind: string): string =>
  element('line', { x1, y1, x2, y2, class: kind });

export interface ChartFrame {
  /** What it shows, and what it says in a sentence: read out to those who do not see it. */
  readonly title: string;
  readonly says: string;
  readonly height: number;
}

/** Width that is readable on a page of text. */
export const WIDTH = 700;
const MARGIN = 8;

/** Greys and one blue with contrast of 4.5 and more on both grounds; the paper is the page's own. */
const LOOK = `
text{font:13px system-ui,sans-serif;fill:#333}.head{font-size:15px;font-weight:600}.quiet{fill:#5f6368}
.end{text-anchor:end}.mid{text-anchor:middle}
.axis{stroke:#9aa0a6;stroke-width:1}.grid{stroke:#9aa0a6;stroke-opacity:.35;stroke-width:1}
.main{stroke:#1a66c2;stroke-width:2;fill:none}.mainfill{fill:#1a66c2}.area{fill:#1a66c2;fill-opacity:.15}
.other{stroke:#6b7076;stroke-width:2;fill:none}.otherfill{fill:#6b7076}
@media(prefers-color-scheme:dark){text{fill:#e8eaed}.quiet{fill:#a8adb3}.main{stroke:#7fb2f5}.mainfill,.area{fill:#7fb2f5}
.other{stroke:#a8adb3}.otherfill{fill:#a8adb3}}`;

export function chart({ title, says, height }: ChartFrame, inside: readonly string[]): string {
  const frame = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `${-MARGIN} ${-MARGIN} ${WIDTH + 2 * MARGIN} ${height + 2 * MARGIN}`,
    width: WIDTH,
    role: 'img',
    'aria-labelledby': 'title desc',
  };
  return `${element('svg', frame, [
    element('title', { id: 'title' }, [escaped(title)]),
    element('desc', { id: 'desc' }, [escaped(says)]),
    element('style', {}, [LOOK]),
    label(0, 18, title, { class: 'head' }),
    ...inside,
  ])}\n`;
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
