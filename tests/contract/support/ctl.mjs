// countersignctl in the hands of a person who signs in through a browser, with a folder of its own for what it remembers.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from './authority.mjs';

export class Ctl {
  dir = mkdtempSync(join(tmpdir(), 'countersign-ctl-'));

  constructor(world) {
    this.world = world;
  }

  /** Without an authority. */
  async run(args, { input = '', env = {} } = {}) {
    const child = spawn(program('countersignctl'), args, { env: { PATH: '/usr/bin:/bin', HOME: this.dir, LC_ALL: 'C.UTF-8', ...env }, cwd: this.dir });
    const out = ['', ''];
    [child.stdout, child.stderr].forEach((stream, at) => stream.setEncoding('utf8').on('data', (chunk) => (out[at] += chunk)));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    const [code] = await once(child, 'close');
    return { code, out: out[0], err: out[1] };
  }

  as(name, args) {
    return this.run([...args, '--key-store', 'memory'], { env: {
      COUNTERSIGN_ISSUER: this.world.issuer, BROWSER: program('sign_in_browser'), XDG_DATA_HOME: join(this.dir, 'share'),
      COUNTERSIGN_TEST_USER: name, COUNTERSIGN_TEST_PASSWORD: this.world.password(name) } });
  }

  close() {
    rmSync(this.dir, { recursive: true, force: true });
  }
}
