// Our canonical JSON against npm's `canonicalize` on 100 000 generated values.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import canonicalize from 'canonicalize';
import { run } from './support/authority.mjs';

// A small generator with a known seed (mulberry32), so that a failure can be repeated.
let state = Number(process.env.JCS_SEED ?? 20_260_101);
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
}
const below = (limit) => Math.floor(random() * limit);
const pick = (list) => list[below(list.length)];

const awkward = ['\u0000', '\b', '\t', '\n', '\f', '\r', '"', '\\', '/', '\u001f', '\u007f', '\u0080', '\u2028', '\u2029', '\ufeff', '\ue000', '\ufb33', '\uffee', '\u{10000}', '\u{1f600}', '\u{10fffd}',
  '\u00f6', 'o\u0308', '\u20ac', 'A', 'z', '0', '__proto__', 'constructor', 'toString', '\u{e0041}', '\u202e', '<', '&', "'"];

function text() {
  let value = '';
  for (let at = below(6); at > 0; --at) {
    let point = below(0x11000);
    if (point >= 0xd800 && point < 0xe000) point = 0x61;
    value += random() < 0.5 ? pick(awkward) : String.fromCodePoint(point);
  }
  return value;
}

const buffer = new DataView(new ArrayBuffer(8));
function number() {
  switch (below(6)) {
    case 0: return below(1000) - 500;
    case 1: return pick([0, -0, 1e21, 1e20, 999999999999999900000, 1e-6, 1e-7, 5e-324, 1.7976931348623157e308, 2 ** 53, -(2 ** 53), 9007199254740991, 0.1, 333333333.33333329, 1e23, 4.35, 2e-3, 1e-27, 123456789012345680000]);
    case 2: return Math.trunc((random() - 0.5) * 2 ** (below(60) + 1));
    case 3: return (random() - 0.5) * 10 ** (below(60) - 30);
    default: {
      buffer.setUint32(0, below(2 ** 32));
      buffer.setUint32(4, below(2 ** 32));
      const value = buffer.getFloat64(0);
      return Number.isFinite(value) ? value : 1.5;
    }
  }
}

function value(depth) {
  switch (below(depth > 0 ? 8 : 5)) {
    case 0: return null;
    case 1: return random() < 0.5;
    case 2: return number();
    case 3: case 4: return text();
    case 5: return Array.from({ length: below(5) }, () => value(depth - 1));
    default: {
      const object = Object.create(null);
      for (let at = below(7); at > 0; --at) object[text()] = value(depth - 1);
      return object;
    }
  }
}

// The same value, written as another program might: members in any order, blanks, escapes of any kind.
function write(input) {
  const blank = () => (random() < 0.2 ? pick([' ', '\t', '\r', '  ']) : '');
  if (Array.isArray(input)) return `[${blank()}${input.map(write).join(`${blank()},${blank()}`)}]`;
  if (input !== null && typeof input === 'object') {
    const names = Object.keys(input).sort(() => random() - 0.5);
    return `{${names.map((name) => `${blank()}${write(name)}${blank()}:${blank()}${write(input[name])}`).join(',')}${blank()}}`;
  }
  if (typeof input === 'string') {
    return `"${Array.from({ length: input.length }, (_, at) => {
      const unit = input.charCodeAt(at);
      const mustEscape = unit < 0x20 || unit === 0x22 || unit === 0x5c || unit === 0x7f;
      const half = unit >= 0xd800 && unit < 0xe000;
      if (mustEscape || (!half && random() < 0.1)) return `\\u${unit.toString(16).padStart(4, '0')}`;
      return input[at];
    }).join('')}"`;
  }
  if (Object.is(input, -0)) return '-0';
  return typeof input === 'number' && random() < 0.2 && Number.isInteger(input) && Math.abs(input) < 1e15 ? `${input}.0` : JSON.stringify(input);
}

test('100 000 generated values: the same bytes as npm canonicalize', { timeout: 300_000 }, async () => {
  const total = 100_000;
  const chunk = 20_000;
  for (let from = 0; from < total; from += chunk) {
    const values = Array.from({ length: chunk }, () => value(4));
    const input = values.map(write).join('\n');
    const { code, stdout, stderr } = await run('countersign_jcs_lines', [], { input: `${input}\n`, timeout: 240_000 });
    assert.equal(code, 0, stderr);
    const lines = stdout.split('\n');
    assert.equal(lines.length, chunk + 1);
    for (let at = 0; at < chunk; ++at) {
      const expected = canonicalize(values[at]);
      if (lines[at] !== expected) assert.equal(lines[at], expected, `value ${from + at}, written as ${write(values[at])}`);
    }
  }
});

test('the example of RFC 8785 3.2.2 and 3.2.3', async () => {
  const input = String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}
{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}`;
  const { stdout } = await run('countersign_jcs_lines', [], { input: `${input}\n` });
  const [first, second] = stdout.split('\n');
  assert.equal(first, String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`);
  assert.ok(second.startsWith('{"\\r":"Carriage Return","1":"One","\u0080":"Control"'), second);
});

test('what I-JSON forbids is refused', async () => {
  const bad = ['{"a":1,"a":2}', '{"a":1,"\\u0061":2}', '"\\ud800"', '"\\udc00\\ud800"', '[1,]', '01', '1e999', 'NaN', '\ufeff{}', '{} {}', "{'a':1}", '"\t"', '[', 'nul', '', '//x', '+1', '.5', '1.', '"\\x41"'];
  const { stdout } = await run('countersign_jcs_lines', [], { input: `${bad.join('\n')}\n` });
  assert.deepEqual(stdout.trimEnd().split('\n'), bad.map(() => '!refused'));
});
