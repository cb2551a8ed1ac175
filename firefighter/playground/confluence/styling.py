"""How a page looks in the playground: roughly as it does in Confluence."""

STYLE = """
body { margin: 0; background: #fff; color: #172b4d;
  font: 15px/1.6 -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1.5rem 5rem; }
nav, .byline, footer { color: #6b778c; font-size: 13px; }
h1 { font-size: 1.8rem; line-height: 1.25; margin: .4rem 0 0; }
h2 { font-size: 1.3rem; margin: 2.2rem 0 .4rem; }
h3 { font-size: 1.05rem; margin: 1.4rem 0 .2rem; }
table { border-collapse: collapse; width: 100%; margin: .6rem 0; font-size: 14px; }
th, td { border: 1px solid #dfe1e6; padding: .35rem .6rem; text-align: left;
  vertical-align: top; }
th { background: #f4f5f7; font-weight: 600; }
td p, th p { margin: 0; }
a { color: #0052cc; text-decoration: none; }
.box { padding: .6rem 1rem; margin: .8rem 0; border-radius: 3px; background: #f4f5f7; }
.box p { margin: .3rem 0; }
.info { background: #deebff; } .note { background: #eae6ff; } .tip { background: #e3fcef; }
.warning { background: #ffebe6; }
.details { border: 1px solid #ebecf0; border-radius: 3px; padding: .3rem .9rem; margin: .6rem 0; }
td:first-child:nth-last-child(2) { white-space: nowrap; }
.title { font-weight: 600; }
.status { background: #dfe1e6; border-radius: 3px; padding: .05rem .35rem; font-size: 11px;
  text-transform: uppercase; letter-spacing: .03em; }
.placeholder { color: #6b778c; background: #f4f5f7; }
.label { background: #f4f5f7; border-radius: 3px; padding: .1rem .4rem; margin-right: .4rem; }
footer { margin-top: 3rem; border-top: 1px solid #dfe1e6; padding-top: .8rem; }
img { max-width: 100%; display: block; margin: .4rem 0; }
.missing { color: #6b778c; background: #f4f5f7; padding: .3rem .6rem; border-radius: 3px; }
"""
