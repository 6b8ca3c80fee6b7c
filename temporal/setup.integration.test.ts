import { testConfig } from '../test/servers';
import { newId } from '../services/platform/ids';
import { connectTemporal } from './connection';
import { domainErrorOf } from './failures';
import { SEARCH_ATTRIBUTES } from './search-attributes';
import { setUpNamespace } from './setup';

jest.setTimeout(90_000);

test('several processes make one new namespace ready at once, and it can be used at once', async () => {
  const config = {
    ...testConfig(),
    TEMPORAL_NAMESPACE: `setup-${newId()}`,
    TEMPORAL_CODEC_KEY: 'ab'.repeat(32),
  };
  await Promise.all([1, 2, 3, 4].map(() => setUpNamespace(config)));
  await setUpNamespace(config);

  const { client, close } = connectTemporal(config);
  try {
    const handle = await client.workflow.start('nobodyRunsThis', {
      workflowId: 'order-1',
      taskQueue: 'nobody',
      args: [{ note: 'private' }],
      typedSearchAttributes: [
        { key: SEARCH_ATTRIBUTES.status, value: 'placed' },
        { key: SEARCH_ATTRIBUTES.seller, value: 's1' },
        { key: SEARCH_ATTRIBUTES.problem, value: 'none' },
      ],
    });
    const history = JSON.stringify(await handle.fetchHistory());
    expect(history).toContain('encryption-key-id');
    await handle.terminate();
    const refused = await handle.executeUpdate('accept').catch((error: unknown) => error);
    expect(domainErrorOf(refused)).toMatchObject({ code: 'workflow-ended' });
  } finally {
    await close();
  }
});

test('a server that is not there is named, with what to do', async () => {
  const config = { ...testConfig(), TEMPORAL_ADDRESS: '127.0.0.1:1' };
  await expect(setUpNamespace(config, { withinMs: 300 })).rejects.toThrow(
    /127\.0\.0\.1:1 .*TEMPORAL_ADDRESS/s,
  );
});
