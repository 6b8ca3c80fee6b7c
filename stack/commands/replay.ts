import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../services/platform/config';
import { connectTemporal, dataConverterOf, type Temporal } from '../../temporal/connection';
import { buildWorkflows } from '../build/workflow-bundle';
import { runCommand, StackError } from '../failure';
import { root } from '../machine/paths';
import { createProgress } from '../machine/progress';
import { readHistory, replay, type Replayed, type ReplayOptions } from '../replay/replay';
import { readRunning } from '../running';

const USAGE = 'Say what to replay: a history file, a workflow id, or --open for every workflow that is open.';

/** `npm run replay -- <file | workflow id | --open>`: exits 1 when today's code would not do what was done. */
async function main(): Promise<number> {
  const wanted = process.argv.slice(2).filter((given) => given !== '--');
  if (wanted.length === 0) throw new StackError(USAGE);
  await buildWorkflows(createProgress());
  const config = loadConfig({ ...process.env, ...readRunning()?.env });
  const options: ReplayOptions = {
    workflowBundle: { codePath: join(root, 'dist', 'workflows.js') },
    dataConverter: dataConverterOf(config),
  };
  const temporal = connectTemporal(config);
  const results: Replayed[] = [];
  try {
    for (const one of wanted) {
      for await (const result of replayed(one, options, temporal)) {
        results.push(result);
        console.log(
          result.problem === null
            ? `  ok        ${result.name}`
            : `  DIFFERS   ${result.name}\n            ${result.problem}`,
        );
      }
    }
  } finally {
    await temporal.close();
  }
  const failed = results.filter(({ problem }) => problem !== null).length;
  console.log(`${results.length - failed} passed, ${failed} failed`);
  return failed === 0 && results.length > 0 ? 0 : 1;
}

async function* replayed(
  one: string,
  options: ReplayOptions,
  { client }: Temporal,
): AsyncGenerator<Replayed> {
  if (one === '--open') {
    for await (const { workflowId, runId } of client.workflow.list({
      query: "ExecutionStatus = 'Running'",
    })) {
      yield replay(options, workflowId, await client.workflow.getHandle(workflowId, runId).fetchHistory());
    }
    return;
  }
  if (existsSync(one)) {
    const { name, history } = await readHistory(one);
    yield replay(options, name, history);
    return;
  }
  const history = await client.workflow
    .getHandle(one)
    .fetchHistory()
    .catch(() => {
      throw new StackError(`There is no file and no workflow "${one}". ${USAGE}`);
    });
  yield replay(options, one, history);
}

runCommand(main);
