// The log's key changes: whoever trusted the old one follows, by what the old one signed; any other key is refused. Group AU.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Ctl } from './support/ctl.mjs';
import { eventually, ok } from './support/wire.mjs';
import { World } from './support/world.mjs';

const verifier = new URL('./tools/verify_export.mjs', import.meta.url).pathname;
let world;
let ctl;
const keys = [];
const checkpoints = [];  // one of each key, as files
let whole;
before(async () => {
  world = await World.start();
  ctl = new Ctl(world);
  keys.push(await current());
  await world.stillWorks();
  assert.equal((await witness()).code, 0);
  await keepCheckpoint();
});
after(async () => {
  ctl?.close();
  await world?.close();
});

const current = async () => (await world.metadata()).countersign.audit_key;
const witness = () => ctl.as('ada', ['audit', 'verify', '--state', join(ctl.dir, 'witness.json')]);
const remembered = () => JSON.parse(readFileSync(join(ctl.dir, 'witness.json'), 'utf8')).key;
const rawOf = (key) => Buffer.from(key.slice(key.lastIndexOf('+', key.length - 40) + 1), 'base64').subarray(1);

async function rotate() {
  await world.authority.stop();
  const { stdout } = await world.authority.mustCommand(['keys', 'rotate', '--log', '--reason', 'Every year']);
  await world.authority.serve();
  world.consoles.clear();
  return JSON.parse(stdout);
}

async function keepCheckpoint() {
  const ada = await world.person('ada');
  checkpoints.push(join(ctl.dir, `checkpoint${checkpoints.length}`));
  writeFileSync(checkpoints.at(-1), (await ada.get('/audit/checkpoint')).text);
}

async function exported(filter = '') {
  const ada = await world.person('ada');
  const { size } = ok(await ada.get('/audit/entries?limit=1'));
  return eventually('an export that covers it', async () => {
    const { text } = await ada.get(`/audit/export?format=jsonl${filter}`);
    return JSON.parse(text.split('\n')[0]).size >= size && text;
  }, 5_000);
}

/** Whether both verifiers accept the text under this key; they must agree. */
async function verifies(text, key) {
  const file = join(ctl.dir, 'export.jsonl');
  writeFileSync(file, text);
  const theirs = spawnSync(process.execPath, [verifier, file, key], { encoding: 'utf8' });
  const ours = await ctl.run(['audit', 'verify', '--file', file, '--key', key]);
  assert.equal(ours.code === 0, theirs.status === 0, `they disagree: ${ours.code} ${ours.err} / ${theirs.stdout} ${theirs.stderr}`);
  return ours.code === 0;
}

test('it is refused beside a running serve, and without a reason', async () => {
  assert.notEqual((await world.authority.command(['keys', 'rotate', '--log', '--reason', 'x'])).code, 0);
  assert.notEqual((await world.authority.command(['keys', 'rotate', '--log'])).code, 0);
  assert.notEqual((await world.authority.command(['keys', 'rotate', '--log', '--now', '--reason', 'x'])).code, 0);
});

test('a witness of the old key follows to the new one; the old key file is gone; fsck holds', async () => {
  const told = await rotate();
  keys.push(await current());
  assert.deepEqual([told.before, told.after], keys);
  assert.notEqual(keys[0], keys[1]);
  const files = readdirSync(join(world.authority.dir, 'keys')).filter((name) => name.startsWith('audit'));
  assert.equal(files.length, 1);
  await world.stillWorks();
  const seen = await witness();
  assert.equal(seen.code, 0, seen.err);
  assert.equal(remembered(), rawOf(keys[1]).toString('base64'));
  const [said] = await world.auditEntries({ event: 'log.key_rotated' });
  assert.deepEqual([said.payload.before, said.payload.after, said.payload.reason], [...keys, 'Every year']);
  assert.equal((await world.authority.mustCommand(['audit', 'fsck'])).code, 0);
  assert.equal((await witness()).code, 0);
  await keepCheckpoint();
});

test('over several changes, exports verify with each key there was, and with no other', async () => {
  await rotate();
  keys.push(await current());
  await world.stillWorks();
  assert.equal((await witness()).code, 0);
  await keepCheckpoint();
  whole = await exported();
  const part = await exported('&event=approval.decided');
  for (const key of keys) {
    assert.equal(await verifies(whole, key), true);
    assert.equal(await verifies(part, key), true);
  }
  const other = await World.start();
  try {
    assert.equal(await verifies(whole, (await other.metadata()).countersign.audit_key), false);
  } finally {
    await other.close();
  }
  const ada = await world.person('ada');
  assert.deepEqual(ok(await ada.get('/audit/keys')).items.map(({ entry }) => [entry.payload.before, entry.payload.after]), [[keys[0], keys[1]], [keys[1], keys[2]]]);
});

test('checkpoints of different keys are compared as one log, with the export and with the authority, by who trusts the older key', async () => {
  const file = join(ctl.dir, 'whole.jsonl');
  writeFileSync(file, whole);
  const [first, second, third] = checkpoints;
  for (const [one, other] of [[first, second], [first, third], [third, second]]) {
    const offline = await ctl.run(['audit', 'compare', one, other, '--log', file, '--key', keys[0], '--json']);
    assert.equal(offline.code, 0, offline.err);
    assert.equal(JSON.parse(offline.out).one_log, true);
    const asked = await ctl.as('ada', ['audit', 'compare', one, other, '--key', keys[0]]);
    assert.equal(asked.code, 0, asked.err);
  }
  // Trust goes forward only, and nobody follows without the proof.
  for (const trusted of [keys[2], keys[1]])
    assert.notEqual((await ctl.as('ada', ['audit', 'compare', first, third, '--key', trusted])).code, 0);
  assert.notEqual((await ctl.run(['audit', 'compare', first, third, '--key', keys[0]])).code, 0);
  const lines = whole.split('\n');
  const head = JSON.parse(lines[0]);
  head.keys.pop();
  writeFileSync(file, [JSON.stringify(head), ...lines.slice(1)].join('\n'));
  const cut = await ctl.run(['audit', 'compare', first, third, '--log', file, '--key', keys[0]]);
  assert.notEqual(cut.code, 0);
  assert.match(cut.err, /no checkpoint of this log/);
});

test('a key that the old one did not sign off is refused by both verifiers', async () => {
  const change = async (what) => {
    const lines = whole.split('\n');
    const head = JSON.parse(lines[0]);
    what(head);
    const sort = (value) => (Array.isArray(value) ? value.map(sort) : value && typeof value === 'object' ? Object.fromEntries(Object.keys(value).sort().map((name) => [name, sort(value[name])])) : value);
    lines[0] = JSON.stringify(sort(head));
    return verifies(lines.join('\n'), keys[0]);
  };
  assert.equal(await change(() => {}), true, 'the control');
  assert.equal(await change((head) => delete head.keys), false, 'no steps');
  assert.equal(await change((head) => head.keys.shift()), false, 'the first step missing');
  assert.equal(await change((head) => head.keys.pop()), false, 'the last step missing');
  assert.equal(await change((head) => (head.keys[0].entry.payload.after = keys[2])), false, 'another key named');
  assert.equal(await change((head) => (head.keys[0].checkpoint = head.keys[1].checkpoint)), false, 'signed off by another key');
  assert.equal(await change((head) => (head.keys[0].proof = head.keys[1].proof)), false, 'a proof of another entry');
  assert.equal(await change((head) => (head.keys[0].entry.event = 'log.key_taken')), false, 'another entry');
});
