// Group AS: the endpoints and the HTTP layer. One deviation per case, then a call that works.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { Browser, readForm } from './support/browser.mjs';
import { REDIRECT } from './support/console.mjs';
import { jws, makeKey, now, random } from './support/jose.mjs';
import { ASSERTION_TYPE } from './support/requester.mjs';
import { basic, cleanDescription, connections, eventually, form, ok, refused, send, sendBytes, sleep } from './support/wire.mjs';
import { World, note } from './support/world.mjs';

let world;
before(async () => (world = await World.start()));
after(() => world?.close());

const CIBA = 'urn:openid:params:grant-type:ciba';
const clientCredentials = () => ({ grant_type: 'client_credentials' });
const control = async () => ok(await world.bot.token(clientCredentials()));

describe('authorization endpoint', () => {
  const ask = (changes) => new Browser(world.issuer).authorize(world.newConsole('alice').request(changes));
  const alice = () => world.newConsole('alice');

  for (const uri of ['https://evil.example/callback', 'http://127.0.0.1:5000/other', '', 'javascript:alert(1)']) {
    test(`AS-02 unregistered redirect_uri ${JSON.stringify(uri)} → error page, no Location`, async () => {
      const res = await ask({ redirect_uri: uri });
      assert.equal(res.status, 400);
      assert.equal(res.headers.location, undefined);
      assert.match(res.headers['content-type'], /^text\/html/);
      assert.equal((await ask({})).status, 200);
    });
  }

  test('AS-02 missing redirect_uri and unknown client_id → error page, no Location', async () => {
    for (const changes of [{ redirect_uri: undefined }, { client_id: 'nobody' }, { client_id: undefined }]) {
      const res = await ask(changes);
      assert.equal(res.status, 400, JSON.stringify(changes));
      assert.equal(res.headers.location, undefined);
    }
  });

  for (const type of ['token', 'id_token', 'code id_token', 'code token', 'none']) {
    test(`AS-04 response_type=${type} → redirect with unsupported_response_type, no token`, async () => {
      const res = await ask({ response_type: type });
      assert.ok([302, 303].includes(res.status), `${res.status} ${res.text}`);
      const url = new URL(res.headers.location);
      assert.ok(res.headers.location.startsWith(`${REDIRECT}?`));
      assert.equal(url.searchParams.get('error'), 'unsupported_response_type');
      assert.equal(url.searchParams.get('iss'), world.issuer);
      assert.equal(url.hash, '');
      assert.ok(!url.searchParams.has('code') && !url.searchParams.has('access_token') && !url.searchParams.has('id_token'));
    });
  }

  test('AS-08 a parameter sent twice to /authorize is refused without a form', async () => {
    for (const name of ['scope', 'state', 'code_challenge', 'client_id', 'redirect_uri']) {
      const parameters = alice().request();
      const res = await world.send(`/authorize?${form([...Object.entries(parameters), [name, parameters[name] ?? 'x']])}`);
      assert.notEqual(res.status, 200, name);
      assert.ok(!/<form/i.test(res.text), name);
    }
  });

  test('AS-26 a CORS pre-flight gets no Access-Control-Allow-Origin', async () => {
    for (const path of ['/authorize', '/approvals/apr_x/decision', '/token', '/consume', '/events']) {
      const res = await world.send(path, {
        method: 'OPTIONS',
        headers: { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'authorization' },
      });
      assert.equal(res.headers['access-control-allow-origin'], undefined, path);
      assert.ok(res.status >= 400, `${path} ${res.status}`);
    }
  });

  test('AS-27 the redirect after the password is 303', async () => {
    const console = alice();
    const browser = new Browser(world.issuer);
    const sent = await browser.submit(await browser.authorize(console.request()), { username: console.name, password: console.password });
    assert.equal(sent.status, 303);
    assert.match(sent.headers['cache-control'], /no-store/);
  });

  test('the sign-in page is one plain form: strict CSP, no script, no frame, nothing from outside', async () => {
    const page = await ask({});
    const policy = page.headers['content-security-policy'];
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /unsafe-|\*/);
    assert.doesNotMatch(page.text, /<script|javascript:|\son\w+=|<iframe|<object|src=|@import|http-equiv="refresh/i);
    assert.match(page.headers['x-content-type-options'], /nosniff/);
    assert.match(page.headers['referrer-policy'], /no-referrer/);
    assert.match(page.headers['cache-control'], /no-store/);
    const { fields } = readForm(page.text);
    assert.ok('username' in fields && 'password' in fields);
  });

  test('markup in state, scope and user name comes back as text', async () => {
    const evil = `"><script>alert(1)</script>'`;
    const page = await ask({ state: evil });
    assert.ok(!page.text.includes('<script'), page.text);
    const browser = new Browser(world.issuer);
    const again = await browser.submit(await browser.authorize(alice().request({ state: evil })), { username: evil, password: 'wrong password here' });
    assert.ok(!again.text.includes('<script'), again.text);
  });

  test('AS-32 without the CSRF field, with a wrong one, without the cookie or from another origin: refused', async () => {
    const console = alice();
    const good = { username: console.name, password: console.password };
    const start = async () => {
      const browser = new Browser(world.issuer);
      const page = await browser.authorize(console.request());
      return { browser, ...readForm(page.text), page };
    };
    const path = (action) => {
      const url = new URL(action || '/authorize', `${world.issuer}/authorize`);
      return url.pathname + url.search;
    };
    const attempts = [];
    {
      const { browser, action, fields } = await start();
      const hidden = Object.keys(fields).filter((name) => name !== 'username' && name !== 'password');
      assert.ok(hidden.length > 0, 'hidden fields for state and CSRF');
      attempts.push(await browser.post(path(action), good));
    }
    {
      const { browser, action, fields } = await start();
      const broken = Object.fromEntries(Object.entries(fields).map(([name]) => [name, random(16)]));
      attempts.push(await browser.post(path(action), { ...broken, ...good }));
    }
    {
      const { browser, action, fields } = await start();
      browser.cookies.clear();
      attempts.push(await browser.post(path(action), { ...fields, ...good }));
    }
    {
      const victim = await start();
      const attacker = await start();
      attempts.push(await victim.browser.post(path(attacker.action), { ...attacker.fields, ...good }));
    }
    {
      const { browser, action, fields } = await start();
      attempts.push(await browser.post(path(action), { ...fields, ...good }, { Origin: 'https://evil.example' }));
    }
    attempts.forEach((res, at) => {
      assert.ok(!/[?&]code=/.test(res.headers.location ?? ''), `attempt ${at} got a code`);
      assert.ok(res.status >= 400 && res.status < 500, `attempt ${at}: ${res.status}`);
    });
    assert.ok(await alice().code(), 'the honest sign-in still works');
  });

  test('AS-32 an unknown and a known user look the same: same page, similar time', async () => {
    const attempt = async (username) => {
      const browser = new Browser(world.issuer);
      const page = await browser.authorize(alice().request({ state: 'same' }));
      const res = await browser.submit(page, { username, password: 'surely not the password' });
      const plain = res.text.replaceAll(username, 'NAME').replace(/value="[^"]*"/g, 'value=""');
      return { status: res.status, plain, ms: res.ms };
    };
    const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
    const known = [];
    const unknown = [];
    for (let round = 0; round < 5; ++round) {
      known.push(await attempt('erin'));
      unknown.push(await attempt('nobodyhere'));
    }
    assert.equal(known[0].status, unknown[0].status);
    assert.equal(known[0].plain, unknown[0].plain);
    const ratio = median(unknown.map((one) => one.ms)) / median(known.map((one) => one.ms));
    assert.ok(ratio > 0.4 && ratio < 2.5, `unknown/known time ${ratio.toFixed(2)}`);
  });
});

describe('token endpoint', () => {
  for (const grant of ['password', 'implicit', 'urn:example:unknown', 'urn:ietf:params:oauth:grant-type:device_code', 'CLIENT_CREDENTIALS']) {
    test(`AS-05 grant_type=${grant} → unsupported_grant_type`, async () => {
      refused(await world.bot.token({ grant_type: grant, username: 'alice', password: 'correct horse battery alice' }), 400, 'unsupported_grant_type');
      await control();
    });
  }

  test('a grant the client was not given → unauthorized_client', async () => {
    refused(await world.plain.token({ grant_type: CIBA, auth_req_id: random() }), 400, 'unauthorized_client');
    refused(await world.bot.token({ grant_type: 'refresh_token', refresh_token: random() }), 400, ['unauthorized_client', 'invalid_grant']);
  });

  test('AS-07 missing or empty grant_type and empty parameters → invalid_request', async () => {
    refused(await world.bot.token({}), 400, 'invalid_request');
    refused(await world.bot.token({ grant_type: '' }), 400, 'invalid_request');
    refused(await world.bot.token({ grant_type: CIBA, auth_req_id: '' }), 400, 'invalid_request');
    refused(await world.bot.token({ grant_type: CIBA }), 400, 'invalid_request');
    ok(await world.bot.token({ grant_type: 'client_credentials', scope: '' }));
  });

  test('AS-08 any parameter sent twice → 400 invalid_request, nothing executed', async () => {
    const twice = (pairs) => world.bot.token(pairs);
    refused(await twice([['grant_type', 'client_credentials'], ['grant_type', 'client_credentials']]), 400, 'invalid_request');
    refused(await twice([['grant_type', 'client_credentials'], ['scope', 'orders:note:create'], ['scope', 'orders:note:create']]), 400, 'invalid_request');
    refused(await twice([['grant_type', 'client_credentials'], ['unknown', '1'], ['unknown', '2']]), 400, 'invalid_request');
    refused(await twice('grant_type=client_credentials&gr%61nt_type=ciba'), 400, 'invalid_request');
    const action = note();
    const asked = await world.bot.ask(action);
    await (await world.person('alice')).approve(asked);
    refused(await twice([['grant_type', CIBA], ['auth_req_id', asked.auth_req_id], ['auth_req_id', asked.auth_req_id]]), 400, 'invalid_request');
    ok(await world.bot.poll(asked));
    const details = JSON.stringify([note()]);
    const base = await world.bot.baseToken();
    refused(await world.bot.post('/bc-authorize', [['authorization_details', details], ['authorization_details', details], ['login_hint_token', base]]), 400, 'invalid_request');
    refused(await world.bot.post('/introspect', [['token', base], ['token', base]]), 400, 'invalid_request');
    refused(await world.bot.post('/revoke', [['token', base], ['token', base]]), 400, 'invalid_request');
    assert.equal((await world.bot.introspect(base)).json.active, true, 'the doubled revocation did nothing');
  });

  test('AS-09 credentials, tokens or other parameters in the query string → invalid_request, and the value is not logged', async () => {
    const canary = `canary-${random(24)}`;
    for (const [path, query, fields] of [
      ['/token', { client_secret: canary, client_id: 'deploy-bot' }, clientCredentials()],
      ['/token', { refresh_token: canary }, clientCredentials()],
      ['/token', { client_assertion: canary, client_assertion_type: ASSERTION_TYPE }, clientCredentials()],
      ['/bc-authorize', { login_hint_token: canary }, { authorization_details: JSON.stringify([note()]) }],
      ['/introspect', { token: canary }, {}],
      ['/introspect', { access_token: canary }, { token: 'x' }],
      ['/token', { grant_type: 'client_credentials' }, clientCredentials()],
      ['/bc-authorize', { login_hint: 'bob' }, { authorization_details: JSON.stringify([note()]) }],
      ['/token', { anything: '1' }, clientCredentials()],
    ]) {
      refused(await world.bot.post(`${path}?${form(query)}`, fields), 400, 'invalid_request');
    }
    await sleep(200);
    assert.ok(!world.authority.log.join('\n').includes(canary), 'the log holds a credential from the query');
    await control();
  });

  test('AS-10 two client-authentication methods in one request', async () => {
    const fields = { ...clientCredentials(), client_id: world.bot.id, client_secret: world.bot.secret };
    refused(await world.postForm('/token', fields, basic(world.bot.id, world.bot.secret)), [400, 401], ['invalid_request', 'invalid_client']);
    const assertion = { client_assertion_type: ASSERTION_TYPE, client_assertion: world.keyBot.assertion() };
    refused(await world.postForm('/token', { ...clientCredentials(), ...assertion }, basic(world.bot.id, world.bot.secret)), [400, 401], ['invalid_request', 'invalid_client']);
    refused(await world.postForm('/token', clientCredentials(), ['Authorization', basic(world.bot.id, world.bot.secret).Authorization,
      'Authorization', basic(world.other.id, world.other.secret).Authorization]), [400, 401], ['invalid_request', 'invalid_client']);
    await control();
  });

  test('AS-11 wrong secret, unknown client, no client → 401 invalid_client + WWW-Authenticate: Basic', async () => {
    for (const headers of [basic(world.bot.id, `${world.bot.secret}x`), basic('nobody', world.bot.secret), basic(world.bot.id, ''),
      { Authorization: 'Basic !!!' }, { Authorization: 'Basic' }, { Authorization: `Basic ${Buffer.from('no colon').toString('base64')}` }]) {
      const res = await world.postForm('/token', clientCredentials(), headers);
      refused(res, 401, 'invalid_client');
      assert.match(res.headers['www-authenticate'] ?? '', /^Basic\b/);
    }
    refused(await world.postForm('/token', clientCredentials()), [400, 401], ['invalid_client', 'invalid_request']);
    await control();
  });

  test('AS-11 the secret in the body instead of the header (client_secret_post is not offered)', async () => {
    refused(await world.postForm('/token', { ...clientCredentials(), client_id: world.bot.id, client_secret: world.bot.secret }),
      [400, 401], ['invalid_client', 'invalid_request']);
  });

  test('AS-12 a private_key_jwt client tries a secret, or an unsigned assertion beside one → invalid_client', async () => {
    refused(await world.postForm('/token', clientCredentials(), basic(world.keyBot.id, 'x'.repeat(32))), 401, 'invalid_client');
    refused(await world.postForm('/token', clientCredentials(), basic(world.keyBot.id, '')), 401, 'invalid_client');
    const unsigned = world.keyBot.assertion({ header: { alg: 'none' } });
    refused(await world.postForm('/token', { ...clientCredentials(), client_assertion_type: ASSERTION_TYPE, client_assertion: unsigned },
      basic(world.keyBot.id, 'x'.repeat(32))), [400, 401], ['invalid_client', 'invalid_request']);
    refused(await world.postForm('/token', { ...clientCredentials(), client_id: world.keyBot.id, client_secret: 'x'.repeat(32) }), [400, 401],
      ['invalid_client', 'invalid_request']);
    refused(await world.postForm('/token', { ...clientCredentials(), client_id: world.keyBot.id }), 401, 'invalid_client');
    ok(await world.keyBot.token(clientCredentials()));
  });
});

describe('client assertions', () => {
  const attempt = (changes, fields = {}) => world.postForm('/token',
    { ...clientCredentials(), client_assertion_type: ASSERTION_TYPE, client_assertion: world.keyBot.assertion(changes), ...fields });
  const works = async () => ok(await attempt({}));

  test('AS-13 aud must be the issuer as the sole string', async () => {
    const issuer = world.issuer;
    for (const aud of [`${issuer}/token`, [issuer], [issuer, `${issuer}/token`], `${issuer}/`, issuer.toUpperCase(), '', undefined, 1, null, `${issuer} `]) {
      refused(await attempt({ claims: { aud } }), 401, 'invalid_client');
    }
    await works();
  });

  test('AS-16 an assertion works once', async () => {
    const client_assertion = world.keyBot.assertion();
    ok(await attempt({}, { client_assertion }));
    refused(await attempt({}, { client_assertion }), 401, 'invalid_client');
    const jti = random(16);
    ok(await attempt({ claims: { jti } }));
    refused(await attempt({ claims: { jti, iat: now() - 1 } }), 401, 'invalid_client');
    await works();
  });

  test('AS-17 alg none, HS256 with the public key, RS256, jku, x5u, embedded jwk, kid as a path → invalid_client', async () => {
    const evil = makeKey();
    const deviations = [
      { header: { alg: 'none' } },
      { header: { alg: 'HS256' } },
      { header: { alg: 'HS256' }, key: { secret: JSON.stringify(world.key.jwk), jwk: world.key.jwk } },
      { header: { alg: 'ES384' } },
      { header: { alg: 'RS256' } },
      { header: { alg: 'es256' } },
      { header: { alg: undefined } },
      { header: { jku: 'http://127.0.0.1:1/keys' }, key: evil },
      { header: { x5u: 'http://127.0.0.1:1/cert' }, key: evil },
      { header: { jwk: evil.jwk }, key: evil },
      { header: { kid: '../../etc/passwd' }, key: evil },
      { header: { kid: 'key-2' } },
      { header: { crit: ['exp'] } },
      { header: { b64: false, crit: ['b64'] } },
      { key: evil },
    ];
    for (const deviation of deviations) {
      const res = await attempt(deviation);
      assert.equal(res.status, 401, `${JSON.stringify(deviation.header)}: ${res.status} ${res.text}`);
      refused(res, 401, 'invalid_client');
    }
    await works();
  });

  test('AS-17 claims: expired, far future, no exp, no jti, other iss or sub, not yet valid', async () => {
    const at = now();
    for (const claims of [{ exp: at - 11 }, { exp: at + 86_400 * 365 }, { exp: undefined }, { jti: undefined }, { jti: '' }, { iss: 'deploy-bot' },
      { sub: 'deploy-bot' }, { iss: undefined }, { sub: undefined }, { nbf: at + 300 }, { iat: at + 300 }, { exp: String(at + 60) }]) {
      const res = await attempt({ claims });
      assert.equal(res.status, 401, `${JSON.stringify(claims)}: ${res.status} ${res.text}`);
    }
    refused(await attempt({}, { client_assertion_type: 'urn:example' }), [400, 401], ['invalid_client', 'invalid_request']);
    refused(await attempt({}, { client_assertion: 'a.b' }), 401, 'invalid_client');
    refused(await attempt({}, { client_id: 'deploy-bot' }), [400, 401], ['invalid_client', 'invalid_request']);
    await works();
  });

  test('AS-17 a signature in DER, with a padded or a cut half, or zero → invalid_client', async () => {
    const good = world.keyBot.assertion();
    const [head, body, signature] = good.split('.');
    const raw = Buffer.from(signature, 'base64url');
    const variants = [raw.subarray(0, 63), Buffer.concat([raw, Buffer.from([0])]), Buffer.alloc(64), Buffer.concat([Buffer.from([0]), raw.subarray(0, 32), Buffer.from([0]), raw.subarray(32)])];
    for (const bytes of variants) refused(await attempt({}, { client_assertion: `${head}.${body}.${bytes.toString('base64url')}` }), 401, 'invalid_client');
    for (const text of [`${good}=`, `${good} `, ` ${good}`, `${good}.`, good.replace('.', '..')]) refused(await attempt({}, { client_assertion: text }), 401, 'invalid_client');
    ok(await attempt({}, { client_assertion: good }));
  });

  test('an assertion with a doubled claim or header member → invalid_client', async () => {
    const at = now();
    const body = `{"iss":"key-bot","sub":"deploy-bot","sub":"key-bot","aud":"${world.issuer}","jti":"${random()}","iat":${at},"exp":${at + 60}}`;
    refused(await attempt({}, { client_assertion: jws({ alg: 'ES256', kid: 'key-1' }, body, world.key) }), 401, 'invalid_client');
    const head = '{"alg":"none","alg":"ES256","kid":"key-1"}';
    const input = `${Buffer.from(head).toString('base64url')}.${world.keyBot.assertion().split('.')[1]}`;
    refused(await attempt({}, { client_assertion: `${input}.${jws({ alg: 'ES256' }, 'x', world.key).split('.')[2]}` }), 401, 'invalid_client');
    await works();
  });
});

describe('HTTP', () => {
  const postOnly = ['/token', '/bc-authorize', '/register', '/introspect', '/revoke', '/par', '/consume'];
  for (const path of postOnly) {
    test(`AS-18 other verbs on ${path} → 405 + Allow`, async () => {
      for (const method of ['GET', 'PUT', 'HEAD', 'TRACE', 'DELETE', 'PATCH']) {
        const res = await world.send(path, { method });
        assert.equal(res.status, 405, `${method} ${path}: ${res.status} ${res.text}`);
        assert.match(res.headers.allow ?? '', /\bPOST\b/, `${method} ${path}`);
      }
    });
  }

  test('AS-18 other verbs on GET endpoints → 405 + Allow', async () => {
    for (const path of ['/jwks', '/.well-known/oauth-authorization-server', '/approvals', '/healthz', '/audit/checkpoint']) {
      const res = await world.send(path, { method: 'DELETE' });
      assert.equal(res.status, 405, `${path}: ${res.status}`);
      assert.match(res.headers.allow ?? '', /\bGET\b/, path);
    }
  });

  test('AS-19 a JSON or text body at form endpoints, a form at JSON endpoints → 415 or invalid_request', async () => {
    const headers = basic(world.bot.id, world.bot.secret);
    const body = 'grant_type=client_credentials';
    for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencodedx', '']) {
      refused(await world.send('/token', { method: 'POST', body, headers: { ...headers, ...(type ? { 'Content-Type': type } : {}) } }), [400, 415]);
    }
    refused(await world.send('/consume', { method: 'POST', body: 'token=x', headers: { ...basic(world.orders.id, world.orders.secret), 'Content-Type': 'application/x-www-form-urlencoded' } }), [400, 415]);
    ok(await world.send('/token', { method: 'POST', body, headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded;charset=UTF-8' } }));
  });

  test('AS-21 error_description stays in the characters of RFC 6749; no header injection', async () => {
    for (const evil of ['a\r\nSet-Cookie: x=1', '"', '\\', '\u00e9\u202e\u{1f600}', '<script>', '\t', '\u0000', '%0d%0aX: y']) {
      for (const res of [
        await world.bot.token({ grant_type: evil }),
        await world.bot.token({ grant_type: 'client_credentials', scope: evil }),
        await world.bot.post('/bc-authorize', { authorization_details: evil, login_hint: evil }),
        await world.bot.post('/bc-authorize', { authorization_details: JSON.stringify([{ type: evil, params: { [evil]: evil } }]), login_hint: 'alice' }),
        await world.postForm('/token', clientCredentials(), basic(evil, evil)),
        await world.send(`/authorize?${form({ ...world.newConsole('alice').request(), scope: evil })}`),
      ]) {
        assert.ok(res.status >= 300 && res.status < 500, `${JSON.stringify(evil)}: ${res.status}`);
        assert.equal(res.headers['set-cookie']?.some((cookie) => cookie.startsWith('x=1')) ?? false, false);
        assert.equal(res.headers.x, undefined);
        cleanDescription(res);
      }
    }
    await control();
  });

  test('AS-21 the reason of a denial reaches the requester in clean characters', async () => {
    const asked = await world.bot.ask(note());
    await (await world.person('alice')).deny(asked, 'Nein: "so" nicht \\ \u00fcberhaupt <b>');
    const res = await world.bot.poll(asked);
    refused(res, 400, 'access_denied');
    assert.ok(res.json.error_description.length > 0);
  });

  test('AS-24 JWKS: unique kid, alg and use set, no private member, EC P-256 or better', async () => {
    const { keys } = ok(await world.send('/jwks'));
    assert.ok(keys.length >= 1);
    assert.equal(new Set(keys.map((key) => key.kid)).size, keys.length);
    for (const key of keys) {
      assert.ok(key.kid && key.alg && key.use === 'sig', JSON.stringify(key));
      for (const secret of ['d', 'k', 'p', 'q', 'dp', 'dq', 'qi', 'oth']) assert.ok(!(secret in key), `${secret} in JWKS`);
      assert.deepEqual([key.kty, key.crv, key.alg], ['EC', 'P-256', 'ES256']);
    }
  });

  test('AS-29 spoofed Host and X-Forwarded-* change nothing', async () => {
    const spoof = { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https', 'X-Forwarded-For': '1.2.3.4', Forwarded: 'host=evil.example;for=1.2.3.4' };
    const host = new URL(world.issuer).host;
    const path = '/.well-known/oauth-authorization-server';
    const plain = ok(await world.send(path));
    assert.deepEqual(ok(await world.send(path, { headers: { Host: host, ...spoof } })), plain);
    const other = await world.send(path, { headers: { Host: 'evil.example', ...spoof } });
    if (other.status === 200) assert.deepEqual(other.json, plain);
    assert.ok(!other.text.includes('evil.example'));
    const alice = await world.person('alice');
    const headers = { Host: host, ...spoof, ...alice.authorization('GET', '/approvals') };
    ok(await world.send('/approvals?status=pending', { headers }));
    const wrongUrl = alice.authorization('GET', '/approvals', { claims: { htu: 'https://evil.example/approvals' } });
    assert.equal((await world.send('/approvals?status=pending', { headers: { ...spoof, ...wrongUrl } })).status, 401);
    const asked = await world.bot.ask(note(), {}, spoof);
    assert.equal((await alice.approval(asked)).requested_from, '127.0.0.1');
  });

  test('AS-29 a request without Host is refused', async () => {
    const answer = await sendBytes(world.issuer, 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n');
    assert.ok(answer === '' || / 400 /.test(answer.split('\r\n')[0]), answer.slice(0, 200));
  });

  test('AS-30 path confusion never reaches a handler', async () => {
    const headers = { ...basic(world.bot.id, world.bot.secret), 'Content-Type': 'application/x-www-form-urlencoded' };
    for (const path of ['//token', '/token/', '/token;x', '/token;x=1', '/token%00', '/a/../token', '/./token', '/%74oken', '/TOKEN', '/token%2f', '/token%20',
      '/.//token', '/token/..', '/approvals/../token', '\\token', '/token\\']) {
      const res = await send(world.issuer, { method: 'POST', path, headers, body: 'grant_type=client_credentials' }).catch((error) => ({ status: 0, error }));
      assert.ok([0, 400, 404].includes(res.status), `${path}: ${res.status} ${res.text}`);
    }
    for (const path of ['/approvals/', '//approvals', '/approvals/..%2f..%2ftoken', '/audit/../approvals', '/approvals%3fstatus=all']) {
      const alice = await world.person('alice');
      const res = await send(world.issuer, { path, headers: alice.authorization('GET', path) });
      assert.ok([400, 401, 404].includes(res.status), `${path}: ${res.status}`);
    }
    await control();
  });

  test('limits: a body over 64 KiB → 413, a target over 8 KiB → 414, a header over 8 KiB or the 65th → 431', async () => {
    const headers = basic(world.bot.id, world.bot.secret);
    const big = await send(world.issuer, { method: 'POST', path: '/token', headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' }, body: `grant_type=client_credentials&x=${'a'.repeat(65_536)}` })
      .catch((error) => ({ status: 413, error }));
    assert.equal(big.status, 413);
    const target = await send(world.issuer, { path: `/healthz?${'a'.repeat(8_300)}` });
    assert.equal(target.status, 414);
    const header = await send(world.issuer, { path: '/healthz', headers: { 'X-Long': 'a'.repeat(8_300) } });
    assert.equal(header.status, 431);
    const many = Array.from({ length: 70 }, (_, at) => [`X-${at}`, '1']).flat();
    assert.equal((await send(world.issuer, { path: '/healthz', headers: many })).status, 431);
    const within = Array.from({ length: 50 }, (_, at) => [`X-${at}`, '1']).flat();
    assert.equal((await send(world.issuer, { path: '/healthz', headers: within })).status, 200);
    ok(await world.bot.token([...Object.entries(clientCredentials()), ['x', 'a'.repeat(60_000)]]));
  });

  test('request smuggling: two lengths, length and chunked, negative length, obs-fold, bare LF → never two answers', async () => {
    const host = new URL(world.issuer).host;
    const inner = 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n';
    for (const head of [
      `Content-Length: 0\r\nContent-Length: ${inner.length}`,
      `Content-Length: ${inner.length}\r\nTransfer-Encoding: chunked`,
      'Content-Length: -1',
      'Content-Length: +0',
      'Content-Length: 0x0',
      'Transfer-Encoding: xchunked',
      'Transfer-Encoding : chunked',
    ]) {
      const answer = await sendBytes(world.issuer, `POST /token HTTP/1.1\r\nHost: ${host}\r\n${head}\r\n\r\n${inner}`, { quiet: 700 });
      assert.ok(!/HTTP\/1\.1 200/.test(answer), `${head}: ${answer.slice(0, 200)}`);
      assert.ok((answer.match(/HTTP\/1\.1 /g) ?? []).length <= 1, `${head}: two answers`);
    }
    await control();
  });

  test('unknown paths answer 404 in the one error shape', async () => {
    for (const path of ['/', '/nothing', '/.well-known/nothing', '/favicon.ico']) refused(await world.send(path), 404);
  });

  test('CF-03 no hook approves by itself', async () => {
    const asked = await world.bot.ask(note());
    for (const path of ['/automated-ciba-approval', '/automated_ciba_approval_url', '/test', '/debug/approve', '/approvals/approve']) {
      for (const method of ['GET', 'POST']) {
        const res = await world.send(`${path}?token=${asked.auth_req_id.slice(0, 4)}&type=allow`, { method, body: method === 'POST' ? '' : undefined });
        assert.ok(res.status >= 400, `${method} ${path}: ${res.status}`);
      }
    }
    refused(await world.bot.poll(asked), 400, 'authorization_pending');
  });

  test('CF-09 no version in headers, no debug endpoint', async () => {
    const res = await world.send('/healthz');
    assert.equal(res.status, 200);
    assert.ok(!/\d/.test(res.headers.server ?? ''), res.headers.server);
    for (const path of ['/debug', '/debug/pprof', '/version', '/status', '/admin', '/automated-approval']) assert.equal((await world.send(path)).status, 404);
  });
});

describe('HTTP at its edges', () => {
  const asForm = 'Content-Type: application/x-www-form-urlencoded\r\n';
  const status = async (bytes) => Number(/^HTTP\/1\.1 (\d{3})/.exec(await sendBytes(world.issuer, bytes))?.[1] ?? 0);

  test('far over the limits is answered, not cut off: 100 MB of body 413, a header of 100 KB 431', async () => {
    const big = Buffer.concat([Buffer.from(`POST /token HTTP/1.1\r\nHost: a\r\n${asForm}Content-Length: ${100 * 1024 * 1024}\r\n\r\n`), Buffer.alloc(100 * 1024 * 1024, 'a')]);
    const { pid } = world.authority.child;
    const rss = () => Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
    const before = rss();
    assert.equal(await status(big), 413);
    assert.ok(rss() - before < 20 * 1024, 'kept in memory');
    assert.equal(await status(`GET /healthz HTTP/1.1\r\nHost: a\r\nX-Long: ${'a'.repeat(100_000)}\r\n\r\n`), 431);
    assert.equal(await status(`POST /token HTTP/1.1\r\nHost: a\r\n${asForm}Content-Length: 99999999999999\r\n\r\n`), 413);
  });

  test('a body that is announced too long and not sent, or stops on the way: 413 soon; one that never ends: 408', async () => {
    const head = `POST /token HTTP/1.1\r\nHost: a\r\n${asForm}`;
    const slowly = async (bytes) => /^HTTP\/1\.1 (\d{3})/.exec(await sendBytes(world.issuer, bytes, { quiet: 20_000 }))?.[1];
    const begun = performance.now();
    const chunk = `4000\r\n${'a'.repeat(0x4000)}\r\n`;
    const answers = await Promise.all([
      slowly(`${head}Content-Length: 100000000\r\n\r\n`),
      slowly(`${head}Content-Length: 100000000\r\n\r\n${'a'.repeat(70_000)}`),
      slowly(`${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(5)}`),
    ]);
    assert.deepEqual(answers, ['413', '413', '413']);
    assert.ok(performance.now() - begun < 8_000, 'within a few seconds, not at the end of all patience');
    assert.deepEqual(await Promise.all([slowly(`${head}Content-Length: 40\r\n\r\ngrant_type=`), slowly('GET /healthz HT')]), ['408', '408']);
  });

  test('one connection more than an address may have is answered 503 with Retry-After', async () => {
    const held = await connections(world.issuer, 256, 300);
    const answer = await sendBytes(world.issuer, 'GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n');
    held.forEach((socket) => socket.destroy());
    assert.match(answer, /^HTTP\/1\.1 503 [^]*\r\nRetry-After: \d+\r\n/);
    await eventually('there is room again', async () => (await status('GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')) === 200);
  });

  test('an unknown verb → 501, one known elsewhere → 405, HTTP/2 in clear → 505, noise → 400', async () => {
    assert.equal(await status('BREW /token HTTP/1.1\r\nHost: a\r\n\r\n'), 501);
    for (const verb of ['FOO', 'QUERY', 'get']) assert.equal(await status(`${verb} /token HTTP/1.1\r\nHost: a\r\n\r\n`), 501, verb);
    assert.equal(await status('PROPFIND /token HTTP/1.1\r\nHost: a\r\n\r\n'), 405);
    assert.equal(await status('GET /healthz HTTP/2.0\r\nHost: a\r\n\r\n'), 505);
    assert.equal(await status('GET /health\x01z HTTP/1.1\r\nHost: a\r\n\r\n'), 400);
  });

  test('100-continue is told, and the absolute form of a target is the same resource', async () => {
    const told = await sendBytes(world.issuer, `POST /token HTTP/1.1\r\nHost: a\r\n${asForm}Expect: 100-continue\r\nContent-Length: 29\r\n\r\n`, { quiet: 500 });
    assert.equal(told, 'HTTP/1.1 100 Continue\r\n\r\n');
    assert.equal(await status('GET http://somewhere.example/healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'), 200);
    assert.equal(await status('GET http://somewhere.example//healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'), 404);
  });
});
