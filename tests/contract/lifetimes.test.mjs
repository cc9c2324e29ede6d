// How long sessions live, how often they were used, and who sees what of what lives.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { World, action, catalogue, note } from './support/world.mjs';
import { ok, refused, sleep } from './support/wire.mjs';

let world;
before(async () => { world = await World.start({ config: { tokens: { access: '10s', refresh_idle: '12s', refresh_absolute: '30s' }, decisions: { fresh_sign_in: '3s' } } }); });
after(() => world?.close());

test('TK-19 a refresh token that rests too long is over, and so is every session at its end', { timeout: 120_000 }, async () => {
  const idle = await world.newConsole('alice').signIn();
  const busy = await world.newConsole('bob').signIn();
  const started = Date.now();
  assert.ok(idle.access && busy.refreshToken);
  for (let at = 0; at < 3; ++at) {
    await sleep(8000);
    const next = await busy.refresh();
    if (Date.now() - started < 29_000) busy.keep(ok(next));
  }
  refused(await idle.refresh(), 400, 'invalid_grant'); // rested for more than 12 s
  refused(await idle.get('/approvals'), 401);
  await sleep(Math.max(0, 31_000 - (Date.now() - started)));
  refused(await busy.refresh(), 400, 'invalid_grant'); // busy, but past 30 s
  refused(await busy.get('/approvals'), 401);
  ok(await (await world.newConsole('bob').signIn()).get('/approvals'));
});

test('a session and a base token tell when they were used last, and how often', async () => {
  const alice = await world.newConsole('alice').signIn();
  const token = (world.bot.base = await world.bot.baseToken());
  const find = async () => {
    const { items } = ok(await alice.get('/grants?active=true'));
    return { session: items.find(({ kind, subject }) => kind === 'session' && subject.sub === alice.sub && kind),
             base: items.find(({ kind, client }) => kind === 'base_token' && client.id === 'deploy-bot') };
  };
  const first = await find();
  assert.equal(first.base.uses, 0);
  assert.ok(!('last_used_at' in first.base));
  await world.bot.ask(note());
  await world.orders.introspect(token);
  await world.bot.introspect(token); // its own client only looks after it
  const second = await find();
  assert.equal(second.base.uses, 2);
  assert.ok(second.base.last_used_at >= second.base.issued_at);
  assert.equal(second.session.uses, first.session.uses + 1);
  // Kept over a clean restart.
  await world.authority.restart();
  const third = await find();
  assert.equal(third.base.uses, 2);
  assert.ok(third.session.uses >= second.session.uses);
});

test('who may revoke sees that a credential lives, but its values only with the approval', async () => {
  world.bot.base = undefined;
  const asked = await world.bot.ask(note());
  const bob = await (await world.newConsole('bob').signIn()).enrol();
  await bob.approve(asked);
  const carol = await world.newConsole('carol').signIn();
  const token = await world.bot.redeem(asked);
  assert.ok(token);
  const of = async (console) => ok(await console.get('/grants?active=true')).items.find(({ txn }) => txn === asked.approval_id);
  const [inside, outside] = [await of(bob), await of(carol)];
  assert.match(inside.title, new RegExp(asked.action.params.order_id));
  assert.equal(outside.title, undefined);
  assert.ok(!JSON.stringify(outside).includes(asked.action.params.order_id));
  assert.deepEqual([outside.id, outside.kind, outside.approved_by, outside.client.id], [inside.id, 'credential', inside.approved_by, 'deploy-bot']);
  assert.ok(outside.worst_case_exposure > 0);
  refused(await carol.get(`/approvals/${asked.approval_id}`), 404);
});

test('a stricter policy holds for approvals given before it: step-up is judged again at redemption', async () => {
  const reapply = async (stepUp) => {
    const applied = await world.authority.applyCatalog(catalogue({ actions: { note: action('orders.note', { stepUp }) } }));
    assert.equal(applied.code, 0, applied.stderr);
  };
  world.bot.base = undefined;
  const bob = await (await world.newConsole('bob').signIn()).enrol();
  const [first, second] = [await world.bot.ask(note()), await world.bot.ask(note())];
  await bob.approve(first); // under a sign-in of this moment
  await sleep(4000);
  await bob.approve(second); // under one that is no longer fresh, which nobody minds yet
  try {
    await reapply(true);
    refused(await world.bot.poll(second), 400, ['invalid_grant', 'access_denied']);
    await world.bot.redeem(first);
  } finally {
    await reapply(false);
  }
});

for (const twin of ['Alice', 'A1ice', 'a1ice', 'aIice', 'al.ice', 'ALICE', 'alice-', '1ocal'])
  test(`a person called ${twin} cannot be told from one who is there: refused, and the other is named`, async () => {
    const added = await world.authority.command(['user', 'add', '--name', twin, '--roles', 'approver']);
    assert.equal(added.code, 1);
    assert.match(added.stderr, new RegExp(`There is a user "${twin === '1ocal' ? 'local' : 'alice'}" already`));
    assert.ok(!(await world.authority.mustCommand(['user', 'list', '--all'])).stdout.includes(`"${twin}"`));
  });

test('a name that is only similar is nobody else\'s, and one whose bearer is locked out stays theirs', async () => {
  for (const name of ['alicia', 'alice2', 'malice'])
    await world.authority.mustCommand(['user', 'add', '--name', name]);
  await world.authority.mustCommand(['user', 'disable', '--name', 'alicia']);
  assert.equal((await world.authority.command(['user', 'add', '--name', 'a1icia'])).code, 1);
});
