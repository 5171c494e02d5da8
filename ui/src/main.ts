// The start: language and theme first, so that nothing is shown in the wrong ones, then the application.
import "$lib/parts/fonts.css";
import "$lib/parts/tokens.css";
import "$lib/parts/base.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { language } from "$lib/format/language.svelte";
import { preferences } from "$lib/shell/preferences.svelte";

preferences.start();
await language.start();
const target = document.getElementById("app");
if (target) mount(App, { target });
