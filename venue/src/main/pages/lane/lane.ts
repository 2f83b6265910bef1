import { html, nothing, type TemplateResult } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { bundle, closeCamera, jpeg, openCamera, pause as wait, type Taken } from "../shared/camera";
import { adjust, cameraLost, key, link, oneAtATime } from "../shared/icons";
import { Part } from "../shared/page";
import { type Face, said, type Shown } from "./faces";
import { forget, isLink, type LaneKey, laneKey, linkForm } from "./pairing";
import { partyChoices } from "./party";
import { type Light, type Link, Wire } from "./wire";

const STORED_CAMERA = "facelane.camera";
const FRAME_QUALITY = 0.8;
const FILM_INTERVAL_MILLISECONDS = 90;
const CAMERA_RETRY_MILLISECONDS = 2_000;

// A lane's screen: the camera's eye, and one thing said large to whoever stands before it.
@customElement("lane-page")
export class LanePage extends Part {
  @state() private link: Link = { kind: "connecting" };
  @state() private shown: Shown = { screen: "IDLE" };
  @state() private cameraLost = false;
  @state() private told = "";
  @state() private laneKey: LaneKey | null = null;
  @state() private settingUp = false;
  @state() private colour: string | null = null;
  @state() private cameras: MediaDeviceInfo[] = [];

  @query("video") private video!: HTMLVideoElement | null;

  private wire: Wire | null = null;
  private forgetting = 0;
  private stream: MediaStream | null = null;
  private readonly canvas = document.createElement("canvas");

  override connectedCallback(): void {
    super.connectedCallback();
    this.start();
    window.addEventListener("hashchange", () => this.start());
    document.addEventListener("visibilitychange", () => void this.stayAwake());
    navigator.mediaDevices?.addEventListener("devicechange", () => void this.listCameras());
    void this.stayAwake();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.wire?.close();
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

  private start(): void {
    this.laneKey = laneKey();
    this.wire?.close();
    if (this.laneKey === null) {
      return;
    }
    this.wire = new Wire(
      this.laneKey,
      () => this.frame(),
      (link) => this.linked(link),
      (shown) => (this.shown = shown),
      (light) => this.filmed(light),
      (text, milliseconds) => this.isTold(text, milliseconds),
    );
    this.wire.connect();
    if (this.stream === null) {
      void this.openCamera();
    }
  }

  // A lane with a camera of its own is shown by another page, which opens no camera.
  private linked(link: Link): void {
    this.link = link;
    if (link.kind === "screen-only") {
      location.replace("/lane/screen");
    }
  }

  // What a steward says goes away by itself, heard from the server again or not.
  private isTold(text: string, milliseconds: number): void {
    window.clearTimeout(this.forgetting);
    this.told = text;
    this.forgetting = window.setTimeout(() => (this.told = ""), milliseconds);
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

  // A screen that goes dark in the middle of an evening helps nobody; where a browser cannot stay awake, the
  // device's own settings have to see to it.
  private async stayAwake(): Promise<void> {
    if (document.visibilityState === "visible" && "wakeLock" in navigator) {
      await navigator.wakeLock.request("screen").catch(() => undefined);
    }
  }

  private takeCamera(changed: Event): void {
    localStorage.setItem(STORED_CAMERA, (changed.target as HTMLSelectElement).value);
    void this.openCamera();
  }

  private takeLink(submission: SubmitEvent): void {
    submission.preventDefault();
    const text = String(new FormData(submission.target as HTMLFormElement).get("link"));
    const hash = isLink(text);
    if (hash !== null) {
      location.hash = hash;
    }
  }

  private forgetLane(): void {
    this.wire?.close();
    forget();
    this.laneKey = null;
    this.settingUp = false;
  }

  protected override render() {
    const now = this.saying();
    const timing = this.link.kind === "ready" ? this.shown.milliseconds : undefined;
    const blind = this.cameraLost || this.needsLink() || this.link.kind === "elsewhere";
    return html`<main class="lane ${now.look} ${blind ? "blind" : ""}" data-screen=${now.look}>
      <div class="sight">
        <video class="mirrored" autoplay playsinline muted aria-hidden="true"></video>
        <svg class="guide" viewBox="0 0 300 400" aria-hidden="true"><ellipse class="oval" cx="150" cy="200" rx="108" ry="144"/></svg>
      </div>
      <div class="says" role="status" aria-live="assertive" aria-atomic="true">
        <div class="sign">${now.icon}</div>
        <p class="headline">${now.headline}</p>
        ${now.advice === "" ? nothing : html`<p class="advice-line">${now.advice}</p>`}
        ${this.needsLink() ? linkForm(this.takeLink) : nothing}
        ${this.link.kind === "ready" ? partyChoices(this.shown, (ask, count) => this.wire?.say(ask, count)) : nothing}
        ${this.link.kind === "elsewhere" ? html`<button @click=${this.start}>Use this screen</button>` : nothing}
      </div>
      <footer>
        <span class="where">${this.link.kind === "ready" ? `${this.link.event} · ${this.link.lane}` : "Facelane"}</span>
        ${timing === undefined ? nothing : html`<span class="timing">${(timing / 1000).toFixed(1)} s</span>`}
        <button
          class="quiet"
          aria-expanded=${this.settingUp}
          aria-label="Set up this lane"
          @click=${() => (this.settingUp = !this.settingUp)}
        >
          ${adjust}
        </button>
      </footer>
      <p class="told" role="status" aria-live="assertive" ?hidden=${this.told === ""}>${this.told}</p>
      ${this.settingUp ? this.setUp() : nothing}
      ${this.colour === null ? nothing : html`<div class="light" aria-hidden="true"></div>`}
    </main>`;
  }

  private needsLink(): boolean {
    return this.laneKey === null || this.link.kind === "unknown-key";
  }

  private saying(): Face {
    if (this.laneKey === null) {
      return {
        look: "paused",
        icon: key,
        headline: "Which lane is this?",
        advice: "Open the link of the lane that the organiser made, or paste it here.",
      };
    }
    switch (this.link.kind) {
      case "unknown-key":
        return {
          look: "paused",
          icon: key,
          headline: "This lane key is not known",
          advice: "The lane was revoked or the link is incomplete. Paste a new one from the organiser’s page.",
        };
      case "elsewhere":
        return {
          look: "paused",
          icon: oneAtATime,
          headline: "Shown on another screen",
          advice: "A newer screen has taken this lane over.",
        };
      case "screen-only":
      case "connecting":
        return { look: "waiting", icon: link, headline: "Connecting…", advice: "Please use your ticket meanwhile." };
      case "reconnecting":
        return {
          look: "waiting",
          icon: link,
          headline: "Please use your ticket",
          advice: "This lane is connecting to the server again.",
        };
      case "ready":
        return this.cameraLost
          ? {
              look: "paused",
              icon: cameraLost,
              headline: "Please use your ticket",
              advice: "The camera is not connected. A steward is needed here.",
            }
          : said(this.shown);
    }
  }

  private setUp(): TemplateResult {
    const used = this.stream?.getVideoTracks()[0]?.getSettings().deviceId;
    return html`<section class="set-up" aria-label="Set up this lane">
      <label for="camera">Camera</label>
      <select id="camera" @change=${this.takeCamera}>
        ${this.cameras.map(
          (device, place) => html`<option value=${device.deviceId} ?selected=${device.deviceId === used}>
            ${device.label || `Camera ${place + 1}`}
          </option>`,
        )}
      </select>
      <button @click=${() => document.documentElement.requestFullscreen().catch(() => undefined)}>Full screen</button>
      <button @click=${this.forgetLane}>Use this screen for another lane</button>
      <button class="quiet" @click=${() => (this.settingUp = false)}>Close</button>
    </section>`;
  }
}
