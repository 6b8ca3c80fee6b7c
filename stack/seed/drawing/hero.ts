import type { Palette } from '../goods/kinds';
import {
  curve,
  downward,
  group,
  inside,
  linear,
  n,
  oval,
  path,
  radial,
  rect,
  softly,
  stroke,
  type Brush,
  type Point,
} from './brush';
import { darken, lighten, mix, type Colour } from './colour';
import { GROUND } from './frame';
import { subjects } from './subjects';

const WIDTH = 2400;
const HEIGHT = 1200;
const TABLE = 880;

/** What stands on the table, from the back to the front: where, how large, in which colours. */
const GOODS: readonly (readonly [subject: string, x: number, y: number, scale: number, palette: Palette])[] =
  [
    ['candlestick', 1130, 980, 0.62, ['#C79A4B', '#7C5A1F', '#F6DFA6']],
    ['vase', 1350, 1000, 0.86, ['#2F4A75', '#182742', '#9DB4D4']],
    ['tableLamp', 1760, 990, 0.8, ['#E4D3B4', '#A98B5E', '#FFF3D6']],
    ['bookStack', 1990, 1030, 0.62, ['#0F6B63', '#E9E0C8', '#C2461B']],
    ['plantPot', 2240, 1020, 0.74, ['#BC6A45', '#8A4326', '#E6AA86']],
    ['spiceBowl', 1180, 1090, 0.5, ['#B8341B', '#F0B64A', '#7A1A0C']],
    ['bowl', 1560, 1110, 0.7, ['#A9C2B0', '#6E8D7C', '#E3EEE4']],
    ['teapot', 1880, 1120, 0.62, ['#D79A35', '#8F5A16', '#F6D58C']],
    ['mug', 2120, 1150, 0.46, ['#EDE6DA', '#B9AC98', '#FFFFFF']],
  ];

/**
 * The season's picture: a stall at the edge of the desert at dusk. Its left third is quiet, for words.
 * @param view the part that is shown, in the units of the whole (2400 x 1200)
 */
export function heroDrawing(
  brush: Brush,
  view: readonly [x: number, y: number, width: number, height: number],
  width: number,
  height: number,
): string {
  const drawn =
    sky(brush) +
    desert(brush) +
    posts(brush) +
    stall(brush) +
    goods(brush) +
    lanterns(brush) +
    awning(brush) +
    dusk(brush);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${view.join(' ')}"><defs>${brush.definitions()}</defs>${drawn}</svg>`;
}

function sky(brush: Brush): string {
  const [sunX, sunY] = [1500, 560];
  const stars = Array.from({ length: 70 }, () =>
    oval(
      brush.random.between(0, WIDTH),
      brush.random.between(0, 300),
      brush.random.between(0.8, 2.2),
      brush.random.between(0.8, 2.2),
      '#FFF3D6',
      `opacity="${brush.random.between(0.2, 0.7).toFixed(2)}"`,
    ),
  ).join('');
  const cloud = (y: number, x: number, long: number) =>
    softly('#FFD9A8', 0.45, (grow) => {
      const deep = 14 + grow * 7;
      return `M${x - grow * 20} ${y}q${long * 0.3} ${-deep * 1.6} ${long * 0.6} ${-deep * 0.5}t${long * 0.4 + grow * 20} ${deep * 0.5}q${-long * 0.4} ${deep * 1.2} ${-long - grow * 20} 0Z`;
    });
  return (
    rect(
      0,
      0,
      WIDTH,
      HEIGHT,
      downward(brush, '0 #2B2350, 0.16 #5A3A6E, 0.3 #A8506A, 0.42 #E2804F, 0.52 #F6B765, 0.6 #FBDC9A'),
    ) +
    stars +
    oval(sunX, sunY, 760, 520, radial(brush, '0 #FFF1C4 0.95, 0.3 #FFCF83 0.5, 1 #FFB066 0')) +
    oval(sunX, sunY, 124, 124, radial(brush, '0 #FFFDF0, 0.8 #FFEFC0, 1 #FFD98C')) +
    cloud(400, 820, 420) +
    cloud(340, 1640, 520) +
    cloud(452, 1820, 360) +
    cloud(300, 300, 380)
  );
}

function desert(brush: Brush): string {
  const ridge = (y: number, swell: number, tone: Colour, light: Colour, phase: number): string => {
    const points: Point[] = Array.from({ length: 13 }, (_, index) => [
      index * 200,
      y + Math.sin(index * 0.9 + phase) * swell + Math.sin(index * 2.3 + phase * 2) * swell * 0.3,
    ]);
    const shape = `${curve(points)}V1000H0Z`;
    const lee = linear(brush, `0 ${darken(tone, 0.5)} 0.5, 1 ${darken(tone, 0.3)} 0`, [0, 0, 1, 0.3]);
    const faces = points
      .filter(([, py], index) => py < y && index % 2 === 0)
      .map(([px, py]) =>
        path(
          `M${n(px)} ${n(py - 6)}Q${n(px + 150)} ${n(py + 8)} ${n(px + 420)} ${n(py + 90)}Q${n(px + 180)} ${n(py + 110)} ${n(px + 60)} ${n(py + 220)}Q${n(px + 90)} ${n(py + 90)} ${n(px)} ${n(py - 6)}Z`,
          lee,
        ),
      )
      .join('');
    return (
      path(shape, downward(brush, `0 ${light}, 0.4 ${tone}, 1 ${darken(tone, 0.2)}`)) +
      inside(brush, shape, faces)
    );
  };
  return (
    ridge(606, 26, '#C98568', '#F3BE86', 0.4) +
    ridge(650, 34, '#B5694C', '#EBA669', 2.1) +
    walkers() +
    ridge(716, 40, '#9A4F3C', '#DB8350', 3.6) +
    ridge(800, 34, '#6E3532', '#B05F43', 5.2)
  );
}

/** The caravan, far away. */
function walkers(): string {
  const camel = (x: number, y: number, size: number) =>
    group(
      `translate(${x} ${y}) scale(${size})`,
      `<path d="M0 0c4 -14 14 -20 22 -14c4 -14 22 -16 28 0c8 -2 12 2 14 8c6 -2 8 -18 10 -28c2 -8 16 -10 18 -4l8 4c0 4 -6 5 -10 4c-4 12 -6 34 -18 40l-2 34h-5l-3 -30h-28l-4 30h-5l-4 -32c-8 4 -10 14 -14 20c-2 -10 0 -24 -7 -32Z" fill="#4A2430"/>`,
    );
  const far = [0, 1, 2].map((index) => camel(1486 + index * 50, 618 + index * 3, 0.42)).join('');
  return (
    far +
    [0, 1, 2, 3, 4].map((index) => camel(250 + index * 88, 650 - index * 6, 0.62)).join('') +
    stroke('M700 634v-20', '#4A2430', 5)
  );
}

function posts(brush: Brush): string {
  const post = (x: number, width: number) =>
    rect(x, 60, width, 960, linear(brush, '0 #8A5A34, 0.3 #C08A55, 0.6 #7A4A28, 1 #3E2214')) +
    Array.from({ length: 5 }, (_, index) =>
      stroke(
        `M${x + 6 + index * 7} 70q${brush.random.between(-6, 6).toFixed(0)} 400 0 930`,
        '#2E190E',
        1.6,
        'opacity="0.35"',
      ),
    ).join('');
  return post(842, 44) + post(2336, 50);
}

function stall(brush: Brush): string {
  const wood = '#7A4A2C';
  const planks = Array.from({ length: 26 }, (_, index) => {
    const y = TABLE + 6 + (index / 26) ** 1.4 * 320;
    return stroke(
      curve([
        [0, y],
        [800, y + brush.random.between(-4, 4)],
        [1600, y + brush.random.between(-4, 4)],
        [2400, y],
      ]),
      index % 2 ? darken(wood, 0.5) : lighten(wood, 0.35),
      brush.random.between(1, 3),
      'opacity="0.3"',
    );
  }).join('');
  const cloth = 'M1020 905Q1600 885 2330 905L2400 1200H960Z';
  const stripes = [0, 1, 2, 3]
    .map((row) =>
      stroke(
        `M${1000 - row * 14} ${1150 - row * 20}Q1660 ${1128 - row * 20} ${2380 + row * 3} ${1150 - row * 20}`,
        row % 2 ? '#E8C58E' : '#7A2B20',
        row % 2 ? 5 : 11,
        'opacity="0.8"',
      ),
    )
    .join('');
  return (
    rect(
      0,
      TABLE,
      WIDTH,
      HEIGHT - TABLE,
      downward(brush, `0 ${darken(wood, 0.3)}, 0.3 ${wood}, 1 ${lighten(wood, 0.06)}`),
    ) +
    planks +
    path(cloth, linear(brush, '0 #8E2F22, 0.4 #B5452C, 1 #6E2119')) +
    stripes +
    oval(1700, 1040, 760, 130, radial(brush, '0 #FFD98C 0.6, 1 #FFD98C 0')) +
    rect(0, TABLE - 14, WIDTH, 30, downward(brush, '0 #1C0F0A 0, 0.5 #1C0F0A 0.4, 1 #1C0F0A 0'))
  );
}

function goods(brush: Brush): string {
  return GOODS.map(([subject, x, y, scale, palette]) => {
    const drawn = subjects[subject]?.(brush, palette) ?? '';
    return group(`translate(${n(x - 400 * scale)} ${n(y - GROUND * scale)}) scale(${scale})`, drawn);
  }).join('');
}

function awning(brush: Brush): string {
  const [wide, count] = [120, 21];
  const tones = ['#C2461B', '#F3E3C4'] as const;
  const panels = Array.from({ length: count }, (_, index) => {
    const x = index * wide - 40;
    const tone = tones[index % 2 === 0 ? 0 : 1];
    const shape = `M${x} -10H${x + wide}V112A${wide / 2} 46 0 0 1 ${x} 112Z`;
    return (
      path(
        shape,
        downward(
          brush,
          `0 ${darken(tone, 0.5)}, 0.5 ${darken(tone, 0.22)}, 0.8 ${tone}, 1 ${darken(tone, 0.28)}`,
        ),
      ) +
      stroke(`M${x} 112A${wide / 2} 46 0 0 0 ${x + wide} 112`, mix(tone, '#FFE3A0', 0.5), 3, 'opacity="0.7"')
    );
  }).join('');
  return (
    rect(-40, 90, WIDTH + 80, 100, downward(brush, '0 #1C0F0A 0.6, 0.4 #1C0F0A 0.4, 1 #1C0F0A 0')) +
    panels +
    rect(0, -10, WIDTH, 24, '#2E190E')
  );
}

function lanterns(brush: Brush): string {
  const one = (x: number, drop: number, size: number, tone: Colour): string => {
    const [w, h, y] = [54 * size, 96 * size, 130 + drop];
    return (
      stroke(`M${x} 120V${n(y - h * 0.4)}`, '#2E190E', 4) +
      oval(
        x,
        y + h * 0.5,
        190 * size,
        190 * size,
        radial(brush, '0 #FFE3A0 0.75, 0.35 #FFC56B 0.3, 1 #FFC56B 0'),
      ) +
      path(
        `M${n(x - w * 0.5)} ${n(y)}Q${n(x)} ${n(y - h * 0.5)} ${n(x + w * 0.5)} ${n(y)}Z`,
        darken(tone, 0.4),
      ) +
      path(
        `M${n(x - w)} ${n(y + h * 0.46)}Q${n(x - w * 0.9)} ${n(y)} ${n(x - w * 0.46)} ${n(y)}H${n(x + w * 0.46)}Q${n(x + w * 0.9)} ${n(y)} ${n(x + w)} ${n(y + h * 0.46)}Q${n(x + w * 0.8)} ${n(y + h)} ${n(x)} ${n(y + h * 1.06)}Q${n(x - w * 0.8)} ${n(y + h)} ${n(x - w)} ${n(y + h * 0.46)}Z`,
        radial(brush, `0 #FFF6D8, 0.4 ${lighten(tone, 0.5)}, 1 ${tone}`, [0.5, 0.55, 0.6]),
      ) +
      [-0.5, 0, 0.5]
        .map((at) =>
          stroke(
            `M${n(x + w * at * 0.8)} ${n(y)}Q${n(x + w * at * 2)} ${n(y + h * 0.5)} ${n(x + w * at * 0.5)} ${n(y + h)}`,
            darken(tone, 0.5),
            2.4,
            'opacity="0.5"',
          ),
        )
        .join('')
    );
  };
  return (
    one(1020, 90, 0.9, '#D9764A') +
    one(1240, 30, 0.7, '#E2AE3C') +
    one(1990, 70, 0.95, '#C2461B') +
    one(2210, 20, 0.75, '#E2AE3C') +
    one(620, 40, 0.7, '#B85A5A')
  );
}

function dusk(brush: Brush): string {
  return (
    rect(0, 0, WIDTH, HEIGHT, linear(brush, '0 #1A0F24 0.55, 0.3 #1A0F24 0.22, 0.5 #1A0F24 0')) +
    rect(0, 0, WIDTH, HEIGHT, radial(brush, '0 #000000 0, 0.7 #120814 0.05, 1 #120814 0.5', [0.6, 0.5, 0.75]))
  );
}
