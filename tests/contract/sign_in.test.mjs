// Group PK: the console's sign-in by browser, and the device key of a console's own authority.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Authority } from './support/authority.mjs';
import { Browser } from './support/browser.mjs';
import { CONSOLE, Console, REDIRECT } from './support/console.mjs';
import { b64u, decode, jws, makeKey, now, random, sha256 } from './support/jose.mjs';
import { Requester } from './support/requester.mjs';
import { ok, postForm, refused, send, sleep } from './support/wire.mjs';
import { World, catalogue, note } from './support/world.mjs';

let world;
before(async () => (world = await World.start()));
after(() => world?.close());

const session = (changes) => world.newConsole('alice', changes);
const authorize = (console, changes) => new Browser(world.issuer).authorize(console.request(changes));

/** The error that /authorize sends back to the redirect URI. */
function redirectedError(res, error) {
  assert.ok([302, 303].includes(res.status), `${res.status} ${res.text.slice(0, 300)}`);
  const url = new URL(res.headers.location);
  assert.ok(res.headers.location.startsWith(`${REDIRECT}?`));
  assert.equal(url.searchParams.get('error'), error);
  assert.equal(url.searchParams.get('iss'), world.issuer, 'RFC 9207 2');
  assert.equal(url.searchParams.has('code'), false);
  return url;
}

describe('authorization code and PKCE', () => {
  test('control: the whole sign-in; state and iss come back, the token is bound to the key', async () => {
    const console = session();
    const url = await console.browse();
    assert.ok(url.href.startsWith(`${REDIRECT}?`));
    assert.deepEqual([url.searchParams.get('state'), url.searchParams.get('iss')], [console.state, world.issuer]);
    const res = await console.redeemCode(url.searchParams.get('code'));
    const answer = ok(res);
    assert.equal(answer.token_type, 'DPoP');
    assert.ok(answer.refresh_token && answer.expires_in > 0);
    assert.match(res.headers['cache-control'], /no-store/);
    console.keep(answer);
    await console.list();
    assert.deepEqual(answer.scope.split(' ').sort(), ['approvals:decide', 'approvals:read', 'catalog:read', 'grants:revoke']);
  });

  test('PK-01 no code_challenge, an empty, short or malformed one → invalid_request', async () => {
    for (const changes of [{ code_challenge: undefined }, { code_challenge: undefined, code_challenge_method: undefined }, { code_challenge: '' }, { code_challenge: 'short' },
      { code_challenge: `${'a'.repeat(42)}!` }, { code_challenge: 'a'.repeat(129) }]) {
      redirectedError(await authorize(session(), changes), 'invalid_request');
    }
    assert.equal((await authorize(session())).status, 200);
  });

  test('PK-02 method plain, missing or unknown → invalid_request', async () => {
    for (const code_challenge_method of ['plain', undefined, 's256', 'S512', '']) redirectedError(await authorize(session(), { code_challenge_method }), 'invalid_request');
  });

  test('PK-03 wrong or missing verifier → invalid_grant', async () => {
    for (const code_verifier of [random(32), undefined, '', 'short', 'a'.repeat(129)]) {
      const console = session();
      const code = await console.code();
      refused(await console.redeemCode(code, { code_verifier }), 400, code_verifier === undefined || code_verifier === '' ? ['invalid_grant', 'invalid_request'] : 'invalid_grant');
    }
    const plain = session();
    const code = await plain.code();
    refused(await plain.redeemCode(code, { code_verifier: b64u(sha256(plain.verifier)) }), 400, 'invalid_grant');
    await session().signIn();
  });

  test('PK-04 a code of a request without challenge does not exist; a verifier for a foreign code → invalid_grant', async () => {
    const victim = session();
    const code = await victim.code();
    const attacker = session();
    attacker.request();
    refused(await attacker.redeemCode(code), 400, 'invalid_grant');
    const url = await authorize(session(), { code_challenge: undefined, code_challenge_method: undefined });
    redirectedError(url, 'invalid_request');
  });

  test('PK-07 another redirect_uri, none, or another client at /token → invalid_grant', async () => {
    for (const redirect_uri of ['http://127.0.0.1:49153/callback', 'http://[::1]:49152/callback', undefined, `${REDIRECT}/`]) {
      const console = session();
      const code = await console.code();
      refused(await console.redeemCode(code, { redirect_uri }), 400, ['invalid_grant', ...(redirect_uri === undefined ? ['invalid_request'] : [])]);
    }
    const console = session();
    const code = await console.code();
    refused(await world.bot.token({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT, code_verifier: console.verifier }), 400, ['invalid_grant', 'unauthorized_client']);
  });

  test('PK-08 a code older than 60 s → invalid_grant', { timeout: 120_000 }, async () => {
    const console = session();
    const code = await console.code();
    await sleep(61_500);
    refused(await console.redeemCode(code), 400, 'invalid_grant');
  });

  for (const uri of ['http://localhost:49152/callback', 'http://127.0.0.2:49152/callback', 'http://127.1:49152/callback', 'http://2130706433:49152/callback', 'http://0x7f000001:49152/callback',
    'http://[::ffff:127.0.0.1]:49152/callback', 'http://127.0.0.1:49152/other', 'http://127.0.0.1:49152/callback?x=1', 'http://127.0.0.1:49152/callback#x', 'https://127.0.0.1:49152/callback',
    'http://127.0.0.1/callback/..', 'http://127.0.0.1:49152/callback/', 'http://127.0.0.1:49152//callback', 'http://user@127.0.0.1:49152/callback', 'http://127.0.0.1:49152@evil.example/callback',
    'http://127.0.0.1:99999/callback', 'http://127.0.0.1:/callback', 'http://127.0.0.1:49152/Callback', 'http://127.0.0.1:49152/call%62ack', 'http://0.0.0.0:49152/callback',
    'http://127.0.0.1.evil.example:49152/callback', 'HTTP://127.0.0.1:49152/callback', ' http://127.0.0.1:49152/callback', 'http://127.0.0.1:49152/callback ', 'http://[0:0:0:0:0:0:0:1]:49152/callback',
    'http://127.0.0.1:049152/callback', 'http://127.0.0.1:0/callback', 'countersign://callback']) {
    test(`PK-10 redirect ${JSON.stringify(uri)} is refused without a redirect`, async () => {
      const res = await authorize(session(), { redirect_uri: uri });
      assert.equal(res.status, 400, `${res.status} ${res.headers.location}`);
      assert.equal(res.headers.location, undefined);
    });
  }

  test('PK-10 control: both literal loopbacks at any port', async () => {
    for (const redirect of ['http://127.0.0.1:1024/callback', 'http://127.0.0.1:65535/callback', 'http://[::1]:50000/callback']) {
      await session({ redirect }).signIn();
    }
  });

  test('SC-02 a malformed or unknown scope → invalid_scope', async () => {
    for (const scope of ['approvals:read  approvals:decide', 'approvals:read"', 'approvals:read\\', 'approvals:read\tapprovals:decide', 'no:such', 'APPROVALS:READ', '*', ' ']) {
      const res = await authorize(session(), { scope });
      if (res.status !== 200) redirectedError(res, 'invalid_scope');
      else assert.fail(`${JSON.stringify(scope)} got a form`);
    }
  });

  test('SC-03 roles decide the scopes: what the role does not have is not granted, and the answer says so', async () => {
    const console = session({ scope: 'approvals:read clients:manage users:manage' });
    const url = await console.browse();
    const code = url.searchParams.get('code');
    if (code) {
      const answer = ok(await console.redeemCode(code));
      assert.equal(answer.scope, 'approvals:read');
    } else assert.ok(['invalid_scope', 'access_denied'].includes(url.searchParams.get('error')), url.href);
  });

  test('PAR: pushed once, used once, by its own client', async () => {
    const console = session();
    const pushed = await postForm(world.issuer, '/par', console.request());
    const { request_uri, expires_in } = ok(pushed, 201);
    assert.match(request_uri, /^urn:ietf:params:oauth:request_uri:/);
    assert.ok(expires_in > 0 && expires_in <= 600);
    const url = await console.browse({ client_id: CONSOLE, request_uri });
    console.keep(ok(await console.redeemCode(url.searchParams.get('code'))));
    await console.list();
    const again = await new Browser(world.issuer).authorize({ client_id: CONSOLE, request_uri });
    assert.equal(again.status, 400);
    assert.equal((await new Browser(world.issuer).authorize({ client_id: CONSOLE, request_uri: `${request_uri}x` })).status, 400);
    refused(await postForm(world.issuer, '/par', { ...session().request(), request_uri }), 400, 'invalid_request');
    refused(await postForm(world.issuer, '/par', session().request({ redirect_uri: 'https://evil.example/' })), 400, ['invalid_request', 'invalid_redirect_uri']);
    refused(await postForm(world.issuer, '/par', session().request({ code_challenge: undefined })), 400, 'invalid_request');
  });

  test('a disabled user cannot sign in, and learns no more than with a wrong password', async () => {
    await world.authority.addUser({ name: 'former', password: world.password('former'), roles: 'approver' });
    const former = Object.assign(new Console(world, { name: 'former', password: world.password('former') }), { scope: 'approvals:read' });
    await former.signIn();
    await world.authority.mustCommand(['user', 'disable', '--name', 'former']);
    const page = async (password) => {
      const browser = new Browser(world.issuer);
      const res = await browser.submit(await browser.authorize(former.request({ state: 'same' })), { username: 'former', password });
      return { status: res.status, location: res.headers.location, text: res.text.replace(/value="[^"]*"/g, '') };
    };
    const right = await page(world.password('former'));
    const wrong = await page('certainly not this one');
    assert.equal(right.location, undefined);
    assert.deepEqual(right, wrong);
  });

  test('user passwd: the old password and the old sessions end', async () => {
    await world.authority.addUser({ name: 'changer', password: world.password('changer'), roles: 'approver' });
    const changer = Object.assign(new Console(world, { name: 'changer', password: world.password('changer') }), { scope: 'approvals:read' });
    await changer.signIn();
    const next = world.remember('another long pass phrase');
    await world.authority.mustCommand(['user', 'passwd', '--name', 'changer', '--password-stdin'], { input: `${next}\n` });
    const browser = new Browser(world.issuer);
    const old = await browser.submit(await browser.authorize(changer.request()), { username: 'changer', password: changer.password });
    assert.notEqual(old.status, 303);
    await Object.assign(new Console(world, { name: 'changer', password: next }), { scope: 'approvals:read' }).signIn();
  });

  test('AS-32 twenty wrong passwords: throttled with Retry-After, others can still sign in', async () => {
    const small = await World.start({ config: { limits: { sign_ins_per_minute: 8 } } });
    try {
      const alice = small.newConsole('alice');
      const statuses = [];
      let throttled;
      for (let round = 0; round < 20; ++round) {
        const browser = new Browser(small.issuer);
        const page = await browser.authorize(alice.request());
        const res = page.status === 429 ? page : await browser.submit(page, { username: 'alice', password: `wrong password ${round}` });
        statuses.push(res.status);
        if (res.status === 429) throttled ??= res;
      }
      assert.ok(throttled, `never throttled: ${statuses}`);
      assert.match(throttled.headers['retry-after'] ?? '', /^[1-9][0-9]*$/);
      assert.ok(statuses.filter((status) => status !== 429).length <= 10, statuses.join(' '));
    } finally {
      await small.close();
    }
  });
});

describe('the console\'s own authority (jwt-bearer)', () => {
  const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
  const SCOPE = 'approvals:read approvals:decide grants:revoke catalog:read';
  let local;
  let device;
  before(async () => {
    device = makeKey();
    device.kid = device.thumbprint;
    local = { authority: await Authority.create({ catalog: catalogue() }) };
    const file = join(local.authority.root, 'device.json');
    writeFileSync(file, JSON.stringify(device.jwk));
    local.secret = `secret-${random(32)}`;
    await local.authority.addClient('deploy-bot', { grants: 'client_credentials,ciba', scopes: 'orders:note:create', actions: 'orders.note' }, local.secret);
    await local.authority.serve(['--trust-device', file]);
    local.issuer = local.authority.issuer;
    local.postJson = (path, value, headers) => World.prototype.postJson.call(local, path, value, headers);
    local.bot = new Requester(local, 'deploy-bot', { secret: local.secret });
  });
  after(() => local?.authority.close());

  const assertion = ({ claims = {}, header = {}, key = device } = {}) => {
    const at = now();
    const all = { iss: device.thumbprint, sub: 'local', aud: local.issuer, iat: at, exp: at + 60, jti: random(16), ...claims };
    return jws({ alg: 'ES256', typ: 'JWT', kid: device.thumbprint, ...header }, Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)), key);
  };
  const console = () => new Console(local, { name: 'local' });
  const grant = (changes, self = console(), fields = {}) => self.tokenRequest({ grant_type: GRANT, assertion: assertion(changes), scope: SCOPE, ...fields });

  test('the metadata lists the grant where it works', async () => {
    const { grant_types_supported } = ok(await send(local.issuer, { path: '/.well-known/oauth-authorization-server' }));
    assert.ok(grant_types_supported.includes(GRANT));
  });

  test('control: the trusted device signs in, decides for every group, with its key as decision device at once', async () => {
    const self = console();
    self.keep(ok(await grant({}, self)));
    self.device = device;
    const asked = await local.bot.ask(note());
    assert.equal((await self.approve(asked)).status, 'approved');
    assert.equal(ok(await local.bot.poll(asked)).token_type, 'Bearer');
  });

  test('four eyes still hold: what local asks for, local cannot approve', async () => {
    const self = console();
    self.keep(ok(await grant({}, self)));
    self.device = device;
    const asked = await local.bot.ask(note(), { login_hint: 'local' });
    refused(await self.decideRaw(asked, 'approve'), 403, 'self_approval');
  });

  test('an assertion works once, lives a minute, and must be exactly right', async () => {
    const at = now();
    const once = assertion();
    const self = console();
    ok(await self.tokenRequest({ grant_type: GRANT, assertion: once, scope: SCOPE }));
    refused(await self.tokenRequest({ grant_type: GRANT, assertion: once, scope: SCOPE }), 400, 'invalid_grant');
    const evil = makeKey();
    for (const change of [{ claims: { aud: `${local.issuer}/token` } }, { claims: { aud: [local.issuer] } }, { claims: { sub: 'alice' } }, { claims: { sub: undefined } }, { claims: { iss: 'local' } },
      { claims: { exp: at + 3600 } }, { claims: { exp: at - 11, iat: at - 70 } }, { claims: { exp: undefined } }, { claims: { iat: undefined } }, { claims: { jti: undefined } }, { claims: { nbf: at + 120 } },
      { header: { alg: 'none' } }, { header: { alg: 'HS256' } }, { header: { kid: 'other' } }, { header: { jwk: evil.jwk }, key: evil }, { key: evil }, { claims: { iss: evil.thumbprint }, header: { kid: evil.thumbprint }, key: evil }]) {
      const res = await grant(change);
      assert.equal(res.status, 400, `${JSON.stringify(change.claims ?? change.header)}: ${res.status} ${res.text}`);
      refused(res, 400, 'invalid_grant');
    }
    refused(await self.tokenRequest({ grant_type: GRANT, scope: SCOPE }), 400, 'invalid_request');
    refused(await self.tokenRequest({ grant_type: GRANT, assertion: assertion(), scope: SCOPE }, { headers: {} }), 400, ['invalid_dpop_proof', 'invalid_request']);
    ok(await grant());
  });

  test('without --trust-device nobody signs in as local; an enrolled device of a person is no assertion key', async () => {
    const alice = await world.person('alice');
    const at = now();
    const wrong = jws({ alg: 'ES256', typ: 'JWT', kid: alice.device.kid }, { iss: alice.device.kid, sub: 'local', aud: world.issuer, iat: at, exp: at + 60, jti: random() }, alice.device);
    refused(await alice.tokenRequest({ grant_type: GRANT, assertion: wrong }), 400, ['invalid_grant', 'unauthorized_client', 'unsupported_grant_type']);
    assert.equal(decode(alice.access).payload.sub, alice.sub);
  });
});
