// A protected API as the README tells to build one, in a few lines over /consume, and what it answers whom (protocol 4).
import assert from 'node:assert/strict';
import http from 'node:http';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { ORDERS, World, refund } from './support/world.mjs';
import { postJson, send } from './support/wire.mjs';

let world, api, origin;
const ran = [];

const challenge = (error) => ({ 'WWW-Authenticate': `DPoP${error ? ` error="${error}"` : ''}` });

/** The token of `DPoP …` or `Bearer …`; undefined without one. */
const bearer = (value) => /^(?:DPoP|Bearer) (\S+)$/i.exec(value ?? '')?.[1];

async function handle(request, body) {
  // The credential stands in Authorization, the base token beside it.
  const token = bearer(request.headers.authorization);
  const base = request.headers['x-base-token'];
  if (!token) return [401, challenge()];
  if (!base) {
    // One token alone: a base token lacks the credential; a credential alone tells nobody's session.
    const known = (await world.orders.introspect(token)).json;
    return [401, challenge(known.active && !known.txn ? 'transaction_authorization_required' : undefined)];
  }
  let params;
  try {
    params = JSON.parse(body);
  } catch {
    return [400, {}];
  }
  // What is about to run, never what the credential says.
  const used = await world.orders.consume(token, { type: 'orders.refund', params }, { base }).catch(() => ({ active: false }));
  if (!used.active) return [401, challenge('invalid_token')];
  ran.push(params);
  return [200, {}];
}

before(async () => {
  world = await World.start();
  api = http.createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const [status, headers] = request.method === 'POST' && request.url === '/refunds' ? await handle(request, body) : [404, {}];
    response.writeHead(status, headers).end();
  }).listen(0, '127.0.0.1');
  await once(api, 'listening');
  origin = `http://127.0.0.1:${api.address().port}`;
});
after(async () => {
  api.close();
  await world.close();
});

const call = ({ token, base, params, body = JSON.stringify(params), headers = {} }) => postJson(origin, '/refunds', body,
  { ...(token ? { Authorization: `Bearer ${token}` } : {}), ...(base ? { 'X-Base-Token': base } : {}), ...headers });

const approved = async (action = refund()) => {
  const asked = await world.bot.ask(action);
  await (await world.person('alice')).approve(asked, { reason: 'Checked with support.' });
  return { token: await world.bot.redeem(asked), base: world.bot.base, params: action.params };
};

test('SC-07 a token with the very scope of the action runs nothing: 401 transaction_authorization_required', async () => {
  const base = await world.bot.baseToken({ scope: 'orders:refund:create' });
  const known = (await world.orders.introspect(base)).json;
  assert.deepEqual([known.active, known.scope, known.aud], [true, 'orders:refund:create', ORDERS]);
  const alone = await call({ token: base, params: refund().params });
  assert.equal(alone.status, 401);
  assert.match(alone.headers['www-authenticate'], /error="transaction_authorization_required"/);
  // Nor when it is given out as the credential.
  const twice = await call({ token: base, base, params: refund().params });
  assert.equal(twice.status, 401);
  assert.match(twice.headers['www-authenticate'], /error="invalid_token"/);
  assert.deepEqual(ran, []);
});

test('RA-20 base token only: asked for the credential; credential only, or nothing: a challenge without an error', async () => {
  const whole = await approved();
  const baseOnly = await call({ token: whole.base, params: whole.params });
  assert.equal(baseOnly.status, 401);
  assert.match(baseOnly.headers['www-authenticate'], /transaction_authorization_required/);
  for (const what of [{ token: whole.token }, {}]) {
    const res = await call({ ...what, params: whole.params });
    assert.equal(res.status, 401);
    assert.ok(!res.headers['www-authenticate'].includes('error'));
  }
  assert.equal((await call(whole)).status, 200); // none of that has spent it
  assert.deepEqual(ran.splice(0), [whole.params]);
});

test('SU-01, RA-19 the second use, and a use under another session\'s base token: 401 invalid_token', async () => {
  const whole = await approved();
  const foreign = await call({ ...whole, base: await world.bot.baseToken() });
  assert.equal(foreign.status, 401);
  assert.match(foreign.headers['www-authenticate'], /invalid_token/);
  assert.equal((await call(whole)).status, 200);
  assert.equal((await call(whole)).status, 401);
  assert.deepEqual(ran.splice(0), [whole.params]);
});

test('RA-16 smuggled parameters run nothing that was not approved', async () => {
  const whole = await approved();
  const { order_id: id, amount } = whole.params;
  const bodies = [
    `{"order_id":"${id}","amount":"${amount}","currency":"EUR","amount":"5000.00"}`, // the last one wins here, and is what is hashed
    JSON.stringify({ ...whole.params, note: 'x' }),
    JSON.stringify({ ...whole.params, amount: Number(amount) }),
  ];
  // Three misfits burn a credential, so two and then a new one.
  for (const body of bodies.slice(0, 2)) assert.equal((await call({ ...whole, body })).status, 401, body);
  assert.equal((await send(origin, { method: 'GET', path: '/refunds', headers: { 'X-HTTP-Method-Override': 'POST', Authorization: `Bearer ${whole.token}` } })).status, 404);
  assert.equal((await call(whole)).status, 200);
  const next = await approved();
  assert.equal((await call({ ...next, body: JSON.stringify({ ...next.params, amount: Number(next.params.amount) }) })).status, 401);
  assert.deepEqual(ran.splice(0), [whole.params]);
});
