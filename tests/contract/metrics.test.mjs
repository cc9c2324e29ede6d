// What monitoring sees, and that the dashboard asks for nothing that is not there.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { eventually, refused, send } from './support/wire.mjs';
import { World, note } from './support/world.mjs';

let world;
before(async () => {
  world = await World.start();
});
after(() => world?.close());

/** Prometheus text as {name{labels}: value}; every line must be of the format. */
async function metrics() {
  const res = await send(world.issuer, { path: '/metrics' });
  assert.equal(res.status, 200, res.text);
  const values = {};
  const types = {};
  for (const line of res.text.trimEnd().split('\n')) {
    const comment = /^# (HELP|TYPE) ([a-z_]+) (.+)$/.exec(line);
    if (comment) {
      if (comment[1] === 'TYPE') types[comment[2]] = comment[3];
      continue;
    }
    const sample = /^([a-z_]+)(\{(?:[a-z_]+="(?:[^"\\]|\\.)*",?)+\})? (-?[0-9.e+-]+)$/.exec(line);
    assert.ok(sample, `no sample: ${line}`);
    assert.ok(types[sample[1]] ?? types[sample[1].replace(/_(bucket|sum|count)$/, '')], `no type: ${line}`);
    values[sample[1] + (sample[2] ?? '')] = Number(sample[3]);
  }
  return values;
}

test('counts follow what happens: decisions, uses, refusals, with the seconds they took', async () => {
  const before = await metrics();
  const { token, action } = await world.credential();
  assert.equal((await world.orders.consume(token, action)).active, true);
  await world.orders.refuses(token, action, {}, 'used');
  const grew = (now, name) => (now[name] ?? 0) - (before[name] ?? 0);
  const now = await eventually('the counts follow', async () => {
    const seen = await metrics();
    return grew(seen, 'countersign_consume_total{result="used"}') === 1 && seen;
  }, 10_000);
  assert.equal(grew(now, 'countersign_consume_total{result="ok"}'), 1);
  assert.equal(grew(now, 'countersign_events_total{event="approval.decided",outcome="ok"}'), 1);
  assert.equal(grew(now, 'countersign_decision_seconds_count'), 1);
  assert.equal(now['countersign_decision_seconds_bucket{le="+Inf"}'], now.countersign_decision_seconds_count);
  assert.ok(now['countersign_http_responses_total{class="2xx"}'] > 0);
  assert.equal(now.countersign_http_response_seconds_count, Object.entries(now).filter(([name]) => name.startsWith('countersign_http_responses_total')).reduce((sum, [, value]) => sum + value, 0));
});

test('requests that wait are counted by tier; counts survive a restart', async () => {
  await world.bot.ask(note());
  const before = await eventually('the request is counted', async () => {
    const seen = await metrics();
    return Object.keys(seen).some((name) => name.startsWith('countersign_approvals{state="pending"')) && seen.countersign_audit_unindexed === 0 && seen;
  }, 10_000);
  await world.authority.kill();
  await world.authority.serve();
  const after = await metrics();
  assert.ok(after['countersign_events_total{event="approval.asked",outcome="ok"}'] >= before['countersign_events_total{event="approval.asked",outcome="ok"}']);
  assert.ok(after.countersign_checkpoint_age_seconds <= 5);
});

test('through a proxy metrics need a token', async () => {
  refused(await send(world.issuer, { path: '/metrics', headers: { 'X-Forwarded-For': '203.0.113.7' } }), 401);
});

test('the dashboard asks for metrics that are there', async () => {
  await world.credential();
  const names = new Set(Object.keys(await metrics()).map((name) => name.replace(/\{.*/, '')));
  const dashboard = JSON.parse(readFileSync(new URL('../../packaging/grafana/countersign.json', import.meta.url), 'utf8'));
  // Only there once a receiver is configured.
  names.add('countersign_forward_waiting');
  const asked = dashboard.panels.flatMap(({ targets }) => targets).flatMap(({ expr }) => expr.match(/countersign_[a-z_]+/g));
  assert.ok(asked.length >= dashboard.panels.length);
  for (const name of asked) assert.ok(names.has(name), `${name} is not exposed`);
});
