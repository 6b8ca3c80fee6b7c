import {
  castShadow,
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
  shadow,
  stroke,
  type Brush,
} from './brush';
import { darken, lighten, mix, type Colour } from './colour';
import { GROUND } from './frame';
import type { Subject } from './subject';

/** Rows of stitches, each a small v. */
function stocking(brush: Brush, colour: Colour, stitch = 13): string {
  const high = stitch * 0.92;
  return brush.define(
    (id) =>
      `<pattern id="${id}" width="${stitch}" height="${high}" patternUnits="userSpaceOnUse"><rect width="${stitch}" height="${high}" fill="${colour}"/><path d="M0 ${n(high * 0.1)}L${stitch / 2} ${n(high * 0.75)}L${stitch} ${n(high * 0.1)}" fill="none" stroke="${darken(colour, 0.42)}" stroke-width="2.2" opacity="0.75"/><path d="M0 ${n(high * -0.14)}L${stitch / 2} ${n(high * 0.5)}L${stitch} ${n(high * -0.14)}" fill="none" stroke="${lighten(colour, 0.36)}" stroke-width="2.4" opacity="0.6"/></pattern>`,
  );
}

/** Ribs that run up and down. */
function ribbing(brush: Brush, colour: Colour, step = 15): string {
  return brush.define(
    (id) =>
      `<pattern id="${id}" width="${step}" height="9" patternUnits="userSpaceOnUse"><rect width="${step}" height="9" fill="${colour}"/><rect width="${n(step * 0.42)}" height="9" fill="${darken(colour, 0.34)}" opacity="0.75"/><rect x="${n(step * 0.58)}" width="${n(step * 0.26)}" height="9" fill="${lighten(colour, 0.34)}" opacity="0.6"/><path d="M0 8.4H${step}" stroke="${darken(colour, 0.5)}" stroke-width="0.9" opacity="0.4"/></pattern>`,
  );
}

/** Folds and light on cloth that hangs or lies. */
const drape = (brush: Brush, shape: string) =>
  path(
    shape,
    linear(
      brush,
      '0 #1C0F0A 0.36, 0.18 #FFF6E4 0.16, 0.36 #1C0F0A 0.05, 0.52 #FFF6E4 0.12, 0.74 #1C0F0A 0.14, 1 #1C0F0A 0.42',
    ),
  ) + path(shape, downward(brush, '0 #FFF6E4 0.1, 0.5 #000000 0, 1 #1C0F0A 0.3'));

/** A cable of two strands, from y to y. */
function cable(x: number, top: number, bottom: number, colour: Colour): string {
  const turns = Math.floor((bottom - top) / 38);
  const strand = (side: 1 | -1) =>
    curve(
      Array.from(
        { length: turns + 1 },
        (_, index) => [x + (index % 2 ? 14 : -14) * side, top + index * 38] as const,
      ),
    );
  return (
    rect(x - 34, top, 68, bottom - top, darken(colour, 0.22), 'opacity="0.55"') +
    [1, -1]
      .map(
        (side) =>
          stroke(strand(side === 1 ? 1 : -1), darken(colour, 0.5), 22) +
          stroke(strand(side === 1 ? 1 : -1), lighten(colour, 0.14), 16) +
          stroke(strand(side === 1 ? 1 : -1), lighten(colour, 0.42), 4, 'opacity="0.5"'),
      )
      .join('')
  );
}

const TORSO = `M262 336L304 306Q400 372 496 306L538 336L612 372Q628 560 604 770Q400 800 196 770Q172 560 188 372Z`;
const sleeve = (side: 1 | -1) => {
  const at = (x: number) => 400 + side * x;
  return `M${at(206)} 364Q${at(266)} 420 ${at(286)} 560L${at(300)} 742Q${at(262)} 760 ${at(222)} 748L${at(198)} 520Z`;
};

function garment(brush: Brush, main: Colour, front: string): string {
  const knit = stocking(brush, main);
  const ribs = ribbing(brush, main);
  const arms = ([1, -1] as const).map((side) => {
    const shape = sleeve(side);
    const cuff = `M${400 + side * 222} 742Q${400 + side * 262} 756 ${400 + side * 302} 736L${400 + side * 306} 790Q${400 + side * 264} 806 ${400 + side * 224} 796Z`;
    return path(shape, knit) + drape(brush, shape) + path(cuff, ribs) + drape(brush, cuff);
  });
  const hem = 'M194 764Q400 794 606 764L604 812Q400 842 196 812Z';
  const inner = 'M300 312Q400 372 500 312Q486 290 400 290Q314 290 300 312Z';
  const collar = 'M292 322Q400 396 508 322L488 298Q400 356 312 298Z';
  return (
    arms.join('') +
    path(inner, darken(main, 0.62)) +
    path(TORSO, knit) +
    inside(brush, TORSO, front) +
    drape(brush, TORSO) +
    path(hem, ribs) +
    drape(brush, hem) +
    path(collar, ribs) +
    stroke('M292 322Q400 396 508 322', darken(main, 0.45), 3, 'opacity="0.6"')
  );
}

/** A wooden hanger on a peg, and the shadow of what hangs on it. */
const hung = (brush: Brush, drawn: string) =>
  castShadow('M268 330H532L690 760L604 800L590 812H210L196 800L110 760Z', [400, 580], 0.42, 30) +
  oval(400, 190, 17, 17, radial(brush, '0 #D9AE74, 1 #6E4A26', [0.35, 0.3, 0.8])) +
  stroke('M400 196C430 196 430 236 400 244V268', '#8C8F92', 7) +
  stroke('M246 338Q330 300 400 262Q470 300 554 338', '#A8743F', 20) +
  drawn;

export const sweater: Subject = (brush, [main]) =>
  hung(
    brush,
    garment(
      brush,
      main,
      cable(400, 360, 780, main) + cable(300, 350, 780, main) + cable(500, 350, 780, main),
    ),
  );

export const cardigan: Subject = (brush, [main, second, accent]) => {
  const band =
    rect(378, 340, 44, 470, ribbing(brush, darken(main, 0.12), 11)) +
    stroke('M378 340V810M422 340V810', darken(main, 0.5), 2.4, 'opacity="0.6"');
  const buttons = Array.from(
    { length: 6 },
    (_, index) =>
      oval(
        401,
        420 + index * 66,
        14,
        14,
        radial(brush, '0 #D9B98A, 0.6 #7A5230, 1 #3A2415', [0.36, 0.3, 0.8]),
      ) +
      oval(397, 420 + index * 66, 2, 2, '#2A1A10') +
      oval(405, 420 + index * 66, 2, 2, '#2A1A10'),
  );
  const pocket = (x: number) =>
    rect(x, 640, 110, 100, stocking(brush, mix(main, second, 0.3), 11)) +
    rect(x, 634, 110, 22, ribbing(brush, accent, 11)) +
    stroke(`M${x} 656v84h110v-84`, darken(main, 0.5), 2.4, 'opacity="0.5"');
  return hung(brush, garment(brush, main, pocket(222) + pocket(468) + band + buttons.join('')));
};

export const beanie: Subject = (brush, [main, second]) => {
  const crown = `M226 700C220 470 300 372 400 372C500 372 580 470 574 700Z`;
  const fold = `M206 654Q400 700 594 654Q606 742 592 806Q400 852 208 806Q194 742 206 654Z`;
  const bobble = brush.random.next() < 0.5;
  const tuft = Array.from({ length: 70 }, () => {
    const [angle, far] = [brush.random.next() * Math.PI * 2, brush.random.between(36, 66)];
    return stroke(
      `M400 362L${n(400 + Math.cos(angle) * far)} ${n(344 + Math.sin(angle) * far)}`,
      brush.random.pick([second, lighten(second, 0.3), darken(second, 0.3)]),
      4,
      'opacity="0.9"',
    );
  }).join('');
  return (
    shadow(brush, 404, GROUND, 200) +
    (bobble ? tuft : '') +
    path(crown, ribbing(brush, main, 21)) +
    drape(brush, crown) +
    path(fold, ribbing(brush, lighten(main, 0.05), 25)) +
    drape(brush, fold) +
    stroke('M206 656Q400 702 594 656', darken(main, 0.6), 5, 'opacity="0.5"') +
    rect(470, 738, 62, 40, '#B9793F', 'rx="3"') +
    stroke('M482 752h38M482 764h26', '#F3E4C8', 3)
  );
};

export const scarf: Subject = (brush, [main, second, accent]) => {
  const fold = (base: number, inset: number, tone: Colour) => {
    const shape = `M${206 + inset} ${base - 70}Q400 ${base - 84} ${594 - inset} ${base - 70}Q${618 - inset} ${base - 34} ${594 - inset} ${base}Q400 ${base + 18} ${206 + inset} ${base}Q${182 + inset} ${base - 34} ${206 + inset} ${base - 70}Z`;
    return (
      path(shape, stocking(brush, tone, 11)) +
      drape(brush, shape) +
      stroke(
        `M${200 + inset} ${base - 2}Q400 ${base + 18} ${598 - inset} ${base - 2}`,
        '#1A0B05',
        6,
        'opacity="0.35"',
      )
    );
  };
  const tail = `M250 ${GROUND - 190}Q330 ${GROUND - 204} 410 ${GROUND - 190}L424 ${GROUND + 44}Q340 ${GROUND + 58} 244 ${GROUND + 44}Z`;
  const stripes = [0, 1, 2]
    .map((index) => rect(230, GROUND - 40 + index * 28, 210, 13, index === 1 ? accent : second))
    .join('');
  const ends = Array.from({ length: 17 }, (_, index) =>
    stroke(
      `M${250 + index * 10.6} ${GROUND + 48}q${n(brush.random.between(-4, 4))} 22 ${n(brush.random.between(-5, 5))} 44`,
      index % 2 ? main : darken(main, 0.3),
      6,
    ),
  ).join('');
  return (
    shadow(brush, 404, GROUND, 226) +
    fold(GROUND, 0, darken(main, 0.08)) +
    fold(GROUND - 64, 8, main) +
    fold(GROUND - 128, 2, darken(main, 0.04)) +
    fold(GROUND - 190, 12, lighten(main, 0.04)) +
    ends +
    path(tail, stocking(brush, main, 11)) +
    inside(brush, tail, stripes) +
    drape(brush, tail)
  );
};

export const socks: Subject = (brush, [main, second, accent]) => {
  const leg = 'M-62 -330H62V-60Q66 0 130 26Q196 54 190 106Q184 148 110 146Q-20 142 -52 96Q-70 66 -62 -60Z';
  const toe = 'M124 22Q200 54 190 106Q184 148 110 146Q96 90 124 22Z';
  const heel = 'M-62 -40Q-10 0 -18 60Q-40 100 -52 96Q-70 66 -62 -40Z';
  const one = (x: number, y: number, turn: number): string =>
    group(
      `translate(${x} ${y}) rotate(${turn})`,
      castShadow(leg, [40, -90], 0.45) +
        path(leg, stocking(brush, main, 11)) +
        inside(
          brush,
          leg,
          rect(-80, -330, 160, 74, ribbing(brush, second, 13)) +
            rect(-80, -236, 160, 12, accent) +
            rect(-80, -212, 160, 12, accent),
        ) +
        path(toe, stocking(brush, second, 11)) +
        path(heel, stocking(brush, second, 11)) +
        drape(brush, leg),
    );
  return one(418, 560, 10) + one(300, 640, -8);
};

export const mittens: Subject = (brush, [main, second, accent]) => {
  const hand = 'M-92 250V40C-110 -130 -60 -230 10 -230C84 -230 118 -150 110 10L112 250Z';
  const thumb = 'M96 120C130 60 132 -20 168 -60C200 -88 224 -50 212 0C196 70 160 140 104 190Z';
  const star = Array.from({ length: 8 }, (_, index) =>
    group(`rotate(${index * 45} 8 -30)`, path('M8 -30L24 -66L8 -104L-8 -66Z', index % 2 ? accent : second)),
  ).join('');
  const one = (x: number, y: number, turn: number, flip: 1 | -1): string =>
    group(
      `translate(${x} ${y}) rotate(${turn}) scale(${flip} 1)`,
      castShadow(hand, [10, 10], 0.45) +
        path(thumb, stocking(brush, darken(main, 0.08), 11)) +
        drape(brush, thumb) +
        path(hand, stocking(brush, main, 11)) +
        star +
        inside(
          brush,
          hand,
          rect(-120, 120, 260, 14, second) +
            rect(-120, 142, 260, 8, accent) +
            rect(-120, 162, 260, 110, ribbing(brush, main, 15)),
        ) +
        drape(brush, hand),
    );
  return one(292, 560, -9, -1) + one(500, 590, 11, 1);
};
