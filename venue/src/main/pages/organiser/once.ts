import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { key } from "../shared/icons";
import { Part } from "../shared/page";

const COPIED_MILLISECONDS = 2_500;

// A secret or a link to hand on, with a button that copies it.
@customElement("shown-once")
export class ShownOnce extends Part {
  @property() label = "";
  @property() value = "";
  @property() hint = "";

  @state() private copied = false;

  private async copy(): Promise<void> {
    const field = this.querySelector("input")!;
    field.select();
    if (navigator.clipboard === undefined) {
      // Without TLS a browser has no clipboard; the marked text is then copied by hand.
      return;
    }
    await navigator.clipboard.writeText(this.value);
    this.copied = true;
    window.setTimeout(() => (this.copied = false), COPIED_MILLISECONDS);
  }

  protected override render(): TemplateResult {
    return html`<div class="once">
      <p class="once-label">${key}<strong>${this.label}</strong></p>
      <div class="once-row">
        <input readonly .value=${this.value} aria-label=${this.label} @focus=${(e: Event) => (e.target as HTMLInputElement).select()} />
        <button type="button" @click=${this.copy}>${this.copied ? "Copied" : "Copy"}</button>
      </div>
      ${this.hint === "" ? nothing : html`<p class="fine">${this.hint}</p>`}
      <span class="unseen" role="status">${this.copied ? "Copied" : ""}</span>
    </div>`;
  }
}
