// What is kept, for how long, and what becomes of it while nobody looks. Groups DS and ST.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { eventually, ok, refused, sleep } from './support/wire.mjs';
import { World, note } from './support/world.mjs';

const faketime = ['x86_64', 'aarch64'].map((cpu) => `/usr/lib/${cpu}-linux-gnu/faketime/libfaketimeMT.so.1`).find(existsSync);
const needsFaketime = { skip: faketime ? false : 'libfaketime is not installed (package faketime)' };

/** Rows of each table of a stopped authority. */
function rowsOf(world, tables) {
  const script = 'import json, sqlite3, sys\ndb = sqlite3.connect(sys.argv[1])\nprint(json.dumps([db.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in sys.argv[2:]]))';
  const { stdout, stderr, status } = spawnSync('python3', ['-c', script, join(world.authority.dir, 'authority.db'), ...tables], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return Object.fromEntries(tables.map((table, at) => [table, JSON.parse(stdout)[at]]));
}

test('DS-08 requests that nobody answered leave their tombstone and their entries, and nothing beside', needsFaketime, async () => {
  const world = await World.start({ config: { audit: { keep_payloads_days: 5 } } });
  try {
    const count = 120;
    for (let at = 0; at < count; at += 10)
      await Promise.all(Array.from({ length: 10 }, () => world.bot.ask(note(), { requested_expiry: 1, reason: 'Nobody_answers_this' })));
    const { token, action } = await world.credential();
    ok(await world.orders.consumeRaw({ token, action }, { 'Idempotency-Key': 'once' }));
    await sleep(2_500);
    await world.authority.stop();
    const passing = ['replay', 'token', 'code', 'par', 'idempotency'];
    const before = rowsOf(world, [...passing, 'approval', 'audit_entry']);
    assert.ok(before.replay + before.token > 0 && before.idempotency === 1 && before.approval === count + 1);
    assert.ok(world.authority.storedBytes().includes('Nobody_answers_this'));
    world.authority.environment = { LD_PRELOAD: faketime, FAKETIME: '+10d', FAKETIME_DONT_FAKE_MONOTONIC: '1' };
    await world.authority.serve();
    await eventually('the sweeper is done', async () => !world.authority.storedBytes().includes('Nobody_answers_this'), 20_000);
    await world.authority.stop();
    const after = rowsOf(world, [...passing, 'approval', 'audit_entry']);
    for (const table of passing) assert.equal(after[table], 0, table);
    assert.equal(after.approval, before.approval, 'what was asked stays, as a tombstone');
    assert.ok(after.audit_entry > before.audit_entry && after.audit_entry <= before.audit_entry + 20, `${before.audit_entry} entries became ${after.audit_entry}`);
    const checked = JSON.parse((await world.authority.mustCommand(['audit', 'fsck'])).stdout);
    assert.ok(checked.erased_payloads >= before.audit_entry - 5, JSON.stringify(checked));
  } finally {
    await world.close();
  }
});

test('payloads are kept for ever without the setting, and a wrong setting stops the start', async () => {
  const world = await World.start();
  try {
    await world.authority.stop();
    for (const value of [0, -1, 40_000]) {
      world.authority.configure('audit', { keep_payloads_days: value });
      await assert.rejects(world.authority.serve(), /keep_payloads_days/);
    }
  } finally {
    await world.close();
  }
});

test('ST-12 the machine sleeps for an hour with requests pending: nothing is decided on what was before', needsFaketime, async () => {
  const file = join(mkdtempSync('/tmp/countersign-clock-'), 'offset');
  writeFileSync(file, '+0\n');
  const world = await World.start({ environment: { LD_PRELOAD: faketime, FAKETIME_TIMESTAMP_FILE: file, FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1' } });
  try {
    const alice = await world.person('alice');
    const { token, action } = await world.credential();
    const pending = await world.bot.ask(note());
    const card = await alice.approval(pending);
    assert.equal(card.status, 'pending');
    world.authority.child.kill('SIGSTOP');
    writeFileSync(file, '+3600\n');
    await sleep(1_000);
    // Sent while it sleeps, answered when it wakes: by the time it is then.
    const late = alice.approve(pending).then(() => 'approved', (error) => String(error));
    const used = world.orders.consume(token, action).then(({ active, reason }) => reason ?? active, (error) => String(error));
    await sleep(300);
    world.authority.child.kill('SIGCONT');
    assert.notEqual(await late, 'approved');
    assert.equal(await used, 'expired');
    refused(await world.bot.poll(pending), 400, 'expired_token');
    // The programs of this test never slept: their proofs are of the other time.
    writeFileSync(file, '+0\n');
    await sleep(1_500);
    world.consoles.clear();
    world.bot.base = undefined;
    assert.equal((await (await world.person('alice')).approval(pending)).status, 'expired');
    await world.stillWorks();
  } finally {
    await world.close();
  }
});

/** Resident memory in KiB and open files of the running authority. */
function figures(world) {
  const proc = `/proc/${world.authority.child.pid}`;
  return { memory: Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`${proc}/status`, 'utf8'))[1]), files: readdirSync(`${proc}/fd`).length };
}

// COUNTERSIGN_SOAK_SECONDS=86400 for a day; with a sanitizer's build a leak ends the program with an error as well.
const seconds = Number(process.env.COUNTERSIGN_SOAK_SECONDS ?? 25);
test(`DS-10 ${seconds} s of everything it does: memory and open files stay where they were`, { timeout: (seconds + 120) * 1000 }, async () => {
  const world = await World.start();
  try {
    const ada = await world.person('ada');
    const round = async () => {
      await world.stillWorks();
      const alice = await world.person('alice');
      await alice.deny(await world.bot.ask(note()));
      await world.bot.ask(note(), { requested_expiry: 1 });
      for (const path of ['/audit/entries?order=desc&q=order*', '/audit/summary', '/audit/reports/approvers', '/approvals?status=decided&limit=100', '/audit/export?format=jsonl&event=approval.decided'])
        assert.equal((await (path.startsWith('/approvals') ? alice : ada).get(path)).status, 200, path);
    };
    const until = (share) => Date.now() + seconds * 1000 * share;
    for (const end = until(0.4); Date.now() < end;) await round();
    const warm = figures(world);
    let rounds = 0;
    for (const end = until(0.6); Date.now() < end; ++rounds) await round();
    const now = figures(world);
    assert.ok(rounds > 3, `${rounds} rounds`);
    assert.ok(now.files <= warm.files + 8, `${warm.files} files became ${now.files}`);
    // The database's caches fill: 64 KiB a round would be a leak, and half of what was there too.
    assert.ok(now.memory - warm.memory < Math.min(64 * rounds + 8_192, warm.memory / 2 + 8_192), `${warm.memory} KiB became ${now.memory} after ${rounds} rounds`);
    const { code } = await world.authority.stop();
    assert.equal(code, 0);
  } finally {
    await world.close();
  }
});
