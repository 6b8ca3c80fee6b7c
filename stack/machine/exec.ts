import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { StackError } from '../failure';

export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Everything it prints goes here too. */
  logFile?: string;
  /** Told each line it prints on standard output, as it comes. */
  onLine?: (line: string) => void;
  /** Whether it prints straight to the terminal; then nothing is kept. */
  show?: boolean;
  /** It is ended when it takes longer, in ms. */
  timeoutMs?: number;
}

export interface ExecOptions extends RunOptions {
  /** What the person was waiting for, for the message when it fails. */
  purpose: string;
  /** What to do when it fails. */
  remedy?: string;
}

export interface RunResult {
  /** Exit code, or the signal or error that ended it. */
  ending: number | string;
  output: string;
}

/** Children that run to their end; ended with us, so that Ctrl-C during an install leaves nothing behind. */
const running = new Set<number>();
process.on('exit', endPrograms);

/** Ends every program that `run` or `exec` still waits for. */
export function endPrograms(): void {
  for (const pid of running) endProgram(pid);
}

function endProgram(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}

/** Runs a program to its end, in a process group of its own. */
export async function run(
  file: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  if (options.logFile) await mkdir(dirname(options.logFile), { recursive: true });
  const log = options.logFile ? createWriteStream(options.logFile, { flags: 'a' }) : undefined;
  const child = spawn(file, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: options.show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const pid = child.pid;
  if (pid) running.add(pid);
  let output = '';
  const keep = (data: Buffer) => {
    output += data.toString();
    log?.write(data);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  if (options.onLine && child.stdout) createInterface({ input: child.stdout }).on('line', options.onLine);
  const timer = options.timeoutMs && pid ? setTimeout(() => endProgram(pid), options.timeoutMs) : undefined;
  const ending = await new Promise<number | string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => resolve(code ?? signal ?? 1));
  });
  clearTimeout(timer);
  if (pid) running.delete(pid);
  log?.end();
  return { ending, output };
}

/**
 * Runs a program to its end and returns what it printed.
 * @throws StackError with its last lines when it fails or does not exist
 */
export async function exec(file: string, args: readonly string[], options: ExecOptions): Promise<string> {
  const { ending, output } = await run(file, args, options);
  if (ending === 0) return output;
  throw new StackError(
    [
      ...lastLines(output, 15),
      `${options.purpose} failed (${file} ended with ${ending}).`,
      options.logFile ? `Everything it said is in ${options.logFile}.` : '',
      options.remedy ?? '',
    ]
      .filter((line) => line !== '')
      .join('\n'),
  );
}

/** The last lines of a text, each cut to a screen's width, indented. */
export function lastLines(text: string, count: number): string[] {
  if (text.trim() === '') return [];
  return text
    .trimEnd()
    .split('\n')
    .slice(-count)
    .map((line) => `    ${line.slice(0, 240)}`);
}
