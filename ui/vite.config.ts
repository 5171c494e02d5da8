// Builds the interface into ui/dist: relative addresses only, no inline script or style, no remote content,
// so that the same files serve the desktop window, its browser twin and the hub console under a strict policy.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  plugins: [svelte()],
  resolve: {
    alias: {
      $lib: new URL("./src/lib", import.meta.url).pathname,
      $routes: new URL("./src/routes", import.meta.url).pathname,
    },
  },
  build: {
    target: ["es2022", "safari16", "chrome108"],
    outDir: "dist",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
});
