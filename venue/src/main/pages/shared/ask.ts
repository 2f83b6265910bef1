import { html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { Part } from "./page";

// A button for what cannot be taken back: it asks first, in a dialog that a keyboard gets into and out of, and fires
// `agreed` after a yes. The safe answer has the focus.
@customElement("ask-first")
export class AskFirst extends Part {
  @property() says = "";
  // What the button is called where what it says is not enough, among others like it.
  @property() label = "";
  @property() question = "";
  @property() yes = "";
  @property() look = "";

  private get dialog(): HTMLDialogElement {
    return this.querySelector("dialog")!;
  }

  private agree(): void {
    this.dialog.close();
    this.dispatchEvent(new CustomEvent("agreed"));
  }

  protected override render(): TemplateResult {
    return html`<button type="button" class=${this.look} aria-label=${this.label === "" ? nothing : this.label} @click=${() => this.dialog.showModal()}>
        ${this.says}
      </button>
      <dialog class="ask" aria-label=${this.label === "" ? this.says : this.label}>
        <p>${this.question}</p>
        <div class="ask-answers">
          <button type="button" autofocus @click=${() => this.dialog.close()}>No</button>
          <button type="button" class="careful" @click=${this.agree}>${this.yes}</button>
        </div>
      </dialog>`;
  }
}
