import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { loadConfig, type Config } from '../services/platform/config';
import { chromium } from '../stack/servers/chromium';
import { stripeMock } from '../stack/servers/stripe-mock';

const envSchema = z.record(z.string(), z.string());

/**
 * The settings of the servers and processes that the test runner has started for this kind of test: every setting of
 * the configuration, the ports of all parts, and CARAVAN_TEST_DIR, a folder for data that is removed afterwards.
 * @throws Error naming the command when the runner has started none
 */
export function testEnv(): Record<string, string> {
  const file = process.env.CARAVAN_TEST_ENV;
  if (!file) {
    throw new Error(
      'This test needs real servers, which its command starts: run "npm run test:integration" ' +
        '(or test:browser, test:faults), with the path of this file after "--" to run it alone.',
    );
  }
  return envSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** `testEnv()` as the configuration that the shop's own code takes. */
export function testConfig(): Config {
  return loadConfig(testEnv());
}

/**
 * The browser's executable, for `chromium.launch({ executablePath })` of playwright-core.
 * @throws Error naming the command that installs it
 */
export function browserPath(): string {
  return chromium.find() ?? missing(chromium.title, 'npm run test:browser');
}

/**
 * Stripe's stand-in, for a test to start on a port of its own.
 * @throws Error naming the command that installs it
 */
export function stripeMockPath(): string {
  return stripeMock.find() ?? missing(stripeMock.title, 'npm run test:integration');
}

function missing(title: string, command: string): never {
  throw new Error(`${title} is not on this machine. "${command}" installs it and runs these tests.`);
}
