import { html, nothing, type TemplateResult } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { bundle, closeCamera, jpeg, openCamera, pause as wait, type Taken } from "../shared/camera";
import { cameraLost, oneAtATime } from "../shared/icons";
import { LaneDisplay } from "./display";
import { type Face, said } from "./faces";
import type { LaneKey } from "./pairing";
import type { Camera } from "./stream";
import { type Light, type Link, Wire } from "./wire";

const STORED_CAMERA = "facelane.camera";
const FRAME_QUALITY = 0.8;
const FILM_INTERVAL_MILLISECONDS = 90;
const CAMERA_RETRY_MILLISECONDS = 2_000;

// A lane whose camera is this device's: what it sees goes to the server, and beside it stands what the lane says.
@customElement("lane-page")
export class LanePage extends LaneDisplay {
  @state() protected override link: Link = { kind: "connecting" };
  @state() private cameraLost = false;
  @state() private colour: string | null = null;
  @state() private cameras: MediaDeviceInfo[] = [];

  @query("video") private video!: HTMLVideoElement | null;

  private stream: MediaStream | null = null;
  private readonly canvas = document.createElement("canvas");

  override connectedCallback(): void {
    super.connectedCallback();
    navigator.mediaDevices?.addEventListener("devicechange", () => void this.listCameras());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    closeCamera(this.stream);
    this.stream = null;
  }

  protected override updated(): void {
    const light = this.querySelector<HTMLElement>(".light");
    if (light !== null && this.colour !== null) {
      light.style.backgroundColor = this.colour;
    }
    if (this.video !== null && this.video.srcObject !== this.stream) {
      this.video.srcObject = this.stream;
    }
  }

  protected override follow(laneKey: LaneKey | null): Wire | null {
    if (laneKey === null) {
      this.link = { kind: "unknown-key" };
      return null;
    }
    const wire = new Wire(
      laneKey,
      () => this.frame(),
      (link) => this.linked(link),
      (shown) => (this.shown = shown),
      (light) => this.filmed(light),
      (text, milliseconds) => this.isTold(text, milliseconds),
    );
    wire.connect();
    if (this.stream === null) {
      void this.openCamera();
    }
    return wire;
  }

  // A lane with a camera of its own is shown by another page, which opens no camera.
  private linked(link: Link): void {
    this.link = link;
    if (link.kind === "screen-only") {
      location.replace("/lane/screen");
    }
  }

  private async frame(canvas = this.canvas): Promise<Blob | null> {
    const { video } = this;
    if (video === null || this.cameraLost || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
      return null;
    }
    const longSide = (this.link.kind === "ready" ? this.link.frameWidth : video.videoWidth) * Math.max(1, video.videoHeight / video.videoWidth);
    const whole = { x: 0, y: 0, width: video.videoWidth, height: video.videoHeight };
    return jpeg(video, whole, longSide, FRAME_QUALITY, canvas);
  }

  // The whole screen shows the colours, while whoever stands before it is filmed.
  private async filmed({ colours, milliseconds }: Light): Promise<Blob> {
    const canvas = document.createElement("canvas");
    const taken: Taken[] = [];
    const begun = performance.now();
    for (let next = 0; next < colours.length * milliseconds; next += FILM_INTERVAL_MILLISECONDS) {
      await wait(begun + next - performance.now());
      const at = performance.now() - begun;
      this.colour = colours[Math.min(colours.length - 1, Math.floor(at / milliseconds))]!;
      const picture = await this.frame(canvas);
      if (picture !== null) {
        taken.push({ step: 0, at: Math.round(at), picture });
      }
    }
    this.colour = null;
    return bundle(taken);
  }

  private async openCamera(): Promise<void> {
    const chosen = localStorage.getItem(STORED_CAMERA);
    const outcome = await openCamera({
      ...(chosen === null ? { facingMode: "user" } : { deviceId: { ideal: chosen } }),
      width: { ideal: 1280 },
      height: { ideal: 720 },
    });
    if (outcome.kind !== "open") {
      this.awaitCamera();
      return;
    }
    closeCamera(this.stream);
    this.stream = outcome.stream;
    this.cameraLost = false;
    outcome.stream.getVideoTracks().forEach((track) => (track.onended = () => this.awaitCamera()));
    await this.listCameras();
    this.requestUpdate();
  }

  private awaitCamera(): void {
    this.cameraLost = true;
    window.setTimeout(() => void this.openCamera(), CAMERA_RETRY_MILLISECONDS);
  }

  private async listCameras(): Promise<void> {
    const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
    this.cameras = devices.filter((device) => device.kind === "videoinput");
  }

  private takeCamera(changed: Event): void {
    localStorage.setItem(STORED_CAMERA, (changed.target as HTMLSelectElement).value);
    void this.openCamera();
  }

  protected override live(): boolean {
    return this.link.kind === "ready";
  }

  protected override camera(): Camera["state"] {
    return this.cameraLost ? "FAILING" : this.stream === null ? "OPENING" : "WORKING";
  }

  protected override blind(): boolean {
    return this.cameraLost || this.link.kind === "unknown-key" || this.link.kind === "elsewhere";
  }

  protected override saying(): Face {
    switch (this.link.kind) {
      case "elsewhere":
        return {
          look: "paused",
          icon: oneAtATime,
          headline: "Shown on another screen",
          advice: "A newer screen has taken this lane over.",
        };
      case "screen-only":
        return this.joining({ kind: "connecting" });
      case "ready":
        return this.cameraLost
          ? {
              look: "paused",
              icon: cameraLost,
              headline: "Please use your ticket",
              advice: "The camera is not connected. A steward is needed here.",
            }
          : said(this.shown);
      default:
        return this.joining(this.link);
    }
  }

  protected override sight(): TemplateResult {
    return html`<div class="sight">
      <video class="mirrored" autoplay playsinline muted aria-hidden="true"></video>
      <svg class="guide" viewBox="0 0 300 400" aria-hidden="true"><ellipse class="oval" cx="150" cy="200" rx="108" ry="144"/></svg>
    </div>`;
  }

  protected override offers(): TemplateResult | typeof nothing {
    return this.link.kind === "elsewhere" ? html`<button @click=${() => this.start()}>Use this screen</button>` : nothing;
  }

  protected override cameraChoice(): TemplateResult {
    const used = this.stream?.getVideoTracks()[0]?.getSettings().deviceId;
    return html`<label for="camera">Camera</label>
      <select id="camera" @change=${this.takeCamera}>
        ${this.cameras.map(
          (device, place) => html`<option value=${device.deviceId} ?selected=${device.deviceId === used}>
            ${device.label || `Camera ${place + 1}`}
          </option>`,
        )}
      </select>`;
  }

  protected override cover(): TemplateResult | typeof nothing {
    return this.colour === null ? nothing : html`<div class="light" aria-hidden="true"></div>`;
  }
}
