"""How a page looks: on a screen, in the dark, on paper, and 320 pixels wide.

Every pair of text and ground has a contrast of at least 4.5, every line that means something of at
least 3. Colour repeats what words and shapes say.
"""

STYLE = """
:root {
  --grond: #fff; --vlak: #f3f5f8; --tekst: #1b1f24; --stil: #50575f; --lijn: #6f7782;
  --dun: #d5dae0; --koppeling: #0b4f9e; --goed: #14602b; --mis: #a11616; --open: #7a4a00;
  --grens: #0b4f9e; --verschil: #fdf3d3;
}
@media (prefers-color-scheme: dark) {
  :root {
    --grond: #14181d; --vlak: #1e242b; --tekst: #e8ebee; --stil: #b3bac2; --lijn: #98a1ab;
    --dun: #3a424c; --koppeling: #8fc1ff; --goed: #7fd897; --mis: #ff9c94; --open: #f3c065;
    --grens: #8fc1ff; --verschil: #3a3116;
  }
}
* { box-sizing: border-box; }
html { background: var(--grond); color: var(--tekst); scroll-padding-top: 1rem; }
body {
  font: 1rem/1.55 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif;
  margin: 0 auto; padding: 1.25rem clamp(0.75rem, 3vw, 2rem) 4rem; max-width: 72rem;
  overflow-wrap: anywhere;
}
p, li, dd, blockquote { max-width: 46rem; }
h1, h2, h3, h4 { line-height: 1.25; margin: 1.6em 0 0.5em; text-wrap: balance; }
h1 { font-size: 1.9rem; margin-top: 0.4em; }
h2 { font-size: 1.4rem; border-bottom: 2px solid var(--dun); padding-bottom: 0.25em; }
h3 { font-size: 1.12rem; }
h4 { font-size: 1rem; }
p, ul, ol, dl { margin: 0.6em 0; }
ul, ol { padding-left: 1.4rem; }
a { color: var(--koppeling); text-decoration: underline; text-underline-offset: 0.15em; }
:focus-visible { outline: 3px solid var(--koppeling); outline-offset: 2px; }
main:focus { outline: none; }
code { font: 0.92em/1.4 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; }
p code, li code, h3 code, td code, th code, caption code { background: var(--vlak);
  border-radius: 3px; padding: 0.08em 0.25em; font-weight: inherit; }
pre { background: var(--vlak); border: 1px solid var(--dun); padding: 0.75rem; overflow-x: auto;
  white-space: pre-wrap; }
blockquote { border-left: 4px solid var(--lijn); margin: 0.8em 0; padding-left: 1rem; }
.voorbij { position: absolute; left: -100rem; background: var(--grond); padding: 0.5rem 1rem; }
.voorbij:focus { left: 0.5rem; top: 0.5rem; z-index: 1; }
.alleen-voor { position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }
nav { background: var(--vlak); border: 1px solid var(--dun); border-radius: 6px;
  padding: 0.75rem 1rem; margin: 1rem 0; }
nav h2 { font-size: 1rem; margin: 0 0 0.3em; border: 0; padding: 0; }
nav ul { list-style: none; padding: 0; margin: 0; display: flex; flex-wrap: wrap;
  gap: 0.15rem 1.5rem; }
nav a { display: inline-block; padding: 0.2rem 0; min-height: 1.5rem; }
.schuift { overflow-x: auto; margin: 0.8em 0; }
table { border-collapse: collapse; font-size: 0.95rem; overflow-wrap: break-word; }
caption { text-align: left; font-weight: 600; padding: 0.3em 0; }
th, td { border-bottom: 1px solid var(--dun); padding: 0.4rem 0.9rem 0.4rem 0;
  text-align: left; vertical-align: top; font-weight: 400; }
thead th { border-bottom: 2px solid var(--lijn); color: var(--stil); font-weight: 600;
  vertical-align: bottom; }
td:last-child { padding-right: 0; }
.paar { table-layout: fixed; width: 100%; overflow-wrap: anywhere; }
.paar thead > tr > :first-child { width: 26%; }
.kort { white-space: nowrap; }
.getallen td { font-variant-numeric: tabular-nums; }
.verschilt > * { background: var(--verschil); font-weight: 600; }
.uitkomst > * { border-top: 2px solid var(--lijn); font-weight: 600; }
.uitslag { white-space: nowrap; font-weight: 600; }
.uitslag.goed { color: var(--goed); } .uitslag.mis { color: var(--mis); }
.uitslag.open { color: var(--open); }
.goed { color: var(--goed); } .let-op { color: var(--mis); } .open { color: var(--open); }
.stil { color: var(--stil); }
.uitslagen { list-style: none; margin: 0; padding: 0; }
.kaart { border: 1px solid var(--dun); border-left: 5px solid var(--lijn); border-radius: 4px;
  padding: 0.1rem 1rem 0.6rem; margin: 1rem 0; }
.kaart h3 { margin-top: 0.8em; }
.kaart.mis { border-left-color: var(--mis); }
.antwoord { background: var(--vlak); border-left: 6px solid var(--grens); border-radius: 4px;
  padding: 0.3rem 1rem; margin: 1rem 0; font-size: 1.08rem; }
.ruimte { list-style: none; margin: 0; padding: 0; }
.ruimte > li { max-width: 60rem; padding: 0 1rem; margin: 0.6rem 0; }
.ruimte > li > details { margin: 0.2rem 0; }
.ruimte summary { font-weight: 400; }
.stand { color: var(--stil); }
.gegevens { margin: 0.5em 0; }
.gegevens > div { display: grid; grid-template-columns: 9rem minmax(0, 1fr); gap: 0 1rem;
  padding: 0.2rem 0; }
.gegevens dt { color: var(--stil); } .gegevens dd { margin: 0; }
.gegevens dd ul { margin: 0; }
.weging { border-top: 1px solid var(--dun); }
.weging > summary { font-weight: 600; }
.weging h5 { font-size: 0.95rem; margin: 1.2em 0 0.2em; }
.formulier, .keuzes, .boom { list-style: none; margin: 0; padding-left: 0; }
.formulier .formulier, .keuzes { padding-left: 1.2rem; }
.formulier > li { margin: 0.4rem 0; }
.schrijf { display: block; height: 1.9rem; border-bottom: 1px dotted var(--lijn); }
.veld { margin: 1.1rem 0; padding: 0; border: 0; max-width: 46rem; min-width: 0; }
.veld label, .veld legend { font-weight: 600; padding: 0; display: block; margin-bottom: 0.2rem; }
.veld p { margin: 0.2rem 0; }
.veld.fout { border-left: 5px solid var(--mis); padding-left: 0.8rem; }
.veld input:not([type="radio"]), .veld textarea, .veld select { font: inherit; width: 100%;
  max-width: 46rem; padding: 0.5rem; color: var(--tekst); background: var(--grond);
  border: 1px solid var(--lijn); border-radius: 4px; }
.veld input[type="date"] { max-width: 14rem; } .veld input[inputmode] { max-width: 20rem; }
.mogelijkheid { display: flex; gap: 0.6rem; align-items: flex-start; padding: 0.3rem 0; }
.veld .mogelijkheid label, .mogelijkheid label { font-weight: 400; margin: 0; }
.mogelijkheid input { flex: none; width: 1.5rem; height: 1.5rem; margin: 0; }
.knop { display: inline-block; font: inherit; font-weight: 600; padding: 0.5rem 1.1rem;
  color: var(--grond); background: var(--koppeling); border: 2px solid var(--koppeling);
  border-radius: 4px; cursor: pointer; text-decoration: none; }
.knop.tweede, .einde .knop { color: var(--koppeling); background: var(--grond); }
.einde { border-top: 1px solid var(--dun); margin-top: 2.5rem; padding-top: 0.8rem; }
.fouten { border: 2px solid var(--mis); border-radius: 4px; padding: 0 1rem 0.4rem; }
.fouten h2 { font-size: 1.1rem; border: 0; margin: 0.6rem 0; }
.fouten a { display: block; padding: 0.15rem 0; }
.stappen ol { display: flex; flex-wrap: wrap; gap: 0.2rem 1rem; margin: 0; padding: 0; }
.stappen li { margin-left: 1.3rem; }
.stappen [aria-current] { font-weight: 700; text-decoration: none; color: var(--tekst); }
.oefening { border: 2px dashed var(--lijn); padding: 0.4rem 1rem; border-radius: 4px; }
.melding { border: 2px solid var(--open); border-radius: 4px; padding: 0 1rem 0.4rem; }
.melding h2 { font-size: 1.1rem; border: 0; margin: 0.6rem 0; }
.antwoorden { display: flex; flex-wrap: wrap; gap: 0.6rem; margin: 0.5rem 0; }
.antwoorden .knop { min-width: 6rem; }
.lijst-wijzig { list-style: none; margin: 0; padding: 0; }
.lijst-wijzig > li { border-top: 1px solid var(--dun); padding: 0.4rem 0; max-width: 46rem; }
.regels { list-style: none; margin: 0; padding: 0; }
.regel { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 0 1.5rem;
  border-top: 1px solid var(--dun); padding: 0.3rem 0; max-width: none; }
.regel > .regels { grid-column: 1 / -1; border-left: 3px solid var(--dun); padding-left: 1rem; }
.ernaast { font-size: 0.94rem; color: var(--stil); }
.bepaalt { border-top: 1px solid var(--dun); margin: 0; }
.bepaalt > p { margin-left: 0; }
h2 + .bepaalt { border-top: 0; }
.bepaalt > summary > h3 { display: inline; font-size: 1.05rem; }
.bepaalt h4 { margin-top: 1em; }
.boom .boom { border-left: 2px solid var(--dun); margin-left: 0.3rem; padding-left: 0.9rem; }
.boom > li { padding: 0.15rem 0; max-width: 60rem; }
.boom details { margin: 0; } .boom summary { font-weight: 400; }
details { margin: 0.6em 0; }
summary { cursor: pointer; padding: 0.3rem 0; font-weight: 600; }
details > :not(summary) { margin-left: 0.2rem; }
figure { margin: 1.5rem 0; border: 1px solid var(--dun); border-radius: 4px;
  padding: 0.5rem 1rem 0.75rem; }
figure h3, figure h4 { margin: 0.5em 0 0.2em; }
figcaption { max-width: 46rem; }
svg { display: block; width: 100%; max-width: 46rem; height: auto; font: inherit; }
svg text { fill: var(--tekst); font-size: 15px; }
svg .as { stroke: var(--lijn); stroke-width: 1; fill: none; }
svg .rooster { stroke: var(--dun); stroke-width: 1; fill: none; }
svg .verloop { stroke: var(--grens); stroke-width: 3; fill: none; stroke-linecap: round; }
svg .sprong { stroke: var(--lijn); stroke-width: 1.5; stroke-dasharray: 3 4; fill: none; }
svg .grootste { stroke: var(--mis); stroke-width: 2.5; stroke-dasharray: 6 4; fill: none; }
svg .wel { fill: var(--grens); stroke: var(--grens); stroke-width: 2; }
svg .niet { fill: var(--grond); stroke: var(--grens); stroke-width: 2; }
svg.graaf { width: auto; max-width: none; }
svg.graaf text { font-size: 14px; }
svg.graaf .lijn { stroke: var(--lijn); stroke-width: 1.5; fill: none; }
svg.graaf rect { fill: var(--vlak); stroke: var(--lijn); stroke-width: 1.5; }
svg.graaf .uitkomst rect { stroke: var(--grens); stroke-width: 3; }
svg.graaf .oordeel rect { stroke-dasharray: 6 3; }
svg .teken { fill: var(--mis); stroke: var(--grond); stroke-width: 1; }
svg .bij { fill: var(--mis); font-weight: 700; paint-order: stroke; stroke: var(--grond);
  stroke-width: 5px; }
@media (max-width: 40rem) {
  svg text { font-size: 24px; }
  svg.graaf text { font-size: 14px; }
  .regel { display: block; }
  .paar { table-layout: auto; overflow-wrap: break-word; }
  svg .om { display: none; }
  table { font-size: 0.85rem; line-height: 1.4; width: 100%; }
  th, td { padding-right: 0.5rem; }
  td code, th code { overflow-wrap: anywhere; }
  .gestapeld thead { position: absolute; width: 1px; height: 1px; overflow: hidden;
    clip-path: inset(50%); }
  .gestapeld, .gestapeld tbody, .gestapeld tr, .gestapeld tbody > tr > * { display: block; }
  .gestapeld tr { border-bottom: 1px solid var(--lijn); padding: 0.4rem 0; }
  .gestapeld tbody > tr > * { border: 0; padding: 0.1rem 0; }
  .gestapeld [data-kop]::before { content: attr(data-kop) ": "; color: var(--stil); }
  .uitslag { white-space: normal; }
  figure, .kaart, .ruimte > li { padding-left: 0.6rem; padding-right: 0.6rem; }
  .gegevens > div { display: block; }
  .boom .boom { margin-left: 0; padding-left: 0.6rem; }
  .boom .boom .boom .boom { border-left-width: 1px; padding-left: 2px; }
}
@media print {
  :root { --grond: #fff; --vlak: #fff; --tekst: #000; --stil: #333; --lijn: #555; --dun: #bbb;
    --koppeling: #000; --goed: #000; --mis: #000; --open: #000; --grens: #000;
    --verschil: #fff; color-scheme: light; }
  html { font-size: 9.5pt; }
  body { max-width: none; padding: 0; }
  .voorbij, nav, .niet-op-papier { display: none; }
  .kaart, figure, tr { break-inside: avoid; }
  .ruimte > li { break-inside: auto; }
  svg.graaf { max-width: 100%; height: auto; }
  details:not(.lang)::details-content { content-visibility: visible; }
  h2, h3, h4, summary, caption { break-after: avoid; }
  .schuift { overflow: visible; }
  .verschilt > * { border-top: 1px solid #000; border-bottom: 1px solid #000; }
  a[href^="http"]:not(.adres)::after { content: " (" attr(href) ")"; font-size: 0.85em; }
  @page { margin: 1.8cm; }
}
"""
