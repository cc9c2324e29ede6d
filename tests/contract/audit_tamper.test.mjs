// One test for each way to change the past, done to the database file of a real authority. Each says who finds it. Group AU.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Ctl } from './support/ctl.mjs';
import { eventually, ok } from './support/wire.mjs';
import { World, note } from './support/world.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'countersign-tamper-'));
const honest = join(scratch, 'honest');
let world;
let ctl;
let key;
let seen;

/** A log with a decision in it, witnessed by countersignctl, and a copy of its directory while it stands still. */
before(async () => {
  world = await World.start();
  ctl = new Ctl(world);
  key = (await world.metadata()).countersign.audit_key;
  const { token, action } = await world.credential(note(), { fields: { reason: 'the honest reason' } });
  await world.orders.consume(token, action);
  // Witnessed is what is signed, within a second of its commit: all that is tampered with below has to be.
  const { size } = ok(await (await world.person('ada')).get('/audit/entries?limit=1'));
  seen = await eventually('all of it witnessed', async () => {
    assert.equal((await witness()).code, 0);
    const kept = JSON.parse(readFileSync(join(ctl.dir, 'witness.json'), 'utf8'));
    return Number(kept.note.split('\n')[1]) >= size && kept;
  }, 10_000);
  await world.authority.stop();
  cpSync(world.authority.dir, honest, { recursive: true });
});
after(async () => {
  ctl?.close();
  await world?.close();
  rmSync(scratch, { recursive: true, force: true });
});

const witness = () => ctl.as('ada', ['audit', 'verify', '--state', join(ctl.dir, 'witness.json')]);
const fsck = () => world.authority.command(['audit', 'fsck']);
const decided = `(SELECT seq FROM audit_entry WHERE event = 'approval.decided' LIMIT 1)`;
const asked = `(SELECT seq FROM audit_entry WHERE event = 'approval.asked' LIMIT 1)`;

async function startFrom(directory) {
  await world.authority.stop();
  rmSync(world.authority.dir, { recursive: true });
  cpSync(directory, world.authority.dir, { recursive: true });
  world.consoles.clear();
}

/** The honest log again, then these statements. */
async function tamper(statements, ...more) {
  await startFrom(honest);
  world.rewriteDatabase(statements, ...more);
}

async function foundByFsck(sentence) {
  const { code, stderr } = await fsck();
  assert.notEqual(code, 0, 'fsck found nothing');
  assert.match(stderr, sentence);
}

async function refusesToServe(sentence) {
  await assert.rejects(world.authority.serve(), (error) => {
    assert.match(error.message, sentence);
    return true;
  });
}

test('the honest log is found honest', async () => {
  await startFrom(honest);
  assert.equal((await fsck()).code, 0);
});

test('a flipped byte of a payload is found by fsck, which names the entry', async () => {
  await tamper(`UPDATE audit_entry SET payload = CAST(replace(CAST(payload AS TEXT), 'honest', 'hones7') AS BLOB) WHERE seq = ${asked}`);
  await foundByFsck(/payload of entry \d+ is not what was logged/i);
});

test('a flipped byte of an entry is found by fsck, which names the entry', async () => {
  await tamper(`UPDATE audit_entry SET outcome = 'denied' WHERE seq = ${decided}`);
  await foundByFsck(/entry \d+ is not what was logged/i);
});

test('a payload that was cut out is found by fsck: no entry says that it was erased', async () => {
  await tamper(`UPDATE audit_entry SET payload = NULL, salt = NULL WHERE seq = ${asked}`);
  await foundByFsck(/no entry says that it was erased/);
});

test('a deleted entry is found by fsck, which names it', async () => {
  await tamper(`DELETE FROM audit_entry WHERE seq = ${decided}`);
  await foundByFsck(/entry \d+ is missing/i);
});

test('an inserted entry is found by fsck', async () => {
  const columns = 'time, event, actor, device, client, txn, adh, outcome, payload_hash, leaf_hash, salt, payload';
  await tamper([
    'UPDATE audit_entry SET seq = seq + 1000 WHERE seq >= 5', 'UPDATE audit_entry SET seq = seq - 999 WHERE seq >= 1000',
    `INSERT INTO audit_entry (seq, ${columns}) SELECT 5, ${columns} FROM audit_entry WHERE seq = 4`,
  ]);
  await foundByFsck(/entry 5 is not what was logged/i);
});

test('two entries exchanged are found by fsck', async () => {
  await tamper(['UPDATE audit_entry SET seq = 100000 WHERE seq = 5', 'UPDATE audit_entry SET seq = 5 WHERE seq = 6', 'UPDATE audit_entry SET seq = 6 WHERE seq = 100000']);
  await foundByFsck(/entry 5 is not what was logged/i);
});

test('a log cut at its end is found by fsck, and serve refuses and says how to recover', async () => {
  await tamper('DELETE FROM audit_entry WHERE seq >= (SELECT max(seq) - 2 FROM audit_entry)', 'rehash');
  await foundByFsck(/\d+ entries were signed, but the log has \d+/);
  await refusesToServe(/contradicts the last signed checkpoint: \d+ entries were signed, the database has \d+ \(an old backup\?\)[^]*audit accept-restore/);
});

test('a past rewritten with all hashes recomputed is found by fsck and by serve: it was signed otherwise', async () => {
  await tamper(`UPDATE audit_entry SET actor = 'usr_nobody' WHERE seq = ${decided}`, 'rehash');
  await foundByFsck(/are not the ones that were signed/);
  await refusesToServe(/are not the ones that were signed/);
});

test('AU-03 a past rewritten with the key, so that the authority itself signs it, is found by whoever saw it before', async () => {
  await tamper([`UPDATE audit_entry SET actor = 'usr_nobody' WHERE seq = ${decided}`, 'DELETE FROM audit_checkpoint'], 'rehash');
  rmSync(join(world.authority.dir, 'audit', 'checkpoint'));
  await world.authority.serve();
  assert.equal((await fsck()).code, 0, 'nobody inside can tell');
  const told = await witness();
  assert.equal(told.code, 8, told.err);
  assert.match(told.err, /does not fit what was seen before. Evidence: (.*)/);
  const evidence = JSON.parse(readFileSync(/Evidence: (.*)/.exec(told.err)[1].trim(), 'utf8'));
  assert.equal(evidence.checkpoint_before, seen.note);
  assert.match(evidence.why, /does not continue what was seen before|same size as before and another content/);
  // Both checkpoints prove it to a third party, with the whole log that is shown now, and with the authority's own answers.
  const [before_, now] = [join(scratch, 'before'), join(scratch, 'now')];
  writeFileSync(before_, evidence.checkpoint_before);
  writeFileSync(now, evidence.checkpoint_now);
  const ada = await world.person('ada');
  const whole = await eventually('an export past both', async () => {
    const { text } = await ada.get('/audit/export?format=jsonl');
    return JSON.parse(text.split('\n')[0]).size >= Number(evidence.checkpoint_now.split('\n')[1]) && text;
  }, 5_000);
  writeFileSync(join(scratch, 'whole.jsonl'), whole);
  const compared = await ctl.run(['audit', 'compare', before_, now, '--log', join(scratch, 'whole.jsonl'), '--key', key]);
  assert.equal(compared.code, 8, compared.err);
  assert.match(compared.err, /FORK/);
  assert.equal((await ctl.as('ada', ['audit', 'compare', before_, now, '--key', key])).code, 8);
});

test('AU-04 an old backup put back is refused by serve, with the words to say', async () => {
  await startFrom(honest);
  await world.authority.mustCommand(['backup', '--to', join(scratch, 'old.db')]);
  await world.authority.serve();
  await world.stillWorks();
  await world.authority.stop();
  for (const end of ['', '-wal', '-shm']) rmSync(join(world.authority.dir, `authority.db${end}`), { force: true });
  cpSync(join(scratch, 'old.db'), join(world.authority.dir, 'authority.db'));
  await refusesToServe(/\(an old backup\?\)[^]*countersign-authority audit accept-restore --data [^]*--reason/);
});

test('AU-05 two witnesses fed different trees of one size: their checkpoints prove the fork', async () => {
  const shown = async (reason) => {
    await startFrom(honest);
    await world.authority.serve();
    await world.bot.ask(note(), { reason });
    const ada = await world.person('ada');
    const { size } = ok(await ada.get('/audit/entries?limit=1'));
    const text = await eventually('signed', async () => {
      const { text: at } = await ada.get('/audit/checkpoint');
      return Number(at.split('\n')[1]) >= size && at;
    }, 5_000);
    return { size: Number(text.split('\n')[1]), text };
  };
  const [one, other] = [await shown('what the first witness sees'), await shown('what the second one sees')];
  const files = [one, other].map(({ text }, at) => {
    writeFileSync(join(scratch, `fork-${at}`), text);
    return join(scratch, `fork-${at}`);
  });
  assert.equal(one.size, other.size, 'the same was done twice');
  const compared = await ctl.run(['audit', 'compare', ...files, '--key', key]);
  assert.equal(compared.code, 8, compared.out);
  assert.match(compared.err, /FORK: both checkpoints are signed by this log's key/);
  assert.deepEqual(JSON.parse((await ctl.run(['audit', 'compare', ...files, '--key', key, '--json'])).out).one_log, false);
  // Honest ones are not accused: the same twice, and an older one of the tree that is served now.
  assert.equal((await ctl.run(['audit', 'compare', files[0], files[0], '--key', key])).code, 0);
  assert.equal((await ctl.as('ada', ['audit', 'compare', join(ctl.dir, 'witness.json'), files[1], '--key', key])).code, 0);
  // Nor does a foreign checkpoint prove anything.
  const foreign = files[0].replace('fork-0', 'foreign');
  writeFileSync(foreign, one.text.replace(/^(.*)\n(.*)\n/, (_, origin, size) => `${origin}\n${Number(size) + 1}\n`));
  const { code, err } = await ctl.run(['audit', 'compare', files[0], foreign, '--key', key]);
  assert.ok(code !== 0 && code !== 8, err);
});
