// Protocol 7: clients that are registered over the wire, change, end and leave a tombstone (RFC 7591, RFC 7592).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as oidc from 'openid-client';
import { EventStream } from './support/events.mjs';
import { makeKey, now } from './support/jose.mjs';
import { Requester } from './support/requester.mjs';
import { World, note, order } from './support/world.mjs';
import { basic, eventually, ok, postJson, refused, send, sleep } from './support/wire.mjs';

let world;
let ada;
before(async () => {
  world = await World.start();
  ada = await world.person('ada');
});
after(() => world?.close());

const bearer = (token) => ({ Authorization: `Bearer ${token}` });
const within = { uses: 100, expires_in: 3600, scopes: ['orders:note:create', 'orders:order:read'], actions: ['orders.note', 'orders.wide'], max_client_ttl: 7200 };
const wish = (changes = {}) => ({
  client_name: 'Contractor pipeline', owner: 'contractor@example.com', reason: 'Clean up old notes', ticket: 'OPS-7', scope: 'orders:note:create',
  authorization_details_types: ['orders.note'], grant_types: ['client_credentials', 'urn:openid:params:grant-type:ciba'], client_expires_at: now() + 3600, ...changes,
});
const initial = async (changes = {}) => {
  const answer = ok(await ada.post('/initial-access-tokens', { ...within, ...changes }), 201);
  world.remember(answer.token);
  return answer;
};
const register = (token, body = wish()) => world.postJson('/register', body, bearer(token));
const keep = (client) => [client.client_secret, client.registration_access_token].forEach((secret) => world.remember(secret)) ?? client;
const registered = async (changes = {}, limits = {}) => keep(ok(await register((await initial(limits)).token, wish(changes)), 201));
const asParty = (client) => new Requester(world, client.client_id, { secret: client.client_secret });
const own = (method, client, { token = client.registration_access_token, body } = {}) => send(world.issuer, {
  method, path: `/register/${client.client_id}`, headers: { ...bearer(token), ...(body ? { 'Content-Type': 'application/json' } : {}) }, body: body && JSON.stringify(body),
});
const update = (client, body, token) => own('PUT', client, { token, body: { client_id: client.client_id, ...body } });
const card = async (id) => ok(await ada.get(`/clients/${id}`));
const admin = (id, verb, body = {}) => ada.post(`/clients/${id}/${verb}`, { reason: 'The tests want it', ...body });
const dead = async (party) => refused(await party.token({ grant_type: 'client_credentials' }), 401, 'invalid_client');
const audit = async (client) => ok(await ada.get(`/audit/entries?client=${client}&limit=100`)).items.map((entry) => entry.event);

test('DC-01 no, wrong, spent, ended and revoked initial access tokens', async () => {
  const challenge = (res) => {
    refused(res, 401, 'invalid_token');
    assert.match(res.headers['www-authenticate'], /^Bearer .*error="invalid_token"/);
  };
  challenge(await world.postJson('/register', wish()));
  challenge(await register('init_nothing'));
  challenge(await world.postJson('/register', wish(), basic(world.bot.id, world.bot.secret)));
  challenge(await register(await world.bot.baseToken()));
  challenge(await register(ada.access));
  const once = await initial({ uses: 1 });
  refused(await register(once.token, wish({ scope: '*' })), 400, 'invalid_client_metadata');
  keep(ok(await register(once.token), 201));
  challenge(await register(once.token));
  const short = await initial({ expires_in: 1 });
  await sleep(1500);
  challenge(await register(short.token));
  const taken = await initial();
  ok(await ada.post(`/initial-access-tokens/${taken.id}/revoke`, { reason: 'Lost' }));
  challenge(await register(taken.token));
});

test('DC-02 a valid registration: everything RFC 7591 3.2.1 and RFC 7592 3 want, and an end', async () => {
  const asked = wish();
  const res = await register((await initial()).token, asked);
  const client = keep(ok(res, 201));
  assert.match(res.headers['cache-control'], /no-store/);
  assert.equal(client.client_expires_at, asked.client_expires_at);
  assert.equal(client.client_secret_expires_at, asked.client_expires_at);
  assert.ok(client.client_id_issued_at <= now() && client.client_id_issued_at > now() - 60);
  assert.equal(client.registration_client_uri, `${world.issuer}/register/${client.client_id}`);
  assert.ok(client.registration_access_token.length >= 43 && client.client_secret.length >= 43);
  for (const member of ['client_name', 'owner', 'reason', 'ticket', 'scope', 'authorization_details_types', 'grant_types']) assert.deepEqual(client[member], asked[member], member);
  assert.equal(client.token_endpoint_auth_method, 'client_secret_basic');
  const party = asParty(client);
  await party.baseToken({ scope: 'orders:note:create' });
  assert.equal((await world.credential(note(), { client: party })).token.length > 0, true);
});

test('an end is needed, lies ahead, and no further than token and policy allow', async () => {
  const { token } = await initial({ max_client_ttl: 7200 });
  for (const end of [undefined, null, 0, -1, now() - 1, now() + 7300, now() + 400 * 86400, String(now() + 60), now() + 60.5, 1e300]) {
    refused(await register(token, wish({ client_expires_at: end })), 400, 'invalid_client_metadata');
  }
  refused(await ada.post('/register', wish({ client_expires_at: now() + 31 * 86400 })), 400, 'invalid_client_metadata');
  refused(await ada.post('/register', wish({ client_expires_at: undefined })), 400, 'invalid_client_metadata');
  keep(ok(await register(token, wish({ client_expires_at: now() + 7100 })), 201));
});

test('an administrator registers with a DPoP-bound token; others may not', async () => {
  const client = keep(ok(await ada.post('/register', wish({ scope: 'orders:refund:create', authorization_details_types: ['orders.refund'] })), 201));
  assert.equal((await card(client.client_id)).registered_by, 'ada');
  const alice = await world.person('alice');
  refused(await alice.post('/register', wish()), 403, 'insufficient_scope');
  refused(await alice.get('/clients'), 403, 'insufficient_scope');
  refused(await alice.post('/initial-access-tokens', within), 403, 'insufficient_scope');
  refused(await alice.post(`/clients/${client.client_id}/revoke`, {}), 403, 'insufficient_scope');
  refused(await send(world.issuer, { path: '/clients' }), 401);
});

test('scope omitted gives the least: none, never all', async () => {
  const client = await registered({ scope: undefined, authorization_details_types: undefined });
  assert.equal(client.scope ?? '', '');
  const token = ok(await asParty(client).token({ grant_type: 'client_credentials' }));
  assert.equal(token.scope ?? '', '');
  refused(await asParty(client).token({ grant_type: 'client_credentials', scope: 'orders:note:create' }), 400, 'invalid_scope');
});

test('DC-05 grants and delivery beyond what may be', async () => {
  const { token } = await initial();
  for (const grant_types of [['password'], ['implicit'], ['client_credentials', 'urn:ietf:params:oauth:grant-type:jwt-bearer'], ['jwt-bearer'], ['urn:openid:params:grant-type:ciba', 'password'], []]) {
    refused(await register(token, wish({ grant_types })), 400, 'invalid_client_metadata');
  }
  refused(await register(token, wish({ backchannel_token_delivery_mode: 'push', backchannel_client_notification_endpoint: 'https://client.example/cb' })), 400, 'invalid_client_metadata');
  for (const endpoint of ['http://client.example/cb', 'https://127.0.0.1/cb', 'https://10.0.0.1/cb', 'https://169.254.169.254/latest', 'https://[::1]/cb']) {
    refused(await register(token, wish({ backchannel_token_delivery_mode: 'ping', backchannel_client_notification_endpoint: endpoint })), 400, 'invalid_client_metadata');
  }
  refused(await register(token, wish({ token_endpoint_auth_method: 'client_secret_post' })), 400, 'invalid_client_metadata');
  refused(await register(token, wish({ token_endpoint_auth_method: 'none' })), 400, 'invalid_client_metadata');
  refused(await register(token, wish({ response_types: ['token'] })), 400, 'invalid_client_metadata');
});

test('redirect URIs: RFC 8252 loopback and https, nothing else', async () => {
  const { token } = await initial();
  const web = { grant_types: ['authorization_code'], authorization_details_types: undefined, token_endpoint_auth_method: 'none' };
  for (const uri of ['http://client.example/cb', 'javascript:alert(1)', 'https://*.example/cb', 'https://user@client.example/cb', 'https://client.example/cb#x', 'myapp:/cb', 'http://localhost/callback', '']) {
    refused(await register(token, wish({ ...web, redirect_uris: [uri] })), 400, 'invalid_redirect_uri');
  }
  refused(await register(token, wish(web)), 400, 'invalid_redirect_uri');
  const client = keep(ok(await register(token, wish({ ...web, redirect_uris: ['https://client.example/cb'] })), 201));
  assert.equal(client.client_secret, undefined);
  assert.deepEqual(client.response_types, ['code']);
});

test('DC-07 scopes and action types that are not the token\'s to give', async () => {
  const { token } = await initial();
  for (const scope of ['*', 'orders:*', 'approvals:decide', 'clients:manage', 'users:manage', 'audit:read', 'orders:refund:create', 'orders:nothing:read', 'orders:note:create approvals:read', ' ', 'a  b']) {
    refused(await register(token, wish({ scope })), 400, 'invalid_client_metadata');
  }
  for (const type of ['orders.refund', 'orders.nothing', 'countersign.client', 'countersign.catalog', '*']) {
    refused(await register(token, wish({ authorization_details_types: [type] })), 400, 'invalid_client_metadata');
  }
  // Not even by an administrator: what the catalogue does not have, nobody gives.
  for (const scope of ['clients:manage', 'approvals:decide', 'orders:nothing:read', '*']) refused(await ada.post('/register', wish({ scope })), 400, 'invalid_client_metadata');
  refused(await ada.post('/initial-access-tokens', { ...within, scopes: ['clients:manage'] }), 400, 'invalid_request');
  refused(await ada.post('/initial-access-tokens', { ...within, scopes: ['*'] }), 400, 'invalid_request');
  refused(await ada.post('/initial-access-tokens', { ...within, actions: ['countersign.client'] }), 400, 'invalid_request');
});

test('an initial access token without scopes gives none', async () => {
  const { token } = await initial({ scopes: undefined, actions: undefined });
  refused(await register(token, wish({ scope: 'orders:note:create', authorization_details_types: undefined })), 400, 'invalid_client_metadata');
  keep(ok(await register(token, wish({ scope: undefined, authorization_details_types: undefined })), 201));
});

test('DC-07 what only an approval may give is registered within the same limits, and never the other way round', async () => {
  const limits = { scopes: ['orders:note:create'], access_scopes: ['orders:refund:create'], actions: ['orders.refund'] };
  const { token } = await initial(limits);
  const asked = { authorization_details_types: ['orders.refund'], access_scope: 'orders:refund:create orders:note:create', scope: undefined };
  const client = keep(ok(await register(token, wish(asked)), 201));
  assert.deepEqual([client.scope, client.access_scope], [undefined, asked.access_scope]);
  assert.deepEqual((await card(client.client_id)).access_scopes, asked.access_scope.split(' '));
  refused(await asParty(client).token({ grant_type: 'client_credentials', scope: 'orders:refund:create' }), 400, 'invalid_scope');
  refused(await asParty(client).token({ grant_type: 'client_credentials', scope: 'orders:note:create' }), 400, 'invalid_scope');
  for (const access_scope of ['*', 'clients:manage', 'orders:order:read', 'orders:nothing:read', 'a  b', 7]) refused(await register(token, wish({ ...asked, access_scope })), 400, 'invalid_client_metadata');
  refused(await register(token, wish({ ...asked, scope: 'orders:refund:create' })), 400, 'invalid_client_metadata');
  // An update is held to the same: from "with an approval" to "without" there is no way.
  const before = { ...wish(asked), client_expires_at: client.client_expires_at };
  refused(await update(client, { ...before, scope: 'orders:refund:create' }), 400, 'invalid_client_metadata');
  refused(await update(client, { ...before, access_scope: 'orders:order:read' }), 400, 'invalid_client_metadata');
  const less = keep(ok(await update(client, { ...before, access_scope: undefined })));
  assert.equal(less.access_scope, undefined);
  const listed = ok(await ada.get('/initial-access-tokens')).items.find(({ access_scopes }) => access_scopes.length > 0);
  assert.deepEqual(listed.access_scopes, limits.access_scopes);
  refused(await ada.post('/initial-access-tokens', { ...within, access_scopes: ['clients:manage'] }), 400, 'invalid_request');
  refused(await ada.post('/initial-access-tokens', { ...within, access_scopes: 'orders:note:create' }), 400, 'invalid_request');
});

test('DC-09 members the server sets, or nobody has, are ignored, not stored and not echoed', async () => {
  const sent = { client_id: 'deploy-bot', client_secret: 'chosen-by-the-client-00000000000000000000', client_id_issued_at: 1, registration_access_token: 'mine', trusted: true,
    approver_groups: ['payments-approvers'], built_in: true, is_built_in: true, temporary: false, resource_server: 'https://orders.northwind.example', extensions: -5, logo_uri: 'https://x.example/a.svg' };
  const client = await registered(sent);
  assert.notEqual(client.client_id, 'deploy-bot');
  for (const [member, value] of Object.entries(sent)) assert.notDeepEqual(client[member], value, member);
  for (const member of ['trusted', 'approver_groups', 'built_in', 'resource_server', 'logo_uri']) assert.equal(member in client, false, member);
  const seen = await card(client.client_id);
  assert.deepEqual([seen.temporary, seen.built_in, seen.resource_server, seen.extensions], [true, false, undefined, 0]);
  await dead(new Requester(world, client.client_id, { secret: sent.client_secret }));
});

test('DC-11 reading the registration with the right, a wrong and another client\'s token', async () => {
  const [one, other] = [await registered(), await registered()];
  const read = ok(await own('GET', one));
  assert.equal(read.client_id, one.client_id);
  assert.equal(read.registration_access_token, one.registration_access_token);
  assert.equal(read.client_secret, undefined);
  for (const token of [other.registration_access_token, 'reg_nothing', one.client_secret, '']) refused(await own('GET', one, { token }), 401, 'invalid_token');
  refused(await send(world.issuer, { path: `/register/${one.client_id}` }), 401, 'invalid_token');
  refused(await send(world.issuer, { path: '/register/tmp_nobody', headers: bearer(one.registration_access_token) }), 401, 'invalid_token');
  refused(await send(world.issuer, { path: `/register/${one.client_id}`, headers: ada.authorization('GET', `/register/${one.client_id}`) }), 401, 'invalid_token');
});

test('DC-12 a deleted client: registration, tokens, requests and credentials are over', async () => {
  const client = await registered();
  const party = asParty(client);
  const base = await party.baseToken({ scope: 'orders:note:create' });
  const asked = await party.ask(note());
  assert.equal(ok(await world.orders.introspect(base)).active, true);
  assert.equal((await own('DELETE', client)).status, 204);
  refused(await own('GET', client), 401, 'invalid_token');
  refused(await own('DELETE', client), 401, 'invalid_token');
  refused(await update(client, wish()), 401, 'invalid_token');
  await dead(party);
  refused(await party.poll(asked), 401, 'invalid_client');
  assert.deepEqual(ok(await world.orders.introspect(base)), { active: false });
});

test('DC-13 an update without a field, with another client_id, with what only the server sets', async () => {
  let client = await registered();
  for (const changes of [{ client_id: 'other' }, { client_id: undefined }, { registration_access_token: client.registration_access_token }, { client_id_issued_at: 1 },
    { client_secret_expires_at: 0 }, { registration_client_uri: 'https://x.example' }, { client_secret: 'chosen-by-the-client-0000000000000000000' }, { owner: 'somebody@else.example' }]) {
    refused(await update(client, { ...wish(), ...changes }), 400, 'invalid_client_metadata');
  }
  const { ticket: _, authorization_details_types: __, ...less } = wish({ client_expires_at: client.client_expires_at });
  const updated = keep(ok(await update(client, { ...less, client_secret: client.client_secret })));
  assert.equal('ticket' in updated, false);
  assert.equal('authorization_details_types' in updated, false);
  assert.equal(updated.client_expires_at, client.client_expires_at);
  // The registration token rotates with each change; the client's secret stays.
  assert.notEqual(updated.registration_access_token, client.registration_access_token);
  refused(await own('GET', client), 401, 'invalid_token');
  client = { ...client, registration_access_token: updated.registration_access_token };
  ok(await own('GET', client));
  await asParty(client).baseToken();
});

test('DC-15 a swapped type with everything else as it was: the whole new state is judged', async () => {
  const client = await registered();
  const same = wish({ client_expires_at: client.client_expires_at });
  for (const changes of [{ token_endpoint_auth_method: 'private_key_jwt' }, { token_endpoint_auth_method: 'none' }, { grant_types: ['authorization_code'] },
    { grant_types: ['password'] }, { scope: 'orders:refund:create' }, { scope: 'clients:manage' }, { authorization_details_types: ['orders.refund'] },
    { backchannel_token_delivery_mode: 'push' }, { jwks_uri: 'http://169.254.169.254/' }]) {
    refused(await update(client, { ...same, ...changes }), 400, ['invalid_client_metadata', 'invalid_redirect_uri']);
  }
  assert.deepEqual((await card(client.client_id)).scopes, ['orders:note:create'], 'nothing of it was kept');
  // By key from now on: the secret ends.
  const key = makeKey();
  const byKey = keep(ok(await update(client, { ...same, token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [{ ...key.jwk, kid: 'k1' }] } })));
  await dead(asParty(client));
  ok(await new Requester(world, client.client_id, { key, kid: 'k1' }).token({ grant_type: 'client_credentials' }));
  // And back: another secret, not the old one.
  const again = keep(ok(await update(byKey, same)));
  assert.ok(again.client_secret && again.client_secret !== client.client_secret);
  await dead(asParty(client));
  await asParty(again).baseToken();
});

test('what an administrator gave is the most an update may reach', async () => {
  const client = keep(ok(await ada.post('/register', wish()), 201));
  refused(await update(client, wish({ scope: 'orders:note:create orders:order:read', client_expires_at: client.client_expires_at })), 400, 'invalid_client_metadata');
  const less = keep(ok(await update(client, wish({ scope: undefined, client_expires_at: client.client_expires_at }))));
  keep(ok(await update(less, wish({ client_expires_at: client.client_expires_at }))));
});

test('private_key_jwt: keys in the registration, never fetched', async () => {
  const { token } = await initial();
  const key = makeKey();
  const byKey = { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [{ ...key.jwk, kid: 'k1' }] } };
  const client = keep(ok(await register(token, wish(byKey)), 201));
  assert.equal('client_secret' in client, false);
  ok(await new Requester(world, client.client_id, { key, kid: 'k1' }).token({ grant_type: 'client_credentials' }));
  for (const jwks of [undefined, {}, { keys: [] }, { keys: [{ kty: 'oct', k: 'AAAA' }] }, { keys: [key.privateJwk] }, { keys: [makeKey('P-384').jwk] }, { keys: [{ ...key.jwk, kid: 'a' }, { ...key.jwk, kid: 'a' }] }]) {
    refused(await register(token, wish({ ...byKey, jwks })), 400, 'invalid_client_metadata');
  }
  refused(await register(token, wish({ jwks: byKey.jwks })), 400, 'invalid_client_metadata');
  refused(await register(token, wish({ ...byKey, jwks: undefined, jwks_uri: `${world.issuer}/jwks` })), 400, 'invalid_client_metadata');
  refused(await register(token, wish({ software_statement: 'eyJ.e30.x' })), 400, 'unapproved_software_statement');
});

test('DC-16 no client prolongs its own life; an administrator does, once, and the log says so', async () => {
  const client = await registered();
  refused(await update(client, wish({ client_expires_at: client.client_expires_at + 1 })), 400, 'invalid_client_metadata');
  const shorter = keep(ok(await update(client, wish({ client_expires_at: client.client_expires_at - 60 }))));
  assert.equal(shorter.client_expires_at, client.client_expires_at - 60);
  assert.equal(shorter.client_secret_expires_at, shorter.client_expires_at);
  refused(await update(shorter, wish({ client_expires_at: client.client_expires_at })), 400, 'invalid_client_metadata');
  refused(await admin(client.client_id, 'extend', { client_expires_at: now() + 31 * 86400 }), 400, 'invalid_request');
  refused(await admin(client.client_id, 'extend', { client_expires_at: now() + 30 }), 400, 'invalid_request');
  refused(await admin(client.client_id, 'extend'), 400, 'invalid_request');
  const end = now() + 86400;
  const extended = ok(await admin(client.client_id, 'extend', { client_expires_at: end }));
  assert.deepEqual([extended.client_expires_at, extended.extensions, extended.may_extend], [end, 1, false]);
  refused(await admin(client.client_id, 'extend', { client_expires_at: end + 60 }), 409, 'conflict');
  refused(await admin('deploy-bot', 'extend', { client_expires_at: end }), 409, 'conflict');
  assert.ok((await audit(client.client_id)).includes('client.extended'));
});

test('DC-20 a revoked client with a pending request: cancelled, announced, logged, and its card stays as a tombstone', async () => {
  const client = await registered();
  const party = asParty(client);
  const asked = await party.ask(note());
  const alice = await world.person('alice');
  const stream = await EventStream.open(world.issuer, { headers: alice.authorization('GET', '/events') });
  const adminStream = await EventStream.open(world.issuer, { headers: ada.authorization('GET', '/events') });
  const after = ok(await admin(client.client_id, 'revoke', { reason: 'The contract ended' }));
  assert.deepEqual([after.status, after.ended_by, after.end_reason, after.live_tokens, after.pending_approvals], ['revoked', 'ada', 'The contract ended', 0, 0]);
  assert.equal((await alice.approval(asked)).status, 'cancelled');
  await eventually('the approver hears of it', () => stream.events.some(({ data }) => data.includes(asked.approval_id) && data.includes('cancelled')));
  await eventually('the administrator hears of it', () => adminStream.events.some(({ event, data }) => event === 'client' && data.includes(client.client_id) && data.includes('revoked')));
  stream.close?.();
  adminStream.close?.();
  await dead(party);
  refused(await alice.decideRaw(asked, 'approve'), 409, 'not_pending');
  assert.equal(ok(await admin(client.client_id, 'revoke')).end_reason, 'The contract ended', 'a second revocation changes nothing');
  refused(await admin(client.client_id, 'extend', { client_expires_at: now() + 7000 }), 409, 'conflict');
  refused(await admin(client.client_id, 'rotate-secret'), 409, 'conflict');
  refused(await admin(client.client_id, 'unfreeze'), 409, 'conflict');
  const listed = ok(await ada.get('/clients?status=ended&limit=200')).items.find(({ id }) => id === client.client_id);
  assert.equal(listed.status, 'revoked');
  assert.ok((await audit(client.client_id)).includes('client.revoked'));
});

test('past its end a client is dead at once: token, introspection, approval, poll, registration', async () => {
  const client = await registered({ client_expires_at: now() + 3 });
  const party = asParty(client);
  const base = await party.baseToken({ scope: 'orders:note:create' });
  const asked = await party.ask(note());
  await sleep((client.client_expires_at - now()) * 1000 + 50);
  await eventually('the second is over', () => now() >= client.client_expires_at, 3000);
  await dead(party);
  refused(await party.poll(asked), 401, 'invalid_client');
  refused(await own('GET', client), 401, 'invalid_token');
  assert.deepEqual(ok(await world.orders.introspect(base)), { active: false });
  const alice = await world.person('alice');
  refused(await alice.decideRaw(asked, 'approve'), 409, 'not_pending');
  const seen = await card(client.client_id);
  assert.deepEqual([seen.status, seen.ended_at, seen.live_tokens, seen.pending_approvals, seen.may_extend], ['expired', client.client_expires_at, 0, 0, false]);
  await eventually('the end is in the log', async () => (await audit(client.client_id)).includes('client.expired'));
  refused(await admin(client.client_id, 'extend', { client_expires_at: now() + 600 }), 409, 'conflict');
  refused(await admin(client.client_id, 'rotate-secret'), 409, 'conflict');
});

test('the end is announced before, once, and anew after an extension', async () => {
  const stream = await EventStream.open(world.issuer, { headers: ada.authorization('GET', '/events') });
  const client = await registered({ client_expires_at: now() + 20 });
  const warnings = () => stream.events.filter(({ event, data }) => event === 'client' && data.includes(client.client_id) && data.includes('ends_soon')).length;
  assert.equal((await card(client.client_id)).ends_soon, false);
  await eventually('the warning', () => warnings() === 1, 25_000);
  assert.equal((await card(client.client_id)).ends_soon, true);
  ok(await admin(client.client_id, 'extend', { client_expires_at: now() + 3600 }));
  assert.equal((await card(client.client_id)).ends_soon, false);
  assert.equal((await audit(client.client_id)).filter((event) => event === 'client.ends_soon').length, 1);
  stream.close?.();
});

test('another secret: the old one ends at once', async () => {
  const client = await registered();
  const rotated = ok(await admin(client.client_id, 'rotate-secret'));
  world.remember(rotated.client_secret);
  await dead(asParty(client));
  await asParty({ ...client, client_secret: rotated.client_secret }).baseToken();
  assert.equal('client_secret' in (await card(client.client_id)), false);
  refused(await admin('key-bot', 'rotate-secret'), 409, 'conflict');
});

test('freeze stops a client at once, by an approver too; only an administrator lets it back in', async () => {
  const client = await registered();
  const party = asParty(client);
  const base = await party.baseToken({ scope: 'orders:note:create' });
  const asked = await party.ask(note());
  const alice = await world.person('alice');
  assert.equal(ok(await alice.post(`/clients/${client.client_id}/freeze`, { reason: 'It floods us' })).status, 'disabled');
  await dead(party);
  assert.deepEqual(ok(await world.orders.introspect(base)), { active: false });
  assert.equal((await alice.approval(asked)).status, 'cancelled');
  const seen = await card(client.client_id);
  assert.deepEqual([seen.status, seen.disabled_by, seen.disabled_reason], ['disabled', 'alice', 'It floods us']);
  refused(await alice.post(`/clients/${client.client_id}/unfreeze`, {}), 403, 'insufficient_scope');
  refused(await (await world.person('olga')).post(`/clients/${client.client_id}/freeze`, {}), 403, 'insufficient_scope');
  refused(await admin('countersign-console', 'freeze'), 409, 'conflict');
  refused(await admin('countersign-console', 'revoke'), 409, 'conflict');
  assert.equal(ok(await admin(client.client_id, 'unfreeze')).status, 'active');
  await party.baseToken();
  assert.deepEqual(ok(await world.orders.introspect(base)), { active: false }, 'what it held before stays ended');
  refused(await admin('nobody', 'freeze'), 404, 'not_found');
});

test('DC-21 quotas: a thousand registrations with one token', async () => {
  const small = await World.start({ config: { clients: { most_per_token: 5, registrations_per_minute: 100_000, most: 8 } } });
  try {
    const boss = await small.person('ada');
    const token = async () => ok(await boss.post('/initial-access-tokens', { ...within, uses: 1000 }), 201).token;
    const many = async (secret, count) => {
      const answers = [];
      while (answers.length < count) answers.push(...await Promise.all(Array.from({ length: Math.min(100, count - answers.length) }, () => postJson(small.issuer, '/register', wish(), bearer(secret)))));
      return answers;
    };
    const first = await many(await token(), 1000);
    assert.equal(first.filter((res) => res.status === 201).length, 5);
    first.filter((res) => res.status !== 201).forEach((res) => {
      refused(res, 429, 'too_many_clients');
      assert.ok(Number(res.headers['retry-after']) >= 1);
    });
    const second = await many(await token(), 20);
    assert.equal(second.filter((res) => res.status === 201).length, 3, 'the total has a limit, too');
    refused(await boss.post('/register', wish()), 429, 'too_many_clients');
    assert.equal(ok(await boss.get('/clients?temporary=true&limit=200')).items.length, 8);
    ok(await boss.post(`/clients/${first.find((res) => res.status === 201).json.client_id}/revoke`, {}));
    ok(await boss.post('/register', wish()), 201);
  } finally {
    await small.close();
  }
});

test('DC-21 uses of one token, spent by many at once: as many as there are', async () => {
  const { token } = await initial({ uses: 3 });
  const answers = await Promise.all(Array.from({ length: 24 }, () => register(token)));
  assert.equal(answers.filter((res) => res.status === 201).length, 3);
  answers.filter((res) => res.status !== 201).forEach((res) => refused(res, 401, 'invalid_token'));
});

test('DC-22 names that imitate, hide, reorder or are too long', async () => {
  const { token } = await initial();
  const bad = ['Deploy bot', 'DEPLOY  BOT', 'Depl0y bot', 'Deploy-bot', 'Dерlоу bot', 'Countersign console', 'a\u202Eb', 'a\u200Bb', 'line\nbreak', '<b>bold</b>', 'x'.repeat(10_240), '   '];
  for (const client_name of bad) refused(await register(token, wish({ client_name })), 400, 'invalid_client_metadata');
  for (const member of ['owner', 'reason', 'ticket']) refused(await register(token, wish({ [member]: 'a\u202Eb' })), 400, 'invalid_client_metadata');
  keep(ok(await register(token, wish({ client_name: 'Überprüfung №7' })), 201));
});

test('DC-23 an approver sees where a client comes from and when it ends', async () => {
  const client = await registered();
  const asked = await asParty(client).ask(note());
  const { client: shown } = await (await world.person('alice')).approval(asked);
  assert.deepEqual([shown.id, shown.temporary, shown.expires_at, shown.owner], [client.client_id, true, client.client_expires_at, 'contractor@example.com']);
  assert.match(shown.registered_by, /^token:iat_/);
  assert.ok(shown.registered_at <= now());
});

test('whoever registers a client at the console cannot approve what it asks for', async () => {
  await world.authority.addUser({ name: 'mallory', password: 'correct horse battery mallory', roles: 'approver,admin', groups: 'payments-approvers' });
  const mallory = await world.newConsole('mallory', { scope: 'approvals:read approvals:decide clients:manage' }).signIn();
  await mallory.enrol();
  const client = keep(ok(await mallory.post('/register', wish({ owner: 'somebody@else.example' })), 201));
  const asked = await asParty(client).ask(note());
  refused(await mallory.decideRaw(asked, 'approve'), 403, 'self_approval');
  await (await world.person('alice')).approve(asked);
});

test('whoever gives a client another secret, or is its owner under any spelling, cannot approve what it asks for', async () => {
  await world.authority.addUser({ name: 'malvin', password: 'correct horse battery malvin', roles: 'approver,admin', groups: 'payments-approvers' });
  const malvin = await world.newConsole('malvin', { scope: 'approvals:read approvals:decide clients:manage' }).signIn();
  await malvin.enrol();
  const taken = keep(ok(await ada.post('/register', wish({ owner: 'somebody@else.example' })), 201));
  const { client_secret: secret, registered_by: registrar } = ok(await malvin.post(`/clients/${taken.client_id}/rotate-secret`, { reason: 'mine now' }));
  assert.equal(registrar, 'ada');
  const asked = await asParty({ ...taken, client_secret: secret }).ask(note());
  refused(await malvin.decideRaw(asked, 'approve'), 403, 'self_approval');
  // Cyrillic letters, full-width ones, a capital I for the l; and the ways to write whose it is.
  for (const owner of ['malvin ', ' MALVIN', malvin.sub, 'm\u0430lvin', '\u041c\u0410LVIN', '\uff4d\uff41\uff4c\uff56\uff49\uff4e', 'maIvin',
    'Malvin <malvin@northwind.example>', 'ada, malvin', 'mailto:malvin@northwind.example', 'Malvin (operations)', malvin.sub.toUpperCase()]) {
    const owned = keep(ok(await ada.post('/register', wish({ owner })), 201));
    refused(await malvin.decideRaw(await asParty(owned).ask(note()), 'approve'), 403, 'self_approval');
  }
});

const twofold = async (name) => {
  await world.authority.addUser({ name, password: `correct horse battery ${name}`, roles: 'approver,admin', groups: 'payments-approvers' });
  const console = await world.newConsole(name, { scope: 'approvals:read approvals:decide clients:manage audit:read' }).signIn();
  return console.enrol();
};

test('whoever made the initial access token cannot approve what a client asks for that was registered with it, whatever owner it names', async () => {
  const maker = await twofold('minna');
  const token = world.remember(ok(await maker.post('/initial-access-tokens', within), 201).token);
  const client = keep(ok(await register(token, wish({ owner: 'somebody@else.example' })), 201));
  const asked = await asParty(client).ask(note());
  assert.equal((await maker.approval(asked)).may_decide, false);
  refused(await maker.decideRaw(asked, 'approve'), 403, 'self_approval');
  // What the client makes of itself leaves it in the same hands.
  const renewed = keep(ok(await update(client, { ...wish({ owner: undefined }), token_endpoint_auth_method: 'client_secret_basic' }), 200));
  const again = await asParty({ ...client, ...Object.fromEntries(Object.entries(renewed).filter(([, value]) => value)) }).ask(note());
  refused(await maker.decideRaw(again, 'approve'), 403, 'self_approval');
  for (const one of [asked, again]) await (await world.person('alice')).approve(one);
});

test('what was asked with a secret is not approved by whoever gave it, although another gave the next one', async () => {
  const former = await twofold('moritz');
  const client = keep(ok(await ada.post('/register', wish({ owner: 'somebody@else.example' })), 201));
  const rotate = async (by) => asParty({ ...client, client_secret: world.remember(ok(await by.post(`/clients/${client.client_id}/rotate-secret`, { reason: 'x' })).client_secret) });
  const asked = await (await rotate(former)).ask(note());
  await sleep(1100);
  const next = await rotate(ada);
  refused(await former.decideRaw(asked, 'approve'), 403, 'self_approval');
  await sleep(1100);
  // It is in other hands now.
  await former.approve(await next.ask(note()));
});

test('an administrator who lost the role leaves no initial access token that works', async () => {
  await world.authority.addUser({ name: 'abel', password: 'correct horse battery abel', roles: 'admin' });
  const abel = await world.newConsole('abel', { scope: 'clients:manage' }).signIn();
  const { token } = ok(await abel.post('/initial-access-tokens', within), 201);
  keep(ok(await register(token), 201));
  await world.authority.mustCommand(['user', 'disable', '--name', 'abel']);
  refused(await register(token), 401, 'invalid_token');
});

test('initial access tokens: bounds, list without secrets, revocation', async () => {
  for (const changes of [{ uses: 0 }, { uses: 1001 }, { uses: '3' }, { uses: 1.5 }, { expires_in: 0 }, { expires_in: 400 * 86400 }, { max_client_ttl: 0 }, { max_client_ttl: 31 * 86400 },
    { scopes: 'orders:note:create' }, { scopes: [1] }, { actions: {} }, { reason: 7 }]) {
    refused(await ada.post('/initial-access-tokens', { ...within, ...changes }), 400, 'invalid_request');
  }
  const made = await initial({ uses: 2, expires_in: 60 });
  assert.deepEqual(Object.keys(made).sort(), ['expires_at', 'id', 'token']);
  const list = ok(await ada.get('/initial-access-tokens'));
  const item = list.items.find(({ id }) => id === made.id);
  assert.deepEqual([item.created_by, item.uses_left, item.scopes, item.actions, item.max_client_ttl, item.expires_at], ['ada', 2, within.scopes, within.actions, 7200, made.expires_at]);
  assert.equal(JSON.stringify(list).includes(made.token), false);
  const revoked = ok(await ada.post(`/initial-access-tokens/${made.id}/revoke`, { reason: 'Not needed' }));
  assert.ok(revoked.revoked_at <= now());
  refused(await ada.post('/initial-access-tokens/iat_nothing/revoke', {}), 404, 'not_found');
});

test('the list: filters, search, pages without gaps or repeats', async () => {
  const { token } = await initial();
  const made = [];
  for (let at = 0; at < 7; ++at) made.push(keep(ok(await register(token, wish({ client_name: `Listed_%${at}` })), 201)).client_id);
  ok(await admin(made[0], 'revoke'));
  const seen = [];
  for (let cursor = ''; cursor !== undefined;) {
    const page = ok(await ada.get(`/clients?temporary=true&status=all&q=listed_%25&limit=3${cursor && `&cursor=${cursor}`}`));
    assert.ok(page.items.length <= 3);
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.next_cursor;
  }
  assert.deepEqual([...seen].sort(), [...made].sort());
  const ids = async (query) => ok(await ada.get(`/clients?${query}&limit=200`)).items.map(({ id }) => id);
  assert.equal((await ids('status=active&q=Listed')).length, 6);
  assert.deepEqual(await ids('status=ended&q=Listed'), [made[0]]);
  assert.equal((await ids('q=Listed%25')).length, 0, 'a percent sign is no wildcard');
  assert.ok((await ids('temporary=false')).includes('deploy-bot'));
  for (const query of ['status=x', 'temporary=1', 'limit=0', 'limit=201', 'cursor=!', `q=${'x'.repeat(201)}`]) refused(await ada.get(`/clients?${query}`), 400, 'invalid_request');
});

test('duplicates and dead weight are found', async () => {
  const twins = [await registered({ client_name: 'A twin' }), await registered({ client_name: 'a  TWIN' })];
  assert.deepEqual((await card(twins[0].client_id)).duplicates, [twins[1].client_id]);
  ok(await admin(twins[1].client_id, 'revoke'));
  assert.deepEqual((await card(twins[0].client_id)).duplicates, []);
  const idle = await registered({ client_expires_at: now() + 6 });
  const busy = await registered({ client_expires_at: now() + 8 });
  assert.equal((await card(idle.client_id)).idle, null);
  await sleep(3500);
  await asParty(busy).baseToken();
  assert.equal((await card(idle.client_id)).idle, 'never_used');
  const used = await card(busy.client_id);
  assert.deepEqual([used.idle, used.use_count, used.live_tokens], [null, 1, 1]);
  assert.ok(used.last_used_at >= used.registered_at);
});

test('the card: what it holds and what happened to it', async () => {
  const client = await registered();
  const party = asParty(client);
  await party.ask(note());
  const seen = await card(client.client_id);
  assert.equal(seen.pending_approvals, 1);
  assert.deepEqual(seen.tokens.map(({ kind }) => kind), ['base_token']);
  assert.deepEqual(seen.history.map(({ event }) => event), ['approval.asked', 'client.registered']);
  assert.equal(seen.history.at(-1).actor.startsWith('token:'), true);
  refused(await ada.get('/clients/tmp_nobody'), 404, 'not_found');
});

test('two administrators at once: one extension, one winner', async () => {
  const client = await registered();
  const answers = await Promise.all([60, 120, 180, 240].map((more) => admin(client.client_id, 'extend', { client_expires_at: client.client_expires_at + more })));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409, 409]);
  assert.equal((await card(client.client_id)).extensions, 1);
});

test('extending races the end: extended and alive, or refused and dead, nothing between', async () => {
  const { token } = await initial();
  const clients = await Promise.all(Array.from({ length: 12 }, () => register(token, wish({ client_expires_at: now() + 2 })).then((res) => ok(res, 201))));
  const end = clients[0].client_expires_at;
  await sleep(Math.max(0, end * 1000 - Date.now() - 30));
  const outcomes = await Promise.all(clients.map(async (client, at) => {
    await sleep(at * 5);
    const res = await admin(client.client_id, 'extend', { client_expires_at: end + 600 });
    const alive = (await asParty(client).token({ grant_type: 'client_credentials' })).status === 200;
    assert.ok([200, 409].includes(res.status), res.text);
    return [res.status === 200, alive];
  }));
  await sleep(1100);
  for (const [at, [extended]] of outcomes.entries()) {
    const alive = (await asParty(clients[at]).token({ grant_type: 'client_credentials' })).status === 200;
    assert.equal(alive, extended, `client ${at}`);
  }
});

test('deleting races the redemption: a credential only before the end, and none that is still live after', async () => {
  const alice = await world.person('alice');
  for (let round = 0; round < 6; ++round) {
    const client = await registered();
    const party = asParty(client);
    const action = note();
    const asked = await party.ask(action);
    await alice.approve(asked);
    const [redeemed, removed] = await Promise.all([party.poll(asked), round % 2 ? admin(client.client_id, 'revoke') : own('DELETE', client)]);
    assert.ok([200, 204].includes(removed.status));
    assert.ok([200, 401].includes(redeemed.status), redeemed.text);
    if (redeemed.status === 200) {
      const spent = await world.orders.consume(redeemed.json.access_token, action, { base: party.base });
      assert.equal(spent.active, false, 'the client is gone, and what it held with it');
    }
    assert.ok(['cancelled', 'revoked'].includes((await alice.approval(asked)).status));
  }
});

test('openid-client performs the registration life cycle', async () => {
  const { token } = await initial();
  const config = await oidc.dynamicClientRegistration(new URL(world.issuer), wish(), undefined,
    { initialAccessToken: token, algorithm: 'oauth2', execute: [oidc.allowInsecureRequests] });
  const metadata = config.clientMetadata();
  const usable = await oidc.discovery(new URL(world.issuer), metadata.client_id, metadata, oidc.ClientSecretBasic(metadata.client_secret),
    { algorithm: 'oauth2', execute: [oidc.allowInsecureRequests] });
  const granted = await oidc.clientCredentialsGrant(usable, { scope: 'orders:note:create' });
  assert.equal(granted.scope, 'orders:note:create');
  const seen = await oidc.fetchProtectedResource(config, metadata.registration_access_token, new URL(metadata.registration_client_uri), 'GET');
  assert.equal((await seen.json()).client_id, metadata.client_id);
  const body = JSON.stringify({ ...wish({ client_expires_at: metadata.client_expires_at, scope: undefined }), client_id: metadata.client_id });
  const changed = await oidc.fetchProtectedResource(config, metadata.registration_access_token, new URL(metadata.registration_client_uri), 'PUT', body, new Headers({ 'content-type': 'application/json' }));
  assert.equal(changed.status, 200);
  const { registration_access_token: next } = await changed.json();
  const gone = await oidc.fetchProtectedResource(config, next, new URL(metadata.registration_client_uri), 'DELETE');
  assert.equal(gone.status, 204);
  await assert.rejects(oidc.clientCredentialsGrant(usable), (error) => error.status === 401);
});

test('DC-19 a client that ended while the authority was down is dead when it is back', async () => {
  const client = await registered({ client_expires_at: now() + 3 });
  const party = asParty(client);
  const base = await party.baseToken();
  await world.authority.kill();
  await sleep(Math.max(0, client.client_expires_at * 1000 - Date.now()) + 100);
  await world.authority.serve();
  await dead(party);
  assert.deepEqual(ok(await world.orders.introspect(base)), { active: false });
  ada = await world.newConsole('ada').signIn();
  assert.equal((await card(client.client_id)).status, 'expired');
});

test('TK-31 no secret of a registration is in the database or in the log', async () => {
  await world.authority.stop();
  const bytes = world.authority.storedBytes();
  for (const secret of world.secrets) {
    if (!secret) continue;
    assert.equal(bytes.includes(secret), false, 'on disk');
    assert.equal(world.authority.log.some((line) => line.includes(secret)), false, 'in the log');
  }
  await world.authority.serve();
});
