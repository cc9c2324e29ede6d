// What is erased is gone from the file, and that it was there stays proven. Group AU.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Ctl } from './support/ctl.mjs';
import { now } from './support/jose.mjs';
import { Requester } from './support/requester.mjs';
import { eventually, ok, refused, send } from './support/wire.mjs';
import { World, note } from './support/world.mjs';

const verifier = new URL('./tools/verify_export.mjs', import.meta.url).pathname;
let world;
let ctl;
let ada;
before(async () => {
  world = await World.start();
  ctl = new Ctl(world);
  ada = await world.person('ada');
});
after(async () => {
  ctl?.close();
  await world?.close();
});

const erase = (...args) => world.authority.command(['audit', 'erase', ...args]);
const found = async (q) => (await world.auditEntries({ q })).length;

/** Asks with a word nobody else says, and has it decided: {txn, word}. */
async function spoken(word, decide = 'deny') {
  const alice = await world.person('alice');
  const asked = await world.bot.ask(note(), { reason: `Mrs ${word} called about her order` });
  if (decide) await alice[decide](asked, `No, ${word} has called before.`);
  await eventually('the word is found', async () => (await found(word)) >= 1, 5_000);
  return asked.approval_id;
}

async function exported(filter = '') {
  const { size } = ok(await ada.get('/audit/entries?limit=1'));
  return eventually('an export that covers it', async () => {
    const { text } = await ada.get(`/audit/export?format=jsonl${filter}`);
    return JSON.parse(text.split('\n')[0]).size >= size && text;
  }, 5_000);
}

async function verdicts(text) {
  const { countersign } = await world.metadata();
  const file = join(ctl.dir, 'export.jsonl');
  writeFileSync(file, text);
  const theirs = spawnSync(process.execPath, [verifier, file, countersign.audit_key], { encoding: 'utf8' });
  const ours = await ctl.run(['audit', 'verify', '--file', file, '--key', countersign.audit_key]);
  return { theirs, ours };
}

test('erasing a request takes its words from entries, card, index, export and file, and leaves the tree', async () => {
  const txn = await spoken('Quetzalcoatl');
  const before_ = await world.auditEntries({ txn });
  assert.ok(world.authority.storedBytes().includes('Quetzalcoatl'));
  const tree = await exported();
  assert.match((await erase('--txn', txn, '--reason', 'Asked by the customer')).stderr, /would erase what 2 entries and 1 requests say.*Nothing was erased/);
  assert.equal(await found('quetzalcoatl') > 0, true);

  const done = await erase('--txn', txn, '--reason', 'Asked by the customer', '--yes');
  assert.equal(done.code, 0, done.stderr);
  const told = JSON.parse(done.stdout);
  assert.deepEqual([told.entries, told.requests, told.said_by.length], [2, 1, 1]);
  for (const q of ['quetzalcoatl', 'quetz*', '"mrs quetzalcoatl"']) assert.equal(await found(q), 0, q);
  assert.ok(!world.authority.storedBytes().toString('latin1').toLowerCase().includes('quetzalcoatl'), 'the word is still in the file');

  const page = ok(await ada.get(`/audit/entries?txn=${txn}`));
  assert.deepEqual(page.items.map(({ payload, salt, ...leaf }) => [payload, salt, leaf]), before_.map(({ payload, salt, ...leaf }) => [undefined, undefined, leaf]));
  assert.deepEqual(page.erased.map(({ seq, said_by, actor, reason }) => ({ seq, said_by, actor, reason })),
    before_.map(({ seq }) => ({ seq, said_by: told.said_by[0], actor: 'cli', reason: 'Asked by the customer' })));
  const [said] = await world.auditEntries({ event: 'log.payloads_erased' });
  assert.equal(said.seq, told.said_by[0]);
  assert.deepEqual(said.payload.erased, [[before_[0].seq, before_[1].seq]]);

  const after_ = await exported();
  assert.ok(!after_.includes('uetzalcoatl'));
  assert.ok(tree.includes('uetzalcoatl'));
  const { theirs, ours } = await verdicts(after_);
  assert.equal(theirs.status, 0, theirs.stdout);
  assert.equal(ours.code, 0, ours.err);
  assert.match(theirs.stdout, /payload erased: 2/);
  assert.match(ours.out, /payload erased: 2/);
  assert.equal(JSON.parse((await world.authority.mustCommand(['audit', 'fsck'])).stdout).erased_payloads, 2);
  // Who decided it sees nothing of it any more; the log's reader sees the thread.
  refused(await (await world.person('alice')).get(`/approvals/${txn}`), 404);
  assert.equal(ok(await ada.get(`/audit/thread?txn=${txn}`)).items.length, 2);
  await world.stillWorks();
});

test('a payload that was cut out of an export without a word of the log is found by both verifiers', async () => {
  const text = await exported();
  const lines = text.trimEnd().split('\n');
  const at = lines.findIndex((line) => line.includes('"payload":') && !line.includes('log.'));
  lines[at] = lines[at].replace(/"payload":\{.*?\},"payload_hash"/, '"payload_hash"').replace(/"salt":"[^"]*",/, '');
  const { theirs, ours } = await verdicts(`${lines.join('\n')}\n`);
  assert.match(theirs.stdout, /no entry says that it was erased/);
  assert.equal(theirs.status, 1);
  assert.match(ours.err, /no entry says that it was erased/);
  assert.equal(ours.code, 8);
});

test('an open request is not erased, nor what the log says about itself, nor what is not there', async () => {
  const txn = await spoken('Popocatepetl', null);
  const [asked] = await world.auditEntries({ txn });
  assert.match((await erase('--txn', txn, '--reason', 'x', '--yes')).stderr, /still open/);
  assert.match((await erase('--seq', String(asked.seq), '--reason', 'x', '--yes')).stderr, /still open/);
  const [said] = await world.auditEntries({ event: 'log.payloads_erased' });
  assert.match((await erase('--seq', String(said.seq), '--reason', 'x', '--yes')).stderr, /speaks of itself/);
  for (const wrong of [['--seq', '99999999'], ['--txn', 'apr_none'], ['--subject', 'usr_none'], [], ['--seq', '1', '--txn', txn], ['--seq', '-1'], ['--seq', 'x']]) {
    const { code, stderr } = await erase(...wrong, '--reason', 'x', '--yes');
    assert.notEqual(code, 0, wrong.join(' '));
    assert.equal(stderr.trim().split('\n').length, 1);
  }
  assert.equal((await erase('--txn', txn, '--yes')).code, 2);
  assert.match((await erase('--txn', txn, '--reason', ' ', '--yes')).stderr, /--reason/);
  assert.ok(await found('popocatepetl') > 0);
});

test('erasing a person takes what they did and what names them, and no other\'s card', async () => {
  const alice = await world.person('alice');
  const txn = await spoken('Tlaloc');
  const done = await erase('--subject', alice.sub, '--reason', 'She left', '--yes');
  assert.equal(done.code, 0, done.stderr);
  const mine = (await world.auditEntries({ actor: alice.sub })).filter(({ txn: of }) => of === txn);
  assert.ok(mine.length > 0 && mine.every(({ payload }) => !payload));
  // The requester's words were not hers.
  assert.equal((await world.auditEntries({ txn, event: 'approval.asked' }))[0].payload.reason.includes('Tlaloc'), true);
  await world.authority.mustCommand(['audit', 'fsck']);
});

test('the log over the wire has no way to erase: only GET exists (AU-17)', async () => {
  for (const method of ['DELETE', 'POST', 'PUT', 'PATCH']) {
    const answer = await world.send('/audit/entries?txn=x', { method });
    assert.equal(answer.status, 405, method);
  }
});

// What is written anywhere by anybody, each with a word of its own; then the whole of the data directory is searched.
const registerWith = async (words, changes = {}) => {
  const client = ok(await world.postJson('/register', {
    client_name: `Client ${words.name}`, owner: `${words.owner}@example.com`, reason: `For ${words.reason}`, ticket: words.ticket, scope: 'orders:note:create', authorization_details_types: ['orders.note'],
    grant_types: ['client_credentials', 'urn:openid:params:grant-type:ciba'], client_expires_at: now() + 3600, ...changes,
  }, ada.authorization('POST', '/register')), 201);
  [client.client_secret, client.registration_access_token].forEach((secret) => world.remember(secret));
  return client;
};
const change = async (client, verb, reason, more = {}) => ok(await ada.post(`/clients/${client.client_id}/${verb}`, { reason, ...more }));
const onDisk = () => world.authority.storedBytes().toString('latin1').toLowerCase();
function assertGone(words, what) {
  const disk = onDisk();
  assert.deepEqual(Object.values(words).filter((word) => disk.includes(word.toLowerCase())), [], what);
}
function assertThere(words) {
  const disk = onDisk();
  assert.deepEqual(Object.values(words).filter((word) => !disk.includes(word.toLowerCase())), []);
}
let made = 0;
// Letters only, and none of them a word of something else.
const wordsFor = (...places) => Object.fromEntries(places.map((place) => [place, `zq${place.toLowerCase()}${String.fromCharCode(97 + Math.floor(made / 26), 97 + (made++ % 26))}qz`]));
const eraseAll = async (...which) => {
  const done = await erase(...which, '--reason', 'The tests', '--yes');
  assert.equal(done.code, 0, done.stderr);
  assert.equal((await world.authority.command(['audit', 'fsck'])).code, 0);
  return JSON.parse(done.stdout);
};
const entryOf = async (event, filter) => (await world.auditEntries({ event, ...filter })).at(-1).seq;

test('by request: nothing of what anybody wrote about it is left, denied, revoked or used', async () => {
  const alice = await world.person('alice');
  for (const end of ['denied', 'revoked', 'used']) {
    const words = wordsFor('Params', 'Binding', 'Reason', 'Ticket', 'Comment', ...(end === 'revoked' ? ['Revocation'] : []));
    const asked = await world.bot.ask({ type: 'orders.kinds', params: { order_id: '7', count: 1, urgent: false, note: `Note ${words.Params}` } },
      { binding_message: `Bind ${words.Binding}`, reason: `Because ${words.Reason}`, ticket: words.Ticket });
    if (end === 'denied') await alice.deny(asked, `No: ${words.Comment}`);
    else await alice.approve(asked, { reason: `Yes: ${words.Comment}` });
    if (end === 'revoked') ok(await alice.post(`/approvals/${asked.approval_id}/revoke`, { reason: `Stop: ${words.Revocation}` }));
    if (end === 'used') assert.equal((await world.orders.consume(world.remember(await world.bot.redeem(asked)), asked.action)).active, true);
    assertThere(words);
    await eraseAll('--txn', asked.approval_id);
    assertGone(words, end);
  }
});

test('by entry: what it said is nowhere else either', async () => {
  const alice = await world.person('alice');
  const words = wordsFor('Denied', 'Revoked', 'Frozen', 'Tombstone');
  const denied = await world.bot.ask(note());
  await alice.deny(denied, `No: ${words.Denied}`);
  const revoked = await world.bot.ask(note());
  await alice.approve(revoked);
  ok(await alice.post(`/approvals/${revoked.approval_id}/revoke`, { reason: `Stop: ${words.Revoked}` }));
  const client = await registerWith(wordsFor('name', 'owner', 'reason', 'ticket'));
  await change(client, 'freeze', `Wait: ${words.Frozen}`);
  await change(client, 'revoke', `End: ${words.Tombstone}`);
  assertThere(words);
  await eraseAll('--seq', String(await entryOf('approval.decided', { txn: denied.approval_id })));
  await eraseAll('--seq', String(await entryOf('approval.revoked', { txn: revoked.approval_id })));
  await eraseAll('--seq', String(await entryOf('client.disabled', { client: client.client_id })));
  await eraseAll('--seq', String(await entryOf('client.revoked', { client: client.client_id })));
  assertGone(words);
  // The rest of them stands.
  assert.equal(ok(await ada.get(`/clients/${client.client_id}`)).status, 'revoked');
  assert.ok((await alice.approval(denied)).action_text.length > 5);
});

test('by entry: how a client described itself goes with its registration, once it has ended', async () => {
  const words = wordsFor('name', 'owner', 'reason', 'ticket');
  const client = await registerWith(words);
  const seq = String(await entryOf('client.registered', { client: client.client_id }));
  assert.match((await erase('--seq', seq, '--reason', 'x', '--yes')).stderr, /still lives/);
  assertThere(words);
  await change(client, 'revoke', 'over');
  await eraseAll('--seq', seq);
  assertGone(words);
  assert.deepEqual((({ name, owner, status }) => [name, owner, status])(ok(await ada.get(`/clients/${client.client_id}`))), ['(erased)', '(erased)', 'revoked']);
});

test('by client: its registration, its requests, and what others wrote about it', async () => {
  const alice = await world.person('alice');
  const words = wordsFor('name', 'owner', 'reason', 'ticket', 'Updated', 'Rotated', 'Extended', 'Frozen', 'Thawed', 'Asked', 'Params', 'Denied', 'Ended', 'Scope');
  const client = await registerWith(words);
  const updated = ok(await send(world.issuer, { method: 'PUT', path: `/register/${client.client_id}`, headers: { Authorization: `Bearer ${client.registration_access_token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ client_id: client.client_id, client_name: `Client ${words.name}`, reason: `Now ${words.Updated}`, ticket: words.ticket, scope: 'orders:note:create',
      authorization_details_types: ['orders.note'], grant_types: ['client_credentials', 'urn:openid:params:grant-type:ciba'], client_expires_at: client.client_expires_at }) }));
  world.remember(updated.registration_access_token);
  const { client_secret: secret } = await change(client, 'rotate-secret', `Another: ${words.Rotated}`);
  world.remember(secret);
  await change(client, 'extend', `Longer: ${words.Extended}`, { client_expires_at: client.client_expires_at + 60 });
  await change(client, 'freeze', `Wait: ${words.Frozen}`);
  await change(client, 'unfreeze', `On: ${words.Thawed}`);
  const party = new Requester(world, client.client_id, { secret });
  const asked = await party.ask({ type: 'orders.note', params: { order_id: '11' } }, { reason: `Because ${words.Asked}`, binding_message: `See ${words.Params}` });
  await alice.deny(asked, `No: ${words.Denied}`);
  refused(await party.token({ grant_type: 'client_credentials', scope: `orders:${words.Scope}:read` }), 400, 'invalid_scope');
  await eventually('it is noted', () => onDisk().includes(words.Scope), 10_000);
  await change(client, 'revoke', `End: ${words.Ended}`);
  assertThere(words);
  await eraseAll('--subject', `client:${client.client_id}`);
  assertGone(words);
});

test('by person: what they said as approver and as administrator, and no card of others', async () => {
  await world.authority.addUser({ name: 'frida', password: 'correct horse battery frida', roles: 'approver,admin', groups: 'payments-approvers' });
  const frida = await world.newConsole('frida', { scope: 'approvals:read approvals:decide clients:manage grants:revoke catalog:write catalog:read' }).signIn();
  await frida.enrol();
  const words = wordsFor('Denied', 'Approved', 'Revoked', 'Frozen', 'Ended', 'Catalogue');
  const requester = wordsFor('Untouched');
  const [denied, approved] = [await world.bot.ask(note(), { reason: `Because ${requester.Untouched}` }), await world.bot.ask(note())];
  await frida.deny(denied, `No: ${words.Denied}`);
  await frida.approve(approved, { reason: `Yes: ${words.Approved}` });
  ok(await frida.post(`/approvals/${approved.approval_id}/revoke`, { reason: `Stop: ${words.Revoked}` }));
  const client = await registerWith(wordsFor('name', 'owner', 'reason', 'ticket'));
  ok(await frida.post(`/clients/${client.client_id}/freeze`, { reason: `Wait: ${words.Frozen}` }));
  ok(await frida.post(`/clients/${client.client_id}/revoke`, { reason: `End: ${words.Ended}` }));
  const { toml, version } = ok(await frida.get('/catalog'));
  ok(await send(world.issuer, { method: 'PUT', path: '/catalog', headers: { ...frida.authorization('PUT', '/catalog'), 'Content-Type': 'application/json', 'If-Match': `"${version}"` },
    body: JSON.stringify({ toml: toml.replace('title = "Read an order"', 'title = "Read one order"'), reason: `Because ${words.Catalogue}` }) }));
  assertThere({ ...words, ...requester });
  await eraseAll('--subject', frida.sub);
  assertGone(words);
  assertThere(requester);
});
