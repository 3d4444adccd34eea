import { cpSync, existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { contentHash } from '../../scripts/outputs.ts';

/** What the browser loads of the field pages and of every other page. */
const CHANGED = ['field', 'main', 'outbox'];

/**
 * The built program in a folder of its own, as the build after it would be: these scripts are other files with other
 * names, and the service worker, the server and its pages know them by those.
 * @returns former name -> next name, as addresses
 */
export function writeNextBuild(folder: string): Map<string, string> {
  cpSync('dist', join(folder, 'dist'), { recursive: true, filter: (path) => !path.endsWith('.map') });
  cpSync('static', join(folder, 'static'), { recursive: true });
  for (const shared of ['node_modules', 'migrations', 'package.json'])
    symlinkSync(resolve(shared), join(folder, shared));
  const build = join(folder, 'static', 'build');
  const names = new Map<string, string>();
  const assets = JSON.parse(readFileSync(join(build, 'assets.json'), 'utf8')) as Record<string, string>;
  for (const stem of CHANGED) {
    const file = basename(assets[`${stem}.js`] ?? '');
    const bytes = Buffer.concat([readFileSync(join(build, file)), Buffer.from('\n// next')]);
    const next = `${stem}-${contentHash(bytes)}.js`;
    writeFileSync(join(build, next), bytes);
    for (const gone of [file, `${file}.gz`]) rmSync(join(build, gone), { force: true });
    names.set(`/build/${file}`, `/build/${next}`);
  }
  const told = readdirSync(join(folder, 'dist')).map((file) => join(folder, 'dist', file));
  for (const file of [...told, join(build, 'service-worker.js'), join(build, 'assets.json')]) {
    let text = readFileSync(file, 'utf8');
    for (const [former, next] of names) text = text.replaceAll(former, next);
    writeFileSync(file, text);
    if (existsSync(`${file}.gz`)) rmSync(`${file}.gz`);
  }
  return names;
}
