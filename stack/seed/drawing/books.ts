import { group, inside, linear, oval, path, polygon, radial, rect, shadow, stroke } from './brush';
import { darken, lighten, mix } from './colour';
import { cover, PAGES } from './covers';
import { GROUND } from './frame';
import { box } from './solids';
import type { Subject } from './subject';

export const bookStanding: Subject = (brush, palette) => {
  const [ground] = palette;
  const [x, y] = [250, GROUND - 452];
  return (
    shadow(brush, 420, GROUND, 200) +
    path(
      polygon([
        [x + 330, y + 10],
        [x + 372, y - 14],
        [x + 372, GROUND - 20],
        [x + 330, GROUND],
      ]),
      linear(brush, '0 #CDBB98, 1 #8F7C5C'),
    ) +
    Array.from({ length: 9 }, (_, index) =>
      stroke(
        `M${x + 334 + index * 4} ${y + 10 - index * 2.4}V${GROUND - 2 - index * 2.2}`,
        '#8A7654',
        1,
        'opacity="0.6"',
      ),
    ).join('') +
    path(
      polygon([
        [x, y],
        [x + 42, y - 24],
        [x + 376, y - 24],
        [x + 332, y],
      ]),
      linear(brush, `0 ${lighten(ground, 0.3)}, 1 ${ground}`),
    ) +
    group(`translate(${x} ${y}) scale(1.107 1.076)`, cover(brush, palette)) +
    rect(
      x,
      y,
      332,
      452,
      linear(
        brush,
        '0 #1C0F0A 0.42, 0.04 #FFF6E4 0.28, 0.07 #1C0F0A 0.22, 0.1 #FFF6E4 0.08, 0.5 #FFF6E4 0.1, 1 #1C0F0A 0.3',
      ),
    ) +
    stroke(`M${x} ${y}H${x + 332}`, lighten(ground, 0.6), 2, 'opacity="0.6"')
  );
};

export const bookStack: Subject = (brush, palette) => {
  const { random } = brush;
  const [ground, paper, accent] = palette;
  const tones = [darken(accent, 0.1), mix(ground, '#E9DCC3', 0.7), ground, '#3F4B4A', ground];
  let base = GROUND;
  const volumes = tones.map((tone, index) => {
    const [tall, width] = [random.between(52, 76), random.between(310, 380)];
    const x = 400 - width / 2 + random.between(-18, 12) - 20;
    const y = base - tall;
    base = y;
    const spine =
      rect(
        x + 40,
        y + tall * 0.38,
        width * 0.4,
        tall * 0.24,
        index % 2 ? darken(tone, 0.6) : paper,
        'opacity="0.85"',
      ) +
      rect(x + width * 0.8, y, 12, tall, mix(tone, accent, 0.6)) +
      rect(x + 14, y, 6, tall, mix(tone, paper, 0.5));
    const pages = path(
      polygon([
        [x + width - 2, y + 7],
        [x + width + 62, y - 28],
        [x + width + 62, y + tall - 46],
        [x + width - 2, y + tall - 7],
      ]),
      linear(brush, `0 ${PAGES}, 1 #A8956F`),
    );
    return (
      box(
        brush,
        { x, base: y + tall, width, height: tall, depth: 108, colour: tone, sideColour: tone },
        spine,
      ) + pages
    );
  });
  const top = base;
  return shadow(brush, 420, GROUND, 220) + volumes.join('') + spectacles(350, top - 16);
};

function spectacles(x: number, y: number): string {
  const rim = '#3A2A20';
  return `<g transform="translate(${x} ${y}) skewX(-32) scale(1 0.42)" fill="#FFFFFF" fill-opacity="0.18" stroke="${rim}" stroke-width="8"><circle cx="0" cy="0" r="40"/><circle cx="104" cy="0" r="40"/><path d="M40 -6q12 -16 24 0" fill="none"/><path d="M-40 -4l-24 -70M144 -4l24 -70" fill="none"/></g>`;
}

export const bookOpen: Subject = (brush, palette) => {
  const [ground, paper, accent] = palette;
  const y = GROUND - 70;
  const page = (side: 1 | -1) =>
    `M400 ${y - 200}Q${400 + side * 110} ${y - 246} ${400 + side * 252} ${y - 206}L${400 + side * 300} ${y + 56}Q${400 + side * 130} ${y + 10} 400 ${y + 62}Z`;
  const lines = Array.from({ length: 10 }, (_, row) => {
    const [py, spread] = [y - 168 + row * 21, row * 4];
    return stroke(
      `M${436 + spread * 0.3} ${py}q100 -36 ${176 + spread} -${6 + row * 0.5}`,
      darken(paper, 0.62),
      3.4,
      'opacity="0.55"',
    );
  }).join('');
  const plate = inside(
    brush,
    `M${166} ${y - 176}Q280 ${y - 214} 366 ${y - 176}L360 ${y + 8}Q260 ${y - 20} 136 ${y + 6}Z`,
    group(`translate(130 ${y - 236}) scale(0.84 0.66)`, cover(brush, palette)),
  );
  return (
    oval(410, GROUND + 4, 340, 50, radial(brush, '0 #1A0B05 0.6, 1 #1A0B05 0')) +
    path(
      `M400 ${y - 196}L140 ${y - 214}L84 ${y + 82}Q240 ${y + 50} 400 ${y + 92}Q560 ${y + 50} 716 ${y + 82}L660 ${y - 214}Z`,
      darken(ground, 0.1),
    ) +
    [3, 2, 1]
      .map((layer) =>
        group(`translate(0 ${layer * 7})`, path(page(-1), '#CDBB98') + path(page(1), '#C2AE88')),
      )
      .join('') +
    path(page(-1), linear(brush, '0 #F6EBD3, 0.7 #FBF4E4, 1 #BFAC87')) +
    path(page(1), linear(brush, '0 #BBA782, 0.22 #FBF3E1, 1 #E9DBBC')) +
    plate +
    lines +
    stroke(`M404 ${y - 190}C420 ${y - 40} 396 ${y + 40} 452 ${y + 120}`, accent, 12)
  );
};
