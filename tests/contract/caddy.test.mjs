// A real Caddy with the files of packaging/caddy.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { adjusted, siteTests } from './support/site.mjs';

const PACKAGED = new URL('../../packaging/caddy/', import.meta.url).pathname;
const CADDY = process.env.COUNTERSIGN_CADDY ?? 'caddy';

async function start({ world, port, api }) {
  const root = adjusted(PACKAGED, join(world.authority.root, 'caddy'), {
    'countersign-gate.caddy': [['127.0.0.1:7443', new URL(world.issuer).host]],
    Caddyfile: [[':8080', `:${port}`], ['127.0.0.1:9000', `127.0.0.1:${api}`]],
  });
  const options = { cwd: root, env: { ...process.env, XDG_DATA_HOME: root, XDG_CONFIG_HOME: root } };
  const args = ['--config', 'Caddyfile', '--adapter', 'caddyfile'];
  const checked = spawnSync(CADDY, ['validate', ...args], options);
  assert.equal(checked.status, 0, String(checked.stderr));
  return spawn(CADDY, ['run', ...args], { ...options, stdio: ['ignore', 'ignore', 'ignore'] });
}

siteTests({ start, shut: 502, missing: spawnSync(CADDY, ['version']).status === 0 ? undefined : 'caddy is not installed (packaging/dependencies.sh test)' });
