// Group EV: the live stream.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { EventStream } from './support/events.mjs';
import { eventually, ok, postForm, refused, sendBytes, sleep } from './support/wire.mjs';
import { World, note, order } from './support/world.mjs';

let world;
let alice;
before(async () => {
  world = await World.start();
  alice = await world.person('alice');
});
after(() => world?.close());

const open = (console, headers = {}, path = '/events') =>
  EventStream.open(world.issuer, { path, headers: { ...console.authorization('GET', '/events'), ...headers } });
/** As open, and tries again as Retry-After says while streams that were closed a moment ago still count. */
async function follow(console, headers) {
  for (let attempt = 0; attempt < 3; ++attempt) {
    const stream = await open(console, headers);
    if (stream.status === 200) return stream;
    assert.equal(stream.status, 429);
    assert.ok(Number(stream.headers['retry-after']) <= 5);
    await sleep(Number(stream.headers['retry-after']) * 1000);
  }
  return assert.fail('closed streams still count');
}
const about = (asked) => (event) => event.event === 'approval' && event.json.id === asked.approval_id;

test('a request and its end arrive within a second, one data line each, after their commit', async () => {
  const stream = await follow(alice);
  assert.equal(stream.status, 200);
  assert.match(stream.headers['content-type'], /^text\/event-stream/);
  assert.match(stream.headers['cache-control'], /no-store|no-cache/);
  const asked = await world.bot.ask(note());
  const event = await stream.until('the new request', about(asked), 2_000);
  assert.equal(event.lines, 1);
  assert.deepEqual(event.json, { id: asked.approval_id, version: event.json.version, status: 'pending' });
  assert.equal((await alice.approval(asked)).version, event.json.version, 'readable when the event says so');
  await alice.deny(asked);
  await stream.until('the end', (one) => about(asked)(one) && one.json.status === 'denied', 2_000);
  assert.ok(event.id, 'events carry ids');
  stream.close();
});

test('EV-01 heartbeats keep the stream open', { timeout: 60_000 }, async () => {
  const stream = await follow(alice);
  await eventually('a heartbeat within 20 s', () => stream.comments.includes('hb'), 20_000);
  await sleep(14_000);
  assert.equal(stream.closed, false);
  stream.close();
});

test('EV-02 without token, with a wrong one, a base token, a wrong scope → refused', async () => {
  refused(await (await EventStream.open(world.issuer)).settled(), 401);
  refused(await (await EventStream.open(world.issuer, { headers: { Authorization: `Bearer ${alice.access}` } })).settled(), 401);
  refused(await (await EventStream.open(world.issuer, { headers: { Authorization: `DPoP ${alice.access}` } })).settled(), 401);
  refused(await (await EventStream.open(world.issuer, { headers: { Authorization: `Bearer ${await world.bot.baseToken()}` } })).settled(), 401);
  const narrow = await world.newConsole('alice', { scope: 'catalog:read' }).signIn();
  refused(await (await open(narrow)).settled(), 403, 'insufficient_scope');
  const stream = await follow(alice);
  assert.equal(stream.status, 200);
  stream.close();
});

test('EV-02 a running stream ends within 5 s of the token\'s revocation', async () => {
  const session = await world.newConsole('alice').signIn();
  const stream = await open(session);
  assert.equal(stream.status, 200);
  const res = await postForm(world.issuer, '/revoke', { client_id: session.clientId, token: session.access });
  assert.equal(res.status, 200, res.text);
  await eventually('the stream is closed', () => stream.closed, 5_500);
  refused(await (await open(session)).settled(), 401);
});

test('EV-03 a token in the URL is refused and not logged', async () => {
  const session = await world.newConsole('alice').signIn();
  for (const path of [`/events?access_token=${session.access}`, `/events?token=${session.access}`, `/events?authorization=DPoP+${session.access}`]) {
    refused(await (await EventStream.open(world.issuer, { path })).settled(), [400, 401]);
  }
  await sleep(200);
  assert.ok(!world.authority.log.join('\n').includes(session.access));
});

test('EV-04 only events about what the caller may see', async () => {
  const carol = await world.person('carol');
  const [hers, mine] = [await follow(carol), await follow(alice)];
  const payment = await world.bot.ask(note());
  const release = await world.bot.ask(order('deploy.release'));
  await mine.until('the payment', about(payment));
  await hers.until('the release', about(release));
  await sleep(500);
  assert.equal(hers.events.filter(about(payment)).length, 0, 'carol heard of the payment');
  assert.equal(mine.events.filter(about(release)).length, 0, 'alice heard of the release');
  hers.close();
  mine.close();
});

test('EV-04 other groups hold for a running stream: reset, and what was asked before is there', async () => {
  const erin = await world.person('erin');
  const groups = (list) => world.authority.mustCommand(['user', 'modify', '--name', 'erin', '--groups', list]);
  const stream = await follow(erin);
  const asked = await world.bot.ask(note());
  await groups('payments-approvers');
  await stream.until('reset after the change', (event) => event.event === 'reset', 4_000);
  assert.ok((await erin.list()).items.some(({ id }) => id === asked.approval_id));
  const later = await world.bot.ask(note());
  await stream.until('a request of the new group', about(later), 2_000);
  await groups('');
  await eventually('and when it is taken away', () => stream.events.filter((event) => event.event === 'reset').length === 2, 4_000);
  const hidden = await world.bot.ask(note());
  await sleep(700);
  assert.equal(stream.events.filter(about(hidden)).length, 0);
  await sleep(2_500);
  assert.equal(stream.events.filter((event) => event.event === 'reset').length, 2, 'nothing changed, nothing said');
  stream.close();
});

test('a credential that was used is no access any more, and its grant says so', async () => {
  const stream = await follow(alice);
  const { token, action } = await world.credential();
  const given = await stream.until('the credential', (event) => event.event === 'grant' && event.json.status === 'active', 2_000);
  assert.equal((await world.orders.consume(token, action)).active, true);
  await stream.until('its use', (event) => event.event === 'grant' && event.json.id === given.json.id && event.json.status === 'used_up', 2_000);
  assert.equal((await alice.get('/grants')).json.items.find(({ id }) => id === given.json.id).active, false);
  stream.close();
});

test('EV-05 Last-Event-ID: nothing lost, nothing doubled', async () => {
  const stream = await follow(alice);
  const first = await world.bot.ask(note());
  const seen = await stream.until('the first', about(first));
  stream.close();
  const missed = [];
  for (let at = 0; at < 5; ++at) missed.push(await world.bot.ask(note()));
  const again = await follow(alice, { 'Last-Event-ID': seen.id });
  for (const one of missed) await again.until('a missed one', about(one));
  await sleep(300);
  for (const one of missed) assert.equal(again.events.filter(about(one)).length, 1, 'doubled');
  assert.equal(again.events.filter(about(first)).length, 0, 'the one already seen came again');
  assert.equal(again.events.filter((event) => event.event === 'reset').length, 0);
  again.close();
});

test('EV-05 a garbled, foreign or far past Last-Event-ID → reset', async () => {
  for (const id of ['garbage', '-1', '99999999999999999999999', '1e9', '\u00e9', 'a'.repeat(300), '0x1']) {
    const stream = await follow(alice, { 'Last-Event-ID': Buffer.from(id).toString('latin1') });
    assert.equal(stream.status, 200, id);
    await stream.until(`reset for ${id.slice(0, 20)}`, (event) => event.event === 'reset', 3_000);
    stream.close();
  }
});

test('EV-05 across a restart: what happened before is replayed or reset is said', async () => {
  const stream = await follow(alice);
  const first = await world.bot.ask(note());
  const seen = await stream.until('the first', about(first));
  const second = await world.bot.ask(note());
  await world.authority.kill();
  await eventually('the stream ends with the authority', () => stream.closed);
  await world.authority.serve();
  const again = await follow(alice, { 'Last-Event-ID': seen.id });
  const event = await again.until('the second, or reset', (one) => about(second)(one) || one.event === 'reset');
  assert.ok(event);
  assert.equal((await alice.approval(second)).status, 'pending');
  again.close();
});

test('streams per user are limited; others are not shut out', async () => {
  const streams = [];
  for (let at = 0; at < 12; ++at) streams.push(await open(alice));
  const refusedOnes = streams.filter((stream) => stream.status !== 200);
  assert.ok(refusedOnes.length > 0, 'no limit of streams per user');
  for (const stream of refusedOnes) {
    const res = await stream.settled();
    refused(res, [429, 503]);
    assert.match(res.headers['retry-after'], /^[1-9][0-9]*$/);
  }
  const bob = await open(await world.person('bob'));
  assert.equal(bob.status, 200);
  [...streams, bob].forEach((stream) => stream.close());
  (await follow(alice)).close();
});

test('expiry is an event too', async () => {
  const stream = await follow(alice);
  const asked = await world.bot.ask(note(), { requested_expiry: 2 });
  await stream.until('the expiry', (event) => about(asked)(event) && event.json.status === 'expired', 8_000);
  assert.equal((await alice.approval(asked)).status, 'expired');
  stream.close();
  ok(await alice.get('/approvals?status=decided'));
});

test('over HTTP/1.0 there is no stream: 503 with Retry-After, not half a one', async () => {
  const headers = Object.entries(alice.authorization('GET', '/events')).map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const answer = await sendBytes(world.issuer, `GET /events HTTP/1.0\r\n${headers}\r\n`);
  assert.match(answer, /^HTTP\/1\.1 503 /);
  assert.match(answer, /\r\nRetry-After: [0-9]+\r\n/);
  assert.match(answer, /"error":"temporarily_unavailable"/);
});
