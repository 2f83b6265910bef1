import { svg, html, type SVGTemplateResult, type TemplateResult } from "lit";

// Drawn on 24 × 24 with one line width; hidden from screen readers, since words always stand beside them.
function icon(shape: SVGTemplateResult): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${shape}</svg>`;
}

export const face = icon(svg`
  <path d="M3 8V5.5A2.5 2.5 0 0 1 5.5 3H8M16 3h2.5A2.5 2.5 0 0 1 21 5.5V8M21 16v2.5a2.5 2.5 0 0 1-2.5 2.5H16M8 21H5.5A2.5 2.5 0 0 1 3 18.5V16"/>
  <ellipse cx="12" cy="12" rx="4.4" ry="5.6"/><path d="M10.3 14.2c1 .9 2.4.9 3.4 0M10.4 10.6v.2M13.6 10.6v.2"/>`);
export const ticket = icon(svg`
  <path d="M3 9V6.5A1.5 1.5 0 0 1 4.5 5h15A1.5 1.5 0 0 1 21 6.5V9a3 3 0 0 0 0 6v2.5a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17.5V15a3 3 0 0 0 0-6Z"/>
  <path d="M14.5 5v2.6M14.5 10.7v2.6M14.5 16.4V19"/>`);
export const code = icon(svg`
  <path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5H14zM17.5 17.5H20V20h-2.5zM20 14v.01M14 20v.01"/>`);
export const check = icon(svg`<path d="m4.5 12.8 4.9 4.9L19.8 7"/>`);
export const steward = icon(svg`
  <circle cx="12" cy="6.6" r="3.6"/><path d="M4.6 21c.4-4.6 3.3-7.4 7.4-7.4s7 2.8 7.4 7.4"/><path d="m9.2 14.2 2.8 4 2.8-4"/>`);
export const look = icon(svg`
  <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Z"/><circle cx="12" cy="12" r="3"/>`);
export const oneAtATime = icon(svg`
  <circle cx="9" cy="7" r="3.4"/><path d="M2.6 20c.3-4 2.8-6.4 6.4-6.4s6.1 2.4 6.4 6.4"/><path d="M17.6 7.2 20 5v8M17.9 13h4.2"/>`);
export const pause = icon(svg`<circle cx="12" cy="12" r="9"/><path d="M9.8 8.8v6.4M14.2 8.8v6.4"/>`);
export const link = icon(svg`
  <path d="M10 14.2a4.2 4.2 0 0 0 6 0l3.2-3.2a4.2 4.2 0 0 0-6-6L12 6.2"/><path d="M14 9.8a4.2 4.2 0 0 0-6 0L4.8 13a4.2 4.2 0 0 0 6 6l1.2-1.2"/>`);
export const camera = icon(svg`
  <path d="M4.5 7.5h3l1.6-2.7h5.8l1.6 2.7h3A1.5 1.5 0 0 1 21 9v9a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 18V9a1.5 1.5 0 0 1 1.5-1.5Z"/><circle cx="12" cy="13.2" r="3.6"/>`);
export const cameraLost = icon(svg`
  <path d="M9.1 4.8h5.8l1.6 2.7h3A1.5 1.5 0 0 1 21 9v8.4M17.8 19.5H4.5A1.5 1.5 0 0 1 3 18V9a1.5 1.5 0 0 1 1.5-1.5h1.3"/><path d="M9.4 10.7a3.6 3.6 0 0 0 5 5M3 3l18 18"/>`);
export const erase = icon(svg`
  <path d="m8.6 20-5-5a1.9 1.9 0 0 1 0-2.7l8.7-8.7a1.9 1.9 0 0 1 2.7 0l5.4 5.4a1.9 1.9 0 0 1 0 2.7L12.4 20Z"/><path d="m7.6 8.4 8 8M12.4 20H20"/>`);
export const clock = icon(svg`<circle cx="12" cy="12" r="9"/><path d="M12 6.8V12l3.4 2"/>`);
export const gate = icon(svg`<path d="M4 21V4h3v17M17 21V4h3v17M7 8h10M7 12h4"/><path d="m13.5 15.5 4 4M17.5 15.5l-4 4"/>`);
export const bell = icon(svg`<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.6 2H4.4ZM10 21h4"/>`);
export const shield = icon(svg`<path d="M12 3 4.8 5.8v5.5c0 4.6 2.9 7.9 7.2 9.7 4.3-1.8 7.2-5.1 7.2-9.7V5.8Z"/><path d="m8.8 12 2.3 2.3 4.1-4.3"/>`);
export const note = icon(svg`<circle cx="12" cy="12" r="9"/><path d="M12 11v5.4M12 7.6v.2"/>`);
export const key = icon(svg`<circle cx="8" cy="15.6" r="4.2"/><path d="m11 12.6 9-9M16 7.6l3 3M18.6 5l1.8 1.8"/>`);
export const upload = icon(svg`<path d="M12 15.5V4M7.5 8.3 12 3.8l4.5 4.5M4 15.5v3A1.5 1.5 0 0 0 5.5 20h13a1.5 1.5 0 0 0 1.5-1.5v-3"/>`);
export const search = icon(svg`<circle cx="10.8" cy="10.8" r="6.8"/><path d="m16 16 4.6 4.6"/>`);
export const leave = icon(svg`<path d="M10 4H5.5A1.5 1.5 0 0 0 4 5.5v13A1.5 1.5 0 0 0 5.5 20H10M15.5 7.5 20 12l-4.5 4.5M20 12H9.5"/>`);
export const adjust = icon(svg`<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2.2"/><circle cx="9" cy="17" r="2.2"/>`);

export const mark = html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
  <rect width="32" height="32" rx="8"/>
  <path d="M7 12V9a2 2 0 0 1 2-2h3M20 7h3a2 2 0 0 1 2 2v3M25 20v3a2 2 0 0 1-2 2h-3M12 25H9a2 2 0 0 1-2-2v-3"/>
  <ellipse cx="16" cy="16" rx="5" ry="6.4"/>
</svg>`;
