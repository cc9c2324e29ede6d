// npm's openid-client, a strict and certified client, does every flow against the authority.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as jose from 'jose';
import * as client from 'openid-client';
import { CONSOLE, REDIRECT } from './support/console.mjs';
import { ORDERS, World, note, order } from './support/world.mjs';

let world;
before(async () => (world = await World.start()));
after(() => world?.close());

const discover = (id, authentication, metadata) => client.discovery(new URL(world.issuer), id, metadata, authentication,
  { algorithm: 'oauth2', execute: [client.allowInsecureRequests] });
const asBot = () => discover(world.bot.id, client.ClientSecretBasic(world.bot.secret));
const asConsole = () => discover(CONSOLE, client.None(), { token_endpoint_auth_method: 'none' });
const ciba = async (config, action, parameters = {}) => {
  const base = await client.clientCredentialsGrant(config);
  return client.initiateBackchannelAuthentication(config, { authorization_details: JSON.stringify([action]), login_hint_token: base.access_token, ...parameters });
};

test('discovery', async () => {
  const config = await asBot();
  assert.equal(config.serverMetadata().issuer, world.issuer);
});

test('client credentials by secret and by private_key_jwt', async () => {
  const token = await client.clientCredentialsGrant(await asBot(), { scope: 'orders:note:create' });
  assert.equal(token.scope, 'orders:note:create');
  const key = await jose.importJWK({ ...world.key.privateJwk, alg: 'ES256' }, 'ES256');
  const config = await discover(world.keyBot.id, client.PrivateKeyJwt({ key, kid: 'key-1' }));
  assert.ok((await client.clientCredentialsGrant(config)).access_token);
});

test('CIBA poll: asked, approved, received once', async () => {
  const config = await asBot();
  const action = note();
  const asked = await ciba(config, action);
  const alice = await world.person('alice');
  const [token] = await Promise.all([
    client.pollBackchannelAuthenticationGrant(config, asked),
    alice.approve({ approval_id: asked.approval_id, confirmation_code: asked.confirmation_code }),
  ]);
  assert.deepEqual(token.authorization_details, [action]);
  assert.equal((await world.orders.consume(token.access_token, action)).active, true);
});

test('CIBA poll: denied', async () => {
  const config = await asBot();
  const asked = await ciba(config, note());
  const alice = await world.person('alice');
  await alice.deny({ approval_id: asked.approval_id }, 'Not this one.');
  await assert.rejects(client.pollBackchannelAuthenticationGrant(config, asked), (error) => error.error === 'access_denied' && error.error_description === 'Not this one.');
});

test('CIBA with DPoP: the credential is bound to the key', async () => {
  const config = await asBot();
  const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
  const action = order('orders.proof');
  const asked = await ciba(config, action, { dpop_jkt: await DPoP.calculateThumbprint() });
  const alice = await world.person('alice');
  await alice.approve({ approval_id: asked.approval_id, confirmation_code: asked.confirmation_code });
  const token = await client.pollBackchannelAuthenticationGrant(config, asked, undefined, { DPoP });
  assert.equal(token.token_type, 'dpop');
  assert.equal(jose.decodeJwt(token.access_token).cnf.jkt, await DPoP.calculateThumbprint());
  assert.equal(jose.decodeJwt(token.access_token).aud, ORDERS);
});

/** The browser's part of a sign-in, done for the URL that openid-client built. */
async function browse(url) {
  const person = world.newConsole('alice');
  return person.browse(Object.fromEntries(url.searchParams));
}

for (const pushed of [false, true]) {
  test(`sign-in with PKCE, state, iss and DPoP${pushed ? ', parameters pushed (PAR)' : ''}; API call; refresh; revocation`, async () => {
    const config = await asConsole();
    const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    const expectedState = client.randomState();
    const parameters = { redirect_uri: REDIRECT, scope: 'approvals:read catalog:read', state: expectedState, code_challenge_method: 'S256',
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier) };
    const url = pushed ? await client.buildAuthorizationUrlWithPAR(config, parameters, { DPoP }) : client.buildAuthorizationUrl(config, parameters);
    const tokens = await client.authorizationCodeGrant(config, await browse(url), { pkceCodeVerifier, expectedState }, undefined, { DPoP });
    assert.equal(tokens.token_type, 'dpop');
    const approvals = new URL(`${world.issuer}/approvals?status=pending`);
    const res = await client.fetchProtectedResource(config, tokens.access_token, approvals, 'GET', null, undefined, { DPoP });
    assert.equal(res.status, 200);
    assert.ok(Array.isArray((await res.json()).items));
    const next = await client.refreshTokenGrant(config, tokens.refresh_token, undefined, { DPoP });
    assert.notEqual(next.refresh_token, tokens.refresh_token);
    await client.tokenRevocation(config, next.refresh_token);
    await assert.rejects(client.refreshTokenGrant(config, next.refresh_token, undefined, { DPoP }), (error) => error.error === 'invalid_grant');
    const refusedRes = await client.fetchProtectedResource(config, next.access_token, approvals, 'GET', null, undefined, { DPoP }).catch((error) => error);
    assert.equal(refusedRes.status, 401);
  });
}

test('introspection by an API, and revocation by the client', async () => {
  const config = await asBot();
  const api = await discover(world.orders.id, client.ClientSecretBasic(world.orders.secret));
  const { token } = await world.credential();
  const seen = await client.tokenIntrospection(api, token);
  assert.deepEqual([seen.active, seen.client_id, seen.aud, seen.iss], [true, world.bot.id, ORDERS, world.issuer]);
  await client.tokenRevocation(config, token);
  assert.deepEqual(await client.tokenIntrospection(api, token), { active: false });
});

test('a callback with a wrong state or a foreign iss is refused by the client, and ours passes', async () => {
  const config = await asConsole();
  const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const expectedState = client.randomState();
  const url = client.buildAuthorizationUrl(config, { redirect_uri: REDIRECT, scope: 'approvals:read', state: expectedState, code_challenge_method: 'S256',
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier) });
  const callback = await browse(url);
  const foreign = new URL(callback);
  foreign.searchParams.set('iss', 'https://evil.example');
  await assert.rejects(client.authorizationCodeGrant(config, foreign, { pkceCodeVerifier, expectedState }, undefined, { DPoP }));
  await assert.rejects(client.authorizationCodeGrant(config, callback, { pkceCodeVerifier, expectedState: 'other' }, undefined, { DPoP }));
  const tokens = await client.authorizationCodeGrant(config, callback, { pkceCodeVerifier, expectedState }, undefined, { DPoP });
  const keys = jose.createRemoteJWKSet(new URL(config.serverMetadata().jwks_uri));
  await jose.jwtVerify(tokens.access_token, keys, { issuer: world.issuer, typ: 'at+jwt', algorithms: ['ES256'] });

});
