import {
  curve,
  downward,
  group,
  inside,
  linear,
  n,
  oval,
  path,
  polygon,
  radial,
  rect,
  shadow,
  stroke,
  type Brush,
} from './brush';
import { darken, lighten, mix, type Colour } from './colour';
import type { Palette } from '../goods/kinds';
import { GROUND } from './frame';
import type { Subject } from './subject';

/** A woven field: bands of diamonds, steps, combs and stripes, mirrored as a weaver counts them. */
function weave(brush: Brush, [main, second, accent]: Palette, width: number, height: number): string {
  const { random } = brush;
  let y = 0;
  const bands: string[] = [];
  while (y < height) {
    const tall = random.pick([26, 38, 58, 84]);
    const [ground, figure] = random.pick([
      [main, second],
      [second, main],
      [main, accent],
      [accent, second],
      [second, accent],
    ] as const);
    bands.push(
      rect(0, y, width, tall, ground) +
        random.pick([diamonds, steps, combs, stripes])(
          ground,
          figure,
          mix(figure, ground, 0.45),
          width,
          y,
          tall,
        ),
    );
    y += tall;
  }
  const threads = Array.from({ length: Math.floor(height / 5) }, (_, row) =>
    rect(0, row * 5, width, 1.4, '#1C0F0A', 'opacity="0.1"'),
  ).join('');
  return bands.join('') + threads;
}

type Band = (ground: Colour, figure: Colour, third: Colour, width: number, y: number, tall: number) => string;

const repeat = (width: number, step: number, draw: (x: number) => string) =>
  Array.from({ length: Math.ceil(width / step) }, (_, index) => draw(index * step)).join('');

const diamonds: Band = (ground, figure, third, width, y, tall) => {
  const half = tall / 2;
  const diamond = (x: number, share: number, colour: Colour) =>
    path(
      polygon([
        [x + half, y + half - half * share],
        [x + half + half * share, y + half],
        [x + half, y + half + half * share],
        [x + half - half * share, y + half],
      ]),
      colour,
    );
  return repeat(
    width,
    tall,
    (x) => diamond(x, 0.94, figure) + diamond(x, 0.62, ground) + diamond(x, 0.34, third),
  );
};

const steps: Band = (_ground, figure, third, width, y, tall) => {
  const unit = tall / 4;
  return repeat(width, unit * 6, (x) =>
    [0, 1, 2, 3]
      .map((row) =>
        rect(
          x + row * unit * 0.75,
          y + row * unit,
          unit * 6 - row * unit * 1.5,
          unit + 0.5,
          row % 2 ? third : figure,
        ),
      )
      .join(''),
  );
};

const combs: Band = (_ground, figure, _third, width, y, tall) =>
  rect(0, y + tall * 0.44, width, tall * 0.12, figure) +
  repeat(width, 15, (x) => rect(x, y + tall * 0.14, 6, tall * 0.72, figure));

const stripes: Band = (_ground, figure, third, width, y, tall) =>
  rect(0, y + tall * 0.2, width, tall * 0.2, figure) + rect(0, y + tall * 0.6, width, tall * 0.14, third);

function fringe(brush: Brush, x: number, y: number, width: number, long: number, colour: Colour): string {
  const { random } = brush;
  return Array.from({ length: Math.floor(width / 7) }, (_, index) => {
    const px = x + 3 + index * 7;
    return stroke(
      `M${n(px)} ${n(y)}q${n(random.between(-3, 3))} ${n(long / 2)} ${n(random.between(-4, 4))} ${n(long * random.between(0.85, 1.1))}`,
      index % 3 ? colour : darken(colour, 0.3),
      2.6,
      'opacity="0.9"',
    );
  }).join('');
}

/** A rug that hangs on the wall from a wooden rod. */
function hanging(brush: Brush, palette: Palette, width: number, pile: boolean): string {
  const [x, y, height] = [400 - width / 2, 132, 610];
  const wave = [0, 1, 2, 3, 4].map(
    (index) => [x + (index * width) / 4, y + height + (index % 2 ? 10 : -4)] as const,
  );
  const cloth = `M${n(x)} ${y}H${n(x + width)}V${n(wave[4]?.[1] ?? 0)}${curve([...wave].reverse()).replace('M', 'L')}Z`;
  const folds = linear(
    brush,
    '0 #1C0F0A 0.3, 0.12 #FFF6E4 0.14, 0.3 #1C0F0A 0.1, 0.45 #FFF6E4 0.14, 0.62 #1C0F0A 0.14, 0.78 #FFF6E4 0.06, 1 #1C0F0A 0.4',
  );
  const tufts = pile
    ? Array.from({ length: 900 }, () => {
        const [px, py] = [x + brush.random.next() * width, y + brush.random.next() * height];
        return `<path d="M${n(px)} ${n(py)}l${n(brush.random.between(-4, 4))} 9" stroke="${brush.random.next() < 0.5 ? '#FFF6E4' : '#1C0F0A'}" stroke-width="2.4" opacity="0.16"/>`;
      }).join('')
    : '';
  const pattern = pile ? lattice(palette, width, height) : weave(brush, palette, width, height + 20);
  return (
    path(
      `M${n(x + 26)} ${y + 18}h${n(width)}v${height + 12}h${n(-width)}Z`,
      linear(brush, '0 #1A0B05 0.5, 1 #1A0B05 0.26'),
    ) +
    fringe(brush, x, y + height - 2, width, 46, lighten(palette[1], 0.2)) +
    inside(brush, cloth, group(`translate(${n(x)} ${y})`, pattern) + tufts) +
    path(cloth, folds) +
    path(cloth, downward(brush, '0 #1C0F0A 0.2, 0.06 #1C0F0A 0, 0.8 #1C0F0A 0, 1 #1C0F0A 0.26')) +
    rect(x - 46, y - 18, width + 92, 24, downward(brush, '0 #D2A46C, 0.4 #A8743F, 1 #5A3A1E'), 'rx="12"') +
    stroke(`M${n(x + 10)} ${y - 16}L400 30L${n(x + width - 10)} ${y - 16}`, '#4A3524', 4)
  );
}

/** Diamonds of one line on a plain ground, as the knotted rugs have them. */
function lattice([main, second, accent]: Palette, width: number, height: number): string {
  const cell = width / 3;
  const lines = Array.from({ length: 7 }, (_, row) =>
    Array.from({ length: 4 }, (_unused, column) => {
      const [cx, cy] = [column * cell, row * cell * 1.05 + 30];
      const rhomb = (share: number) =>
        polygon([
          [cx, cy - cell * 0.52 * share],
          [cx + cell * 0.5 * share, cy],
          [cx, cy + cell * 0.52 * share],
          [cx - cell * 0.5 * share, cy],
        ]);
      return (
        stroke(rhomb(1), main, 13) +
        ((row + column) % 2 ? stroke(rhomb(0.52), accent, 9) : path(rhomb(0.24), main))
      );
    }).join(''),
  ).join('');
  return rect(0, 0, width, height + 20, second) + lines;
}

export const rug: Subject = (brush, palette) => hanging(brush, palette, 470, false) + basket(brush);
export const runner: Subject = (brush, palette) => hanging(brush, palette, 270, false) + basket(brush);
export const knottedRug: Subject = (brush, palette) => hanging(brush, palette, 450, true) + basket(brush);

/** Balls of the same yarn on the floor before it. */
function basket(brush: Brush): string {
  const { random } = brush;
  const colour = random.pick(['#A63F2B', '#2D4468', '#D2A03A', '#E9DCC3', '#5F6B45']);
  const [x, y, r] = [random.pick([150, 640]), 880, 54];
  const ball = (bx: number, by: number, tone: Colour) =>
    oval(bx + 20, by + r * 0.8, r * 1.4, 16, radial(brush, '0 #1A0B05 0.5, 1 #1A0B05 0')) +
    oval(
      bx,
      by,
      r,
      r * 0.94,
      radial(brush, `0 ${lighten(tone, 0.45)}, 0.5 ${tone}, 1 ${darken(tone, 0.55)}`, [0.34, 0.3, 0.78]),
    ) +
    Array.from({ length: 7 }, (_, index) =>
      stroke(
        `M${n(bx - r * 0.8 + index * 8)} ${n(by + r * 0.4)}Q${n(bx - 20 + index * 9)} ${n(by - r * 0.9)} ${n(bx + r * 0.7)} ${n(by - r * 0.4 + index * 7)}`,
        index % 2 ? lighten(tone, 0.35) : darken(tone, 0.4),
        2,
        'opacity="0.55"',
      ),
    ).join('');
  return ball(x, y, colour) + (random.next() < 0.6 ? ball(x + 76, y + 34, lighten(colour, 0.35)) : '');
}

export const cushion: Subject = (brush, palette) => {
  const [left, right, top, bottom] = [196, 604, 420, GROUND + 6];
  const shape = `M${left + 8} ${top + 4}Q400 ${top + 38} ${right - 8} ${top + 4}Q${right - 26} ${(top + bottom) / 2} ${right - 2} ${bottom - 6}Q400 ${bottom - 30} ${left + 2} ${bottom - 6}Q${left + 26} ${(top + bottom) / 2} ${left + 8} ${top + 4}Z`;
  return (
    shadow(brush, 410, GROUND, 220) +
    `<g transform="rotate(-5 400 620)">` +
    path(shape, palette[0], `stroke="${darken(palette[1], 0.2)}" stroke-width="9" stroke-linejoin="round"`) +
    inside(brush, shape, group(`translate(${left} ${top})`, weave(brush, palette, 420, 430))) +
    path(
      shape,
      radial(brush, '0 #FFF6E4 0.3, 0.5 #FFF6E4 0, 0.8 #1C0F0A 0.2, 1 #1C0F0A 0.55', [0.4, 0.36, 0.68]),
    ) +
    '</g>'
  );
};

export const blanket: Subject = (brush, [main, second, accent]) => {
  const fold = (base: number, tall: number, colour: Colour, inset: number) => {
    const [left, right] = [182 + inset, 618 - inset];
    const shape = `M${left + 34} ${base - tall}H${right}q26 ${tall / 2} 0 ${tall}H${left + 34}a${tall / 2} ${tall / 2} 0 0 1 0 ${-tall}Z`;
    const ribs = Array.from({ length: 40 }, (_, index) =>
      stroke(`M${left + index * 11} ${base - tall}v${tall}`, darken(colour, 0.5), 1.3, 'opacity="0.16"'),
    ).join('');
    const bands =
      rect(left + 120, base - tall, 34, tall, accent, 'opacity="0.8"') +
      rect(left + 168, base - tall, 12, tall, second, 'opacity="0.9"');
    return (
      path(shape, downward(brush, `0 ${lighten(colour, 0.3)}, 0.45 ${colour}, 1 ${darken(colour, 0.55)}`)) +
      inside(brush, shape, bands + ribs) +
      path(shape, downward(brush, '0 #FFFFFF 0.14, 0.5 #000000 0, 1 #1C0F0A 0.42')) +
      fringe(brush, right - 6, base - tall + 6, 26, tall - 10, lighten(second, 0.2))
    );
  };
  return (
    shadow(brush, 410, GROUND, 230) +
    fold(GROUND, 92, main, 0) +
    fold(GROUND - 88, 92, darken(main, 0.06), 8) +
    fold(GROUND - 176, 92, lighten(main, 0.05), 4) +
    fold(GROUND - 264, 92, mix(main, second, 0.12), 14)
  );
};

export const pouf: Subject = (brush, [main, second, accent]) => {
  const [x, top, r] = [400, 560, 232];
  const side = `M${x - r} ${top}C${x - r - 46} ${top + 110} ${x - r - 10} ${GROUND} ${x - r * 0.7} ${GROUND + 10}Q${x} ${GROUND + 54} ${x + r * 0.7} ${GROUND + 10}C${x + r + 10} ${GROUND} ${x + r + 46} ${top + 110} ${x + r} ${top}Z`;
  const seams = [-0.95, -0.62, -0.24, 0.2, 0.6, 0.94]
    .map((share) =>
      stroke(
        `M${n(x + r * share)} ${n(top + 60 * Math.sqrt(1 - share * share))}Q${n(x + r * share * 1.22)} ${top + 160} ${n(x + r * share * 0.74)} ${GROUND + 26}`,
        lighten(second, 0.3),
        5,
        'stroke-dasharray="10 8" opacity="0.85"',
      ),
    )
    .join('');
  const petals = Array.from({ length: 12 }, (_, index) => {
    const angle = (index / 12) * Math.PI * 2;
    const at = (share: number, turn = 0) =>
      [x + Math.cos(angle + turn) * r * share, top + Math.sin(angle + turn) * 62 * share] as const;
    const [tip, left, right] = [at(0.84), at(0.5, 0.2), at(0.5, -0.2)];
    return path(polygon([[x, top], left, tip, right]), index % 2 ? second : accent, 'opacity="0.88"');
  }).join('');
  return (
    shadow(brush, 410, GROUND + 8, 236) +
    path(
      side,
      linear(
        brush,
        `0 ${darken(main, 0.35)}, 0.3 ${lighten(main, 0.22)}, 0.6 ${main}, 1 ${darken(main, 0.55)}`,
      ),
    ) +
    inside(
      brush,
      side,
      rect(100, top + 128, 600, 26, second, 'opacity="0.9"') +
        rect(100, top + 164, 600, 9, accent, 'opacity="0.9"'),
    ) +
    seams +
    path(side, downward(brush, '0 #000000 0, 0.6 #1C0F0A 0.06, 1 #1C0F0A 0.5')) +
    oval(
      x,
      top,
      r,
      66,
      linear(brush, `0 ${lighten(main, 0.2)}, 0.35 ${lighten(main, 0.34)}, 1 ${darken(main, 0.2)}`),
    ) +
    petals +
    oval(x, top, 26, 8, darken(main, 0.4)) +
    stroke(
      `M${x - r} ${top}A${r} 66 0 0 0 ${x + r} ${top}`,
      lighten(second, 0.3),
      5,
      'stroke-dasharray="10 8" opacity="0.8"',
    )
  );
};
