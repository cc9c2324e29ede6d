// Changes of high and critical entries take a second admin: an approval of the authority's own type (protocol 12).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Console } from './support/console.mjs';
import { ok, refused, send } from './support/wire.mjs';
import { World, catalogue, scopes } from './support/world.mjs';

const rule = ({ approvers = 'platform-admins', quorum = 1, more = '' } = {}) =>
  `[[action]]\ntype = "countersign.catalog"\napprovers = ["${approvers}"]\nquorum = ${quorum}\nrisk = "high"\nrequest_ttl = "10m"\n${more}\n`;
const text = ({ refund = {}, extra = '', own = rule() } = {}) => catalogue({
  scopes: { refund: Object.entries(refund).reduce((toml, [from, to]) => toml.replace(from, to), scopes.refund) }, extra: `${own}\n${extra}` });

let world;
const who = {};
before(async () => {
  world = await World.start({ catalog: text() });
  const people = { petra: ['approver,admin', 'platform-admins'], quinn: ['approver,admin', 'platform-admins'], ruth: ['approver,admin', 'platform-admins'],
    rolf: ['approver', 'platform-admins'], otto: ['approver,admin', 'payments-approvers'] };
  for (const [name, [roles, groups]] of Object.entries(people)) {
    const password = world.password(name);
    await world.authority.addUser({ name, password, roles, groups });
    const scope = `approvals:read approvals:decide grants:revoke catalog:read${roles.includes('admin') ? ' catalog:write audit:read' : ''}`;
    who[name] = await Object.assign(new Console(world, { name, password }), { scope }).signIn();
    await who[name].enrol();
  }
});
after(() => world?.close());

const put = async (toml, { by = who.petra, reason = 'Ticket 4711' } = {}) => send(world.issuer, {
  method: 'PUT', path: '/catalog', body: JSON.stringify({ toml, reason }),
  headers: { ...by.authorization('PUT', '/catalog'), 'Content-Type': 'application/json', 'If-Match': `"${await version()}"` } });
const current = async () => ok(await who.petra.get('/catalog'));
const version = async () => (await current()).version;
const propose = async (toml, options) => ok(await put(toml, options), 202);
const approvalOf = async (asked, by = who.quinn) => ok(await by.get(`/approvals/${asked.approval_id}`));
const louder = () => text({ refund: { 'Refund an order': `Refund an order (${Math.random()})` } });

test('what touches no high entry is applied at once', async () => {
  const start = await version();
  assert.equal(ok(await who.petra.post('/catalog/check', { toml: text({ extra: '# x\n' }) })).needs_approval, false);
  assert.equal(ok(await put(text({ extra: scopes.read.replace('orders:order:read', 'orders:letter:read') }))).version, start + 1);
  assert.equal(ok(await put(text())).version, start + 2);
});

test('a route at an API with high entries waits for a second admin; at one without, it does not', async () => {
  const route = (method, at, scope) => `[[route]]\nmethod = "${method}"\npath = "/things"\nresource = "${at}"\nscope = "${scope}"\n`;
  const orders = route('GET', 'https://orders.northwind.example', 'orders:refund:create'), beside = route('PUT', 'https://orders.northwind.example', 'orders:order:read');
  const deploys = route('GET', 'https://deploy.northwind.example', 'deploy:release:run');
  const needs = async (extra) => ok(await who.petra.post('/catalog/check', { toml: text({ extra }) })).needs_approval;
  assert.deepEqual([await needs(orders), await needs(beside), await needs(deploys)], [true, true, false]);
  const start = await version();
  const asked = await propose(text({ extra: orders }));
  assert.deepEqual((await approvalOf(asked)).action.params.changes, ['+ route GET /things at https://orders.northwind.example']);
  assert.equal(await version(), start);
  assert.equal(ok(await put(text({ extra: deploys }))).version, start + 1);
  assert.equal(ok(await put(text())).version, start + 2);
});

test('a high entry waits for a second admin, who sees every line, and is applied by the approval', async () => {
  const start = await current();
  const wanted = text({ refund: { 'risk = "high"': 'risk = "medium"', 'Refund an order': 'Give money back' } });
  assert.equal(ok(await who.petra.post('/catalog/check', { toml: wanted })).needs_approval, true);
  const asked = await propose(wanted, { reason: 'less alarming' });
  assert.deepEqual(await current(), start);
  const shown = await approvalOf(asked);
  assert.deepEqual([shown.status, shown.may_decide, shown.subject.sub, shown.action.type], ['pending', true, who.petra.sub, 'countersign.catalog']);
  assert.deepEqual(shown.action.params.changes, ['~ scope orders:refund:create: risk high → medium', '~ scope orders:refund:create: title Refund an order → Give money back']);
  assert.deepEqual([shown.action.params.replaces, shown.action.params.reason], [start.version, 'less alarming']);
  const own = await approvalOf(asked, who.petra);
  assert.equal(own.may_decide, false);
  refused(await who.petra.decideRaw(asked, 'approve'), 403, 'self_approval');
  refused(await who.rolf.decideRaw(asked, 'approve'), 403, 'not_an_approver');
  refused(await who.otto.get(`/approvals/${asked.approval_id}`), 404);
  assert.equal(await version(), start.version);
  const done = await who.quinn.approve(asked);
  assert.equal(done.status, 'consumed');
  const now = await current();
  assert.deepEqual([now.version, now.toml, now.reason, now.applied_by, now.txn, now.approved_by], [start.version + 1, wanted, 'less alarming', who.petra.sub, asked.approval_id, [who.quinn.sub]]);
  const entry = (await world.auditEntries({ txn: asked.approval_id })).find((one) => one.event === 'catalog.applied');
  assert.equal(entry.actor, who.petra.sub);
  await who.quinn.approve(await propose(text(), { reason: 'as it was' }));
  assert.equal((await current()).toml, text());
});

test('a denied change changes nothing', async () => {
  const start = await current();
  const asked = await propose(louder());
  assert.equal((await who.quinn.deny(asked, 'No.')).status, 'denied');
  assert.deepEqual(await current(), start);
});

test('of two changes of one version the second is over when the first is applied', async () => {
  const [first, second] = [await propose(louder()), await propose(louder(), { by: who.ruth })];
  await who.quinn.approve(first);
  const start = await current();
  refused(await who.petra.decideRaw(second, 'approve'), 409, 'not_pending');
  const over = await approvalOf(second);
  assert.equal(over.status, 'cancelled');
  assert.deepEqual(await current(), start);
  const third = await propose(louder());
  ok(await put(text({ refund: { 'Refund an order': start.scopes[0].title }, extra: '# a remark, by somebody else\n' }), { by: who.ruth }));
  refused(await who.quinn.decideRaw(third, 'approve'), 409, 'not_pending');
  // Also when the host's own command was first.
  const fourth = await propose(louder());
  assert.equal((await world.authority.applyCatalog(text())).code, 0);
  refused(await who.quinn.decideRaw(fourth, 'approve'), 409, 'not_pending');
  assert.equal((await current()).toml, text());
});

test('whoever loosens the rule of these changes needs the second admin as well', async () => {
  for (const own of [rule({ approvers: 'payments-approvers' }), '', rule({ more: 'title = "Nothing special: {reason}"' })]) {
    const answer = await put(text({ own }));
    assert.equal(answer.status, 202, answer.text);
    await who.quinn.deny(answer.json);
  }
  const finding = refused(await put(text({ own: rule({ more: 'requester_may_approve = true' }) })), 422, 'invalid_catalog').findings.find((one) => one.severity === 'error');
  assert.equal(finding.code, 'bad_value');
});

test('nobody agrees to what cannot be shown whole', async () => {
  const many = Array.from({ length: 200 }, (_, at) => scopes.refund.replace('orders:refund:create', `orders:thing-${at}:refund-with-a-long-name`)).join('\n');
  const answer = refused(await put(text({ extra: many })), 422, 'invalid_catalog');
  assert.deepEqual(answer.findings.map((one) => one.code), ['too_much_at_once']);
});

test('five may wait, not more', async () => {
  const asked = [];
  for (let count = 0; count < 5; ++count) asked.push(await propose(louder(), { by: who.ruth }));
  refused(await put(louder(), { by: who.ruth }), 429);
  for (const one of asked) await who.quinn.deny(one);
});

test('a proposer who is no admin any more proposes nothing', async () => {
  const asked = await propose(louder(), { by: who.ruth });
  const start = await current();
  await world.authority.mustCommand(['user', 'modify', '--name', 'ruth', '--roles', 'approver']);
  refused(await who.quinn.decideRaw(asked, 'approve'), 409, 'not_pending');
  assert.deepEqual(await current(), start);
});
