// Temporary production access (protocol 7): windows that are asked for, opened, counted, narrowed, closed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { decode, dpopProof, makeKey } from './support/jose.mjs';
import { Requester } from './support/requester.mjs';
import { catalogue, DEPLOY, ORDERS, scopes, types, World } from './support/world.mjs';
import { eventually, ok, refused, sleep } from './support/wire.mjs';

const builtIn = ({ type = 'countersign.access', risk = 'medium', maxDuration = '2h', quorum = 1, more = '' } = {}) => `[[action]]
type = "${type}"\nrisk = "${risk}"\napprovers = ["payments-approvers"]\nquorum = ${quorum}\nmax_duration = "${maxDuration}"\n${more}\n`;
const withAccess = (changes) => catalogue({ extra: builtIn(changes) });

let world;
before(async () => { world = await World.start({ catalog: withAccess(), types: `${types.join(',')},countersign.access` }); });
after(async () => { await world.close(); });

const access = (params = {}) => ({
  type: 'countersign.access',
  params: { scopes: ['orders:order:read'], resource: ORDERS, duration: 3600, ...params },
});

async function reapply(text) {
  const applied = await world.authority.applyCatalog(text);
  assert.equal(applied.code, 0, applied.stderr);
}

/** Asks, lets alice approve, redeems: the whole answer of the token endpoint. */
async function open(params, { granted, fields, client = world.bot } = {}) {
  const asked = await client.ask(access(params), fields);
  await (await world.person('alice')).approve(asked, granted ? { granted } : {});
  const answer = ok(await client.poll(asked));
  world.remember(answer.access_token);
  return { ...answer, asked };
}

const isActive = async (token) => ok(await world.orders.introspect(token)).active;

test('a window yields an access token for its API, its scopes and its time', async () => {
  const before = Math.floor(Date.now() / 1000);
  const opened = await open({ scopes: ['orders:order:read', 'orders:note:create'], duration: 1800 });
  const { header, payload: claims } = decode(opened.access_token);
  assert.equal(header.typ, 'at+jwt');
  for (const name of ['iss', 'exp', 'aud', 'sub', 'client_id', 'iat', 'jti']) assert.ok(name in claims, `TK-01 ${name}`);
  assert.equal(claims.aud, ORDERS);
  assert.equal(claims.client_id, 'deploy-bot');
  assert.equal(claims.scope, 'orders:order:read orders:note:create');
  assert.equal(claims.txn, opened.asked.approval_id);
  assert.ok(claims.exp - claims.iat === 1800 && claims.iat >= before - 1);
  assert.equal(opened.expires_in, 1800);
  assert.equal(opened.token_type, 'Bearer');
  assert.equal(opened.refresh_token, undefined);
  assert.deepEqual(opened.authorization_details, [access({ scopes: ['orders:order:read', 'orders:note:create'], duration: 1800 })]);
  const seen = ok(await world.orders.introspect(opened.access_token));
  assert.deepEqual([seen.active, seen.scope, seen.txn, seen.uses], [true, 'orders:order:read orders:note:create', opened.asked.approval_id, 0]);
  assert.equal(ok(await world.deploy.introspect(opened.access_token)).active, false, 'RA-18 another API learns nothing');
});

for (const decided of [false, true]) {
  test(`a window lives no longer than was asked for, though somebody rewrote its life in the database ${decided ? 'after' : 'before'} the vote`, async () => {
    const alice = await world.person('alice');
    const asked = await world.bot.ask(access({ duration: 60 }));
    if (decided) await alice.approve(asked);
    world.rewriteDatabase(`UPDATE approval SET credential_ttl = 7776000 WHERE id = '${asked.approval_id}'`);
    if (decided) refused(await world.bot.poll(asked), 400, ['access_denied', 'invalid_grant']);
    else refused(await alice.decideRaw(asked, 'approve'), 409, 'request_damaged');
  });
}

test('the card says what is opened, for how long and with what', async () => {
  const asked = await world.bot.ask(access({ duration: 5400, max_calls: 10, scopes: ['orders:order:read', 'orders:note:create'] }));
  const card = await (await world.person('alice')).approval(asked);
  assert.equal(card.action_text, `Open ${ORDERS} for 1 hour 30 minutes with orders:order:read, orders:note:create`);
  assert.deepEqual(card.params.map(({ name, value }) => [name, value]), [
    ['scopes', '["orders:order:read","orders:note:create"]'], ['resource', ORDERS], ['duration', '5400'], ['max_calls', '10']]);
  assert.ok(card.params.every(({ label }) => label.length > 2));
  assert.deepEqual(card.credential, { kind: 'access', ttl: 5400, max_ttl: 5400, max_calls: 10, dpop: false });
  assert.deepEqual(card.scopes.map((scope) => scope.name), ['orders:order:read', 'orders:note:create']);
});

for (const [what, params, error] of [
  ['RA-03 an unknown parameter', { colour: 'red' }, 'invalid_authorization_details'],
  ['RA-04 a duration of another kind', { duration: '1h' }, 'invalid_authorization_details'],
  ['RA-04 no duration', { duration: undefined }, 'invalid_authorization_details'],
  ['a duration beyond the longest', { duration: 7201 }, 'invalid_authorization_details'],
  ['no time at all', { duration: 0 }, 'invalid_authorization_details'],
  ['RA-04 no scopes', { scopes: [] }, 'invalid_authorization_details'],
  ['RA-04 a scope twice', { scopes: ['orders:order:read', 'orders:order:read'] }, 'invalid_authorization_details'],
  ['RA-04 scopes as text', { scopes: 'orders:order:read' }, 'invalid_authorization_details'],
  ['no calls at all', { max_calls: 0 }, 'invalid_authorization_details'],
  ['RA-07 calls without end', { max_calls: 1e9 }, 'invalid_authorization_details'],
  ['RA-11 an unknown API', { resource: 'https://other.example' }, 'invalid_target'],
  ['RA-11 an API that is no address', { resource: 'orders' }, 'invalid_target'],
  ['a scope of another API', { scopes: ['deploy:release:run'] }, 'invalid_scope'],
  ['a scope nobody knows', { scopes: ['orders:order:write'] }, 'invalid_scope'],
  ['a scope of the authority itself', { scopes: ['approvals:decide'] }, 'invalid_scope'],
]) {
  test(`${what} is refused`, async () => {
    const refused = await world.bot.askRaw(access(params));
    assert.deepEqual([refused.status, refused.json.error], [400, error]);
  });
}

test('RA-05 a client asks only for types it is registered for, and scopes it may ever have', async () => {
  assert.equal((await world.other.askRaw(access())).json.error, 'invalid_authorization_details');
  const small = new Requester(world, 'small-bot', { secret: world.secret() });
  await world.authority.addClient(small.id, { name: 'Small', grants: 'client_credentials,ciba', scopes: 'orders:note:create', actions: 'countersign.access' }, small.secret);
  assert.equal((await small.askRaw(access())).json.error, 'invalid_scope');
  ok(await small.askRaw(access({ scopes: ['orders:note:create'] })));
});

test('what only an approval may give is in no other token, and in a window it is', async () => {
  const bot = new Requester(world, 'window-bot', { secret: world.secret() });
  await world.authority.addClient(bot.id, {
    name: 'Windows only', grants: 'client_credentials,ciba', scopes: 'orders:note:create', 'access-scopes': 'orders:order:read orders:refund:create', actions: 'countersign.access,orders.refund',
  }, bot.secret);
  refused(await bot.token({ grant_type: 'client_credentials', scope: 'orders:order:read' }), 400, 'invalid_scope');
  refused(await bot.token({ grant_type: 'client_credentials', scope: 'orders:note:create orders:refund:create' }), 400, 'invalid_scope');
  const base = ok(await bot.token({ grant_type: 'client_credentials', scope: 'orders:note:create' }));
  assert.equal(base.scope, 'orders:note:create');
  assert.ok(!(ok(await bot.token({ grant_type: 'client_credentials' })).scope ?? '').includes('orders:order:read'));
  refused(await bot.askRaw(access({ scopes: ['deploy:release:run'] })), 400, 'invalid_scope');
  const opened = await open({ scopes: ['orders:note:create', 'orders:order:read'] }, { client: bot });
  assert.equal(opened.scope, 'orders:note:create orders:order:read');
  assert.equal(ok(await world.orders.introspect(opened.access_token)).scope, opened.scope);
  assert.equal(ok(await spend(opened.access_token)).scope, opened.scope);
  // Nothing of it rubs off: the window's scope is in no base token while the window is open.
  refused(await bot.token({ grant_type: 'client_credentials', scope: 'orders:order:read' }), 400, 'invalid_scope');
  const { token, asked } = await world.credential({ type: 'orders.refund', params: { order_id: '81', amount: '42.00', currency: 'EUR' } }, { client: bot });
  assert.ok(token.length > 0 && asked, 'and an action whose scope it has with an approval only');
  const ada = await world.person('ada');
  const card = ok(await ada.get('/clients/window-bot'));
  assert.deepEqual([card.scopes, card.access_scopes], [['orders:note:create'], ['orders:order:read', 'orders:refund:create']]);
  const usage = ok(await ada.get('/catalog/usage')).scopes.find(({ name }) => name === 'orders:order:read');
  assert.ok(usage.holders.includes('window-bot'), 'who may be given it is among those it would break');
  const checked = ok(await ada.post('/catalog/check', { toml: catalogue({ scopes: { read: undefined }, actions: { wide: undefined }, extra: builtIn() }) }));
  assert.deepEqual(checked.consequences.clients.find(({ id }) => id === 'window-bot').scopes, ['orders:order:read']);
});

test('a scope beside the params must be the same', async () => {
  assert.equal((await world.bot.askRaw(access(), { scope: 'orders:note:create' })).json.error, 'invalid_scope');
  assert.equal((await world.bot.askRaw(access(), { scope: 'orders:order:read orders:note:create' })).json.error, 'invalid_scope');
  ok(await world.bot.askRaw(access(), { scope: 'orders:order:read' }));
});

test('the tier is that of the riskiest scope, and brings its code', async () => {
  const mild = await world.bot.ask(access());
  assert.ok(!(await (await world.person('alice')).approval(mild)).risk.reasons.some((reason) => reason.startsWith('The scope')));
  const asked = await world.bot.ask(access({ scopes: ['orders:order:read', 'orders:refund:create'] }));
  assert.match(asked.confirmation_code, /^[0-9]{6}$/);
  const card = await (await world.person('alice')).approval(asked);
  assert.ok(['high', 'critical'].includes(card.risk.tier));
  assert.ok(card.risk.reasons.includes('The scope orders:refund:create is rated high.'));
});

test('the approver grants less time, fewer scopes, fewer calls, and never more', async () => {
  const wide = { scopes: ['orders:order:read', 'orders:note:create'], duration: 3600, max_calls: 100 };
  const opened = await open(wide, { granted: { ttl: 600, scope: 'orders:order:read', max_calls: 5 } });
  assert.equal(opened.expires_in, 600);
  assert.equal(opened.scope, 'orders:order:read');
  assert.deepEqual(opened.authorization_details[0].params, { scopes: ['orders:order:read'], resource: ORDERS, duration: 600, max_calls: 5 });
  const seen = ok(await world.orders.introspect(opened.access_token));
  assert.deepEqual([seen.scope, seen.max_calls, seen.exp - seen.iat], ['orders:order:read', 5, 600]);

  const alice = await world.person('alice');
  for (const granted of [{ ttl: 3601 }, { max_calls: 101 }, { max_calls: 0 }, { scope: 'orders:refund:create' }, { ttl: 0 }, { calls: 5 }]) {
    const asked = await world.bot.ask(access(wide));
    const refused = await alice.decideRaw(asked, 'approve', { granted });
    assert.deepEqual([refused.status, refused.json.error], [400, 'invalid_decision'], JSON.stringify(granted));
  }
  const limited = await open({}, { granted: { max_calls: 3 } });
  assert.equal(ok(await world.orders.introspect(limited.access_token)).max_calls, 3, 'from as many as it likes to three');
});

test('calls cannot be granted to an action credential', async () => {
  const asked = await world.bot.ask({ type: 'orders.note', params: { order_id: '1' } });
  const refused = await (await world.person('alice')).decideRaw(asked, 'approve', { granted: { max_calls: 1 } });
  assert.deepEqual([refused.status, refused.json.error], [400, 'invalid_decision']);
});

const spend = (token, rest = {}, headers) => world.orders.consumeRaw({ token, ...rest }, headers);

test('an API counts the calls of a window; when they are used up it hears 429 and when to ask again', async () => {
  const opened = await open({ max_calls: 2, duration: 600 });
  const first = ok(await spend(opened.access_token));
  assert.deepEqual({ ...first, exp: 0 }, {
    active: true, txn: opened.txn, sub: 'client:deploy-bot', client_id: 'deploy-bot', scope: 'orders:order:read', uses: 1, max_calls: 2, exp: 0,
  });
  for (let i = 0; i < 3; i += 1) assert.ok(await isActive(opened.access_token), 'introspection never counts');
  assert.equal(ok(await spend(opened.access_token)).uses, 2);
  const late = await spend(opened.access_token);
  assert.deepEqual([late.status, late.json.error], [429, 'calls_used_up']);
  assert.ok(Number(late.headers['retry-after']) > 500 && Number(late.headers['retry-after']) <= 600);
  assert.deepEqual(ok(await world.orders.introspect(opened.access_token)), { active: false });
  assert.equal((await (await world.person('alice')).approval(opened.asked)).status, 'consumed');
  const entries = await world.auditEntries({ txn: opened.txn });
  assert.deepEqual(entries.map((entry) => entry.event).sort(), ['approval.asked', 'approval.decided', 'window.opened', 'window.used_up']);
});

test('SU-03 of 32 parallel calls under a window of ten exactly ten are counted', async () => {
  const opened = await open({ max_calls: 10 });
  const answers = await Promise.all(Array.from({ length: 32 }, () => spend(opened.access_token)));
  assert.equal(answers.filter((answer) => answer.status === 200 && answer.json.active).length, 10);
  assert.equal(answers.filter((answer) => answer.status === 429).length, 22);
  assert.deepEqual(answers.filter((answer) => answer.status === 200).map((answer) => answer.json.uses).sort((a, b) => a - b), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test('SU-07 a retry with its key is counted once', async () => {
  const opened = await open({ max_calls: 5 });
  const key = { 'Idempotency-Key': 'call-1' };
  const first = ok(await spend(opened.access_token, {}, key));
  assert.deepEqual(ok(await spend(opened.access_token, {}, key)), first);
  assert.equal(ok(await spend(opened.access_token)).uses, 2);
});

test('RA-18 a window is spent by its API only, and a base token is none', async () => {
  const opened = await open();
  assert.equal(ok(await world.deploy.consumeRaw({ token: opened.access_token })).reason, 'audience_mismatch');
  const base = await world.bot.baseToken({ scope: 'orders:order:read' });
  assert.equal(ok(await spend(base)).reason, 'unknown');
  assert.equal(ok(await spend('eyJ.eyJ.x')).reason, 'unknown');
  const { token } = await world.credential();
  assert.equal(ok(await spend(token)).reason, 'unknown', 'a credential needs its action');
  const other = await world.orders.consume(opened.access_token, { type: 'orders.note', params: { order_id: '1' } });
  assert.equal(other.reason, 'unknown', 'and a window is no credential');
  assert.equal((await world.bot.post('/consume', {})).status, 415);
});

test('TK-20 a window bound to a key wants a proof of it with every counted call', async () => {
  const key = makeKey();
  const asked = await world.bot.ask(access({ max_calls: 5 }), { dpop_jkt: key.thumbprint });
  await (await world.person('alice')).approve(asked);
  const proven = { DPoP: dpopProof(key, { method: 'POST', url: `${world.issuer}/token` }) };
  const opened = ok(await world.bot.poll(asked, proven));
  world.remember(opened.access_token);
  assert.equal(opened.token_type, 'DPoP');
  const token = opened.access_token;
  const target = { method: 'GET', url: `${ORDERS}/orders/1` };
  const dpop = (proof) => ({ dpop: { proof, ...target } });
  assert.equal(ok(await spend(token)).reason, 'proof_missing');
  assert.equal(ok(await spend(token, dpop(dpopProof(makeKey(), { ...target, token })))).reason, 'proof_invalid');
  assert.equal(ok(await spend(token, dpop(dpopProof(key, { ...target, method: 'PUT', token })))).reason, 'proof_invalid');
  const proof = dpopProof(key, { ...target, token });
  assert.equal(ok(await spend(token, dpop(proof))).uses, 1);
  assert.equal(ok(await spend(token, dpop(proof))).reason, 'proof_invalid', 'TK-23');
  assert.equal(ok(await spend(token, dpop(dpopProof(key, { ...target, token })))).uses, 2);
});

test('a window closes at once: by its holder, by an approver, by its grant', async () => {
  const alice = await world.person('alice');
  const given = await open();
  ok(await world.bot.revoke(given.access_token));
  const taken = await open();
  ok(await alice.post(`/approvals/${taken.txn}/revoke`, { reason: 'Enough.' }));
  const listed = await open();
  const grant = ok(await alice.get('/grants?active=true')).items.find((item) => item.txn === listed.txn);
  assert.equal(grant.kind, 'access');
  ok(await alice.post(`/grants/${grant.id}/revoke`, { reason: 'Enough.' }));
  for (const { access_token: token, asked } of [given, taken, listed]) {
    assert.equal(await isActive(token), false);
    assert.equal(ok(await spend(token)).active, false);
    assert.equal((await alice.approval(asked)).status, 'revoked');
  }
});

test('overlapping windows do not end each other early', async () => {
  const [long, short] = [await open({ duration: 3600 }), await open({ duration: 2, max_calls: 1 })];
  ok(await spend(short.access_token));
  assert.ok(await isActive(long.access_token));
  const third = await open({ duration: 1800 });
  await sleep(2200);
  assert.equal(await isActive(short.access_token), false);
  ok(await world.bot.revoke(third.access_token));
  assert.ok(await isActive(long.access_token));
  assert.equal(ok(await spend(long.access_token)).active, true);
});

test('SU-03 a window is fetched once; a second redemption closes it', async () => {
  const asked = await world.bot.ask(access());
  await (await world.person('alice')).approve(asked);
  const opened = ok(await world.bot.poll(asked));
  world.remember(opened.access_token);
  await sleep(600);
  const again = await world.bot.poll(asked);
  assert.deepEqual([again.status, again.json.error], [400, 'invalid_grant']);
  assert.equal(await isActive(opened.access_token), false);
});

test('what nobody used is flagged, and its approval ends as expired; what was used ends as consumed', async () => {
  const alice = await world.person('alice');
  const [unused, used] = [await open({ duration: 2 }), await open({ duration: 2 })];
  ok(await spend(used.access_token));
  const grants = async () => {
    const items = ok(await alice.get('/grants')).items;
    return [unused, used].map(({ txn }) => items.find((item) => item.txn === txn).never_used);
  };
  await eventually('both have ended', async () => {
    const states = await Promise.all([unused, used].map(async ({ asked }) => (await alice.approval(asked)).status));
    return states.join() === 'expired,consumed';
  }, 8000);
  assert.deepEqual(await grants(), [true, false]);
  const [ended] = (await world.auditEntries({ txn: used.txn })).filter((entry) => entry.event === 'window.ended');
  assert.equal(ended.payload.uses, 1);
});

test('CB-24 CB-26 a window closes with its approver, its scope, its type, its client', async () => {
  const opened = await open();
  const closed = async (what) => {
    assert.equal(await isActive(opened.access_token), false, what);
    assert.equal(ok(await spend(opened.access_token)).active, false, what);
  };
  const isOpen = async (what) => assert.equal(await isActive(opened.access_token), true, what);
  await isOpen('at first');
  await world.authority.mustCommand(['user', 'disable', '--name', 'alice']);
  await closed('its approver is gone');
  await world.authority.mustCommand(['user', 'enable', '--name', 'alice']);
  await (await world.person('alice')).signIn();
  await isOpen('the approver is back');
  await reapply(catalogue());
  await closed('the type is gone');
  await reapply(withAccess({ maxDuration: '30m' }));
  await closed('the longest window is shorter now');
  await reapply(catalogue({ scopes: { read: undefined }, actions: { wide: undefined }, extra: builtIn() }));
  await closed('the scope is gone');
  await reapply(catalogue({ scopes: { read: scopes.read + 'deprecated = { since = 2020-01-01, sunset = 2021-01-01, why = "old" }\n' }, actions: { wide: undefined }, extra: builtIn() }));
  await closed('the scope is past its sunset');
  await reapply(withAccess());
  await isOpen('all is as it was');
  await world.authority.mustCommand(['client', 'disable', '--id', 'deploy-bot']);
  await closed('the client is gone');
});
