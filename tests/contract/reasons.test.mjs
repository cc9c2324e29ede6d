// What the authority adds to an approval beside its sentences, so that a console can say them in its own language: closed codes,
// each of its type, there when there is something to say and absent otherwise, and never told to those who ask.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import canonicalize from 'canonicalize';
import { actionHash } from './support/console.mjs';
import { decode } from './support/jose.mjs';
import { ok, refused } from './support/wire.mjs';
import { ORDERS, World, action, catalogue, note, order, refund, types } from './support/world.mjs';

const OLD = 'orders:old:create';
const old = `[[scope]]
name = "${OLD}"\ntitle = "The old way"\nowner = "payments@northwind.example"\nreason = "The tests use it"\nresource = "${ORDERS}"\nrisk = "low"
deprecated = { since = 2026-01-01, sunset = 2099-01-01, use = "orders:note:create", why = "It is too wide." }\n`;
const CODE = /^(type_rated:(low|medium|high|critical)|scope_rated:(low|medium|high|critical):\S+|client_young|first_of_type|outside_hours|client_flood:\d+|scope_deprecated:\S+|denied_before:\d+)$/;
const ADDED = ['reason_codes', 'may_not_code', 'obstacle', 'obstacle_code', 'deprecation', 'history', 'nonce', 'risk'];

let world;
let alice;
before(async () => {
  world = await World.start({
    catalog: catalogue({ scopes: { old }, actions: { old: action('orders.old', { scopes: [OLD] }) } }),
    types: [...types, 'orders.old'].join(','), scopes: `orders:refund:create,orders:note:create,orders:order:read,deploy:release:run,${OLD}`,
  });
  alice = await world.person('alice');
});
after(() => world?.close());

function coded(risk) {
  assert.ok(Array.isArray(risk.reasons) && Array.isArray(risk.reason_codes));
  assert.equal(risk.reason_codes.length, risk.reasons.length, 'one code for each sentence');
  for (const [at, code] of risk.reason_codes.entries()) {
    assert.match(code, CODE);
    assert.ok(typeof risk.reasons[at] === 'string' && risk.reasons[at].length > 0);
  }
  return risk.reason_codes;
}

describe('why a risk is what it is', () => {
  test('every sentence has its code, in the list as on the card', async () => {
    const asked = await world.bot.ask(note());
    const approval = await alice.approval(asked);
    const codes = coded(approval.risk);
    assert.ok(codes.includes('type_rated:low') && codes.includes('client_young') && codes.includes('first_of_type'), codes.join(' '));
    const listed = (await alice.list()).items.find((item) => item.id === asked.approval_id);
    assert.deepEqual(listed.risk, approval.risk);
    const again = await alice.approval(await world.bot.ask(note()));
    assert.ok(!coded(again.risk).includes('first_of_type'), 'it was asked before');
    await alice.deny(asked);
  });

  test('what was denied before is counted', async () => {
    const wish = order('orders.wide');
    await alice.deny(await world.bot.ask(wish));
    const codes = coded((await alice.approval(await world.bot.ask(wish))).risk);
    assert.ok(codes.some((code) => code.startsWith('denied_before:')), codes.join(' '));
  });

  test('a deprecated scope says since when, until when, what instead and why; any other says nothing', async () => {
    const approval = await alice.approval(await world.bot.ask(order('orders.old')));
    const [scope] = approval.scopes;
    assert.equal(scope.deprecated, true);
    assert.deepEqual(scope.deprecation, { since: Date.UTC(2026, 0, 1) / 1000, sunset: Date.UTC(2099, 0, 1) / 1000, use: 'orders:note:create', why: 'It is too wide.' });
    assert.ok(coded(approval.risk).includes(`scope_deprecated:${OLD}`));
    const plain = await alice.approval(await world.bot.ask(note()));
    assert.equal(plain.scopes[0].deprecated, false);
    assert.ok(!('deprecation' in plain.scopes[0]));
  });
});

describe('why somebody may not decide', () => {
  test('who may decide gets neither sentence nor code', async () => {
    const approval = await alice.approval(await world.bot.ask(note()));
    assert.deepEqual([approval.may_decide, approval.may_not_because], [true, null]);
    assert.ok(!('may_not_code' in approval) && !('obstacle' in approval) && !('obstacle_code' in approval));
  });

  test('self_approval, already_decided, not_pending', async () => {
    const own = await alice.approval(await world.bot.ask(note(), { login_hint: 'alice' }));
    assert.deepEqual([own.may_decide, own.may_not_code, typeof own.may_not_because], [false, 'self_approval', 'string']);
    const pair = await world.bot.ask(order('orders.pair'));
    await alice.approve(pair);
    const voted = await alice.approval(pair);
    assert.deepEqual([voted.status, voted.may_decide, voted.may_not_code], ['pending', false, 'already_decided']);
    const done = await world.bot.ask(note());
    await alice.deny(done);
    const ended = await alice.approval(done);
    assert.deepEqual([ended.may_decide, ended.may_not_code], [false, 'not_pending']);
    assert.ok(!('obstacle' in ended) && !('obstacle_code' in ended), 'what is over is hindered by nothing');
  });

  test('a refused decision carries a code of the protocol', async () => {
    const own = await world.bot.ask(note(), { login_hint: 'alice' });
    refused(await alice.decideRaw(own, 'approve'), 403, 'self_approval');
    const done = await world.bot.ask(note());
    await alice.deny(done);
    refused(await alice.decideRaw(done, 'approve'), 409, ['not_pending', 'conflict']);
    const high = await world.bot.ask(refund());
    refused(await alice.decideRaw(high, 'approve', { reason: undefined }), 422, 'comment_required');
    refused(await alice.decideRaw(high, 'approve', { code: undefined }), 422, 'code_required');
  });

  test('an obstacle is named once it is there', async () => {
    const name = `leaver-${Date.now()}`;
    await world.authority.addUser({ name, password: world.password(name) });
    const asked = await world.bot.ask(note(), { login_hint: name });
    assert.ok(!('obstacle_code' in await alice.approval(asked)));
    await world.authority.mustCommand(['user', 'disable', '--name', name]);
    const now = await alice.approval(asked);
    if (now.status === 'pending') assert.deepEqual([now.obstacle_code, typeof now.obstacle], ['subject_gone', 'string']);
    else assert.ok(!('obstacle_code' in now), 'what is over is hindered by nothing');
    refused(await alice.decideRaw(asked, 'approve'), 409, 'not_pending');
  });
});

test('requesters and APIs are told none of it', async () => {
  const wish = note();
  const asked = await world.bot.ask(wish);
  const told = [asked, (await world.bot.poll(asked)).json];
  await alice.approve(asked);
  const tokens = ok(await world.bot.poll(asked));
  told.push(tokens, decode(tokens.access_token).payload, ok(await world.orders.introspect(tokens.access_token)));
  const used = await world.orders.consume(tokens.access_token, wish);
  assert.equal(used.active, true);
  told.push(used, decode(used.receipt).payload);
  const words = JSON.stringify(told);
  for (const name of ADDED) assert.ok(!words.includes(`"${name}"`), name);
});

// RA-25: what the authority adds to an action - API, client, subject, session, id - is shown, and changes the hash.
test('RA-25 what the authority adds is shown and inside the hash', async () => {
  const wish = refund();
  const asked = await world.bot.ask(wish);
  const approval = await alice.approval(asked);
  const signed = JSON.parse(approval.canonical);
  assert.equal(canonicalize(signed), approval.canonical);
  assert.equal(actionHash(signed), approval.action_hash);
  assert.deepEqual([signed.rs, signed.client_id, signed.sub, signed.txn], [ORDERS, 'deploy-bot', 'client:deploy-bot', asked.approval_id]);
  assert.deepEqual([signed.client_id, signed.sub, signed.sid], [approval.client.id, approval.subject.sub, approval.session.sid]);
  for (const added of ['rs', 'client_id', 'sub', 'sid', 'txn']) {
    assert.ok(typeof signed[added] === 'string' && signed[added].length > 0, added);
    assert.notEqual(actionHash({ ...signed, [added]: `${signed[added]}x` }), approval.action_hash, added);
    const { [added]: _gone, ...without } = signed;
    assert.notEqual(actionHash(without), approval.action_hash, added);
  }
  await alice.approve(asked, { code: asked.confirmation_code, reason: 'ok' });
  assert.equal(decode(await world.bot.redeem(asked)).payload.adh, approval.action_hash);
});
