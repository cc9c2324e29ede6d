// Groups SU (single use, replay, races): one winner, whatever happens at the same moment.
import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, describe, test } from 'node:test';
import { decode, b64u, makeKey, random, twinSignature } from './support/jose.mjs';
import { connections, ok, postForm, refused, sleep } from './support/wire.mjs';
import { World, note, order } from './support/world.mjs';

let world;
let alice;
before(async () => {
  world = await World.start();
  alice = await world.person('alice');
});
after(() => world?.close());

const together = (count, run) => Promise.all(Array.from({ length: count }, (_, at) => run(at)));

test('SU-01 the second use of a credential is refused, and so is every later one', async () => {
  const { token, action } = await world.credential();
  assert.equal((await world.orders.consume(token, action)).active, true);
  for (let round = 0; round < 3; ++round) await world.orders.refuses(token, action, {}, 'used');
  await world.stillWorks();
});

for (let round = 1; round <= 3; ++round) {
  test(`SU-01 32 parallel uses of one credential: one winner (round ${round})`, async () => {
    const { token, action, asked } = await world.credential();
    const answers = await together(32, () => world.orders.consume(token, action));
    assert.equal(answers.filter((answer) => answer.active).length, 1);
    assert.ok(answers.filter((answer) => !answer.active).every((answer) => answer.reason === 'used'));
    assert.equal((await alice.approval(asked)).status, 'consumed');
  });

  test(`SU-03 32 parallel redemptions of one approved request: one winner, whose credential works (round ${round})`, async () => {
    const asked = await world.bot.ask(note());
    await alice.approve(asked);
    const sockets = await connections(world.issuer, 32);
    const answers = await together(32, (at) => world.bot.poll(asked, {}, sockets[at]));
    const winners = answers.filter((res) => res.status === 200);
    assert.equal(winners.length, 1, answers.map((res) => res.json?.error ?? res.status).join(' '));
    answers.filter((res) => res.status !== 200).forEach((res) => refused(res, 400, ['invalid_grant', 'slow_down']));
    assert.equal((await world.orders.consume(winners[0].json.access_token, asked.action)).active, true);
  });
}

test('SU-03 64 redemptions on connections of their own: one winner, whose credential works; a replay ends it', async () => {
  const asked = await world.bot.ask(note());
  await alice.approve(asked);
  const answers = await together(64, () => world.bot.poll(asked));
  const winners = answers.filter((res) => res.status === 200);
  assert.equal(winners.length, 1, answers.map((res) => res.json?.error ?? res.status).join(' '));
  await endedByReplayOnly(winners[0].json.access_token, asked);
});

// As of programs that open their connections one after the other: the last ones are accepted after the winner was answered.
test('SU-03 a redemption that meets only a loser of the race does the winner no harm either', async () => {
  const asked = await world.bot.ask(note());
  await alice.approve(asked);
  const [early] = await connections(world.issuer, 1);
  const { access_token } = ok(await world.bot.poll(asked));
  const [late] = await connections(world.issuer, 1, 10);
  refused(await world.bot.poll(asked, {}, early), 400, 'invalid_grant');
  refused(await world.bot.poll(asked, {}, late), 400, 'invalid_grant');
  await endedByReplayOnly(access_token, asked);
});

// Whoever stole the request and redeems first must not be spared because the owner polls on a connection that was open before.
for (const [kind, connect] of [
  ['had been open, unused', async () => (await connections(world.issuer, 1))[0]],
  ['had served a poll before', async (asked) => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    refused(await world.bot.poll(asked, {}, agent), 400, 'authorization_pending');
    return agent;
  }],
]) {
  test(`SU-03 a repeat soon afterwards on a connection that ${kind} is a replay`, async () => {
    const asked = await world.bot.ask(note());
    const kept = await connect(asked);
    await alice.approve(asked);
    const { access_token } = ok(await world.bot.poll(asked));
    await sleep(400);
    refused(await world.bot.poll(asked, {}, kept), 400, 'invalid_grant');
    await world.orders.refuses(access_token, asked.action, {}, 'revoked');
    kept.destroy();
  });
}

async function endedByReplayOnly(token, asked) {
  assert.equal((await world.orders.introspect(token)).json.active, true);
  refused(await world.bot.poll(asked), 400, 'invalid_grant');
  await world.orders.refuses(token, asked.action, {}, 'revoked');
}

test('SU-01 32 parallel uses with one Idempotency-Key: one use, one answer', async () => {
  const { token, action } = await world.credential();
  const key = random(16);
  const answers = await together(32, () => world.orders.consumeRaw({ token, action }, { 'Idempotency-Key': key }));
  const good = answers.filter((res) => res.status === 200).map((res) => res.json);
  assert.ok(good.length >= 1);
  assert.equal(new Set(good.map((answer) => JSON.stringify(answer))).size, 1);
  assert.equal(good[0].active, true);
  answers.filter((res) => res.status !== 200).forEach((res) => refused(res, [409, 503]));
  const entries = await world.auditEntries({ txn: good[0].txn });
  assert.equal(entries.filter((entry) => entry.event === 'credential.consumed' && entry.outcome === 'ok').length, 1, JSON.stringify(entries));
});

test('SU-04 one code, 16 parallel redemptions: one winner; a repeat ends what the first got', async () => {
  const session = world.newConsole('alice');
  const code = await session.code();
  const answers = await together(16, () => session.redeemCode(code));
  const winners = answers.filter((res) => res.status === 200);
  assert.equal(winners.length, 1);
  answers.filter((res) => res.status !== 200).forEach((res) => refused(res, 400, 'invalid_grant'));
  session.keep(winners[0].json);
  refused(await session.redeemCode(code), 400, 'invalid_grant');
  refused(await session.get('/approvals?status=pending'), 401, 'invalid_token');
  refused(await session.refresh(), 400, 'invalid_grant');
  await world.newConsole('alice').signIn();
});

test('SU-04 a code redeemed, then repeated by another key: refused, and the first tokens are revoked', async () => {
  const session = await world.newConsole('alice');
  const code = await session.code();
  session.keep(ok(await session.redeemCode(code)));
  await session.list();
  refused(await session.redeemCode(code, {}, { headers: { DPoP: session.proof('POST', '/token', { key: makeKey() }) } }), 400, 'invalid_grant');
  refused(await session.get('/approvals?status=pending'), 401, 'invalid_token');
});

test('SU-05 one refresh token, 64 parallel uses: one success, which lives; a retry afterwards is the grace of protocol 5', async () => {
  const session = await world.newConsole('alice').signIn();
  const refresh_token = session.refreshToken;
  const answers = await together(64, () => session.refresh({ refresh_token }));
  assert.equal(answers.filter((res) => res.status === 200).length, 1, answers.map((res) => res.json?.error ?? res.status).join(' '));
  answers.filter((res) => res.status !== 200).forEach((res) => refused(res, 400, 'invalid_grant'));
  assert.equal((await session.refresh({ refresh_token })).status, 200);
});

test('SU-05 one refresh token, 16 parallel uses: no second live member of the family', async () => {
  const session = await world.newConsole('alice').signIn();
  const answers = await together(16, () => session.refresh());
  const tokens = [...new Set(answers.filter((res) => res.status === 200).map((res) => res.json.refresh_token))];
  assert.ok(tokens.length >= 1, answers.map((res) => res.json?.error).join(' '));
  answers.filter((res) => res.status !== 200).forEach((res) => refused(res, 400, 'invalid_grant'));
  // The grace of protocol 5 may answer the same key twice, yet only one branch can go on.
  let alive = 0;
  for (const refresh_token of tokens) {
    const res = await session.refresh({ refresh_token });
    if (res.status === 200) ++alive;
    else refused(res, 400, 'invalid_grant');
  }
  assert.ok(alive <= 1, `${alive} branches of one family are alive`);
});

test('SU-09 variants of one token are refused or the same token', async () => {
  const { token, action } = await world.credential();
  assert.equal((await world.orders.consume(token, action)).active, true);
  const [head, body, signature] = token.split('.');
  for (const variant of [`${token} `, ` ${token}`, `${token}%20`, `${token}=`, `${head}=.${body}.${signature}`, token.replaceAll('-', '+').replaceAll('_', '/'), token.toUpperCase(), `${token}\n`, `${token}.`,
    `${token}\u0000`, `${head}.${body}..${signature}`, `Bearer ${token}`]) {
    const res = await world.orders.consumeRaw({ token: variant, action });
    if (res.status === 200) assert.equal(res.json.active, false, JSON.stringify(variant.slice(-8)));
    else refused(res, 400);
  }
});

test('SU-10 non-canonical base64url and the twin signature give no second use', async () => {
  const { token, action } = await world.credential();
  assert.equal((await world.orders.consume(token, action)).active, true);
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = alphabet.indexOf(token.at(-1));
  const variants = [twinSignature(token)];
  for (let bits = 1; bits < 4; ++bits) variants.push(token.slice(0, -1) + alphabet[(last & ~3) | ((last + bits) & 3)]);
  for (const variant of variants) assert.equal((await world.orders.consume(variant, action)).active, false);
  const second = await world.credential();
  for (const variant of [second.token.slice(0, -1) + alphabet[alphabet.indexOf(second.token.at(-1)) ^ 1]]) {
    assert.equal((await world.orders.consume(variant, second.action)).active, false, 'a garbled signature was accepted');
  }
  assert.equal((await world.orders.consume(second.token, second.action)).active, true);
});

test('SU-10 the payload re-encoded with other white space is another token', async () => {
  const { token, action } = await world.credential();
  const [head, , signature] = token.split('.');
  const loose = `${head}.${b64u(JSON.stringify(decode(token).payload, null, 1))}.${signature}`;
  assert.equal((await world.orders.consume(loose, action)).active, false);
  assert.equal((await world.orders.consume(token, action)).active, true);
});

describe('races', () => {
  const outcome = (responses) => responses.map((res) => res.status).join(' ');

  for (let round = 1; round <= 5; ++round) {
    test(`SU-14 approve and deny at the same moment by two approvers: one end, the loser 409 (round ${round})`, async () => {
      const bob = await world.person('bob');
      const asked = await world.bot.ask(note());
      const [yes, no] = await Promise.all([alice.approval(asked), bob.approval(asked)]);
      const responses = await Promise.all([
        alice.sendDecision(yes.id, alice.signDecision(yes, 'approve', { code: asked.confirmation_code, reason: 'Yes.' })),
        bob.sendDecision(no.id, bob.signDecision(no, 'deny', { reason: 'No.' })),
      ]);
      assert.equal(responses.filter((res) => res.status === 200).length, 1, outcome(responses));
      refused(responses.find((res) => res.status !== 200), 409, ['not_pending', 'stale_version']);
      const status = (await alice.approval(asked)).status;
      assert.equal(status, responses[0].status === 200 ? 'approved' : 'denied');
      const redeemed = await world.bot.poll(asked);
      assert.equal(redeemed.status, status === 'approved' ? 200 : 400);
      const entries = await world.auditEntries({ txn: asked.approval_id });
      assert.ok(entries.length >= 3, `asked, and both decisions: ${entries.map((entry) => `${entry.event}/${entry.outcome}`)}`);
    });

    test(`SU-15 approve races the requester's cancel: one end, as the log says (round ${round})`, async () => {
      const asked = await world.bot.ask(note());
      const approval = await alice.approval(asked);
      const signed = alice.signDecision(approval, 'approve', { code: asked.confirmation_code, reason: 'Yes.' });
      const [decided] = await Promise.all([alice.sendDecision(approval.id, signed), world.bot.revoke(asked.auth_req_id)]);
      assert.ok([200, 409].includes(decided.status), `${decided.status} ${decided.text}`);
      const { status } = await alice.approval(asked);
      assert.ok(['approved', 'cancelled', 'revoked'].includes(status), status);
      if (decided.status === 409) assert.equal(status, 'cancelled');
      const redeemed = await world.bot.poll(asked);
      assert.equal(redeemed.status === 200, status === 'approved', `${status} but ${redeemed.status}`);
    });
  }

  test('SU-15 approve races expiry: never a credential after the end', async () => {
    const runs = await together(6, async (at) => {
      const asked = await world.bot.ask(note(), { requested_expiry: 2 });
      const approval = await alice.approval(asked);
      const end = approval.expires_at * 1000 - approval.server_time * 1000;
      await sleep(Math.max(0, end - 150 + at * 60));
      const decided = await alice.sendDecision(approval.id, alice.signDecision(approval, 'approve', { code: asked.confirmation_code, reason: 'Yes.' }));
      return { asked, decided };
    });
    for (const { asked, decided } of runs) {
      const { status } = await alice.approval(asked);
      if (decided.status === 200) assert.ok(['approved', 'expired'].includes(status), status);
      else {
        refused(decided, 409, 'not_pending');
        assert.equal(status, 'expired');
        refused(await world.bot.poll(asked), 400, 'expired_token');
      }
    }
  });

  test('SU-15 use races revocation: used or revoked, never both', async () => {
    for (let round = 0; round < 5; ++round) {
      const { token, action, asked } = await world.credential();
      const [used, revoked] = await Promise.all([world.orders.consume(token, action), alice.post(`/approvals/${asked.approval_id}/revoke`, { reason: 'Stop.' })]);
      const { status } = await alice.approval(asked);
      if (used.active) assert.equal(status, 'consumed');
      else {
        assert.equal(used.reason, 'revoked');
        assert.equal(status, 'revoked');
      }
      assert.ok([200, 409].includes(revoked.status));
    }
  });

  test('SU-15 redemption races the client being disabled: nothing is usable afterwards', async () => {
    const { Requester } = await import('./support/requester.mjs');
    const client = new Requester(world, `race-${random(4).replace(/[^a-z0-9]/gi, '')}`, { secret: world.secret() });
    await world.authority.addClient(client.id, { grants: 'client_credentials,ciba', scopes: 'orders:note:create', actions: 'orders.note' }, client.secret);
    const asked = await client.ask(note());
    await alice.approve(asked);
    const [res] = await Promise.all([client.poll(asked), world.authority.mustCommand(['client', 'disable', '--id', client.id])]);
    if (res.status === 200) assert.equal((await world.orders.consume(res.json.access_token, asked.action)).active, false);
    else refused(res, [400, 401], ['invalid_grant', 'invalid_client', 'access_denied']);
    refused(await postForm(world.issuer, '/token', { grant_type: 'client_credentials' }, client.authentication().headers), 401, 'invalid_client');
  });

  test('CB-34 quorum two: 16 parallel votes by one approver count once', async () => {
    const asked = await world.bot.ask(order('orders.pair'));
    const approval = await alice.approval(asked);
    const answers = await together(16, () => alice.sendDecision(approval.id, alice.signDecision(approval, 'approve', { code: asked.confirmation_code, reason: 'Yes.' })));
    answers.forEach((res) => assert.equal(res.status, 200, res.text));
    const after = await alice.approval(asked);
    assert.deepEqual([after.status, after.policy.approvals], ['pending', 1]);
  });

  test('SU-08 after kill -9, a used credential stays used and an approved request can still be redeemed once', async () => {
    const { token, action } = await world.credential();
    assert.equal((await world.orders.consume(token, action)).active, true);
    const asked = await world.bot.ask(note());
    await alice.approve(asked);
    await world.authority.kill();
    await world.authority.serve();
    await world.orders.refuses(token, action, {}, 'used');
    const redeemed = ok(await world.bot.poll(asked));
    assert.equal((await world.orders.consume(redeemed.access_token, asked.action)).active, true);
  });
});
