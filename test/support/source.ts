import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, extname, join, normalize } from 'node:path';

export interface Import {
  /** A path from the top of the checkout, or a package's name. */
  readonly target: string;
  readonly local: boolean;
  /** Erased when the program is built: `import type`, or every name marked so. */
  readonly typeOnly: boolean;
}

const SKIPPED = new Set(['node_modules', 'dist', 'build', 'vendor', '.git', '.wrangler', 'results']);

/** Every file below `tops`, generated and foreign folders left out, as paths from the top of the checkout. */
export function filesUnder(...tops: string[]): string[] {
  const found: string[] = [];
  const visit = (path: string): void => {
    if (!existsSync(path)) return;
    if (!statSync(path).isDirectory()) {
      found.push(path);
      return;
    }
    for (const name of readdirSync(path).sort()) if (!SKIPPED.has(name)) visit(join(path, name));
  };
  for (const top of tops) visit(top);
  return found;
}

/** The TypeScript among `files`. */
export function typescriptIn(files: string[]): string[] {
  return files.filter((file) => ['.ts', '.tsx'].includes(extname(file)));
}

const FROM = /^[ \t]*(import|export)\s+(type\s+)?([\w*$\s{},]*?)\s*from\s+['"]([^'"]+)['"]/gm;
const BARE = /^[ \t]*import\s+['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

function namesAreTypes(names: string): boolean {
  const braces = names.match(/^\{([^}]*)\}$/);
  if (!braces) return false;
  const list = (braces[1] ?? '').split(',').filter((name) => name.trim() !== '');
  return list.length > 0 && list.every((name) => /^\s*type\s/.test(name));
}

/** The imports, re-exports and dynamic imports of one file. */
export function importsOf(file: string, text = readFileSync(file, 'utf8')): Import[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '');
  const found: { from: string; typeOnly: boolean }[] = [];
  for (const [, , type, names, from] of code.matchAll(FROM)) {
    found.push({ from: from ?? '', typeOnly: type !== undefined || namesAreTypes((names ?? '').trim()) });
  }
  for (const [, from] of code.matchAll(BARE)) found.push({ from: from ?? '', typeOnly: false });
  for (const [, from] of code.matchAll(DYNAMIC)) {
    // `import('x').Name` in a type is no import; the repository writes `import type` instead.
    found.push({ from: from ?? '', typeOnly: false });
  }
  return found.map(({ from, typeOnly }) => {
    const local = from.startsWith('.');
    return { target: local ? normalize(join(dirname(file), from)) : from, local, typeOnly };
  });
}

/** One loop of files that import each other at run time, or null. */
export function cycleIn(graph: Map<string, string[]>): string[] | null {
  const done = new Set<string>();
  const visit = (file: string, path: string[]): string[] | null => {
    const at = path.indexOf(file);
    if (at >= 0) return [...path.slice(at), file];
    if (done.has(file)) return null;
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next, [...path, file]);
      if (cycle) return cycle;
    }
    done.add(file);
    return null;
  };
  for (const file of graph.keys()) {
    const cycle = visit(file, []);
    if (cycle) return cycle;
  }
  return null;
}
