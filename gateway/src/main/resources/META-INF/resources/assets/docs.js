// Starts the API page; a file of its own, because pages may not have scripts inside.
window.SwaggerUIBundle({
  url: '/openapi',
  dom_id: '#docs',
  deepLinking: true,
  docExpansion: 'none',
  tagsSorter: 'alpha',
  // No badge from a server elsewhere.
  validatorUrl: null,
  // It leaves the choice of a server without a name.
  onComplete: () => document.querySelector('#servers')?.setAttribute('aria-label', 'Server'),
});
