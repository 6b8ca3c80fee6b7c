import {
  type Brush,
  curve,
  group,
  inside,
  linear,
  oval,
  path,
  polygon,
  radial,
  rect,
  shadow,
  stroke,
} from './brush';
import { type Colour, darken, lighten } from './colour';
import { bush } from './plants';
import { GROUND } from './frame';
import { ringAround, speckles, turned, type Turned } from './solids';
import type { Subject } from './subject';

function earthen(brush: Brush, solid: Turned, second: Colour): string {
  const [top] = solid.profile[solid.profile.length - 1] ?? [0, 0];
  const widest = Math.max(...solid.profile.map(([, radius]) => radius));
  const stain = path(
    curve([
      [solid.x - widest, solid.base - 40],
      [solid.x - 60, solid.base - 66 + brush.random.between(-12, 12)],
      [solid.x + 70, solid.base - 44],
      [solid.x + widest, solid.base - 60],
    ]) + `V${solid.base + 40}H${solid.x - widest}Z`,
    lighten(second, 0.5),
    'opacity="0.16"',
  );
  return turned(brush, {
    ...solid,
    surface:
      speckles(brush, darken(solid.colour, 0.6), [solid.x - widest, solid.base - top, widest * 2, top], 90) +
      stain,
    insideColour: '#3A2415',
  });
}

export const plantPot: Subject = (brush, [main, second]) => {
  const pot: Turned = {
    ...{ x: 400, base: GROUND - 14, colour: main, gloss: 0.14, angular: true },
    profile: [
      [0, 112],
      [190, 150],
      [190, 166],
      [244, 172],
    ],
  };
  const saucer: Turned = {
    ...{ x: 400, base: GROUND, colour: main, gloss: 0.14 },
    profile: [
      [0, 130],
      [12, 158],
      [30, 168],
    ],
  };
  const rim = GROUND - 258;
  return (
    shadow(brush, 400, GROUND, 170) +
    turned(brush, saucer) +
    earthen(brush, pot, second) +
    ringAround(400, GROUND - 204, 151, darken(second, 0.2), 6, 0.5) +
    oval(400, rim + 2, 154, 22, '#2E1D12') +
    bush(brush, 400, rim + 6, 300, 74, brush.random.pick([0.2, 0.34, 0.28]))
  );
};

export const tallPlanter: Subject = (brush, [main, second]) => {
  const pot: Turned = {
    ...{ x: 400, base: GROUND, colour: main, gloss: 0.2, angular: true },
    profile: [
      [0, 96],
      [330, 138],
      [352, 146],
      [372, 146],
    ],
  };
  const rim = GROUND - 372;
  const trunk =
    stroke(`M396 ${rim}C380 ${rim - 70} 414 ${rim - 110} 400 ${rim - 190}`, '#6E5A42', 17) +
    stroke(`M392 ${rim}C378 ${rim - 70} 410 ${rim - 110} 397 ${rim - 190}`, '#A58E6C', 5, 'opacity="0.7"');
  const crown = group('translate(0 0)', bush(brush, 400, rim - 150, 250, 90, 0.15));
  return (
    shadow(brush, 400, GROUND, 140) +
    earthen(brush, pot, second) +
    oval(400, rim + 1, 130, 19, '#2E1D12') +
    trunk +
    crown
  );
};

export const wateringCan: Subject = (brush, [main, second]) => {
  const body: Turned = {
    ...{ x: 420, base: GROUND, colour: main, gloss: 0.55, top: 'flat' as const, angular: true },
    profile: [
      [0, 150],
      [236, 132],
    ],
  };
  const dome: Turned = {
    ...{ x: 420, base: GROUND - 236, colour: lighten(main, 0.05), gloss: 0.5, insideColour: '#2A2320' },
    profile: [
      [0, 130],
      [40, 104],
      [56, 76],
    ],
  };
  const spout = `M300 ${GROUND - 60}L142 ${GROUND - 318}L168 ${GROUND - 336}L318 ${GROUND - 130}Z`;
  return (
    shadow(brush, 410, GROUND, 170) +
    stroke(
      `M350 ${GROUND - 280}C356 ${GROUND - 440} 500 ${GROUND - 440} 520 ${GROUND - 270}`,
      darken(main, 0.4),
      21,
    ) +
    stroke(
      `M350 ${GROUND - 280}C356 ${GROUND - 440} 500 ${GROUND - 440} 520 ${GROUND - 270}`,
      lighten(main, 0.2),
      10,
    ) +
    stroke(
      `M548 ${GROUND - 206}C690 ${GROUND - 220} 680 ${GROUND - 50} 562 ${GROUND - 44}`,
      darken(main, 0.4),
      21,
    ) +
    stroke(
      `M548 ${GROUND - 206}C690 ${GROUND - 220} 680 ${GROUND - 50} 562 ${GROUND - 44}`,
      lighten(main, 0.15),
      10,
    ) +
    path(
      spout,
      linear(brush, `0 ${lighten(main, 0.5)}, 0.5 ${main}, 1 ${darken(main, 0.5)}`, [0, 0, 1, 0.5]),
    ) +
    turned(brush, body) +
    [0.2, 0.8]
      .map((share) => ringAround(420, GROUND - 236 * share, 148 - share * 16, lighten(second, 0.25), 8, 0.8))
      .join('') +
    turned(brush, dome) +
    group(
      `translate(150 ${GROUND - 334}) rotate(-36)`,
      oval(0, 0, 64, 24, linear(brush, `0 ${lighten(second, 0.6)}, 1 ${darken(second, 0.3)}`)) +
        Array.from({ length: 14 }, (_, index) =>
          oval(-44 + (index % 7) * 15, index < 7 ? -6 : 7, 3.4, 2.4, '#2A1A10'),
        ).join(''),
    )
  );
};

export const trowel: Subject = (brush, [main, second, accent]) => {
  const isWood = main === '#CFA672';
  const [blade, handle] = isWood ? ['#8E979B', main] : [main, '#A9743F'];
  const shape = 'M-66 0C-78 90 -56 220 0 290C56 220 78 90 66 0Q0 26 -66 0Z';
  return group(
    'translate(430 480) rotate(24)',
    group(
      'translate(40 30)',
      oval(0, 40, 130, 330, radial(brush, '0 #1A0B05 0.45, 0.7 #1A0B05 0.2, 1 #1A0B05 0')),
    ) +
      path(
        shape,
        linear(
          brush,
          `0 ${darken(blade, 0.4)}, 0.3 ${lighten(blade, 0.6)}, 0.5 ${blade}, 0.8 ${lighten(blade, 0.3)}, 1 ${darken(blade, 0.5)}`,
        ),
      ) +
      stroke('M0 30V260', darken(blade, 0.4), 7, 'opacity="0.45"') +
      stroke('M0 12C0 -30 0 -60 0 -90', darken(blade, 0.3), 21) +
      stroke('M-4 12C-4 -30 -4 -60 -4 -90', lighten(blade, 0.5), 5) +
      rect(
        -22,
        -130,
        44,
        46,
        linear(brush, `0 ${darken(second, 0.2)}, 0.3 ${lighten(second, 0.6)}, 1 ${darken(second, 0.5)}`),
        'rx="4"',
      ) +
      path(
        'M-22 -126C-42 -200 -40 -300 -20 -350Q0 -372 20 -350C40 -300 42 -200 22 -126Z',
        linear(
          brush,
          `0 ${darken(handle, 0.4)}, 0.3 ${lighten(handle, 0.45)}, 0.6 ${handle}, 1 ${darken(handle, 0.5)}`,
        ),
      ) +
      stroke('M0 -346q-34 -40 0 -70q34 30 0 70', lighten(accent, 0.1), 7),
  );
};

export const birdHouse: Subject = (brush, [main, second, accent]) => {
  const front = polygon([
    [268, 470],
    [400, 350],
    [532, 470],
    [532, GROUND - 30],
    [268, GROUND - 30],
  ]);
  const boards = [0, 1, 2, 3, 4]
    .map((index) => stroke(`M268 ${486 + index * 66}H532`, darken(main, 0.5), 3, 'opacity="0.4"'))
    .join('');
  const roof = darken(accent, 0.28);
  return (
    shadow(brush, 410, GROUND - 6, 190) +
    path(
      polygon([
        [532, 470],
        [612, 432],
        [612, GROUND - 66],
        [532, GROUND - 30],
      ]),
      linear(brush, `0 ${darken(main, 0.35)}, 1 ${darken(main, 0.55)}`),
    ) +
    path(front, linear(brush, `0 ${lighten(main, 0.34)}, 0.5 ${main}, 1 ${darken(main, 0.2)}`)) +
    inside(brush, front, boards) +
    path(
      polygon([
        [400, 318],
        [478, 282],
        [650, 440],
        [566, 482],
      ]),
      linear(brush, `0 ${lighten(roof, 0.18)}, 1 ${darken(roof, 0.4)}`, [0, 0, 1, 1]),
    ) +
    path(
      polygon([
        [400, 318],
        [566, 482],
        [546, 504],
        [400, 358],
        [254, 504],
        [234, 482],
      ]),
      linear(brush, `0 ${lighten(roof, 0.4)}, 1 ${darken(roof, 0.1)}`),
    ) +
    oval(400, 560, 50, 50, darken(main, 0.35)) +
    oval(404, 563, 44, 44, radial(brush, '0 #120A06, 0.8 #1F120B, 1 #4A2E1C')) +
    rect(392, 638, 16, 12, darken(second, 0.4)) +
    stroke('M398 646L350 672', darken(second, 0.1), 12) +
    bird(brush, 330, 640) +
    rect(
      244,
      GROUND - 36,
      316,
      30,
      linear(brush, `0 ${lighten(main, 0.3)}, 1 ${darken(main, 0.4)}`),
      'rx="4"',
    )
  );
};

function bird(brush: Brush, x: number, y: number): string {
  const tone = brush.random.pick(['#4F7391', '#B9623F', '#D79A35']);
  return (
    path(`M${x - 46} ${y + 22}Q${x - 84} ${y + 40} ${x - 104} ${y + 38}L${x - 50} ${y}Z`, darken(tone, 0.4)) +
    oval(
      x - 14,
      y + 4,
      44,
      34,
      radial(brush, `0 ${lighten(tone, 0.4)}, 0.6 ${tone}, 1 ${darken(tone, 0.4)}`, [0.4, 0.3, 0.8]),
    ) +
    oval(x - 2, y + 16, 27, 20, '#F0DDB6', 'opacity="0.85"') +
    oval(x + 20, y - 20, 23, 21, tone) +
    oval(x + 27, y - 24, 4, 4, '#17110E') +
    path(`M${x + 40} ${y - 22}l17 6l-17 5Z`, '#D79A35') +
    path(
      `M${x - 46} ${y - 4}Q${x - 10} ${y - 14} ${x + 4} ${y + 12}Q${x - 26} ${y + 24} ${x - 46} ${y - 4}Z`,
      darken(tone, 0.3),
    )
  );
}
