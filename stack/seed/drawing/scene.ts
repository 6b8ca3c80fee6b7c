import type { Palette } from '../goods/kinds';
import { blob, blurred, curve, downward, faint, group, linear, n, oval, path, radial, rect, stroke, type Brush, type Point } from './brush';
import { brightness, darken, lighten, mix, type Colour } from './colour';

export const WIDTH = 800;
export const HEIGHT = 1000;
/** Where the table ends at the wall, and where things stand. */
export const HORIZON = 668;
export const GROUND = 826;

/** Walls of the market, and tables that suit them. */
interface Room {
  wall: Colour;
  table: Colour;
}

const ROOMS: readonly Room[] = [
  { wall: '#E8DAC3', table: '#C9A77C' },
  { wall: '#D8B79A', table: '#EADCC6' },
  { wall: '#C98D6B', table: '#E9D6BC' },
  { wall: '#B9B79A', table: '#E3D6BE' },
  { wall: '#8E9C94', table: '#D9C8AB' },
  { wall: '#5D6E70', table: '#B38A62' },
  { wall: '#A8573A', table: '#D9B58F' },
  { wall: '#4A4056', table: '#A57C5C' },
  { wall: '#37433F', table: '#94714F' },
  { wall: '#DCC39A', table: '#F0E6D4' },
  { wall: '#CDBBB0', table: '#8C6446' },
  { wall: '#3D2F2B', table: '#7C573B' },
];

/** The room in which a thing stands out best, with some chance so that neighbours on a page differ. */
function roomFor(brush: Brush, [main]: Palette): Room {
  const worth = (room: Room) => {
    const contrast = Math.abs(brightness(room.wall) - brightness(main));
    return -Math.abs(contrast - 0.34) - hueClash(room.wall, main) * 0.35 + brush.random.next() * 0.3;
  };
  const rated = ROOMS.map((room) => ({ room, worth: worth(room) })).sort((a, b) => b.worth - a.worth);
  return rated[0]?.room ?? { wall: '#E8DAC3', table: '#C9A77C' };
}

/** Close to 1 when two colours are nearly the same. */
function hueClash(a: Colour, b: Colour): number {
  const parts = (colour: Colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  const [x, y] = [parts(a), parts(b)];
  const distance = Math.hypot(...x.map((value, index) => value - (y[index] ?? 0)));
  return Math.max(0, 1 - distance / 160);
}

/** The room, the light that falls into it, and in it what is for sale. */
export function compose(brush: Brush, palette: Palette, subject: string, props: string): string {
  const room = roomFor(brush, palette);
  const drawn = wall(brush, room) + table(brush, room) + props + subject + air(brush);
  return svg(WIDTH, HEIGHT, brush, drawn);
}

export function svg(width: number, height: number, brush: Brush, drawn: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><defs>${brush.definitions()}</defs>${drawn}</svg>`;
}

function wall(brush: Brush, { wall: colour }: Room): string {
  const { random } = brush;
  const base = rect(0, 0, WIDTH, HORIZON + 4, linear(brush, [[0, lighten(colour, 0.16)], [0.5, colour], [1, darken(colour, 0.26)]], [0, 0, 1, 0.7]));
  const lit = oval(260, 300, 620, 520, radial(brush, [[0, lighten(colour, 0.62), 0.75], [0.6, lighten(colour, 0.4), 0.25], [1, lighten(colour, 0.3), 0]]));
  const trowel = Array.from({ length: 16 }, () => {
    const [x, y] = [random.between(-40, 760), random.between(0, HORIZON)];
    const bend = random.between(-50, 50);
    return stroke(`M${n(x)} ${n(y)}q${n(random.between(60, 160))} ${n(bend)} ${n(random.between(160, 320))} ${n(bend * 0.4)}`, random.next() < 0.5 ? lighten(colour, 0.5) : darken(colour, 0.4), random.between(8, 34), `opacity="${random.between(0.02, 0.07).toFixed(3)}"`);
  }).join('');
  const scenery = random.pick([arch, arch, panes, panes, leaves, leaves, disc, plainLight])(brush, colour);
  return base + lit + blurred(brush, 9, trowel) + scenery;
}

/** A niche in the wall. */
function arch(brush: Brush, colour: Colour): string {
  const x = 400 + brush.random.between(-60, 60);
  const half = brush.random.between(210, 270);
  const top = brush.random.between(130, 210);
  const niche = (inset: number) =>
    `M${n(x - half + inset)} ${HORIZON + 4}V${n(top + half)}A${n(half - inset)} ${n(half - inset)} 0 0 1 ${n(x + half - inset)} ${n(top + half)}V${HORIZON + 4}Z`;
  return (
    path(niche(0), linear(brush, [[0, darken(colour, 0.52)], [0.3, darken(colour, 0.3)], [1, darken(colour, 0.12)]])) +
    path(niche(16), linear(brush, [[0, darken(colour, 0.42)], [0.45, darken(colour, 0.14)], [1, lighten(colour, 0.16)]])) +
    oval(x + 60, HORIZON - 150, half * 0.8, 260, radial(brush, [[0, lighten(colour, 0.55), 0.5], [1, lighten(colour, 0.4), 0]])) +
    stroke(`M${n(x + half)} ${HORIZON}V${n(top + half)}A${n(half)} ${n(half)} 0 0 0 ${n(x)} ${n(top)}`, lighten(colour, 0.6), 3, 'opacity="0.5"')
  );
}

/** The shape of a window on the wall. */
function panes(brush: Brush, colour: Colour): string {
  const { random } = brush;
  const [x, y, slant] = [random.between(60, 200), random.between(40, 120), random.between(60, 130)];
  const light = lighten(colour, 0.85);
  const pane = (column: number, row: number) => {
    const [left, upper] = [x + column * 168, y + row * 190 + column * slant * 0.32];
    return path(`M${n(left)} ${n(upper)}l150 ${n(slant * 0.28)}v170l-150 ${n(-slant * 0.28)}Z`, light);
  };
  const all = [0, 1, 2].flatMap((row) => [0, 1].map((column) => pane(column, row))).join('');
  return faint(0.42, blurred(brush, 7, all));
}

/** Shadows of a plant that stands outside the picture. */
function leaves(brush: Brush, colour: Colour): string {
  const { random } = brush;
  const [rootX, rootY] = random.next() < 0.5 ? [820, 60] : [760, -20];
  const fronds = Array.from({ length: 6 }, (_, index) => {
    const angle = Math.PI * (0.62 + index * 0.085 + random.between(-0.02, 0.02));
    return frond(rootX, rootY, angle, random.between(430, 640), random);
  }).join('');
  return faint(0.3, blurred(brush, 8, `<g fill="${darken(colour, 0.72)}">${fronds}</g>`));
}

function frond(x: number, y: number, angle: number, length: number, random: Brush['random']): string {
  return Array.from({ length: 15 }, (_, index) => {
    const along = (index + 2) / 17;
    const bend = angle + along * along * 0.35;
    const [px, py] = [x + Math.cos(bend) * length * along, y + Math.sin(bend) * length * along];
    return [-1, 1]
      .map((side) => {
        const tilt = bend + side * (0.75 - along * 0.3) + random.between(-0.06, 0.06);
        const reach = length * 0.24 * (1.1 - along);
        const [tipX, tipY] = [px + Math.cos(tilt) * reach, py + Math.sin(tilt) * reach];
        const [sideX, sideY] = [Math.cos(tilt + 1.57) * reach * 0.1, Math.sin(tilt + 1.57) * reach * 0.1];
        const [midX, midY] = [(px + tipX) / 2, (py + tipY) / 2];
        return `<path d="M${n(px)} ${n(py)}Q${n(midX + sideX)} ${n(midY + sideY)} ${n(tipX)} ${n(tipY)}Q${n(midX - sideX)} ${n(midY - sideY)} ${n(px)} ${n(py)}"/>`;
      })
      .join('');
  }).join('');
}

/** A round of another plaster, like a low sun. */
function disc(brush: Brush, colour: Colour): string {
  const { random } = brush;
  const sun = random.pick(['#E9A15B', '#F0C98B', '#D9764A', '#EAD7B4']);
  const tone = mix(colour, sun, 0.6);
  const [x, y, r] = [random.between(330, 500), random.between(270, 350), random.between(190, 250)];
  return (
    oval(x, y, r, r, downward(brush, [[0, lighten(tone, 0.3)], [1, mix(tone, colour, 0.45)]])) +
    plainLight(brush, colour)
  );
}

function plainLight(brush: Brush, colour: Colour): string {
  const beam = path('M-40 -40H420L760 672H210Z', linear(brush, [[0, lighten(colour, 0.9), 0.5], [1, lighten(colour, 0.9), 0.06]], [0, 0, 0.6, 1]));
  return faint(0.5, blurred(brush, 14, beam));
}

function table(brush: Brush, { table: colour }: Room): string {
  const { random } = brush;
  const top = rect(0, HORIZON, WIDTH, HEIGHT - HORIZON, downward(brush, [[0, darken(colour, 0.14)], [0.25, colour], [1, lighten(colour, 0.1)]]));
  const pool = oval(330, 800, 520, 170, radial(brush, [[0, lighten(colour, 0.7), 0.6], [1, lighten(colour, 0.5), 0]]));
  const isWood = brightness(colour) < 0.66;
  const grain = Array.from({ length: isWood ? 46 : 0 }, (_, index) => {
    const y = HORIZON + 6 + (index / 46) ** 1.5 * 330;
    const points: Point[] = [0, 1, 2, 3, 4].map((step) => [step * 200, y + random.between(-3, 3) * (1 + index / 14)]);
    return stroke(curve(points), random.next() < 0.6 ? darken(colour, 0.45) : lighten(colour, 0.4), random.between(0.6, 2.6), `opacity="${random.between(0.1, 0.3).toFixed(2)}"`);
  }).join('');
  const veins = Array.from({ length: isWood ? 0 : 5 }, () => {
    const y = random.between(HORIZON + 20, HEIGHT);
    const points: Point[] = [0, 1, 2, 3, 4, 5].map((step) => [step * 165 - 20, y + random.between(-18, 18)]);
    return stroke(curve(points), darken(colour, 0.35), random.between(1, 5), `opacity="${random.between(0.05, 0.13).toFixed(2)}"`);
  }).join('');
  const crease = rect(0, HORIZON - 16, WIDTH, 34, downward(brush, [[0, '#1C0F0A', 0], [0.5, '#1C0F0A', 0.34], [1, '#1C0F0A', 0]]));
  return top + pool + grain + veins + crease;
}

/** Sun from the upper left, dusk at the lower right. */
function air(brush: Brush): string {
  return (
    rect(0, 0, WIDTH, HEIGHT, radial(brush, [[0, '#FFE9BE', 0.34], [0.55, '#FFDFA6', 0.08], [1, '#FFDFA6', 0]], [0.16, 0.1, 0.85])) +
    rect(0, 0, WIDTH, HEIGHT, radial(brush, [[0, '#1A0A08', 0], [0.62, '#1A0A08', 0.04], [1, '#1A0A08', 0.42]], [0.42, 0.46, 0.82]))
  );
}

/** Small things beside what is for sale: a sprig, a fruit, a stone, a folded cloth; or nothing. */
export function props(brush: Brush): string {
  const { random } = brush;
  const place = random.next() < 0.5 ? random.between(96, 170) : random.between(630, 705);
  return random.pick([sprig, sprig, fruit, stone, () => '', () => ''])(brush, place, random.between(860, 900));
}

function sprig(brush: Brush, x: number, y: number): string {
  const { random } = brush;
  const green = random.pick(['#7C8560', '#5F7350', '#8B8A55', '#A38B5A']);
  const turn = random.between(-24, 24);
  const leaf = (along: number, side: number) => {
    const size = 17 * (1.25 - along);
    return group(
      `translate(${n(-80 + along * 170)} ${n(Math.sin(along * 3) * -12)}) rotate(${n(side * (46 - along * 14))})`,
      oval(size * 1.6, 0, size * 1.6, size * 0.5, linear(brush, [[0, darken(green, 0.3)], [1, lighten(green, 0.28)]])),
    );
  };
  const drawn = Array.from({ length: 9 }, (_, index) => leaf(index / 9, index % 2 ? 1 : -1)).join('');
  return (
    group(`translate(${n(x + 10)} ${n(y + 12)}) rotate(${n(turn)})`, oval(10, 4, 120, 20, radial(brush, [[0, '#1A0B05', 0.35], [1, '#1A0B05', 0]]))) +
    group(`translate(${n(x)} ${n(y)}) rotate(${n(turn)})`, stroke('M-84 4Q0 -22 92 -4', darken(green, 0.4), 3) + drawn)
  );
}

function fruit(brush: Brush, x: number, y: number): string {
  const colour = brush.random.pick(['#D9822B', '#C9A227', '#9E2B33', '#7C8B3A', '#B85A3A']);
  const r = brush.random.between(38, 52);
  return (
    oval(x + 26, y + 4, r * 1.5, r * 0.34, radial(brush, [[0, '#1A0B05', 0.55], [1, '#1A0B05', 0]])) +
    oval(x, y - r * 0.86, r, r * 0.94, radial(brush, [[0, lighten(colour, 0.55)], [0.4, colour], [1, darken(colour, 0.55)]], [0.34, 0.3, 0.78])) +
    oval(x + 3, y - r * 1.66, 5, 3, darken(colour, 0.6)) +
    stroke(`M${n(x + 3)} ${n(y - r * 1.68)}q3 -12 12 -16`, '#5A4528', 4)
  );
}

function stone(brush: Brush, x: number, y: number): string {
  const { random } = brush;
  const colour = random.pick(['#B9A990', '#8F8579', '#D6C7AF']);
  const points: Point[] = Array.from({ length: 8 }, (_, index) => {
    const angle = (index / 8) * Math.PI * 2;
    return [x + Math.cos(angle) * random.between(44, 60), y - 24 + Math.sin(angle) * random.between(22, 32)];
  });
  return (
    oval(x + 24, y + 4, 84, 18, radial(brush, [[0, '#1A0B05', 0.5], [1, '#1A0B05', 0]])) +
    path(blob(points), radial(brush, [[0, lighten(colour, 0.5)], [0.5, colour], [1, darken(colour, 0.5)]], [0.34, 0.26, 0.8]))
  );
}
