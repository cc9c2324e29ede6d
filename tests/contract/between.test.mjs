// What changes between asking and using must hold at every later step, and what was said once is never taken back.
import assert from 'node:assert/strict';
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
const rewrite = (...statements) => world.rewriteDatabase(statements);
const rewriteAction = async (asked, withHash) => {
  const { canonical } = await (await world.person('alice')).approval(asked);
  const other = canonical.replace(/"order_id":"[0-9]+"/, '"order_id":"999999"');
  assert.notEqual(other, canonical);
  const adh = `v1.${createHash('sha256').update(`countersign-action/v1\0${other}`).digest('base64url')}`;
  rewrite(`UPDATE approval SET canonical = '${other}'${withHash ? `, adh = '${adh}'` : ''} WHERE id = '${asked.approval_id}'`);
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

// The action stays as it is, and with it the hash that is signed: only what the approver reads, or what it is worth, is another.
const forgeries = {
  'the sentence': `sentence = 'Add a harmless note'`,
  'a line of the parameters': `param_lines = '[["order_id","Order","1"]]'`,
  'the reason': `reason = 'The chief wants it'`,
  'the ticket': `ticket = 'OPS-1'`,
  'the binding message': `binding_message = 'harmless'`,
  'where it came from': `requested_from = '10.0.0.1'`,
  'its risk': `tier = 'medium'`,
  'the reasons of its risk': `risk_reasons = '["All is well."]'`,
  'its end': `expires_at = expires_at + 86400`,
  'the key it is bound to': `dpop_jkt = 'k0000000000000000000000000000000000000000000'`,
  'its scopes': `scopes = 'orders:order:read'`,
  'its seal': `seal = NULL`,
};

for (const [what, forgery] of Object.entries(forgeries)) {
  test(`a request is not approved, issued or used once somebody rewrote ${what} in the database, and shows it`, async () => {
    const alice = await world.person('alice');
    const forge = ({ approval_id: id }) => rewrite(`UPDATE approval SET ${forgery} WHERE id = '${id}'`);
    const early = await world.bot.ask(note(), { reason: 'A customer called.', ticket: 'SUP-7', binding_message: 'K7' });
    forge(early);
    const card = await alice.approval(early);
    assert.deepEqual([card.status, card.obstacle_code, card.may_decide], ['pending', 'request_damaged', true]);
    refused(await alice.decideRaw(early, 'approve'), 409, 'request_damaged');
    assert.equal((await alice.deny(early)).status, 'denied', 'no is always an answer');
    const entries = await world.auditEntries({ txn: early.approval_id });
    assert.ok(entries.some((entry) => entry.event === 'approval.decision_refused'));
    assert.equal(new Set(entries.map((entry) => entry.adh)).size, 1);

    const late = await world.bot.ask(note());
    await alice.approve(late);
    forge(late);
    refused(await world.bot.poll(late), 400, ['access_denied', 'invalid_grant', 'invalid_dpop_proof']);
    const { token, action: does, base, asked } = await world.credential(note());
    forge(asked);
    // How long it could be decided is nothing any more by then.
    assert.equal((await world.orders.consume(token, does, { base })).active, what === 'its end');
  });
}

test('votes that somebody wrote into the database approve nothing, and a real one allows no more than its approver said', async () => {
  const alice = await world.person('alice');
  const nobody = await world.bot.ask(note());
  const at = Math.floor(Date.now() / 1000);
  rewrite(
    `INSERT INTO decision (approval_id, approver, device, verdict, at, auth_time, jws_sha256) VALUES ('${nobody.approval_id}', '${alice.sub}', 'x', 'approve', ${at}, ${at}, 'x')`,
    `UPDATE approval SET status = 'approved', decided_at = ${at}, version = version + 1 WHERE id = '${nobody.approval_id}'`);
  refused(await world.bot.poll(nobody), 400, ['access_denied', 'invalid_grant']);

  const denied = await world.bot.ask(note());
  await alice.deny(denied);
  rewrite(`UPDATE decision SET verdict = 'approve' WHERE approval_id = '${denied.approval_id}'`,
    `UPDATE approval SET status = 'approved', ended_at = NULL WHERE id = '${denied.approval_id}'`);
  refused(await world.bot.poll(denied), 400, ['access_denied', 'invalid_grant']);

  for (const wider of ['granted_scopes = NULL', 'granted_ttl = 60', `granted_scopes = 'orders:note:create orders:order:read'`]) {
    const less = await world.bot.ask(order('orders.wide'));
    await alice.approve(less, { granted: { ttl: 10, scope: 'orders:order:read' } });
    rewrite(`UPDATE approval SET ${wider} WHERE id = '${less.approval_id}'`);
    refused(await world.bot.poll(less), 400, ['access_denied', 'invalid_grant']);
  }
  const honest = await world.bot.ask(order('orders.wide'));
  await alice.approve(honest, { granted: { ttl: 10, scope: 'orders:order:read' } });
  assert.equal(ok(await world.bot.poll(honest)).expires_in, 10);
});

test('SU-01 what is over by the log does not come back, whatever the rows say', async () => {
  const alice = await world.person('alice');
  const again = (asked, status) => `UPDATE approval SET status = '${status}', ended_at = NULL, redeemed_at_ms = ${status === 'redeemed' ? 'redeemed_at_ms' : 'NULL'} WHERE id = '${asked.approval_id}'`;
  const used = await world.credential(note());
  assert.equal((await world.orders.consume(used.token, used.action, { base: used.base })).active, true);
  rewrite(`UPDATE credential SET used_at = NULL WHERE approval_id = '${used.asked.approval_id}'`, again(used.asked, 'redeemed'));
  assert.equal((await world.orders.consume(used.token, used.action, { base: used.base })).active, false, 'used twice');

  const given = await world.credential(note());
  rewrite(`DELETE FROM credential WHERE approval_id = '${given.asked.approval_id}'`, again(given.asked, 'approved'));
  refused(await world.bot.poll(given.asked), 400, ['access_denied', 'invalid_grant']);

  const revoked = await world.bot.ask(note());
  await alice.approve(revoked);
  ok(await alice.post(`/approvals/${revoked.approval_id}/revoke`, { reason: 'Not today.' }));
  rewrite(again(revoked, 'approved'));
  refused(await world.bot.poll(revoked), 400, ['access_denied', 'invalid_grant']);

  const denied = await world.bot.ask(note());
  await alice.deny(denied);
  rewrite(`DELETE FROM decision WHERE approval_id = '${denied.approval_id}'`, again(denied, 'pending'));
  refused(await alice.decideRaw(denied, 'approve'), 409, 'request_damaged');

  const short = await world.credential(note(), { granted: { ttl: 1 } });
  await new Promise((done) => { setTimeout(done, 2100); });
  rewrite(`UPDATE credential SET expires_at = expires_at + 3600 WHERE approval_id = '${short.asked.approval_id}'`);
  assert.equal((await world.orders.consume(short.token, short.action, { base: short.base })).active, false, 'past the end that stands in it');
  await world.stillWorks();
});

test('rewritten requests leave the log one story: fsck finds nothing that it says of one request and is not so', async () => {
  const { stderr } = await world.authority.command(['audit', 'fsck']);
  assert.doesNotMatch(stderr, /names another action/);
});

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
