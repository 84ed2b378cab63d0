import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const NAME = 'my-app';

/**
 * Two packages of the template have no version 4.2.0: what it asks for does not exist, and npm ends with ETARGET.
 * These are their newest.
 */
const NEWEST = { '@tarojs/plugin-generator': '4.1.11', '@tarojs/plugin-platform-harmony-hybrid': '4.1.11' };

/** A project that `taro init` makes of Taro's own template, with React and TypeScript, in a folder of its own. */
export function createProject(folder) {
  const project = join(folder, NAME);
  const steps = [];

  /** Does something, and notes how long it took. */
  function step(what, act) {
    const began = Date.now();
    const result = act();
    steps.push([what, Date.now() - began]);
    console.log(`try-packed: ${what}: ${((Date.now() - began) / 1_000).toFixed(1)} s`);
    return result;
  }

  function run(command, ...args) {
    return runIn(project, command, ...args);
  }

  function runIn(cwd, command, ...args) {
    const { status, error, stdout, stderr } = spawnSync(command, args, {
      cwd,
      encoding: 'utf8',
      // webpack draws its progress bar again and again.
      maxBuffer: Number.POSITIVE_INFINITY,
    });
    if (error) throw error;
    if (status === 0) return stdout;
    throw new Error(`${[command, ...args].join(' ')} failed\n${stdout}\n${stderr}`);
  }

  return {
    folder: project,
    steps,
    step,
    run,
    isThere: () => existsSync(join(project, 'node_modules')),
    init() {
      const cli = createRequire(join(root, 'example/package.json')).resolve('@tarojs/cli/bin/taro');
      const choices = ['--framework', 'React', '--compiler', 'Webpack5', '--css', 'None', '--npm', 'Npm'];
      const rest = ['--description', 'a try', '--typescript', '--no-build-es5', '--template', 'default'];
      runIn(folder, process.execPath, cli, 'init', NAME, ...choices, ...rest, '--no-autoInstall');
      const file = join(project, 'package.json');
      const app = JSON.parse(readFileSync(file, 'utf8'));
      for (const group of [app.dependencies, app.devDependencies]) {
        for (const [name, version] of Object.entries(NEWEST)) if (group[name]) group[name] = version;
      }
      writeFileSync(file, JSON.stringify(app, null, 2));
    },
    install(...args) {
      run('npm', 'install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', ...args);
    },
    pack(names) {
      const tarballs = join(folder, 'tarballs');
      rmSync(tarballs, { recursive: true, force: true });
      mkdirSync(tarballs);
      return names.map((name) => {
        const cwd = join(root, 'packages', name);
        return join(tarballs, runIn(cwd, 'npm', 'pack', '--silent', '--pack-destination', tarballs).trim());
      });
    },
    write(name, text) {
      const file = join(project, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    },
  };
}
