// Draws the OpenAPI document with Redoc in the colors of the page, and again when they are switched.
"use strict";

(() => {
  const place = document.getElementById("explorer");
  const colors = {
    default: {
      text: "#1f2328", faint: "#59636e", line: "#d8dee4", page: "#ffffff", side: "#fafbfc",
      link: "#0a5aa8", panel: "#16202e", code: "#0f1722", hover: "#eef4fb",
    },
    slate: {
      text: "#e2e4e9", faint: "#9aa4b2", line: "#2a303b", page: "#0a0b0f", side: "#0e1016",
      link: "#8ac2f8", panel: "#12161f", code: "#0a0d13", hover: "#171c27",
    },
  };

  function theme(name) {
    const of = colors[name];
    const fonts = getComputedStyle(document.body);
    return {
      spacing: { sectionVertical: 28 },
      colors: {
        primary: { main: of.link },
        text: { primary: of.text, secondary: of.faint },
        border: { dark: of.line, light: of.line },
        gray: { 50: of.side, 100: of.hover },
        responses: {
          success: { color: name === "slate" ? "#6ee7a8" : "#12803c", backgroundColor: of.hover },
          error: { color: name === "slate" ? "#ff9a9a" : "#b42318", backgroundColor: of.hover },
        },
      },
      schema: { nestedBackground: of.side, linesColor: of.line, typeNameColor: of.faint,
                requireLabelColor: name === "slate" ? "#ff9a9a" : "#b42318" },
      typography: {
        fontSize: "14px", lineHeight: "1.6em", fontFamily: fonts.fontFamily,
        headings: { fontFamily: fonts.fontFamily, fontWeight: "700" },
        code: { fontSize: "13px", fontFamily: "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace",
                color: of.text, backgroundColor: of.hover },
        links: { color: of.link, visited: of.link, hover: of.link },
      },
      sidebar: { width: "270px", backgroundColor: of.side, textColor: of.text,
                 activeTextColor: of.link, groupItems: { textTransform: "none" } },
      rightPanel: { backgroundColor: of.panel, width: "40%", textColor: "#e6ebf2" },
      codeBlock: { backgroundColor: of.code },
    };
  }

  function header() {
    const bar = document.querySelector(".md-header");
    return bar ? bar.getBoundingClientRect().height : 0;
  }

  function draw() {
    const name = document.body.getAttribute("data-md-color-scheme") === "slate" ? "slate" : "default";
    if (place.dataset.scheme === name) return;
    place.dataset.scheme = name;
    const drawn = document.createElement("div");
    place.replaceChildren(drawn);
    Redoc.init(window.flowrouteOpenApi, {
      disableSearch: location.protocol === "file:",  // its worker does not start from a disk
      expandResponses: "200,201,202",
      generatedSamplesMaxDepth: 6,
      hideDownloadButtons: true,
      hideHostname: false,
      jsonSamplesExpandLevel: 4,
      nativeScrollbars: true,
      pathInMiddlePanel: true,
      requiredPropsFirst: true,
      scrollYOffset: header,
      theme: theme(name),
    }, drawn);
  }

  new MutationObserver(draw).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
  draw();
})();
