// What is erased is gone from the file, and that it was there stays proven. Group AU.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Ctl } from './support/ctl.mjs';
import { eventually, ok, refused } from './support/wire.mjs';
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
