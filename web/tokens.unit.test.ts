import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Tokens = Record<string, string>;

const css = readFileSync(join(__dirname, 'app', 'tokens.css'), 'utf8');
const [lightCss = '', darkCss = ''] = css.split('@media (prefers-color-scheme: dark)');
const light = tokensOf(lightCss);
const schemes: [string, Tokens][] = [
  ['light', light],
  ['dark', { ...light, ...tokensOf(darkCss) }],
];

/** Text colour, then the grounds that it is set on. WCAG 2.2, 1.4.3: 4.5 to 1. */
const TEXT: [string, string[]][] = [
  ['ink', ['ground', 'surface', 'sunk', 'flame-soft', 'oasis-soft', 'dusk-soft', 'alarm-soft', 'amber-soft']],
  ['muted', ['ground', 'surface', 'sunk']],
  ['flame', ['ground', 'surface']],
  ['flame-deep', ['ground', 'surface', 'flame-soft']],
  ['on-flame', ['flame', 'flame-deep']],
  ['oasis', ['ground', 'surface', 'sunk', 'oasis-soft']],
  ['dusk', ['ground', 'surface', 'sunk', 'dusk-soft']],
  ['alarm', ['ground', 'surface', 'alarm-soft']],
  ['amber', ['ground', 'surface', 'amber-soft']],
  ['on-night', ['night']],
];

/** What shows where a control is. WCAG 2.2, 1.4.11: 3 to 1. */
const CONTROLS: [string, string[]][] = [
  ['edge', ['ground', 'surface']],
  ['oasis', ['ground', 'surface']],
];

describe.each(schemes)('in the %s scheme', (_name, tokens) => {
  test.each(pairs(TEXT))('text in %s can be read on %s', (text, ground) => {
    expect(contrast(tokens, text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(pairs(CONTROLS))('a control in %s can be made out on %s', (edge, ground) => {
    expect(contrast(tokens, edge, ground)).toBeGreaterThanOrEqual(3);
  });
});

test('the dark scheme gives every colour anew', () => {
  expect(Object.keys(tokensOf(darkCss))).toEqual(Object.keys(light));
});

function pairs(table: [string, string[]][]): [string, string][] {
  return table.flatMap(([text, grounds]) => grounds.map((ground): [string, string] => [text, ground]));
}

function tokensOf(text: string): Tokens {
  return Object.fromEntries(
    [...text.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6});/g)].map((found) => [found[1], found[2]]),
  );
}

function contrast(tokens: Tokens, one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(tokens[one]), luminance(tokens[other])].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(hex: string | undefined): number {
  if (!hex) throw new Error('no such token');
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
