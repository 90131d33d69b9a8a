#!/bin/sh
# Says what a run of the newsroom pipeline has made and where to look.
set -eu
out=$1
count() { find "$out/$1" -type f | wc -l | tr -d ' '; }
echo
echo "Made in $out/:"
echo "  digest.html    every article with its summary, on one page: open it in a browser"
echo "  briefs/        $(count briefs) briefs, one per article"
echo "  fr/ kk/        $(($(count fr) + $(count kk))) XLIFF files for the translators into French and Kazakh"
echo "  glossary.csv   $(($(wc -l < "$out/glossary.csv") - 1)) names, terms and abbreviations, each with a sentence that shows it"
echo "  report.jsonl   what became of each article"
