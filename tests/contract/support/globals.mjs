// Node 18 has WebCrypto but does not offer it as globals, where the libraries look for it.
import { webcrypto } from 'node:crypto';

globalThis.crypto ??= webcrypto;
globalThis.CryptoKey ??= webcrypto.CryptoKey;
