#!/usr/bin/env bash
# Prepare this checkout for `make run` or `make test`: system packages, .venv, compiled catalogues.
# Safe to repeat: what is already there is left alone, and a warm start takes under a second.
set -euo pipefail

cd "$(dirname "$0")/.."
purpose=$1
python=${PYTHON:-python3}
apt_lists_are_fresh=no

say() { printf 'heard: %s\n' "$*"; }
stop() { printf 'heard: %s\n' "$*" >&2; exit 1; }

# --- system packages -------------------------------------------------------------------------

as_root=()
can_install() {
  command -v apt-get >/dev/null || return 1
  if [ "$(id -u)" -eq 0 ]; then return 0; fi
  as_root=(sudo -n)
  command -v sudo >/dev/null && sudo -n true 2>/dev/null
}

# Without our lock (9): a service that a package starts would hold it for ever.
apt_install() {
  if [ "$apt_lists_are_fresh" = no ]; then
    "${as_root[@]}" apt-get update -qq </dev/null 9>&-
    apt_lists_are_fresh=yes
  fi
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "$@" </dev/null >/dev/null 9>&-
}

# A font has no command to look for, so we look for its files.
has_fonts() { compgen -G '/usr/share/fonts/truetype/noto/NotoSansBengali-Regular.*' >/dev/null; }
has_chinese() { compgen -G '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.*' >/dev/null; }
has_chromium() { command -v chromium >/dev/null; }
has_java() { command -v java >/dev/null; }
has_pdftotext() { command -v pdftotext >/dev/null; }
# Opens the Word files and spreadsheets that we write, as a council's own programs would.
has_libreoffice() { command -v soffice >/dev/null; }
has_nginx() { command -v nginx >/dev/null || [ -x /usr/sbin/nginx ]; }
has_openssl() { command -v openssl >/dev/null; }
# Counts how often a process makes the disk sync.
has_strace() { command -v strace >/dev/null; }
has_postgresql() { command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }

has_pgbouncer() { command -v pgbouncer >/dev/null || [ -x /usr/sbin/pgbouncer ]; }

# The program that drives the browser needs this library, which small machines lack.
has_libatomic() { compgen -G '/usr/lib/*/libatomic.so.1' >/dev/null || compgen -G '/lib*/libatomic.so.1' >/dev/null; }

missing_packages() {
  has_fonts || echo fonts-noto-core
  has_chinese || echo fonts-noto-cjk
  if [ "$purpose" = test ]; then
    has_chromium || echo chromium
    has_libatomic || echo libatomic1
    has_postgresql || echo postgresql
    has_pgbouncer || echo pgbouncer
    has_pdftotext || echo poppler-utils
    has_strace || echo strace
    has_libreoffice || echo libreoffice-writer-nogui libreoffice-calc-nogui
    # For the recipe in deploy/.
    has_nginx || echo nginx
    has_openssl || echo openssl
    # For the HTML checker.
    has_java || echo default-jre-headless
  fi
}

system_packages() {
  local missing
  mapfile -t missing < <(missing_packages)
  if [ ${#missing[@]} -eq 0 ]; then return; fi
  if can_install; then
    say "installing the system packages ${missing[*]}"
    if apt_install "${missing[@]}"; then return; fi
  fi
  if [ "$purpose" = test ]; then
    stop "the tests need system packages; run: sudo apt-get install -y ${missing[*]}"
  fi
  say "charts may show empty boxes and paper forms cannot be printed in some languages; to mend that, run: sudo apt-get install -y ${missing[*]}"
}

# --- the Python environment ------------------------------------------------------------------

create_environment() {
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
    || stop "Python 3.11 or newer is needed; '$python' is not. Name another with: make $purpose PYTHON=python3.11"
  say "creating .venv with $("$python" --version)"
  rm -rf .venv
  if "$python" -m venv .venv >/dev/null 2>&1; then return; fi
  rm -rf .venv
  # Debian ships venv apart from Python.
  can_install || stop "Python cannot make environments yet; run: sudo apt-get install -y python3-venv"
  say "installing the system package python3-venv"
  apt_install python3-venv
  "$python" -m venv .venv
}

fingerprint() { cat "$1" pyproject.toml | sha256sum | cut -d ' ' -f 1; }

is_installed() {
  [ -x .venv/bin/heard ] && [ "$(cat ".venv/$1.installed" 2>/dev/null)" = "$(fingerprint "$1")" ]
}

install_lock() {
  local lock=$1
  if is_installed "$lock"; then return; fi
  # The development lock holds everything the other one does.
  if [ "$lock" = requirements.txt ] && is_installed requirements-dev.txt; then return; fi
  say "installing the Python packages in $lock (a few minutes the first time)"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
  # Our own four packages, from this checkout; the builder is in the lock, so nothing is fetched.
  .venv/bin/python -m pip install --quiet --disable-pip-version-check \
    --no-index --no-deps --no-build-isolation --editable .
  fingerprint "$lock" >".venv/$lock.installed"
}

# --- the HTML checker --------------------------------------------------------------------------

# Thirty megabytes that only the tests need; the lock file holds its hash. Its install script would
# fetch a Java of its own, so no script runs.
install_html_checker() {
  local place=tools/html-checker lock
  lock=$(sha256sum <"$place/package-lock.json")
  if [ "$(cat "$place/node_modules/.installed" 2>/dev/null)" = "$lock" ]; then return; fi
  say "installing the HTML checker"
  PATH="$PWD/.venv/bin:$PATH" npm --prefix "$place" ci \
    --silent --ignore-scripts --no-audit --no-fund --no-update-notifier
  printf '%s\n' "$lock" >"$place/node_modules/.installed"
}

# --- in order, one run at a time -------------------------------------------------------------

mkdir -p .make
if command -v flock >/dev/null; then
  exec 9>.make/lock
  flock -n 9 || { say "another set-up is running here; waiting for it"; flock 9; }
fi

# Before all else, for it may need a system package itself.
.venv/bin/python -c '' 2>/dev/null || create_environment
# Beside the Python packages: neither needs the other, and each takes a minute or two.
system_packages &
beside=$!
trap 'wait' EXIT
if [ "$purpose" = test ]; then
  install_lock requirements-dev.txt
  install_html_checker
else
  install_lock requirements.txt
fi
wait "$beside"
.venv/bin/python tools/catalogues.py compile
