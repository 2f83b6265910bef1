// A camera of this device, or in words why there is none.
export type CameraOutcome =
  | { kind: "open"; stream: MediaStream }
  | { kind: "refused" }
  | { kind: "absent" }
  | { kind: "busy" };

export async function openCamera(wanted: MediaTrackConstraints): Promise<CameraOutcome> {
  if (navigator.mediaDevices === undefined) {
    return { kind: "absent" };
  }
  try {
    return { kind: "open", stream: await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false }) };
  } catch (failure) {
    const name = failure instanceof DOMException ? failure.name : "";
    if (name === "NotAllowedError" || name === "SecurityError") {
      return { kind: "refused" };
    }
    return { kind: name === "NotReadableError" || name === "AbortError" ? "busy" : "absent" };
  }
}

export function closeCamera(stream: MediaStream | null): void {
  stream?.getTracks().forEach((track) => track.stop());
}

export interface Cut {
  x: number;
  y: number;
  width: number;
  height: number;
}

// The largest part in the middle that has the given shape, width by height.
export function middle(width: number, height: number, shape: number): Cut {
  const partWidth = Math.min(width, Math.round(height * shape));
  const partHeight = Math.min(height, Math.round(width / shape));
  return { x: (width - partWidth) / 2, y: (height - partHeight) / 2, width: partWidth, height: partHeight };
}

// A part of a picture as JPEG, its long side brought down to `longSide` pixels where it is longer; never enlarged.
export async function jpeg(
  source: CanvasImageSource,
  part: Cut,
  longSide: number,
  quality: number,
  canvas: HTMLCanvasElement = document.createElement("canvas"),
): Promise<Blob | null> {
  const scale = Math.min(1, longSide / Math.max(part.width, part.height));
  canvas.width = Math.round(part.width * scale);
  canvas.height = Math.round(part.height * scale);
  const pen = canvas.getContext("2d", { alpha: false });
  if (pen === null || canvas.width === 0 || canvas.height === 0) {
    return null;
  }
  pen.drawImage(source, part.x, part.y, part.width, part.height, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
}

const HEAD_BYTES = 9;

// A frame of a film, with what it was taken for and when since that began, in milliseconds.
export interface Taken {
  step: number;
  at: number;
  picture: Blob;
}

// For each frame its step, its age in milliseconds and its length, then the picture; numbers have their high byte first.
export async function bundle(taken: Taken[]): Promise<Blob> {
  const parts: BlobPart[] = [];
  for (const { step, at, picture } of taken) {
    const head = new DataView(new ArrayBuffer(HEAD_BYTES));
    head.setUint8(0, step);
    head.setUint32(1, at);
    head.setUint32(5, picture.size);
    parts.push(head.buffer, picture);
  }
  return new Blob(parts);
}

export function pause(milliseconds: number): Promise<void> {
  return milliseconds <= 0 ? Promise.resolve() : new Promise((done) => window.setTimeout(done, milliseconds));
}
