#!/usr/bin/env bash
# Install a system library where that is possible without asking; otherwise print the one line to run.
# Usage: system_packages.sh pango|chromium
set -u
case "${1:-}" in
    pango)    packages="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" ;;
    chromium) packages="chromium" ;;
    *) echo "Usage: $0 pango|chromium" >&2; exit 2 ;;
esac

present() {
    if [ "$1" = chromium ]; then
        command -v "${CHROMIUM:-chromium}" >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1
    elif [ "$(uname)" = Darwin ]; then
        [ -e /opt/homebrew/lib/libpango-1.0.dylib ] || [ -e /usr/local/lib/libpango-1.0.dylib ]
    else
        libraries=$(ldconfig -p 2>/dev/null || /sbin/ldconfig -p 2>/dev/null)
        case "$libraries" in *libpangoft2-1.0.so.0*) ;; *) return 1 ;; esac
        case "$libraries" in *libharfbuzz-subset.so.0*) ;; *) return 1 ;; esac
    fi
}

present "$1" && exit 0
if [ "$(uname)" = Darwin ]; then
    echo "To make PDFs, run: brew install pango" >&2
    exit 1
fi
become=""
if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then become="sudo -n"; else become="no"; fi
fi
line="apt-get install -y --no-install-recommends $packages"
if [ "$become" = no ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "$1 is missing. To add it, run: sudo $line" >&2
    exit 1
fi
echo "Installing $packages"
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086 # the words are meant to split
$become $line -qq >/dev/null 2>&1 || { $become apt-get update -qq >/dev/null 2>&1; $become $line -qq >/dev/null 2>&1; }
present "$1" || { echo "$1 could not be installed. To try by hand, run: sudo $line" >&2; exit 1; }
