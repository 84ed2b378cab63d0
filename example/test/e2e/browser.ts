import { accessSync, constants, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const SCREENSHOTS = fileURLToPath(new URL('../../dist/screenshots', import.meta.url));

/** A page that a test answers itself comes from nowhere, and may not speak to loopback without asking the user. */
const ANSWERED_PAGES = '--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets';

/** Starts Chromium: the one that CHROMIUM names, else the first that the PATH has. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-quic', ANSWERED_PAGES] });
}

/** Takes a picture under that name, of the page as it is when all that moves has come to rest. */
export async function takePicture(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), animations: 'disabled' });
}

/** The Chromium that CHROMIUM names, else the first that the PATH has. */
export function findChromium(): string {
  const { CHROMIUM, PATH = '' } = process.env;
  if (CHROMIUM) return CHROMIUM;
  for (const folder of PATH.split(delimiter)) {
    for (const name of NAMES) {
      const path = join(folder, name);
      if (isExecutable(path)) return path;
    }
  }
  throw new Error(
    'No Chromium was found on the PATH: install it (apt-get install chromium), or name it with CHROMIUM=/path/to/it',
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
