#!/bin/sh
# Builds bench/vectors/compare into the folder given, with hnswlib's headers beside it. Needs a
# release build of wenyuan_vectors (ninja -C build/release wenyuan_vectors).
set -eu
out=${1:?usage: build.sh FOLDER}
top=$(cd "$(dirname "$0")/../.." && pwd)
mkdir -p "$out"
cd "$out"
archive=hnswlib-0.8.0.tar.gz
if [ ! -f "$archive" ]; then  # pip asks the package for its metadata, which needs these three
  python3 -m venv fetch
  fetch/bin/pip -q install numpy pybind11 'setuptools<80' wheel
  fetch/bin/pip -q download --no-deps --no-build-isolation --no-binary :all: hnswlib==0.8.0
fi
echo "cb6d037eedebb34a7134e7dc78966441dfd04c9cf5ee93911be911ced951c44c  $archive" | sha256sum -c -
tar xzf "$archive"
libs=$top/build/release/libs
includes=
for module in base crypto text index vectors; do
  includes="$includes -I$top/libs/$module/include"
done
ccache g++ -std=c++20 -O3 -march=native -w $includes -I"$top/libs/index/testing/include" \
  -Ihnswlib-0.8.0 "$top/bench/vectors/compare.cpp" -o compare \
  "$libs/vectors/libwenyuan_vectors.a" "$libs/crypto/libwenyuan_crypto.a" \
  "$libs/base/libwenyuan_base.a" -lroaring -largon2 -lcrypto -lspdlog -lfmt -pthread
echo "built $out/compare"
