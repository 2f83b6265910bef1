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
