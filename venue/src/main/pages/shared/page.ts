import { LitElement } from "lit";

// What the tab and the history say, so that a page can be found again among others.
export function titled(name: string): void {
  document.title = `${name} · Facelane`;
}

// A page or a part of one. It renders into the document itself, so that one style sheet dresses everything and labels,
// live regions and links to headings work across parts.
export abstract class Part extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  // Tells a screen reader and the keyboard where things go on, once the new state stands there.
  protected async focusOn(selector: string): Promise<void> {
    await this.updateComplete;
    this.querySelector<HTMLElement>(selector)?.focus({ preventScroll: false });
  }
}
