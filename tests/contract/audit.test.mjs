// Group AU: the log, checked by a verifier that shares no code with the authority.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { consistent, emptyRoot, entryLeaf, leafHash, nodeHash, openCheckpoint, rootFromInclusion, rootOf } from './support/merkle.mjs';
import { eventually, form, ok, refused, send, sendBytes, sleep } from './support/wire.mjs';
import { World, catalogue, note } from './support/world.mjs';

let world;
let ada;
let key;
before(async () => {
  world = await World.start();
  ada = await world.person('ada');
  key = (await world.metadata()).countersign.audit_key;
});
after(() => world?.close());

const bytes = (proof) => proof.map((text) => {
  const node = Buffer.from(text, 'base64');
  assert.equal(node.length, 32);
  assert.equal(node.toString('base64'), text, 'standard base64');
  return node;
});

async function checkpoint(console = ada) {
  const res = await console.get('/audit/checkpoint');
  assert.equal(res.status, 200, res.text);
  assert.match(res.headers['content-type'], /^text\/plain/);
  return openCheckpoint(res.text, key);
}

/** A checkpoint that covers at least `size` entries; one second after the commit at the latest. */
const covering = (size) => eventually(`a checkpoint of ${size}`, async () => {
  const seen = await checkpoint();
  return seen.size >= size && seen;
}, 1_500);

const entries = () => world.auditEntries();

test('the verifier itself: known answers of RFC 6962, and a wrong proof fails', () => {
  assert.equal(emptyRoot.toString('hex'), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  assert.equal(leafHash(Buffer.alloc(0)).toString('hex'), '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
  const leaves = Array.from({ length: 7 }, (_, at) => leafHash(Buffer.from([at])));
  const [a, b, c, d, e, f, g] = leaves;
  const left = nodeHash(nodeHash(a, b), nodeHash(c, d));
  const root = nodeHash(left, nodeHash(nodeHash(e, f), g));
  assert.deepEqual(rootOf(leaves), root);
  assert.deepEqual(rootFromInclusion(6, 7, g, [nodeHash(e, f), left]), root);
  assert.notDeepEqual(rootFromInclusion(5, 7, g, [nodeHash(e, f), left, a]).toString('hex'), root.toString('hex'));
  assert.equal(consistent(4, 7, left, root, [nodeHash(nodeHash(e, f), g)]), true);
  assert.equal(consistent(6, 7, rootOf(leaves.slice(0, 6)), root, [nodeHash(e, f), g, left]), true);
  assert.equal(consistent(6, 7, rootOf(leaves.slice(0, 5)), root, [nodeHash(e, f), g, left]), false);
});

test('AU-09 the checkpoint is a signed note; the entries build its root; every inclusion proof verifies', async () => {
  for (let at = 0; at < 5; ++at) await world.credential();
  const before = await entries();
  const seen = await covering(before.length);
  assert.equal(seen.origin, `${new URL(world.issuer).host}/audit`);
  const all = (await entries()).slice(0, seen.size);
  assert.equal(all.length, seen.size);
  all.forEach((entry, at) => assert.equal(entry.seq, at, 'seq starts at 0 without gaps'));
  const leaves = all.map(entryLeaf);
  assert.deepEqual(rootOf(leaves), seen.root);
  for (let seq = 0; seq < seen.size; ++seq) {
    const answer = ok(await ada.get(`/audit/inclusion?seq=${seq}&size=${seen.size}`));
    assert.equal(answer.size, seen.size);
    assert.deepEqual(rootFromInclusion(seq, seen.size, leaves[seq], bytes(answer.proof)), seen.root, `entry ${seq}`);
  }
});

test('AU-10 consistency proofs between many sizes verify; a wrong root does not', async () => {
  const seen = await covering((await entries()).length);
  const leaves = (await entries()).slice(0, seen.size).map(entryLeaf);
  const roots = leaves.map((_, at) => rootOf(leaves.slice(0, at + 1)));
  for (let from = 1; from <= seen.size; from += 3) {
    for (let to = from; to <= seen.size; to += 7) {
      const answer = ok(await ada.get(`/audit/consistency?from=${from}&to=${to}`));
      assert.deepEqual([answer.from, answer.to], [from, to]);
      const proof = bytes(answer.proof);
      assert.equal(consistent(from, to, roots[from - 1], roots[to - 1], proof), true, `${from} to ${to}`);
      assert.equal(consistent(from, to, roots[from - 1], leafHash(Buffer.from('other')), proof), false);
    }
  }
});

test('AU-09 the approver\'s console finds its own decision in the log', async () => {
  const asked = await world.bot.ask(note());
  const alice = await world.person('alice');
  await alice.approve(asked);
  const mine = await world.auditEntries({ txn: asked.approval_id });
  const decision = mine.find((entry) => /decid|decision|approv/.test(entry.event) && entry.actor?.includes(alice.sub));
  assert.ok(decision, JSON.stringify(mine));
  const approval = await alice.approval(asked);
  assert.equal(decision.adh, approval.action_hash);
  assert.equal(decision.device, alice.device.kid);
  const seen = await covering(decision.seq + 1);
  const answer = ok(await ada.get(`/audit/inclusion?seq=${decision.seq}&size=${seen.size}`));
  assert.deepEqual(rootFromInclusion(decision.seq, seen.size, entryLeaf(decision), bytes(answer.proof)), seen.root);
});

test('AU-07 each of these is exactly one entry, with actor, client, txn, hash, outcome and time', async () => {
  const from = (await entries()).length;
  const alice = await world.person('alice');
  const { token, action, asked } = await world.credential();
  await world.orders.refuses(token, { ...action, params: { order_id: '1' } }, {}, 'action_mismatch');
  assert.equal((await world.orders.consume(token, action)).active, true);
  await world.orders.refuses(token, action, {}, 'used');
  const denied = await world.bot.ask(note());
  await alice.deny(denied, 'No.');
  const cancelled = await world.bot.ask(note());
  ok(await world.bot.revoke(cancelled.auth_req_id));
  const expired = await world.bot.ask(note(), { requested_expiry: 1 });
  await sleep(2_500);
  refused(await world.bot.poll(expired), 400, 'expired_token');
  const of = async (one) => (await world.auditEntries({ txn: one.approval_id })).map((entry) => `${entry.event}:${entry.outcome}`);
  const first = await of(asked);
  assert.equal(first.length, 6, `ask, approve, redeem, mismatch, consume, second use: ${first}`);
  assert.equal((await of(denied)).length, 2, `ask, deny: ${await of(denied)}`);
  assert.equal((await of(cancelled)).length, 2, `ask, cancel: ${await of(cancelled)}`);
  const late = await world.auditEntries({ txn: expired.approval_id });
  assert.ok(late.filter((entry) => /expir/.test(`${entry.event} ${entry.outcome}`)).length === 1, JSON.stringify(late));
  const all = (await entries()).slice(from);
  for (const entry of all) {
    assert.ok(entry.actor && entry.event && entry.outcome && Number.isInteger(entry.time) && Math.abs(entry.time - Date.now() / 1000) < 60, JSON.stringify(entry));
    assert.ok(entry.payload_hash, 'payload_hash');
    for (const value of Object.values(entry)) assert.notEqual(value, null);
  }
  for (const entry of await world.auditEntries({ txn: asked.approval_id })) {
    assert.equal(entry.client, /consum/.test(entry.event) ? entry.client : 'deploy-bot');
    assert.match(entry.adh, /^v1\./);
  }
});

test('AU-07 sign-in, failed sign-in, device, client, user, key and catalogue changes are entries', async () => {
  const grew = async (what, act) => {
    const before = (await entries()).length;
    await act();
    const added = (await entries()).slice(before);
    assert.ok(added.length >= 1, `${what} left no entry`);
    return added;
  };
  await grew('a sign-in', () => world.newConsole('bob').signIn());
  await grew('a failed sign-in', async () => {
    const { Browser } = await import('./support/browser.mjs');
    const browser = new Browser(world.issuer);
    await browser.submit(await browser.authorize(world.newConsole('bob').request()), { username: 'bob', password: 'not the password' });
  });
  await grew('a device', async () => (await world.newConsole('bob').signIn()).enrol());
  await grew('a client', () => world.authority.addClient('noted', { grants: 'client_credentials', scopes: 'orders:note:create' }));
  await grew('a disabled client', () => world.authority.mustCommand(['client', 'disable', '--id', 'noted']));
  await grew('a user', () => world.authority.addUser({ name: 'noted', password: world.password('noted') }));
  await grew('a disabled user', () => world.authority.mustCommand(['user', 'disable', '--name', 'noted']));
  await grew('a key change', () => world.authority.mustCommand(['keys', 'rotate']));
  await grew('a catalogue change', async () => assert.equal((await world.authority.applyCatalog(catalogue().replace('Run orders.pair', 'Pair up'))).code, 0));
});

test('AU-12 CR, LF, escapes, NUL and bidi in logged fields stay one line, escaped', async () => {
  const evil = '\r\n{"event":"forged"}\u001b[31m\u202e';
  await world.postForm('/token', { grant_type: evil }, { Authorization: `Basic ${Buffer.from(`${evil}:x`).toString('base64')}` });
  await world.bot.askRaw(note(), { login_hint: evil });
  await sendBytes(world.issuer, `GET /x\u001b[31m HTTP/1.1\r\nHost: \u001b]0;x\u0007\r\nUser-Agent: x\u001b[2J\u0000\r\n\r\n`, { quiet: 300 });
  await world.send(`/authorize?${form({ client_id: evil, redirect_uri: evil })}`);
  const alice = await world.person('alice');
  const asked = await world.bot.ask(note());
  await alice.deny(asked, 'plain reason');
  await sleep(300);
  for (const line of world.authority.log) {
    const parsed = JSON.parse(line);
    assert.notEqual(parsed.event, 'forged');
    // eslint-disable-next-line no-control-regex
    assert.doesNotMatch(line, /[\u0000-\u001f\u007f\u202e]/, 'a raw control character in the log');
  }
  const res = await ada.get('/audit/entries?from=0&limit=200');
  // eslint-disable-next-line no-control-regex
  assert.doesNotMatch(res.text.trim(), /[\u0000-\u001f]/);
});

test('AU-17 only audit:read reads; nobody writes', async () => {
  const alice = await world.person('alice');
  const olga = await world.person('olga');
  for (const path of ['/audit/entries', '/audit/export?format=jsonl']) {
    refused(await alice.get(path), 403, 'insufficient_scope');
    refused(await send(world.issuer, { path }), 401);
    refused(await send(world.issuer, { path, headers: { Authorization: `Bearer ${await world.bot.baseToken()}` } }), [401, 403]);
  }
  ok(await olga.get('/audit/entries?from=0&limit=10'));
  for (const path of ['/audit/entries', '/audit/checkpoint', '/audit/inclusion', '/audit/consistency', '/audit/export']) {
    for (const method of ['DELETE', 'PUT', 'POST', 'PATCH']) {
      const res = await send(world.issuer, { method, path, headers: ada.authorization(method, path) });
      assert.equal(res.status, 405, `${method} ${path}: ${res.status}`);
      assert.match(res.headers.allow, /GET/);
    }
  }
});

test('bad questions to the log are refused', async () => {
  const { size } = await checkpoint();
  for (const path of [`/audit/inclusion?seq=${size + 50}&size=${size + 60}`, '/audit/inclusion?seq=5&size=5', '/audit/inclusion?seq=-1&size=5', '/audit/inclusion?seq=1', '/audit/inclusion?seq=x&size=5',
    '/audit/inclusion?seq=1&seq=2&size=5', '/audit/consistency?from=5&to=4', `/audit/consistency?from=1&to=${size + 100}`, '/audit/consistency?from=1.5&to=3', '/audit/entries?limit=0', '/audit/entries?limit=x',
    '/audit/entries?from=-1', '/audit/entries?from=99999999999999999999']) {
    refused(await ada.get(path), 400, 'invalid_request');
  }
});

test('a filter that is misspelt is refused, and named, instead of answering more', async () => {
  const alice = await world.person('alice');
  for (const [reader, path] of [[ada, '/audit/entries?actr=alice'], [ada, '/audit/entries?txn=apr_x&Actor=alice'], [ada, '/audit/summary?limit=1'], [ada, '/audit/thread?txn=x&actr=1'],
    [ada, '/audit/bundle?txn=x&actr=1'], [ada, '/audit/export?format=jsonl&actr=1'], [ada, '/audit/reports/approvers?actr=1'], [ada, '/audit/reports?actr=1'], [ada, '/audit/inclusion?seq=0&size=1&actr=1'],
    [ada, '/audit/consistency?from=0&to=1&actr=1'], [ada, '/clients?actr=1'], [ada, '/clients?temporary=true&stauts=active&actr=1'], [ada, '/catalog/versions?actr=1'], [ada, '/initial-access-tokens?actr=1'],
    [alice, '/approvals?actr=1'], [alice, '/approvals?Status=pending&actr=1'], [alice, '/grants?active=true&actr=1'], [alice, '/devices?actr=1']]) {
    const { error_description: why } = refused(await reader.get(path), 400, 'invalid_request');
    assert.match(why, /^(actr|Actor|limit|stauts|Status) is no parameter here/, path);
  }
  // Nor has what is one thing any filter.
  const asked = await world.bot.ask(note());
  const one = `/approvals/${asked.approval_id}`;
  for (const [reader, path] of [[alice, `${one}?actr=1`], [alice, '/catalog?actr=1'], [alice, '/events?actr=1'], [ada, '/clients/deploy-bot?actr=1'], [ada, '/catalog/usage?actr=1'], [ada, '/catalog/versions/1?actr=1']]) {
    assert.match(refused(await reader.get(path), 400, 'invalid_request').error_description, /^actr is no parameter here: there are none/, path);
  }
  for (const [reader, path, body] of [[alice, `${one}/decision?actr=1`, { decision: 'x' }], [alice, `${one}/revoke?actr=1`, { reason: 'x' }], [alice, '/devices?actr=1', {}], [alice, '/grants/g/revoke?actr=1', { reason: 'x' }],
    [ada, '/clients/deploy-bot/revoke?force=true', { reason: 'x' }], [ada, '/catalog/check?actr=1', { toml: '' }], [ada, '/initial-access-tokens?actr=1', {}], [ada, '/consume?actr=1', {}]]) {
    assert.match(refused(await reader.post(path, body), 400, 'invalid_request').error_description, /^(actr|force) is no parameter here/, path);
  }
  refused(await alice.delete(`/devices/${alice.device.kid}?actr=1`), 400, 'invalid_request');
  assert.equal((await alice.approval(asked)).status, 'pending');
  // Who may not read hears only that.
  refused(await alice.get('/audit/entries?actr=alice'), 403, 'insufficient_scope');
  assert.equal((await world.send('/audit/entries?actr=alice')).status, 401);
});

test('filters: actor, client, event, txn, time', async () => {
  const { asked } = await world.credential();
  const of = await world.auditEntries({ txn: asked.approval_id });
  assert.ok(of.length >= 3 && of.every((entry) => entry.txn === asked.approval_id));
  const client = await world.auditEntries({ client: 'deploy-bot', after: String(of[0].time - 1) });
  assert.ok(client.length >= 1 && client.every((entry) => entry.client === 'deploy-bot' && entry.time >= of[0].time - 1));
  const event = await world.auditEntries({ event: of[0].event });
  assert.ok(event.every((entry) => entry.event === of[0].event) && event.some((entry) => entry.seq === of[0].seq));
  assert.deepEqual(await world.auditEntries({ txn: 'apr_none' }), []);
});

test('a checkpoint seen before a restart is a past of the one after', async () => {
  await world.credential();
  const before = await covering((await entries()).length);
  await world.authority.kill();
  await world.authority.serve();
  await world.credential();
  const after = await covering(before.size + 1);
  const { proof } = ok(await ada.get(`/audit/consistency?from=${before.size}&to=${after.size}`));
  assert.equal(consistent(before.size, after.size, before.root, after.root, bytes(proof)), true);
  const fsck = await world.authority.command(['audit', 'fsck']);
  assert.equal(fsck.code, 0, fsck.stderr);
});
