const STYLE = `
:host { display: block; }
.view { position: relative; overflow: hidden; border-radius: var(--card-radius, 10px); background: #000; }
video { display: block; inline-size: 100%; block-size: min(56vb, 75vi); object-fit: cover; }
.aim { position: absolute; inset: 22% 8%; border: 2px solid #fff; border-radius: 10px; box-shadow: 0 0 0 1px #0008, inset 0 0 0 1px #0008; pointer-events: none; }
.tools { position: absolute; inset-block-end: 8px; inset-inline: 8px; display: flex; gap: 8px; justify-content: center; }
button { min-block-size: 44px; padding-inline: 16px; font: inherit; border-radius: var(--radius, 6px); cursor: pointer;
  border: 1px solid var(--line, #ccc); background: var(--raised, #fff); color: var(--ink, #222); }
button[aria-pressed="true"] { background: var(--accent, #235); color: var(--on-accent, #fff); }
button:focus-visible { outline: 3px solid var(--accent, #235); outline-offset: 2px; }
.open { inline-size: 100%; }
p { margin-block: 8px 0; color: var(--quiet, #555); }
p:empty { display: none; }
`;

/** The scanner's own elements, in a shadow tree: a morph of the page around it leaves them and the video alone. */
export interface CameraView {
  root: HTMLElement;
  view: HTMLElement;
  video: HTMLVideoElement;
  open: HTMLButtonElement;
  close: HTMLButtonElement;
  torch: HTMLButtonElement;
  zoom: HTMLButtonElement;
  status: HTMLElement;
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  shape: Partial<HTMLElementTagNameMap[Name]>,
) {
  return Object.assign(document.createElement(name), shape);
}

/** Draws the scanner, closed, into `host`. */
export function drawCamera(host: HTMLElement): CameraView {
  const shadow = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  shadow.adoptedStyleSheets = [sheet];

  const button = (className: string, textContent: string) => {
    return element('button', { type: 'button', className, textContent });
  };
  const root = element('div', {});
  const view = element('div', { className: 'view', hidden: true });
  const video = element('video', { playsInline: true, muted: true });
  video.setAttribute('aria-label', 'What the camera sees');
  const aim = element('div', { className: 'aim' });
  const tools = element('div', { className: 'tools' });
  const torch = button('torch', 'Light');
  const zoom = button('zoom', 'Nearer');
  const close = button('close', 'Close camera');
  for (const toggle of [torch, zoom]) {
    toggle.hidden = true;
    toggle.setAttribute('aria-pressed', 'false');
  }
  tools.append(torch, zoom, close);
  view.append(video, aim, tools);
  const open = button('open', 'Open the camera');
  const status = element('p', { role: 'status' });
  root.append(view, open, status);
  shadow.append(root);
  return { root, view, video, open, close, torch, zoom, status };
}
