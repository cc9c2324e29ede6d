// Protocol 6: the votes of others stay hidden until one's own is in. An approver who may read the log too finds them nowhere in it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { entryLeaf, openCheckpoint, rootFromInclusion } from './support/merkle.mjs';
import { World, order } from './support/world.mjs';
import { eventually, ok, refused } from './support/wire.mjs';

const WORD = 'Xochiquetzal';
let world;
let dora;
let auditor; // dora again, with nothing but the log
let olga;
let alice;
let asked;
let txn;
before(async () => {
  world = await World.start();
  await world.authority.addUser({ name: 'dora', password: 'correct horse battery dora', roles: 'approver,auditor,admin', groups: 'payments-approvers' });
  dora = await world.newConsole('dora', { scope: 'approvals:read approvals:decide clients:manage audit:read' }).signIn();
  await dora.enrol();
  auditor = await world.newConsole('dora', { scope: 'audit:read' }).signIn();
  [olga, alice] = await Promise.all([world.person('olga'), world.person('alice')]);
  asked = await world.bot.ask(order('orders.pair'));
  txn = asked.approval_id;
  await alice.approve(asked, { reason: `${WORD} was asked, and it is right.` });
  refused(await (await world.person('bob')).decideRaw(asked, 'approve', { nonce: 'of another request' }), 400, 'invalid_decision');
  await eventually('the index has it', async () => (await summary(olga, { q: WORD })).count === 1 && (await summary(olga)).indexed_to === (await summary(olga)).size, 10_000);
});
after(() => world?.close());

const query = (path, values) => `${path}?${new URLSearchParams(values)}`;
const read = async (reader, path, values = {}) => ok(await reader.get(query(path, values)));
const entries = async (reader, values) => (await read(reader, '/audit/entries', values)).items;
const summary = (reader, values) => read(reader, '/audit/summary', values);
const exported = async (reader, values = {}) => (await reader.get(query('/audit/export', { format: 'jsonl', ...values }))).text;
const isVote = (entry) => entry.txn === txn && entry.event === 'approval.decided';

test('whoever may not decide it, or asks for nothing that waits for them, reads everything', async () => {
  assert.equal((await entries(olga, { q: WORD })).length, 1);
  assert.equal((await entries(olga, { txn })).filter(isVote).length, 1);
});

for (const [what, whose] of [['every right', () => dora], ['a token for the log alone', () => auditor]]) {
  test(`before their own vote an approver with ${what} finds no other in list, search, pages, counts, thread, bundle and exports`, async () => {
    const reader = whose();
    const { sub } = alice;
    assert.deepEqual((await entries(reader, { txn })).map(({ event }) => event), ['approval.asked']);
    for (const filter of [{ q: WORD }, { q: `${WORD.slice(0, 5)}*` }, { q: `"${WORD} was"` }, { q: 'quorum', actor: 'alice', event: 'approval.*' }, { actor: sub, event: 'approval.decided' },
      { actor: 'alice', txn }, { event: 'approval.decided', outcome: 'ok', type: 'orders.pair' }]) {
      for (const place of [{}, { order: 'desc' }, { limit: '1' }, { limit: '1', order: 'desc' }]) {
        const page = await read(reader, '/audit/entries', { ...filter, ...place });
        assert.deepEqual([page.items, page.next_cursor, page.names], [[], undefined, undefined], JSON.stringify(filter));
      }
      if (!filter.txn) {
        const { count, buckets } = await summary(reader, filter);
        assert.deepEqual([count, buckets], [0, []], JSON.stringify(filter));
      }
      assert.equal((await exported(reader, filter)).trimEnd().split('\n').length, 2, JSON.stringify(filter));
    }
    // No page and no cursor points at it, and the counts of everything lack exactly it, and what bob tried.
    const [seq] = (await entries(olga, { txn })).filter(isVote).map((entry) => entry.seq);
    for (const limit of ['1', '2', '7', '1000']) {
      let cursor;
      do {
        const page = await read(reader, '/audit/entries', { limit, ...(cursor ? { cursor } : {}) });
        assert.ok(page.items.every((entry) => entry.seq !== seq));
        cursor = page.next_cursor;
        assert.notEqual(cursor, String(seq));
      } while (cursor);
    }
    const [all, mine] = [await summary(olga), await summary(reader)];
    assert.equal(all.count - mine.count, 2 + (all.size - mine.size));
    const thread = await read(reader, '/audit/thread', { txn });
    assert.deepEqual(thread.items.map(({ event }) => event), ['approval.asked']);
    const bundle = await eventually('signed', async () => (({ status, text }) => status === 200 && text)(await reader.get(query('/audit/bundle', { txn }))), 5_000);
    for (const text of [JSON.stringify(thread), bundle, await exported(reader), await exported(reader, { format: 'csv' }), JSON.stringify(await read(reader, '/audit/reports/approvers')),
      JSON.stringify(await read(reader, '/audit/reports/anomalies')), (await reader.get(query('/audit/reports/anomalies', { format: 'csv' }))).text]) {
      assert.ok(!text.includes('decision_refused'), text.slice(0, 300));
      assert.ok(!text.includes(WORD) && !text.includes('"approval.decided"') && !text.includes(',approval.decided,'), text.slice(0, 300));
      assert.ok(!/alice: approve/.test(text));
    }
    assert.ok((await exported(olga)).includes(WORD));
    assert.ok(JSON.stringify(await read(olga, '/audit/reports/anomalies')).includes('decision_refused'));
    // One request is counted exactly, and without what is held back.
    assert.deepEqual([(await summary(olga, { txn })).count, (await summary(reader, { txn })).count], [3, 1]);
  });
}

test('an export without them verifies, entry by entry', async () => {
  const lines = (await exported(dora)).trimEnd().split('\n').map((line) => JSON.parse(line));
  const seen = openCheckpoint(lines.shift().checkpoint, (await world.metadata()).countersign.audit_key);
  assert.deepEqual(lines.pop(), { end: lines.length });
  assert.ok(lines.length > 10);
  for (const { proof, ...entry } of lines)
    assert.deepEqual(rootFromInclusion(entry.seq, seen.size, entryLeaf(entry), proof.map((hash) => Buffer.from(hash, 'base64'))), seen.root);
});

test('nor does the card of the client tell', async () => {
  const card = await read(dora, `/clients/${world.bot.id}`);
  assert.ok(card.history.some(({ event }) => event === 'approval.asked') && !card.history.some(({ event }) => event === 'approval.decided'), JSON.stringify(card.history));
});

test('with their own vote everything is there', async () => {
  const approval = await dora.approval(asked);
  assert.deepEqual([approval.decisions, approval.may_decide], [[], true]);
  await dora.approve(asked);
  assert.equal((await entries(dora, { q: WORD })).length, 1);
  assert.equal((await entries(dora, { txn })).filter(isVote).length, 2);
  assert.equal((await entries(auditor, { txn, actor: 'alice' })).length, 1);
  assert.equal((await summary(auditor, { q: WORD })).count, 1);
  await eventually('a whole export', async () => (await exported(dora)).includes(WORD), 5_000);
  assert.ok((await read(dora, `/clients/${world.bot.id}`)).history.some(({ event }) => event === 'approval.decided'));
});
