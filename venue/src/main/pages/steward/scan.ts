import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { problemOf, type Session } from "../shared/api";
import { closeCamera, jpeg, middle, openCamera, pause } from "../shared/camera";
import type { Problem } from "../shared/contract";
import { notice } from "../shared/notice";
import { Part } from "../shared/page";

const LONG_SIDE = 960;
const JPEG_QUALITY = 0.8;
const BETWEEN_LOOKS_MILLISECONDS = 150;
const BUZZ_MILLISECONDS = 60;

const NO_CAMERA: Record<"refused" | "absent" | "busy", Problem> = {
  refused: { status: 0, code: "CAMERA", title: "The browser may not use the camera.", advice: "Allow it, or type the code." },
  absent: { status: 0, code: "CAMERA", title: "There is no camera here.", advice: "Type the code. A phone gives its camera to https only." },
  busy: { status: 0, code: "CAMERA", title: "The camera is in use.", advice: "Close what uses it, or type the code." },
};

// The phone's camera looks for the code on a ticket; the server reads the pictures and keeps none. Fires `found` with the
// code, once, and `stopped` when nobody looks any more.
@customElement("ticket-scan")
export class TicketScan extends Part {
  @property({ attribute: false }) session: Session | null = null;
  @property() address = "";

  @state() private problem: Problem | null = null;
  @state() private light: boolean | null = null;

  private stream: MediaStream | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.look();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  private stop(): void {
    closeCamera(this.stream);
    this.stream = null;
  }

  private async look(): Promise<void> {
    await this.updateComplete;
    const outcome = await openCamera({ facingMode: "environment", width: { ideal: 1_280 }, height: { ideal: 960 } });
    if (outcome.kind !== "open") {
      this.problem = NO_CAMERA[outcome.kind];
      return;
    }
    if (!this.isConnected) {
      closeCamera(outcome.stream);
      return;
    }
    this.stream = outcome.stream;
    this.light = hasLight(this.track()) ? false : null;
    const video = this.querySelector("video")!;
    video.srcObject = this.stream;
    await video.play().catch(() => undefined);
    const canvas = document.createElement("canvas");
    while (this.stream === outcome.stream) {
      const code = await this.read(video, canvas);
      if (code !== undefined && this.stream === outcome.stream) {
        this.stop();
        navigator.vibrate?.(BUZZ_MILLISECONDS);
        this.dispatchEvent(new CustomEvent("found", { detail: code }));
        return;
      }
      await pause(BETWEEN_LOOKS_MILLISECONDS);
    }
  }

  private async read(video: HTMLVideoElement, canvas: HTMLCanvasElement): Promise<string | undefined> {
    const picture = await jpeg(video, middle(video.videoWidth, video.videoHeight, 1), LONG_SIDE, JPEG_QUALITY, canvas);
    if (picture === null) {
      return undefined;
    }
    try {
      const { code } = await this.session!.post<{ code?: string }>(this.address, picture, "image/jpeg");
      this.problem = null;
      return code;
    } catch (failure) {
      this.problem = problemOf(failure);
      return undefined;
    }
  }

  private track(): MediaStreamTrack | undefined {
    return this.stream?.getVideoTracks()[0];
  }

  private async switchLight(): Promise<void> {
    const on = !this.light;
    // Not in the types yet: only phones have it.
    await this.track()?.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
    this.light = on;
  }

  protected override render(): TemplateResult {
    return html`<div class="scan">
      ${notice(this.problem)}
      <div class="scan-view"><video playsinline muted aria-label="What the camera sees"></video></div>
      <p class="soft" role="status">Hold the ticket’s code into the square.</p>
      <div class="pair">
        ${this.light === null
          ? nothing
          : html`<button type="button" aria-pressed=${this.light} @click=${this.switchLight}>${this.light ? "Light off" : "Light on"}</button>`}
        <button type="button" @click=${() => this.dispatchEvent(new CustomEvent("stopped"))}>Type it instead</button>
      </div>
    </div>`;
  }
}

function hasLight(track: MediaStreamTrack | undefined): boolean {
  const can = track?.getCapabilities?.() as (MediaTrackCapabilities & { torch?: boolean }) | undefined;
  return can?.torch === true;
}
