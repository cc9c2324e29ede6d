// The machine misbehaves: somebody holds the database, files run out, the clock is set, the power goes. Refused clearly, nothing
// lost, and well again without a person.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { authority, program } from './support/authority.mjs';
import { bentWorld, faketime, needsFaketime } from './support/bent_time.mjs';
import { EventStream } from './support/events.mjs';
import { ASSERTION_TYPE } from './support/requester.mjs';
import { World, note } from './support/world.mjs';
import { eventually, ok, refused, sleep } from './support/wire.mjs';

let world;
before(async () => (world = await World.start()));
after(() => world?.close());

/** Holds SQLite's write lock from another process until release() is called. */
async function holdDatabase() {
  const script = 'import sqlite3, sys\ndb = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)\ndb.execute("BEGIN IMMEDIATE")\nprint("held", flush=True)\nsys.stdin.read()';
  const child = spawn('python3', ['-c', script, join(world.authority.dir, 'authority.db')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  return async () => {
    child.stdin.end();
    await ended;
  };
}

describe('somebody holds the database', () => {
  test('readyz says so within a second, healthz and reads go on', async () => {
    const alice = await world.person('alice');
    ok(await world.send('/readyz'));
    await sleep(1100);
    const release = await holdDatabase();
    try {
      const ready = await world.send('/readyz');
      refused(ready, 503);
      assert.ok(Number(ready.headers['retry-after']) > 0);
      assert.ok(ready.ms < 1500, `${ready.ms} ms`);
      const many = await Promise.all(Array.from({ length: 20 }, () => world.send('/readyz')));
      many.forEach((res) => assert.deepEqual([res.status, res.ms < 1500], [503, true], `${res.ms} ms`));
      ok(await world.send('/healthz'));
      await alice.list();
    } finally {
      await release();
    }
    await eventually('ready again', async () => (await world.send('/readyz')).status === 200);
  });

  test('TK-14 a revocation that cannot be kept answers 503 and Retry-After, never 200', async () => {
    const token = await world.bot.baseToken();
    const release = await holdDatabase();
    try {
      const res = await world.bot.revoke(token);
      refused(res, 503, 'temporarily_unavailable');
      assert.ok(Number(res.headers['retry-after']) > 0);
      assert.equal((await world.bot.introspect(token)).json.active, true);
    } finally {
      await release();
    }
    assert.equal((await world.bot.revoke(token)).status, 200);
    assert.equal((await world.bot.introspect(token)).json.active, false);
  });

  test('EV-06 no event before its commit', async () => {
    const alice = await world.person('alice');
    const base = (world.bot.base ??= await world.bot.baseToken());
    assert.ok(base);
    const stream = await EventStream.open(world.issuer, { headers: alice.authorization('GET', '/events') });
    await sleep(300);
    const seen = stream.events.length;
    const release = await holdDatabase();
    const asking = world.bot.ask(note());
    await sleep(1500);
    const early = stream.events.slice(seen).filter(({ event }) => event === 'approval');
    await release();
    const asked = await asking;
    assert.deepEqual(early, []);
    await stream.until('the event', ({ event, json }) => event === 'approval' && json.id === asked.approval_id);
    assert.equal((await alice.approval(asked)).status, 'pending');
    stream.close();
  });
});

test('no more files: what is open goes on, what cannot be opened waits, and all is well afterwards', async () => {
  const alice = await world.person('alice');
  const { pid } = world.authority.child;
  const open = readdirSync(`/proc/${pid}/fd`).length;
  const limit = async (soft) => {
    const [code] = await once(spawn('prlimit', ['--pid', String(pid), `--nofile=${soft}:4096`], { stdio: 'inherit' }), 'exit');
    assert.equal(code, 0);
  };
  const { hostname, port } = new URL(world.issuer);
  const sockets = [];
  await limit(open + 6);
  try {
    for (let at = 0; at < 40; ++at) sockets.push(net.connect(Number(port), hostname).on('error', () => {}));
    await eventually('it says so', () => world.authority.log.some((line) => line.includes('http.accept_failed')));
    assert.equal(world.authority.child.exitCode, null);
  } finally {
    sockets.forEach((socket) => socket.destroy());
    await limit(1024);
  }
  await eventually('it accepts again', async () => (await world.send('/healthz', { timeout: 3000 }).catch(() => ({}))).status === 200);
  ok(await world.send('/readyz'));
  await alice.list();
  await world.stillWorks();
});

test('ST-15 copies of the database taken between any two writes open and hold together', async () => {
  const { pid } = world.authority.child;
  let busy = true;
  const load = Promise.all([1, 2, 3].map(async () => {
    while (busy) await world.bot.ask(note());
  }));
  const copies = [];
  for (let round = 0; round < 8; ++round) {
    await sleep(20 + Math.random() * 80);
    process.kill(pid, 'SIGSTOP');
    await sleep(60); // every thread stands still
    const copy = join(mkdtempSync(join(world.authority.root, 'copy-')), 'data');
    cpSync(world.authority.dir, copy, { recursive: true, filter: (path) => !path.endsWith('serve.lock') });
    process.kill(pid, 'SIGCONT');
    copies.push(copy);
  }
  busy = false;
  await load;
  for (const copy of copies) {
    const checked = await authority(['audit', 'fsck', '--data', copy]);
    assert.equal(checked.code, 0, checked.stderr);
    assert.ok(JSON.parse(checked.stdout).entries > 0);
  }
});

test('SU-12, AU-16 the clock is set forth and back: what expired stays expired, the log stays in order and knows the time that passed',
  needsFaketime, async () => {
    const { world: bent, step } = await bentWorld();
    try {
      const alice = await bent.person('alice');
      await bent.person('ada');
      const { token, action } = await bent.credential();
      const pending = await bent.bot.ask(note());
      await step('+7200');
      refused(await alice.get('/approvals'), 401);
      assert.equal((await bent.orders.consume(token, action)).reason, 'expired');
      await step('+0');
      refused(await alice.get('/approvals'), 401);
      assert.equal((await bent.orders.consume(token, action)).reason, 'expired');
      refused(await bent.bot.poll(pending), 400, 'expired_token');
      // Nobody has to repair anything.
      bent.consoles.clear();
      bent.bot.base = undefined;
      await bent.stillWorks();
      const entries = (await bent.auditEntries()).sort((one, other) => one.seq - other.seq);
      entries.forEach((entry, at) => assert.equal(entry.seq, at));
      const back = entries.findIndex((entry, at) => at > 0 && entry.time < entries[at - 1].time - 3600);
      assert.ok(back > 0, 'the wall clock went back');
      entries.forEach(({ payload }, at) => {
        if (at > 0) assert.ok(payload.uptime_ms >= entries[at - 1].payload.uptime_ms, `entry ${at}`);
      });
      assert.ok(entries[back].payload.uptime_ms - entries[back - 1].payload.uptime_ms < 60_000, 'what really passed is kept');
      assert.ok(entries.some(({ event }) => event === 'clock.stepped_back'));
    } finally {
      await bent.close();
    }
  });

test('SU-08, SU-07 after kill -9 an assertion, a pushed request, an Idempotency-Key and a rotated refresh token do not work anew', async () => {
  const assertion = { client_assertion_type: ASSERTION_TYPE, client_assertion: world.keyBot.assertion() };
  const withAssertion = () => world.postForm('/token', { grant_type: 'client_credentials', ...assertion });
  ok(await withAssertion());
  const session = await world.newConsole('alice').signIn();
  const rotated = session.refreshToken;
  session.keep(ok(await session.refresh()));
  session.keep(ok(await session.refresh())); // the successor was used: no grace
  const { token, action } = await world.credential();
  const body = { token, action };
  const used = ok(await world.orders.consumeRaw(body, { 'Idempotency-Key': 'once' }));
  assert.equal(used.active, true);
  const pushing = world.newConsole('alice');
  const pushed = ok(await world.postForm('/par', pushing.request()), 201);
  const byHandle = { client_id: pushing.clientId, request_uri: pushed.request_uri };
  ok(await pushing.redeemCode(await pushing.code(byHandle)));
  await world.authority.kill();
  await world.authority.serve();
  refused(await withAssertion(), 401, 'invalid_client');
  assert.deepEqual(ok(await world.orders.consumeRaw(body, { 'Idempotency-Key': 'once' })), used);
  assert.equal((await world.orders.consumeRaw({ ...body, action: { ...action, params: { order_id: '1' } } }, { 'Idempotency-Key': 'once' })).status, 422);
  await world.orders.refuses(token, action, {}, 'used');
  const again = await world.send(`/authorize?${new URLSearchParams(byHandle)}`);
  assert.equal(again.status, 400);
  refused(await session.refresh({ refresh_token: rotated }), 400, 'invalid_grant');
  refused(await session.refresh(), 400, 'invalid_grant'); // the family ended with it
  await world.stillWorks();
});

test('ST-11 a program whose clock is five minutes off still proves itself: it goes by the authority\'s time',
  needsFaketime, async () => {
    const key = join(world.authority.root, 'key-bot.pem');
    writeFileSync(key, world.key.object.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    const alice = await world.person('alice');
    for (const off of ['+300', '-300']) {
      const words = ['request', 'orders.note', '--param', `order_id=${off.slice(1)}`, '--issuer', world.issuer, '--client', 'key-bot', '--client-key', key,
        '--dpop-key', join(world.authority.root, 'bound.key'), '--expires-in', '60', '--json'];
      const child = spawn(program('countersignctl'), words, { stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, LD_PRELOAD: faketime, FAKETIME: `${off}s`, FAKETIME_DONT_FAKE_MONOTONIC: '1', HOME: world.authority.root } });
      let said = '';
      let printed = '';
      child.stderr.on('data', (text) => (said += text));
      child.stdout.on('data', (text) => (printed += text));
      const ended = once(child, 'exit');
      const asked = await eventually('it has asked', () => (child.exitCode !== null ? assert.fail(said) : /Asked for orders\.note: (apr_\S+)/.exec(said)), 20_000);
      const code = /Confirmation code: (\d+)/.exec(said)?.[1];
      await alice.approve({ approval_id: asked[1], confirmation_code: code });
      assert.equal((await ended)[0], 0, said);
      assert.equal(JSON.parse(printed).token_type, 'DPoP');
    }
  });
