#!/bin/sh
# Unpacks card-day.tar.xz, which lies beside this file, and measures the graphics card of this machine: its figures, and what went wrong, are printed
# and written to card-day-results. Python unpacks it: it is there where PyTorch is, xz may not be.
set -e
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
if command -v xz > /dev/null; then
  tar -C "$folder" -xJf "$here/card-day.tar.xz"
else
  python3 -c 'import sys, tarfile; tarfile.open(sys.argv[1]).extractall(sys.argv[2])' "$here/card-day.tar.xz" "$folder"
fi
torch=
if [ -f "$folder/torch_tagger.py" ]; then torch="--torch $folder/torch_tagger.py"; fi
# shellcheck disable=SC2086
"$folder/node" "$folder/card-day.mjs" --corpus "$folder/corpus" --model "$folder/model-en.onnx" $torch "$@"
