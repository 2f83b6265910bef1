import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { closeCamera, jpeg, middle, openCamera } from "../shared/camera";
import type { Problem } from "../shared/contract";
import { camera, cameraLost, note, upload } from "../shared/icons";
import { Part } from "../shared/page";
import { inWords, noCamera, wordsIn, type NoCamera, type Words } from "../shared/words";

type View = "opening" | "live" | "taken" | "no-camera";

// Larger pictures teach the recognition nothing and take longer to send.
const LONG_SIDE_PIXELS = 1_600;
const QUALITY = 0.92;
const SHAPE = 3 / 4;
const BYTES_MAX = 15_000_000;
const ABOUT_THE_PICTURE = [413, 422];

// One picture, from the camera or from a file, looked at before it is sent. Fires `picture` with it.
@customElement("picture-step")
export class PictureStep extends Part {
  @property({ attribute: false }) words: Words = wordsIn("en");
  @property({ attribute: false }) problem: Problem | null = null;
  @property({ type: Boolean }) sending = false;

  @state() private view: View = "opening";
  @state() private whyNoCamera: NoCamera = "absent";
  @state() private fileTooLarge = false;
  @state() private takenUrl = "";
  @state() private sees = false;

  @query("video") private video!: HTMLVideoElement | null;

  private stream: MediaStream | null = null;
  private taken: Blob | null = null;
  // Counts what was begun: a camera that opens after the guest has gone on to something else is closed again.
  private begun = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
    URL.revokeObjectURL(this.takenUrl);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Back with advice about the picture: the camera shows again, so that it can be followed at once. Whatever else
    // went wrong, the picture is as good as before.
    const back = changed.get("sending") === true && !this.sending && this.problem !== null;
    if (back && ABOUT_THE_PICTURE.includes(this.problem!.status)) {
      void this.start();
    }
  }

  protected override updated(): void {
    if (this.video !== null && this.video.srcObject !== this.stream) {
      this.video.srcObject = this.stream;
    }
  }

  private async start(): Promise<void> {
    this.stop();
    const mine = this.begun;
    this.view = "opening";
    this.sees = false;
    const outcome = await openCamera({
      facingMode: "user",
      width: { ideal: 1280 },
      height: { ideal: 960 },
    });
    if (mine !== this.begun) {
      closeCamera(outcome.kind === "open" ? outcome.stream : null);
      return;
    }
    if (outcome.kind !== "open") {
      this.whyNoCamera = outcome.kind;
      this.view = "no-camera";
      return;
    }
    this.stream = outcome.stream;
    outcome.stream.getVideoTracks().forEach((track) => {
      track.onended = () => {
        this.whyNoCamera = "absent";
        this.view = "no-camera";
      };
    });
    this.view = "live";
  }

  private stop(): void {
    this.begun++;
    closeCamera(this.stream);
    this.stream = null;
  }

  private async capture(): Promise<void> {
    const { video } = this;
    if (video === null) {
      return;
    }
    // What is sent is what the guest saw, without whoever stands beside.
    const seen = middle(video.videoWidth, video.videoHeight, SHAPE);
    const picture = await jpeg(video, seen, LONG_SIDE_PIXELS, QUALITY);
    if (picture !== null) {
      this.show(picture);
    }
  }

  private async choose(chosen: Event): Promise<void> {
    const input = chosen.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = "";
    if (file === undefined) {
      return;
    }
    this.fileTooLarge = false;
    const picture = (await smaller(file)) ?? file;
    if (picture.size > BYTES_MAX) {
      this.fileTooLarge = true;
    } else if (picture === file) {
      // This browser cannot show it; the server knows what to say about it.
      this.use(file);
    } else {
      this.show(picture);
    }
  }

  private show(picture: Blob): void {
    this.stop();
    this.problem = null;
    URL.revokeObjectURL(this.takenUrl);
    this.taken = picture;
    this.takenUrl = URL.createObjectURL(picture);
    this.view = "taken";
    void this.focusOn("#use");
  }

  private use(picture: Blob): void {
    this.dispatchEvent(new CustomEvent<Blob>("picture", { detail: picture }));
  }

  private again(): void {
    this.problem = null;
    void this.start();
  }

  protected override render() {
    return html`<section class="card picture-step">
      <h1 tabindex="-1">${this.sending ? this.words.oneMoment : this.words.yourPicture}</h1>
      ${this.advice()}
      <div class="viewfinder ${this.view}">${this.sight()}</div>
      ${this.sending ? nothing : this.controls()}
    </section>`;
  }

  private advice(): TemplateResult | typeof nothing {
    if (this.sending) {
      return nothing;
    }
    if (this.fileTooLarge) {
      return html`<div class="advice" role="alert">${note}<p class="advice-words">${this.words.fileTooLarge}</p></div>`;
    }
    const problem = inWords(this.problem, this.words);
    if (problem !== null) {
      return html`<div class="advice" role="alert">
        ${note}
        <div>
          <p class="advice-words">${problem.advice}</p>
          <p class="soft">${problem.title} ${this.words.nothingWasKept}</p>
        </div>
      </div>`;
    }
    if (this.view === "taken") {
      return nothing;
    }
    return html`<p class="soft">${this.words.onlyYou}</p>`;
  }

  private sight(): TemplateResult {
    const { words } = this;
    if (this.sending) {
      return html`${this.takenUrl === "" ? nothing : html`<img src=${this.takenUrl} alt="">`}
        <p class="veil" role="status"><span class="spinner"></span>${words.lookingAtPicture}</p>`;
    }
    switch (this.view) {
      case "opening":
        return html`<p class="veil" role="status"><span class="spinner"></span>${words.openingCamera}</p>`;
      case "live":
        return html`<video
            class="mirrored"
            autoplay
            playsinline
            muted
            aria-label=${words.mirror}
            @loadeddata=${() => (this.sees = true)}
          ></video>
          ${guide}`;
      case "taken":
        return html`<img src=${this.takenUrl} alt=${words.pictureToSend}>`;
      case "no-camera":
        return html`<div class="veil">${cameraLost}<p role="alert">${noCamera(this.whyNoCamera, words)}</p></div>`;
    }
  }

  private controls(): TemplateResult {
    const { words } = this;
    if (this.view === "taken") {
      return html`<div class="pair">
        <button id="use" class="primary" @click=${() => this.use(this.taken!)}>${words.usePicture}</button>
        <button @click=${this.again}>${words.takeAnother}</button>
      </div>`;
    }
    return html`${this.view === "no-camera"
        ? html`<button class="wide" @click=${this.again}>${camera}<span>${words.cameraAgain}</span></button>`
        : html`<button class="primary wide" ?disabled=${!this.sees} @click=${this.capture}>
            ${camera}<span>${words.takePicture}</span>
          </button>`}
      <label class="button wide file">
        ${upload}<span>${words.choosePicture}</span>
        <input type="file" accept="image/jpeg,image/png,image/webp" @change=${this.choose} />
      </label>
      <button class="quiet wide" @click=${() => this.dispatchEvent(new CustomEvent("back"))}>${words.back}</button>`;
  }
}

const guide = html`<svg class="guide" viewBox="0 0 300 400" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
  <path class="shade" fill-rule="evenodd" d="M-400-400h1100v1200h-1100ZM248 193A98 131 0 1 0 52 193A98 131 0 1 0 248 193Z"/>
  <ellipse class="oval" cx="150" cy="193" rx="98" ry="131"/>
</svg>`;

// Null if this browser cannot read the file as a picture.
async function smaller(file: File): Promise<Blob | null> {
  try {
    const picture = await createImageBitmap(file);
    return await jpeg(picture, { x: 0, y: 0, width: picture.width, height: picture.height }, LONG_SIDE_PIXELS, QUALITY);
  } catch {
    return null;
  }
}
