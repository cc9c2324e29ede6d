// Group DS: floods and worst cases stay cheap, and other people still get their answers.
import assert from 'node:assert/strict';
import net from 'node:net';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { after, before, test } from 'node:test';
import { Browser } from './support/browser.mjs';
import { jws, makeKey, now, random } from './support/jose.mjs';
import { ASSERTION_TYPE } from './support/requester.mjs';
import { ok, refused, sleep } from './support/wire.mjs';
import { World, action, catalogue, note } from './support/world.mjs';

let world;
let alice;
before(async () => {
  world = await World.start({ types: 'orders.note,orders.regex' });
  alice = await world.person('alice');
  world.bot.base = await world.bot.baseToken();
});
after(() => world?.close());

const together = (count, run) => Promise.all(Array.from({ length: count }, (_, at) => run(at)));
const memory = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${world.authority.child.pid}/status`, 'utf8'))[1]) * 1024;
const fastest = (results) => Math.min(...results.map((res) => res.ms));

/** The time one decision takes, ask included. */
async function oneDecision() {
  const started = performance.now();
  const asked = await world.bot.ask(note());
  await alice.approve(asked);
  return performance.now() - started;
}

test('DS-04 the regex worst cases in a catalogue pattern: refused at apply, or answered in < 50 ms', async () => {
  const patterns = { '^(a+)+$': 'a', '^(a|aa)+$': 'a', '^(.*)*$': 'a', '^(a*)*b?$': 'a', '^([a-z]+)*$': 'a', '^(?:a?){40}a{40}$': 'a', '(x+x+)+y': 'x', '^(\\w+\\s?)*$': 'a' };
  for (const [pattern, letter] of Object.entries(patterns)) {
    const evil = action('orders.regex', { params: [{ name: 'order_id', label: 'Order', kind: 'string', pattern }] });
    const applied = await world.authority.applyCatalog(catalogue({ actions: { evil } }));
    if (applied.code !== 0) {
      assert.match(applied.stderr, /line \d+/);
      continue;
    }
    const runs = [];
    for (let round = 0; round < 3; ++round) {
      const res = await world.bot.askRaw({ type: 'orders.regex', params: { order_id: `${letter.repeat(39 + round)}!` } });
      assert.ok([200, 400].includes(res.status), `${pattern}: ${res.status}`);
      runs.push(res);
    }
    assert.ok(fastest(runs) < 50, `${pattern}: ${runs.map((res) => res.ms.toFixed(0))} ms`);
  }
  assert.equal((await world.authority.applyCatalog(catalogue())).code, 0);
});

test('DS-04 colliding and many names, deep JSON, long strings: < 50 ms or refused', async () => {
  const names = (count) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`${'Aa'.repeat(at % 8)}${'BB'.repeat(8 - (at % 8))}${at}`, 1]));
  const runs = {
    names: () => world.bot.askRaw({ type: 'orders.note', params: names(1500) }),
    'form fields': () => world.bot.token(Array.from({ length: 6000 }, (_, at) => [`k${at}`, '1'])),
    deep: () => world.postJson('/consume', '['.repeat(30_000), world.orders.authentication().headers),
    'one long name': () => world.postJson('/consume', `{"${'x'.repeat(60_000)}":1}`, world.orders.authentication().headers),
    escapes: () => world.postJson('/consume', `{"a":"${'\\u0041'.repeat(10_000)}"}`, world.orders.authentication().headers),
  };
  for (const [what, run] of Object.entries(runs)) {
    const results = [await run(), await run(), await run()];
    results.forEach((res) => assert.ok(res.status >= 400 && res.status < 500, `${what}: ${res.status}`));
    assert.ok(fastest(results) < 50, `${what}: ${results.map((res) => res.ms.toFixed(0))} ms`);
  }
});

test('DS-05 600 invalid client assertions: others are answered, memory stays', async () => {
  const evil = makeKey();
  const before = memory();
  // 100 at a time: below the limit of connections per address.
  const flood = together(100, async () => {
    const answers = [];
    for (let round = 0; round < 6; ++round) {
      answers.push(await world.postForm('/token', { grant_type: 'client_credentials', client_assertion_type: ASSERTION_TYPE,
        client_assertion: jws({ alg: 'ES256', kid: 'key-1' }, { iss: 'key-bot', sub: 'key-bot', aud: world.issuer, jti: random(), iat: now(), exp: now() + 60 }, evil) }));
    }
    return answers;
  });
  const times = [];
  for (let round = 0; round < 5; ++round) {
    const started = performance.now();
    ok(await world.bot.token({ grant_type: 'client_credentials' }));
    times.push(performance.now() - started);
  }
  (await flood).flat().forEach((res) => refused(res, [401, 429, 503]));
  assert.ok(Math.max(...times) < 5_000, times.map((ms) => ms.toFixed(0)).join(' '));
  assert.ok(memory() - before < 64 * 1024 * 1024, `grew by ${((memory() - before) / 1e6).toFixed(0)} MB`);
});

test('DS-06 a storm of polls does not starve decisions', async () => {
  const asked = await Promise.all(Array.from({ length: 20 }, () => world.bot.ask(note())));
  let polling = true;
  const answers = new Map();
  const storm = together(20, async (at) => {
    while (polling) {
      const res = await world.bot.poll(asked[at]);
      const key = `${res.status} ${res.json?.error}`;
      answers.set(key, (answers.get(key) ?? 0) + 1);
    }
  });
  await sleep(300);
  const times = [await oneDecision(), await oneDecision(), await oneDecision()];
  polling = false;
  await storm;
  assert.ok(Math.max(...times) < 5_000, times.map((ms) => ms.toFixed(0)).join(' '));
  for (const key of answers.keys()) assert.ok(['400 authorization_pending', '400 slow_down', '429 slow_down', '503 temporarily_unavailable'].includes(key) || /^(429|503) /.test(key), key);
  assert.ok((answers.get('400 slow_down') ?? 0) > 0);
});

test('DS-07 a flood of sign-ins: bounded memory, refused with 429 or 503, others are answered', async () => {
  const before = memory();
  const flood = together(60, async (at) => {
    const browser = new Browser(world.issuer);
    const page = await browser.authorize(world.newConsole('alice').request());
    if (page.status !== 200) return page;
    return browser.submit(page, { username: `user${at}`, password: `wrong password ${at}` });
  });
  await sleep(100);
  const started = performance.now();
  ok(await world.bot.token({ grant_type: 'client_credentials' }));
  const waited = performance.now() - started;
  const results = await flood;
  assert.ok(results.every((res) => res.status !== 303 && res.status < 504), results.map((res) => res.status).join(' '));
  assert.ok(waited < 4_000, `another client waited ${waited.toFixed(0)} ms behind the password hashing`);
  assert.ok(memory() - before < 120 * 1024 * 1024, `grew by ${((memory() - before) / 1e6).toFixed(0)} MB: at most two hashes at once (19 MiB each)`);
});

test('DS-09 Content-Encoding is not unpacked: 415 or 400', async () => {
  const bomb = gzipSync(Buffer.alloc(20 * 1024 * 1024, 'a'));
  for (const encoding of ['gzip', 'deflate', 'br', 'x-unknown']) {
    refused(await world.send('/consume', { method: 'POST', body: bomb.subarray(0, 60_000),
      headers: { ...world.orders.authentication().headers, 'Content-Type': 'application/json', 'Content-Encoding': encoding } }), [400, 415]);
  }
});

test('200 idle connections and slow senders do not disturb others', async () => {
  const { hostname, port } = new URL(world.issuer);
  const sockets = [];
  for (let at = 0; at < 200; ++at) {
    const socket = net.connect(Number(port), hostname);
    socket.on('error', () => {});
    if (at % 2) socket.write('POST /token HTTP/1.1\r\nHost: x\r\nContent-Le');
    sockets.push(socket);
  }
  await sleep(500);
  ok(await world.bot.token({ grant_type: 'client_credentials' }));
  await world.stillWorks();
  sockets.forEach((socket) => socket.destroy());
});
