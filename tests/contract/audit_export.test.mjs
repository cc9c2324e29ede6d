// An exported log in the hands of others: countersignctl offline, and a verifier that only read the format's page. Group AU.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { run } from './support/authority.mjs';
import { eventually, ok } from './support/wire.mjs';
import { World, note } from './support/world.mjs';

const verifier = new URL('./tools/verify_export.mjs', import.meta.url).pathname;
const scratch = mkdtempSync(join(tmpdir(), 'countersign-export-'));

let world;
let key;
let whole;
let part;
before(async () => {
  world = await World.start();
  key = (await world.metadata()).countersign.audit_key;
  const { asked, token, action } = await world.credential();
  await world.orders.consume(token, action);
  await world.bot.ask(note(), { reason: 'Größe "x" \\ } { , \u2603' });
  const ada = await world.person('ada');
  const { size } = ok(await ada.get('/audit/entries?limit=1'));
  whole = await eventually('an export that covers it', async () => {
    const { text } = await ada.get('/audit/export?format=jsonl');
    return JSON.parse(text.split('\n')[0]).size >= size && text;
  }, 5_000);
  part = (await ada.get(`/audit/export?format=jsonl&txn=${asked.approval_id}`)).text;
});
after(() => world?.close());

/** Both verifiers' verdicts on one file; they must agree. */
async function verdict(text, trusted = key) {
  const file = join(scratch, 'export.jsonl');
  writeFileSync(file, text);
  const independent = spawnSync(process.execPath, [verifier, file, trusted], { encoding: 'utf8' });
  const ours = await run('countersignctl', ['audit', 'verify', '--file', file, '--key', trusted, '--json']);
  assert.equal(ours.code === 0, independent.status === 0, `they disagree: ${ours.code} ${ours.stderr} / ${independent.stdout}`);
  assert.ok(ours.code === 0 || ours.code === 8, `${ours.code} ${ours.stderr}`);
  return ours.code === 0 && JSON.parse(ours.stdout);
}

const edit = (text, change) => {
  const lines = text.trimEnd().split('\n');
  change(lines);
  return `${lines.join('\n')}\n`;
};

test('the whole log and a part of it verify, by both', async () => {
  const all = await verdict(whole);
  assert.deepEqual([all.verified, all.whole], [true, true]);
  assert.equal(all.entries, all.size);
  const some = await verdict(part);
  assert.deepEqual([some.verified, some.whole], [true, false]);
  assert.ok(some.entries >= 4);
});

const last = (lines, less) => (lines[lines.length - 1] = JSON.stringify({ end: JSON.parse(lines.at(-1)).end - less }));
const tampering = {
  'a flipped byte': (lines) => (lines[5] = lines[5].replace('"outcome":"ok"', '"outcome":"no"')),
  'a flipped byte in a payload': (lines) => {
    const at = lines.findIndex((line) => line.includes('Größe'));
    lines[at] = lines[at].replace('Größe', 'Grösse');
  },
  'a deleted entry': (lines) => { lines.splice(5, 1); last(lines, 1); },
  'an inserted entry': (lines) => { lines.splice(5, 0, lines[5]); last(lines, -1); },
  'two entries exchanged': (lines) => { [lines[5], lines[6]] = [lines[6], lines[5]]; },
  'the end cut off': (lines) => { lines.splice(-3, 2); last(lines, 2); },
  'the last line cut off': (lines) => lines.pop(),
  'spaces that are not canonical': (lines) => (lines[5] = lines[5].replace('":', '": ')),
  'a name written twice': (lines) => (lines[5] = lines[5].replace('{"actor":', '{"actor":"usr_evil","actor":')),
};
for (const [name, change] of Object.entries(tampering)) {
  test(`${name} is found by both`, async () => {
    const changed = edit(whole, change);
    assert.notEqual(changed, whole);
    assert.equal(await verdict(changed), false);
  });
}

test('a part whose proof was moved to another entry is found by both', async () => {
  const swapped = edit(part, (lines) => {
    const [a, b] = [JSON.parse(lines[1]), JSON.parse(lines[2])];
    const swap = (text, from, to) => text.replace(JSON.stringify(from.proof), JSON.stringify(to.proof));
    [lines[1], lines[2]] = [swap(lines[1], a, b), swap(lines[2], b, a)];
  });
  assert.equal(await verdict(swapped), false);
});

test('another log\'s key vouches for nothing', async () => {
  const other = await World.start();
  try {
    assert.equal(await verdict(whole, (await other.metadata()).countersign.audit_key), false);
  } finally {
    await other.close();
  }
});
