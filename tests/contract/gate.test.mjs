// The gate of forward-auth, asked the way gateways ask it, by a gateway, by clients and by those who want to get around it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { dpopProof, makeKey } from './support/jose.mjs';
import { bearer, gateCatalogue, told } from './support/gateway.mjs';
import { DEPLOY, ORDERS, refund, types, World } from './support/world.mjs';
import { basic, fresh, ok, refused } from './support/wire.mjs';

let world;
let reader;
before(async () => {
  world = await World.start({ catalog: gateCatalogue(), types: [...types, 'orders.free', 'countersign.access'].join(',') });
  reader = await world.bot.baseToken({ scope: 'orders:order:read' });
});
after(async () => { await world.close(); });

const gate = (method, uri, headers = {}, options = {}) => world.send(options.path ?? '/gate', { headers: Array.isArray(headers) ? headers : told(method, uri, headers), ...options });
const challengeOf = (answer) => answer.headers['www-authenticate'] ?? '';
const reads = (uri, options) => gate('GET', uri, bearer(reader), options);

async function passes(answer) {
  const got = await answer;
  assert.equal(got.status, 200, got.text + JSON.stringify(got.headers));
  return got;
}

test('a scope opens its routes and no others', async () => {
  const passed = await passes(reads('/orders/81'));
  assert.deepEqual([passed.headers['countersign-client'], passed.headers['countersign-subject'], passed.headers['countersign-scope']],
    ['deploy-bot', 'client:deploy-bot', 'orders:order:read']);
  await passes(gate('HEAD', '/orders/81', bearer(reader)));
  await passes(reads('/orders/81?expand=items&x=a+b%2F'));
  await passes(reads('/orders/%38%31'));
  for (const [method, uri, scope] of [['GET', '/orders/export', 'orders:refund:create'], ['POST', '/orders/81/notes', 'orders:note:create']]) {
    const answer = await gate(method, uri, bearer(reader));
    refused(answer, 403, 'insufficient_scope');
    assert.match(challengeOf(answer), new RegExp(`^Bearer error="insufficient_scope", scope="${scope}"$`));
  }
  for (const [method, uri] of [['DELETE', '/orders/81'], ['get', '/orders/81'], ['GET', '/orders'], ['GET', '/'], ['GET', '/Orders/81'], ['GET', '/orders/81/items'],
    ['PROPFIND', '/orders/81'], ['HEAD', '/orders/81/refund']]) {
    refused(await gate(method, uri, bearer(reader)), 403, 'forbidden');
  }
});

test('TK-07 TK-02 no token, and tokens that are none', async () => {
  const nothing = await gate('GET', '/orders/81');
  refused(nothing, 401, 'unauthorized');
  assert.doesNotMatch(challengeOf(nothing), /error=/);
  refused(await gate('GET', '/orders/81', { Authorization: 'Basic eDp5' }), 401, 'unauthorized');
  refused(await gate('GET', `/orders/81?access_token=${reader}`), 401, 'unauthorized');
  const other = await world.bot.baseToken({ scope: 'deploy:release:run' });
  const { token } = await world.credential();
  for (const wrong of ['x', 'eyJ.eyJ.x', `${reader.slice(0, -4)}AAAA`, other, token]) {
    const answer = await gate('GET', '/orders/81', bearer(wrong));
    refused(answer, 401, 'invalid_token');
    assert.match(challengeOf(answer), /error="invalid_token"/);
  }
  await passes(gate('GET', '/orders/81', { Authorization: `bEaReR ${reader}` }));
  const two = await world.send('/gate', { headers: [...Object.entries(told('GET', '/orders/81')).flat(), 'Authorization', `Bearer ${reader}`, 'Authorization', `Bearer ${reader}`] });
  assert.equal(two.status, 400);
});

test('a revoked token, a lost scope and a disabled client close the gate at once', async () => {
  const base = await world.plain.baseToken({ scope: 'orders:order:read' });
  await passes(gate('GET', '/orders/81', bearer(base)));
  ok(await world.plain.revoke(base));
  refused(await gate('GET', '/orders/81', bearer(base)), 401, 'invalid_token');
  const second = await world.plain.baseToken({ scope: 'orders:order:read' });
  await world.authority.mustCommand(['client', 'disable', '--id', 'plain-bot']);
  refused(await gate('GET', '/orders/81', bearer(second)), 401, 'invalid_token');
});

for (const uri of ['//orders/81', '/orders//81', '/orders/81/', '/orders/../orders/81', '/orders/./81', '/./orders/81', '/orders/%2e%2e/81', '/orders/81/..', '/orders/.%2E',
  '/orders/81%2fnotes', '/orders/81%2Fnotes', '/orders%2f81', '/orders/81%5c', '/orders\\81', '/orders/81;v=1', '/orders;/81', '/orders/81%3Bv', '/orders/81%00', '/orders/%0a81',
  '/orders/81%2500', '/orders/%2581', '/orders/81%253f', '/orders/%c0%af', '/orders/%ff', '/orders/%e2%80%ae81', '/orders/%zz', '/orders/%8', '/orders/81#x', '/orders/81%23',
  '/orders/81%3fx=1', '/orders/81?x=1&x=2', '/orders/81?x=1&X=2', '/orders/81?x=1;y=2', '/orders/81?=1', '/orders/81?x&&y', '/orders/81?%zz', '/orders/81?x=%00', '/orders/81?a[]=1',
  '/orders/EXPORT', '/orders/eXport', '/orders/%45xport', '/orders/EXPORT?x=1',
  'orders/81', 'http://evil.example/orders/81', '*', '', '/orders/ü', '/orders/8 1', `/orders/${'8'.repeat(9000)}`]) {
  test(`RA-16 ${JSON.stringify(uri.slice(0, 40))} is ambiguous and refused`, async () => {
    const answer = await gate('GET', uri, bearer(reader)).catch(() => ({ status: 'refused before it was sent' }));
    assert.ok([403, 400, 414, 431, 'refused before it was sent'].includes(answer.status), `${answer.status} ${answer.text}`);
    if (answer.status === 403) assert.equal(answer.json.error, 'ambiguous_request');
  });
}

test('the original request is told once, and in one way', async () => {
  const flat = (headers) => Object.entries(headers).flat();
  const token = flat(bearer(reader));
  for (const headers of [
    token,
    [...token, 'X-Original-URI', '/orders/81'],
    [...token, 'X-Original-Method', 'GET'],
    [...token, ...flat(told('GET', '/orders/81')), 'X-Forwarded-Uri', '/orders/81'],
    [...token, ...flat(told('POST', '/orders/81/refund')), 'X-Forwarded-Method', 'GET', 'X-Forwarded-Uri', '/orders/81'],
    [...token, ...flat(told('GET', '/orders/81')), 'X-Original-URI', '/orders/81'],
    [...token, 'X-Original-Method', 'GET', 'X-Forwarded-Uri', '/orders/81'],
    [...token, ...flat(told('GET', '/orders/81')), 'X-HTTP-Method-Override', 'DELETE'],
    [...token, ...flat(told('GET', '/orders/81')), 'X-Original-URL', '/orders/export'],
    [...token, ...flat(told('GET', '/orders/81')), 'X-Rewrite-URL', '/orders/export'],
  ]) {
    refused(await world.send('/gate', { headers }), 403, 'ambiguous_request');
  }
  await passes(world.send('/gate', { headers: [...token, 'X-Forwarded-Method', 'GET', 'X-Forwarded-Uri', '/orders/81', 'X-Forwarded-Host', 'evil.example', 'X-Forwarded-Proto', 'http'] }));
});

test('Envoy keeps the method and appends the path', async () => {
  await passes(world.send('/gate/orders/81?x=1', { headers: bearer(reader) }));
  refused(await world.send('/gate/orders/81/notes', { method: 'POST', headers: bearer(reader), body: '{}' }), 403, 'insufficient_scope');
  refused(await world.send('/gate/orders//81', { headers: bearer(reader) }), 403, 'ambiguous_request');
  refused(await world.send('/gate//orders/81', { headers: bearer(reader) }), 403, 'ambiguous_request');
  refused(await world.send('/gate/orders/81', { headers: { ...bearer(reader), ...told('GET', '/orders/81') } }), 403, 'ambiguous_request');
  refused(await world.send('/gate/orders/81?resource=https://other.example', { method: 'DELETE', headers: bearer(reader) }), 403, 'forbidden');
});

test('a gateway proves which API it stands for', async () => {
  const as = (party) => ({ 'Countersign-Gateway': basic(party.id, party.secret).Authorization });
  await passes(gate('GET', '/orders/81', { ...bearer(reader), ...as(world.orders) }));
  refused(await gate('GET', '/orders/81', { ...bearer(reader), ...as(world.deploy) }), 403, 'forbidden');
  refused(await gate('GET', '/orders/81', { ...bearer(reader), ...as(world.bot) }), 403, 'forbidden');
  refused(await gate('GET', '/orders/81', { ...bearer(reader), ...as({ ...world.orders, secret: 'wrong' }) }), 401, 'invalid_client');
  await passes(reads('/orders/81', { path: `/gate?resource=${ORDERS}` }));
  refused(await reads('/orders/81', { path: `/gate?resource=${DEPLOY}` }), 403, 'forbidden');
  refused(await reads('/orders/81', { path: `/gate?resource=${ORDERS}&resource=${ORDERS}` }), 403, 'ambiguous_request');
});

test('RA-20 an action needs its credential beside the token, and uses it once', async () => {
  const what = refund();
  const uri = `/orders/${what.params.order_id}/refund?amount=42.00&currency=EUR`;
  const { token, base, asked } = await world.credential(what);
  const bare = await gate('POST', uri, bearer(base));
  refused(bare, 401, 'transaction_authorization_required');
  assert.match(challengeOf(bare), /^DPoP error="transaction_authorization_required"/);
  const alone = await gate('POST', uri, { 'Countersign-Credential': token });
  refused(alone, 401, 'unauthorized');
  assert.doesNotMatch(challengeOf(alone), /error=/);
  const both = { ...bearer(base), 'Countersign-Credential': token };
  refused(await gate('POST', uri.replace('42.00', '43.00'), both), 401, 'invalid_token');
  refused(await gate('POST', `${uri}&note=x`, both), 403, 'ambiguous_request');
  refused(await gate('POST', uri.replace('&currency=EUR', ''), both), 403, 'ambiguous_request');
  refused(await gate('POST', uri.replace('42.00', '42.00+'), both), 403, 'ambiguous_request');
  refused(await gate('POST', uri, { ...both, 'X-Original-Content-Length': '20' }), 403, 'forbidden');
  refused(await gate('POST', uri, { ...both, 'X-Original-Transfer-Encoding': 'chunked' }), 403, 'forbidden');
  const passed = await passes(gate('POST', uri, { ...both, 'X-Original-Content-Length': '0' }));
  assert.equal(passed.headers['countersign-txn'], asked.approval_id);
  assert.match(passed.headers['countersign-receipt'], /^eyJ/);
  refused(await gate('POST', uri, both), 401, 'invalid_token');
  assert.equal((await world.orders.consume(token, what, { base })).reason, 'used', 'SU-01 nor at /consume');
  const entries = await world.auditEntries({ txn: asked.approval_id });
  assert.equal(entries.filter((entry) => entry.event === 'credential.consumed').length, 1);
});

test('three requests that were not approved burn the credential', async () => {
  const what = refund();
  const { token, base } = await world.credential(what);
  const both = { ...bearer(base), 'Countersign-Credential': token };
  for (const amount of ['1.00', '2.00', '3.00']) refused(await gate('POST', `/orders/${what.params.order_id}/refund?amount=${amount}&currency=EUR`, both), 401, 'invalid_token');
  refused(await gate('POST', `/orders/${what.params.order_id}/refund?amount=42.00&currency=EUR`, both), 401, 'invalid_token');
});

test('RA-19 the credential of another session, and a type that binds none', async () => {
  const what = { type: 'orders.bound', params: { order_id: fresh() } };
  const { token } = await world.credential(what);
  const foreign = await world.bot.baseToken();
  refused(await gate('POST', `/orders/${what.params.order_id}/close`, { ...bearer(foreign), 'Countersign-Credential': token }), 401, 'invalid_token');
  const freely = { type: 'orders.free', params: { order_id: fresh() } };
  const free = await world.credential(freely);
  await passes(gate('POST', `/free/${freely.params.order_id}`, { 'Countersign-Credential': free.token }));
});

test('parameters have the kinds of the catalogue', async () => {
  const what = { type: 'orders.kinds', params: { order_id: '7', count: 12, urgent: true, note: 'a note' } };
  const { token, base } = await world.credential(what);
  const both = { ...bearer(base), 'Countersign-Credential': token };
  for (const query of ['count=012&urgent=true&note=a%20note', 'count=12&urgent=yes&note=a%20note', 'count=12.0&urgent=true&note=a%20note', 'count=12&urgent=true&note=a+note']) {
    refused(await gate('POST', `/orders/7/change?${query}`, both), 403, 'ambiguous_request');
  }
  await passes(gate('POST', '/orders/7/change?count=12&urgent=true&note=a%20note', { ...both, 'X-Original-Content-Length': '9' }));
});

test('SU-03 of 32 requests at once with one credential exactly one passes', async () => {
  const what = refund();
  const { token, base } = await world.credential(what);
  const uri = `/orders/${what.params.order_id}/refund?amount=42.00&currency=EUR`;
  const answers = await Promise.all(Array.from({ length: 32 }, () => gate('POST', uri, { ...bearer(base), 'Countersign-Credential': token })));
  assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, ...Array(31).fill(401)]);
});

async function open(params, fields, headers) {
  const asked = await world.bot.ask({ type: 'countersign.access', params: { scopes: ['orders:order:read'], resource: ORDERS, duration: 600, ...params } }, fields);
  await (await world.person('alice')).approve(asked);
  return world.remember(ok(await world.bot.poll(asked, headers)).access_token);
}

test('SU-03 a window of ten calls lets exactly ten of 32 pass, the others hear 429', async () => {
  const token = await open({ max_calls: 10 });
  refused(await gate('POST', '/orders/81/notes', bearer(token)), 403, 'insufficient_scope');
  const answers = await Promise.all(Array.from({ length: 32 }, () => gate('GET', '/orders/81', bearer(token))));
  assert.deepEqual(answers.map((answer) => answer.status).sort(), [...Array(10).fill(200), ...Array(22).fill(429)]);
  const late = await gate('GET', '/orders/81', bearer(token));
  refused(late, 429, 'calls_used_up');
  assert.ok(Number(late.headers['retry-after']) > 0);
});

test('TK-20 a token that is bound to a key needs a fresh proof for the API\'s own address', async () => {
  const key = makeKey();
  const token = await world.bot.baseToken({ scope: 'orders:order:read', key });
  const target = { method: 'GET', url: `${ORDERS}/orders/81`, token };
  const dpop = (proof, more = {}) => gate('GET', '/orders/81', { Authorization: `DPoP ${token}`, ...(proof ? { DPoP: proof } : {}), ...more });
  const proof = dpopProof(key, target);
  await passes(dpop(proof));
  refused(await dpop(proof), 401, 'invalid_dpop_proof');
  for (const wrong of [undefined, 'x', dpopProof(makeKey(), target), dpopProof(key, { ...target, method: 'POST' }), dpopProof(key, { ...target, url: `${ORDERS}/orders/82` }),
    dpopProof(key, { ...target, url: `${world.issuer}/gate` }), dpopProof(key, { ...target, url: 'https://evil.example/orders/81' }), dpopProof(key, { ...target, token: 'other' })]) {
    refused(await dpop(wrong, { 'X-Forwarded-Host': 'evil.example', Host: new URL(world.issuer).host }), 401, 'invalid_dpop_proof');
  }
  refused(await gate('GET', '/orders/81', bearer(token)), 401, 'invalid_token');
  refused(await gate('GET', '/orders/81', { Authorization: `DPoP ${reader}`, DPoP: dpopProof(key, target) }), 401, 'invalid_token');
  await passes(dpop(dpopProof(key, target)));
});

test('a credential that is bound to a key brings its own proof', async () => {
  const key = makeKey();
  const what = refund();
  const path = `/orders/${what.params.order_id}/refund`;
  const target = { method: 'POST', url: `${ORDERS}${path}` };
  const uri = `${path}?amount=42.00&currency=EUR`;
  const asked = await world.bot.ask(what, { dpop_jkt: key.thumbprint });
  await (await world.person('alice')).approve(asked);
  const token = world.remember(ok(await world.bot.poll(asked, { DPoP: dpopProof(key, { method: 'POST', url: `${world.issuer}/token` }) })).access_token);
  const both = { ...bearer(asked.base), 'Countersign-Credential': token };
  refused(await gate('POST', uri, both), 401, 'invalid_dpop_proof');
  refused(await gate('POST', uri, { ...both, DPoP: dpopProof(makeKey(), { ...target, token }) }), 401, 'invalid_dpop_proof');
  refused(await gate('POST', uri, { ...both, 'Countersign-Proof': dpopProof(key, { ...target, token: asked.base }) }), 401, 'invalid_dpop_proof');
  await passes(gate('POST', uri, { ...both, 'Countersign-Proof': dpopProof(key, { ...target, token }) }));
});

test('a gateway that is not on this machine, or not trusted there, proves itself', async () => {
  await world.authority.stop();
  world.authority.configure('gate', { trust_loopback: false });
  await world.authority.serve();
  refused(await reads('/orders/81'), 401, 'invalid_client');
  await passes(gate('GET', '/orders/81', { ...bearer(reader), 'Countersign-Gateway': basic(world.orders.id, world.orders.secret).Authorization }));
  await world.authority.stop();
  world.authority.configure('gate', { trust_loopback: true });
  await world.authority.serve();
});

test('with routes of several APIs the gateway has to say which it stands for; the catalogue holds at once', async () => {
  const more = [{ method: 'GET', path: '/orders/{id}', resource: DEPLOY, scope: 'deploy:release:run' }];
  assert.equal((await world.authority.applyCatalog(gateCatalogue(more))).code, 0);
  refused(await reads('/orders/81'), 403, 'forbidden');
  await passes(reads('/orders/81', { path: `/gate?resource=${ORDERS}` }));
  refused(await reads('/orders/81', { path: `/gate?resource=${DEPLOY}` }), 401, 'invalid_token');
  const wrong = await world.authority.applyCatalog(gateCatalogue([{ method: 'GET', path: '/orders/{other}', resource: ORDERS, scope: 'orders:order:read' }]));
  assert.notEqual(wrong.code, 0);
  assert.match(wrong.stderr + wrong.stdout, /line \d+.*overlaps/);
  assert.equal((await world.authority.applyCatalog(gateCatalogue())).code, 0);
  await passes(reads('/orders/81'));
});
