import type { Category } from '../../../services/product/product.schema';

const named: readonly (readonly [id: string, name: string, description: string])[] = [
  ['ceramics', 'Ceramics', 'Bowls, mugs and vases from the wheel.'],
  ['lamps', 'Lamps', 'Light for a table, a page, an evening outside.'],
  ['rugs', 'Rugs and textiles', 'Hand-woven, plant-dyed, meant for feet.'],
  ['tea', 'Tea', 'Leaves with the name of their garden.'],
  ['spices', 'Spices', 'Ground late, sold soon.'],
  ['soap', 'Soap and bath', 'From the kettle, without palm oil.'],
  ['leather', 'Leather', 'Bags and small things that age well.'],
  ['books', 'Books', 'Stories, poems and useful knowledge.'],
  ['stationery', 'Stationery', 'Paper, ink and what goes with them.'],
  ['knitwear', 'Knitwear', 'Wool against weather.'],
  ['toys', 'Toys', 'Wood that rolls, stacks and floats.'],
  ['jewellery', 'Jewellery', 'Small, light and hallmarked.'],
  ['garden', 'Garden', 'Pots and tools for small plots.'],
];

export const demoCategories: readonly Category[] = named.map(([id, name, description], index) => ({
  ...{ id, name, description },
  position: index + 1,
}));
