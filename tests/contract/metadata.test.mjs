// Protocol 2: the metadata lists exactly what works.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readVerifierKey } from './support/merkle.mjs';
import { ok, refused, send } from './support/wire.mjs';
import { World } from './support/world.mjs';

let world;
before(async () => (world = await World.start()));
after(() => world?.close());

test('the standard members', async () => {
  const metadata = await world.metadata();
  assert.equal(metadata.issuer, world.issuer);
  const endpoints = { authorization_endpoint: '/authorize', token_endpoint: '/token', jwks_uri: '/jwks', introspection_endpoint: '/introspect', revocation_endpoint: '/revoke',
    pushed_authorization_request_endpoint: '/par', registration_endpoint: '/register', backchannel_authentication_endpoint: '/bc-authorize' };
  for (const [member, path] of Object.entries(endpoints)) assert.equal(metadata[member], world.issuer + path, member);
  assert.deepEqual(metadata.response_types_supported, ['code']);
  assert.deepEqual(metadata.code_challenge_methods_supported, ['S256']);
  assert.equal(metadata.authorization_response_iss_parameter_supported, true);
  assert.deepEqual(metadata.dpop_signing_alg_values_supported, ['ES256']);
  const sorted = (list) => [...list].sort();
  // jwt-bearer needs a trusted device as well; sign_in.test.mjs has one.
  const grants = metadata.grant_types_supported.filter((grant) => grant !== 'urn:ietf:params:oauth:grant-type:jwt-bearer');
  assert.deepEqual(sorted(grants), sorted(['authorization_code', 'client_credentials', 'refresh_token', 'urn:openid:params:grant-type:ciba']));
  assert.deepEqual(sorted(metadata.backchannel_token_delivery_modes_supported), ['ping', 'poll']);
  assert.ok(metadata.token_endpoint_auth_methods_supported.includes('client_secret_basic'));
  assert.ok(metadata.token_endpoint_auth_methods_supported.includes('private_key_jwt'));
  assert.ok(!metadata.token_endpoint_auth_methods_supported.includes('client_secret_post'));
  assert.deepEqual(metadata.token_endpoint_auth_signing_alg_values_supported, ['ES256']);
});

test('our own members, and a public key of the log', async () => {
  const { countersign } = await world.metadata();
  assert.equal(countersign.version, 1);
  for (const name of ['approvals', 'events', 'consume', 'devices', 'clients', 'grants', 'audit']) assert.equal(countersign[`${name}_endpoint`], `${world.issuer}/${name}`);
  assert.equal(readVerifierKey(countersign.audit_key).name, `${new URL(world.issuer).host}/audit`);
});

test('every endpoint listed exists', async () => {
  const metadata = await world.metadata();
  const urls = [...Object.entries(metadata), ...Object.entries(metadata.countersign)].filter(([name]) => /_endpoint$|_uri$/.test(name));
  assert.ok(urls.length >= 12);
  for (const [name, url] of urls) {
    assert.ok(url.startsWith(`${world.issuer}/`), `${name}: ${url}`);
    const path = new URL(url).pathname;
    const answers = await Promise.all(['GET', 'POST'].map((method) => send(world.issuer, { method, path, ...(method === 'POST' ? { body: '' } : {}) })));
    assert.ok(answers.some((res) => res.status !== 404 && res.status < 500), `${name} does not exist: ${answers.map((res) => res.status)}`);
  }
});

test('the log tells at its own address which one it is and where its parts are', async () => {
  const { countersign } = await world.metadata();
  const path = new URL(countersign.audit_endpoint).pathname;
  refused(await world.send(path), 401);
  const olga = await world.person('olga');
  const { origin, audit_key: key, size, ...parts } = ok(await olga.get(path));
  assert.deepEqual([key, origin], [countersign.audit_key, readVerifierKey(key).name]);
  assert.ok(size > 0);
  assert.ok(Object.keys(parts).length >= 8);
  for (const [name, url] of Object.entries(parts)) {
    assert.match(name, /^[a-z]+_endpoint$/);
    assert.notEqual((await olga.get(new URL(url).pathname)).status, name === 'thread_endpoint' || name === 'bundle_endpoint' ? 405 : 404, url);
  }
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) assert.equal((await world.send(path, { method })).status, 405, method);
});

test('every answer carries no-store and nosniff where it holds data', async () => {
  for (const path of ['/jwks', '/.well-known/oauth-authorization-server', '/approvals', '/nothing']) {
    const res = await world.send(path);
    assert.equal(res.headers['x-content-type-options'], 'nosniff', path);
    if (res.status >= 400) assert.match(res.headers['cache-control'], /no-store/, path);
  }
});
