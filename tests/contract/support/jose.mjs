// Keys and JWS by hand, so that a test can make exactly the deviation it means. Good tokens are checked with npm's jose.
import { createHash, createHmac, createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

export const b64u = (value) => Buffer.from(value).toString('base64url');
export const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
export const random = (bytes = 32) => randomBytes(bytes).toString('base64url');
export const now = () => Math.floor(Date.now() / 1000);

/** A P-256 key pair: {jwk (public), privateJwk, thumbprint}. */
export function makeKey(curve = 'P-256') {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: curve });
  const { d, ...jwk } = privateKey.export({ format: 'jwk' });
  return { jwk, privateJwk: { ...jwk, d }, thumbprint: thumbprint(jwk), object: privateKey };
}

// RFC 7638 for EC keys.
export const thumbprint = ({ crv, kty, x, y }) => b64u(sha256(JSON.stringify({ crv, kty, x, y })));

/** A compact JWS. `alg` in the header decides how it is signed; `none` and HS256 are there to be refused. */
export function jws(header, payload, key) {
  const text = (part) => b64u(typeof part === 'string' || Buffer.isBuffer(part) ? part : JSON.stringify(part));
  const input = `${text(header)}.${text(payload)}`;
  return `${input}.${signature(header.alg, input, key)}`;
}

function signature(alg, input, key) {
  if (alg === 'none') return '';
  if (String(alg).startsWith('HS')) return createHmac('sha256', key.secret ?? JSON.stringify(key.jwk)).update(input).digest('base64url');
  const object = key.object ?? createPrivateKey({ key: key.privateJwk, format: 'jwk' });
  if (alg === 'RS256') return sign('sha256', Buffer.from(input), object).toString('base64url');
  return sign('sha256', Buffer.from(input), { key: object, dsaEncoding: 'ieee-p1363' }).toString('base64url');
}

export function decode(token) {
  const [header, payload] = token.split('.').slice(0, 2).map((part) => JSON.parse(Buffer.from(part, 'base64url')));
  return { header, payload };
}

// RFC 9449 4.2. `claims` and `header` replace members; undefined removes one.
export function dpopProof(key, { method, url, token, nonce, claims = {}, header = {} }) {
  const without = (object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
  return jws(
    without({ typ: 'dpop+jwt', alg: 'ES256', jwk: key.jwk, ...header }),
    without({
      jti: random(16), htm: method, htu: url, iat: now(),
      ath: token === undefined ? undefined : b64u(sha256(token)), nonce, ...claims,
    }),
    key);
}

/** The other valid signature of the same bytes under plain ECDSA: (r, n - s). */
export function twinSignature(token) {
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const [header, payload, signed] = token.split('.');
  const raw = Buffer.from(signed, 'base64url');
  const s = BigInt(`0x${raw.subarray(32).toString('hex')}`);
  const twin = Buffer.concat([raw.subarray(0, 32), Buffer.from((order - s).toString(16).padStart(64, '0'), 'hex')]);
  return `${header}.${payload}.${b64u(twin)}`;
}
