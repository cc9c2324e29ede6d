// SIGKILL while catalogues are being applied, over the wire and by the host's command: what is in force afterwards is one whole text, and every
// version that was acknowledged is there.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { program } from './support/authority.mjs';
import { ok, send, sleep } from './support/wire.mjs';
import { World, catalogue, scopes } from './support/world.mjs';

let world, ada;
before(async () => {
  world = await World.start();
  ada = await world.person('ada');
});
after(() => world?.close());

// Long enough that reading, writing and committing it can be interrupted.
const textOf = (round) => catalogue({ extra: Array.from({ length: 600 }, (_, at) => scopes.read.replace('orders:order:read', `orders:round-${round}-${at}:read`)).join('\n') });
const current = async () => ok(await ada.get('/catalog'));

/** Every version is one of `texts`, whole, in its order, and the log has an entry for each. */
async function assertWhole(texts) {
  const now = await current();
  assert.ok(texts.includes(now.toml), `version ${now.version} is none of the texts that were sent`);
  for (let version = 1; version <= now.version; ++version) assert.ok(texts.includes(ok(await ada.get(`/catalog/versions/${version}`)).toml));
  const entries = (await world.auditEntries({ event: 'catalog.applied' })).map((entry) => entry.payload.version);
  assert.deepEqual(entries, Array.from({ length: now.version }, (_, at) => at + 1));
  return now.version;
}

test('killed during PUT /catalog: the old or the new version, whole', async () => {
  const texts = [catalogue()];
  let acknowledged = 1;
  for (let round = 0; round < 8; ++round) {
    const version = (await current()).version;
    const toml = textOf(round);
    texts.push(toml);
    const answer = send(world.issuer, { method: 'PUT', path: '/catalog', body: JSON.stringify({ toml, reason: `round ${round}` }),
      headers: { ...ada.authorization('PUT', '/catalog'), 'Content-Type': 'application/json', 'If-Match': `"${version}"` } }).catch(() => ({ status: 0 }));
    const pause = sleep(Math.random() * 400 * (round % 4));
    await (round === 7 ? answer : Promise.race([pause, answer]));
    await world.authority.kill();
    const { status } = await answer;
    assert.ok([0, 200].includes(status), `${status}`);
    await world.authority.serve();
    const now = await assertWhole(texts);
    if (status === 200) acknowledged = version + 1;
    assert.ok(now >= acknowledged && now <= version + 1, `version ${now}, acknowledged ${acknowledged}`);
  }
  assert.ok(acknowledged > 1, 'no round got as far as an answer');
});

test('killed during "catalog apply": the old or the new version, whole', async () => {
  const texts = [catalogue(), ...Array.from({ length: 8 }, (_, round) => textOf(round))];
  for (let round = 0; round < 6; ++round) {
    const version = (await current()).version;
    const file = join(world.authority.root, 'killed.toml');
    const toml = textOf(100 + round);
    texts.push(toml);
    writeFileSync(file, toml);
    const child = spawn(program('countersign-authority'), ['catalog', 'apply', '--data', world.authority.dir, '--catalog', file, '--reason', 'killed'], { stdio: 'ignore' });
    const ended = once(child, 'exit');
    await Promise.race([sleep(Math.random() * 300 * round), ended]);
    child.kill('SIGKILL');
    const [code] = await ended;
    const now = await assertWhole(texts);
    assert.ok(now === version + 1 || (code !== 0 && now === version), `version ${now} after ${version}, exit ${code}`);
  }
});
