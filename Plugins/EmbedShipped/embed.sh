#!/bin/sh
# embed.sh OUTPUT FILE…: a Swift file with the text of each FILE, byte for byte, by its folder and name.
set -eu
out=$1
shift
{
    echo 'package enum Shipped {'
    echo '    /// The text of every shipped form and plan by "forms/name.md" or "plans/name.yaml".'
    echo '    package static let files: [String: String] = ['
    for file; do
        echo "        \"$(basename "$(dirname "$file")")/$(basename "$file")\": ####\"\"\""
        cat "$file"
        echo
        echo '"""####,'
    done
    echo '    ]'
    echo '}'
} > "$out.new"
mv "$out.new" "$out"
