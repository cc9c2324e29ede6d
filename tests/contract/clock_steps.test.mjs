// Windows of access and temporary clients while the wall clock jumps by a day, forth and back (SU-12, DC-19).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { bentWorld, needsFaketime } from './support/bent_time.mjs';
import { access as accessType } from './support/gateway.mjs';
import { Requester } from './support/requester.mjs';
import { catalogue, ORDERS, types } from './support/world.mjs';
import { ok, refused } from './support/wire.mjs';

const DAY = 86_400;
let world;
let step;
before(async () => {
  if (needsFaketime.skip) return;
  ({ world, step } = await bentWorld({ catalog: catalogue({ extra: accessType }), types: `${types.join(',')},countersign.access` }));
});
after(() => world?.close());

async function opened(duration) {
  const asked = await world.bot.ask({ type: 'countersign.access', params: { scopes: ['orders:order:read'], resource: ORDERS, duration, max_calls: 100 } });
  await (await world.person('alice')).approve(asked);
  return world.remember(ok(await world.bot.poll(asked)).access_token);
}

/** A client that ends `life` seconds after the authority's own now. */
async function temporary(life) {
  const ada = await world.person('ada');
  const now = ok(await ada.get('/clients?limit=1')).server_time;
  const made = ok(await ada.post('/register', { client_name: `For ${life} s`, scope: 'orders:note:create', client_expires_at: now + life }), 201);
  [made.client_secret, made.registration_access_token].forEach((secret) => world.remember(secret));
  return new Requester(world, made.client_id, { secret: made.client_secret });
}

/** The people of before are signed out by a day; those who ask afterwards sign in anew. */
function signInAnew() {
  world.consoles.clear();
  world.bot.base = undefined;
}

const call = async (token) => (await world.orders.consumeRaw({ token })).json;
const signsIn = (client) => client.token({ grant_type: 'client_credentials' });

test('a window stays open when the clock goes back over the end of the request it was opened for', needsFaketime, async () => {
  const token = await opened(7200);
  await step('+900');
  assert.equal((await call(token)).active, true);
  await step('+0');
  assert.equal((await call(token)).active, true);
  signInAnew();
});

test('a day forth ends what had an hour, and no step back revives it', needsFaketime, async () => {
  const token = await opened(3600);
  const client = await temporary(3600);
  assert.equal((await call(token)).active, true);
  ok(await signsIn(client));
  for (const offset of [`+${DAY}`, '+0', `-${DAY}`, '+0']) {
    await step(offset);
    assert.notEqual((await call(token)).active, true, `a call, ${offset}`);
    assert.equal(ok(await world.orders.introspect(token)).active, false, `introspection, ${offset}`);
    refused(await signsIn(client), 401, 'invalid_client');
  }
  signInAnew();
  const [entry] = (await world.auditEntries({ event: 'clock.stepped_back' }));
  assert.ok(entry, 'the log knows');
  assert.equal(ok(await (await world.person('ada')).get(`/clients/${client.id}`)).status, 'expired');
});

test('a day back lets nothing die early, and its end comes by the clock', needsFaketime, async () => {
  signInAnew();
  const token = await opened(7200);
  const client = await temporary(7200);
  await step(`-${DAY}`);
  assert.equal((await call(token)).active, true, 'still within its window');
  ok(await signsIn(client));
  await step('+7300');
  assert.notEqual((await call(token)).active, true);
  refused(await signsIn(client), 401, 'invalid_client');
  await step(`-${DAY}`);
  assert.notEqual((await call(token)).active, true);
  refused(await signsIn(client), 401, 'invalid_client');
  await step('+0');
});
