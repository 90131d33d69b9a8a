#!/bin/sh
# Makes a Debian package of what `make install` installs: package.sh PROGRAM FOLDER, with FOLDER the root that it was installed
# under. Needs dpkg-deb only. The libraries that the package depends on are read from the program.
set -eu
program=$1
root=$2
version=$("$program" --version | cut -d ' ' -f 2)
machine=$(dpkg --print-architecture)

# Each library that the program is linked with belongs to a package that is installed here. libpq is loaded when a memory is on
# a server, and only recommended: apt-get installs it, but nobody has to have it.
depends=""
for library in $(ldd "$program" | sed -n 's/.*=> \(\/[^ ]*\).*/\1/p'); do
  # The same file may be known by its path with or without /usr.
  package=$(dpkg-query -S "$(readlink -f "$library")" 2>/dev/null || dpkg-query -S "$library" 2>/dev/null \
    || dpkg-query -S "/usr$library" 2>/dev/null || dpkg-query -S "${library#/usr}" 2>/dev/null || true)
  package=$(echo "$package" | sed -n '1s/[:,].*//p')
  [ -n "$package" ] || continue
  held=$(dpkg-query -W -f '${Version}' "$package" | sed 's/^[0-9]*://; s/[-+~].*//')
  entry="$package (>= $held)"
  case "$depends" in *"$package (>="*) ;; *) depends="$depends${depends:+, }$entry" ;; esac
done

mkdir -p "$root/DEBIAN" "$root/usr/share/doc/lede"
cp LICENSE "$root/usr/share/doc/lede/copyright"
gzip -9n < CHANGELOG.md > "$root/usr/share/doc/lede/changelog.gz"
size=$(du -sk --exclude DEBIAN "$root" | cut -f 1)
cat > "$root/DEBIAN/control" <<CONTROL
Package: lede
Version: $version
Architecture: $machine
Maintainer: The Lede authors <lede@localhost>
Installed-Size: $size
Depends: $depends
Recommends: libpq5
Section: text
Priority: optional
Description: folders of news articles into summaries, glossaries and segment files
 Lede reads articles in many formats and writes extractive summaries for
 editors, a glossary of terms, and segment files for translators, whose work
 it puts back into the original documents. It works offline.
CONTROL
dpkg-deb --build --root-owner-group "$root" "lede_${version}_${machine}.deb"
