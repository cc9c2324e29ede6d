// A real nginx with the files of packaging/nginx.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { adjusted, siteTests } from './support/site.mjs';

const PACKAGED = new URL('../../packaging/nginx/', import.meta.url).pathname;
const NGINX = process.env.COUNTERSIGN_NGINX ?? 'nginx';

async function start({ world, port, api }) {
  const root = adjusted(PACKAGED, join(world.authority.root, 'nginx'), {
    'countersign-authority.conf': [['127.0.0.1:7443', new URL(world.issuer).host]],
    'countersign-gate.conf': [],
    'example-site.conf': [['127.0.0.1:8080', `127.0.0.1:${port}`], ['http://127.0.0.1:9000', `http://127.0.0.1:${api}`]],
  });
  writeFileSync(join(root, 'nginx.conf'), `${process.getuid() === 0 ? 'user root; ' : ''}daemon off; worker_processes 2; pid ${root}/nginx.pid; error_log ${root}/error.log;
events { worker_connections 512; }
http { access_log off; client_body_temp_path ${root}/body; proxy_temp_path ${root}/proxy; fastcgi_temp_path ${root}/f; uwsgi_temp_path ${root}/u; scgi_temp_path ${root}/s;
include countersign-authority.conf; include example-site.conf; }\n`);
  const args = ['-p', root, '-c', join(root, 'nginx.conf'), '-e', join(root, 'error.log')];
  const checked = spawnSync(NGINX, [...args, '-t']);
  assert.equal(checked.status, 0, String(checked.stderr));
  return spawn(NGINX, args, { stdio: 'inherit' });
}

siteTests({ start, shut: 503, missing: spawnSync(NGINX, ['-v']).status === 0 ? undefined : 'nginx is not installed (packaging/dependencies.sh test)' });
