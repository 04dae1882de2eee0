import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Debian's package `chromium`. */
const chromiumPath = '/usr/bin/chromium';

/**
 * Whether the tests of the page can run. Where they must, a missing browser is an error.
 *
 * @throws Error when there is no browser and `CI` is set
 */
export const hasBrowser = (): boolean => {
  if (existsSync(chromiumPath)) return true;
  if (process.env.CI === 'true') throw new Error(`the tests of the HTML report need ${chromiumPath}`);
  process.stderr.write(`SKIPPED: no ${chromiumPath}, so the HTML report is not tested in a browser\n`);
  return false;
};

export const launchBrowser = (): Promise<Browser> =>
  // Containers run tests as root, where Chromium's sandbox cannot start; it only opens reports made here.
  chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
