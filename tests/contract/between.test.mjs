// What changes between asking and using must hold at every later step, and what was said once is never taken back.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeKey } from './support/jose.mjs';
import { Api } from './support/requester.mjs';
import { action, actions, catalogue, note, order, World } from './support/world.mjs';
import { eventually, ok, refused } from './support/wire.mjs';

let world;
before(async () => { world = await World.start(); });
after(async () => { await world.close(); });

const reapply = async (changes) => {
  const applied = await world.authority.applyCatalog(catalogue(changes));
  assert.equal(applied.code, 0, applied.stderr);
};
const withNote = (fields) => ({ actions: { note: action('orders.note', fields) } });

test('TK-31 the requester\'s code stands nowhere in the log, not even inside the signed decision', async () => {
  const asked = await world.bot.ask(note());
  assert.ok(asked.confirmation_code);
  const alice = await world.person('alice');
  await alice.approve(asked);
  const entries = await world.auditEntries({ txn: asked.approval_id });
  const decided = entries.find((entry) => entry.event === 'approval.decided');
  assert.match(decided.payload.jws_sha256, /^[A-Za-z0-9_-]{43}$/);
  const words = JSON.stringify(entries).match(/[A-Za-z0-9_-]{16,}/g).map((word) => Buffer.from(word, 'base64url').toString('latin1'));
  assert.ok(!words.some((word) => word.includes(asked.confirmation_code)));
});

test('a credential that was refused as revoked stays refused when its approver is back', async () => {
  const { token, action: what, base } = await world.credential();
  await world.authority.mustCommand(['user', 'disable', '--name', 'alice']);
  assert.equal((await world.orders.consume(token, what, { base })).reason, 'revoked');
  await world.authority.mustCommand(['user', 'enable', '--name', 'alice']);
  assert.equal((await world.orders.consume(token, what, { base })).active, false);
  await (await world.person('alice')).signIn();
});

test('TK-27 a person who was locked out and let in again has to sign in again', async () => {
  await world.authority.addUser({ name: 'lotte', password: 'correct horse battery lotte', roles: 'approver', groups: 'payments-approvers' });
  const lotte = await world.newConsole('lotte').signIn();
  ok(await lotte.get('/approvals'));
  await world.authority.mustCommand(['user', 'disable', '--name', 'lotte']);
  assert.equal((await lotte.get('/approvals')).status, 401);
  await world.authority.mustCommand(['user', 'enable', '--name', 'lotte']);
  assert.equal((await lotte.get('/approvals')).status, 401);
  assert.equal((await lotte.refresh()).status, 400);
  await lotte.signIn();
  ok(await lotte.get('/approvals'));
});

// What somebody with the database file can do while the authority runs.
const rewriteAction = async (asked, withHash) => {
  const { canonical } = await (await world.person('alice')).approval(asked);
  const other = canonical.replace(/"order_id":"[0-9]+"/, '"order_id":"999999"');
  assert.notEqual(other, canonical);
  const adh = `v1.${createHash('sha256').update(`countersign-action/v1\0${other}`).digest('base64url')}`;
  const statement = `UPDATE approval SET canonical = '${other}'${withHash ? `, adh = '${adh}'` : ''} WHERE id = '${asked.approval_id}'\n`;
  const done = spawnSync('python3', [new URL('./tools/rewrite_log.py', import.meta.url).pathname, join(world.authority.dir, 'authority.db')], { input: statement, encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
};

for (const withHash of [true, false]) {
  test(`a request whose action was rewritten in the database ${withHash ? 'with' : 'without'} its hash is not decided, not issued and not used`, async () => {
    const alice = await world.person('alice');
    const early = await world.bot.ask(note());
    await rewriteAction(early, withHash);
    if (withHash)
      assert.notEqual((await alice.decideRaw(early, 'approve')).status, 200);
    else
      await assert.rejects(alice.approval(early), /recomputable/); // any console sees it
    const late = await world.bot.ask(note());
    await alice.approve(late);
    await rewriteAction(late, withHash);
    refused(await world.bot.poll(late), 400, ['access_denied', 'invalid_grant']);
    const { token, action: what, base, asked } = await world.credential(note());
    await rewriteAction(asked, withHash);
    for (const [name, value] of [['as approved', what.params.order_id], ['as rewritten', '999999']])
      assert.equal((await world.orders.consume(token, { ...what, params: { ...what.params, order_id: value } }, { base })).active, false, name);
  });
}

test('DC-20 a client that is disabled takes its pending requests along, with an entry', async () => {
  const asked = await world.other.ask(note());
  await world.authority.mustCommand(['client', 'disable', '--id', 'other-bot']);
  const alice = await world.person('alice');
  await eventually('it is taken up', async () => (await alice.approval(asked)).status === 'cancelled');
  const entries = await world.auditEntries({ txn: asked.approval_id });
  assert.equal(entries.filter((entry) => entry.event === 'approval.cancelled').length, 1);
  assert.ok(!(await alice.list()).items.some((item) => item.id === asked.approval_id));
});

test('a shorter credential life holds for requests that already wait, and their version rises', async () => {
  const asked = await world.bot.ask(note());
  const alice = await world.person('alice');
  const { version } = await alice.approval(asked);
  try {
    await reapply(withNote({ credentialTtl: '10s' }));
    await eventually('its version rises', async () => (await alice.approval(asked)).version > version);
    assert.equal((await alice.approval(asked)).credential.max_ttl, 10);
    await alice.approve(asked);
    const redeemed = await world.bot.poll(asked);
    assert.equal(redeemed.json.expires_in, 10);
  } finally {
    await reapply({});
  }
});

test('EV-04 a request follows its type to other approvers: they see and decide it, the old ones no longer', async () => {
  const asked = await world.bot.ask(note());
  const [bob, carol] = [await world.person('bob'), await world.person('carol')];
  try {
    await reapply(withNote({ approvers: ['release-approvers'] }));
    await eventually('it is taken up', async () => (await carol.list()).items.some((item) => item.id === asked.approval_id));
    assert.equal((await bob.get(`/approvals/${asked.approval_id}`)).status, 404);
    assert.equal((await carol.deny(asked)).status, 'denied');
  } finally {
    await reapply({});
  }
});

test('a type that left the catalogue can no longer be approved, but still be denied', async () => {
  const asked = await world.bot.ask(note());
  const bob = await world.person('bob');
  try {
    await reapply({ actions: { note: '' } });
    const refused = await bob.decideRaw(asked, 'approve', { code: asked.confirmation_code, reason: 'Fine.' });
    assert.equal(refused.status, 409);
    assert.equal((await bob.deny(asked)).status, 'denied');
  } finally {
    await reapply({});
  }
});

test('a quorum completes once its first voter is back', async () => {
  const asked = await world.bot.ask(order('orders.pair'));
  const [alice, bob] = [await world.person('alice'), await world.person('bob')];
  await alice.approve(asked);
  await world.authority.mustCommand(['user', 'disable', '--name', 'alice']);
  assert.equal((await bob.approve(asked)).status, 'pending');
  await world.authority.mustCommand(['user', 'enable', '--name', 'alice']);
  await alice.signIn();
  assert.equal((await bob.approve(asked)).status, 'approved');
});

test('an API that holds a key instead of a secret consumes, with its assertion beside the token', async () => {
  const key = makeKey();
  const jwks = join(world.authority.root, 'key-api.jwks');
  writeFileSync(jwks, JSON.stringify({ keys: [{ ...key.jwk, kid: 'key-1', alg: 'ES256', use: 'sig' }] }));
  const at = 'https://keyed.northwind.example';
  await world.authority.addClient('key-api', { auth: 'private_key_jwt', jwks, 'resource-server': at });
  const api = new Api(world, 'key-api', { key, kid: 'key-1' });
  const { token, action: what } = await world.credential();
  await api.refuses(token, what, {}, 'audience_mismatch');
  const stranger = new Api(world, 'key-api', { key: makeKey(), kid: 'key-1' });
  assert.equal((await stranger.consumeRaw({ token, action: what })).status, 401);
  assert.equal((await world.orders.consume(token, what)).active, true);
});

test('a base token binds the session also where the type asks for none', async () => {
  const asked = await world.bot.ask(note());
  const { action: bound } = await (await world.person('bob')).approval(asked);
  assert.ok(bound.sid);
  assert.equal(actions.note.includes('bind_session = false'), true);
});
