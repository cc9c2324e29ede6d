// Protocol 7: a pipeline asks for a temporary client (countersign.client), a person approves, the redemption is the registration.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { now } from './support/jose.mjs';
import { Requester } from './support/requester.mjs';
import { World, catalogue, note, scopes, types } from './support/world.mjs';
import { eventually, ok, refused, send, sleep } from './support/wire.mjs';

const builtIn = ({ risk = 'medium', maxDuration = '2h', more = '' } = {}) => `[[action]]
type = "countersign.client"\nrisk = "${risk}"\napprovers = ["payments-approvers"]\nquorum = 1\nmax_duration = "${maxDuration}"\n${more}\n`;
const withClients = (changes, rest = {}) => catalogue({ ...rest, extra: builtIn(changes) });

let world;
let alice;
let ada;
before(async () => {
  world = await World.start({ catalog: withClients(), types: `${types.join(',')},countersign.client`, scopes: 'orders:note:create,orders:order:read,orders:refund:create' });
  alice = await world.person('alice');
  ada = await world.person('ada');
});
after(() => world?.close());

const reapply = async (text) => assert.equal((await world.authority.applyCatalog(text)).code, 0);
const wish = (params = {}) => ({ type: 'countersign.client', params: { client_name: 'Nightly cleanup', scopes: ['orders:note:create'], actions: ['orders.note'], ttl: 1800, ...params } });
const keep = (client) => [client.client_secret, client.registration_access_token].forEach((secret) => world.remember(secret)) ?? client;
const asParty = (client) => new Requester(world, client.client_id, { secret: client.client_secret });
const card = async (id) => ok(await ada.get(`/clients/${id}`));
const registration = async (params, { claims, fields } = {}) => {
  const asked = await world.bot.ask(wish(params), fields);
  await alice.approve(asked, claims);
  return { asked, client: keep(ok(await world.bot.poll(asked))) };
};

test('approved, the redemption is the registration, and no access token is pretended', async () => {
  const { asked, client } = await registration({}, { fields: { reason: 'Old notes', ticket: 'OPS-9' } });
  assert.equal('access_token' in client, false);
  assert.equal(client.token_type, 'N_A');
  assert.equal(client.expires_in, 1800);
  assert.equal(client.txn, asked.approval_id);
  assert.deepEqual(client.authorization_details, [wish()]);
  assert.ok(Math.abs(client.client_expires_at - now() - 1800) <= 5);
  assert.equal(client.client_secret_expires_at, client.client_expires_at);
  assert.deepEqual([client.client_name, client.scope, client.authorization_details_types, client.owner, client.reason, client.ticket],
    ['Nightly cleanup', 'orders:note:create', ['orders.note'], 'ops@northwind.example', 'Old notes', 'OPS-9']);
  await asParty(client).baseToken({ scope: 'orders:note:create' });
  assert.equal((await world.credential(note(), { client: asParty(client) })).token.length > 0, true);
  const seen = await card(client.client_id);
  assert.deepEqual([seen.temporary, seen.registered_by, seen.status], [true, 'client:deploy-bot', 'active']);
  assert.equal((await send(world.issuer, { path: `/register/${client.client_id}`, headers: { Authorization: `Bearer ${client.registration_access_token}` } })).status, 200);
});

test('the approver may give less: a shorter life, fewer scopes', async () => {
  const { client } = await registration({ scopes: ['orders:note:create', 'orders:order:read'] }, { claims: { granted: { ttl: 60, scope: 'orders:order:read' } } });
  assert.equal(client.scope, 'orders:order:read');
  assert.ok(client.client_expires_at <= now() + 61);
  assert.deepEqual(client.authorization_details[0].params.scopes, ['orders:order:read']);
  assert.equal(client.authorization_details[0].params.ttl, 60);
  refused(await asParty(client).token({ grant_type: 'client_credentials', scope: 'orders:note:create' }), 400, 'invalid_scope');
  const wider = await world.bot.ask(wish());
  refused(await alice.decideRaw(wider, 'approve', { granted: { ttl: 1801 } }), 400, 'invalid_decision');
  refused(await alice.decideRaw(wider, 'approve', { granted: { scope: 'orders:refund:create' } }), 400, 'invalid_decision');
});

test('a client that may have a scope with an approval only may ask for a client with it', async () => {
  const asker = new Requester(world, 'asking-bot', { secret: world.secret() });
  await world.authority.addClient(asker.id, { grants: 'client_credentials,ciba', 'access-scopes': 'orders:order:read', actions: 'countersign.client', owner: 'ops2@northwind.example' }, asker.secret);
  refused(await asker.askRaw(wish({ scopes: ['orders:note:create'], actions: undefined })), 400, 'invalid_scope');
  const asked = await asker.ask(wish({ scopes: ['orders:order:read'], actions: undefined }));
  await alice.approve(asked);
  const client = keep(ok(await asker.poll(asked)));
  assert.deepEqual([client.scope, client.access_scope], ['orders:order:read', undefined]);
  await asParty(client).baseToken({ scope: 'orders:order:read' });
  refused(await asker.token({ grant_type: 'client_credentials', scope: 'orders:order:read' }), 400, 'invalid_scope');
});

test('never more than the client that asks may have itself, or the type gives', async () => {
  const bad = async (params, error = 'invalid_authorization_details') => refused(await world.bot.askRaw(wish(params)), 400, error);
  await bad({ scopes: ['deploy:release:run'] }, 'invalid_scope');
  await bad({ scopes: ['orders:nothing:read'] }, 'invalid_scope');
  await bad({ scopes: ['clients:manage'] }, 'invalid_scope');
  await bad({ scopes: ['*'] }, ['invalid_scope', 'invalid_authorization_details']);
  await bad({ actions: ['orders.unknown'] });
  await bad({ actions: ['countersign.client'] });
  await bad({ actions: ['countersign.catalog'] });
  await bad({ ttl: 7201 });
  await bad({ ttl: 0 });
  await bad({ ttl: -5 });
  await bad({ ttl: '60' });
  await bad({ client_name: 'Deploy bot' });
  await bad({ client_name: 'a\u202Eb' });
  await bad({ client_name: '<b>' });
  await bad({ client_name: '' });
  await bad({ grant_types: ['password'] });
  refused(await world.other.askRaw(wish()), 400, 'invalid_authorization_details');
});

test('the type is off without an [[action]] in the catalogue, and a request under way ends with it', async () => {
  const asked = await world.bot.ask(wish());
  await alice.approve(asked);
  await reapply(catalogue());
  refused(await world.bot.askRaw(wish()), 400, 'invalid_authorization_details');
  refused(await world.bot.poll(asked), 400, 'invalid_grant');
  await reapply(withClients());
});

test('between approval and redemption: a scope withdrawn, a shorter longest life, the asking client gone', async () => {
  const approved = async () => {
    const asked = await world.bot.ask(wish());
    await alice.approve(asked);
    return asked;
  };
  const first = await approved();
  await reapply(catalogue({ scopes: { note: undefined }, actions: { note: undefined, bound: undefined, pair: undefined, stepUp: undefined, proof: undefined, wide: undefined, kinds: undefined }, extra: builtIn() }));
  refused(await world.bot.poll(first), 400, 'invalid_grant');
  await reapply(withClients());
  const second = await approved();
  await reapply(withClients({ maxDuration: '10m' }));
  refused(await world.bot.poll(second), 400, 'invalid_grant');
  await reapply(withClients());
  const third = await approved();
  ok(await ada.post('/clients/deploy-bot/freeze', { reason: 'A test' }));
  refused(await world.bot.poll(third), 401, 'invalid_client');
  ok(await ada.post('/clients/deploy-bot/unfreeze', {}));
  world.bot.base = undefined;
  refused(await world.bot.poll(third), 400, 'invalid_grant');
});

test('redeemed once: parallel polls make one client, a replay ends it', async () => {
  const asked = await world.bot.ask(wish({ client_name: 'Only one of me' }));
  await alice.approve(asked);
  const answers = await Promise.all(Array.from({ length: 16 }, () => world.bot.poll(asked)));
  const won = answers.filter(({ status }) => status === 200);
  assert.equal(won.length, 1);
  answers.filter(({ status }) => status !== 200).forEach((res) => refused(res, 400, 'invalid_grant'));
  const client = keep(won[0].json);
  assert.equal(ok(await ada.get('/clients?q=Only%20one%20of%20me')).items.length, 1);
  await asParty(client).baseToken();
  await sleep(700);
  refused(await world.bot.poll(asked), 400, 'invalid_grant');
  refused(await asParty(client).token({ grant_type: 'client_credentials' }), 401, 'invalid_client');
  assert.equal((await card(client.client_id)).status, 'revoked');
});

test('the approval taken back ends the client; the client given back closes the approval', async () => {
  const one = await registration();
  ok(await alice.post(`/approvals/${one.asked.approval_id}/revoke`, { reason: 'A mistake' }));
  refused(await asParty(one.client).token({ grant_type: 'client_credentials' }), 401, 'invalid_client');
  assert.equal((await card(one.client.client_id)).end_reason, 'A mistake');
  const two = await registration();
  await asParty(two.client).baseToken();
  const gone = await send(world.issuer, { method: 'DELETE', path: `/register/${two.client.client_id}`, headers: { Authorization: `Bearer ${two.client.registration_access_token}` } });
  assert.equal(gone.status, 204);
  assert.equal((await alice.approval(two.asked)).status, 'consumed');
});

test('a client that was asked for dies with the one that asked, and at its end', async () => {
  const { client } = await registration();
  ok(await ada.post('/clients/deploy-bot/freeze', {}));
  await eventually('it is over', async () => (await card(client.client_id)).status === 'revoked');
  refused(await asParty(client).token({ grant_type: 'client_credentials' }), 401, 'invalid_client');
  ok(await ada.post('/clients/deploy-bot/unfreeze', {}));
  world.bot.base = undefined;
  const short = await registration({ ttl: 2 });
  await asParty(short.client).baseToken();
  await eventually('the end', () => now() >= short.client.client_expires_at, 5000);
  refused(await asParty(short.client).token({ grant_type: 'client_credentials' }), 401, 'invalid_client');
  await eventually('the approval is closed', async () => (await alice.approval(short.asked)).status === 'consumed');
});

test('a denied request registers nothing', async () => {
  const asked = await world.bot.ask(wish({ client_name: 'Never to be' }));
  await alice.deny(asked, 'Use the one you have.');
  refused(await world.bot.poll(asked), 400, 'access_denied');
  assert.equal(ok(await ada.get('/clients?q=Never%20to%20be')).items.length, 0);
});

test('risk: the scopes that were picked count', async () => {
  const asked = await world.bot.ask(wish({ scopes: ['orders:refund:create'] }));
  const shown = await alice.approval(asked);
  assert.ok(['high', 'critical'].includes(shown.risk.tier));
  assert.ok(asked.confirmation_code);
  assert.match(shown.action_text, /Nightly cleanup/);
});

test('whoever could act as the client that asks cannot approve for the one it is given, before and after', async () => {
  await world.authority.addUser({ name: 'mallory', password: 'correct horse battery mallory', roles: 'approver,admin', groups: 'payments-approvers' });
  const mallory = await world.newConsole('mallory', { scope: 'approvals:read approvals:decide clients:manage' }).signIn();
  await mallory.enrol();
  const rotate = async (by) => world.remember(ok(await by.post(`/clients/${world.bot.id}/rotate-secret`, { reason: 'x' })).client_secret);
  const taken = asParty({ client_id: world.bot.id, client_secret: await rotate(mallory) });
  const asked = await taken.ask(wish());
  refused(await mallory.decideRaw(asked, 'approve'), 403, 'self_approval');
  await alice.approve(asked);
  const client = keep(ok(await taken.poll(asked)));
  // The old client is in other hands again, the new one is not.
  world.bot.secret = await rotate(ada);
  await sleep(1100);
  await mallory.approve(await world.bot.ask(note()));
  const own = await asParty(client).ask(note());
  refused(await mallory.decideRaw(own, 'approve'), 403, 'self_approval');
  await alice.approve(own);
});
