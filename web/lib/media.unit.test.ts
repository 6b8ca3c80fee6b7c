import { avifSrcSet, fileAt, srcSet } from './media';

const drawn = { id: 'p', alt: '', width: 800, height: 1000 };
const sizes = [
  { width: 400, url: '/media/a-400.webp' },
  { width: 800, url: '/media/a-800.webp' },
];

test('a picture without AVIF is offered as it is, and the narrowest file that is wide enough is the first', () => {
  expect(srcSet({ ...drawn, sizes })).toBe('/media/a-400.webp 400w, /media/a-800.webp 800w');
  expect(avifSrcSet({ ...drawn, sizes })).toBeNull();
  expect(fileAt({ ...drawn, sizes }, 300)).toBe('/media/a-400.webp');
  expect(fileAt({ ...drawn, sizes }, 3000)).toBe('/media/a-800.webp');
});

test('AVIF is offered where it is there at every width', () => {
  const both = sizes.map((one) => ({ ...one, avifUrl: one.url.replace('webp', 'avif') }));
  expect(avifSrcSet({ ...drawn, sizes: both })).toBe('/media/a-400.avif 400w, /media/a-800.avif 800w');
  expect(avifSrcSet({ ...drawn, sizes: [...both.slice(0, 1), ...sizes.slice(1)] })).toBeNull();
  expect(avifSrcSet({ ...drawn, sizes: [] })).toBeNull();
});
