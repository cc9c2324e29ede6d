// The same wrong request to the certified npm oidc-provider and to the authority: the same error code, where both have
// the endpoint. Where protocol.md says more than the RFC, the expected pair is written out.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import { after, before, test } from 'node:test';
import Provider from 'oidc-provider';
import { b64u, dpopProof, makeKey, random, sha256 } from './support/jose.mjs';
import { basic, form, postForm, send } from './support/wire.mjs';
import { World, note } from './support/world.mjs';

let world;
let other;
let server;
const REDIRECT = 'https://app.example/callback';

before(async () => {
  world = await World.start();
  await world.authority.addClient('web-app', { grants: 'authorization_code,refresh_token', scopes: 'orders:note:create', auth: 'none', 'redirect-uri': REDIRECT });
  server = http.createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  other = `http://127.0.0.1:${server.address().port}`;
  const asks = { redirect_uris: [], response_types: [], scope: 'openid orders:note:create' };
  const provider = new Provider(other, {
    scopes: ['openid', 'offline_access', 'orders:note:create'],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    clients: [
      { ...asks, client_id: 'deploy-bot', client_secret: world.bot.secret, grant_types: ['client_credentials', 'urn:openid:params:grant-type:ciba', 'refresh_token', 'authorization_code'],
        backchannel_token_delivery_mode: 'poll', response_types: ['code'], redirect_uris: [REDIRECT] },
      { ...asks, client_id: 'plain-bot', client_secret: world.plain.secret, grant_types: ['client_credentials'] },
      { client_id: 'web-app', token_endpoint_auth_method: 'none', grant_types: ['authorization_code', 'refresh_token'], redirect_uris: [REDIRECT], response_types: ['code'] },
    ],
    findAccount: (_, id) => (id === 'erin' ? { accountId: id, claims: () => ({ sub: id }) } : undefined),
    pkce: { required: () => true, methods: ['S256'] },
    features: {
      devInteractions: { enabled: false }, clientCredentials: { enabled: true }, introspection: { enabled: true }, revocation: { enabled: true }, dPoP: { enabled: true },
      pushedAuthorizationRequests: { enabled: true },
      ciba: { enabled: true, deliveryModes: ['poll'], processLoginHint: (_, hint) => hint, verifyUserCode: () => {}, validateBindingMessage: () => {}, validateRequestContext: () => {}, triggerAuthenticationDevice: () => {} },
    },
    jwks: { keys: [{ ...makeKey().privateJwk, alg: 'ES256', use: 'sig', kid: 'k' }] },
    cookies: { keys: [random()] },
  });
  server.on('request', provider.callback());
});
after(async () => {
  server?.closeAllConnections();
  server?.close();
  await world?.close();
});

const paths = { token: '/token', introspect: '/token/introspection', revoke: '/token/revocation', par: '/request', 'bc-authorize': '/backchannel', authorize: '/auth' };
const bot = () => basic('deploy-bot', world.bot.secret);
const proof = (origin) => ({ DPoP: dpopProof(makeKey(), { method: 'POST', url: `${origin}/token` }) });
const details = () => JSON.stringify([note()]);

/** [what, endpoint, fields, {headers, expected}]: headers as a function of the origin; `expected` where oidc-provider is looser than the RFC. */
const cases = [
  ['an unknown grant', 'token', { grant_type: 'urn:example' }],
  ['no grant_type', 'token', {}],
  ['grant_type twice', 'token', [['grant_type', 'client_credentials'], ['grant_type', 'client_credentials']]],
  ['a wrong secret', 'token', { grant_type: 'client_credentials' }, { headers: () => basic('deploy-bot', 'wrong'.repeat(8)) }],
  ['an unknown client', 'token', { grant_type: 'client_credentials' }, { headers: () => basic('nobody', 'wrong'.repeat(8)) }],
  ['a scope the client may not have', 'token', { grant_type: 'client_credentials', scope: 'openid2' }, { expected: 'invalid_scope' }],
  ['a grant the client does not have', 'token', { grant_type: 'urn:openid:params:grant-type:ciba', auth_req_id: 'x' }, { headers: () => basic('plain-bot', world.plain.secret), expected: 'unauthorized_client' }],
  ['an unknown auth_req_id', 'token', { grant_type: 'urn:openid:params:grant-type:ciba', auth_req_id: 'unknown' }],
  ['no auth_req_id', 'token', { grant_type: 'urn:openid:params:grant-type:ciba' }],
  ['an unknown code', 'token', { grant_type: 'authorization_code', code: 'unknown', redirect_uri: REDIRECT, code_verifier: 'a'.repeat(43), client_id: 'web-app' }, { headers: (origin) => proof(origin) }],
  ['no code', 'token', { grant_type: 'authorization_code', redirect_uri: REDIRECT, code_verifier: 'a'.repeat(43), client_id: 'web-app' }, { headers: (origin) => proof(origin) }],
  ['an unknown refresh token', 'token', { grant_type: 'refresh_token', refresh_token: 'unknown', client_id: 'web-app' }, { headers: (origin) => proof(origin) }],
  ['no refresh token', 'token', { grant_type: 'refresh_token', client_id: 'web-app' }, { headers: (origin) => proof(origin) }],
  ['a broken DPoP proof', 'token', { grant_type: 'client_credentials' }, { headers: () => ({ ...bot(), DPoP: 'garbage' }) }],
  ['a DPoP proof for another URL', 'token', { grant_type: 'client_credentials' }, { headers: (origin) => ({ ...bot(), DPoP: dpopProof(makeKey(), { method: 'POST', url: `${origin}/elsewhere` }) }) }],
  ['a DPoP proof for another verb', 'token', { grant_type: 'client_credentials' }, { headers: (origin) => ({ ...bot(), DPoP: dpopProof(makeKey(), { method: 'GET', url: `${origin}/token` }) }) }],
  ['introspection without a token', 'introspect', {}],
  ['revocation without a token', 'revoke', {}],
  ['revocation with a wrong secret', 'revoke', { token: 'x' }, { headers: () => basic('deploy-bot', 'wrong'.repeat(8)) }],
  ['introspection with a wrong secret', 'introspect', { token: 'x' }, { headers: () => basic('deploy-bot', 'wrong'.repeat(8)) }],
  ['CIBA without a hint', 'bc-authorize', () => ({ scope: 'openid' })],
  ['CIBA with two hints', 'bc-authorize', () => ({ scope: 'openid', login_hint: 'erin', login_hint_token: 'x' })],
  ['CIBA for an unknown user', 'bc-authorize', () => ({ scope: 'openid', login_hint: 'nobody-here' })],
  ['CIBA by a client without the grant', 'bc-authorize', () => ({ scope: 'openid', login_hint: 'erin' }), { headers: () => basic('plain-bot', world.plain.secret), expected: 'unauthorized_client' }],
  ['a pushed request without PKCE', 'par', { client_id: 'web-app', response_type: 'code', redirect_uri: REDIRECT, scope: 'orders:note:create' }, { headers: () => ({}) }],
  ['a pushed request that holds a request_uri', 'par', { client_id: 'web-app', response_type: 'code', redirect_uri: REDIRECT, request_uri: 'urn:x' }, { headers: () => ({}), expected: 'invalid_request' }],
];

for (const [what, endpoint, fields, { headers = bot, expected } = {}] of cases) {
  test(`${endpoint}: ${what}`, async () => {
    const body = typeof fields === 'function' ? fields() : fields;
    const theirs = await postForm(other, paths[endpoint], body, headers(other));
    const withDetails = endpoint === 'bc-authorize' ? { ...body, scope: undefined, authorization_details: details() } : body;
    const ours = await postForm(world.issuer, `/${endpoint}`, withDetails, headers(world.issuer));
    assert.ok(ours.status >= 400, `ours: ${ours.status} ${ours.text}`);
    if (expected) {
      assert.equal(ours.json?.error, expected, ours.text);
      return;
    }
    assert.notEqual(theirs.json?.error, 'invalid_client_metadata', theirs.text);
    assert.ok(theirs.status >= 400, `theirs: ${theirs.status} ${theirs.text}`);
    assert.equal(ours.json?.error, theirs.json?.error, `ours ${ours.status} ${ours.text}; theirs ${theirs.status} ${theirs.text}`);
    assert.equal(ours.status, theirs.status, `ours ${ours.text}; theirs ${theirs.text}`);
  });
}

const challenge = { code_challenge: b64u(sha256('x')), code_challenge_method: 'S256' };
const requests = {
  'response_type=token': { response_type: 'token', ...challenge },
  'response_type=code token': { response_type: 'code token', ...challenge },
  'no code_challenge': { response_type: 'code' },
  'method plain': { response_type: 'code', code_challenge: 'a'.repeat(43), code_challenge_method: 'plain' },
  'no response_type': challenge,
};
for (const [what, parameters] of Object.entries(requests)) {
  test(`authorize: ${what}`, async () => {
    const all = { client_id: 'web-app', redirect_uri: REDIRECT, scope: 'orders:note:create', state: 's', ...parameters };
    const error = async (origin, path) => {
      const res = await send(origin, { path: `${path}?${form(all)}` });
      assert.ok([302, 303].includes(res.status), `${origin}: ${res.status} ${res.text.slice(0, 200)}`);
      const url = new URL(res.headers.location.replace('#', '?'));
      assert.equal(url.searchParams.get('state'), 's');
      return url.searchParams.get('error');
    };
    assert.equal(await error(world.issuer, '/authorize'), await error(other, paths.authorize));
  });
}

test('authorize: an unregistered redirect_uri redirects with neither', async () => {
  const all = { client_id: 'web-app', redirect_uri: 'https://evil.example/', response_type: 'code', ...challenge };
  for (const [origin, path] of [[world.issuer, '/authorize'], [other, paths.authorize]]) {
    const res = await send(origin, { path: `${path}?${form(all)}` });
    assert.equal(res.status, 400);
    assert.equal(res.headers.location, undefined);
  }
});
