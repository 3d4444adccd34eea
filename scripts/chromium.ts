/**
 * Finds a Chromium or Chrome that runs, or installs one.
 *   node scripts/chromium.ts   prints its path
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const APPS = ['Google Chrome', 'Chromium'];
const VERSION_CHECK_MS = 30_000;

const HOW = `No Chromium or Chrome was found and none could be installed. Do one of:
  set CHROMIUM_PATH to an installed Chromium or Chrome
  npx playwright-core install --with-deps chromium
  apt-get install chromium        (Debian, Ubuntu; as root)
  brew install --cask chromium    (macOS)`;

/** Switches every start of the browser needs here: no sandbox for root in a container, and no traffic of its own. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function onPath(): string[] {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function installedPlaces(): string[] {
  const mac = ['/Applications', join(homedir(), 'Applications')].flatMap((folder) =>
    APPS.map((app) => join(folder, `${app}.app`, 'Contents/MacOS', app)),
  );
  const roots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
  const windows = roots
    .filter((root) => root !== undefined)
    .flatMap((root) => ['Google/Chrome', 'Chromium'].map((app) => join(root, app, 'Application/chrome.exe')));
  return [...mac, ...windows, '/opt/google/chrome/chrome', '/snap/bin/chromium'];
}

/** Playwright's cache, its own version first, then any other. */
function playwrightCache(): string[] {
  const inside = ['chrome-linux64/chrome', 'chrome-linux/chrome', 'chrome-win64/chrome.exe'];
  inside.push('chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing');
  const caches = [
    join(homedir(), '.cache'),
    join(homedir(), 'Library/Caches'),
    process.env.LOCALAPPDATA ?? '',
  ];
  const found = [chromium.executablePath()];
  for (const cache of caches.map((folder) => join(folder, 'ms-playwright'))) {
    const builds = existsSync(cache) ? readdirSync(cache).filter((name) => /^chromium-\d/.test(name)) : [];
    for (const name of builds.sort().reverse()) found.push(...inside.map((path) => join(cache, name, path)));
  }
  return found;
}

/** A file is not enough: its libraries may be missing. */
function runs(path: string): boolean {
  if (!existsSync(path)) return false;
  if (process.platform === 'win32') return true;
  return spawnSync(path, ['--version', '--no-sandbox'], { timeout: VERSION_CHECK_MS }).status === 0;
}

function installed(): string | undefined {
  return [...onPath(), ...installedPlaces(), ...playwrightCache()].find(runs);
}

/** Runs an installer with its output on stderr; a failure is for the next way to make good. */
function attempt(command: string, args: string[]): void {
  process.stderr.write(`chromium: ${command} ${args.join(' ')}\n`);
  try {
    execFileSync(command, args, {
      stdio: ['ignore', 2, 2],
      timeout: 600_000,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  } catch {
    process.stderr.write('chromium: that did not work\n');
  }
}

function installByPlaywright(): void {
  attempt(process.execPath, [join('node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium']);
}

function installByApt(): void {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  attempt('apt-get', ['update']);
  attempt('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']);
}

/** The path of a browser that starts. Throws with what to install where none can be had. */
export function chromiumPath(): string {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    if (runs(chosen)) return chosen;
    throw new Error(`CHROMIUM_PATH is ${chosen}, which does not run`);
  }
  for (const install of [() => {}, installByPlaywright, installByApt]) {
    install();
    const path = installed();
    if (path) return path;
  }
  throw new Error(HOW);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.stdout.write(`${chromiumPath()}\n`);
