import { downward, group, inside, linear, n, oval, path, radial, rect, shadow, stroke } from './brush';
import { darken, lighten, mix } from './colour';
import { band, gem, metal, metalTone, plinth, small, sparkle, stoneOf } from './metal';
import { GROUND } from './frame';
import { turned, type Turned } from './solids';
import type { Subject } from './subject';

export const ring: Subject = (brush, palette) => {
  const [main] = palette;
  const stone = stoneOf(palette);
  const [x, y] = [400, 440];
  const hoop =
    `<circle cx="${x}" cy="${y}" r="128" fill="none" stroke="${metal(brush, darken(main, 0.3))}" stroke-width="46"/><circle cx="${x - 10}" cy="${y + 4}" r="128" fill="none" stroke="${metal(brush, main)}" stroke-width="30"/>` +
    stroke(`M${x - 136} ${y + 40}A138 138 0 0 0 ${x - 60} ${y + 128}`, '#FFFFFF', 6, 'opacity="0.85"');
  const table =
    oval(x - 6, y - 146, 92, 52, metal(brush, main)) +
    oval(
      x - 6,
      y - 152,
      80,
      42,
      linear(brush, `0 ${lighten(main, 0.8)}, 0.5 ${main}, 1 ${darken(main, 0.4)}`, [0, 0, 1, 1]),
    );
  return (
    plinth(brush, 600) +
    small(x, 604, 130, brush) +
    hoop +
    table +
    (stone
      ? gem(brush, x - 6, y - 154, 34, stone)
      : group(
          `translate(${x - 6} ${y - 152})`,
          stroke('M-26 8q26 -34 52 0M-16 12q16 -20 32 0', darken(main, 0.5), 4, 'opacity="0.7"'),
        )) +
    sparkle(x + 64, y - 178, 26)
  );
};

export const hoops: Subject = (brush, palette) => {
  const [main] = palette;
  const stone = stoneOf(palette);
  const one = (x: number, y: number, turn: number) =>
    group(
      `rotate(${turn} ${x} ${y})`,
      `<ellipse cx="${x}" cy="${y}" rx="104" ry="118" fill="none" stroke="${metal(brush, main)}" stroke-width="24"/><ellipse cx="${x - 3}" cy="${y}" rx="108" ry="122" fill="none" stroke="#FFFFFF" stroke-width="3" opacity="0.5" stroke-dasharray="60 90"/>` +
        Array.from({ length: 22 }, (_, index) =>
          group(
            `rotate(${index * 16.4} ${x} ${y})`,
            stroke(`M${x - 8} ${y - 128}l15 22`, darken(main, 0.5), 2.4, 'opacity="0.5"'),
          ),
        ).join('') +
        rect(x - 6, y - 150, 12, 40, metal(brush, main), 'rx="5"') +
        (stone ? gem(brush, x, y + 118, 24, stone) : ''),
    );
  return (
    plinth(brush, 640, 250) +
    small(300, 646, 100, brush) +
    small(496, 650, 100, brush) +
    one(298, 510, -6) +
    one(500, 516, 8) +
    sparkle(236, 430, 24)
  );
};

export const necklace: Subject = (brush, palette) => {
  const [main] = palette;
  const stone = stoneOf(palette);
  const neck = `M316 170Q330 330 250 400Q150 450 150 640V${GROUND - 10}Q400 ${GROUND + 34} 650 ${GROUND - 10}V640Q650 450 550 400Q470 330 484 170Q400 196 316 170Z`;
  const cloth = brush.random.pick(['#4A4056', '#37433F', '#6E2A2A', '#D8C6AC', '#2F3B4A']);
  const chain = 'M312 330Q330 560 400 600Q470 560 488 330';
  const star = Array.from({ length: 8 }, (_, index) =>
    group(
      `rotate(${index * 45} 400 650)`,
      path('M400 650L408 626L400 596L392 626Z', index % 2 ? darken(main, 0.35) : lighten(main, 0.65)),
    ),
  ).join('');
  return (
    shadow(brush, 400, GROUND, 260) +
    path(
      neck,
      linear(
        brush,
        `0 ${darken(cloth, 0.4)}, 0.32 ${lighten(cloth, 0.24)}, 0.6 ${cloth}, 1 ${darken(cloth, 0.5)}`,
      ),
    ) +
    path(neck, downward(brush, '0 #FFF6E4 0.12, 0.5 #000000 0, 1 #1C0F0A 0.4')) +
    group('translate(7 9)', stroke(chain, '#1A0B05', 6, 'opacity="0.35"')) +
    stroke(chain, darken(main, 0.4), 6) +
    stroke(chain, lighten(main, 0.6), 5, 'stroke-dasharray="5 5"') +
    oval(408, 662, 62, 62, '#1A0B05', 'opacity="0.4"') +
    oval(400, 650, 60, 60, metal(brush, main)) +
    oval(
      400,
      650,
      52,
      52,
      linear(brush, `0 ${lighten(main, 0.7)}, 0.5 ${main}, 1 ${darken(main, 0.35)}`, [0, 0, 1, 1]),
    ) +
    star +
    (stone ? gem(brush, 400, 650, 17, stone) : oval(400, 650, 8, 8, lighten(main, 0.8))) +
    sparkle(436, 606, 22)
  );
};

export const cuff: Subject = (brush, palette) => {
  const [main] = palette;
  const stone = stoneOf(palette);
  const [x, y, rx, ry] = [400, 470, 196, 92];
  const outer = `M${x - rx} ${y}A${rx} ${ry} 0 0 0 ${x + rx} ${y}v96A${rx} ${ry} 0 0 1 ${x - rx} ${y + 96}Z`;
  const back = `M${x - rx} ${y}A${rx} ${ry} 0 0 1 ${x - 50} ${y - 88}v90A${rx} ${ry} 0 0 0 ${x - rx} ${y + 90}ZM${x + rx} ${y}A${rx} ${ry} 0 0 0 ${x + 50} ${y - 88}v90A${rx} ${ry} 0 0 1 ${x + rx} ${y + 90}Z`;
  const dents = Array.from({ length: 70 }, () => {
    const [px, py] = [brush.random.between(x - rx, x + rx), brush.random.between(y + 10, y + 190)];
    return oval(
      px,
      py,
      brush.random.between(7, 14),
      brush.random.between(6, 11),
      radial(
        brush,
        `0 ${lighten(main, 0.8)} 0.5, 0.7 ${darken(main, 0.4)} 0.22, 1 ${darken(main, 0.4)} 0`,
        [0.4, 0.35, 0.6],
      ),
    );
  }).join('');
  return (
    plinth(brush, 650, 250) +
    small(400, 662, 190, brush) +
    path(back, metal(brush, darken(main, 0.42))) +
    path(outer, metal(brush, main)) +
    inside(brush, outer, dents) +
    stroke(`M${x - rx} ${y}A${rx} ${ry} 0 0 0 ${x + rx} ${y}`, lighten(main, 0.85), 5) +
    (stone
      ? oval(x - 20, y + 148, 58, 34, darken(main, 0.5)) +
        oval(
          x - 20,
          y + 144,
          52,
          30,
          radial(brush, `0 ${lighten(stone, 0.5)}, 0.6 ${stone}, 1 ${darken(stone, 0.4)}`, [0.36, 0.3, 0.8]),
        )
      : '') +
    sparkle(x - 110, y + 96, 26)
  );
};

export const drops: Subject = (brush, palette) => {
  const [main, , accent] = palette;
  const stone = stoneOf(palette) ?? mix(main, accent, 0.5);
  const one = (x: number, y: number) =>
    stroke(
      `M${x} ${y - 92}C${x - 44} ${y - 150} ${x - 30} ${y - 196} ${x} ${y - 196}C${x + 24} ${y - 196} ${x + 26} ${y - 170} ${x + 14} ${y - 156}`,
      metalTone(main),
      6,
    ) +
    oval(x, y - 84, 13, 13, metal(brush, main)) +
    stroke(`M${x} ${y - 72}V${y}`, metalTone(main), 5) +
    path(
      `M${x} ${y - 10}C${x + 54} ${y + 56} ${x + 52} ${y + 134} ${x} ${y + 140}C${x - 52} ${y + 134} ${x - 54} ${y + 56} ${x} ${y - 10}Z`,
      metal(brush, main),
    ) +
    path(
      `M${x} ${y + 16}C${x + 36} ${y + 66} ${x + 36} ${y + 118} ${x} ${y + 122}C${x - 36} ${y + 118} ${x - 36} ${y + 66} ${x} ${y + 16}Z`,
      radial(brush, `0 ${lighten(stone, 0.6)}, 0.5 ${stone}, 1 ${darken(stone, 0.5)}`, [0.36, 0.4, 0.8]),
    ) +
    sparkle(x - 12, y + 66, 18);
  const bar = rect(150, 262, 500, 18, downward(brush, '0 #D2A46C, 0.5 #A8743F, 1 #5A3A1E'), 'rx="9"');
  const posts = [170, 616]
    .map((x) =>
      rect(
        x,
        270,
        16,
        GROUND - 270,
        linear(brush, `0 ${lighten('#A8743F', 0.4)}, 1 ${darken('#A8743F', 0.5)}`),
      ),
    )
    .join('');
  return (
    shadow(brush, 400, GROUND, 260) +
    [310, 490]
      .map((x) => oval(x + 40, 570, 66, 104, radial(brush, '0 #1A0B05 0.45, 0.5 #1A0B05 0.25, 1 #1A0B05 0')))
      .join('') +
    posts +
    bar +
    rect(136, GROUND - 24, 528, 30, linear(brush, '0 #D2A46C, 1 #5A3A1E'), 'rx="8"') +
    one(310, 470) +
    one(490, 470)
  );
};

export const stackRings: Subject = (brush, palette) => {
  const [main] = palette;
  const stone = stoneOf(palette);
  const beads = (y: number) =>
    Array.from({ length: 25 }, (_, index) => {
      const angle = (index / 24) * Math.PI;
      return oval(
        400 - Math.cos(angle) * 120,
        y + Math.sin(angle) * 24,
        10,
        10,
        radial(brush, `0 ${lighten(main, 0.85)}, 0.6 ${main}, 1 ${darken(main, 0.5)}`, [0.36, 0.3, 0.8]),
      );
    }).join('');
  const twist = (y: number) =>
    Array.from({ length: 30 }, (_, index) => {
      const angle = (index / 29) * Math.PI;
      const [px, py] = [400 - Math.cos(angle) * 108, y + Math.sin(angle) * 22];
      return stroke(
        `M${n(px - 6)} ${n(py - 9)}l12 18`,
        index % 2 ? lighten(main, 0.75) : darken(main, 0.45),
        5,
      );
    }).join('');
  const cone: Turned = {
    ...{ x: 400, base: GROUND, colour: '#E9DFD0', gloss: 0.15, top: 'round' as const },
    profile: [
      [0, 168],
      [30, 166],
      [300, 112],
      [470, 58],
      [520, 30],
      [534, 0],
    ],
  };
  return (
    shadow(brush, 400, GROUND, 180) +
    turned(brush, cone) +
    band(brush, 400, 600, 128, 26, 20, main) +
    beads(546) +
    twist(498) +
    (stone ? gem(brush, 376, 626, 24, stone) : '') +
    sparkle(312, 618, 22)
  );
};
