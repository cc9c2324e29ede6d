// Once the log is known to be damaged: closed for asking, approving, issuing and using; open for denying, revoking and reading.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { eventually, ok, refused, send } from './support/wire.mjs';
import { World, note, order } from './support/world.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'countersign-damage-'));
const honest = join(scratch, 'honest');
let world;
let alice;
let pending;
let toDeny;
let half;
let approved;
let issued;

const ready = () => world.send('/readyz');
const checkpoint = () => readFileSync(join(world.authority.dir, 'audit', 'checkpoint'), 'utf8');
const metric = async (name) => Number(new RegExp(`^${name} (.*)$`, 'm').exec((await world.send('/metrics')).text)[1]);

before(async () => {
  world = await World.start();
  alice = await world.person('alice');
  await world.person('ada');
  [pending, toDeny, half, approved] = [await world.bot.ask(note()), await world.bot.ask(note()), await world.bot.ask(order('orders.pair')), await world.bot.ask(note())];
  await alice.approve(half);
  await alice.approve(approved);
  issued = await world.credential(note());
  await world.authority.stop();
  cpSync(world.authority.dir, honest, { recursive: true });
  world.rewriteDatabase(`UPDATE audit_entry SET actor = 'usr_nobody' WHERE seq = (SELECT seq FROM audit_entry WHERE event = 'approval.decided' LIMIT 1)`);
  await world.authority.serve();
});
after(async () => {
  await world?.close();
  rmSync(scratch, { recursive: true, force: true });
});

const closed = (res) => {
  refused(res, 503, 'log_damaged');
  assert.ok(Number(res.headers['retry-after']) > 0);
  assert.match(res.json.error_description, /damaged/);
};

test('it starts, says why it is closed, and what to do', async () => {
  const res = await ready();
  assert.equal(res.status, 503);
  assert.equal(res.json.error, 'log_damaged');
  assert.match(res.json.finding, /Entry \d+ is not what was logged/);
  assert.match(res.json.error_description, /backup/);
  assert.equal((await world.send('/healthz')).status, 200);
  assert.equal(await metric('countersign_log_damaged'), 1);
  const line = world.authority.log.map((text) => JSON.parse(text)).find(({ event }) => event === 'audit.log_damaged');
  assert.match(line.detail, /Entry \d+/);
  assert.match(line.recovery, /audit fsck/);
});

test('nothing is asked for, approved, issued or used', async () => {
  closed(await world.bot.askRaw(note()));
  closed(await alice.decideRaw(pending, 'approve'));
  closed(await alice.decideRaw(half, 'approve'));
  closed(await (await world.person('bob')).decideRaw(half, 'approve'));
  closed(await world.bot.poll(approved));
  closed(await world.orders.consumeRaw({ token: issued.token, action: issued.action, base_token: issued.base }));
  const looked = ok(await world.orders.post('/introspect', { token: issued.token }));
  assert.equal(looked.active, false);
  const card = await alice.approval(pending);
  assert.deepEqual([card.status, card.obstacle_code, card.may_decide], ['pending', 'log_damaged', true]);
  assert.equal((await alice.approval(half)).status, 'pending');
});

test('neither what may be asked for nor who may ask is widened meanwhile', async () => {
  const ada = await world.person('ada');
  const { version, toml } = ok(await ada.get('/catalog'));
  closed(await send(world.issuer, {
    method: 'PUT', path: '/catalog', body: JSON.stringify({ toml: toml.replace('quorum = 2', 'quorum = 1'), reason: 'Faster.' }),
    headers: { ...ada.authorization('PUT', '/catalog'), 'Content-Type': 'application/json', 'If-Match': `"${version}"` },
  }));
  assert.equal(ok(await ada.get('/catalog')).version, version);
  closed(await ada.post('/initial-access-tokens', { uses: 1, expires_in: 3600, max_client_ttl: 3600, scopes: ['orders:order:read'] }));
  closed(await ada.post('/register', {
    client_name: 'Clean-up', owner: 'ops@example.com', reason: 'Clean up', scope: 'orders:order:read', grant_types: ['client_credentials'], client_expires_at: Math.floor(Date.now() / 1000) + 3600,
  }));
});

test('denying, revoking, withdrawing, signing in and reading go on', async () => {
  assert.equal((await alice.deny(toDeny)).status, 'denied');
  ok(await alice.post(`/approvals/${approved.approval_id}/revoke`, { reason: 'The log is damaged.' }));
  assert.equal((await alice.approval(approved)).status, 'revoked');
  assert.equal((await world.bot.post('/revoke', { token: pending.auth_req_id })).status, 200);
  assert.equal((await alice.approval(pending)).status, 'cancelled');
  await world.newConsole('bob').signIn();
  const entries = await world.auditEntries({ txn: toDeny.approval_id });
  assert.ok(entries.some((entry) => entry.event === 'approval.decided'));
  const ada = await world.person('ada');
  assert.equal((await ada.get('/audit/export?format=jsonl')).status, 200);
  ok(await ada.get('/audit/reports/approvers'));
  ok(await world.bot.token({ grant_type: 'client_credentials' }));
});

test('nothing more is signed, and whoever waits for it is told why', async () => {
  const before_ = checkpoint();
  await (await world.person('bob')).deny(half);
  await new Promise((resolve) => { setTimeout(resolve, 1500); });
  assert.equal(checkpoint(), before_);
  closed(await (await world.person('ada')).get('/audit/checkpoint'));
  await world.authority.restart();
  assert.equal(checkpoint(), before_, 'not even at its end and start');
  assert.equal((await ready()).status, 503);
  await world.authority.stop();
  const rotated = await world.authority.command(['keys', 'rotate', '--log', '--reason', 'to have it signed off']);
  assert.notEqual(rotated.code, 0);
  assert.match(rotated.stderr, /damaged/);
});

test('damage that the last whole check found holds over a restart, and ends once a whole check finds none', async () => {
  await world.authority.stop();
  rmSync(world.authority.dir, { recursive: true });
  cpSync(honest, world.authority.dir, { recursive: true });
  world.rewriteDatabase(`INSERT INTO meta (key, value) VALUES ('log_check_damage', 'Entry 3 is not what was logged.') ON CONFLICT (key) DO UPDATE SET value = excluded.value`);
  await world.authority.serve();
  await eventually('a whole check opens it', async () => {
    const res = await ready();
    assert.ok(res.status === 200 || res.json.finding === 'Entry 3 is not what was logged.', res.text);
    return res.status === 200;
  }, 20_000);
  assert.equal(await metric('countersign_log_damaged'), 0);
  const events = world.authority.log.map((text) => JSON.parse(text).event);
  assert.ok(events.lastIndexOf('audit.log_sound') > events.lastIndexOf('audit.log_damaged'));
  await alice.approve(pending);
  world.consoles.clear();
  await world.stillWorks();
});

test('a checkpoint file that is missing is no damage of the log, and neither is a check that cannot run', async () => {
  await world.authority.restart();
  rmSync(join(world.authority.dir, 'audit', 'checkpoint'));
  assert.notEqual((await world.authority.command(['audit', 'fsck'])).code, 0);
  assert.equal((await ready()).status, 200);
});
