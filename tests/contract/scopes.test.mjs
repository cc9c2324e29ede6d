// Group SC: scopes of base tokens and credentials against the catalogue.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Console, REDIRECT } from './support/console.mjs';
import { decode } from './support/jose.mjs';
import { basic, ok, refused } from './support/wire.mjs';
import { World, actions, catalogue, note, order, scopes } from './support/world.mjs';

let world;
before(async () => (world = await World.start()));
after(() => world?.close());

const base = (scope) => world.bot.token({ grant_type: 'client_credentials', scope });

test('SC-02 a malformed scope → invalid_scope', async () => {
  for (const scope of ['orders:note:create"', 'orders:note:create\\', 'orders:note:create\torders:order:read', 'orders:note:create\u0001', 'orders:note:create  orders:order:read', '\u00fc']) {
    refused(await base(scope), 400, 'invalid_scope');
  }
  ok(await base('orders:note:create'));
});

test('SC-05 a scope outside the client or the catalogue, a case variant, a wildcard → invalid_scope', async () => {
  for (const scope of ['Orders:Note:Create', '*', 'orders:*', 'no:such:scope', 'approvals:decide', 'users:manage', 'orders:note:create approvals:read']) refused(await base(scope), 400, 'invalid_scope');
});

test('SC-03 the answer says what was granted; none asked is the least, never all', async () => {
  const asked = ok(await base('orders:order:read orders:note:create'));
  assert.deepEqual(asked.scope.split(' ').sort(), ['orders:note:create', 'orders:order:read']);
  const nothing = ok(await world.bot.token({ grant_type: 'client_credentials' }));
  assert.ok((nothing.scope ?? '').split(' ').filter(Boolean).length < 4, `all scopes by default: ${nothing.scope}`);
  assert.equal(decode(nothing.access_token).payload.scope ?? '', nothing.scope ?? '');
  assert.equal(ok(await world.bot.introspect(nothing.access_token)).active, true);
});

test('SC-08 a scope removed from the catalogue: no new grants, introspection drops it, credentials die', async () => {
  const one = ok(await base('orders:order:read')).access_token;
  const two = ok(await base('orders:order:read orders:note:create')).access_token;
  const { token, action } = await world.credential(order('orders.wide'));
  try {
    assert.equal((await world.authority.applyCatalog(catalogue({ scopes: { read: '' }, actions: { wide: '' } }))).code, 0);
    refused(await base('orders:order:read'), 400, 'invalid_scope');
    assert.deepEqual(ok(await world.bot.introspect(one)), { active: false });
    const rest = ok(await world.bot.introspect(two));
    assert.deepEqual([rest.active, rest.scope], [true, 'orders:note:create']);
    const answer = await world.orders.consume(token, action);
    assert.equal(answer.active, false, 'an action that was withdrawn still runs');
  } finally {
    await world.authority.applyCatalog(catalogue());
  }
  await world.stillWorks();
});

test('SC-08 a refresh token loses a scope that left the catalogue, for whoever looks at it and for whoever uses it', async () => {
  const secret = world.secret();
  await world.authority.addClient('web-desk', { grants: 'authorization_code,refresh_token', scopes: 'orders:order:read orders:note:create', 'redirect-uri': REDIRECT }, secret);
  const headers = basic('web-desk', secret);
  const desk = Object.assign(new Console(world, { name: 'alice', password: world.password('alice') }), { clientId: 'web-desk', scope: 'orders:order:read orders:note:create' });
  const signedIn = async (scope = desk.scope) => {
    const tokens = ok(await desk.redeemCode(await desk.code(desk.request({ scope })), { client_id: undefined }, { headers }));
    world.remember(tokens.refresh_token);
    return tokens;
  };
  const look = async (token) => ok(await world.postForm('/introspect', { token }, headers));
  const both = await signedIn(), one = await signedIn('orders:order:read');
  assert.deepEqual((await look(both.refresh_token)).scope.split(' ').sort(), ['orders:note:create', 'orders:order:read']);
  try {
    assert.equal((await world.authority.applyCatalog(catalogue({ scopes: { read: '' }, actions: { wide: '' } }))).code, 0);
    assert.deepEqual([(await look(both.refresh_token)).active, (await look(both.refresh_token)).scope], [true, 'orders:note:create']);
    assert.deepEqual(await look(one.refresh_token), { active: false });
    const refresh = (token) => world.postForm('/token', { grant_type: 'refresh_token', refresh_token: token }, headers);
    const next = ok(await refresh(both.refresh_token));
    world.remember(next.refresh_token);
    assert.equal(next.scope, 'orders:note:create');
    const gone = await refresh(one.refresh_token);
    assert.ok(gone.status >= 400 || !(gone.json.scope ?? '').includes('orders:order:read'), JSON.stringify(gone.json));
  } finally {
    await world.authority.applyCatalog(catalogue());
  }
});

test('SC-08 a scope past its sunset is gone; a deprecated one is shown as that and raises the tier', async () => {
  const read = (more) => scopes.read.trimEnd() + `\n${more}\n`;
  try {
    const sunset = 'deprecated = { since = 2020-01-01, sunset = 2020-02-01, use = "orders:note:create", why = "It is over." }';
    const gone = await world.authority.applyCatalog(catalogue({ scopes: { read: read(sunset) } }));
    assert.equal(gone.code, 0, gone.stderr);
    refused(await base('orders:order:read'), 400, 'invalid_scope');
    const asked = await world.bot.askRaw(order('orders.wide'), { scope: 'orders:order:read' });
    refused(asked, 400);
    const later = 'deprecated = { since = 2020-01-01, sunset = 2099-01-01, use = "orders:note:create", why = "It will end." }';
    assert.equal((await world.authority.applyCatalog(catalogue({ scopes: { read: read(later) }, actions: { wide: actions.wide } }))).code, 0);
    ok(await base('orders:order:read'));
    const alice = await world.person('alice');
    const approval = await alice.approval(await world.bot.ask(order('orders.wide')));
    assert.equal(approval.scopes.find((scope) => scope.name === 'orders:order:read').deprecated, true);
    assert.ok(approval.risk.reasons.some((reason) => /deprecat/i.test(reason)), approval.risk.reasons.join(' | '));
  } finally {
    await world.authority.applyCatalog(catalogue());
  }
  await world.bot.ask(note());
});
