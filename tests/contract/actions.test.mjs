// Group RA: what was approved is what runs.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as jose from 'jose';
import { actionHash } from './support/console.mjs';
import { decode, dpopProof, makeKey, random } from './support/jose.mjs';
import { basic, fresh, ok, refused, send, sleep } from './support/wire.mjs';
import { ORDERS, World, note, order, refund } from './support/world.mjs';

let world;
let alice;
before(async () => {
  world = await World.start();
  alice = await world.person('alice');
  world.bot.base = await world.bot.baseToken();
});
after(() => world?.close());

const INVALID = 'invalid_authorization_details';
/** Asks with the bytes of `authorization_details` as they are. */
const askBytes = (bytes) => {
  const value = typeof bytes === 'string' ? encodeURIComponent(bytes) : [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  return world.bot.post('/bc-authorize', `authorization_details=${value}&login_hint_token=${encodeURIComponent(world.bot.base)}`);
};
const kinds = (params = {}) => ({ type: 'orders.kinds', params: { order_id: fresh(), count: 1, urgent: false, note: 'plain', ...params } });
const works = async () => ok(await askBytes(JSON.stringify([kinds()])));

describe('authorization_details', () => {
  const shapes = {
    missing: undefined, empty: '', 'not JSON': '{', 'an object': JSON.stringify(note()), 'an empty list': '[]', 'a number': '1', null: 'null', 'a list of text': '["orders.note"]',
    'a list of lists': '[[]]', 'two objects': JSON.stringify([note(), note()]), 'a trailing value': `${JSON.stringify([note()])} []`, 'a trailing comma': '[{"type":"orders.note","params":{"order_id":"1"}},]',
    'a comment': '[/* */{"type":"orders.note","params":{"order_id":"1"}}]', 'single quotes': "[{'type':'orders.note'}]",
  };
  for (const [what, text] of Object.entries(shapes)) {
    test(`RA-01 ${what} → ${INVALID}`, async () => {
      const res = text === undefined ? await world.bot.post('/bc-authorize', { login_hint_token: world.bot.base }) : await askBytes(text);
      refused(res, 400, INVALID);
    });
  }

  test('RA-02 missing, unknown or non-text type', async () => {
    for (const type of [undefined, '', 'orders.unknown', 1, null, ['orders.note'], {}]) refused(await askBytes(JSON.stringify([{ type, params: { order_id: '1' } }])), 400, INVALID);
    await works();
  });

  test('RA-03 a field that is not known, beside or inside params', async () => {
    for (const object of [{ ...note(), extra: 1 }, { ...note(), actions: ['x'] }, { ...note(), locations: [ORDERS] }, note({ extra: 'x' }), note({ Order_id: '1' }), note({ __proto__x: '1' }),
      note({ '': '1' })]) {
      refused(await askBytes(JSON.stringify([object])), 400, [INVALID, 'invalid_target']);
    }
    await works();
  });

  test('RA-04 wrong JSON type, invalid value, missing field', async () => {
    const bad = [
      { type: 'orders.note' }, { type: 'orders.note', params: null }, { type: 'orders.note', params: [] }, { type: 'orders.note', params: {} },
      note({ order_id: 81 }), note({ order_id: null }), note({ order_id: ['81'] }), note({ order_id: { a: 1 } }), note({ order_id: '' }), note({ order_id: 'abc' }),
      note({ order_id: '1234567890123' }), note({ order_id: '81\n' }), note({ order_id: ' 81' }), note({ order_id: '\u0661\u0662' }),
      refund({ amount: '0.00' }), refund({ amount: '5000.01' }), refund({ amount: '-1.00' }), refund({ amount: 42 }), refund({ amount: '42,00' }), refund({ amount: '1e3' }),
      refund({ amount: '+42.00' }), refund({ amount: '042.00' }), refund({ amount: ' 42.00' }), refund({ amount: '42.' }), refund({ amount: '.5' }), refund({ amount: 'NaN' }),
      refund({ amount: 'Infinity' }), refund({ amount: '' }), refund({ amount: '4\u0662.00' }), refund({ currency: 'GBP' }), refund({ currency: 'eur' }), refund({ currency: 'EUR ' }),
      refund({ currency: null }), kinds({ urgent: 'true' }), kinds({ urgent: 1 }), kinds({ count: '1' }), kinds({ count: true }), kinds({ count: -1 }), kinds({ note: 1 }),
      kinds({ urgent: undefined }), kinds({ note: 'x'.repeat(9000) }),
    ];
    for (const object of bad) {
      const res = await askBytes(JSON.stringify([object]));
      assert.equal(res.status, 400, `${JSON.stringify(object).slice(0, 200)}: ${res.status} ${res.text.slice(0, 200)}`);
      refused(res, 400, INVALID);
    }
    await works();
    ok(await askBytes(JSON.stringify([refund({ amount: '0.01' })])));
    ok(await askBytes(JSON.stringify([refund({ amount: '5000.00' })])));
  });

  test('RA-05 a type the client was not given', async () => {
    world.other.base ??= await world.other.baseToken();
    refused(await world.other.askRaw(order('orders.wide')), 400, INVALID);
    ok(await world.other.askRaw(note()));
  });

  test('RA-07 numbers: only integers within 2^53-1, written plainly', async () => {
    const withCount = (text) => askBytes(`[{"type":"orders.kinds","params":{"order_id":"1","count":${text},"urgent":false,"note":"x"}}]`);
    for (const text of ['9007199254740993', '9007199254740992', '9223372036854775808', '12345678901234567890', '1e400', '-1e400', '1.0', '-0', '0.1000000000000000055', '1e2', '1E0', '01', '+1',
      '0x10', 'NaN', 'Infinity', '-', '1.', '.5', '1_000']) {
      const res = await withCount(text);
      assert.equal(res.status, 400, `${text}: ${res.status}`);
      refused(res, 400, INVALID);
    }
    for (const text of ['9007199254740991', '0', '1']) ok(await withCount(text));
  });

  test('RA-09 invalid UTF-8, lone surrogate, NUL, BOM, raw newline', async () => {
    const note1 = (value) => Buffer.concat([Buffer.from('[{"type":"orders.kinds","params":{"order_id":"1","count":1,"urgent":false,"note":"'), Buffer.from(value), Buffer.from('"}}]')]);
    const good = note1('fine');
    for (const [what, bytes] of Object.entries({
      'a stray continuation byte': note1([0x80]), 'a cut sequence': note1([0xe2, 0x82]), 'an overlong slash': note1([0xc0, 0xaf]), 'a surrogate in UTF-8': note1([0xed, 0xa0, 0x80]),
      'beyond U+10FFFF': note1([0xf4, 0x90, 0x80, 0x80]), 'a lone high surrogate': note1('\\ud800'), 'a lone low surrogate': note1('\\udc00'), 'swapped surrogates': note1('\\udc00\\ud800'),
      'an escaped NUL': note1('a\\u0000b'), 'a raw NUL': note1([0x61, 0, 0x62]), 'a raw newline': note1('a\nb'), 'a raw tab': note1('a\tb'), 'a bad escape': note1('\\x41'),
      'a byte order mark first': Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), good]), 'UTF-16': Buffer.from(good.toString(), 'utf16le'),
    })) {
      const res = await askBytes(bytes);
      assert.equal(res.status, 400, `${what}: ${res.status}`);
      refused(res, 400, [INVALID, 'invalid_request']);
    }
    ok(await askBytes(good));
  });

  test('RA-09 display text: control, format and bidi characters, and what is not NFC → refused; NFC passes unchanged', async () => {
    for (const text of ['a\u202eb', 'a\u2066b', 'a\u200bb', 'a\ufeffb', 'a\u0007b', 'a\u0085b', 'a\u00adb', 'e\u0301', 'a\u{e0041}']) {
      const res = await askBytes(JSON.stringify([kinds({ note: text })]));
      assert.equal(res.status, 400, `${JSON.stringify(text)}: ${res.status}`);
    }
    const asked = ok(await askBytes(JSON.stringify([kinds({ note: 'Gr\u00fc\u00dfe \u65e5\u672c \u{1f600}' })])));
    const approval = await alice.approval(asked);
    assert.equal(approval.action.params.note, 'Gr\u00fc\u00dfe \u65e5\u672c \u{1f600}');
  });

  test('duplicate names, also escaped ones, at every level', async () => {
    for (const text of ['[{"type":"orders.note","type":"orders.note","params":{"order_id":"1"}}]', '[{"type":"orders.note","params":{"order_id":"1","order_id":"2"}}]',
      '[{"type":"orders.note","params":{"order_id":"1","order\\u005fid":"2"}}]', '[{"type":"orders.note","params":{"order_id":"1"},"par\\u0061ms":{"order_id":"2"}}]']) {
      refused(await askBytes(text), 400, INVALID);
    }
    await works();
  });

  test('RA-10 deep, long and wide documents: refused within 50 ms', async () => {
    const wide = JSON.stringify([{ type: 'orders.note', params: Object.fromEntries(Array.from({ length: 4000 }, (_, at) => [`k${at}`, 1])) }]);
    const documents = { 'depth 1025': `${'['.repeat(1025)}${']'.repeat(1025)}`, 'depth 20000': '['.repeat(20_000), 'depth 9 in params': JSON.stringify([note({ order_id: JSON.parse('[[[[[[[[[1]]]]]]]]]') })]),
      'an open object chain': '{"a":'.repeat(5000), '4 000 names': wide, '9 KiB of params': JSON.stringify([kinds({ note: 'y'.repeat(9 * 1024) })]) };
    for (const [what, text] of Object.entries(documents)) {
      const times = [];
      for (let round = 0; round < 3; ++round) {
        const res = await askBytes(text);
        assert.ok([400, 413].includes(res.status), `${what}: ${res.status}`);
        times.push(res.ms);
      }
      assert.ok(Math.min(...times) < 50, `${what}: ${times.map((ms) => ms.toFixed(0))} ms`);
    }
    const megabyte = await askBytes(JSON.stringify([kinds({ note: 'z'.repeat(1024 * 1024) })])).catch(() => ({ status: 413 }));
    assert.equal(megabyte.status, 413);
    await works();
  });

  test('RA-22 variants of a type name are unknown types', async () => {
    for (const type of ['Orders.Note', 'orders.note ', ' orders.note', 'orders.n\u043ete', 'orders.note\u200b', 'orders.note\u0000', 'orders/note', 'orders..note', 'orders.*']) {
      refused(await askBytes(JSON.stringify([{ type, params: { order_id: '1' } }])), 400, INVALID);
    }
    await works();
  });

  test('RA-11 locations or a resource outside the type', async () => {
    refused(await askBytes(JSON.stringify([{ ...note(), locations: ['https://evil.example'] }])), 400, [INVALID, 'invalid_target']);
    const res = await world.bot.askRaw(note(), { resource: 'https://evil.example' });
    if (res.status === 200) assert.equal((await alice.approval(res.json)).action.rs, ORDERS);
    else refused(res, 400, ['invalid_target', INVALID, 'invalid_request']);
    await works();
  });

  test('RA-13 wider or other details at the token endpoint → refused; the approved ones come back', async () => {
    const action = note();
    const asked = await world.bot.ask(action);
    await alice.approve(asked);
    const other = JSON.stringify([note()]);
    refused(await world.bot.token({ grant_type: 'urn:openid:params:grant-type:ciba', auth_req_id: asked.auth_req_id, authorization_details: other }), 400, [INVALID, 'invalid_request']);
    const res = await world.bot.poll(asked);
    const answer = ok(res.json?.error === 'slow_down' ? (await sleep(11_000), await world.bot.poll(asked)) : res);
    assert.deepEqual(answer.authorization_details, [action]);
  });

  test('RA-24 the requester\'s words stand apart from the server\'s sentence', async () => {
    const action = refund();
    const asked = await world.bot.ask(action, { reason: 'Refund 1.00 EUR for order 1', binding_message: 'approved by the boss' });
    const approval = await alice.approval(asked);
    assert.equal(approval.action_text, `Refund 42.00 EUR for order ${action.params.order_id}`);
    assert.equal(approval.reason, 'Refund 1.00 EUR for order 1');
  });
});

describe('the credential', () => {
  test('claims and header as protocol 3.2 says; jose verifies it with the published keys', async () => {
    const { token, asked, action } = await world.credential(order('orders.bound'));
    const keys = jose.createRemoteJWKSet(new URL(`${world.issuer}/jwks`));
    const { payload, protectedHeader } = await jose.jwtVerify(token, keys, { issuer: world.issuer, audience: ORDERS, typ: 'jit-action+jwt', algorithms: ['ES256'] });
    assert.ok(protectedHeader.kid);
    assert.deepEqual(payload.authorization_details, [action]);
    assert.deepEqual([payload.aud, payload.client_id, payload.sub, payload.txn], [ORDERS, 'deploy-bot', 'client:deploy-bot', asked.approval_id]);
    assert.ok(payload.exp - payload.iat <= 120);
    assert.ok(Buffer.from(payload.jti, 'base64url').length >= 32, 'jti has 256 bits');
    const approval = await alice.approval(asked);
    assert.equal(payload.adh, approval.action_hash);
    assert.equal(payload.adh, actionHash({ ...action, rs: ORDERS, client_id: 'deploy-bot', sub: payload.sub, sid: payload.sid, txn: payload.txn }));
    assert.equal(payload.sid, decode(world.bot.base).payload.sid);
    assert.ok(payload.apr.policy && payload.apr.policy_version !== undefined && payload.apr.decided_at);
    assert.equal(payload.apr.approvals, 1);
    assert.equal(payload.cnf, undefined);
  });

  test('the token answer: 60 seconds, no refresh token, txn and scope', async () => {
    const asked = await world.bot.ask(note());
    await alice.approve(asked);
    const res = await world.bot.poll(asked);
    const answer = ok(res);
    assert.deepEqual([answer.token_type, answer.expires_in, answer.txn, answer.scope, answer.refresh_token], ['Bearer', 60, asked.approval_id, 'orders:note:create', undefined]);
    assert.match(res.headers['cache-control'], /no-store/);
  });

  test('the credential is no base token, and the base token is no credential', async () => {
    const { token, action } = await world.credential();
    refused(await world.bot.askRaw(note(), { login_hint_token: token }), 400);
    refused(await send(world.issuer, { path: '/approvals?status=pending', headers: { Authorization: `Bearer ${token}` } }), 401);
    await world.orders.refuses(world.bot.base, action, {}, 'unknown');
    await world.orders.refuses(alice.access, action, {}, 'unknown');
    assert.equal((await world.orders.consume(token, action)).active, true);
  });
});

describe('consuming', () => {
  test('RA-16 any difference between the approved and the run action → action_mismatch; three burn the credential', async () => {
    const { token, action } = await world.credential(refund(), { fields: {} });
    const base = world.bot.base;
    const changed = [{ ...action, params: { ...action.params, amount: '42.01' } }, { ...action, params: { ...action.params, currency: 'USD' } }];
    for (const other of changed) await world.orders.refuses(token, other, { base }, 'action_mismatch');
    assert.equal((await world.orders.consume(token, action, { base })).active, true, 'two mismatches do not burn it');
    const second = await world.credential(refund());
    for (const other of [{ ...second.action, type: 'orders.note' }, { ...second.action, params: { ...second.action.params, order_id: '1' } }, { ...second.action, params: {} }]) {
      await world.orders.refuses(second.token, other, { base }, 'action_mismatch');
    }
    assert.equal((await world.orders.consume(second.token, second.action, { base })).active, false, 'three mismatches burn it');
  });

  test('RA-16 smuggling in the body: doubled members, extra members, wrong types → 4xx and nothing used', async () => {
    const { token, action } = await world.credential();
    const text = JSON.stringify({ token, action });
    const headers = { ...world.orders.authentication().headers, 'Content-Type': 'application/json' };
    const raw = (body, path = '/consume', more = {}) => send(world.issuer, { method: 'POST', path, body, headers: { ...headers, ...more } });
    for (const body of [text.replace('{', '{"token":"x",'), text.replace('"params":{', '"params":{"order_id":"1",'), `\ufeff${text}`, `${text}{}`, text.replace('}}', '}},'), '[]', 'null', '',
      JSON.stringify({ token }), JSON.stringify({ action }), JSON.stringify({ token: 1, action }), JSON.stringify({ token, action: [action] }), JSON.stringify({ token, action: { ...action, rs: ORDERS } }),
      JSON.stringify({ token, action, surprise: 1 })]) {
      const res = await raw(body);
      assert.ok((res.status >= 400 && res.status < 500) || (res.status === 200 && res.json.active === false), `${body.slice(0, 80)}: ${res.status} ${res.text}`);
    }
    const query = await raw(text, '/consume?token=x');
    assert.ok(query.status >= 400);
    const override = await send(world.issuer, { method: 'GET', path: '/consume', headers: { ...headers, 'X-HTTP-Method-Override': 'POST' } });
    assert.equal(override.status, 405);
    const after = await world.orders.introspect(token);
    if (after.json.active) assert.equal((await world.orders.consume(token, action)).active, true);
    await world.stillWorks();
  });

  test('RA-18 the credential for one API at another → audience_mismatch, and it still works at its own', async () => {
    const { token, action } = await world.credential();
    await world.deploy.refuses(token, action, {}, 'audience_mismatch');
    assert.equal((await world.orders.consume(token, action)).active, true);
  });

  test('RA-19 the credential of one session with the base token of another → session_mismatch', async () => {
    const base = await world.bot.baseToken();
    const { token, action } = await world.credential(order('orders.bound'), { fields: { login_hint_token: base } });
    for (const wrong of [await world.bot.baseToken(), await world.other.baseToken(), 'garbage', token]) await world.orders.refuses(token, action, { base: wrong }, 'session_mismatch');
    await world.orders.refuses(token, action, {}, 'session_mismatch');
    assert.equal((await world.orders.consume(token, action, { base })).active, true);
  });

  test('RA-19 the base token revoked between redemption and use → refused', async () => {
    const base = await world.bot.baseToken();
    const { token, action } = await world.credential(order('orders.bound'), { fields: { login_hint_token: base } });
    ok(await world.bot.revoke(base));
    const answer = await world.orders.consume(token, action, { base });
    assert.equal(answer.active, false);
    assert.ok(['session_mismatch', 'revoked'].includes(answer.reason), answer.reason);
  });

  test('RA-20 base token only → unknown; no credential → the challenge stands in the metadata of the API, not here', async () => {
    await world.orders.refuses(world.bot.base, note(), { base: world.bot.base }, 'unknown');
    await world.orders.refuses('garbage', note(), {}, 'unknown');
    await world.orders.refuses('a.b.c', note(), {}, 'unknown');
  });

  test('only an API consumes: no client 401, other clients 403', async () => {
    const { token, action } = await world.credential();
    refused(await world.postJson('/consume', { token, action }), 401, 'invalid_client');
    refused(await world.postJson('/consume', { token, action }, basic(world.orders.id, 'wrong'.repeat(8))), 401, 'invalid_client');
    refused(await world.postJson('/consume', { token, action }, basic(world.bot.id, world.bot.secret)), 403);
    assert.equal((await world.orders.consume(token, action)).active, true);
  });

  test('the answer names who approved and carries a receipt that jose verifies', async () => {
    const { token, action, asked } = await world.credential();
    const used = await world.orders.consume(token, action);
    assert.deepEqual([used.active, used.txn, used.sub, used.client_id], [true, asked.approval_id, 'client:deploy-bot', 'deploy-bot']);
    assert.deepEqual(used.authorization_details, [action]);
    assert.equal(used.approved_by.length, 1);
    const keys = jose.createRemoteJWKSet(new URL(`${world.issuer}/jwks`));
    const { payload, protectedHeader } = await jose.compactVerify(used.receipt, keys, { algorithms: ['ES256'] });
    assert.notEqual(protectedHeader.typ, 'jit-action+jwt');
    assert.ok(Buffer.from(payload).includes(asked.approval_id));
    assert.equal((await alice.approval(asked)).status, 'consumed');
  });

  test('Idempotency-Key: same key and body → the stored answer; other body → 422', async () => {
    const { token, action } = await world.credential();
    const key = random(16);
    const first = await world.orders.consume(token, action, { key });
    const again = await world.orders.consume(token, action, { key });
    assert.equal(first.active, true);
    assert.deepEqual(again, first);
    refused(await world.orders.consumeRaw({ token, action: note() }, { 'Idempotency-Key': key }), 422);
    await world.orders.refuses(token, action, {}, 'used');
    await world.orders.refuses(token, action, { key: random(16) }, 'used');
    const foreign = await world.deploy.consume(token, action, { key });
    assert.equal(foreign.active, false, 'the key of one API opened the answer for another');
  });

  test('an expired credential → expired, by the check at use', async () => {
    const { token, action } = await world.credential(note(), { granted: { ttl: 1 } });
    await sleep(2_200);
    await world.orders.refuses(token, action, {}, 'expired');
    await world.stillWorks();
  });

  test('introspection tells, and never consumes', async () => {
    const { token, action } = await world.credential();
    for (let round = 0; round < 3; ++round) {
      const seen = ok(await world.orders.introspect(token));
      assert.equal(seen.active, true);
      assert.deepEqual(seen.authorization_details, [action]);
    }
    assert.equal((await world.orders.consume(token, action)).active, true);
    assert.deepEqual(ok(await world.orders.introspect(token)), { active: false });
  });
});

describe('bound to a key', () => {
  const url = `${ORDERS}/refunds`;
  const redeem = async (key) => {
    const asked = await world.bot.ask(order('orders.proof'), { dpop_jkt: key.thumbprint });
    await alice.approve(asked);
    return asked;
  };
  const proofAtToken = (key) => ({ DPoP: dpopProof(key, { method: 'POST', url: `${world.issuer}/token` }) });

  test('redemption needs a proof of that key', async () => {
    const key = makeKey();
    const asked = await redeem(key);
    refused(await world.bot.poll(asked), 400, ['invalid_dpop_proof', 'invalid_grant']);
    refused(await world.bot.poll(asked, proofAtToken(makeKey())), 400, ['invalid_dpop_proof', 'invalid_grant', 'slow_down']);
    await sleep((asked.interval + 6) * 1000);
    const answer = ok(await world.bot.poll(asked, proofAtToken(key)));
    assert.equal(answer.token_type, 'DPoP');
    assert.equal(decode(answer.access_token).payload.cnf.jkt, key.thumbprint);
  });

  test('consuming it needs the proof that the API received', async () => {
    const key = makeKey();
    const asked = await redeem(key);
    const token = ok(await world.bot.poll(asked, proofAtToken(key))).access_token;
    const good = (changes = {}) => ({ proof: dpopProof(key, { method: 'POST', url, token, ...changes }), method: 'POST', url });
    await world.orders.refuses(token, asked.action, {}, 'proof_missing');
    for (const dpop of [{ ...good(), method: 'GET' }, { ...good(), url: `${ORDERS}/other` }, good({ token: 'other' }), good({ header: { typ: 'JWT' } }), good({ claims: { ath: undefined } }),
      good({ claims: { iat: 1 } }), { ...good(), proof: dpopProof(makeKey(), { method: 'POST', url, token }) }, { ...good(), proof: 'garbage' }]) {
      await world.orders.refuses(token, asked.action, { dpop }, 'proof_invalid');
    }
    const proof = good();
    assert.equal((await world.orders.consume(token, asked.action, { dpop: proof })).active, true);
  });

  test('a DPoP proof at asking binds as dpop_jkt does', async () => {
    const key = makeKey();
    const asked = await world.bot.ask(order('orders.proof'), {}, { DPoP: dpopProof(key, { method: 'POST', url: `${world.issuer}/bc-authorize` }) });
    assert.equal((await alice.approval(asked)).credential.dpop, true);
    await alice.approve(asked);
    const answer = ok(await world.bot.poll(asked, proofAtToken(key)));
    assert.equal(decode(answer.access_token).payload.cnf.jkt, key.thumbprint);
    refused(await world.bot.askRaw(order('orders.proof'), { dpop_jkt: makeKey().thumbprint }, { DPoP: dpopProof(key, { method: 'POST', url: `${world.issuer}/bc-authorize` }) }), 400);
  });
});
