// Group CB: a request from asked to its end.
import assert from 'node:assert/strict';
import http from 'node:http';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { jws, makeKey, now, random } from './support/jose.mjs';
import { Console } from './support/console.mjs';
import { Requester } from './support/requester.mjs';
import { eventually, fresh, ok, refused, sleep } from './support/wire.mjs';
import { World, actions, catalogue, note, order, refund } from './support/world.mjs';

let world;
before(async () => (world = await World.start()));
after(() => world?.close());

const details = (action = note()) => JSON.stringify([action]);
const count = async () => (await (await world.person('alice')).list('all')).items.length;

/** A client of its own, so that a test may disable or flood it. */
async function newClient(flags = {}) {
  const client = new Requester(world, `bot-${fresh()}`, { secret: world.secret() });
  await world.authority.addClient(client.id, { grants: 'client_credentials,ciba', scopes: 'orders:note:create', actions: 'orders.note', ...flags }, client.secret);
  return client;
}

describe('asking', () => {
  test('CB-01 a valid poll-mode request', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => world.bot.ask(note())));
    for (const answer of answers) {
      assert.match(answer.auth_req_id, /^[A-Za-z0-9._-]+$/);
      assert.ok(answer.auth_req_id.length >= 27, '160 bits and more');
      assert.ok(Number.isInteger(answer.expires_in) && answer.expires_in > 0);
      assert.ok(Number.isInteger(answer.interval) && answer.interval > 0);
      assert.match(answer.approval_id, /^apr_/);
      if (answer.confirmation_code !== undefined) assert.match(answer.confirmation_code, /^[0-9]{6}$/);
    }
    assert.equal(new Set(answers.map((answer) => answer.auth_req_id)).size, answers.length);
    assert.equal(new Set(answers.map((answer) => answer.approval_id)).size, answers.length);
  });

  test('CB-01 a type with code_required gives a code, and the API never shows it to the approver', async () => {
    const asked = await world.bot.ask(refund());
    assert.match(asked.confirmation_code, /^[0-9]{6}$/);
    const alice = await world.person('alice');
    const text = JSON.stringify([await alice.approval(asked), await alice.list('pending')]);
    assert.ok(!text.includes(`"${asked.confirmation_code}"`), 'the code stands in an answer to the approver');
    assert.ok(!text.includes(asked.auth_req_id), 'the requester\'s secret stands in an answer to the approver');
  });

  test('CB-02 no hint → invalid_request', async () => {
    refused(await world.bot.post('/bc-authorize', { authorization_details: details() }), 400, 'invalid_request');
    refused(await world.bot.post('/bc-authorize', { authorization_details: details(), login_hint: '' }), 400, 'invalid_request');
    await world.bot.ask(note());
  });

  test('CB-03 two hints → invalid_request', async () => {
    const token = await world.bot.baseToken();
    refused(await world.bot.post('/bc-authorize', { authorization_details: details(), login_hint: 'erin', login_hint_token: token }), 400, 'invalid_request');
    refused(await world.bot.post('/bc-authorize', { authorization_details: details(), login_hint_token: token, id_token_hint: token }), 400, 'invalid_request');
    await world.bot.ask(note());
  });

  test('CB-04 unknown and disabled users → one code, one text', async () => {
    const name = `gone-${fresh()}`;
    await world.authority.addUser({ name, password: world.password(name), roles: 'approver' });
    await world.bot.ask(note(), { login_hint: name });
    await world.authority.mustCommand(['user', 'disable', '--name', name]);
    const bodies = [];
    for (const hint of [name, 'no-such-user', 'client:no-such-client', 'client:', 'usr_unknown', 'ERIN']) {
      const res = await world.bot.post('/bc-authorize', { authorization_details: details(), login_hint: hint });
      refused(res, 400, 'unknown_user_id');
      bodies.push(res.text);
    }
    assert.equal(new Set(bodies).size, 1, bodies.join('\n'));
    await world.bot.ask(note(), { login_hint: 'erin' });
    await world.bot.ask(note(), { login_hint: `client:${world.bot.id}` });
  });

  test('a base token that is garbage, foreign, revoked or an action credential is no hint', async () => {
    const alice = await world.person('alice');
    const { token: credential } = await world.credential();
    const revoked = await world.bot.baseToken();
    ok(await world.bot.revoke(revoked));
    for (const token of ['garbage', 'a.b.c', credential, revoked, `${await world.bot.baseToken()}x`]) {
      refused(await world.bot.askRaw(note(), { login_hint_token: token }), 400, ['unknown_user_id', 'invalid_request', 'expired_login_hint_token']);
    }
    refused(await world.bot.askRaw(note(), { login_hint_token: await world.other.baseToken() }), 400, 'invalid_request');
    refused(await world.bot.askRaw(note(), { login_hint_token: alice.access }), 400, ['invalid_request', 'unknown_user_id']);
    await world.bot.ask(note());
  });

  test('login_hint where the type binds the session → invalid_request', async () => {
    refused(await world.bot.askRaw(order('orders.bound'), { login_hint: 'erin' }), 400, 'invalid_request');
    await world.bot.ask(order('orders.bound'));
  });

  test('CB-06 a public client, or one without the CIBA grant → unauthorized_client', async () => {
    refused(await world.plain.askRaw(note()), 400, 'unauthorized_client');
    refused(await world.orders.askRaw(note(), { login_hint: 'erin' }), 400, 'unauthorized_client');
    refused(await world.postForm('/bc-authorize', { client_id: 'countersign-console', authorization_details: details(), login_hint: 'erin' }),
      [400, 401], ['unauthorized_client', 'invalid_client']);
    await world.bot.ask(note());
  });

  const badMessages = {
    '65 characters': 'a'.repeat(65), control: 'a\u0007b', newline: 'a\nb', 'carriage return': 'a\rb', tab: 'a\tb', delete: 'a\u007fb', 'C1 control': 'a\u0085b',
    'bidi override': 'a\u202eb', 'bidi isolate': 'a\u2066b', 'right-to-left mark': 'a\u200fb', 'zero-width space': 'a\u200bb', 'zero-width joiner': 'a\u200db',
    'byte order mark': 'a\ufeffb', 'soft hyphen': 'a\u00adb', 'word joiner': 'a\u2060b', 'tag characters': 'a\u{e0041}b', 'line separator': 'a\u2028b',
    markup: '<b>pay</b>', 'an entity': 'a &amp; b', 'a Markdown link': '[pay](now)', 'only blanks': '   ',
  };
  for (const [what, message] of Object.entries(badMessages)) {
    test(`CB-07 binding_message with ${what} → invalid_binding_message, nothing stored`, async () => {
      const before = await count();
      refused(await world.bot.askRaw(note(), { binding_message: message }), 400, 'invalid_binding_message');
      assert.equal(await count(), before);
    });
  }

  test('CB-07 control: 64 visible characters, umlauts and CJK pass', async () => {
    const alice = await world.person('alice');
    for (const message of ['a'.repeat(64), 'K\u00fcrzel 81-B', '\u8ba2\u5355 81']) {
      const asked = await world.bot.ask(note(), { binding_message: message });
      assert.equal((await alice.approval(asked)).binding_message, message);
    }
  });

  test('reason over 500 or ticket over 100 characters, or with control characters → invalid_request', async () => {
    refused(await world.bot.askRaw(note(), { reason: 'a'.repeat(501) }), 400, 'invalid_request');
    refused(await world.bot.askRaw(note(), { ticket: 'a'.repeat(101) }), 400, 'invalid_request');
    const asked = await world.bot.ask(note(), { reason: '\u00fc'.repeat(500), ticket: 'a'.repeat(100) });
    const approval = await (await world.person('alice')).approval(asked);
    assert.equal(approval.reason, '\u00fc'.repeat(500));
    assert.equal(approval.ticket, 'a'.repeat(100));
  });

  test('a scope outside the type or outside the client → invalid_scope; a subset is kept', async () => {
    refused(await world.bot.askRaw(note(), { scope: 'orders:refund:create' }), 400, 'invalid_scope');
    refused(await world.bot.askRaw(note(), { scope: 'no:such:scope' }), 400, 'invalid_scope');
    const asked = await world.bot.ask(order('orders.wide'), { scope: 'orders:note:create' });
    const approval = await (await world.person('alice')).approval(asked);
    assert.deepEqual(approval.scopes.map((scope) => scope.name), ['orders:note:create']);
  });

  test('CB-09 requested_expiry as number and as string of digits; never longer than the type allows', async () => {
    assert.ok((await world.bot.ask(note(), { requested_expiry: 60 })).expires_in <= 60);
    assert.ok((await world.bot.ask(note(), { requested_expiry: '60' })).expires_in <= 60);
    assert.ok((await world.bot.ask(note())).expires_in <= 300);
  });

  test('CB-10 odd requested_expiry values: refused or clamped, never longer than the type allows', async () => {
    for (const value of ['0', '-1', '1.5', '1000000000', 'abc', '1e3', ' 60', '99999999999999999999', '0x10']) {
      const res = await world.bot.askRaw(note(), { requested_expiry: value });
      if (res.status === 200) assert.ok(res.json.expires_in > 0 && res.json.expires_in <= 300, `${value}: ${res.json.expires_in}`);
      else refused(res, 400, 'invalid_request');
    }
  });

  test('CB-11 an unknown extra parameter is ignored', async () => {
    await world.bot.ask(note(), { something_else: '1', acr_values: 'x' });
  });

  test('CB-14 a signed request beside plain parameters → refused, nothing asked', async () => {
    const before = await count();
    const res = await world.bot.askRaw(note(), { request: world.keyBot.assertion({ claims: { login_hint: 'erin' } }) });
    refused(res, 400, ['invalid_request', 'request_not_supported']);
    assert.equal(await count(), before);
  });

  // CIBA Core 4: an authority that leaves the algorithms out of its metadata takes no signed requests. Then none gets through,
  // well made or not, and what stands inside is never read.
  const signedRequest = ({ claims = {}, header = {}, key = world.keyBot.key } = {}) => {
    const at = now();
    return jws({ alg: 'ES256', typ: 'JWT', kid: 'key-1', ...header }, { iss: 'key-bot', aud: world.issuer, iat: at, nbf: at, exp: at + 300, jti: random(16),
      authorization_details: JSON.stringify([note()]), login_hint: 'erin', ...claims }, key);
  };
  const refusesSigned = async (what, change) => {
    const res = await world.keyBot.post('/bc-authorize', { request: signedRequest(change) });
    assert.deepEqual([res.status, ['invalid_request', 'request_not_supported'].includes(res.json?.error)], [400, true], `${what}: ${res.status} ${res.text}`);
    // Beside a whole plain request it spoils that too: whoever signs means what is signed.
    refused(await world.keyBot.askRaw(note(), { request: signedRequest(change) }), 400, ['invalid_request', 'request_not_supported']);
  };

  test('CB-12 a signed request with a claim missing or wrong → invalid_request, nothing asked', async () => {
    const metadata = await world.metadata();
    assert.ok(!('backchannel_authentication_request_signing_alg_values_supported' in metadata));
    assert.notEqual(metadata.request_parameter_supported, true);
    const before = await count();
    for (const claim of ['aud', 'iss', 'exp', 'iat', 'nbf', 'jti']) await refusesSigned(`without ${claim}`, { claims: { [claim]: undefined } });
    for (const [claim, value] of Object.entries({ aud: 'https://else.example', iss: 'deploy-bot', exp: now() - 60, iat: 'soon', nbf: 'x', jti: 7 })) {
      await refusesSigned(`${claim} ${value}`, { claims: { [claim]: value } });
    }
    assert.equal(await count(), before);
    await world.keyBot.ask(note());
  });

  test('CB-13 a signed request with wild times, another algorithm or another key → invalid_request, nothing asked', async () => {
    const before = await count();
    const at = now();
    await refusesSigned('exp in 61 min', { claims: { exp: at + 3660 } });
    await refusesSigned('nbf 70 min old', { claims: { nbf: at - 4200 } });
    await refusesSigned('nbf in 10 min', { claims: { nbf: at + 600 } });
    await refusesSigned('alg none', { header: { alg: 'none' } });
    await refusesSigned('alg RS256', { header: { alg: 'RS256' } });
    await refusesSigned('another key', { key: makeKey() });
    refused(await world.keyBot.post('/bc-authorize', { request_uri: 'https://client.example/request.jwt' }), 400, ['invalid_request', 'request_uri_not_supported']);
    assert.equal(await count(), before);
  });

  test('CB-27 push mode is nowhere offered, cannot be registered, and its client gets no token', async () => {
    const metadata = await world.metadata();
    assert.deepEqual([...metadata.backchannel_token_delivery_modes_supported].sort(), ['ping', 'poll']);
    const command = await world.authority.command(['client', 'add', '--id', 'push-bot', '--name', 'Push', '--owner', 'ops@example', '--grants', 'ciba', '--push-endpoint', 'https://client.example/cb']);
    assert.notEqual(command.code, 0);
    // Pushed to or not, who has no CIBA grant is told so.
    refused(await world.plain.poll('anything'), 400, 'unauthorized_client');
  });

  test('a type whose credential must be bound asks for a key', async () => {
    refused(await world.bot.askRaw(order('orders.proof')), 400, ['invalid_request', 'invalid_dpop_proof']);
    refused(await world.bot.askRaw(order('orders.proof'), { dpop_jkt: 'short' }), 400, ['invalid_request', 'invalid_dpop_proof']);
    await world.bot.ask(order('orders.proof'), { dpop_jkt: makeKey().thumbprint });
  });
});

describe('waiting', () => {
  test('CB-15 polling while pending, then too fast → authorization_pending, slow_down', async () => {
    const asked = await world.bot.ask(note());
    refused(await world.bot.poll(asked), 400, 'authorization_pending');
    refused(await world.bot.poll(asked), 400, 'slow_down');
    await (await world.person('alice')).deny(asked);
  });

  test('CB-20 another client polls my request → invalid_grant, mine is unchanged', async () => {
    const asked = await world.bot.ask(note());
    refused(await world.other.poll(asked), 400, 'invalid_grant');
    refused(await world.bot.poll(asked), 400, 'authorization_pending');
    await (await world.person('alice')).approve(asked);
    refused(await world.other.poll(asked), 400, 'invalid_grant');
    ok(await world.bot.poll({ auth_req_id: asked.auth_req_id }).then(async (res) => (res.json?.error === 'slow_down' ? (await sleep(11_000), world.bot.poll(asked)) : res)));
  });

  test('CB-21 an unknown auth_req_id, or the public approval id → invalid_grant', async () => {
    const asked = await world.bot.ask(note());
    for (const id of [random(), asked.approval_id, `${asked.auth_req_id}x`, asked.auth_req_id.slice(0, -1), 'x']) {
      refused(await world.bot.poll(id), 400, 'invalid_grant');
    }
  });

  test('CB-22 redeeming twice → invalid_grant, and the credential is revoked', async () => {
    const { asked, token, action } = await world.credential();
    refused(await world.bot.poll(asked), 400, 'invalid_grant');
    await world.orders.refuses(token, action, {}, 'revoked');
    await world.stillWorks();
  });

  test('an expired request → expired_token, and cannot be decided', async () => {
    const asked = await world.bot.ask(note(), { requested_expiry: 2 });
    assert.ok(asked.expires_in <= 2);
    const alice = await world.person('alice');
    const approval = await alice.approval(asked);
    const signed = alice.signDecision(approval, 'approve', { code: asked.confirmation_code, reason: 'late' });
    await sleep(3_200);
    refused(await alice.sendDecision(approval.id, signed), 409, 'not_pending');
    refused(await world.bot.poll(asked), 400, 'expired_token');
    assert.equal((await alice.approval(asked)).status, 'expired');
  });

  test('a denied request → access_denied with the approver\'s reason', async () => {
    const asked = await world.bot.ask(note());
    await (await world.person('alice')).deny(asked, 'Order 81 is disputed.');
    const res = await world.bot.poll(asked);
    refused(res, 400, 'access_denied');
    assert.equal(res.json.error_description, 'Order 81 is disputed.');
    refused(await world.bot.poll(asked), 400, ['access_denied', 'invalid_grant', 'slow_down']);
  });

  test('the requester cancels with /revoke; another client cannot', async () => {
    const asked = await world.bot.ask(note());
    await world.other.revoke(asked.auth_req_id);
    const alice = await world.person('alice');
    assert.equal((await alice.approval(asked)).status, 'pending');
    ok(await world.bot.revoke(asked.auth_req_id));
    assert.equal((await alice.approval(asked)).status, 'cancelled');
    refused(await world.bot.poll(asked), 400, ['access_denied', 'invalid_grant', 'expired_token']);
  });
});

describe('re-checks at redemption', () => {
  test('CB-24 client disabled after approval → no token', async () => {
    const client = await newClient();
    const asked = await client.ask(note());
    await (await world.person('alice')).approve(asked);
    await world.authority.mustCommand(['client', 'disable', '--id', client.id]);
    refused(await client.poll(asked), [400, 401], ['invalid_client', 'access_denied', 'invalid_grant']);
  });

  test('CB-24 subject disabled after approval → no token', async () => {
    const name = `subject-${fresh()}`;
    await world.authority.addUser({ name, password: world.password(name) });
    const asked = await world.bot.ask(note(), { login_hint: name });
    await (await world.person('alice')).approve(asked);
    await world.authority.mustCommand(['user', 'disable', '--name', name]);
    refused(await world.bot.poll(asked), 400, ['access_denied', 'invalid_grant']);
  });

  test('CB-24 approver disabled after approval → no token', async () => {
    const name = `approver-${fresh()}`;
    await world.authority.addUser({ name, password: world.password(name), roles: 'approver', groups: 'payments-approvers' });
    const approver = await new Console(world, { name, password: world.password(name) }).signIn();
    await approver.enrol();
    const first = await world.bot.ask(note());
    await approver.approve(first);
    ok(await world.bot.poll(first));
    const asked = await world.bot.ask(note());
    await approver.approve(asked);
    await world.authority.mustCommand(['user', 'disable', '--name', name]);
    refused(await world.bot.poll(asked), 400, ['access_denied', 'invalid_grant']);
  });

  test('CB-24 base token revoked after approval of a session-bound action → no token, no use', async () => {
    const base = await world.bot.baseToken();
    const asked = await world.bot.ask(order('orders.bound'), { login_hint_token: base });
    await (await world.person('alice')).approve(asked);
    ok(await world.bot.revoke(base));
    refused(await world.bot.poll(asked), 400, ['access_denied', 'invalid_grant']);
  });

  test('CB-26 action type or scope withdrawn between approval and redemption → invalid_grant and an entry in the log', async () => {
    const alice = await world.person('alice');
    try {
      for (const reduced of [catalogue({ actions: { note: '' } }), catalogue({ scopes: { note: '' }, actions: { note: '', bound: '', pair: '', stepUp: '', proof: '', wide: '', kinds: '' } })]) {
        const asked = await world.bot.ask(note());
        const pending = await world.bot.ask(note());
        const seen = await alice.approval(pending);
        await alice.approve(asked);
        const applied = await world.authority.applyCatalog(reduced);
        assert.equal(applied.code, 0, applied.stderr);
        refused(await world.bot.poll(asked), 400, 'invalid_grant');
        const late = await alice.sendDecision(seen.id, alice.signDecision(seen, 'approve', { code: pending.confirmation_code, reason: 'x' }));
        assert.notEqual(late.status, 200, 'approved an action that no longer exists');
        refused(await world.bot.askRaw(note()), 400, 'invalid_authorization_details');
        const entries = await world.auditEntries({ txn: asked.approval_id });
        assert.ok(entries.length >= 3, `asked, approved, refused: ${entries.map((entry) => entry.event)}`);
        assert.equal((await world.authority.applyCatalog(catalogue())).code, 0);
      }
    } finally {
      await world.authority.applyCatalog(catalogue());
    }
    await world.stillWorks();
  });

  test('CB-26 action type made stricter (quorum 2) after one approval → not redeemable on the old one', async () => {
    const alice = await world.person('alice');
    const asked = await world.bot.ask(note());
    await alice.approve(asked);
    try {
      const stricter = catalogue({ actions: { note: actions.note.replace('quorum = 1', 'quorum = 2') } });
      assert.equal((await world.authority.applyCatalog(stricter)).code, 0);
      refused(await world.bot.poll(asked), 400, ['invalid_grant', 'access_denied']);
    } finally {
      await world.authority.applyCatalog(catalogue());
    }
  });
});

describe('ping', () => {
  const bad = ['http://ping.example/cb', 'https://127.0.0.1/cb', 'https://localhost/cb', 'https://10.1.2.3/cb', 'https://192.168.1.1/cb', 'https://172.16.0.1/cb',
    'https://169.254.169.254/latest', 'https://[::1]/cb', 'https://[fe80::1]/cb', 'https://[fd00::1]/cb', 'https://[::ffff:10.0.0.1]/cb', 'https://0.0.0.0/cb',
    'https://2130706433/cb', 'https://0x7f000001/cb', 'https://user:pass@ping.example/cb', 'ftp://ping.example/cb', 'https://100.64.0.1/cb'];
  for (const endpoint of bad) {
    test(`CB-28 ping endpoint ${endpoint} is refused at registration`, async () => {
      const result = await world.authority.command(['client', 'add', '--id', `ping-${fresh()}`, '--name', 'Ping', '--owner', 'ops@northwind.example',
        '--grants', 'client_credentials,ciba', '--scopes', 'orders:note:create', '--actions', 'orders.note', '--ping-endpoint', endpoint]);
      assert.notEqual(result.code, 0, 'was accepted');
      assert.match(result.stderr.trim(), /^[^\n]+$/, 'one clear line');
    });
  }

  test('CB-29 a ping carries the token and the id, follows no redirect, is not repeated after 401', async () => {
    const seen = [];
    const server = http.createServer((request, response) => {
      let body = '';
      request.on('data', (part) => (body += part));
      request.on('end', () => {
        seen.push({ url: request.url, method: request.method, authorization: request.headers.authorization, type: request.headers['content-type'], body });
        if (request.url === '/redirect') response.writeHead(301, { Location: `http://127.0.0.1:${server.address().port}/elsewhere` }).end();
        else if (request.url === '/refuse') response.writeHead(401).end();
        else response.writeHead(204).end();
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const pinging = await World.start({ config: { ping: { allow_loopback: true } } });
    try {
      for (const path of ['/ok', '/redirect', '/refuse']) {
        const client = new Requester(pinging, `ping${path.slice(1)}`, { secret: pinging.secret() });
        await pinging.authority.addClient(client.id, { grants: 'client_credentials,ciba', scopes: 'orders:note:create', actions: 'orders.note',
          'ping-endpoint': `http://127.0.0.1:${server.address().port}${path}` }, client.secret);
        const notification = random();
        refused(await client.askRaw(note()), 400, 'invalid_request');
        const asked = await client.ask(note(), { client_notification_token: notification });
        await (await pinging.person('alice')).approve(asked);
        const ping = await eventually(`the ping to ${path}`, () => seen.find((one) => one.url === path));
        assert.equal(ping.method, 'POST');
        assert.equal(ping.authorization, `Bearer ${notification}`);
        assert.match(ping.type, /^application\/json/);
        assert.deepEqual(JSON.parse(ping.body), { auth_req_id: asked.auth_req_id });
        ok(await client.poll(asked));
      }
      await sleep(2_500);
      assert.equal(seen.filter((one) => one.url === '/elsewhere').length, 0, 'a redirect was followed');
      assert.equal(seen.filter((one) => one.url === '/refuse').length, 1, 'repeated after 401');
    } finally {
      server.close();
      await pinging.close();
    }
  });
});

describe('floods', () => {
  test('CB-31 50 requests in one minute: limited per client and per group of approvers, 429 + Retry-After', async () => {
    const small = await World.start({ config: { limits: { asks_per_client_per_minute: 10, asks_per_group_per_minute: 15 } } });
    try {
      await small.bot.baseToken().then((token) => (small.bot.base = token));
      await small.other.baseToken().then((token) => (small.other.base = token));
      const results = await Promise.all(Array.from({ length: 40 }, () => small.bot.askRaw(note())));
      const passed = results.filter((res) => res.status === 200);
      assert.ok(passed.length >= 1 && passed.length <= 10, `${passed.length} of 40 passed a limit of 10`);
      for (const res of results.filter((one) => one.status !== 200)) {
        refused(res, 429);
        assert.match(res.headers['retry-after'], /^[1-9][0-9]*$/);
      }
      const others = await Promise.all(Array.from({ length: 10 }, () => small.other.askRaw(note())));
      const more = others.filter((res) => res.status === 200).length;
      assert.ok(more >= 1, 'one client shut the others out');
      assert.ok(passed.length + more <= 15, `${passed.length + more} passed a group limit of 15`);
      const alice = await small.person('alice');
      await alice.deny(passed[0].json);
    } finally {
      await small.close();
    }
  });

  test('CB-32 the same action again right after a denial: refused, or shown as a repeat', async () => {
    const action = note();
    const asked = await world.bot.ask(action);
    const alice = await world.person('alice');
    await alice.deny(asked);
    const res = await world.bot.askRaw(action);
    if (res.status === 429) assert.match(res.headers['retry-after'], /^[1-9][0-9]*$/);
    else {
      const approval = await alice.approval(ok(res));
      assert.ok(approval.history.same_action_30d.denied >= 1);
    }
    await world.bot.ask(note());
  });
});

describe('history and risk', () => {
  test('the tier is raised by signals, each with its reason', async () => {
    const client = await newClient({ actions: 'orders.note,orders.wide' });
    const asked = await client.ask(note());
    const approval = await (await world.person('alice')).approval(asked);
    assert.ok(['medium', 'high', 'critical'].includes(approval.risk.tier), approval.risk.tier);
    assert.ok(approval.risk.reasons.length >= 2, 'a client younger than an hour, a first action of its kind');
    assert.ok(Math.abs(approval.server_time - now()) <= 2);
    assert.ok(approval.requested_at <= approval.server_time && approval.expires_at > approval.server_time);
  });
});
