import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { problemOf, send } from "../shared/api";
import { bundle, closeCamera, jpeg, openCamera, pause, type Taken } from "../shared/camera";
import type { CameraStep, Problem, SessionOffer } from "../shared/contract";
import { camera, cameraLost, check, note } from "../shared/icons";
import { Part } from "../shared/page";
import { inWords, noCamera, wordsIn, type NoCamera, type Words } from "../shared/words";

type View = "opening" | "ready" | "doing" | "done" | "no-camera";

// What a session gave: the frames in one body, and what goes into its address.
export interface Filmed {
  frames: Blob;
  session: string;
  camera: string;
}

const LONG_SIDE_PIXELS = 640;
const QUALITY = 0.85;
const PREPARE_MILLISECONDS = 1_700;
const INTERVAL_MILLISECONDS = { STRAIGHT: 300, TURN: 360, FOLLOW: 360, LIGHT: 190 };
const SAID_ABOUT_CAMERA = [413, 422];

// The steps before the camera, in the order that the server drew. Fires `filmed` with the frames.
@customElement("session-step")
export class SessionStep extends Part {
  @property() address = "";
  @property({ attribute: false }) words: Words = wordsIn("en");
  @property({ attribute: false }) problem: Problem | null = null;
  @property({ type: Boolean }) sending = false;

  @state() private view: View = "opening";
  @state() private whyNoCamera: NoCamera = "absent";
  @state() private sees = false;
  @state() private steps: CameraStep[] = [];
  @state() private current = 0;
  @state() private running = false;
  @state() private back = false;

  @query("video") private video!: HTMLVideoElement | null;
  @query(".light") private light!: HTMLElement | null;

  private stream: MediaStream | null = null;
  private readonly canvas = document.createElement("canvas");
  private attempt = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.attempt++;
    closeCamera(this.stream);
    this.stream = null;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.get("sending") === true && !this.sending && this.view === "done") {
      this.view = this.stream === null ? "opening" : "ready";
    }
  }

  protected override updated(): void {
    if (this.video !== null && this.video.srcObject !== this.stream) {
      this.video.srcObject = this.stream;
    }
  }

  private async open(): Promise<void> {
    closeCamera(this.stream);
    this.stream = null;
    this.view = "opening";
    this.sees = false;
    const outcome = await openCamera({ facingMode: "user", width: { ideal: 1280 }, height: { ideal: 960 } });
    if (outcome.kind !== "open") {
      this.whyNoCamera = outcome.kind;
      this.view = "no-camera";
      return;
    }
    if (!this.isConnected) {
      closeCamera(outcome.stream);
      return;
    }
    this.stream = outcome.stream;
    outcome.stream.getVideoTracks().forEach((track) => {
      track.onended = () => {
        this.attempt++;
        this.whyNoCamera = "absent";
        this.view = "no-camera";
      };
    });
    this.view = "ready";
  }

  private async start(): Promise<void> {
    this.problem = null;
    const attempt = ++this.attempt;
    const still = () => attempt === this.attempt && this.isConnected;
    let offer: SessionOffer;
    try {
      offer = await send<SessionOffer>(`${this.address}/session`);
    } catch (failure) {
      this.problem = problemOf(failure);
      return;
    }
    this.steps = offer.steps;
    this.view = "doing";
    const taken: Taken[] = [];
    for (const place of offer.steps.keys()) {
      this.current = place;
      this.running = false;
      this.back = false;
      await pause(PREPARE_MILLISECONDS);
      if (!still()) {
        return;
      }
      this.running = true;
      await this.updateComplete;
      await this.take(place, offer.steps[place]!, taken, still);
    }
    if (still()) {
      this.view = "done";
      const name = this.stream?.getVideoTracks()[0]?.label ?? "";
      const filmed: Filmed = { frames: await bundle(taken), session: offer.session, camera: name };
      this.dispatchEvent(new CustomEvent<Filmed>("filmed", { detail: filmed }));
    }
  }

  private async take(place: number, step: CameraStep, taken: Taken[], still: () => boolean): Promise<void> {
    const interval = INTERVAL_MILLISECONDS[step.kind];
    const stopLight = step.kind === "LIGHT" ? this.shine(step) : () => undefined;
    await nextPaint();
    const begun = performance.now();
    for (let next = 0; still(); next += interval) {
      await pause(begun + next - performance.now());
      const at = performance.now() - begun;
      if (at >= step.milliseconds) {
        break;
      }
      this.back = at > step.milliseconds * 0.55;
      const picture = await this.frame();
      if (picture !== null) {
        taken.push({ step: place, at: Math.round(at), picture });
      }
    }
    stopLight();
  }

  // Colours follow the clock, not the frames: each is there for as long as the server said.
  private shine(step: CameraStep): () => void {
    const begun = performance.now();
    const each = step.milliseconds / step.colours.length;
    let request = 0;
    const paint = () => {
      const colour = step.colours[Math.min(step.colours.length - 1, Math.floor((performance.now() - begun) / each))];
      if (this.light !== null && colour !== undefined) {
        this.light.style.backgroundColor = colour;
        this.light.dataset["colour"] = colour;
      }
      request = requestAnimationFrame(paint);
    };
    paint();
    return () => cancelAnimationFrame(request);
  }

  private async frame(): Promise<Blob | null> {
    const { video } = this;
    if (video === null || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
      return null;
    }
    const whole = { x: 0, y: 0, width: video.videoWidth, height: video.videoHeight };
    return jpeg(video, whole, LONG_SIDE_PIXELS, QUALITY, this.canvas);
  }

  protected override render() {
    const step = this.view === "doing" ? this.steps[this.current] : undefined;
    const doing = step === undefined ? nothing : `${step.kind}${step.direction === undefined ? "" : ` ${step.direction}`}`;
    return html`<section class="card picture-step" data-doing=${this.running ? doing : nothing}>
      <h1 tabindex="-1">${this.sending ? this.words.oneMoment : this.words.yourPictures}</h1>
      ${this.advice()}
      <div class="viewfinder ${this.view}">${this.sight()}</div>
      ${this.sending ? nothing : this.controls(step)}
      ${step?.kind === "LIGHT" && this.running
        ? html`<div class="light"><p>${this.words.lookAtScreen}</p></div>`
        : nothing}
    </section>`;
  }

  private advice(): TemplateResult | typeof nothing {
    if (this.sending || this.view === "doing" || this.view === "done") {
      return nothing;
    }
    const problem = inWords(this.problem, this.words);
    if (problem !== null) {
      return html`<div class="advice" role="alert">
        ${note}
        <div>
          <p class="advice-words">${problem.advice}</p>
          <p class="soft">${problem.title} ${SAID_ABOUT_CAMERA.includes(problem.status) ? this.words.nothingWasKept : ""}</p>
        </div>
      </div>`;
    }
    return html`<p class="soft">${this.words.beforeCamera}</p>`;
  }

  private sight(): TemplateResult {
    const { words } = this;
    if (this.view === "no-camera") {
      return html`<div class="veil">${cameraLost}<p role="alert">${noCamera(this.whyNoCamera, words)}</p></div>`;
    }
    const step = this.view === "doing" ? this.steps[this.current] : undefined;
    return html`<video
        class="mirrored"
        autoplay
        playsinline
        muted
        aria-label=${words.mirror}
        @loadeddata=${() => (this.sees = true)}
      ></video>
      ${guide} ${step === undefined ? nothing : this.sign(step)}
      ${this.sending || this.view === "done"
        ? html`<p class="veil over" role="status"><span class="spinner"></span>${words.lookingAtPictures}</p>`
        : this.view === "opening"
          ? html`<p class="veil" role="status"><span class="spinner"></span>${words.openingCamera}</p>`
          : nothing}`;
  }

  private sign(step: CameraStep): TemplateResult | typeof nothing {
    if (step.direction === undefined) {
      return nothing;
    }
    const side = step.direction.toLowerCase();
    return step.kind === "FOLLOW"
      ? html`<span class="dot ${side} ${this.running ? "going" : ""}" aria-hidden="true"></span>`
      : html`<svg class="arrow ${side} ${this.back ? "back" : ""}" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M19 12H5M11 5.5 4.5 12l6.5 6.5" />
        </svg>`;
  }

  private controls(step: CameraStep | undefined): TemplateResult {
    const { words } = this;
    if (step !== undefined) {
      return html`<div class="doing">
        <p class="doing-words" role="status" aria-live="assertive">${this.asked(step)}</p>
        <ol class="progress" aria-label=${words.stepOf(this.current + 1, this.steps.length)}>
          ${this.steps.map((_, place) => html`<li class=${place < this.current ? "past" : place === this.current ? "now" : ""}></li>`)}
        </ol>
      </div>`;
    }
    return html`${this.view === "no-camera"
        ? html`<button class="wide" @click=${this.open}>${camera}<span>${words.cameraAgain}</span></button>`
        : html`<button id="start" class="primary wide" ?disabled=${!this.sees || this.view !== "ready"} @click=${this.start}>
            ${this.problem === null ? camera : check}<span>${this.problem === null ? words.start : words.startAgain}</span>
          </button>`}
      <button class="wide" @click=${() => this.dispatchEvent(new CustomEvent("help"))}>
        ${words.cannotDoSteps}
      </button>
      <button class="quiet wide" @click=${() => this.dispatchEvent(new CustomEvent("back"))}>${words.back}</button>`;
  }

  private asked(step: CameraStep): string {
    const { words } = this;
    switch (step.kind) {
      case "STRAIGHT":
        return words.lookStraight;
      case "TURN":
        return this.back ? words.andBack : words.turn[step.direction!];
      case "FOLLOW":
        return this.back ? words.andBack : words.follow[step.direction!];
      case "LIGHT":
        return words.holdStill;
    }
  }
}

const guide = html`<svg class="guide" viewBox="0 0 300 400" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
  <ellipse class="oval" cx="150" cy="193" rx="98" ry="131"/>
</svg>`;

function nextPaint(): Promise<void> {
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));
}
