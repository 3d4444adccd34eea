/*
 * The document of the field pages. It holds nothing of anybody: the service worker keeps it, and everything else is
 * drawn from what the phone carries.
 */

/** What the shell may load: this origin's files, nothing inline. */
export const SHELL_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const LAZY = { camera: 'camera.js', worker: 'scan-worker.js', wasm: 'zxing.wasm', photos: 'photos.js' };

/** @param asset 'app.css' -> '/build/app-HASH.css' */
export function fieldShell(asset: (name: string) => string): string {
  const lazy = Object.entries(LAZY).map(([name, file]) => ` data-${name}="${asset(file)}"`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="#fbfaf7">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#12151b">
<title>In the field - Spudger</title>
<link rel="stylesheet" href="${asset('app.css')}">
<link rel="icon" href="/icons/icon.svg" type="image/svg+xml">
<link rel="manifest" href="/icons/app.webmanifest">
<script type="module" src="${asset('field.js')}"${lazy.join('')}></script>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<div class="frame">
<header class="top"><a class="back" id="up" href="/"><svg class="icon icon-back" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false"><path d="M12.5 4L6.5 10l6 6"/></svg><span class="hidden">Back</span></a><a class="brand" href="/">Spudger</a><spudger-waiting></spudger-waiting></header>
<main id="main" class="normal" tabindex="-1">
<h1>In the field</h1>
<p>Opening what this phone carries.</p>
<noscript><p>The field pages need JavaScript. Everything else works without it, with a network.</p></noscript>
</main>
</div>
<div id="live" class="hidden" role="status"></div>
</body>
</html>
`;
}
