/** What a passkey gave, its bytes as base64url. */
export interface PasskeyJson {
  id: string;
  rawId: string;
  type: string;
  response: Record<string, unknown>;
  clientExtensionResults: unknown;
  authenticatorAttachment?: string;
}

type Given = Record<string, unknown>;

/** Makes a passkey. @param options of the server, as JSON */
export async function make(options: Given): Promise<PasskeyJson> {
  const user = options.user as { id: string; name: string; displayName: string };
  const publicKey = {
    ...options,
    challenge: bytesOf(options.challenge),
    user: { ...user, id: bytesOf(user.id) },
    excludeCredentials: listOf(options.excludeCredentials),
  } as unknown as PublicKeyCredentialCreationOptions;
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const response = made.response as AuthenticatorAttestationResponse;
  return asJson(made, {
    clientDataJSON: textOf(response.clientDataJSON),
    attestationObject: textOf(response.attestationObject),
    transports: response.getTransports?.() ?? [],
  });
}

/**
 * Asks for a passkey's signature. @param options of the server, as JSON
 * @param quietly the browser offers it among its suggestions, until this is aborted
 * @returns null where the browser has none
 */
export async function askFor(options: Given, quietly?: AbortSignal): Promise<PasskeyJson | null> {
  const publicKey = {
    ...options,
    challenge: bytesOf(options.challenge),
    allowCredentials: listOf(options.allowCredentials),
  } as unknown as PublicKeyCredentialRequestOptions;
  const given = (await navigator.credentials.get({
    publicKey,
    ...(quietly ? { mediation: 'conditional' as const, signal: quietly } : {}),
  })) as PublicKeyCredential | null;
  if (!given) return null;
  const response = given.response as AuthenticatorAssertionResponse;
  return asJson(given, {
    clientDataJSON: textOf(response.clientDataJSON),
    authenticatorData: textOf(response.authenticatorData),
    signature: textOf(response.signature),
    ...(response.userHandle ? { userHandle: textOf(response.userHandle) } : {}),
  });
}

function asJson(given: PublicKeyCredential, response: Given): PasskeyJson {
  return {
    id: given.id,
    rawId: textOf(given.rawId),
    type: given.type,
    response,
    clientExtensionResults: given.getClientExtensionResults(),
    ...(given.authenticatorAttachment ? { authenticatorAttachment: given.authenticatorAttachment } : {}),
  };
}

function listOf(list: unknown): { id: ArrayBuffer }[] {
  return ((list as { id: string }[] | undefined) ?? []).map((one) => ({ ...one, id: bytesOf(one.id) }));
}

function bytesOf(text: unknown): ArrayBuffer {
  const plain = atob(String(text).replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0)).buffer;
}

function textOf(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
