"""The style of the page of a report, light and dark."""

STYLE = """
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --edge: #e3e6ea; --ink: #1b1f24; --muted: #5a636e;
  --grid: #e8ebee; --delivered: #1f7a5c; --undelivered: #c8452c; --pending: #a9b1bb;
  --received: #7a4fbf; --accent: #2f6fb5;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #121519; --card: #1a1e24; --edge: #2b313a; --ink: #e9edf2; --muted: #a0aab6;
    --grid: #2a3038; --delivered: #4db892; --undelivered: #f0785f; --pending: #65707d;
    --received: #b493f0; --accent: #6aa6e8;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif;
  font-variant-numeric: tabular-nums;
}
main { max-width: 1120px; margin: 0 auto; padding: 40px 24px 56px; }
header { margin-bottom: 24px; }
h1 { margin: 0 0 4px; font-size: 26px; line-height: 1.25; letter-spacing: -0.01em; }
h2 { margin: 0; font-size: 16px; }
p { margin: 4px 0 0; color: var(--muted); }
.tiles {
  display: grid; gap: 1px; margin: 0 0 20px; padding: 0; overflow: hidden;
  grid-template-columns: repeat(6, 1fr);
  background: var(--edge); border: 1px solid var(--edge); border-radius: 10px;
}
.tiles div { padding: 16px 18px; background: var(--card); }
dt { color: var(--muted); font-size: 13px; }
dd { margin: 2px 0 0; font-size: 24px; line-height: 1.2; font-weight: 600; }
dd small { display: block; font-size: 13px; font-weight: 400; color: var(--muted); }
.charts { display: grid; gap: 20px; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
section {
  display: flex; flex-direction: column;
  padding: 20px 24px; background: var(--card); border: 1px solid var(--edge);
  border-radius: 10px; min-width: 0;
}
section.wide { grid-column: 1 / -1; }
figure { margin: 16px 0 14px; }
svg { display: block; max-width: 100%; height: auto; }
svg text { font-family: inherit; }
.narrow { display: none; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 12px 0 0; padding: 0; }
.legend li { display: flex; align-items: center; gap: 7px; list-style: none; font-size: 13px; }
.legend i { width: 11px; height: 11px; border-radius: 3px; }
.legend i.line { height: 3px; }
.delivered { background: var(--delivered); } .undelivered { background: var(--undelivered); }
.pending { background: var(--pending); } .received { background: var(--received); }
details { margin-top: auto; border-top: 1px solid var(--edge); padding-top: 10px; }
summary { color: var(--accent); cursor: pointer; font-size: 14px; }
summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 3px; }
.scroll { overflow-x: auto; max-height: 420px; overflow-y: auto; margin-top: 10px; }
table { width: 100%; border-collapse: collapse; font-size: 14px; }
th, td { padding: 6px 12px 6px 0; text-align: right; border-bottom: 1px solid var(--edge); }
th:first-child, td:first-child { text-align: left; }
.words th:nth-child(2), .words td:nth-child(2) { text-align: left; }
thead th { color: var(--muted); font-weight: 500; white-space: nowrap; }
tbody th { font-weight: 400; }
.none { margin: 16px 0 4px; }
footer { margin-top: 24px; font-size: 13px; color: var(--muted); }
@media (max-width: 860px) {
  main { padding: 24px 16px 40px; }
  .tiles { grid-template-columns: repeat(2, 1fr); }
  .charts { grid-template-columns: minmax(0, 1fr); gap: 14px; }
  section { padding: 16px; }
  .broad { display: none; }
  .narrow { display: block; }
}
@media print {
  body { background: none; }
  section { break-inside: avoid; }
}
"""
