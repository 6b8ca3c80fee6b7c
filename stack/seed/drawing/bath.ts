import {
  blob,
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
  type Point,
} from './brush';
import { darken, lighten, mix, type Colour } from './colour';
import { GROUND } from './frame';
import { ringAround, speckles, turned, type Turned } from './solids';
import type { Subject } from './subject';

/** A cut bar of soap, seen from the front and a little from above. */
function bar(brush: Brush, x: number, base: number, width: number, colour: Colour, turn: number): string {
  const [height, depth] = [width * 0.46, width * 0.16];
  const front = `M${n(-width / 2)} ${n(-height)}q0 -8 10 -8H${n(width / 2 - 10)}q10 0 10 8V-10q0 10 -10 10H${n(-width / 2 + 10)}q-10 0 -10 -10Z`;
  const roof = `M${n(-width / 2 + 4)} ${n(-height - 5)}L${n(-width / 2 + depth)} ${n(-height - depth)}H${n(width / 2 + depth - 14)}L${n(width / 2 - 2)} ${n(-height - 5)}Z`;
  const side = `M${n(width / 2)} ${n(-height)}L${n(width / 2 + depth - 10)} ${n(-height - depth)}V${n(-depth)}L${n(width / 2)} -8Z`;
  const stamp =
    `<rect x="${n(-width * 0.34)}" y="${n(-height * 0.82)}" width="${n(width * 0.68)}" height="${n(height * 0.62)}" rx="10" fill="none" stroke="${darken(colour, 0.4)}" stroke-width="4" opacity="0.55"/>` +
    stroke(
      `M${n(-width * 0.2)} ${n(-height * 0.6)}h${n(width * 0.4)}M${n(-width * 0.12)} ${n(-height * 0.4)}h${n(width * 0.24)}`,
      darken(colour, 0.4),
      6,
      'opacity="0.5"',
    ) +
    stroke(
      `M${n(-width * 0.2)} ${n(-height * 0.57)}h${n(width * 0.4)}M${n(-width * 0.12)} ${n(-height * 0.37)}h${n(width * 0.24)}`,
      lighten(colour, 0.7),
      2,
      'opacity="0.6"',
    );
  const drawn =
    path(side, downward(brush, `0 ${darken(colour, 0.28)}, 1 ${darken(colour, 0.5)}`)) +
    path(roof, linear(brush, `0 ${lighten(colour, 0.55)}, 1 ${lighten(colour, 0.25)}`)) +
    path(
      front,
      linear(brush, `0 ${lighten(colour, 0.3)}, 0.5 ${colour}, 1 ${darken(colour, 0.22)}`, [0, 0, 1, 0.6]),
    ) +
    inside(brush, front, speckles(brush, darken(colour, 0.4), [-width / 2, -height, width, height], 60)) +
    stamp;
  return group(`translate(${n(x)} ${n(base)}) rotate(${turn})`, drawn);
}

export const soapBar: Subject = (brush, [main, second, accent]) => {
  const band = group(
    `translate(380 ${GROUND - 142})`,
    path(
      'M-46 0h92v-142q0 -10 -8 -10h-76q-8 0 -8 10Z',
      linear(brush, `0 ${mix(second, '#FFFFFF', 0.4)}, 1 ${darken(second, 0.16)}`),
    ) + stroke('M-26 -96h52M-18 -72h36M-22 -50h44', darken(accent, 0.2), 5),
  );
  return (
    shadow(brush, 400, GROUND, 200) +
    bar(brush, 396, GROUND, 330, main, 0) +
    bar(brush, 380, GROUND - 148, 310, lighten(main, 0.1), -2) +
    band +
    shadow(brush, 560, GROUND + 56, 84, 0.8) +
    bar(brush, 540, GROUND + 66, 190, lighten(main, 0.18), 5) +
    suds(brush, 210, GROUND + 46)
  );
};

function suds(brush: Brush, x: number, y: number): string {
  const { random } = brush;
  return Array.from({ length: 16 }, () => {
    const r = random.between(6, 26);
    const [px, py] = [x + random.between(-80, 80), y - r * 0.7 + random.between(-10, 14)];
    return (
      oval(px, py, r, r, radial(brush, '0 #FFFFFF 0.1, 0.7 #FFFFFF 0.22, 0.92 #FFFFFF 0.75, 1 #FFFFFF 0.1')) +
      oval(px - r * 0.36, py - r * 0.4, r * 0.2, r * 0.14, '#FFFFFF', 'opacity="0.9"')
    );
  }).join('');
}

export const pumpBottle: Subject = (brush, [main, second, accent]) => {
  const bottle: Turned = {
    ...{ x: 400, base: GROUND, colour: mix(main, '#5A3A1E', 0.25), gloss: 0.7, top: 'flat' as const },
    profile: [
      [0, 116],
      [14, 126],
      [60, 128],
      [270, 126],
      [318, 84],
      [340, 48],
      [366, 46],
    ],
  };
  const collar: Turned = {
    ...{ x: 400, base: GROUND - 362, colour: '#2E2A28', gloss: 0.7, top: 'flat' as const, angular: true },
    profile: [
      [0, 52],
      [34, 52],
    ],
  };
  const head = `M392 ${GROUND - 396}v-52h16v52ZM356 ${GROUND - 470}q0 -18 20 -18h66q10 0 10 10v22q0 10 -10 10H316q-26 0 -34 26l-12 -4q6 -46 46 -46Z`;
  const sheet =
    rect(
      322,
      GROUND - 250,
      156,
      168,
      linear(brush, `0 ${darken(second, 0.2)}, 0.3 ${mix(second, '#FFFFFF', 0.5)}, 1 ${darken(second, 0.3)}`),
      'rx="3"',
    ) +
    stroke(`M352 ${GROUND - 206}h96M370 ${GROUND - 180}h60M362 ${GROUND - 112}h76`, darken(accent, 0.35), 6) +
    oval(400, GROUND - 146, 17, 17, main);
  return (
    shadow(brush, 400, GROUND, 134) +
    turned(brush, bottle) +
    sheet +
    oval(326, GROUND - 180, 8, 120, '#FFFFFF', 'opacity="0.4"') +
    turned(brush, collar) +
    path(head, downward(brush, '0 #5A544F, 0.5 #2E2A28, 1 #141210')) +
    suds(brush, 560, GROUND + 50)
  );
};

export const soapRope: Subject = (brush, [main, second, accent]) => {
  const [x, y, r] = [400, 590, 200];
  const rope = `M${x} ${y - r + 30}C${x - 90} ${y - r - 120} ${x - 30} 130 ${x + 6} -10M${x} ${y - r + 30}C${x + 96} ${y - r - 130} ${x + 50} 130 ${x + 22} -10`;
  const ring = (radius: number, colour: Colour, width: number, opacity: number) =>
    `<circle cx="${x}" cy="${y}" r="${radius}" fill="none" stroke="${colour}" stroke-width="${width}" opacity="${opacity}"/>`;
  return (
    `<circle cx="${x + 40}" cy="${y + 34}" r="${r + 8}" fill="${radial(brush, '0 #1A0B05 0.5, 0.8 #1A0B05 0.4, 1 #1A0B05 0')}"/>` +
    stroke(rope, darken('#D9C7A4', 0.35), 19) +
    stroke(rope, '#E7D8B8', 13) +
    stroke(rope, darken('#D9C7A4', 0.45), 11, 'stroke-dasharray="3 9" opacity="0.6"') +
    oval(
      x,
      y,
      r,
      r,
      radial(
        brush,
        `0 ${lighten(main, 0.6)}, 0.45 ${main}, 0.9 ${darken(main, 0.3)}, 1 ${darken(main, 0.5)}`,
        [0.36, 0.3, 0.8],
      ),
    ) +
    inside(
      brush,
      `M${x - r} ${y}a${r} ${r} 0 1 1 ${r * 2} 0a${r} ${r} 0 1 1 ${-r * 2} 0Z`,
      speckles(brush, darken(main, 0.5), [x - r, y - r, r * 2, r * 2], 120),
    ) +
    ring(r * 0.76, darken(main, 0.4), 6, 0.5) +
    ring(r * 0.74, lighten(main, 0.7), 2, 0.6) +
    Array.from({ length: 8 }, (_, index) =>
      group(
        `rotate(${index * 45} ${x} ${y})`,
        path(
          `M${x} ${y}Q${x + 26} ${y - 60} ${x} ${y - 118}Q${x - 26} ${y - 60} ${x} ${y}Z`,
          darken(main, 0.22),
          'opacity="0.4"',
        ) + stroke(`M${x} ${y - 16}V${y - 100}`, lighten(second, 0.2), 2, 'opacity="0.5"'),
      ),
    ).join('') +
    oval(x, y - r + 26, 20, 15, darken(accent, 0.5))
  );
};

export const creamJar: Subject = (brush, [main, second, accent]) => {
  const pot: Turned = {
    ...{ x: 400, base: GROUND, colour: mix(main, '#FFFFFF', 0.12), gloss: 0.7, insideColour: '#FFF8EA' },
    profile: [
      [0, 150],
      [14, 164],
      [150, 168],
      [182, 158],
    ],
  };
  const cream = blob([
    [266, GROUND - 186],
    [320, GROUND - 214],
    [372, GROUND - 208],
    [412, GROUND - 246],
    [446, GROUND - 214],
    [500, GROUND - 206],
    [532, GROUND - 184],
    [400, GROUND - 164],
  ]);
  const lid: Turned = {
    ...{ x: 596, base: GROUND + 40, colour: '#C79A4B', gloss: 0.8, top: 'flat' as const, angular: true },
    profile: [
      [0, 112],
      [44, 112],
    ],
  };
  return (
    shadow(brush, 400, GROUND, 176) +
    turned(brush, pot) +
    path(cream, linear(brush, '0 #FFFDF6, 0.5 #FBF1DF, 1 #D9C6A8', [0, 0, 1, 1])) +
    stroke(`M330 ${GROUND - 196}q50 18 92 -30`, '#CDB895', 4, 'opacity="0.6"') +
    rect(
      308,
      GROUND - 126,
      184,
      84,
      linear(
        brush,
        `0 ${darken(second, 0.18)}, 0.3 ${mix(second, '#FFFFFF', 0.55)}, 1 ${darken(second, 0.3)}`,
      ),
      'rx="3"',
    ) +
    stroke(`M346 ${GROUND - 96}h108M366 ${GROUND - 70}h68`, darken(accent, 0.3), 6) +
    shadow(brush, 596, GROUND + 40, 116, 0.8) +
    turned(brush, lid) +
    ringAround(596, GROUND + 20, 112, '#8A6220', 3, 0.6)
  );
};

export const candleJar: Subject = (brush, [main, second, accent]) => {
  const glass: Turned = {
    ...{ x: 400, base: GROUND, colour: mix(main, '#8A6A4A', 0.2), gloss: 0.8, insideColour: '#FFE9BB' },
    profile: [
      [0, 126],
      [10, 138],
      [250, 142],
      [266, 142],
    ],
  };
  const flame = GROUND - 306;
  const halo = oval(400, flame, 320, 320, radial(brush, '0 #FFE3A0 0.8, 0.3 #FFCF7A 0.36, 1 #FFB860 0'));
  return (
    halo +
    shadow(brush, 400, GROUND, 146) +
    turned(brush, glass) +
    oval(400, GROUND - 256, 130, 20, downward(brush, '0 #FFF3D0, 1 #F3D9A4')) +
    path(
      curve([
        [268, GROUND - 200],
        [400, GROUND - 170],
        [532, GROUND - 200],
      ] as Point[]) + `V${GROUND - 262}H268Z`,
      '#FFE6B0',
      'opacity="0.22"',
    ) +
    rect(
      320,
      GROUND - 186,
      160,
      126,
      linear(
        brush,
        `0 ${darken(second, 0.18)}, 0.3 ${mix(second, '#FFFFFF', 0.5)}, 1 ${darken(second, 0.3)}`,
      ),
      'rx="3"',
    ) +
    stroke(`M350 ${GROUND - 146}h100M368 ${GROUND - 120}h64M376 ${GROUND - 92}h48`, darken(accent, 0.3), 6) +
    stroke(`M400 ${GROUND - 254}v-24`, '#3A2A20', 4) +
    path(
      `M400 ${flame - 44}C424 ${flame - 6} 420 ${flame + 24} 400 ${flame + 26}C380 ${flame + 24} 378 ${flame - 4} 400 ${flame - 44}Z`,
      downward(brush, '0 #FFC55A, 0.6 #FFF6D8, 1 #F3953A'),
    )
  );
};
