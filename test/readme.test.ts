import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const readme = readFileSync('README.md', 'utf8');
const manifest: { scripts: Record<string, string>; dependencies: object; devDependencies: object } =
  JSON.parse(readFileSync('package.json', 'utf8'));

describe('README', () => {
  const config = readdirSync('src')
    .filter((name) => /config\.ts$/.test(name))
    .map((name) => readFileSync(`src/${name}`, 'utf8'))
    .join('\n');
  const variables = [...config.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name ?? '');

  test('the configuration is found', () => {
    expect(variables).toContain('DATA_DIR');
  });

  test.each(variables)('explains the variable %s', (name) => {
    expect(readme).toMatch(new RegExp(`^\\| [^|]*\`${name}\`[^|]* \\|`, 'm'));
  });

  test('explains no variable that is not there', () => {
    const explained = [...readme.matchAll(/^\| ((?:`[A-Z][A-Z_]+`(?:, )?)+) \|/gm)].flatMap(([, names]) =>
      (names ?? '').split(', ').map((name) => name.replaceAll('`', '')),
    );
    expect(explained.filter((name) => !variables.includes(name))).toEqual([]);
  });

  test.each(Object.keys(manifest.scripts).filter((name) => !name.startsWith('pre')))(
    'names the script %s',
    (name) => {
      expect(readme).toMatch(new RegExp(`npm (run (-s )?)?${name}\\b`));
    },
  );
});

describe('docs/decisions', () => {
  const decisions = readdirSync('docs/decisions')
    .map((name) => readFileSync(`docs/decisions/${name}`, 'utf8'))
    .join('\n');

  const names = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)];
  test.each(names)('say why %s is here', (name) => {
    expect(decisions).toContain(`\`${name}\``);
  });
});
