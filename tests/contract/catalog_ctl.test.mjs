// countersignctl catalog: what a pipeline gets from it, without an authority and with one.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { program } from './support/authority.mjs';
import { World, catalogue, scopes } from './support/world.mjs';

const dir = mkdtempSync(join(tmpdir(), 'countersign-ctl-'));
let world;
before(async () => (world = await World.start()));
after(async () => {
  rmSync(dir, { recursive: true, force: true });
  await world?.close();
});

const file = (name, text) => {
  writeFileSync(join(dir, name), text);
  return join(dir, name);
};

async function ctl(args, { input = '', env = {} } = {}) {
  const child = spawn(program('countersignctl'), args, { env: { PATH: '/usr/bin:/bin', HOME: dir, LC_ALL: 'C.UTF-8', ...env }, cwd: dir });
  const out = ['', ''];
  [child.stdout, child.stderr].forEach((stream, at) => stream.setEncoding('utf8').on('data', (chunk) => (out[at] += chunk)));
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  return { code, out: out[0], err: out[1] };
}

const person = (args, name = 'ada') => ctl([...args, '--key-store', 'memory'], { env: {
  COUNTERSIGN_ISSUER: world.issuer, BROWSER: program('sign_in_browser'), XDG_DATA_HOME: join(dir, 'share'),
  COUNTERSIGN_TEST_USER: name, COUNTERSIGN_TEST_PASSWORD: world.password(name) } });

const clean = `format = 1\nname = "Small"\n[[resource]]\nid = "https://a.example"\nname = "A"\n${['read', 'create'].map((verb) =>
  `[[scope]]\nname = "orders:${verb}"\ntitle = "${verb} orders"\nowner = "o@a.example"\nreason = "r"\nresource = "https://a.example"\n`).join('')}`;
const warned = `${clean}${clean.slice(clean.indexOf('[[scope]]'), clean.lastIndexOf('[[scope]]')).replace('orders:read', 'order:read')}`;
const broken = `${clean}[[scope]]\nname = "orders:*"\n`;

test('lint ends with 0, with --strict 1 for warnings, 2 for errors, and needs no authority', async () => {
  const ends = async (text, ...more) => (await ctl(['catalog', 'lint', file('catalog.toml', text), ...more])).code;
  assert.deepEqual([await ends(clean), await ends(clean, '--strict'), await ends(warned), await ends(warned, '--strict'), await ends(broken), await ends(broken, '--strict')], [0, 0, 0, 1, 2, 2]);
  assert.deepEqual([await ends('#'.repeat(3_000_000)), await ends(clean, '--format', 'xml'), (await ctl(['catalog', 'lint', join(dir, 'none.toml')])).code, (await ctl(['catalog', 'lint'])).code], [2, 2, 2, 2]);
  assert.equal((await ctl(['catalog', 'lint', '-'], { input: warned })).out, '-:19: warning: Scope order:read is easily taken for orders:read. [near_duplicate]\n');
});

test('a wildcard, a duplicate, hostile and endless files are refused with their line', async () => {
  for (const [text, line, code] of [[broken, 19, 'wildcard'], [`${clean}${clean.slice(clean.lastIndexOf('[[scope]]'))}`, 19, 'duplicate'],
    [clean.replace('"read orders"', '"read\\u202E orders"'), 8, 'hostile_text'], ['a = [\n'.repeat(100_000), 17, 'too_large'], ['format = 1\n\u0000', 2, 'not_toml']]) {
    const { code: end, out } = await ctl(['catalog', 'lint', file('catalog.toml', text), '--format', 'json']);
    const found = JSON.parse(out);
    assert.deepEqual([end, found.ok, found.errors > 0], [2, false, true]);
    assert.ok(found.findings.some((one) => one.code === code && one.line === line), `${code}: ${out.slice(0, 400)}`);
  }
});

test('SARIF 2.1.0 has what its standard asks for, and points into the file', async () => {
  const { out } = await ctl(['catalog', 'lint', file('a catalogue: mine.toml', warned), '--format', 'sarif']);
  const log = JSON.parse(out);
  assert.equal(log.version, '2.1.0');  // SARIF 3.13.2
  assert.equal(log.runs.length, 1);
  const { driver } = log.runs[0].tool;  // 3.14.6, 3.18.2, 3.19.8
  assert.equal(driver.name, 'countersignctl');
  assert.equal(new Set(driver.rules.map((rule) => rule.id)).size, driver.rules.length);  // 3.49.3
  assert.ok(driver.rules.every((rule) => rule.shortDescription.text.endsWith('.')));
  const [result] = log.runs[0].results;
  assert.equal(log.runs[0].results.length, 1);
  assert.ok(result.message.text.length > 0 && ['none', 'note', 'warning', 'error'].includes(result.level));  // 3.27.10, 3.27.11
  assert.equal(driver.rules[result.ruleIndex].id, result.ruleId);  // 3.27.6
  const { artifactLocation, region } = result.locations[0].physicalLocation;
  assert.equal(new URL(artifactLocation.uri, 'file:///').pathname, `${dir}/a%20catalogue%3A%20mine.toml`);
  assert.equal(region.startLine, 19);  // 3.30.5: from one
  const whole = JSON.parse((await ctl(['catalog', 'lint', file('big.toml', '#'.repeat(2_100_000)), '--format', 'sarif'])).out || '{"runs":[{"results":[]}]}');
  for (const one of whole.runs[0].results) assert.equal(one.locations[0].physicalLocation.region, undefined);
});

test('diff of two files works without an authority, as text and as JSON', async () => {
  const [before, after_] = [file('before.toml', clean), file('after.toml', clean.replace('orders:create', 'orders:write').replace('title = "read orders"', 'title = "Look at orders"'))];
  const plain = await ctl(['catalog', 'diff', after_, '--from', before]);
  assert.deepEqual([plain.code, plain.out], [0, '+ scope orders:write\n- scope orders:create\n~ scope orders:read: title read orders → Look at orders\n']);
  assert.equal((await ctl(['catalog', 'diff', after_, '--from', before, '--exit-code'])).code, 1);
  assert.equal((await ctl(['catalog', 'diff', before, '--from', before, '--exit-code'])).code, 0);
  assert.deepEqual(JSON.parse((await ctl(['catalog', 'diff', after_, '--from', before, '--format', 'json'])).out), {
    added: [{ kind: 'scope', name: 'orders:write' }], removed: [{ kind: 'scope', name: 'orders:create' }],
    changed: [{ kind: 'scope', name: 'orders:read', fields: [{ field: 'title', from: 'read orders', to: 'Look at orders' }] }] });
  assert.equal((await ctl(['catalog', 'diff', file('broken.toml', broken), '--from', before])).code, 2);
});

test('apply, versions, export and rollback against an authority', async () => {
  const wanted = catalogue({ scopes: { read: scopes.read.replace('Read an order', 'Look at an order') } });
  const path = file('wanted.toml', wanted);
  assert.equal((await ctl(['catalog', 'apply', path])).code, 2, 'a reason is needed');
  const difference = await person(['catalog', 'diff', path], 'alice');
  assert.deepEqual([difference.code, difference.out], [0, '~ scope orders:order:read: title Read an order → Look at an order\n'], difference.err);
  assert.equal((await person(['catalog', 'apply', path, '--reason', 'friendlier', '--if-version', '7'])).code, 5);
  const applied = await person(['catalog', 'apply', path, '--reason', 'friendlier', '--if-version', '1', '--json']);
  assert.deepEqual([applied.code, JSON.parse(applied.out)], [0, { version: 2 }], applied.err);
  assert.equal((await person(['catalog', 'apply', path, '--reason', 'again'])).code, 0, 'nothing to do is no fault');
  const refused = await person(['catalog', 'apply', file('broken.toml', broken), '--reason', 'x']);
  assert.deepEqual([refused.code, /wildcard/.test(refused.out)], [2, true]);
  assert.equal((await person(['catalog', 'apply', file('other.toml', catalogue()), '--reason', 'x'], 'alice')).code, 5, 'an approver applies nothing');
  assert.equal((await person(['catalog', 'export', 'out.toml'])).code, 0);
  assert.equal(readFileSync(join(dir, 'out.toml'), 'utf8'), wanted);
  assert.equal((await person(['catalog', 'export', '-', '--version', '1'])).out, catalogue());
  const back = await person(['catalog', 'rollback', '1', '--reason', 'as it was', '--json']);
  assert.deepEqual([back.code, JSON.parse(back.out)], [0, { version: 3 }], back.err);
  const versions = await person(['catalog', 'versions', '--json']);
  const list = versions.out.trim().split('\n').map((line) => JSON.parse(line));
  assert.deepEqual(list.slice(0, 2).map((one) => [one.version, one.reason]), [[3, 'as it was'], [2, 'friendlier']]);
  assert.equal(list.length, 3);
  assert.equal((await person(['catalog', 'rollback', '99', '--reason', 'x'])).code, 5);
  const online = await person(['catalog', 'lint', path, '--online', '--format', 'json']);
  assert.equal(JSON.parse(online.out).ok, true, online.err);
});

test('a change that waits for a second admin ends with a code of its own, and tells the confirmation code', async () => {
  const rule = '[[action]]\ntype = "countersign.catalog"\napprovers = ["platform-admins"]\nrisk = "high"\ncode_required = true\nrequest_ttl = "10m"\n';
  const ruled = await person(['catalog', 'apply', file('ruled.toml', catalogue({ extra: rule })), '--reason', 'two from now on']);
  assert.equal(ruled.code, 0, ruled.err);
  const risky = file('risky.toml', catalogue({ scopes: { refund: scopes.refund.replace('Refund an order', 'Give money back') }, extra: rule }));
  const waits = await person(['catalog', 'apply', risky, '--reason', 'plainer words', '--json']);
  assert.equal(waits.code, 9, waits.err);
  const asked = JSON.parse(waits.out);
  assert.match(asked.approval_id, /^apr_/);
  assert.match(asked.confirmation_code, /^[0-9]{6}$/);
  const told = await person(['catalog', 'apply', risky, '--reason', 'plainer words']);
  assert.equal(told.code, 9);
  assert.match(told.out, /^apr_\S+ waits for a second admin; nothing is changed until then\nconfirmation code, to tell whoever decides: [0-9]{6}\n$/);
  assert.equal((await person(['catalog', 'export', '-'])).out, catalogue({ extra: rule }));
});
