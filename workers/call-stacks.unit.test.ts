import type v8 from 'node:v8';
import { withoutCallStacks } from './call-stacks';

const nothing = () => undefined;

test('what writes down a stack for every promise is refused', () => {
  const hooks: Pick<typeof v8.promiseHooks, 'createHook'> = { createHook: () => nothing };
  withoutCallStacks(hooks);
  expect(() => hooks.createHook({ init: nothing, settled: nothing })).toThrow('not written down');
});

test('other hooks are made as they were', () => {
  const made: unknown[] = [];
  const hooks: Pick<typeof v8.promiseHooks, 'createHook'> = {
    createHook: (callbacks) => {
      made.push(callbacks);
      return nothing;
    },
  };
  withoutCallStacks(hooks);
  const callbacks = { init: nothing, before: nothing, after: nothing, settled: nothing };
  expect(hooks.createHook(callbacks)).toBe(nothing);
  expect(made).toEqual([callbacks]);
});
