// Group SC: the catalogue over the wire: who reads it, what a change would do, who was first, and that a refused text leaves no trace.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { EventStream } from './support/events.mjs';
import { eventually, ok, refused, send, sleep } from './support/wire.mjs';
import { World, action, actions, catalogue, note, order, scopes } from './support/world.mjs';

let world, ada, alice;
before(async () => {
  world = await World.start();
  [ada, alice] = [await world.person('ada'), await world.person('alice')];
});
after(() => world?.close());

const check = (toml, who = ada) => who.post('/catalog/check', { toml });
const put = (toml, version, { who = ada, reason = 'a test changes it', timeout = 20_000 } = {}) => send(world.issuer, {
  timeout, method: 'PUT', path: '/catalog', body: JSON.stringify({ toml, reason }),
  headers: { ...who.authorization('PUT', '/catalog'), 'Content-Type': 'application/json', ...(version === undefined ? {} : { 'If-Match': `"${version}"` }) },
});
const current = async () => ok(await ada.get('/catalog'));
const version = async () => (await current()).version;

test('GET /catalog shows the text and what it says, under its version as ETag', async () => {
  const res = await alice.get('/catalog');
  const shown = ok(res);
  assert.equal(res.headers.etag, `"${shown.version}"`);
  assert.equal(shown.toml, catalogue());
  assert.deepEqual([shown.version, shown.applied_by, typeof shown.applied_at, typeof shown.reason], [1, 'cli', 'number', 'string']);
  const refund = shown.scopes.find((scope) => scope.name === 'orders:refund:create');
  assert.deepEqual(refund, { name: 'orders:refund:create', title: 'Refund an order', owner: 'payments@northwind.example', reason: 'The tests use it',
    resource: 'https://orders.northwind.example', risk: 'high' });
  const type = shown.actions.find((one) => one.type === 'orders.refund');
  assert.deepEqual([type.risk, type.quorum, type.approvers, type.scopes, type.params.map((param) => param.name)],
    ['high', 1, ['payments-approvers'], ['orders:refund:create'], ['order_id', 'amount', 'currency']]);
  assert.deepEqual(shown.resources.map((one) => one.name), ['Orders API', 'Deploy API']);
  const { countersign } = await world.metadata();
  assert.equal(countersign.catalog_endpoint, `${world.issuer}/catalog`);
});

test('only whoever is signed in reads it, only an admin writes it', async () => {
  refused(await send(world.issuer, { path: '/catalog' }), 401);
  for (const path of ['/catalog', '/catalog/usage', '/catalog/versions', '/catalog/versions/1']) ok(await alice.get(path));
  refused(await put(catalogue({ extra: '# by an approver\n' }), 1, { who: alice }), 403, 'insufficient_scope');
  const narrow = await world.newConsole('alice', { scope: 'approvals:read' }).signIn();
  for (const path of ['/catalog', '/catalog/usage', '/catalog/versions']) refused(await narrow.get(path), 403, 'insufficient_scope');
  refused(await check(catalogue(), narrow), 403, 'insufficient_scope');
  assert.equal(await version(), 1);
});

test('check says what a text would change and whom that reaches, and changes nothing', async () => {
  const asked = await world.bot.ask(order('orders.wide'));
  const live = ok(await world.bot.token({ grant_type: 'client_credentials', scope: 'orders:order:read' }));
  const grants = ok(await alice.get('/grants?active=true')).items.filter((grant) => grant.scopes.includes('orders:order:read')).length;
  const answer = ok(await check(catalogue({ scopes: { read: '', more: scopes.read.replaceAll('order:read', 'order:list') }, actions: { wide: '' } })));
  assert.deepEqual(answer.diff.removed.sort((a, b) => a.name.localeCompare(b.name)), [{ kind: 'scope', name: 'orders:order:read' }, { kind: 'action', name: 'orders.wide' }].sort((a, b) => a.name.localeCompare(b.name)));
  assert.deepEqual(answer.diff.added, [{ kind: 'scope', name: 'orders:order:list' }]);
  assert.deepEqual([answer.ok, answer.base_version, answer.needs_approval, answer.findings.filter((one) => one.severity === 'error')], [true, 1, false, []]);
  assert.deepEqual(answer.consequences.clients.map((one) => one.id), ['deploy-bot', 'key-bot', 'other-bot', 'plain-bot']);
  assert.deepEqual(answer.consequences.clients[0].scopes, ['orders:order:read']);
  assert.ok(grants > 0 && answer.consequences.live_grants >= grants, JSON.stringify(answer.consequences));
  assert.equal(answer.consequences.pending_approvals, 1);
  assert.equal(await version(), 1);
  assert.equal(ok(await world.bot.introspect(live.access_token)).active, true);
  await alice.deny(asked);
});

test('check names the fields that change, and finds no change in what is only written otherwise', async () => {
  const louder = catalogue({ scopes: { note: scopes.note.replace('risk = "low"', 'risk = "medium"').replace('Add a note', 'Write a note') } });
  assert.deepEqual(ok(await check(louder)).diff, { added: [], removed: [], changed: [{ kind: 'scope', name: 'orders:note:create', fields: [
    { field: 'risk', from: 'low', to: 'medium' }, { field: 'title', from: 'Add a note to an order', to: 'Write a note to an order' }] }] });
  const quiet = ok(await check(`# a remark\n${catalogue().replaceAll('" ]', '"]')}`));
  assert.deepEqual(quiet.diff, { added: [], removed: [], changed: [] });
  assert.deepEqual(quiet.consequences, { clients: [], client_count: 0, live_grants: 0, pending_approvals: 0, routes: [] });
});

const route = (method, path, need, at = 'https://orders.northwind.example') =>
  `[[route]]\nmethod = "${method}"\npath = "${path}"\nresource = "${at}"\n${need}\n`;
const refundRoute = route('POST', '/orders/{order_id}/refund',
  'action = "orders.refund"\nparams = { order_id = "path.order_id", amount = "query.amount", currency = "query.currency" }');
const readRoute = route('GET', '/orders/{order_id}', 'scope = "orders:order:read"');

test('routes are shown, compared, and told when what they ask for changes', async () => {
  const at = await version();
  const extra = `${readRoute}${refundRoute}`;
  const added = [{ kind: 'route', name: 'GET /orders/{order_id} at https://orders.northwind.example' },
    { kind: 'route', name: 'POST /orders/{order_id}/refund at https://orders.northwind.example' }];
  assert.deepEqual(ok(await check(catalogue({ extra }))).diff, { added, removed: [], changed: [] });
  const applied = ok(await put(catalogue({ extra }), at));
  const resource = 'https://orders.northwind.example';
  const shown = [{ method: 'GET', path: '/orders/{order_id}', resource, scope: 'orders:order:read' },
    { method: 'POST', path: '/orders/{order_id}/refund', resource, action: 'orders.refund', params: { order_id: 'path.order_id', amount: 'query.amount', currency: 'query.currency' } }];
  assert.deepEqual([applied.routes, (await current()).routes], [shown, shown]);
  const routesOf = async (text) => ok(await check(text)).consequences.routes;
  assert.deepEqual(await routesOf(catalogue({ extra })), []);
  assert.deepEqual(await routesOf(catalogue({ scopes: { read: '' }, actions: { wide: '' }, extra: refundRoute })), [added[0].name], 'a scope that goes');
  assert.deepEqual(await routesOf(catalogue({ extra, scopes: { read: scopes.read.replace('risk = "low"', 'risk = "low"\ndeprecated = { since = 2026-01-01, sunset = 2026-02-01 }') } })), [added[0].name], 'a scope that ends');
  assert.deepEqual(await routesOf(catalogue({ extra, actions: { refund: actions.refund.replace('quorum = 1', 'quorum = 2') } })), [added[1].name], 'an action with another rule');
  assert.deepEqual(await routesOf(catalogue({ extra, scopes: { refund: scopes.refund.replace('risk = "high"', 'risk = "critical"') } })), [added[1].name], 'the scope of an action');
  assert.deepEqual(ok(await check(catalogue({ extra: `${readRoute}${refundRoute.replace('query.amount', 'query.sum')}` }))).diff.changed,
    [{ ...added[1], fields: [{ field: 'params.amount', from: 'query.amount', to: 'query.sum' }] }]);
  assert.deepEqual(ok(await alice.get(`/catalog/versions/${at + 1}`)).diff.added, added);
  ok(await put(catalogue(), at + 1));
});

test('one scope for reading and writing, a way round an approval and two routes for one request are found', async () => {
  const found = async (extra) => ok(await check(catalogue({ extra }))).findings.filter((one) => ['broad_scope', 'risk_too_low', 'overlapping'].includes(one.code)).map((one) => [one.severity, one.code]);
  const before = await found('');
  const more = async (extra) => (await found(extra)).slice(before.length);
  assert.deepEqual(await more(`${readRoute}${refundRoute}`), []);
  const noted = JSON.stringify(await found(`${route('GET', '/deploys', 'scope = "deploy:release:run"', 'https://deploy.northwind.example')}${route('DELETE', '/deploys', 'scope = "deploy:release:run"', 'https://deploy.northwind.example')}`));
  assert.equal(JSON.parse(noted).filter(([, code]) => code === 'broad_scope').length, before.filter(([, code]) => code === 'broad_scope').length + 1, noted);
  const low = `${refundRoute}${route('POST', '/orders/7/refund', 'scope = "orders:order:read"')}`;
  assert.equal((await found(low)).filter(([, code]) => code === 'risk_too_low').length, before.filter(([, code]) => code === 'risk_too_low').length + 1);
  const twice = ok(await check(catalogue({ extra: `${readRoute}${readRoute.replace('{order_id}', '{other}')}` })));
  assert.deepEqual([twice.ok, twice.findings.filter((one) => one.severity === 'error').map((one) => one.code)], [false, ['overlapping']]);
});

const hostile = {
  'a wildcard': [scopes.read.replace('orders:order:read', 'orders:*'), 'wildcard'],
  'a duplicate': [scopes.read, 'duplicate'],
  'a right of the authority': [scopes.read.replace('orders:order:read', 'users:manage'), 'reserved_name'],
  'a bidi override': [scopes.read.replace('orders:order:read', 'orders:x:read').replace('Read an', 'Read \\u202Ean'), 'hostile_text'],
  'a missing owner': [scopes.read.replace('orders:order:read', 'orders:x:read').replace(/owner = .*\n/, ''), 'missing'],
  'an action without its scope': [action('orders.x', { scopes: ['orders:gone:read'] }), 'unknown_reference'],
  'an expression that runs for ever': [action('orders.y', { params: [{ name: 'order_id', label: 'Order', kind: 'string', pattern: '^(a+)+$' }] }), 'bad_pattern'],
  'no TOML': ['[[scope\n', 'not_toml'],
  'brackets without end': [`x = ${'['.repeat(100_000)}\n`, 'too_large'],
};
for (const [what, [extra, code]] of Object.entries(hostile)) {
  test(`SC-12 ${what} is refused with its line, and nothing is applied`, async () => {
    const before = await current();
    const text = catalogue({ extra, scopes: { added: scopes.note.replace('orders:note:create', 'orders:added:create') } });
    const first = text.slice(0, text.indexOf(extra)).split('\n').length;
    const answer = refused(await put(text, before.version), 422, 'invalid_catalog');
    const finding = answer.findings.find((one) => one.severity === 'error' && one.code === code);
    assert.ok(finding, JSON.stringify(answer.findings));
    if (code !== 'too_large') assert.ok(finding.line >= first && finding.line <= text.split('\n').length, `line ${finding.line}, the text begins at ${first}`);
    const checked = ok(await check(text));
    assert.deepEqual([checked.ok, checked.findings], [false, answer.findings]);
    assert.deepEqual(await current(), before);
  });
}

test('SC-12 100 MB are not even read to their end, and nothing is applied', async () => {
  const before = await current();
  const tooLong = await put(catalogue() + `# ${'x'.repeat(100)}\n`.repeat(40_000), before.version);
  refused(tooLong, 413, 'request_too_large');
  const text = catalogue() + `# ${'x'.repeat(100)}\n`.repeat(20_400);
  assert.equal(refused(await put(text, before.version), 422, 'invalid_catalog').findings[0].code, 'too_large');
  const started = performance.now();
  const huge = await put('#'.repeat(100 * 1024 * 1024), before.version).catch((error) => ({ status: 413, error }));
  assert.equal(huge.status, 413);
  assert.ok(performance.now() - started < 15_000);
  assert.deepEqual(await current(), before);
  // Everywhere else a body stays small.
  refused(await ada.post('/devices', { name: 'x'.repeat(70_000) }), 413);
});

test('five thousand scopes fit, and are read and applied whole', async () => {
  const many = Array.from({ length: 4996 }, (_, at) => scopes.read.replace('orders:order:read', `orders:thing-${at}:read`)
    .replace('The tests use it', 'Support answers what customers ask about this kind of thing, by telephone and by letter'));
  const start = await version();
  const applied = ok(await put(catalogue({ extra: many.join('\n') }), start, { timeout: 120_000 }));
  assert.deepEqual([applied.version, applied.scopes.length], [start + 1, 5000]);
  assert.equal(ok(await put(catalogue(), start + 1, { reason: 'back again', timeout: 120_000 })).scopes.length, 4);
  await world.stillWorks();
});

test('PUT needs If-Match, a reason, and the version it was made from', async () => {
  const at = await version();
  const text = catalogue({ extra: '# newer\n' });
  refused(await put(text), 428, 'precondition_required');
  refused(await send(world.issuer, { method: 'PUT', path: '/catalog', body: JSON.stringify({ toml: text, reason: 'x' }),
    headers: { ...ada.authorization('PUT', '/catalog'), 'Content-Type': 'application/json', 'If-Match': '*' } }), 428);
  for (const stale of [at - 1, at + 1, 0, `${at}x`]) refused(await put(text, stale), 412);
  for (const reason of ['', '  ', 'x'.repeat(501), 'a\u202Eb', 7]) refused(await put(text, at, { reason }), 400, 'invalid_request');
  assert.equal(await version(), at);
  const applied = ok(await put(text, at, { reason: 'Ticket 4711' }));
  assert.deepEqual([applied.version, applied.toml, applied.reason, applied.applied_by, applied.applied_by_name], [at + 1, text, 'Ticket 4711', ada.sub, 'ada']);
  const entry = (await world.auditEntries({ event: 'catalog.applied' })).at(-1);
  assert.deepEqual([entry.actor, entry.outcome, entry.payload?.version ?? at + 1], [ada.sub, 'ok', at + 1]);
});

test('two admins at once: one wins, the other is told; every version is one whole text', async () => {
  const other = await world.newConsole('ada').signIn();
  for (let round = 0; round < 5; ++round) {
    const at = await version();
    const texts = [0, 1].map((who) => catalogue({ extra: `# round ${round} by ${who}\n` }));
    const answers = await Promise.all(texts.map((text, who) => put(text, at, { who: [ada, other][who] })));
    assert.deepEqual(answers.map((res) => res.status).sort(), [200, 412], answers.map((res) => res.text.slice(0, 200)).join(' | '));
    const won = answers.findIndex((res) => res.status === 200);
    assert.deepEqual([(await current()).version, (await current()).toml], [at + 1, texts[won]]);
  }
});

test('versions are kept with author, reason and difference; a rollback is an old text again', async () => {
  const at = await version();
  ok(await put(catalogue({ scopes: { read: scopes.read.replace('Read an order', 'Look at an order') } }), at, { reason: 'friendlier' }));
  const list = ok(await alice.get('/catalog/versions?limit=2'));
  assert.deepEqual(list.items.map((item) => item.version), [at + 1, at]);
  assert.deepEqual([list.items[0].reason, list.items[0].applied_by_name], ['friendlier', 'ada']);
  const next = ok(await alice.get(`/catalog/versions?limit=200&cursor=${list.next_cursor}`));
  assert.deepEqual(next.items.map((item) => item.version), Array.from({ length: at - 1 }, (_, back) => at - 1 - back));
  const one = ok(await alice.get(`/catalog/versions/${at + 1}`));
  assert.deepEqual(one.diff.changed, [{ kind: 'scope', name: 'orders:order:read', fields: [{ field: 'title', from: 'Read an order', to: 'Look at an order' }] }]);
  const first = ok(await alice.get('/catalog/versions/1'));
  assert.equal(first.toml, catalogue());
  assert.ok(first.diff.added.length > 10 && first.diff.removed.length === 0);
  for (const wrong of ['999', '0', '01', 'x', '-1']) refused(await alice.get(`/catalog/versions/${wrong}`), 404, 'not_found');
  for (const query of ['limit=0', 'limit=201', 'cursor=x', 'limit=1&limit=2']) refused(await alice.get(`/catalog/versions?${query}`), 400);
  const back = ok(await put(first.toml, at + 1, { reason: 'as it was at the start' }));
  assert.deepEqual([back.version, back.toml], [at + 2, catalogue()]);
});

test('what is held, used and asked for is told, and what is not in the catalogue as well', async () => {
  const usage = async () => ok(await alice.get('/catalog/usage'));
  await world.authority.addClient('ghost-bot', { grants: 'client_credentials', scopes: 'ghosts:read,orders:order:read' }, 'g'.repeat(40));
  const settled = async () => {  // counts are written about every second
    for (let last = ''; ;) {
      const text = JSON.stringify((await usage()).scopes.map((one) => [one.by_day, one.asked_30d]));
      if (text === last) return;
      last = text;
      await sleep(2500);
    }
  };
  await settled();
  const before = (await usage()).scopes.find((one) => one.name === 'orders:note:create');
  const { token, action } = await world.credential(note());
  await world.orders.consume(token, action);
  ok(await world.bot.token({ grant_type: 'client_credentials', scope: 'orders:note:create' }));
  refused(await world.bot.token({ grant_type: 'client_credentials', scope: 'orders:gone:read' }), 400, 'invalid_scope');
  refused(await world.bot.askRaw(note(), { scope: 'orders:never:read' }), 400, 'invalid_scope');
  await eventually('the counts are written', async () => (await usage()).shadow.length >= 3 && (await usage()).scopes.some((one) => one.name === 'orders:note:create' && (one.by_day.at(-1)?.uses ?? 0) >= 2));
  await settled();
  const shown = await usage();
  const now = shown.scopes.find((one) => one.name === 'orders:note:create');
  const today = Math.floor(shown.server_time / 86_400);
  assert.ok(now.by_day.at(-1).day >= today - 1 && now.by_day.at(-1).day <= today);
  const uses = (one) => one.by_day.reduce((sum, day) => sum + day.uses, 0);
  assert.equal(uses(now) - uses(before), 2, 'one token and one credential that was spent');
  assert.equal(now.asked_30d - before.asked_30d, 1);
  assert.ok(Math.abs(now.last_used_at - shown.server_time) < 60 && now.live_grants > 0 && now.holders.includes('deploy-bot'));
  assert.deepEqual(shown.shadow.map(({ last_seen_at, ...rest }) => rest), [
    { scope: 'ghosts:read', held_by: ['ghost-bot'], asked_by: [] },
    { scope: 'orders:gone:read', held_by: [], asked_by: ['deploy-bot'] },
    { scope: 'orders:never:read', held_by: [], asked_by: ['deploy-bot'] }]);
  const found = (await current()).findings.filter((one) => one.code === 'shadow_scope').map((one) => one.message);
  assert.equal(found.length, 3, found.join(' | '));
  assert.ok(ok(await check(catalogue())).findings.some((one) => one.code === 'shadow_scope'));
  // Once it is catalogued it is no shadow any more.
  ok(await put(catalogue({ scopes: { never: scopes.read.replace('orders:order:read', 'orders:never:read') } }), await version()));
  assert.ok(!(await usage()).shadow.some((one) => one.scope === 'orders:never:read'));
  ok(await put(catalogue(), await version()));
  assert.ok(!(await usage()).shadow.some((one) => one.scope === 'orders:never:read'), 'asked for before it was catalogued is no evidence for now');
});

test('names that no catalogue could have leave no trace, and one client cannot fill the list', async () => {
  for (const scope of ['x*', 'y'.repeat(101)]) refused(await world.other.token({ grant_type: 'client_credentials', scope }), 400, 'invalid_scope');
  for (let round = 0; round < 250; round += 50) {
    refused(await world.other.token({ grant_type: 'client_credentials', scope: Array.from({ length: 50 }, (_, at) => `many:${round + at}`).join(' ') }), 400, 'invalid_scope');
  }
  await eventually('they are written', async () => ok(await alice.get('/catalog/usage')).shadow.some((one) => one.scope.startsWith('many:')));
  await sleep(2500);
  const names = ok(await alice.get('/catalog/usage')).shadow.map((one) => one.scope);
  assert.ok(names.every((name) => !name.includes('*') && name.length <= 100));
  assert.equal(names.filter((name) => name.startsWith('many:')).length, 200);
});

test('SC-08 grants show and refresh tokens give only what the catalogue still has', async () => {
  const both = ok(await world.bot.token({ grant_type: 'client_credentials', scope: 'orders:order:read orders:note:create' }));
  const one = ok(await world.bot.token({ grant_type: 'client_credentials', scope: 'orders:order:read' }));
  const grantOf = async (query) => {
    const items = ok(await alice.get(`/grants?limit=200${query}`)).items;
    return (token) => items.find((grant) => grant.sid === JSON.parse(Buffer.from(token.access_token.split('.')[1], 'base64url')).sid);
  };
  assert.deepEqual((await grantOf('&active=true'))(one).scopes, ['orders:order:read']);
  ok(await put(catalogue({ scopes: { read: '' }, actions: { wide: '' } }), await version()));
  const [all, active] = [await grantOf(''), await grantOf('&active=true')];
  assert.deepEqual([active(both).scopes, active(both).issued_scopes.length, active(both).active], [['orders:note:create'], 2, true]);
  assert.equal(active(one), undefined);
  assert.deepEqual([all(one).active, all(one).scopes], [false, []]);
  assert.deepEqual(ok(await world.bot.introspect(one.access_token)), { active: false });
  ok(await put(catalogue(), await version()));
  assert.equal(ok(await world.bot.introspect(one.access_token)).active, true, 'a rollback gives back what was not revoked');
});

test('a change is told to those who may read it', async () => {
  const events = await EventStream.open(world.issuer, { headers: alice.authorization('GET', '/events') });
  try {
    const at = await version();
    ok(await put(catalogue({ extra: '# told\n' }), at));
    const event = await events.until('the event of the change', (one) => one.event === 'catalog' && one.json.version === at + 1);
    assert.deepEqual(event.json, { version: at + 1 });
  } finally {
    events.close();
  }
});
