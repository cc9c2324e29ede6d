// Group TK: tokens, introspection, revocation, refresh, DPoP.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as jose from 'jose';
import { Console } from './support/console.mjs';
import { EventStream } from './support/events.mjs';
import { b64u, decode, dpopProof, makeKey, now, random, sha256, twinSignature } from './support/jose.mjs';
import { basic, eventually, fresh, ok, postForm, refused, send, sleep } from './support/wire.mjs';
import { World, note } from './support/world.mjs';

let world;
let alice;
before(async () => {
  world = await World.start();
  alice = await world.person('alice');
});
after(() => world?.close());

const inactive = async (party, token) => assert.deepEqual(ok(await party.introspect(token)), { active: false });
const newSession = () => world.newConsole('alice').signIn();

async function newPerson(roles = 'approver', groups = 'payments-approvers') {
  const name = `person-${fresh()}`;
  await world.authority.addUser({ name, password: world.password(name), roles, groups });
  return Object.assign(new Console(world, { name, password: world.password(name) }), { scope: 'approvals:read approvals:decide grants:revoke catalog:read' }).signIn();
}

describe('access tokens', () => {
  test('TK-01 shape: at+jwt, ES256, every claim of RFC 9068; verified by jose', async () => {
    const keys = jose.createRemoteJWKSet(new URL(`${world.issuer}/jwks`));
    for (const token of [await world.bot.baseToken(), alice.access]) {
      const { payload, protectedHeader } = await jose.jwtVerify(token, keys, { issuer: world.issuer, typ: 'at+jwt', algorithms: ['ES256'] });
      for (const claim of ['iss', 'exp', 'aud', 'sub', 'client_id', 'iat', 'jti', 'sid']) assert.ok(payload[claim] !== undefined, `${claim} is missing`);
      assert.ok(protectedHeader.kid);
      assert.ok(payload.exp > payload.iat);
    }
    const { payload } = decode(world.bot.base ?? (await world.bot.baseToken()));
    assert.equal(payload.sub, 'client:deploy-bot');
    assert.match(alice.sub, /^usr_/);
    assert.equal(decode(alice.access).payload.cnf.jkt, alice.key.thumbprint);
  });

  test('TK-02 a refresh token, a code or a base token at the API → 401 invalid_token', async () => {
    const session = await newSession();
    for (const token of [session.refreshToken, random(), await world.bot.baseToken(), 'a.b.c']) {
      const res = await alice.world.send('/approvals?status=pending', { headers: alice.authorization('GET', '/approvals', { token }) });
      refused(res, 401, 'invalid_token');
      assert.match(res.headers['www-authenticate'], /invalid_token/);
    }
    await alice.list();
  });

  test('a token whose payload, header or signature is changed → 401', async () => {
    const [head, body, signature] = alice.access.split('.');
    const { payload, header } = decode(alice.access);
    const part = (value) => b64u(JSON.stringify(value));
    for (const token of [`${head}.${part({ ...payload, sub: 'usr_other' })}.${signature}`, `${part({ ...header, alg: 'none' })}.${body}.`, `${part({ ...header, typ: 'JWT' })}.${body}.${signature}`,
      `${head}.${body}.${b64u(Buffer.alloc(64))}`, `${head}.${body}`, alice.access.slice(0, -4)]) {
      refused(await alice.world.send('/approvals?status=pending', { headers: alice.authorization('GET', '/approvals', { token }) }), 401);
    }
  });

  test('TK-06 token in the query 400/401; two Authorization headers 400; the scheme in odd case is accepted', async () => {
    const path = '/approvals?status=pending';
    const { Authorization, DPoP } = alice.authorization('GET', '/approvals');
    refused(await send(world.issuer, { path: `${path}&access_token=${alice.access}`, headers: { DPoP } }), [400, 401]);
    refused(await send(world.issuer, { path, headers: ['Authorization', Authorization, 'Authorization', Authorization, 'DPoP', DPoP] }), [400, 401]);
    ok(await send(world.issuer, { path, headers: { ...alice.authorization('GET', '/approvals'), Authorization: `dPoP ${alice.access}` } }));
  });

  test('TK-07 no token → 401 without an error code', async () => {
    const res = await world.send('/approvals?status=pending');
    assert.equal(res.status, 401);
    assert.match(res.headers['www-authenticate'], /^DPoP\b/);
    assert.doesNotMatch(res.headers['www-authenticate'], /error=/);
  });

  test('SC-06 a scope that is lacking → 403 insufficient_scope with the scope named', async () => {
    const reader = await world.newConsole('bob', { scope: 'approvals:read' }).signIn();
    const res = await reader.post('/approvals/apr_x/revoke', { reason: 'x' });
    refused(res, 403, 'insufficient_scope');
    assert.match(res.headers['www-authenticate'], /error="insufficient_scope"/);
    assert.match(res.headers['www-authenticate'], /scope="grants:revoke"/);
    const decision = await reader.post('/approvals/apr_x/decision', { decision: 'x' });
    refused(decision, 403, ['insufficient_scope', 'not_an_approver']);
    assert.match(decision.headers['www-authenticate'], /scope="approvals:decide"/);
  });
});

describe('introspection and revocation', () => {
  test('TK-08 introspection without authentication → 401', async () => {
    const token = await world.bot.baseToken();
    refused(await world.postForm('/introspect', { token }), 401, 'invalid_client');
    refused(await world.postForm('/introspect', { token }, basic('deploy-bot', 'wrong'.repeat(8))), 401, 'invalid_client');
    refused(await world.postForm('/introspect', { token }, { Authorization: `Bearer ${token}` }), 401);
  });

  test('TK-09 garbage, expired, revoked, another audience, another client → exactly {"active":false}', async () => {
    const { token } = await world.credential();
    const revoked = await world.bot.baseToken();
    ok(await world.bot.revoke(revoked));
    const short = await world.credential(note(), { granted: { ttl: 1 } });
    await sleep(2_200);
    const foreign = await world.bot.baseToken();
    for (const [party, value] of [[world.orders, 'garbage'], [world.orders, 'a.b.c'], [world.bot, revoked], [world.orders, short.token], [world.deploy, token], [world.other, foreign],
      [world.orders, `${token}x`], [world.orders, `${token} `]]) {
      const res = await party.introspect(value);
      assert.equal(res.status, 200);
      assert.equal(res.text.trim(), '{"active":false}', `${party.id}: ${res.text}`);
    }
    assert.equal(ok(await world.orders.introspect(token)).active, true);
    assert.equal(ok(await world.bot.introspect(foreign)).active, true);
  });

  test('TK-10 introspection without token → 400 invalid_request', async () => {
    refused(await world.orders.post('/introspect', {}), 400, 'invalid_request');
    refused(await world.orders.post('/introspect', { token: '' }), 400, 'invalid_request');
  });

  test('TK-12 revoking a refresh token ends the family and its access tokens at once', async () => {
    const session = await newSession();
    const old = { access: session.access, refresh: session.refreshToken };
    session.keep(ok(await session.refresh()));
    await session.list();
    const res = await postForm(world.issuer, '/revoke', { client_id: session.clientId, token: session.refreshToken, token_type_hint: 'refresh_token' });
    assert.equal(res.status, 200, res.text);
    for (const token of [session.access, old.access]) refused(await session.world.send('/approvals', { headers: session.authorization('GET', '/approvals', { token }) }), 401, 'invalid_token');
    for (const refresh_token of [session.refreshToken, old.refresh]) refused(await session.refresh({ refresh_token }), 400, 'invalid_grant');
  });

  test('TK-13 a wrong token_type_hint is ignored; an unknown token answers 200', async () => {
    const token = await world.bot.baseToken();
    ok(await world.bot.revoke(token, 'refresh_token'));
    await inactive(world.bot, token);
    assert.equal((await world.bot.revoke('unknown')).status, 200);
    const other = await world.bot.baseToken();
    assert.equal(ok(await world.bot.introspect(other, 'nonsense')).active, true);
  });

  test('a foreign token at /revoke → 400 invalid_grant, and it still works', async () => {
    const token = await world.bot.baseToken();
    refused(await world.other.revoke(token), 400, 'invalid_grant');
    assert.equal(ok(await world.bot.introspect(token)).active, true);
    refused(await world.postForm('/revoke', { token }), [400, 401], ['invalid_client', 'invalid_request']);
  });

  test('a revoked credential is refused at once', async () => {
    const { token, action } = await world.credential();
    ok(await world.bot.revoke(token));
    await inactive(world.orders, token);
    await world.orders.refuses(token, action, {}, 'revoked');
  });

  test('TK-27 user disabled: tokens inactive at once, refresh fails, stream closed within 5 s', async () => {
    const person = await newPerson();
    const stream = await EventStream.open(world.issuer, { headers: person.authorization('GET', '/events') });
    assert.equal(stream.status, 200);
    await world.authority.mustCommand(['user', 'disable', '--name', person.name]);
    refused(await person.get('/approvals?status=pending'), 401, 'invalid_token');
    refused(await person.refresh(), 400, 'invalid_grant');
    await eventually('the stream of a disabled user is closed', () => stream.closed, 5_500);
    refused(await postForm(world.issuer, '/token', { grant_type: 'refresh_token' }), [400, 401]);
  });

  test('TK-29 key rotation: the new key is published before it signs, old tokens keep verifying', async () => {
    const token = await world.bot.baseToken();
    const before = ok(await world.send('/jwks')).keys.map((key) => key.kid);
    await world.authority.mustCommand(['keys', 'rotate']);
    const after = await eventually('the new key in JWKS', async () => {
      const kids = ok(await world.send('/jwks')).keys.map((key) => key.kid);
      return kids.some((kid) => !before.includes(kid)) && kids;
    });
    assert.ok(after.includes(decode(token).header.kid), 'the old key was withdrawn while its tokens live');
    assert.equal(ok(await world.bot.introspect(token)).active, true);
    const next = decode(await world.bot.baseToken()).header.kid;
    assert.ok(after.includes(next));
    await world.stillWorks();
  });
});

describe('refresh', () => {
  test('rotation: a new token each time; the old one after its successor was used ends the family', async () => {
    const session = await newSession();
    const first = session.refreshToken;
    session.keep(ok(await session.refresh()));
    const second = session.refreshToken;
    assert.notEqual(second, first);
    session.keep(ok(await session.refresh()));
    const third = session.refreshToken;
    refused(await session.refresh({ refresh_token: first }), 400, 'invalid_grant');
    refused(await session.refresh({ refresh_token: third }), 400, 'invalid_grant');
    refused(await session.get('/approvals?status=pending'), 401, 'invalid_token');
  });

  test('grace: the same key may repeat within 30 s while the successor is unused', async () => {
    const session = await newSession();
    const first = session.refreshToken;
    ok(await session.refresh());
    const again = ok(await session.refresh({ refresh_token: first }));
    session.keep(again);
    await session.list();
    ok(await session.refresh());
  });

  test('TK-18 refresh without a proof → invalid_dpop_proof; with another key → refused; mine still works', async () => {
    const session = await newSession();
    refused(await session.refresh({}, { headers: {} }), 400, ['invalid_dpop_proof', 'invalid_grant']);
    refused(await session.refresh({}, { headers: { DPoP: session.proof('POST', '/token', { key: makeKey() }) } }), 400, ['invalid_grant', 'invalid_dpop_proof']);
    ok(await session.refresh());
  });

  test('another client presents the refresh token → refused', async () => {
    const session = await newSession();
    refused(await world.bot.token({ grant_type: 'refresh_token', refresh_token: session.refreshToken }), 400, ['invalid_grant', 'unauthorized_client']);
    ok(await session.refresh());
  });

  test('SC-04 refresh with a wider scope → invalid_scope; narrower is kept', async () => {
    const session = await world.newConsole('alice', { scope: 'approvals:read approvals:decide' }).signIn();
    for (const scope of ['approvals:read approvals:decide grants:revoke', 'clients:manage', 'approvals:read nonsense']) refused(await session.refresh({ scope }), 400, 'invalid_scope');
    const narrow = ok(await session.refresh({ scope: 'approvals:read' }));
    assert.equal(narrow.scope ?? 'approvals:read', 'approvals:read');
  });

  test('codes, refresh tokens and auth_req_ids are not mistaken for one another', async () => {
    const session = await newSession();
    const asked = await world.bot.ask(note());
    refused(await session.redeemCode(session.refreshToken), 400, 'invalid_grant');
    refused(await world.bot.poll(session.refreshToken), 400, 'invalid_grant');
    refused(await session.refresh({ refresh_token: asked.auth_req_id }), 400, 'invalid_grant');
    const code = await session.code(session.request());
    refused(await session.refresh({ refresh_token: code }), 400, 'invalid_grant');
    ok(await session.refresh());
  });
});

describe('DPoP at the API', () => {
  const path = '/approvals?status=pending';
  const attempt = (changes = {}, more = {}) => send(world.issuer, { path, headers: { ...alice.authorization('GET', '/approvals', changes), ...more } });
  const works = async () => ok(await attempt());
  const evil = makeKey();
  const deviations = {
    'wrong typ': { header: { typ: 'jwt' } }, 'no typ': { header: { typ: undefined } }, 'alg none': { header: { alg: 'none' } }, 'alg HS256': { header: { alg: 'HS256' } }, 'no alg': { header: { alg: undefined } },
    'no jwk': { header: { jwk: undefined } }, 'another jwk in the header': { header: { jwk: evil.jwk } }, 'no jti': { claims: { jti: undefined } }, 'empty jti': { claims: { jti: '' } },
    'jti as a number': { claims: { jti: 7 } }, 'a huge jti': { claims: { jti: 'j'.repeat(4000) } }, 'no htm': { claims: { htm: undefined } }, 'no htu': { claims: { htu: undefined } }, 'no iat': { claims: { iat: undefined } },
    'no ath': { claims: { ath: undefined } }, 'wrong htm': { claims: { htm: 'POST' } }, 'htm in lower case': { claims: { htm: 'get' } }, 'other path in htu': { claims: { htu: '{issuer}/token' } },
    'other host in htu': { claims: { htu: 'https://evil.example/approvals' } }, 'other scheme in htu': { claims: { htu: '{https}/approvals' } }, 'relative htu': { claims: { htu: '/approvals' } },
    'wrong ath': { claims: { ath: b64u(sha256('other')) } }, 'ath in hex': { claims: { ath: 'ab'.repeat(32) } }, 'iat an hour ago': { claims: { iat: -3600 } }, 'iat in an hour': { claims: { iat: 3600 } },
    'iat as text': { claims: { iat: 'now' } }, 'a crit header': { header: { crit: ['x'], x: 1 } },
  };
  for (const [what, change] of Object.entries(deviations)) {
    test(`TK-20 ${what} → 401, and a correct proof still works`, async () => {
      const claims = { ...change.claims };
      if (claims.htu) claims.htu = claims.htu.replace('{issuer}', world.issuer).replace('{https}', world.issuer.replace('http:', 'https:'));
      if (typeof claims.iat === 'number') claims.iat += now();
      const res = await attempt({ ...change, claims: 'claims' in change ? claims : {} });
      refused(res, 401, ['invalid_dpop_proof', 'invalid_token']);
      assert.match(res.headers['www-authenticate'], /^DPoP /);
      await works();
    });
  }

  test('TK-20 private key in jwk, another key, a P-384 key → 401', async () => {
    refused(await attempt({ header: { jwk: alice.key.privateJwk } }), 401);
    refused(await attempt({ key: evil }), 401);
    refused(await attempt({ key: makeKey('P-384'), header: { alg: 'ES384' } }), 401);
    await works();
  });

  test('TK-20 no proof, two proofs, not a JWT, a broken or twin signature → 401', async () => {
    const { Authorization, DPoP } = alice.authorization('GET', '/approvals');
    refused(await send(world.issuer, { path, headers: { Authorization } }), 401);
    refused(await send(world.issuer, { path, headers: ['Authorization', Authorization, 'DPoP', DPoP, 'DPoP', alice.proof('GET', '/approvals', { token: alice.access })] }), [400, 401]);
    for (const value of ['garbage', 'a.b.c', '', `${DPoP.split('.').slice(0, 2).join('.')}.`, `${DPoP}x`, `${DPoP},${DPoP}`]) refused(await attempt({}, { DPoP: value }), 401);
    refused(await send(world.issuer, { path, headers: { Authorization: `Bearer ${alice.access}`, DPoP: alice.proof('GET', '/approvals', { token: alice.access }) } }), 401);
    await works();
  });

  test('TK-23 a proof works once, its twin signature too', async () => {
    const proof = alice.proof('GET', '/approvals', { token: alice.access });
    ok(await attempt({}, { DPoP: proof }));
    refused(await attempt({}, { DPoP: proof }), 401, ['invalid_dpop_proof', 'invalid_token', 'use_dpop_nonce']);
    refused(await attempt({}, { DPoP: twinSignature(proof) }), 401);
    const jti = random(16);
    ok(await attempt({ claims: { jti } }));
    refused(await attempt({ claims: { jti, iat: now() - 1 } }), 401);
    await works();
  });

  test('TK-24 htu with upper-case host and scheme, query or fragment is normalised', async () => {
    const upper = world.issuer.replace('http:', 'HTTP:');
    for (const htu of [`${upper}/approvals`, `${world.issuer}/approvals?status=pending`, `${world.issuer}/approvals#top`]) ok(await attempt({ claims: { htu } }));
  });
});

describe('DPoP at the token endpoint', () => {
  test('TK-21 a bad proof → 400 invalid_dpop_proof, nothing issued', async () => {
    const proof = (changes) => dpopProof(makeKey(), { method: 'POST', url: `${world.issuer}/token`, ...changes });
    const used = proof();
    ok(await world.bot.token({ grant_type: 'client_credentials' }, { DPoP: used }));
    for (const bad of ['garbage', proof({ method: 'GET' }), proof({ url: `${world.issuer}/par` }), proof({ header: { typ: 'JWT' } }), proof({ header: { alg: 'none' } }), proof({ claims: { iat: 1 } }), used]) {
      refused(await world.bot.token({ grant_type: 'client_credentials' }, { DPoP: bad }), 400, ['invalid_dpop_proof', 'use_dpop_nonce']);
    }
    const key = makeKey();
    const answer = ok(await world.bot.token({ grant_type: 'client_credentials' }, { DPoP: dpopProof(key, { method: 'POST', url: `${world.issuer}/token` }) }));
    assert.equal(answer.token_type, 'DPoP');
    assert.equal(decode(answer.access_token).payload.cnf.jkt, key.thumbprint);
  });

  test('TK-21 a bad proof with a code does not spend the code', async () => {
    const session = world.newConsole('alice');
    const code = await session.code();
    refused(await session.redeemCode(code, {}, { headers: { DPoP: 'garbage' } }), 400, 'invalid_dpop_proof');
    refused(await session.redeemCode(code, {}, { headers: {} }), 400, ['invalid_dpop_proof', 'invalid_request']);
    ok(await session.redeemCode(code));
  });
});

describe('rule 8', () => {
  test('TK-31 no secret in the log or in the files of the authority', async () => {
    await world.credential();
    await sleep(300);
    assert.ok(world.secrets.size > 10);
    world.assertNoSecrets();
  });

  test('SU-08 after a restart, used proofs, codes, refresh tokens and credentials are still refused', async () => {
    const session = world.newConsole('alice');
    const code = await session.code();
    session.keep(ok(await session.redeemCode(code)));
    const first = session.refreshToken;
    session.keep(ok(await session.refresh()));
    session.keep(ok(await session.refresh()));
    const { token, action, asked } = await world.credential();
    assert.equal((await world.orders.consume(token, action)).active, true);
    const proof = session.authorization('GET', '/approvals');
    ok(await world.send('/approvals?status=pending', { headers: proof }));
    await sleep(500); // proofs of reads are gathered into one commit
    const pending = await world.bot.ask(note());
    const write = session.authorization('POST', `/approvals/${asked.approval_id}/revoke`);
    const revoke = () => world.postJson(`/approvals/${asked.approval_id}/revoke`, { reason: 'x' }, write);
    refused(await revoke(), 409);
    const tokenProof = { DPoP: session.proof('POST', '/token') };
    ok(await world.bot.token({ grant_type: 'client_credentials' }, tokenProof));
    await world.authority.kill();
    await world.authority.serve();
    refused(await world.send('/approvals?status=pending', { headers: proof }), 401);
    refused(await revoke(), 401);
    refused(await world.bot.token({ grant_type: 'client_credentials' }, tokenProof), 400, 'invalid_dpop_proof');
    assert.ok((await session.list()).items.some((item) => item.id === pending.approval_id));
    await world.orders.refuses(token, action, {}, 'used');
    refused(await world.bot.poll(asked), 400, 'invalid_grant');
    refused(await session.refresh({ refresh_token: first }), 400, 'invalid_grant');
    refused(await session.redeemCode(code), 400, 'invalid_grant');
    await world.stillWorks();
  });
});
