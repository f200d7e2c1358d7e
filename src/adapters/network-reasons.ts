const reasons: ReadonlyMap<string, string> = new Map([
  ['ABORT_ERR', 'it did not answer in time'],
  ['CERT_HAS_EXPIRED', 'its certificate has expired'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'its certificate is of nobody who is trusted'],
  ['EAI_AGAIN', 'its name cannot be looked up now'],
  ['ECONNABORTED', 'the connection was ended'],
  ['ECONNREFUSED', 'it refuses the connection'],
  ['ECONNRESET', 'the connection was ended'],
  ['EDNS', 'its name is not known'],
  ['EHOSTUNREACH', 'it cannot be reached'],
  ['EMFILE', 'too many files and connections are open'],
  ['ENETUNREACH', 'it cannot be reached'],
  ['ENOTFOUND', 'its name is not known'],
  ['ESOCKET', 'the connection failed'],
  ['EPIPE', 'the connection was ended'],
  ['EPROTO', 'it does not speak TLS'],
  ['ERR_INVALID_CHAR', 'the secret has characters that no header may have'],
  ['ERR_INVALID_PROTOCOL', 'its address is none'],
  ['ERR_INVALID_URL', 'its address is none'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is for another name'],
  ['ETIMEDOUT', 'it did not answer in time'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'its certificate is of nobody who is trusted'],
  ['TimeoutError', 'it did not answer in time'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'its certificate is of nobody who is trusted'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'its certificate is of nobody who is trusted'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'its certificate is of nobody who is trusted'],
]);

/** Why a connection failed, as a phrase. Messages of errors are not used: addresses with secrets may stand in them. */
export function networkReason(error: unknown): string {
  if (!(error instanceof Error)) {
    return reasonOfCode('');
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return reasonOfCode(reasons.has(code) || !reasons.has(error.name) ? code : error.name);
}

/** The same of a code, such as ECONNREFUSED. */
export function reasonOfCode(code: string): string {
  if (code.startsWith('ERR_SSL_')) {
    return 'it does not speak TLS';
  }
  if (code.startsWith('HPE_')) {
    return 'it does not speak HTTP';
  }
  const named = /^[A-Z][A-Z0-9_]*$/.test(code) ? `: ${code}` : '';
  return reasons.get(code) ?? `the connection failed${named}`;
}
