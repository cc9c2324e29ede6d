// The log as an auditor reads it: search, timeline, threads, exports. Group AU.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { entryLeaf, openCheckpoint, rootFromInclusion, rootOf } from './support/merkle.mjs';
import { eventually, ok, refused } from './support/wire.mjs';
import { World, note, refund } from './support/world.mjs';

let world;
let ada;
before(async () => {
  world = await World.start();
  ada = await world.person('ada');
});
after(() => world?.close());

const get = async (path, query = {}) => ok(await ada.get(`${path}?${new URLSearchParams(query)}`));
const lines = (text) => text.trimEnd().split('\n').map((line) => JSON.parse(line));
const refundOf = (amount) => world.credential(refund({ amount }));

test('"every refund over 1 000 approved for deploy-bot": words, fields and amounts together', async () => {
  const small = await refundOf('99.99');
  const large = await refundOf('1000.01');
  const asked = { event: 'approval.decided', outcome: 'ok', type: 'orders.refund', client: 'deploy-bot', q: 'amount>1000' };
  const found = await world.auditEntries(asked);
  assert.deepEqual(found.map((entry) => entry.txn), [large.asked.approval_id]);
  assert.deepEqual((await world.auditEntries({ ...asked, q: 'amount<=1000 refund*' })).map((entry) => entry.txn), [small.asked.approval_id]);
  assert.deepEqual(await world.auditEntries({ ...asked, client: 'deploy' }), []);
});

test('newest first is the reverse of oldest first, page by page', async () => {
  for (let at = 0; at < 3; ++at) await world.credential(note());
  const { size } = await get('/audit/entries', { limit: '1' });
  const query = { event: 'approval.*', before: String((await world.auditEntries()).at(-1).time + 1) };
  const oldest = (await world.auditEntries(query)).map((entry) => entry.seq).filter((seq) => seq < size);
  const newest = (await world.auditEntries({ ...query, order: 'desc', limit: '2' })).map((entry) => entry.seq).filter((seq) => seq < size);
  assert.deepEqual(newest, oldest.toReversed());
  assert.ok(oldest.length > 6);
});

test('what was written a moment ago is found at once, before any index has it', async () => {
  const word = `word${Date.now()}x`;
  const asked = await world.bot.ask(note(), { reason: `because ${word} said so` });
  assert.deepEqual((await world.auditEntries({ q: word })).map((entry) => entry.txn), [asked.approval_id]);
  await eventually('the index has it', async () => {
    const { size, indexed_to: indexed } = await get('/audit/summary');
    return indexed === size;
  }, 5_000);
  assert.deepEqual((await world.auditEntries({ q: word })).map((entry) => entry.txn), [asked.approval_id]);
  assert.deepEqual((await world.auditEntries({ q: `"${word} said"` })).map((entry) => entry.txn), [asked.approval_id]);
  assert.deepEqual(await world.auditEntries({ q: `"${word} says"` }), []);
});

test('the timeline counts what the search finds', async () => {
  await world.credential();
  await eventually('all is indexed', async () => {
    const { size, indexed_to: indexed } = await get('/audit/summary');
    return indexed === size;
  }, 5_000);
  for (const query of [{}, { event: 'approval.decided' }, { actor: 'client:deploy-bot', type: 'orders.note' }, { anomalies: 'true' }]) {
    const summary = await get('/audit/summary', { bucket: 'hour', ...query });
    assert.equal(summary.count_is, 'exact', JSON.stringify(query));
    assert.equal(summary.count, (await world.auditEntries(query)).length, JSON.stringify(query));
    assert.equal(summary.buckets.reduce((sum, bucket) => sum + bucket.entries, 0), summary.count);
    assert.ok(summary.buckets.every((bucket) => bucket.at % 3600 === 0));
  }
});

test('a thread tells one approval from ask to use, with the seconds it took and what was granted less', async () => {
  const { asked, token, action } = await world.credential(note(), { granted: { ttl: 30 } });
  assert.equal((await world.orders.consume(token, action)).active, true);
  const thread = await get('/audit/thread', { txn: asked.approval_id });
  assert.deepEqual(thread.items.map((entry) => entry.event), ['approval.asked', 'approval.decided', 'credential.issued', 'credential.consumed']);
  assert.equal(thread.approval.status, 'consumed');
  assert.ok(thread.seconds_to_decide >= 0 && thread.seconds_to_decide < 60);
  assert.deepEqual(thread.granted_less, { ttl: 30 });
  assert.equal((await ada.get('/audit/thread?txn=apr_none')).status, 404);
});

test('people are found by name, and named beside the entries, which hold their id alone', async () => {
  await world.credential();
  const { items, names } = await get('/audit/entries', { actor: 'alice', event: 'approval.decided' });
  assert.ok(items.length > 0);
  const [sub] = new Set(items.map((entry) => entry.actor));
  assert.deepEqual(names, { [sub]: 'alice' });
  assert.ok(items.every((entry) => entry.actor === sub && sub.startsWith('usr_') && !('name' in entry)));
  assert.deepEqual((await get('/audit/entries', { actor: sub, event: 'approval.decided' })).items, items);
  assert.deepEqual((await get('/audit/entries', { actor: 'nobody-of-that-name' })).items, []);
});

test('bad searches are refused with a sentence', async () => {
  for (const query of ['q=a*', 'q=%22open', `q=${'x'.repeat(201)}`, 'order=up', 'bucket=year&order=asc', 'anomalies=maybe', 'after=1.5']) {
    const path = query.startsWith('bucket') ? '/audit/summary' : '/audit/entries';
    const body = refused(await ada.get(`${path}?${query}`), 400, 'invalid_request');
    assert.match(body?.error_description ?? '.', /\.$/);
  }
  for (const hostile of ['NOT refund', 'refund OR x', '{words}:x', '"a" OR "b"', "');DROP TABLE audit_entry;--", '^refund', 'NEAR(a b)']) {
    assert.equal((await ada.get(`/audit/entries?${new URLSearchParams({ q: hostile })}`)).status, 200, hostile);
  }
});

test('AU-09 an export verifies by itself: the whole by its root, a part by a proof for each entry', async () => {
  await world.credential();
  const { size } = await get('/audit/entries', { limit: '1' });
  const key = (await world.metadata()).countersign.audit_key;
  const whole = await eventually('an export that covers it', async () => {
    const all = lines((await ada.get('/audit/export?format=jsonl')).text);
    return all[0].size >= size && all;
  }, 5_000);
  const head = whole.shift();
  const checkpoint = openCheckpoint(head.checkpoint, key);
  assert.deepEqual(whole.pop(), { end: head.size });
  assert.equal(head.size, whole.length);
  assert.deepEqual(rootOf(whole.map(entryLeaf)), checkpoint.root);

  const part = lines((await ada.get('/audit/export?format=jsonl&event=approval.*')).text);
  const seen = openCheckpoint(part.shift().checkpoint, key);
  assert.deepEqual(part.pop(), { end: part.length });
  assert.ok(part.length > 3 && part.every((entry) => entry.event.startsWith('approval.')));
  for (const { proof, ...entry } of part)
    assert.deepEqual(rootFromInclusion(entry.seq, seen.size, entryLeaf(entry), proof.map((hash) => Buffer.from(hash, 'base64'))), seen.root);
});

test('an export holds every entry once while the log grows under it', async () => {
  let growing = true;
  const writer = (async () => {
    while (growing) await world.bot.askRaw(note(), { login_hint: 'nobody' });
  })();
  for (let round = 0; round < 3; ++round) {
    const all = lines((await ada.get('/audit/export?format=jsonl')).text);
    const head = all.shift();
    assert.deepEqual(all.pop(), { end: head.size });
    assert.deepEqual(all.map((entry) => entry.seq), Array.from({ length: head.size }, (_, at) => at));
  }
  growing = false;
  await writer;
  const csv = (await ada.get('/audit/export?format=csv&limit=1')).text.trimEnd().split('\r\n');
  assert.match(csv[0], /^seq,time,event,/);
  assert.match(csv[1], /^0,/);
  assert.equal(csv.length, 2);
  const two = lines((await ada.get('/audit/export?format=jsonl&limit=2')).text);
  assert.deepEqual([two.length, two[1].seq, two[2].seq, two[3], Array.isArray(two[2].proof)], [4, 0, 1, { end: 2 }, true]);
  refused(await ada.get('/audit/export?format=jsonl&limit=0'), 400, 'invalid_request');
});
