import { GROUND, HEIGHT, HORIZON, WIDTH } from './frame';
import type { Palette } from '../goods/kinds';
import {
  type Brush,
  curve,
  downward,
  group,
  linear,
  n,
  oval,
  type Point,
  radial,
  rect,
  stroke,
} from './brush';
import { brightness, type Colour, darken, lighten } from './colour';
import { type Room, roomFor } from './rooms';
import { arch, disc, leaves, panes, plainLight } from './scenery';

/** Where a thing is shown: on a table before a wall, hung on the wall, or lying on a surface that we look down on. */
export type Setting = 'table' | 'wall' | 'flat';

/** The room, the light that falls into it, and in it what is for sale, so many times its drawn size. */
export function compose(
  brush: Brush,
  palette: Palette,
  {
    subject,
    props: beside,
    setting,
    scale,
  }: { subject: string; props: string; setting: Setting; scale: number },
): string {
  const room = roomFor(brush, palette);
  const centre = setting === 'table' ? GROUND : 500;
  const grown = group(
    `translate(${n(400 * (1 - scale))} ${n(centre * (1 - scale))}) scale(${scale})`,
    subject,
  );
  const place =
    setting === 'table'
      ? wall(brush, room, HORIZON) + table(brush, room)
      : setting === 'wall'
        ? wall(brush, room, HEIGHT)
        : surface(brush, room);
  return svg(WIDTH, HEIGHT, brush, place + (setting === 'wall' ? '' : beside) + grown + air(brush));
}

/** A plaster table, seen from above, with the light of a window across it. */
function surface(brush: Brush, { wall: colour }: Room): string {
  return (
    plaster(brush, colour, HEIGHT) + brush.random.pick([panes, leaves, leaves, plainLight])(brush, colour)
  );
}

export function svg(width: number, height: number, brush: Brush, drawn: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><defs>${brush.definitions()}</defs>${drawn}</svg>`;
}

function wall(brush: Brush, { wall: colour }: Room, height: number): string {
  const scenery =
    height > HORIZON
      ? [arch, panes, leaves, leaves, plainLight]
      : [arch, arch, panes, panes, leaves, leaves, disc, plainLight];
  return plaster(brush, colour, height) + brush.random.pick(scenery)(brush, colour, height);
}

function plaster(brush: Brush, colour: Colour, height: number): string {
  const { random } = brush;
  const base = rect(
    0,
    0,
    WIDTH,
    height + 4,
    linear(brush, `0 ${lighten(colour, 0.2)}, 0.5 ${colour}, 1 ${darken(colour, 0.17)}`, [0, 0, 1, 0.7]),
  );
  const lit = oval(
    260,
    300,
    620,
    520,
    radial(
      brush,
      `0 ${lighten(colour, 0.62)} 0.75, 0.6 ${lighten(colour, 0.4)} 0.25, 1 ${lighten(colour, 0.3)} 0`,
    ),
  );
  const trowel = Array.from({ length: 16 }, () => {
    const [x, y] = [random.between(-40, 760), random.between(0, height)];
    const bend = random.between(-50, 50);
    return stroke(
      `M${n(x)} ${n(y)}q${n(random.between(60, 160))} ${n(bend)} ${n(random.between(160, 320))} ${n(bend * 0.4)}`,
      random.next() < 0.5 ? lighten(colour, 0.5) : darken(colour, 0.4),
      random.between(8, 34),
      `opacity="${random.between(0.012, 0.04).toFixed(3)}"`,
    );
  }).join('');
  return base + lit + trowel;
}

function table(brush: Brush, { table: colour }: Room): string {
  const { random } = brush;
  const top = rect(
    0,
    HORIZON,
    WIDTH,
    HEIGHT - HORIZON,
    downward(brush, `0 ${darken(colour, 0.14)}, 0.25 ${colour}, 1 ${lighten(colour, 0.1)}`),
  );
  const pool = oval(
    330,
    800,
    520,
    170,
    radial(brush, `0 ${lighten(colour, 0.7)} 0.6, 1 ${lighten(colour, 0.5)} 0`),
  );
  const isWood = brightness(colour) < 0.66;
  const grain = Array.from({ length: isWood ? 46 : 0 }, (_, index) => {
    const y = HORIZON + 6 + (index / 46) ** 1.5 * 330;
    const points: Point[] = [0, 1, 2, 3, 4].map((step) => [
      step * 200,
      y + random.between(-3, 3) * (1 + index / 14),
    ]);
    return stroke(
      curve(points),
      random.next() < 0.6 ? darken(colour, 0.45) : lighten(colour, 0.4),
      random.between(0.6, 2.6),
      `opacity="${random.between(0.1, 0.3).toFixed(2)}"`,
    );
  }).join('');
  const veins = Array.from({ length: isWood ? 0 : 5 }, () => {
    const y = random.between(HORIZON + 20, HEIGHT);
    const points: Point[] = [0, 1, 2, 3, 4, 5].map((step) => [step * 165 - 20, y + random.between(-18, 18)]);
    return stroke(
      curve(points),
      darken(colour, 0.35),
      random.between(1, 5),
      `opacity="${random.between(0.05, 0.13).toFixed(2)}"`,
    );
  }).join('');
  const crease = rect(
    0,
    HORIZON - 16,
    WIDTH,
    34,
    downward(brush, '0 #1C0F0A 0, 0.5 #1C0F0A 0.34, 1 #1C0F0A 0'),
  );
  return top + pool + grain + veins + crease;
}

/** Sun from the upper left, dusk at the lower right. */
function air(brush: Brush): string {
  return (
    rect(
      0,
      0,
      WIDTH,
      HEIGHT,
      radial(brush, '0 #FFE9BE 0.34, 0.55 #FFDFA6 0.08, 1 #FFDFA6 0', [0.16, 0.1, 0.85]),
    ) +
    rect(
      0,
      0,
      WIDTH,
      HEIGHT,
      radial(brush, '0 #1A0A08 0, 0.62 #1A0A08 0.04, 1 #1A0A08 0.3', [0.42, 0.46, 0.86]),
    )
  );
}
