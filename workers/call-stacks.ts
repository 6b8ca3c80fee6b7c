import v8, { type HookCallbacks } from 'node:v8';

/**
 * Preloaded in a worker's process and in its threads (`node --require`): keeps the SDK from writing down a stack for
 * every promise of a workflow, which is half of what running workflows costs. The SDK takes a missing hook as a Node
 * without it, says so once at its start, and the "Call stack" of Temporal UI then says that it is off (decision 18).
 * Leave the flag out to have it back.
 */
export function withoutCallStacks(hooks: Pick<typeof v8.promiseHooks, 'createHook'>): void {
  const createHook = hooks.createHook.bind(hooks);
  hooks.createHook = (callbacks) => {
    if (isOfSdk(callbacks)) throw new Error('Stacks of promises are not written down here.');
    return createHook(callbacks);
  };
}

/** AsyncLocalStorage may hook promises too, and needs what the SDK leaves out. */
function isOfSdk({ init, settled, before, after }: HookCallbacks): boolean {
  return Boolean(init && settled) && !before && !after;
}

withoutCallStacks(v8.promiseHooks);
