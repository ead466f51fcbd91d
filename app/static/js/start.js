/* Starts the vendored GOV.UK components. Each of them works without script too. */

import { initAll } from "../vendor/govuk-frontend.js";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");
initAll();
