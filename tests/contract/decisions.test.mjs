// Protocol 6: who may decide, what a decision must prove, and what each wrong one is answered.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Console } from './support/console.mjs';
import { jws, makeKey, now, random, twinSignature } from './support/jose.mjs';
import { fresh, ok, refused, send, sleep } from './support/wire.mjs';
import { World, note, order, refund } from './support/world.mjs';

let world;
let alice;
before(async () => {
  world = await World.start();
  alice = await world.person('alice');
});
after(() => world?.close());

const status = async (asked) => (await alice.approval(asked)).status;

async function newApprover(groups = 'payments-approvers', roles = 'approver') {
  const name = `approver-${fresh()}`;
  await world.authority.addUser({ name, password: world.password(name), roles, groups });
  const console = new Console(world, { name, password: world.password(name) });
  await console.signIn();
  return console.enrol();
}

describe('reading', () => {
  test('the approval says everything that protocol 6 lists', async () => {
    const action = refund();
    const asked = await world.bot.ask(action, { reason: 'The customer returned it.', ticket: 'T-81', binding_message: 'R-81' });
    const approval = await alice.approval(asked);
    assert.equal(approval.id, asked.approval_id);
    assert.equal(approval.action_text, `Refund 42.00 EUR for order ${action.params.order_id}`);
    assert.deepEqual({ type: approval.action.type, params: approval.action.params, rs: approval.action.rs, client_id: approval.action.client_id,
      sub: approval.action.sub, txn: approval.action.txn }, { ...action, rs: 'https://orders.northwind.example', client_id: 'deploy-bot',
      sub: 'client:deploy-bot', txn: asked.approval_id });
    assert.ok(approval.action.sid, 'a base token binds the session');
    assert.deepEqual(approval.params, [
      { name: 'order_id', label: 'Order', value: action.params.order_id },
      { name: 'amount', label: 'Amount', value: '42.00' },
      { name: 'currency', label: 'Currency', value: 'EUR' },
    ]);
    assert.deepEqual([approval.client.id, approval.client.name, approval.client.owner, approval.client.temporary], ['deploy-bot', 'Deploy bot', 'ops@northwind.example', false]);
    assert.equal(typeof approval.client.registered_at, 'number');
    assert.equal(approval.subject.sub, 'client:deploy-bot');
    assert.equal(approval.session.sid, approval.action.sid);
    assert.deepEqual([approval.reason, approval.ticket, approval.binding_message], ['The customer returned it.', 'T-81', 'R-81']);
    assert.deepEqual(approval.scopes.map((scope) => [scope.name, scope.risk, scope.deprecated]), [['orders:refund:create', 'high', false]]);
    assert.equal(approval.credential.ttl, 60);
    assert.deepEqual([approval.policy.quorum, approval.policy.approvals, approval.policy.code_required, approval.policy.comment_required, approval.policy.step_up],
      [1, 0, true, true, false]);
    assert.deepEqual(approval.policy.groups, ['payments-approvers']);
    assert.deepEqual([approval.may_decide, approval.may_not_because], [true, null]);
    assert.ok(approval.nonce.length >= 16);
    assert.deepEqual(approval.decisions, []);
    assert.ok(Array.isArray(approval.history.last) && approval.history.last.length <= 5);
  });

  test('only what the caller may see: other groups, other roles, unknown ids', async () => {
    const asked = await world.bot.ask(note());
    const carol = await world.person('carol');
    const hidden = await carol.get(`/approvals/${asked.approval_id}`);
    const unknown = await carol.get(`/approvals/apr_${random(12)}`);
    refused(hidden, [403, 404]);
    assert.equal(hidden.status, unknown.status, 'existence shows');
    assert.ok(!(await carol.list('all')).items.some((item) => item.id === asked.approval_id));
    assert.ok((await alice.list('all')).items.some((item) => item.id === asked.approval_id));
    refused(await (await world.person('ada')).get('/approvals?status=pending'), 403, 'insufficient_scope');
  });

  test('the list pages with a cursor, without gaps or doubles', async () => {
    const asked = await Promise.all(Array.from({ length: 7 }, () => world.bot.ask(note())));
    const seen = [];
    let cursor;
    do {
      const page = ok(await alice.get(`/approvals?status=pending&limit=3${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`));
      assert.ok(page.items.length <= 3);
      assert.ok(Math.abs(page.server_time - now()) <= 2);
      seen.push(...page.items.map((item) => item.id));
      cursor = page.next_cursor;
    } while (cursor);
    assert.equal(new Set(seen).size, seen.length);
    asked.forEach((one) => assert.ok(seen.includes(one.approval_id)));
    // A row of the list says the same as the card, in whatever way either is written.
    const card = await alice.approval(asked[0]);
    const row = (await alice.list('pending')).items.find((item) => item.id === card.id);
    const { client, subject, ...same } = row;
    for (const [name, value] of Object.entries(same)) assert.deepEqual(value, card[name], name);
    assert.deepEqual([client.id, client.name, subject], [card.client.id, card.client.name, card.subject]);
    assert.deepEqual(Object.keys(row).sort(), ['action_hash', 'action_text', 'client', 'expires_at', 'id', 'requested_at', 'risk', 'status', 'subject', 'type', 'version']);
    for (const query of ['status=nonsense', 'limit=0', 'limit=-1', 'limit=abc', 'cursor=garbage', 'status=all&status=all']) {
      refused(await alice.get(`/approvals?${query}`), 400, 'invalid_request');
    }
  });
});

describe('who', () => {
  test('403 not_an_approver: wrong group, no group, no role, on every path', async () => {
    const asked = await world.bot.ask(note());
    const approval = await alice.approval(asked);
    for (const other of [await world.person('carol'), await world.person('erin')]) {
      for (const decision of ['approve', 'deny']) {
        refused(await other.sendDecision(approval.id, other.signDecision(approval, decision, { code: asked.confirmation_code, reason: 'x' })),
          [403, 404], ['not_an_approver', 'not_found']);
      }
      refused(await other.post(`/approvals/${approval.id}/revoke`, { reason: 'x' }), [403, 404]);
    }
    const ada = await world.person('ada');
    refused(await ada.sendDecision(approval.id, ada.signDecision(approval, 'approve')), 403, ['not_an_approver', 'insufficient_scope']);
    assert.equal(await status(asked), 'pending');
    await alice.approve(asked);
  });

  test('403 self_approval: what alice asks for, alice cannot approve', async () => {
    const asked = await world.bot.ask(note(), { login_hint: 'alice' });
    const approval = await alice.approval(asked);
    assert.equal(approval.may_decide, false);
    assert.ok(approval.may_not_because);
    refused(await alice.decideRaw(asked, 'approve'), 403, 'self_approval');
    assert.equal(await status(asked), 'pending');
    await (await world.person('bob')).approve(asked);
  });

  test('the role or group taken away: cannot decide any more', async () => {
    const asked = await world.bot.ask(note());
    const approver = await newApprover();
    const approval = await approver.approval(asked);
    await world.authority.mustCommand(['user', 'disable', '--name', approver.name]);
    refused(await approver.sendDecision(approval.id, approver.signDecision(approval, 'approve', { code: asked.confirmation_code, reason: 'x' })), [401, 403]);
    assert.equal(await status(asked), 'pending');
  });
});

describe('what a decision proves', () => {
  test('CB-37 without signature, nonce, device or fresh time → 400, state unchanged', async () => {
    const asked = await world.bot.ask(note());
    const approval = await alice.approval(asked);
    const good = { code: asked.confirmation_code, reason: 'Checked.' };
    const evil = makeKey();
    const at = now();
    const bob = await world.person('bob');
    const sign = (claims, options) => alice.signDecision(approval, 'approve', { ...good, ...claims }, options);
    const refusedDecision = async (what, signed) => {
      const res = await alice.sendDecision(approval.id, signed);
      assert.equal(res.status, 400, `${what}: ${res.status} ${res.text}`);
      refused(res, 400, ['invalid_decision', 'invalid_request']);
    };
    for (const [what, signed] of Object.entries({
      'no signature': sign({}, { header: { alg: 'none' } }),
      'HS256 over the public key': sign({}, { header: { alg: 'HS256' } }),
      'other typ': sign({}, { header: { typ: 'JWT' } }),
      'typ of DPoP': sign({}, { header: { typ: 'dpop+jwt' } }),
      'no typ': sign({}, { header: { typ: undefined } }),
      'unknown kid': sign({}, { header: { kid: random() } }),
      'no kid': sign({}, { header: { kid: undefined } }),
      'another key under my kid': sign({}, { device: { ...evil, kid: alice.device.kid } }),
      'the key in the header': sign({}, { header: { jwk: evil.jwk }, device: { ...evil, kid: alice.device.kid } }),
      'bob\'s device in my name': sign({}, { device: bob.device }),
      'bob\'s name': sign({ iss: bob.sub }),
      'other audience': sign({ aud: 'https://other.example' }),
      'audience list': sign({ aud: [world.issuer] }),
      'no nonce': sign({ nonce: undefined }),
      'other nonce': sign({ nonce: random() }),
      'no view': sign({ view: undefined }),
      'no txn': sign({ txn: undefined }),
      'other txn': sign({ txn: `apr_${random(12)}` }),
      'no decision': sign({ decision: undefined }),
      'unknown decision': sign({ decision: 'APPROVE' }),
      'no exp': sign({ exp: undefined }),
      'no iat': sign({ iat: undefined }),
      'exp too far': sign({ iat: at, exp: at + 61 }),
      'expired': sign({ iat: at - 61, exp: at - 1 }),
      'issued in the future': sign({ iat: at + 60, exp: at + 100 }),
      'a stale iat': sign({ iat: at - 120, exp: at + 30 }),
      'text for a number': sign({ version: String(approval.version) }),
      'not a JWS': 'garbage',
      'empty': '',
      'doubled claims': jws({ typ: 'jit-decision+jwt', alg: 'ES256', kid: alice.device.kid },
        JSON.stringify(alice.decisionClaims(approval, 'approve', good)).replace('{', '{"decision":"deny",'), alice.device),
    })) {
      await refusedDecision(what, signed);
    }
    await refusedDecision('zero signature', `${sign().split('.').slice(0, 2).join('.')}.${Buffer.alloc(64).toString('base64url')}`);
    refused(await alice.post(`/approvals/${approval.id}/decision`, {}), 400);
    refused(await alice.post(`/approvals/${approval.id}/decision`, { decision: 'approve' }), 400);
    refused(await alice.post(`/approvals/${approval.id}/decision`, { decision: { decision: 'approve' } }), 400);
    assert.equal(await status(asked), 'pending');
    await alice.approve(asked);
  });

  test('CB-37 without a token, with a Bearer instead of DPoP, without a proof → 401', async () => {
    const asked = await world.bot.ask(note());
    const approval = await alice.approval(asked);
    const body = JSON.stringify({ decision: alice.signDecision(approval, 'approve', { code: asked.confirmation_code, reason: 'x' }) });
    const path = `/approvals/${approval.id}/decision`;
    for (const headers of [{}, { Authorization: `Bearer ${alice.access}` }, { Authorization: `DPoP ${alice.access}` },
      { Authorization: `Bearer ${world.bot.base}` }, { DPoP: alice.proof('POST', path, { token: alice.access }) }]) {
      refused(await send(world.issuer, { method: 'POST', path, body, headers: { 'Content-Type': 'application/json', ...headers } }), 401);
    }
    assert.equal(await status(asked), 'pending');
  });

  test('409 hash_mismatch and stale_version', async () => {
    const asked = await world.bot.ask(note());
    const approval = await alice.approval(asked);
    const good = { code: asked.confirmation_code, reason: 'Checked.' };
    refused(await alice.sendDecision(approval.id, alice.signDecision(approval, 'approve', { ...good, adh: `v1.${random(32)}` })), 409, 'hash_mismatch');
    refused(await alice.sendDecision(approval.id, alice.signDecision(approval, 'approve', { ...good, adh: approval.action_hash.slice(3) })), [400, 409], ['hash_mismatch', 'invalid_decision']);
    refused(await alice.sendDecision(approval.id, alice.signDecision(approval, 'approve', { ...good, version: approval.version + 1 })), 409, 'stale_version');
    assert.equal(await status(asked), 'pending');
    await alice.approve(asked);
  });

  test('SU-16 a decision replayed after its end, or sent for another request', async () => {
    const first = await world.bot.ask(note());
    const second = await world.bot.ask(note());
    const approval = await alice.approval(first);
    const signed = alice.signDecision(approval, 'approve', { code: first.confirmation_code, reason: 'Checked.' });
    refused(await alice.sendDecision(second.approval_id, signed), [400, 409]);
    const one = ok(await alice.sendDecision(approval.id, signed));
    const again = ok(await alice.sendDecision(approval.id, signed));
    assert.equal(one.status, 'approved');
    assert.equal(again.status, 'approved');
    assert.equal(again.decisions.length, 1, 'counted once');
    refused(await alice.sendDecision(approval.id, alice.signDecision(approval, 'deny')), 409, 'not_pending');
    assert.equal(await status(second), 'pending');
    const third = await alice.approval(second);
    refused(await alice.sendDecision(third.id, alice.signDecision(third, 'approve', { nonce: approval.nonce, code: second.confirmation_code, reason: 'x' })), 400, 'invalid_decision');
    await alice.deny(second);
  });

  test('SU-16 the twin signature (r, n-s) changes nothing', async () => {
    const asked = await world.bot.ask(note());
    const approval = await alice.approval(asked);
    const signed = alice.signDecision(approval, 'deny', { reason: 'No.' });
    const twin = await alice.sendDecision(approval.id, twinSignature(signed));
    const plain = await alice.sendDecision(approval.id, signed);
    assert.ok([200, 400].includes(twin.status));
    assert.equal(plain.status, 200);
    assert.equal((await alice.approval(asked)).decisions.length, 1);
  });

  test('422 wrong_code counts down; the third denies the request', async () => {
    const asked = await world.bot.ask(refund());
    const wrong = asked.confirmation_code === '000000' ? '000001' : '000000';
    const first = refused(await alice.decideRaw(asked, 'approve', { code: wrong }), 422, 'wrong_code');
    assert.equal(first.attempts_left, 2);
    assert.equal(refused(await alice.decideRaw(asked, 'approve', { code: wrong }), 422, 'wrong_code').attempts_left, 1);
    assert.equal(refused(await alice.decideRaw(asked, 'approve', { code: wrong }), 422, 'wrong_code').attempts_left, 0);
    assert.equal(await status(asked), 'denied');
    refused(await world.bot.poll(asked), 400, 'access_denied');
  });

  test('422 when code or comment is missing; a denial needs neither', async () => {
    const asked = await world.bot.ask(refund());
    refused(await alice.decideRaw(asked, 'approve', { code: undefined }), 422);
    refused(await alice.decideRaw(asked, 'approve', { reason: undefined }), 422);
    refused(await alice.decideRaw(asked, 'approve', { reason: '' }), 422);
    assert.equal(await status(asked), 'pending');
    ok(await alice.decideRaw(asked, 'deny'));
    assert.equal(await status(asked), 'denied');
  });

  test('less is granted as said; wider than asked → invalid_decision', async () => {
    const asked = await world.bot.ask(order('orders.wide'));
    for (const granted of [{ ttl: 61 }, { ttl: 0 }, { ttl: -5 }, { ttl: '30' }, { scope: 'orders:refund:create' }, { scope: 'orders:note:create orders:refund:create' }, { else: 1 }]) {
      refused(await alice.decideRaw(asked, 'approve', { granted }), 400, 'invalid_decision');
    }
    await alice.approve(asked, { granted: { ttl: 20, scope: 'orders:note:create' } });
    const answer = ok(await world.bot.poll(asked));
    assert.equal(answer.scope, 'orders:note:create');
    assert.ok(answer.expires_in <= 20 && answer.expires_in >= 15);
  });

  test('TK-26 step-up: a decision by an old sign-in → 401 insufficient_user_authentication with the challenge', async () => {
    const small = await World.start({ config: { decisions: { fresh_sign_in: '30s' } } });
    try {
      const old = await small.person('alice');
      await sleep(31_500);
      const asked = await small.bot.ask(order('orders.close'));
      const res = await old.decideRaw(asked, 'approve');
      refused(res, 401, 'insufficient_user_authentication');
      assert.match(res.headers['www-authenticate'], /error="insufficient_user_authentication"/);
      assert.match(res.headers['www-authenticate'], /max_age=|acr_values=/);
      assert.equal((await old.approval(asked)).status, 'pending');
      ok(await old.decideRaw(asked, 'deny'));
    } finally {
      await small.close();
    }
  });

  test('TK-26 control: a fresh sign-in decides the same kind', async () => {
    const asked = await world.bot.ask(order('orders.close'));
    const again = await newApprover();
    await again.approve(asked);
  });
});

describe('more than one approver', () => {
  test('CB-34 one approver counts once, from two devices too', async () => {
    const asked = await world.bot.ask(order('orders.pair'));
    const counted = await alice.approve(asked);
    assert.equal(counted.status, 'pending');
    assert.equal(counted.policy.approvals, 1);
    const second = { ...makeKey() };
    await alice.enrol(second, 'second device');
    const res = await alice.decideRaw(asked, 'approve', {}, { device: second });
    assert.equal(ok(res).status, 'pending');
    assert.equal(res.json.policy.approvals, 1);
    const elsewhere = await world.newConsole('alice').signIn();
    await elsewhere.enrol();
    assert.equal(ok(await elsewhere.decideRaw(asked, 'approve')).policy.approvals, 1);
    const done = await (await world.person('bob')).approve(asked);
    assert.equal(done.status, 'approved');
    const used = await world.orders.consume(ok(await world.bot.poll(asked)).access_token, asked.action);
    assert.equal(used.approved_by.length, 2);
  });

  test('the votes of others stay hidden until one\'s own is in; one denial ends it', async () => {
    const asked = await world.bot.ask(order('orders.pair'));
    const bob = await world.person('bob');
    await alice.approve(asked, { reason: 'Looks right to me.' });
    const before = await bob.approval(asked);
    assert.deepEqual(before.decisions, []);
    assert.ok(!JSON.stringify(before).includes('Looks right to me.'));
    const inTheLog = [`/audit/entries?txn=${asked.approval_id}`, `/audit/bundle?txn=${asked.approval_id}`];
    for (const path of inTheLog)
      refused(await bob.get(path), 403, 'insufficient_scope');
    const after = await bob.deny(asked, 'I disagree.');
    assert.equal(after.status, 'denied');
    assert.deepEqual(after.decisions.map((decision) => decision.decision).sort(), ['approve', 'deny']);
    ok(await bob.get(inTheLog[0]));
  });

  test('one device key cannot serve two people', async () => {
    const bob = await world.person('bob');
    refused(await bob.post('/devices', { jwk: alice.device.jwk, name: 'borrowed' }), [400, 409]);
  });
});

describe('devices', () => {
  test('add, list, remove; a removed device decides nothing more', async () => {
    const approver = await newApprover();
    const listed = ok(await approver.get('/devices'));
    assert.ok(JSON.stringify(listed).includes(approver.device.kid));
    const asked = await world.bot.ask(note());
    const approval = await approver.approval(asked);
    const bob = await world.person('bob');
    const foreign = await bob.delete(`/devices/${approver.device.kid}`);
    assert.ok([403, 404].includes(foreign.status));
    const removed = await approver.delete(`/devices/${approver.device.kid}`);
    assert.ok([200, 204].includes(removed.status), `${removed.status} ${removed.text}`);
    refused(await approver.sendDecision(approval.id, approver.signDecision(approval, 'approve', { code: asked.confirmation_code, reason: 'x' })), 400, 'invalid_decision');
    assert.equal(await status(asked), 'pending');
  });

  test('a private, symmetric, RSA, P-384 or off-curve key is refused', async () => {
    const key = makeKey();
    for (const jwk of [key.privateJwk, { kty: 'oct', k: random() }, { kty: 'RSA', n: random(256), e: 'AQAB' }, makeKey('P-384').jwk,
      { ...key.jwk, y: key.jwk.x }, { ...key.jwk, x: '' }, { kty: 'EC', crv: 'P-256' }, 'text', null]) {
      refused(await alice.post('/devices', { jwk, name: 'x' }), 400);
    }
    refused(await alice.post('/devices', { jwk: makeKey().jwk, name: 'a\u202eb' }), 400);
    ok(await alice.post('/devices', { jwk: makeKey().jwk, name: 'fine' }), 201);
  });
});

describe('revoking', () => {
  test('an approved request or live credential is revoked by an approver and works nowhere', async () => {
    const asked = await world.bot.ask(note());
    await alice.approve(asked);
    ok(await alice.post(`/approvals/${asked.approval_id}/revoke`, { reason: 'Second thoughts.' }));
    assert.equal(await status(asked), 'revoked');
    refused(await world.bot.poll(asked), 400, ['access_denied', 'invalid_grant']);
    const { token, action, asked: second } = await world.credential();
    ok(await alice.post(`/approvals/${second.approval_id}/revoke`, { reason: 'Second thoughts.' }));
    await world.orders.refuses(token, action, {}, 'revoked');
    await world.stillWorks();
  });

  test('grants: every live credential and session is listed and can be revoked', async () => {
    const { token, action, asked } = await world.credential();
    const grants = ok(await alice.get('/grants?active=true')).items;
    const live = grants.find((grant) => JSON.stringify(grant).includes(asked.approval_id));
    assert.ok(live, `the credential is not listed: ${JSON.stringify(grants).slice(0, 500)}`);
    assert.ok(!JSON.stringify(grants).includes(token));
    ok(await alice.post(`/grants/${live.id}/revoke`, { reason: 'A drill.' }));
    await world.orders.refuses(token, action, {}, 'revoked');
    const rest = ok(await alice.get('/grants?active=true')).items;
    assert.ok(!rest.some((grant) => grant.id === live.id));
    refused(await (await world.person('olga')).post(`/grants/${live.id}/revoke`, { reason: 'x' }), 403);
  });
});
