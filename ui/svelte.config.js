// Svelte compiles TypeScript by itself; no preprocessing is wanted.
export default {};
