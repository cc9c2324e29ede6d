// An older backup put back: refused by itself (AU-04), and on a person's word gone on with, in the open.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { entryLeaf, rootOf } from './support/merkle.mjs';
import { World, note } from './support/world.mjs';
import { eventually, ok, refused } from './support/wire.mjs';

let world;
before(async () => { world = await World.start(); });
after(async () => { await world.close(); });

const checkpointSize = (text) => Number(text.split('\n')[1]);

async function putBack(backup) {
  await world.authority.stop();
  const database = join(world.authority.dir, 'authority.db');
  for (const end of ['', '-wal', '-shm']) rmSync(`${database}${end}`, { force: true });
  copyFileSync(backup, database);
}

test('AU-04 an older backup is refused, and accepted only on a person\'s word that stands in the log', async () => {
  const alice = await world.person('alice');
  const ada = await world.person('ada');
  const decided = await world.bot.ask(note());
  const { token, action } = await world.credential();
  const approved = await world.bot.ask(note());
  await alice.approve(approved);
  const backup = join(world.authority.root, 'backup.db');
  await world.authority.mustCommand(['backup', '--to', backup]);
  // What the backup does not know: a use, a denial, a redemption, a rotated refresh token, entries.
  assert.equal((await world.orders.consume(token, action)).active, true);
  await alice.deny(decided);
  await world.bot.redeem(approved);
  alice.keep(ok(await alice.refresh()));
  const seen = await eventually('the checkpoint covers them', async () => {
    const text = (await ada.get('/audit/checkpoint')).text;
    return checkpointSize(text) >= (await world.auditEntries()).length ? text : undefined;
  });

  assert.notEqual((await world.authority.command(['audit', 'accept-restore', '--reason', 'too early'])).code, 0); // serve holds the lock
  await putBack(backup);
  await assert.rejects(world.authority.serve(), /contradicts the last signed checkpoint/);
  assert.notEqual((await world.authority.command(['audit', 'accept-restore'])).code, 0); // no reason
  const accepted = await world.authority.mustCommand(['audit', 'accept-restore', '--reason', 'The disk died on Tuesday.']);
  const told = JSON.parse(accepted.stdout.split('\n')[0]);
  assert.equal(told.signed_before.entries, checkpointSize(seen));
  assert.ok(told.restored.entries < told.signed_before.entries);
  assert.match(accepted.stderr, /red banner|rewritten log/i);
  assert.ok(existsSync(told.evidence));
  assert.equal(readFileSync(told.evidence, 'utf8'), seen);
  const again = await world.authority.command(['audit', 'accept-restore', '--reason', 'once more']);
  assert.notEqual(again.code, 0);
  assert.match(again.stderr, /nothing is changed/);

  await world.authority.serve();
  // Nothing of the backup came back to life.
  refused(await ada.get('/audit/checkpoint'), 401);
  assert.notEqual((await world.orders.consume(token, action)).active, true);
  refused(await world.bot.poll(approved), 400);
  refused(await alice.refresh(), 400, 'invalid_grant');
  const [fresh, admin] = [await world.newConsole('alice').signIn(), await world.newConsole('ada').signIn()];
  world.consoles.set('ada', Promise.resolve(admin));
  assert.equal((await fresh.list()).items.length, 0);
  const entry = (await world.auditEntries({ event: 'log.restore_accepted' }))[0];
  assert.equal(entry.payload.reason, 'The disk died on Tuesday.');
  assert.equal(entry.payload.signed_size, checkpointSize(seen));
  assert.equal(entry.actor, 'cli');
  // Who saw the longer log is not talked out of it: there is no proof from there.
  const size = checkpointSize((await admin.get('/audit/checkpoint')).text);
  assert.ok(size > told.restored.entries);
  const entries = (await world.auditEntries()).sort((one, other) => one.seq - other.seq).map(entryLeaf);
  const common = Math.min(entries.length, checkpointSize(seen));
  assert.notEqual(rootOf(entries.slice(0, common)).toString('base64'), seen.split('\n')[2]);
  await world.authority.mustCommand(['audit', 'fsck']);
  fresh.device.kid = undefined;
  world.consoles.delete('alice');
  world.bot.base = undefined;
  await world.stillWorks();
});

test('the machine is lost: a backup and the keys are enough, on a person\'s word', async () => {
  const { token, action } = await world.credential();
  const backup = join(world.authority.root, 'lost.db');
  await world.authority.mustCommand(['backup', '--to', backup]);
  assert.equal((await world.orders.consume(token, action)).active, true);
  await putBack(backup);
  rmSync(join(world.authority.dir, 'audit'), { recursive: true });
  await assert.rejects(world.authority.serve(), /checkpoint is missing/);
  const accepted = await world.authority.mustCommand(['audit', 'accept-restore', '--reason', 'The machine burned.']);
  const told = JSON.parse(accepted.stdout.split('\n')[0]);
  assert.equal(told.evidence, '');
  assert.match(accepted.stderr, /cannot be told from here/);
  assert.match((await world.authority.command(['audit', 'accept-restore', '--reason', 'again'])).stderr, /nothing is changed/);
  await world.authority.serve();
  assert.notEqual((await world.orders.consume(token, action)).active, true, 'what the backup held is over');
  world.consoles.clear();
  world.bot.base = undefined;
  const entry = (await world.auditEntries({ event: 'log.restore_accepted' })).find(({ payload }) => payload.reason === 'The machine burned.');
  assert.equal(entry.payload.signed_note, 'lost');
  await world.authority.mustCommand(['audit', 'fsck']);
  await world.stillWorks();
});

test('a backup whose log does not fit itself is signed off by nobody', async () => {
  await world.authority.stop();
  world.rewriteDatabase("UPDATE audit_entry SET actor = 'usr_innocent' WHERE seq = 3");
  rmSync(join(world.authority.dir, 'audit'), { recursive: true });
  const { code, stderr } = await world.authority.command(['audit', 'accept-restore', '--reason', 'It burned again.']);
  assert.equal(code, 1, stderr);
  assert.match(stderr, /log is damaged: Entry 3 /);
  assert.ok(!existsSync(join(world.authority.dir, 'audit', 'checkpoint')), 'nothing was signed');
});
