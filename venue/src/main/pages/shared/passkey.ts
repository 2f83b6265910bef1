// What a browser does with passkeys, in the words of the server: bytes are base64url in both directions.

import type { Problem } from "./contract";

export const NO_PASSKEY: Problem = {
  status: 0,
  code: "NO_PASSKEY",
  title: "No passkey was made.",
  advice: "The device has one already, or the question was closed; try again.",
};

export interface CreationOptions {
  challenge: string;
  rpId: string;
  userId: string;
  name: string;
  exclude: string[];
  timeout: number;
}

export interface RequestOptions {
  challenge: string;
  rpId: string;
  userVerification: UserVerificationRequirement;
  timeout: number;
}

const ES256 = -7;
const ED25519 = -8;
const RS256 = -257;

export function passkeysWork(): boolean {
  return "PublicKeyCredential" in window;
}

// What somebody may call the device that they hold; they can see it later in the list of their passkeys.
export function deviceName(): string {
  const known: [RegExp, string][] = [
    [/iPhone/, "iPhone"],
    [/iPad/, "iPad"],
    [/Android/, "Android phone"],
    [/Macintosh/, "Mac"],
    [/Windows/, "Windows computer"],
  ];
  return known.find(([pattern]) => pattern.test(navigator.userAgent))?.[1] ?? "Computer";
}

// Makes a passkey; null if whoever was asked would not, or the device has one already.
export async function makePasskey(options: CreationOptions): Promise<string | null> {
  const made = await navigator.credentials
    .create({
      publicKey: {
        rp: { name: "Facelane", id: options.rpId },
        user: { id: bytes(options.userId), name: options.name, displayName: options.name },
        challenge: bytes(options.challenge),
        pubKeyCredParams: [ES256, ED25519, RS256].map((alg) => ({ type: "public-key", alg })),
        excludeCredentials: options.exclude.map((id) => ({ type: "public-key", id: bytes(id) })),
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        attestation: "none",
        timeout: options.timeout,
      },
    })
    .catch(() => null);
  if (!(made instanceof PublicKeyCredential)) {
    return null;
  }
  const response = made.response as AuthenticatorAttestationResponse;
  return JSON.stringify({
    ...shared(made),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      attestationObject: text(response.attestationObject),
      transports: response.getTransports?.() ?? [],
    },
  });
}

// Lets somebody choose a passkey of this device and sign with it; null if they would not.
export async function usePasskey(options: RequestOptions): Promise<string | null> {
  const used = await navigator.credentials
    .get({
      publicKey: {
        challenge: bytes(options.challenge),
        rpId: options.rpId,
        userVerification: options.userVerification,
        timeout: options.timeout,
      },
    })
    .catch(() => null);
  if (!(used instanceof PublicKeyCredential)) {
    return null;
  }
  const response = used.response as AuthenticatorAssertionResponse;
  return JSON.stringify({
    ...shared(used),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      userHandle: response.userHandle === null ? undefined : text(response.userHandle),
    },
  });
}

function shared(credential: PublicKeyCredential) {
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, clientExtensionResults: {} };
}

function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64url.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
  const binary = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
