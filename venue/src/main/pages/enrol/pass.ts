import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { download, problemOf, send } from "../shared/api";
import type { Pass, Problem, Wallet } from "../shared/contract";
import { check, face, look, note, upload } from "../shared/icons";
import { notice } from "../shared/notice";
import { Part } from "../shared/page";
import { inWords, wordsIn, type Words } from "../shared/words";

// Large enough to print, small enough for any phone.
const PICTURE_SQUARE_PIXELS = 12;

// The guest's pass: a code on white whatever the colours around it, because a camera has to read it. The server has no
// copy, so this page keeps it on the device and lets the guest save it.
@customElement("guest-pass")
export class GuestPass extends Part {
  @property({ attribute: false }) words: Words = wordsIn("en");
  @property({ attribute: false }) pass!: Pass;
  @property() address = "";
  @property() occasion = "";
  @property() language = "en";
  @property({ attribute: false }) wallets: Wallet[] = [];
  @property({ type: Boolean }) carriesFace = false;

  @state() private saved = "";
  @state() private problem: Problem | null = null;

  private async savePicture(): Promise<void> {
    const side = this.pass.size * PICTURE_SQUARE_PIXELS;
    const canvas = document.createElement("canvas");
    canvas.width = side;
    canvas.height = side;
    const drawing = canvas.getContext("2d")!;
    drawing.fillStyle = "#fff";
    drawing.fillRect(0, 0, side, side);
    drawing.scale(PICTURE_SQUARE_PIXELS, PICTURE_SQUARE_PIXELS);
    drawing.fillStyle = "#000";
    drawing.fill(new Path2D(this.pass.path));
    const picture = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
    if (picture !== null) {
      keep(picture, "pass.png");
      this.saved = this.words.pictureSaved;
    }
  }

  private async savePage(): Promise<void> {
    try {
      keep(await download(`${this.address}/pass.pdf`, this.pass.text), "pass.pdf");
      this.problem = null;
      this.saved = this.words.pageSaved;
    } catch (failure) {
      this.problem = problemOf(failure);
    }
  }

  // Only when the guest asks for it: from then on Google has the pass.
  private async toGoogle(): Promise<void> {
    try {
      const saving = await send<{ link: string }>(
        `${this.address}/pass.google?language=${this.language}`,
        this.pass.text,
        "text/plain",
      );
      location.assign(saving.link);
    } catch (failure) {
      this.problem = problemOf(failure);
    }
  }

  // A form, because a phone opens its wallet only for a file that it went to itself.
  private apple(): TemplateResult {
    const words = this.words;
    return html`<form class="wallet" method="post" action=${`${this.address}/pass.pkpass?language=${this.language}`}>
      <input type="hidden" name="pass" .value=${this.pass.text} />
      <button class="wide">${words.toApple}</button>
      <p class="fine">${this.carriesFace ? words.toAppleWithFace : words.toAppleWithoutFace}</p>
    </form>`;
  }

  private google(): TemplateResult {
    return html`<div class="wallet">
      <button class="wide" @click=${this.toGoogle}>${this.words.toGoogle}</button>
      <p class="fine">${this.words.toGoogleMore}</p>
    </div>`;
  }

  protected override render() {
    const { size, path } = this.pass;
    const words = this.words;
    return html`<section class="card pass" aria-label=${words.yourPass}>
      <div class="badge good">${check}</div>
      <h1 tabindex="-1">${words.thisIsYourPass}</h1>
      ${notice(inWords(this.problem, words))}
      <div class="pass-code">
        <svg viewBox="0 0 ${size} ${size}" role="img" aria-label=${words.codeOfPass} shape-rendering="crispEdges">
          <path d=${path}></path>
        </svg>
        <p>${this.occasion}</p>
      </div>
      <ol class="next-steps">
        <li>${note}<p><strong>${words.savePass}</strong> ${words.savePassMore}</p></li>
        <li>${face}<p><strong>${words.holdPass}</strong> ${words.holdPassMore}</p></li>
        <li>${look}<p><strong>${words.thenLook}</strong> ${words.thenLookMore}</p></li>
      </ol>
      <div class="pair">
        <button class="primary" @click=${this.savePicture}>${upload}<span>${words.saveAsPicture}</span></button>
        <button @click=${this.savePage}>${note}<span>${words.saveAsPage}</span></button>
      </div>
      <p class="fine" role="status">${this.saved}</p>
      ${this.wallets.includes("APPLE") ? this.apple() : nothing} ${this.wallets.includes("GOOGLE") ? this.google() : nothing}
    </section>`;
  }
}

function keep(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
