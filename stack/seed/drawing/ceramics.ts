import { type Brush, downward, inside, linear, n, oval, path, radial, shadow, stroke } from './brush';
import { darken, lighten, mix } from './colour';
import { pot } from './glaze';
import { GROUND } from './frame';
import { speckles, turned, type Turned } from './solids';
import type { Subject } from './subject';

export const vase: Subject = (brush, [main, second, accent]) => {
  const { random } = brush;
  const wide = random.between(128, 158);
  const neck = random.between(38, 54);
  const solid: Turned = {
    ...{ x: 400, base: GROUND, colour: main, gloss: 0.45 },
    profile: [
      [0, 80],
      [60, wide * 0.82],
      [170, wide],
      [265, wide * 0.72],
      [315, neck],
      [365, neck * 0.92],
      [392, neck * 1.3],
    ],
  };
  const stems = [-1, 0.15, 1.1].map((lean) => {
    const [tipX, tipY] = [
      400 + lean * 120 + random.between(-18, 18),
      150 + Math.abs(lean) * 70 + random.between(-30, 30),
    ];
    const [midX, midY] = [400 + lean * 30, 310];
    return (
      stroke(`M400 446Q${n(midX)} ${n(midY)} ${n(tipX)} ${n(tipY)}`, '#6E6038', 4) +
      bloom(brush, 400, 446, midX, midY, tipX, tipY)
    );
  });
  return shadow(brush, 400, GROUND, 130) + stems.join('') + pot(brush, solid, second, accent);
};

/** Dry leaves or seed heads along a stem. */
function bloom(
  brush: Brush,
  x: number,
  y: number,
  midX: number,
  midY: number,
  tipX: number,
  tipY: number,
): string {
  const { random } = brush;
  const colour = random.pick(['#B98F54', '#C7704B', '#8C8F5D', '#DCC79B', '#A8584B']);
  return Array.from({ length: 11 }, (_, index) => {
    const t = 0.4 + index * 0.06;
    const px = (1 - t) ** 2 * x + 2 * t * (1 - t) * midX + t * t * tipX;
    const py = (1 - t) ** 2 * y + 2 * t * (1 - t) * midY + t * t * tipY;
    const turn = random.between(-70, 70) + (index % 2 ? 35 : 145);
    return `<g transform="translate(${n(px)} ${n(py)}) rotate(${n(turn)})">${oval(
      19,
      0,
      21,
      7.5,
      linear(brush, `0 ${darken(colour, 0.35)}, 1 ${lighten(colour, 0.3)}`),
    )}</g>`;
  }).join('');
}

export const bowl: Subject = (brush, [main, second, accent]) => {
  const solid: Turned = {
    ...{ x: 400, base: GROUND, colour: main, gloss: 0.5, insideColour: mix(main, accent, 0.35) },
    profile: [
      [0, 88],
      [16, 92],
      [56, 168],
      [120, 226],
      [172, 246],
    ],
  };
  const fruit = [
    [-92, -196, 58],
    [8, -206, 66],
    [104, -192, 56],
    [-40, -232, 52],
    [58, -240, 50],
  ] as const;
  const colour = brush.random.pick(['#D9822B', '#B23A35', '#C9A227', '#8A9A3E']);
  const heap = fruit
    .map(([dx, dy, r]) =>
      oval(
        400 + dx,
        GROUND + dy,
        r,
        r,
        radial(
          brush,
          `0 ${lighten(colour, 0.6)}, 0.4 ${colour}, 1 ${darken(colour, 0.6)}`,
          [0.35, 0.3, 0.78],
        ),
      ),
    )
    .join('');
  const back = oval(400, GROUND - 172, 246, 42, darken(main, 0.5));
  const isFull = brush.random.next() < 0.55;
  const front = pot(brush, { ...solid }, second, accent);
  if (!isFull) return shadow(brush, 400, GROUND, 190) + front;
  // The fruit lies behind the front rim: what is below the rim's near edge is hidden by the wall.
  const rimY = GROUND - 172;
  const overRim = inside(brush, `M100 0H700V${n(rimY)}H646A246 41.8 0 0 1 154 ${n(rimY)}H100Z`, heap);
  return (
    shadow(brush, 400, GROUND, 190) +
    back +
    front +
    overRim +
    stroke(`M154 ${n(rimY)}A246 41.8 0 0 0 646 ${n(rimY)}`, lighten(main, 0.45), 6)
  );
};

export const mug: Subject = (brush, [main, second, accent]) => {
  const solid: Turned = {
    ...{ x: 380, base: GROUND, colour: main, gloss: 0.5, insideColour: '#5A3420' },
    profile: [
      [0, 96],
      [14, 112],
      [90, 122],
      [200, 120],
      [262, 118],
    ],
  };
  const handle = `M498 ${GROUND - 214}C612 ${GROUND - 236} 620 ${GROUND - 66} 494 ${GROUND - 70}`;
  const steam = faintSteam(380, GROUND - 300);
  const brew = oval(380, GROUND - 258, 106, 16, linear(brush, '0 #5B331B, 0.4 #8B5732, 1 #3A1E10'));
  return (
    shadow(brush, 390, GROUND, 120) +
    stroke(handle, darken(main, 0.42), 34) +
    stroke(handle, main, 27) +
    stroke(
      `M500 ${GROUND - 220}C600 ${GROUND - 238} 606 ${GROUND - 120} 560 ${GROUND - 86}`,
      lighten(main, 0.45),
      7,
      'opacity="0.7"',
    ) +
    pot(brush, solid, second, accent) +
    brew +
    steam
  );
};

const faintSteam = (x: number, y: number) =>
  [-26, 18]
    .flatMap((dx, index) =>
      [34, 24, 15, 7].map((width) =>
        stroke(
          `M${x + dx} ${y}c${index ? 34 : -30} -50 ${index ? -34 : 34} -90 0 -150`,
          '#FFF8EA',
          width,
          'opacity="0.05"',
        ),
      ),
    )
    .join('');

export const plate: Subject = (brush, [main, second, accent]) => {
  const { random } = brush;
  const [x, y, r] = [400, 500, 262];
  const ring = (radius: number, fill: string) => `<circle cx="${x}" cy="${y}" r="${radius}" fill="${fill}"/>`;
  const marks = Array.from({ length: 40 }, (_, index) => {
    const angle = (index / 40) * Math.PI * 2;
    const [inner, outer] = [r * 0.8, r * (index % 2 ? 0.93 : 0.88)];
    return stroke(
      `M${n(x + Math.cos(angle) * inner)} ${n(y + Math.sin(angle) * inner)}L${n(x + Math.cos(angle) * outer)} ${n(y + Math.sin(angle) * outer)}`,
      second,
      7,
      'opacity="0.6"',
    );
  }).join('');
  const painted = random.next() < 0.6;
  const foot = `M312 ${GROUND - 8}h176l20 20H292Z`;
  return (
    oval(470, GROUND + 4, 270, 40, radial(brush, '0 #1A0B05 0.6, 1 #1A0B05 0')) +
    `<circle cx="${x + 34}" cy="${y + 30}" r="${r + 6}" fill="${radial(brush, '0 #1A0B05 0.55, 0.86 #1A0B05 0.42, 1 #1A0B05 0')}"/>` +
    ring(
      r,
      linear(brush, `0 ${lighten(main, 0.42)}, 0.5 ${main}, 1 ${darken(main, 0.42)}`, [0.1, 0, 0.9, 1]),
    ) +
    ring(r * 0.965, linear(brush, `0 ${lighten(main, 0.12)}, 1 ${lighten(main, 0.3)}`, [0.1, 0, 0.9, 1])) +
    (painted ? marks : '') +
    ring(
      r * 0.74,
      linear(brush, `0 ${darken(main, 0.34)}, 0.6 ${main}, 1 ${lighten(main, 0.4)}`, [0.1, 0, 0.9, 1]),
    ) +
    ring(
      r * 0.71,
      linear(
        brush,
        `0 ${darken(main, 0.12)}, 0.5 ${mix(main, accent, 0.3)}, 1 ${lighten(main, 0.2)}`,
        [0.1, 0, 0.9, 1],
      ),
    ) +
    `<circle cx="${x}" cy="${y}" r="${r * 0.4}" fill="none" stroke="${second}" stroke-width="4" opacity="0.35"/>` +
    speckles(brush, darken(main, 0.7), [180, 290, 440, 420], 70) +
    oval(318, 392, 120, 60, radial(brush, '0 #FFFFFF 0.5, 1 #FFFFFF 0'), 'transform="rotate(-42 318 392)"') +
    path(foot, downward(brush, '0 #8A5F3B, 1 #4B2F1B')) +
    stroke(
      `M300 ${GROUND - 4}Q330 ${GROUND - 70} 296 ${GROUND - 120}M500 ${GROUND - 4}Q470 ${GROUND - 70} 504 ${GROUND - 120}`,
      '#6B4527',
      12,
    )
  );
};

export const jug: Subject = (brush, [main, second, accent]) => {
  const solid: Turned = {
    ...{ x: 390, base: GROUND, colour: main, gloss: 0.4 },
    profile: [
      [0, 100],
      [40, 132],
      [130, 152],
      [230, 122],
      [310, 82],
      [380, 84],
      [424, 98],
    ],
  };
  const handle = `M472 ${GROUND - 392}C640 ${GROUND - 420} 650 ${GROUND - 160} 520 ${GROUND - 150}`;
  const lip = `M302 ${GROUND - 432}Q262 ${GROUND - 456} 250 ${GROUND - 470}Q286 ${GROUND - 400} 314 ${GROUND - 372}Z`;
  return (
    shadow(brush, 400, GROUND, 140) +
    stroke(handle, darken(main, 0.45), 36) +
    stroke(handle, main, 28) +
    stroke(
      `M476 ${GROUND - 398}C610 ${GROUND - 418} 626 ${GROUND - 260} 590 ${GROUND - 204}`,
      lighten(main, 0.4),
      7,
      'opacity="0.7"',
    ) +
    path(lip, linear(brush, `0 ${lighten(main, 0.3)}, 1 ${main}`)) +
    pot(brush, solid, second, accent)
  );
};

export const teapot: Subject = (brush, [main, second, accent]) => {
  const solid: Turned = {
    ...{ x: 400, base: GROUND, colour: main, gloss: 0.55, top: 'flat' as const },
    profile: [
      [0, 96],
      [30, 140],
      [110, 178],
      [186, 150],
      [226, 92],
    ],
  };
  const spout = `M250 ${GROUND - 96}C170 ${GROUND - 110} 180 ${GROUND - 210} 118 ${GROUND - 236}L136 ${GROUND - 258}C206 ${GROUND - 250} 226 ${GROUND - 190} 268 ${GROUND - 176}Z`;
  const handle = `M556 ${GROUND - 178}C690 ${GROUND - 250} 700 ${GROUND - 40} 548 ${GROUND - 60}`;
  const lid: Turned = {
    ...{ x: 400, base: GROUND - 226, colour: main, gloss: 0.5, top: 'round' as const },
    profile: [
      [0, 90],
      [22, 84],
      [46, 44],
      [52, 0],
    ],
  };
  const knob: Turned = {
    ...{ x: 400, base: GROUND - 272, colour: second, gloss: 0.6, top: 'round' as const },
    profile: [
      [0, 12],
      [10, 16],
      [28, 24],
      [44, 14],
      [48, 0],
    ],
  };
  return (
    shadow(brush, 400, GROUND, 160) +
    stroke(handle, darken(main, 0.45), 32) +
    stroke(handle, main, 24) +
    stroke(
      `M562 ${GROUND - 184}C664 ${GROUND - 236} 680 ${GROUND - 120} 640 ${GROUND - 70}`,
      lighten(main, 0.4),
      6,
      'opacity="0.7"',
    ) +
    path(spout, linear(brush, `0 ${lighten(main, 0.3)}, 1 ${darken(main, 0.3)}`, [0, 0, 0.6, 1])) +
    oval(127, GROUND - 247, 16, 9, darken(main, 0.6), `transform="rotate(-38 127 ${GROUND - 247})"`) +
    pot(brush, solid, second, accent) +
    turned(brush, lid) +
    turned(brush, knob)
  );
};
