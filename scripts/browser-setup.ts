import { chromiumPath } from './chromium.ts';

/** Before the browser tests: workers inherit the path, so that none of them looks or installs on its own. */
export default function setup(): void {
  process.env.CHROMIUM_PATH = chromiumPath();
}
