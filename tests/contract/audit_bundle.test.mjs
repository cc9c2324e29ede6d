// The evidence for one approval as a page: for people to read, for programs to verify, and harmless whatever is in it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Ctl } from './support/ctl.mjs';
import { eventually, refused } from './support/wire.mjs';
import { World, note } from './support/world.mjs';

const verifier = new URL('./tools/verify_export.mjs', import.meta.url).pathname;
const hostile = '</pre><script>alert(1)</script><img src=x onerror=alert(2)>&lt;b&gt;&amp;amp; "\' ${x} ]]> <!--';
let world;
let ctl;
let key;
let txn;
let html;
before(async () => {
  world = await World.start();
  ctl = new Ctl(world);
  key = (await world.metadata()).countersign.audit_key;
  const { asked, token, action } = await world.credential(note(), { fields: { reason: hostile } });
  await world.orders.consume(token, action);
  txn = asked.approval_id;
  const ada = await world.person('ada');
  html = await eventually('a bundle', async () => {
    const answer = await ada.get(`/audit/bundle?txn=${txn}`);
    if (answer.status !== 200) {
      refused(answer, 409, 'not_yet_signed');
      assert.equal(answer.headers['retry-after'], '1');
      assert.match(answer.json.error_description, /not covered by a signed checkpoint yet/);
    }
    return answer.status === 200 && answer;
  }, 5_000);
});
after(async () => {
  ctl?.close();
  await world?.close();
});

async function verdict(text, trusted = key) {
  const file = join(ctl.dir, 'evidence.html');
  writeFileSync(file, text);
  const theirs = spawnSync(process.execPath, [verifier, file, trusted], { encoding: 'utf8' });
  const ours = await ctl.run(['audit', 'verify', '--file', file, '--key', trusted]);
  assert.equal(ours.code === 0, theirs.status === 0, `they disagree: ${ours.code} ${ours.err} / ${theirs.stdout} ${theirs.stderr}`);
  return ours;
}

test('the page holds the thread from ask to use, and verifies with both programs', async () => {
  assert.match(html.headers['content-type'], /^text\/html/);
  for (const event of ['approval.asked', 'approval.decided', 'credential.issued', 'credential.consumed']) assert.ok(html.text.includes(event), event);
  assert.ok(html.text.includes('countersignctl audit verify --file'));
  const seen = await verdict(html.text);
  assert.equal(seen.code, 0, seen.err);
  assert.match(seen.out, /entry \d+ .*approval\.asked/);
  assert.match(seen.out, /verified: a part of \d+ entries/);
});

test('nothing in it runs, loads or leads anywhere, and hostile text stays text', () => {
  assert.match(html.headers['content-security-policy'], /^default-src 'none'; style-src 'sha256-[^']+'.*sandbox$/);
  assert.match(html.headers['content-disposition'], /^attachment; filename="apr_[\w-]+\.html"$/);
  assert.ok(html.text.includes('http-equiv="Content-Security-Policy"'));
  assert.doesNotMatch(html.text, /<(script|img|link|iframe|object|embed|form|a|base|svg)\b/i);
  assert.doesNotMatch(html.text, /<[^>]+\s(on\w+|style|src|href)=/i);
  assert.ok(html.text.includes('&lt;script&gt;alert(1)'));
  const styles = /<style>(.*?)<\/style>/s.exec(html.text)[1];
  assert.doesNotMatch(styles, /url\(|@import/);
});

test('a changed byte, an exchanged proof, a cut page and a foreign key are found', async () => {
  const data = html.text.indexOf('<pre id="countersign-export">');
  const changed = (from, to) => html.text.slice(0, data) + html.text.slice(data).replace(from, to);
  assert.equal((await verdict(changed('"outcome":"ok"', '"outcome":"no"'))).code, 8);
  assert.equal((await verdict(changed('alert(1)', 'alert(3)'))).code, 8);
  assert.equal((await verdict(html.text.slice(0, data + 2000))).code, 8);
  assert.equal((await verdict(html.text.replace('id="countersign-export"', 'id="x"'))).code, 8);
  assert.equal((await verdict(`${html.text}<pre id="countersign-export"></pre>`)).code, 8);
  const other = await World.start();
  try {
    assert.equal((await verdict(html.text, (await other.metadata()).countersign.audit_key)).code, 8);
  } finally {
    await other.close();
  }
});

test('an auditor and an admin read all of it, an approver of it reads that it happened, nobody else anything', async () => {
  const [olga, alice, carol] = await Promise.all(['olga', 'alice', 'carol'].map((name) => world.person(name)));
  assert.ok((await olga.get(`/audit/bundle?txn=${txn}`)).text.includes('alert(1)'));
  const bare = await alice.get(`/audit/bundle?txn=${txn}`);
  assert.equal(bare.status, 200);
  assert.ok(!bare.text.includes('alert(1)') && bare.text.includes('approval.decided'));
  assert.equal((await verdict(bare.text)).code, 0);
  refused(await carol.get(`/audit/bundle?txn=${txn}`), 403, 'insufficient_scope');
  refused(await world.send(`/audit/bundle?txn=${txn}`), 401);
  refused(await olga.get('/audit/bundle?txn=apr_none'), 404);
  refused(await olga.get('/audit/bundle'), 404);
});

test('countersignctl writes it, and reads it', async () => {
  const written = await ctl.as('ada', ['audit', 'bundle', txn, '--out', 'mine.html']);
  assert.equal(written.code, 0, written.err);
  assert.equal((await ctl.as('ada', ['audit', 'bundle', txn, '--to', 'mine.html'])).code, 0);
  assert.ok(readFileSync(join(ctl.dir, 'mine.html'), 'utf8').startsWith('<!DOCTYPE html>'));
  assert.equal((await ctl.run(['audit', 'verify', '--file', 'mine.html', '--key', key])).code, 0);
  assert.notEqual((await ctl.as('ada', ['audit', 'bundle', 'apr_none', '--to', 'none.html'])).code, 0);
});

test('countersignctl exports to standard output, from a time to a time, and says what a spreadsheet is not', async () => {
  const lines = async (...more) => {
    const { code, out, err } = await ctl.as('ada', ['audit', 'export', '--out', '-', ...more]);
    assert.equal(code, 0, err);
    return out.trimEnd().split('\n').map((line) => JSON.parse(line)).filter(({ seq }) => seq !== undefined);
  };
  const all = await lines();
  assert.ok(all.length > 10);
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  assert.equal((await lines('--after', tomorrow)).length, 0);
  const at = new Date(all[5].time * 1000).toISOString().replace('.000', '');
  assert.deepEqual((await lines('--after', at, '--before', tomorrow)).map(({ seq }) => seq).slice(0, 1), [all.find(({ time }) => time >= all[5].time).seq]);
  const seqs = (found) => found.map(({ seq }) => seq).slice(0, 5);
  assert.deepEqual(seqs(await lines('--after', at.slice(0, -1))), seqs(await lines('--after', String(all[5].time))), 'without a zone: UTC');
  for (const wrong of ['yesterday', '-5', '2026-13-01']) assert.equal((await ctl.as('ada', ['audit', 'export', '--out', 'x', '--after', wrong])).code, 2, wrong);
  // One entry, and a range of them, by number: each verifies by itself, by both verifiers.
  for (const [words, from, to] of [[['proof', '3'], 3, 3], [['proof', '3-6'], 3, 6], [['export', '--seq', '0-0'], 0, 0], [['export', '--seq', '2-4'], 2, 4]]) {
    const file = join(ctl.dir, 'numbered.jsonl');
    const done = await ctl.as('ada', ['audit', ...words, '--out', file]);
    assert.equal(done.code, 0, done.err);
    const seqs = readFileSync(file, 'utf8').trim().split('\n').slice(1, -1).map((line) => JSON.parse(line).seq);
    assert.deepEqual(seqs, Array.from({ length: to - from + 1 }, (_, at) => from + at));
    assert.equal((await ctl.run(['audit', 'verify', '--file', file, '--key', key])).code, 0);
    assert.equal(spawnSync('node', [new URL('./tools/verify_export.mjs', import.meta.url).pathname, file, key]).status, 0);
  }
  for (const wrong of [['proof', '6-3'], ['proof', '3-'], ['proof', '3x'], ['export', '--seq', 'x'], ['export', '--seq', '3', '--actor', 'cli']])
    assert.equal((await ctl.as('ada', ['audit', ...wrong, '--out', 'x'])).code, 2, wrong.join(' '));
  const csv = await ctl.as('ada', ['audit', 'export', '--out', 'x.csv', '--format', 'csv']);
  assert.equal(csv.code, 0, csv.err);
  assert.doesNotMatch(csv.out, /audit verify/);
});

test('unused scopes are a report: what nobody used, and who holds it', async () => {
  const ada = await world.person('ada');
  const rows = await eventually('uses are written', async () => {
    const { rows: now } = (await ada.get('/audit/reports/unused_scopes')).json;
    return !now.some(([scope]) => scope === 'orders:note:create') && now;
  }, 5_000);
  const refunds = rows.find(([scope]) => scope === 'orders:refund:create');
  assert.ok(refunds[1] > 0 && refunds[2] === null, JSON.stringify(refunds));
  assert.equal(refunds[4], 4, 'deploy-bot, other-bot, plain-bot and key-bot hold it');
  assert.ok((await ada.get('/audit/reports')).json.items.some(({ name }) => name === 'unused_scopes'));
});
